"""Looks through the whole database: is every stored file what was adopted, and does the database itself hold?"""

import contextlib

from sqlalchemy import Engine, select

from store.errors import MISREAD, StoreDamaged
from store.migrations import LATEST, schema_version
from store.tables import contents, metadata
from store.tables import versions as table
from store.transactions import LONG, reading
from store.versions import content


def check_store(engine: Engine) -> tuple[int, list[str]]:
    """How many versions were compared with their hash, and a sentence for each fault that was found.

    Nothing is changed. A database that can't be opened or read at all raises a StoreError.
    """
    faults = _check_database(engine) if engine.dialect.name == "sqlite" else []
    faults += _check_tables(engine)
    ids: list[int] = []
    with contextlib.suppress(*MISREAD), reading(engine, within=LONG) as connection:
        ids = list(connection.scalars(select(table.c.id).order_by(table.c.id)))
    for version_id in ids:
        try:
            content(engine, version_id)
        except StoreDamaged as error:
            faults.append(f"Versjon {version_id}: {error}")
        except MISREAD:
            faults.append(f"Versjon {version_id}: kan ikke leses.")
    return len(ids), faults


def _check_tables(engine: Engine) -> list[str]:
    """Whether each row can be read as what it should be, unless the tables are an earlier program's; the files
    themselves are compared with their hash."""
    with reading(engine) as connection:
        if schema_version(connection) != LATEST:
            return []
    faults = []
    for one in metadata.sorted_tables:
        try:
            if one is not contents:
                with reading(engine, within=LONG) as connection:
                    for _row in connection.execute(select(one)):
                        pass
        except (StoreDamaged, *MISREAD):
            faults.append(f"Noe av «{one.name}» kan ikke leses.")
    return faults


def _check_database(engine: Engine) -> list[str]:
    """SQLite's own look at its file: whether its pages hang together and its rows refer to rows that are there."""
    with reading(engine, within=LONG) as connection:
        verdicts = list(connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars())
        strays = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    faults = [f"Databasefilen er skadet: {verdict}" for verdict in verdicts if verdict != "ok"]
    return faults + [f"En rad i «{stray[0]}» viser til en som ikke finnes i «{stray[2]}»." for stray in strays]

"""Deletes a round's personal data for good, and tells in good time that they are to be deleted.

The bytes, the rows and the notes go; of SQLite's file every freed page is overwritten and the file is written
anew, in PostgreSQL the tables are. Backups, and PostgreSQL's write-ahead log until the server has reused it,
are outside what the store can reach: README says so.
"""

from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection, Engine, delete, func, insert, select, text

from domain.words import format_date
from store.errors import StoreLocked
from store.log import add_line
from store.rounds import round_settings
from store.tables import WRITTEN, choices, contents, effort_texts, efforts, note_texts, notes, versions
from store.tables import anonymous_counts as counts_table
from store.transactions import has_rows, reading, without_transaction, writing

NOTICE_DAYS = 30
COUNT_COLUMNS = ["stage", "municipality", "day", "count"]

PERSONAL = (contents, versions, choices, note_texts, effort_texts, *WRITTEN)
"""The tables whose rows of a round are deleted; PostgreSQL writes them anew after it."""


def delete_personal_data(engine: Engine, round_id: str, who: str, counts: pd.DataFrame | None = None) -> None:
    """Delete the round's files, versions and all that people have written in it for good; settings, log and `counts`
    stay.

    `counts` has stage, municipality (number), day and count, which are anonymous. Raises StoreLocked when the
    data are deleted but others were using the database, so that it could not be written anew: call again.
    """
    with writing(engine, round_id) as connection:
        removed = _delete_rows(connection, round_id)
        if counts is not None and len(counts):
            _keep_counts(connection, round_id, counts)
        if removed:
            details = f"versjoner, rettinger, notater med mer slettet for godt, {removed} i alt"
            add_line(connection, "delete", who, round_id, details)
    wipe(engine)


def has_personal_data(engine: Engine, round_id: str) -> bool:
    """Whether the round has files, or anything that people have written in it."""
    with reading(engine) as connection:
        return has_rows(connection, round_id, (versions, *WRITTEN))


def anonymous(engine: Engine, round_id: str) -> pd.DataFrame:
    """The counts that a deletion left: stage, municipality ("" unknown), day (date), count."""
    columns = [counts_table.c[name] for name in COUNT_COLUMNS]
    wanted = select(*columns).where(counts_table.c.round_id == round_id)
    with reading(engine) as connection:
        rows = connection.execute(wanted.order_by(*columns[:3])).all()
    return pd.DataFrame(rows, columns=COUNT_COLUMNS)


def retention_notice(engine: Engine, round_id: str, today: date) -> str:
    """A sentence from 30 days before the round's personal data are to be deleted, for as long as there are
    any.
    """
    day = round_settings(engine, round_id).dates.get("retention")
    if day is None or today < day - timedelta(days=NOTICE_DAYS) or not has_personal_data(engine, round_id):
        return ""
    if today > day:
        return f"Personopplysningene i runden skulle vært slettet {format_date(day)}. Slett dem på siden «Personvern»."
    when = "i dag" if today == day else f"om {(day - today).days} dager" if (day - today).days > 1 else "i morgen"
    return f"Personopplysningene i runden skal slettes {when}, {format_date(day)}."


def _delete_rows(connection: Connection, round_id: str) -> int:
    of_round = select(notes.c.id).where(notes.c.round_id == round_id)
    removed = connection.scalar(select(func.count()).where(versions.c.round_id == round_id)) or 0
    connection.execute(delete(note_texts).where(note_texts.c.note_id.in_(of_round)))
    made = select(efforts.c.id).where(efforts.c.round_id == round_id)
    connection.execute(delete(effort_texts).where(effort_texts.c.effort_id.in_(made)))
    for table in (*WRITTEN, choices, versions, contents):
        gone = connection.execute(delete(table).where(table.c.round_id == round_id)).rowcount
        removed += gone if table in WRITTEN else 0
    return removed


def _keep_counts(connection: Connection, round_id: str, counts: pd.DataFrame) -> None:
    connection.execute(delete(counts_table).where(counts_table.c.round_id == round_id))
    connection.execute(insert(counts_table), counts[COUNT_COLUMNS].assign(round_id=round_id).to_dict("records"))


def wipe(engine: Engine) -> None:
    """Write the database anew without what was deleted from it."""
    with without_transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            for table in PERSONAL:
                connection.execute(text(f"VACUUM (FULL) {table.name}"))
            return
        connection.exec_driver_sql("VACUUM")
        busy, *_pages = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if busy:  # somebody is reading: their view of the old pages keeps the log from being emptied
            raise StoreLocked(
                "Opplysningene er slettet, men databasefilen var i bruk og er ikke ryddet.",
                "Slett på nytt om et øyeblikk, så blir filen ryddet.",
            )

"""Reads what is left in a damaged SQLite file, row by row: a damaged page hides the rows on it, and no others."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table

from store.tables import contents

# How far beyond the last row that could be read others are looked for, when nothing tells how many there were.
_FAR = 20_000


def salvage_rows(engine: Engine, table: Table) -> tuple[list[dict[str, Any]], int]:
    """The rows of a table that can be read, by their number, and how many numbers could not be looked up."""
    with contextlib.closing(_open(engine)) as connection:
        return _walk(engine, connection, table)


def salvage_content(engine: Engine, content_id: object) -> bytes | None:
    """The packed bytes of one stored file, None when they can't be read."""
    wanted = f"SELECT compressed FROM {contents.name} WHERE rowid = ?"
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(_open(engine)) as connection:
        row = connection.execute(wanted, [content_id]).fetchone()
        return row[0] if row and isinstance(row[0], bytes) else None
    return None


def _open(engine: Engine) -> sqlite3.Connection:
    file = Path(engine.url.database or "").absolute()
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    connection.text_factory = _readable
    # Leaves aside the tables whose description is damaged, and reads the others.
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def _walk(engine: Engine, connection: sqlite3.Connection, table: Table) -> tuple[list[dict[str, Any]], int]:
    """From both ends as far as it goes, then each number in between by itself."""
    found: dict[int, dict[str, Any]] = {}
    ends = []
    for order in ("ASC", "DESC"):
        whole = True
        last = None
        try:
            for number, row in _select(engine, connection, table, f"ORDER BY rowid {order}"):
                last = number
                if order == "DESC" and number in found:
                    break
                found.setdefault(number, row)
        except sqlite3.DatabaseError:
            whole = False
        if whole:
            return [found[number] for number in sorted(found)], 0
        ends.append(last)
    first, end = ends[0] or 0, ends[1] or _highest(connection, table) or (ends[0] or 0) + _FAR
    lost = 0
    for number in range(first + 1, end + 1):
        if number in found:
            continue
        try:
            found |= dict(_select(engine, connection, table, f"WHERE rowid = {number}"))
        except sqlite3.DatabaseError:
            lost += 1
    return [found[number] for number in sorted(found)], lost


def _select(
    engine: Engine, connection: sqlite3.Connection, table: Table, rest: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    # SQLite takes a name in quotation marks that is no column for a text: a description may be damaged, too.
    known = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    names = ", ".join(f'"{column.name}"' if column.name in known else "NULL" for column in table.columns)
    readers = [column.type.dialect_impl(engine.dialect).result_processor(engine.dialect, None) for column in table.c]
    for number, *values in connection.execute(f'SELECT rowid, {names} FROM "{table.name}" {rest}'):
        pairs = zip(table.columns.keys(), readers, values, strict=True)
        yield number, {name: _convert(reader, value) for name, reader, value in pairs}


def _convert(reader: Any, value: Any) -> Any:
    """The value as the store gives it; as it stands there when it can't be understood."""
    try:
        return reader(value) if reader else value
    except (ValueError, TypeError):
        return value if isinstance(value, str | int | float) else None if value is None else str(value)


def _highest(connection: sqlite3.Connection, table: Table) -> int | None:
    """The highest number that the table has ever given out, where SQLite remembers it."""
    try:
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name]).fetchone()
    except sqlite3.DatabaseError:
        return None
    return int(row[0]) if row else None


def _readable(written: bytes) -> str:
    return written.decode("utf-8", "replace")

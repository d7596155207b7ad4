"""What held at a moment: the store overwrites nothing, so each read can be asked for an earlier one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Column, ColumnElement, Connection, Join, Table, func, or_, select, true, update


def known_by(made_at: Column[datetime], known_at: datetime | None) -> ColumnElement[bool]:
    """Rows that were made by an earlier moment; all of them where none is asked for."""
    return true() if known_at is None else made_at <= known_at


def as_table(rows: Iterable[Any], columns: list[str]) -> pd.DataFrame:
    """Rows of the database with these columns; those of times, `at` and `…_at`, are in UTC."""
    found = pd.DataFrame(rows, columns=columns)
    for name in (name for name in columns if name == "at" or name.endswith("_at")):
        found[name] = pd.to_datetime(found[name], utc=True)
    return found


def not_removed(removed_at: Column[datetime], known_at: datetime | None) -> ColumnElement[bool]:
    """Rows that nobody has removed, or nobody had at an earlier moment."""
    if known_at is None:
        return removed_at.is_(None)
    return or_(removed_at.is_(None), removed_at > known_at)


def remove_rows(
    connection: Connection, table: Table, who: str, *which: ColumnElement[bool], at: datetime | None = None
) -> int:
    """Mark rows as removed, now or at a moment of the same act; who removed one first is kept. Answers how many."""
    removal = {"removed_by": who, "removed_at": at or datetime.now(UTC)}
    return connection.execute(update(table).where(*which, table.c.removed_at.is_(None)).values(**removal)).rowcount


def last_texts(table: Table, texts: Table, owner: Column[int], known_at: datetime | None) -> Join:
    """Each row of a table with its last text, or the last it had at an earlier moment; `owner` is whose a text is."""
    written = known_by(texts.c.written_at, known_at)
    last = select(owner, func.max(texts.c.version).label("version")).where(written).group_by(owner).subquery()
    same = (owner == last.c[owner.name]) & (texts.c.version == last.c.version)
    return table.join(last, last.c[owner.name] == table.c.id).join(texts, same)

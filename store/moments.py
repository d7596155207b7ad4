"""What held at a moment: the store overwrites nothing, so each read can be asked for an earlier one."""

from datetime import datetime

from sqlalchemy import Column, ColumnElement, or_


def not_removed(removed_at: Column[datetime], known_at: datetime | None) -> ColumnElement[bool]:
    """Rows that nobody has removed, or nobody had at an earlier moment."""
    if known_at is None:
        return removed_at.is_(None)
    return or_(removed_at.is_(None), removed_at > known_at)

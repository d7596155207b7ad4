"""Columns and moments as the child hands them over, from the texts of their cells."""

from datetime import UTC, datetime

import numpy as np

from loaders.sandbox.sheets import Column, Sheet
from loaders.table.profile import Profile, profile_of


def column_of(*cells: str) -> Column:
    """A column of texts, "" for an empty cell."""
    values = list(dict.fromkeys(("", *cells)))
    return Column(values, "s" * len(values), np.array([values.index(cell) for cell in cells], dtype=np.int32))


def profile(*cells: str) -> Profile:
    """What the values of a column of texts say it is."""
    return profile_of(column_of(*cells))


def sheet_of(*rows) -> Sheet:
    """A sheet of texts, row by row."""
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet("Ark1", [column_of(*cells) for cells in zip(*filled, strict=True)], len(rows))


def seconds(*parts: int) -> int:
    """The moment of these parts, as seconds since 1970."""
    return int(datetime(*parts, tzinfo=UTC).timestamp())

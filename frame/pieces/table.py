"""Owns a table on a page: its widths, dates and numbers, as a grid or as wrapping text."""

import re
from datetime import date
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st

from domain.words import format_date
from frame.door import people
from frame.pieces.plain_text import plain_text

ROW_HEIGHT = 35
MOST_ROWS = 14
# Pixels of a table's columns, at the theme's letter size.
DATE_WIDTH, WIDEST = 100, 480
LONG_TEXT = 10
WIDE = 8
"""Columns from which on a table is wider than a screen."""
COUNT = re.compile(r"[\d\u202f]+( \([\d,\s]+%\))?( [+−][\d\u202f]+)?")
"""What is read as a number: `12`, `12 (30 %)`, `12 (30 %) +3`."""


def show_table(
    table: pd.DataFrame, *, alt: str, key: str | None = None, rows: int = MOST_ROWS, **choosing: Any
) -> None:
    """Draw a table for reading: no index, dates as 15.05.2024, empty cells empty, height after its rows.

    `alt` names it to a screen reader, and is unique on the page. `choosing` makes its rows selectable: on_select
    and selection_mode of st.dataframe.
    """
    people.note_shown(table)
    shown = min(len(table), rows)
    st.dataframe(
        table,
        key=key,
        **choosing,
        hide_index=True,
        alt=alt,
        height=(shown + 1) * ROW_HEIGHT + 3,
        placeholder="",
        column_config=_columns(table),
    )


def show_whole_table(table: pd.DataFrame, *, alt: str) -> None:
    """The long table of a page: a grid that scrolls on the screen, and all its rows on paper. One a page."""
    with st.container(key="not_on_paper"):
        show_table(table, alt=alt)
    with st.container(key="only_on_paper"):
        show_text(table, alt=f"{alt}, hele")


def show_text(table: pd.DataFrame | pa.Table, *, alt: str, height: int | Literal["content"] = "content") -> None:
    """A short table of texts: its lines wrap, so that nothing is cut on a telephone, on paper or beside the map.

    One taller than `height` pixels scrolls. A table from `write_texts` is drawn as it is.
    """
    if isinstance(table, pd.DataFrame):
        people.note_shown(table)
        table = _texts(table)
    st.table(table, hide_index=True, border="horizontal", alt=alt, height=height)


def write_texts(table: pd.DataFrame) -> pa.Table:
    """A table without people as `show_text` sends it, to be kept: writing it was a twentieth of a run of Oversikt."""
    people.check(table)
    return pa.Table.from_pandas(_texts(table))


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    texts = pd.DataFrame({name: [_write(value) for value in column] for name, column in table.items()})
    texts.attrs |= table.attrs
    return texts


def _write(value: object) -> str:
    if value is None or value is pd.NaT:
        return ""
    return format_date(value) if isinstance(value, date) else plain_text(str(value or ""))


def _columns(table: pd.DataFrame) -> dict:
    """How each column is drawn; in a wide table the names of the rows stay in sight."""
    columns = {name: column for name in table.columns if (column := _column(table[name]))}
    if len(table.columns) > WIDE:
        first = table.columns[0]
        columns[first] = {**(columns.get(first) or st.column_config.TextColumn()), "pinned": True}
    return columns


def _column(values: pd.Series) -> dict | None:
    """Dates in Norwegian, counts to the right; and room for the longest text, which the browser guesses from the
    first rows."""
    known = [value for value in values.tolist() if isinstance(value, str | date)]
    if known and isinstance(known[0], date):
        return st.column_config.DateColumn(format="DD.MM.YYYY", width=max(DATE_WIDTH, _width(str(values.name))))
    if known and all(COUNT.fullmatch(str(value)) for value in known):
        return st.column_config.TextColumn(alignment="right")
    longest = max((value for value in known if isinstance(value, str)), key=len, default="")
    return st.column_config.TextColumn(width=_width(longest)) if len(longest) > LONG_TEXT else None


def _width(text: str) -> int:
    return min(round(len(text) * 7.5) + 24, WIDEST)

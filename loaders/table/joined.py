"""Several columns that are one field, as one column: the filled cell of each row, or all of them together."""

from typing import Any

import numpy as np

from loaders.rows.values import read_number
from loaders.sandbox.sheets import Column
from loaders.table.fields import CONSEQUENCE, TIME_FIELDS

APART = (CONSEQUENCE - {"persons", "participants"}) | {"participant"}
"""Each column of these is heard by itself: one that says no is enough, or each is a person."""
SUMMED = ("persons",)
FIRST = frozenset(
    ["email", "asked_email", "upn", "submission_id", *TIME_FIELDS, "submitted_time", "minutes", "municipality_number"]
)
HOW_JOINED = {
    "sum": "tallene legges sammen",
    "first": "den første utfylte cellen i raden gjelder",
    "text": "tekstene settes etter hverandre",
    "apart": "hver av kolonnene gjelder",
}


def way_of(field: str) -> str:
    """How several columns of a field become one: a key of HOW_JOINED."""
    if field in APART:
        return "apart"
    return "sum" if field in SUMMED else "first" if field in FIRST else "text"


def join_columns(columns: list[Column], field: str) -> Column:
    """One column of several with the same rows."""
    values: list[Any] = [""]
    kinds, codes = "s", np.zeros(len(columns[0].codes), dtype=np.int64)
    filled = np.zeros(len(codes), dtype=np.int64)
    for column in columns:
        offset = len(values) - 1
        values += column.values[1:]
        kinds += column.kinds[1:]
        own = column.filled
        codes = np.where((codes == 0) & own, column.codes + offset, codes)
        filled += own
    if way_of(field) == "first":
        return Column(values, kinds, codes)
    for row in np.flatnonzero(filled > 1):
        texts = [text for column in columns if (text := column.text(int(row)))]
        codes[row] = len(values)
        values.append(together(texts, field))
        kinds += "s"
    return Column(values, kinds, codes)


def together(texts: list[str], field: str) -> str:
    if way_of(field) == "sum":
        numbers = [read_number(text) for text in texts]
        if None not in numbers:
            return f"{sum(number for number in numbers if number is not None):g}"
    between = " " if field in ("name", "first_name", "last_name", "asked_name", "contact_person") else "; "
    return between.join(dict.fromkeys(texts))

"""A sheet as columns of distinct values: what the rest of the loaders reads, without a cell object each."""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1d\x1f]|_x000[dD]_")
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
NUMBER_FORMAT = "{:.15g}"
END_OF_TIME = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
BETWEEN = "\x1e"
"""What the child puts between texts."""
ODD = np.zeros(0x10000, dtype=bool)
"""By UTF-16 unit: the signs that `tidy` may change. A loop over the letters of a large column cost 0.1 s."""
ODD[
    [
        *range(0x1E),
        0x1F,
        0xA0,
        0xAD,
        *range(0x300, 0x370),
        *range(0x2000, 0x2010),
        *range(0x202A, 0x2030),
        0x205F,
        0x2060,
        0x3000,
        0xFEFF,
    ]
] = True
ODD[0x0A] = False


@dataclass(eq=False)
class Column:
    """`values[codes[row]]` is a row's value; code 0 is an empty cell.

    `kinds` has a letter per value: s text, n number, b true or false, d date and time, e date (both as seconds
    since 1970 without a zone), t time of day, u duration (seconds). `hidden` is a column that Excel doesn't show.
    """

    values: list[Any]
    kinds: str
    codes: np.ndarray
    hidden: bool = False

    @cached_property
    def written(self) -> list[int]:
        """The codes of the values that are texts; a column of ten thousand times has hardly any."""
        return np.flatnonzero(np.frombuffer(self.kinds.encode(), dtype="S1") == b"s").tolist()

    @cached_property
    def texts(self) -> list[str]:
        """Each distinct value as text: tidy spaces, no invisible signs, `301` for 301.0."""
        if len(self.written) == len(self.kinds):
            return self.values if is_tidy(self.values) else [tidy(value) for value in self.values]
        texts = [tidy(value) if kind == "s" else "" for value, kind in zip(self.values, self.kinds, strict=True)]
        left = [code for code, kind in enumerate(self.kinds) if kind != "s"]
        for code, text in zip(
            left, spell_many([self.values[c] for c in left], [self.kinds[c] for c in left]), strict=True
        ):
            texts[code] = text
        return texts

    @cached_property
    def filled(self) -> np.ndarray:
        """Which rows hold something; white space alone is nothing."""
        if len(self.written) == len(self.kinds):
            empty = [code for code, text in enumerate(self.texts) if not text]
        else:
            empty = [code for code in self.written if not tidy(self.values[code])]
        return self.codes > 0 if empty == [0] else ~np.isin(self.codes, empty)

    def text(self, row: int) -> str:
        code = self.codes[row]
        if "texts" in self.__dict__:
            return self.texts[code]
        value, kind = self.values[code], self.kinds[code]
        return tidy(value) if kind == "s" else spell(value, kind)

    def cut(self, rows: np.ndarray) -> "Column":
        """The same column for some of the rows; values that none of them has become empty."""
        codes = self.codes[rows]
        unused = np.ones(len(self.values), dtype=bool)
        unused[codes] = False
        values, kinds = list(self.values), self.kinds
        gone = np.flatnonzero(unused).tolist()
        for code in gone:
            values[code] = ""
        if any(kinds[code] != "s" for code in gone):
            kinds = "".join("s" if blank else kind for kind, blank in zip(kinds, unused, strict=True))
        column = Column(values, kinds, codes, self.hidden)
        if "texts" in self.__dict__:  # tidying them once more takes as long as the first time
            texts = list(self.texts)
            for code in gone:
                texts[code] = ""
            column.texts = texts
        return column


@dataclass(eq=False)
class Sheet:
    """`row` and `column` (from 0) are where the cells start in the file's sheet."""

    name: str
    columns: list[Column]
    height: int
    row: int = 0
    column: int = 0
    visible: bool = True
    look: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def counts(self) -> np.ndarray:
        """How many cells of each row hold something."""
        counts = np.zeros(self.height, dtype=np.int32)
        for column in self.columns:
            counts += column.filled
        return counts

    def texts(self, row: int) -> list[str]:
        return [column.text(row) for column in self.columns]

    def number(self, row: int) -> int:
        """The row's number in Excel."""
        return self.row + int(row) + 1

    def cell(self, row: int, column: int) -> str:
        """The cell's address in Excel."""
        return f"{letters(self.column + column)}{self.number(row)}"


def is_tidy(values: list[str]) -> bool:
    """Whether `tidy` would change none of them, found in one go."""
    joined = BETWEEN.join(values)
    if "  " in joined or "_x000" in joined:
        return False
    if ODD[np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype="<u2")].any():
        return False
    return list(map(str.strip, values)) == values


def tidy(text: str) -> str:
    """NFC, one kind of space, no invisible signs, nothing at the ends; line breaks stay."""
    if text.isascii() and text.isprintable() and "  " not in text and "_x" not in text:
        return text.strip()
    text = SPACES.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return text.replace("\r", "").strip()


def spell(value: float, kind: str) -> str:
    if kind == "n":
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value % 1 == 0 else NUMBER_FORMAT.format(value)
    if kind == "b":
        return "Ja" if value else "Nei"
    if kind in "tu":
        return f"{int(value) // 3600:02}:{int(value) // 60 % 60:02}:{int(value) % 60:02}"
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(value))
    except OverflowError:  # outside the years 1 to 9999
        return str(value)
    return f"{moment:%d.%m.%Y}" if kind == "e" else f"{moment:%d.%m.%Y %H:%M:%S}"


def spell_many(values: list[Any], kinds: list[str]) -> list[str]:
    """What `spell` gives for each; thousands of times are spelled in one go."""
    if not set(kinds) <= {"d", "e"} or any(not 0 <= value <= END_OF_TIME for value in values):
        return [spell(value, kind) for value, kind in zip(values, kinds, strict=True)]
    iso = np.datetime_as_string(np.array(values, dtype="datetime64[s]")).tolist() if values else []
    return [
        f"{text[8:10]}.{text[5:7]}.{text[:4]} {text[11:]}" if kind == "d" else f"{text[8:10]}.{text[5:7]}.{text[:4]}"
        for text, kind in zip(iso, kinds, strict=True)
    ]


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def unpack_sheets(head: Mapping[str, Any], body: memoryview, unnamed: str) -> list[Sheet]:
    """The sheets that the child packed, those with a cell at least; `unnamed` names a text file's sheet."""
    sheets, start = [], 0
    for packed in head["sheets"]:
        height, columns = packed["height"], []
        hidden = set(packed["look"].get("hidden_columns", ()))
        for place, about in enumerate(packed["columns"], packed["column"]):
            column, start = unpack_column(about, height, body, start)
            column.hidden = place in hidden
            columns.append(column)
        sheet = Sheet(
            unicodedata.normalize("NFC", packed["name"] or unnamed),
            columns,
            height,
            packed["row"],
            packed["column"],
            packed["visible"],
            packed["look"],
        )
        if sheet.counts.any():
            sheets.append(sheet)
    return sheets


def unpack_column(about: Mapping[str, Any], height: int, body: memoryview, start: int) -> tuple[Column, int]:
    """A column and where the next one starts in the body."""
    kinds, texts = about["kinds"], about["texts"]
    numbers = 0 if kinds == "s" else len(kinds) - texts
    codes = np.frombuffer(body[start : start + 4 * height], dtype=np.int32)
    start += 4 * height
    packed = np.frombuffer(body[start : start + 8 * numbers], dtype=np.float64)
    start += 8 * numbers
    words = str(body[start : start + about["bytes"]], "utf-8", "replace").split(BETWEEN) if texts else []
    start += about["bytes"]
    if not numbers:
        return Column(words, "s" * len(words), codes), start
    others, names = iter(packed.tolist()), iter(words)
    # All but plain numbers are whole: seconds, true and false.
    values = [next(names) if kind == "s" else next(others) if kind == "n" else int(next(others)) for kind in kinds]
    return Column(values, kinds, codes), start

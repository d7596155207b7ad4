"""A recognised table: its answers by field, each with its cell."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from domain.answers import NOTHING, is_nothing
from domain.severities import Severity
from loaders.findings import Findings
from loaders.sandbox.sheets import Column, tidy
from loaders.table.fields import LABELS
from loaders.table.find_table import Table
from loaders.table.joined import APART, join_columns
from loaders.table.layout import Claim

ID_SHARE = 0.6


@dataclass(eq=False)
class Answers:
    """`headers` as the file calls the columns; a column without a header is called by its letter."""

    table: Table
    headers: list[str]
    claims: list[Claim]
    known: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def places_of(self) -> dict[str, list[int]]:
        """The columns of each field, the first of them first."""
        found: dict[str, list[int]] = {}
        for place, claim in enumerate(self.claims):
            if claim.field:
                found.setdefault(claim.field, []).append(place)
        return found

    @cached_property
    def place_of(self) -> dict[str, int]:
        """The column of each field; `field#2` and so on are further columns of one that is heard column by column."""
        places = {name: found[0] for name, found in self.places_of.items()}
        for name, found in self.places_of.items():
            if name in APART:
                places |= {f"{name}#{number}": place for number, place in enumerate(found[1:], 2)}
        return places

    def each(self, field: str) -> list[str]:
        """The names under which the columns of a field can be asked for one by one."""
        return [name for name in self.place_of if name.partition("#")[0] == field]

    @cached_property
    def joined(self) -> dict[str, Column]:
        """The fields that several columns make together."""
        several = {name: places for name, places in self.places_of.items() if len(places) > 1 and name not in APART}
        return {name: join_columns([self.columns[place] for place in places], name) for name, places in several.items()}

    @cached_property
    def columns(self) -> list[Column]:
        return self.table.columns

    def __len__(self) -> int:
        return len(self.table.rows)

    def __contains__(self, field: str) -> bool:
        return field in self.place_of

    def column(self, field: str) -> Column:
        return self.joined[field] if field in self.joined else self.columns[self.place_of[field]]

    def header(self, field: str) -> str:
        """What the file calls the field's column; the field's own label when there is none."""
        return self.headers[self.place_of[field]] if field in self else LABELS.get(field, "")

    def distinct(self, field: str) -> list[str]:
        """The field's distinct texts, "" for those that mean nothing."""
        if field not in self.known:
            self.known[field] = ["" if text in NOTHING else text for text in self.column(field).texts]
        return self.known[field]

    def texts(self, field: str) -> np.ndarray:
        """The field's text in each row, "" where there is none or no such column."""
        if field not in self:
            return np.full(len(self), "", dtype=object)
        return np.array(self.distinct(field), dtype=object)[self.column(field).codes]

    def map(self, field: str, change: Callable[[str], object]) -> np.ndarray:
        """`change` of each row's text, asked once for each distinct text."""
        if field not in self:
            return np.full(len(self), change(""), dtype=object)
        return as_objects([change(text) for text in self.distinct(field)])[self.column(field).codes]

    def series(self, field: str) -> pd.Series:
        """The same as a text column."""
        if field not in self:
            return pd.Series(pd.array([""], dtype="str").take(np.zeros(len(self), dtype=np.int64)))
        return pd.Series(pd.array(self.distinct(field), dtype="str").take(self.column(field).codes))

    def cell(self, row: int, field: str) -> str:
        """The cell of a field in a row; the row's first cell when the file has no such column."""
        if field in self.joined:
            filled = (place for place in self.places_of[field] if self.columns[place].filled[row])
            return self.table.cell(row, next(filled, self.place_of[field]))
        return self.table.cell(row, self.place_of.get(field, 0))

    def cells(self, rows: Iterable[int], field: str) -> list[str]:
        return [self.cell(int(row), field) for row in rows]

    def tell(
        self,
        findings: Findings,
        severity: Severity,
        message: str,
        remedy: str,
        *,
        code: str,
        rows: Sequence[int] | np.ndarray,
        field: str,
    ) -> None:
        """A finding at the cells of a field in these rows; nothing where there are none."""
        if len(rows):
            cells, column = self.cells(rows, field), self.header(field)
            findings.add(severity, message, remedy, code=code, cells=cells, column=column)

    def rows_of(self, field: str, texts: Container[str]) -> dict[str, list[int]]:
        """The rows in which the field says one of these texts, by text."""
        distinct = self.distinct(field)
        found: dict[str, list[int]] = {}
        wanted = [code for code, text in enumerate(distinct) if text in texts]
        codes = self.column(field).codes
        for row in np.flatnonzero(np.isin(codes, wanted)):
            found.setdefault(distinct[codes[row]], []).append(int(row))
        return found

    def header_cell(self, field: str) -> str:
        return self.table.header_cell(self.place_of[field])

    @cached_property
    def source_rows(self) -> np.ndarray:
        """The rows' numbers in Excel."""
        return self.table.rows + self.table.sheet.row + 1

    def merged(self, field: str) -> np.ndarray:
        """Which rows share a cell of the field with others: their cells are merged into one."""
        if field not in self:
            return np.zeros(len(self), dtype=bool)
        column = self.table.sheet.column + self.table.places[self.place_of[field]]
        below = np.array(self.table.sheet.look.get("merged", {}).get(str(column), []), dtype=np.int64)
        return np.isin(self.source_rows, np.concatenate([below, below - 1]))

    def first_of(self, *fields: str) -> str:
        """The first of these fields that the file has; where it has none, the first of them."""
        return next((field for field in fields if field in self), fields[0])

    def filled_any(self, *fields: str) -> np.ndarray:
        """Which rows hold something in one of these fields."""
        return np.logical_or.reduce([self.filled(field) for field in fields])

    def filled(self, field: str) -> np.ndarray:
        """Which rows hold something in a field, more than «--» or «Ikke oppgitt»."""
        if field not in self:
            return np.zeros(len(self), dtype=bool)
        column = self.column(field)
        if len(column.written) > 2:
            empty = [code for code, text in enumerate(self.distinct(field)) if not text]
        else:  # a number or time is something, and spelling ten thousand times only to see that takes long
            empty = [code for code in column.written if is_nothing(tidy(column.values[code]))]
        return ~np.isin(column.codes, empty)


def as_objects(values: list[Any]) -> np.ndarray:
    """A one-dimensional array of objects; numpy would make a table of a list of tuples."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def find_ids(answers: Answers) -> np.ndarray:
    """Which rows have an ID; where IDs are numbers, a text in their place is a note."""
    filled = answers.filled("submission_id")
    if not filled.any():
        return filled
    column = answers.column("submission_id")
    if len(column.written) == 1:
        return filled
    known = np.ones(len(column.values), dtype=bool)
    known[column.written] = [any(map(str.isdigit, tidy(column.values[code]))) for code in column.written]
    digits = known[column.codes]
    return filled & digits if digits[filled].mean() > ID_SHARE else filled

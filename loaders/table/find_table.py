"""Finds the table in the sheets: which sheet, which line is the header, and which lines below it are answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from loaders.export import ExportError
from loaders.sandbox.sheets import Column, Sheet, letters
from loaders.table.extent import Side, excel_tables, find_end, find_places
from loaders.table.header_lines import (
    EXACT,
    find_candidates,
    is_dated,
    kind_of,
    kind_of_text,
    read_headings,
    score_header,
    starts_above,
)
from loaders.table.headers import plain_header
from loaders.table.repeated_headers import Part, find_parts, find_repeated, put_in_order

HEADER_ROW, SHEET = "(overskriftsrad)", "(ark)"
"""As keys of a mapping: the number of the row with the headers as Excel counts it, and the sheet with the answers."""
USUAL_SHEETS = ("sheet1", "form1")
CLOSE = 1.0
"""Headers whose scores lie so near each other, none with a known word, are a doubt."""
SAME_HEADERS = 0.8
MOST_COMPARED = 30
FEW = 6
"""So many lines below each of two headers speak for both."""


@dataclass(frozen=True)
class Skipped:
    """A sheet that was not read: whether it has the same headers, how many rows, and how many of those are copies.

    `headless` is one whose lines look like the answers, without headers over them; `addresses` are the e-mail addresses
    that the sheet that was read lacks.
    """

    name: str
    alike: bool = False
    rows: int = 0
    copies: int = 0
    headless: bool = False
    addresses: int = 0


@dataclass(frozen=True)
class Table:
    """A header and its rows: `header` and `rows` are positions in the sheet, `places` those of the columns.

    `below` are lines of another block under the table, `sides` the tables beside it, `skipped` the sheets that were
    not read. `repeated` are lines with the headers once more, `parts` those with another order; `outside` the rows
    below an Excel table's range, `sums` its line of sums; `doubtful` says that another line may be the header.
    """

    sheet: Sheet
    header: int
    rows: np.ndarray
    places: list[int]
    headers: list[str]
    score: float
    below: np.ndarray
    skipped: tuple[Skipped, ...] = ()
    sides: tuple[Side, ...] = ()
    repeated: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    outside: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    doubtful: bool = False

    @cached_property
    def named_headers(self) -> list[str]:
        """The headers; a column without one is called by its letter, `(kolonne G)`."""
        first, pairs = self.sheet.column, zip(self.headers, self.places, strict=True)
        return [header or f"(kolonne {letters(first + place)})" for header, place in pairs]

    @cached_property
    def columns(self) -> list[Column]:
        return [self.sheet.columns[place].cut(self.rows) for place in self.places]

    @cached_property
    def counts(self) -> np.ndarray:
        """How many cells of each row hold something."""
        counts = np.zeros(len(self.rows), dtype=np.int32)
        for place in self.places:
            counts += self.sheet.columns[place].filled[self.rows]
        return counts

    def header_cell(self, column: int) -> str:
        return self.sheet.cell(self.header, self.places[column])

    def cell(self, row: int, column: int) -> str:
        line, place = int(self.rows[row]), self.places[column]
        for part in self.parts:
            if part.start <= line < part.end:
                place = part.place_of.get(place, place)
        return self.sheet.cell(line, place)


def choose_table(sheets: list[Sheet], choices: Mapping[str, str] | None = None) -> Table | None:
    """The best table of the file; None when no sheet has a header. `skipped` names the other sheets.

    `choices` may name the sheet and the row of Excel with the headers, under the keys SHEET and HEADER_ROW.
    """
    choices = choices or {}
    named = [sheet for sheet in sheets if sheet.name == choices.get(SHEET)] or sheets
    found = [table for sheet in named if (table := find_table(sheet)) is not None]
    row = choices.get(HEADER_ROW, "").strip()
    if row.isdecimal():
        sheet = max(found, key=prefer).sheet if found else named[0]
        best = table_at_row(sheet, int(row))
    elif found:
        best = max(found, key=prefer)
    else:
        return None
    others = [sheet for sheet in sheets if sheet.name != best.sheet.name]
    return replace(best, skipped=tuple(compare_sheets(best, sheet, find_table(sheet)) for sheet in others))


def prefer(table: Table) -> tuple[float, int]:
    sheet = table.sheet
    usual = sheet.name.casefold() in USUAL_SHEETS
    return table.score + 2 * usual - 4 * (not sheet.visible), len(table.rows)


def compare_sheets(best: Table, sheet: Sheet, table: Table | None) -> Skipped:
    """Whether a sheet is one more list of answers like the best one, or a copy of some of its rows."""
    if looks_like_more(best, sheet):
        return Skipped(sheet.name, rows=int((sheet.counts > 1).sum()), headless=True)
    if table is None:
        return Skipped(sheet.name)
    mine, others = ({plain_header(name) for name in found.headers} - {""} for found in (best, table))
    if len(mine & others) < SAME_HEADERS * max(len(mine), len(others), 1):
        return Skipped(sheet.name, rows=len(table.rows), addresses=len(addresses_of(table) - addresses_of(best)))
    known = set(row_texts(best))
    return Skipped(sheet.name, True, len(table.rows), sum(row in known for row in row_texts(table)))


def addresses_of(table: Table) -> set[str]:
    """The e-mail addresses in a table."""
    return {text.casefold() for column in table.columns for text in column.texts if kind_of_text(text) == "@"}


def looks_like_more(best: Table, sheet: Sheet) -> bool:
    """Whether a sheet's very first line holds what the answers hold, column by column: times, addresses, numbers."""
    first = int(np.flatnonzero(sheet.counts)[0])
    told = 0
    for place, column in zip(best.places, best.columns, strict=True):
        kinds = [kind_of(column, row) for row in range(min(len(best.rows), MOST_COMPARED))]
        kind = max(set(kinds), key=kinds.count, default="")
        here = place + best.sheet.column - sheet.column
        if kind not in ("d", "@", "n") or kinds.count(kind) < SAME_HEADERS * len(kinds):
            continue
        if not 0 <= here < len(sheet.columns) or kind_of(sheet.columns[here], first) != kind:
            return False
        told += 1
    return told >= 2


def row_texts(table: Table) -> list[tuple[tuple[str, str], ...]]:
    """Each row as its filled cells by header, to be compared with the rows of another sheet."""
    plain = [plain_header(name) for name in table.headers]
    texts = [column.texts for column in table.columns]
    codes = [column.codes for column in table.columns]
    return [
        tuple(
            sorted(
                (name, values[code[row]])
                for name, values, code in zip(plain, texts, codes, strict=True)
                if name and values[code[row]]
            )
        )
        for row in range(len(table.rows))
    ]


def table_at_row(sheet: Sheet, header_row: int) -> Table:
    """The table whose headers stand in this row of Excel; raises ExportError where the row is empty."""
    header = header_row - sheet.row - 1
    if not 0 <= header < sheet.height or not sheet.counts[header]:
        raise ExportError(
            f"Rad {header_row} i arket «{sheet.name}» er tom.",
            code="header_row_empty",
            remedy="Velg raden der overskriftene står.",
            sheet=sheet.name,
        )
    return build_table(sheet, header, score_header(sheet, header, sheet.counts))


def find_table(sheet: Sheet) -> Table | None:
    """The table with the best header; where several blocks stand below each other, the best of them."""
    counts = sheet.counts
    scored = [(score_header(sheet, row, counts), row) for row in find_candidates(counts)]
    tables = {table.header for table in excel_tables(sheet)}
    scored = [(score + 5.0 * (row in tables) + weigh_block(counts, row), row) for score, row in scored if score > 0]
    if not scored:
        return None
    best, chosen = max(scored, key=lambda pair: (pair[0], -pair[1]))
    header = min(row for _, row in scored if row == chosen or has_same_texts(sheet, row, chosen))
    header -= starts_above(sheet, header, counts)
    near = [row for score, row in scored if row != header and score > best - CLOSE]
    known = any(plain_header(text) in EXACT for text in sheet.texts(header))
    table = build_table(sheet, header, best - weigh_block(counts, chosen))
    plain = not any(is_dated(sheet, int(row)) for row in table.rows[:FEW])
    return replace(table, doubtful=not known and (bool(near) or plain))


def weigh_block(counts: np.ndarray, header: int) -> float:
    """What speaks for a header by the lines right below it: answers are more than the few lines of a summary."""
    below = counts[header + 1 : header + 1 + FEW]
    blank = np.flatnonzero(below < 2)
    return (int(blank[0]) if len(blank) else len(below)) / 2


def has_same_texts(sheet: Sheet, row: int, other: int) -> bool:
    """Whether a line has the headers of another, in whatever order: the first of them is the header."""
    texts, others = ({plain_header(text) for text in sheet.texts(line) if text} for line in (row, other))
    return len(texts & others) >= SAME_HEADERS * max(len(texts), len(others))


def find_filled(sheet: Sheet, places: list[int], start: int, end: int) -> np.ndarray:
    """The lines from `start` to `end` with something in one of these columns."""
    filled = np.zeros(sheet.height, dtype=bool)
    for place in places:
        filled |= sheet.columns[place].filled
    return np.flatnonzero(filled[start:end]) + start


def build_table(sheet: Sheet, header: int, score: float) -> Table:
    counts = sheet.counts
    end = find_end(sheet, header, counts)
    places, sides = find_places(sheet, header, end)
    headers, last = read_headings(sheet, header, places, counts)
    rows = find_filled(sheet, places, last + 1, end)
    repeated = find_repeated(sheet, header, places, rows)
    parts = find_parts(sheet, header, places, repeated, end)
    if parts:
        sheet = put_in_order(sheet, places, parts)
        rows = find_filled(sheet, places, last + 1, end)
    rows = rows[~np.isin(rows, repeated)]
    table = next((table for table in excel_tables(sheet) if table.header == header), None)
    return Table(
        sheet=sheet,
        header=header,
        rows=rows,
        places=places,
        headers=headers,
        score=score + min(len(rows), 20) / 20,
        below=np.flatnonzero(counts[end:] >= 2) + end,
        sides=tuple(sides),
        repeated=tuple(repeated),
        parts=tuple(parts),
        outside=tuple(int(row) for row in rows if table and row > table.last),
        sums=(table.last,) if table and table.sums else (),
    )

"""Finds the table in the sheets: which sheet, which line is the header, and which lines below it are answers."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from loaders.sandbox.sheets import Column, Sheet
from loaders.table.columns import FORMS_LEAD, drop_repeat, find_lead, plain_header
from loaders.table.fields import FIELDS

EXACT = frozenset(name for field in FIELDS for name in field.exact) | frozenset(FORMS_LEAD)
EMPTY_OF_MEANING = frozenset(("sendt", "time", "tid", "ut", "inn", "left", "joined", "name", "x", "nr", "#"))
DATE_LIKE = re.compile(r"^\W*\d{1,4}[-./:]\d{1,2}([-./:]\d|$)")
SECTION = re.compile(r"^\d{1,2}\.\s")
NEXT_BLOCK = 4.0
TOP = 60
MOST_CANDIDATES = 400
LONGEST_HEADER = 400
USUAL_SHEETS = ("sheet1", "form1")


@dataclass(frozen=True)
class Table:
    """A header and its rows: `header` and `rows` are positions in the sheet, `places` those of the columns.

    `below` are lines of another block under the table, `skipped` the names of sheets that were not read.
    """

    sheet: Sheet
    header: int
    rows: np.ndarray
    places: list[int]
    headers: list[str]
    score: float
    below: np.ndarray
    skipped: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> list[Column]:
        return [self.sheet.columns[place].cut(self.rows) for place in self.places]

    def header_cell(self, column: int) -> str:
        return self.sheet.cell(self.header, self.places[column])

    def cell(self, row: int, column: int) -> str:
        return self.sheet.cell(int(self.rows[row]), self.places[column])


def choose_table(sheets: list[Sheet]) -> Table | None:
    """The best table of the file; None when no sheet has a header. `skipped` names the other sheets."""
    found = [(table, prefer(table)) for sheet in sheets if (table := find_table(sheet)) is not None]
    if not found:
        return None
    best, _ = max(found, key=lambda pair: pair[1])
    others = tuple(sheet.name for sheet in sheets if sheet is not best.sheet)
    return replace(best, skipped=others)


def prefer(table: Table) -> tuple[float, int]:
    sheet = table.sheet
    usual = sheet.name.casefold() in USUAL_SHEETS
    return table.score + 2 * usual - 4 * (not sheet.visible), len(table.rows)


def find_table(sheet: Sheet) -> Table | None:
    """The table with the best header; where several blocks stand below each other, the best of them."""
    counts = sheet.counts
    candidates = find_candidates(sheet, counts)
    scored = [(score_header(sheet, row, counts), row) for row in candidates]
    scored = [(score, row) for score, row in scored if score > 0]
    if not scored:
        return None
    best, header = max(scored, key=lambda pair: (pair[0], -pair[1]))
    end = find_end(sheet, header, counts)
    rows = np.flatnonzero(counts[header + 1 : end]) + header + 1
    places = used_places(sheet, header, rows)
    headers = [sheet.columns[place].text(header) for place in places]
    below = np.flatnonzero(counts[end:] >= 2) + end
    return Table(sheet, header, rows, places, headers, best + min(len(rows), 20) / 20, below)


def find_candidates(sheet: Sheet, counts: np.ndarray) -> list[int]:
    """The lines that may be headers: those at the top, and those below an empty line or a title."""
    filled = np.flatnonzero(counts)
    if not len(filled):
        return []
    first = int(filled[0])
    near = [row for row in range(first, min(first + TOP, sheet.height)) if counts[row]]
    after = np.flatnonzero((counts[1:] >= 2) & (counts[:-1] <= 1)) + 1
    return sorted({*near, *(int(row) for row in after[:MOST_CANDIDATES])})


def score_header(sheet: Sheet, row: int, counts: np.ndarray) -> float:
    """How much a line looks like a header, from its shape, its words and what stands below; 0 for not at all."""
    texts, data = [], 0
    for column in sheet.columns:
        text = column.text(row)
        if text:
            data += column.kind_of(row) != "s" or is_data(text)
            if data > 2:
                return 0.0
            texts.append(plain_header(text))
    if data * 5 > len(texts):
        return 0.0
    distinct = len(set(texts))
    known = {header for header in texts if drop_repeat(header, texts) in EXACT}
    known_words = len(known - EMPTY_OF_MEANING) + 0.25 * len(known & EMPTY_OF_MEANING)
    below = [int(found) for found in np.flatnonzero(counts[row + 1 : row + 8]) + row + 1][:4]
    if distinct < 3 and not known_words:
        return 0.0
    if distinct < len(texts) * 0.6 or (not below and known_words < 2):
        return 0.0
    dated = any(is_dated(sheet, line) for line in below)
    narrow = bool(below) and max(int(counts[line]) for line in below) > 1.6 * len(texts)
    long = sum(len(text) > 60 for text in texts) / len(texts)
    score = 1.0 + 2.0 * known_words + (3.0 if dated else 0.0) + 0.2 * min(len(texts), 10)
    lead = find_lead([column.text(row) for column in sheet.columns[:8]])
    return max(score + lead - (3.0 if narrow else 0.0) - (2.0 * long if not lead else 0.0), 0.1)


def is_data(text: str) -> bool:
    """What a header never is: an address, a date, a number, a very long text."""
    return "@" in text or len(text) > LONGEST_HEADER or text.replace(".", "").isdigit() or bool(DATE_LIKE.match(text))


def is_dated(sheet: Sheet, row: int) -> bool:
    return any(
        column.kind_of(row) in ("d", "e") or "@" in text or DATE_LIKE.match(text)
        for column in sheet.columns
        if (text := column.text(row))
    )


def find_end(sheet: Sheet, header: int, counts: np.ndarray) -> int:
    """Where the block of a header ends: at the title or the header of the next block.

    The same header once more is another download put below the first; a single cell is a note, unless it numbers a
    section of a report.
    """
    own = sheet.texts(header)

    def starts_block(row: int, least: float) -> bool:
        return row < sheet.height and score_header(sheet, row, counts) >= least and sheet.texts(row) != own

    after_blank = np.flatnonzero((counts[header + 1 : -1] == 0) & (counts[header + 2 :] > 0)) + header + 2
    for start in map(int, after_blank[:MOST_CANDIDATES]):
        if starts_block(start + 1 if counts[start] == 1 else start, NEXT_BLOCK):
            return start
    titles = np.flatnonzero(counts[header + 2 :] == 1)[:MOST_CANDIDATES] + header + 2
    for start in map(int, titles):
        section = SECTION.match(next(filter(None, sheet.texts(start)), ""))
        if section and (start + 1 >= sheet.height or starts_block(start + 1, 0.5)):
            return start
        if starts_block(start + 1, NEXT_BLOCK + 2):
            return start
    return sheet.height


def used_places(sheet: Sheet, header: int, rows: np.ndarray) -> list[int]:
    """The columns with a header, and those between and after that hold something in the rows."""
    return [
        place
        for place, column in enumerate(sheet.columns)
        if column.text(header) or (len(rows) and column.filled[rows].any())
    ]

"""How far a table reaches: to an empty column, the range of an Excel table, or the next block below."""

import re
from dataclasses import dataclass

import numpy as np

from loaders.sandbox.sheets import Sheet
from loaders.table.header_lines import MOST_CANDIDATES, score_header
from loaders.table.headers import plain_header

SECTION = re.compile(r"^\d{1,2}\.\s")
NEXT_BLOCK = 4.0
ALIGNED = 10
"""So many answers, all with something beyond an empty column, are no coincidence: the column is only empty."""


@dataclass(frozen=True)
class Side:
    """A table beside the table: its columns, its header texts ("" for none), and its filled cells' addresses."""

    places: tuple[int, ...]
    headers: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ExcelTable:
    """A table as Excel keeps it, in the sheet's positions: its first and last line and column, and its line of sums."""

    header: int
    last: int
    places: range
    sums: bool


def excel_tables(sheet: Sheet) -> list[ExcelTable]:
    """The sheet's Excel tables that have a header line."""
    return [
        ExcelTable(top - sheet.row, bottom - sheet.row, range(left - sheet.column, right - sheet.column + 1), sums > 0)
        for top, left, bottom, right, headers, sums in sheet.look.get("tables", ())
        if headers and top >= sheet.row and left >= sheet.column
    ]


def find_end(sheet: Sheet, header: int, counts: np.ndarray) -> int:
    """Where the block of a header ends: at the title or the header of the next block.

    The same headers once more, in any order, are another download put below the first; a single cell is a note, unless
    it numbers a section of a report.
    """
    own = {plain_header(text) for text in sheet.texts(header) if text}

    def starts_block(row: int, least: float) -> bool:
        return row < sheet.height and score_header(sheet, row, counts) >= least and not repeats(row)

    def repeats(row: int) -> bool:
        texts = {plain_header(text) for text in sheet.texts(row) if text}
        return len(texts & own) >= 0.7 * max(len(texts), len(own))

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


def find_places(sheet: Sheet, header: int, end: int) -> tuple[list[int], list[Side]]:
    """(the table's columns, the tables beside it): columns with nothing at all part them."""
    used = [
        place
        for place, column in enumerate(sheet.columns)
        if column.text(header) or column.filled[header + 1 : end].any()
    ]
    table = next((table for table in excel_tables(sheet) if table.header == header), None)
    bands = split_bands(used, table)
    if len(bands) == 1:
        return bands[0], []
    if table:
        main = next(band for band in bands if band[0] in table.places)
    else:
        main = max(bands, key=lambda band: weigh_band(sheet, band, header, end))
    own = {plain_header(sheet.columns[place].text(header)) for place in main}
    rows = filled_rows(sheet, main, header, end)
    sides, joined = [], list(main)
    for band in bands:
        if band is main:
            continue
        if not table and belongs(sheet, band, header, end, rows, own):
            joined += band
        else:
            sides.append(describe_side(sheet, band, header, end))
    return sorted(joined), sides


def split_bands(used: list[int], table: ExcelTable | None) -> list[list[int]]:
    bands: list[list[int]] = []
    for place in used:
        edge = table is not None and ((place in table.places) != (place - 1 in table.places))
        if bands and bands[-1][-1] == place - 1 and not edge:
            bands[-1].append(place)
        else:
            bands.append([place])
    return bands


def weigh_band(sheet: Sheet, band: list[int], header: int, end: int) -> tuple[float, int]:
    headed = sum(bool(sheet.columns[place].text(header)) for place in band)
    rows = int(filled_rows(sheet, band, header, end).sum())
    return (headed and (headed + min(rows, 50) / 10)), rows


def filled_rows(sheet: Sheet, band: list[int], header: int, end: int) -> np.ndarray:
    filled = np.zeros(end - header - 1, dtype=bool)
    for place in band:
        filled |= sheet.columns[place].filled[header + 1 : end]
    return filled


def belongs(sheet: Sheet, band: list[int], header: int, end: int, rows: np.ndarray, own: set[str]) -> bool:
    """Whether columns beyond an empty one are the same table's: they hold something for every answer."""
    headers = {plain_header(sheet.columns[place].text(header)) for place in band}
    if "" in headers or headers & own or rows.sum() < ALIGNED:
        return False
    filled = filled_rows(sheet, band, header, end)
    return bool((filled != rows).sum() <= 0.05 * rows.sum())


def describe_side(sheet: Sheet, band: list[int], header: int, end: int) -> Side:
    cells = []
    for row in range(header, end):
        cells += [sheet.cell(row, place) for place in band if sheet.columns[place].text(row)]
        if len(cells) > MOST_CANDIDATES:
            break
    return Side(tuple(band), tuple(sheet.columns[place].text(header) for place in band), tuple(cells))

"""The headers once more among the answers: downloads put below each other, perhaps with columns in another order."""

from dataclasses import dataclass, replace

import numpy as np

from loaders.sandbox.sheets import Column, Sheet
from loaders.table.header_lines import header_text
from loaders.table.headers import plain_header

LEAST_SHARE = 0.7


@dataclass(frozen=True)
class Part:
    """Headers in another order and the lines below them: from `start` to `end`, the place of each column in them.

    `unknown` are the headers there that the first line doesn't have, `bare` the cells (line and place) under none.
    """

    header: int
    start: int
    end: int
    place_of: dict[int, int]
    unknown: tuple[str, ...]
    bare: tuple[tuple[int, int], ...] = ()


def find_repeated(sheet: Sheet, header: int, places: list[int], rows: np.ndarray) -> list[int]:
    """The lines among `rows` that are headers again: most of their cells are header texts."""
    wanted = {column.values[column.codes[header]] for place in places if (column := sheet.columns[place])} - {""}
    hits = np.zeros(sheet.height, dtype=np.int32)
    # Columns with few values are looked at first: where the longest ones could not make half of the headers, and the
    # others have none, no line repeats them.
    columns = sorted((sheet.columns[place] for place in places), key=lambda column: len(column.values))
    for looked_at, column in enumerate(columns):
        if len(columns) - looked_at < 0.5 * len(wanted) and not hits[rows].any():
            return []
        hits += np.fromiter(map(wanted.__contains__, column.values), dtype=bool, count=len(column.values))[column.codes]
    filled = sum((column.filled.astype(np.int32) for column in columns), np.zeros(sheet.height, dtype=np.int32))
    again = (hits >= 2) & (hits >= LEAST_SHARE * filled) & (hits >= 0.5 * len(wanted))
    return [int(row) for row in rows[again[rows]]]


def find_parts(sheet: Sheet, header: int, places: list[int], repeated: list[int], end: int) -> list[Part]:
    """The parts whose columns stand in another order than in the first header line."""
    own = {place: plain_header(header_text(sheet.columns[place], header)) for place in places}
    parts = []
    for row, until in zip(repeated, [*repeated, end][1:], strict=True):
        found: dict[str, int] = {}
        for place, column in enumerate(sheet.columns):
            if text := plain_header(header_text(column, row)):
                found.setdefault(text, place)
        place_of = {place: found[name] for place, name in own.items() if name in found}
        unknown = tuple(
            header_text(sheet.columns[place], row) for text, place in found.items() if text not in own.values()
        )
        if unknown or any(place != source for place, source in place_of.items()):
            headed = set(found.values())
            bare = tuple(
                (row + 1 + int(line), place)
                for place in places
                if place not in headed
                for line in np.flatnonzero(sheet.columns[place].filled[row + 1 : until])
            )
            parts.append(Part(row, row, until, place_of, unknown, bare))
    return parts


def put_in_order(sheet: Sheet, places: list[int], parts: list[Part]) -> Sheet:
    """The sheet with each part's values in the columns of the first header line."""
    columns = list(sheet.columns)
    for place in places:
        for part in parts:
            columns[place] = put_in(columns[place], sheet.columns, place, part)
    return replace(sheet, columns=columns)


def put_in(column: Column, originals: list[Column], place: int, part: Part) -> Column:
    """The column with a part's rows from the column where they stand, or empty where that part has none."""
    codes = column.codes.copy()
    span = slice(part.start, part.end)
    source = originals[part.place_of[place]] if place in part.place_of else None
    if source is None:
        codes[span] = 0
        return Column(column.values, column.kinds, codes, column.hidden)
    values, kinds = list(column.values), column.kinds
    known = {(kind, value): code for code, (value, kind) in enumerate(zip(values, kinds, strict=True))}
    moved = np.zeros(len(source.values), dtype=np.int32)
    for code in np.unique(source.codes[span]).tolist():
        key = (source.kinds[code], source.values[code])
        if key not in known:
            known[key] = len(values)
            values.append(source.values[code])
            kinds += source.kinds[code]
        moved[code] = known[key]
    codes[span] = moved[source.codes[span]]
    return Column(values, kinds, codes, column.hidden)

"""Sheets to bytes: each column as its distinct values and an index per row, so that the parent works on few.

The answer is the length of a JSON head (8 bytes), the head, and the columns' bytes one after the other: the indexes as
32-bit numbers, the numbers as doubles, the texts as UTF-8 with a separator between. Plain data only: the parent never
has to trust what this process sends.

Here and in the modules beside, neither dataclasses nor typing are imported: that took longer than a small file.
"""

from array import array
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from mending import GARBLED, HINTS, MARKED, has_lost, mend
from sheet import Sheet

DAY_ZERO = datetime(1970, 1, 1)
BETWEEN = "\x1e"
MOST_TOLD = 20_000
NUMBERS = {float: "n", int: "n", bool: "b", datetime: "d", date: "e", time: "t", timedelta: "u"}


def pack(sheets: list[Sheet]) -> bytes:
    heads, parts = [], []
    for sheet in sheets:
        head, packed = pack_sheet(sheet)
        heads.append(head)
        parts += packed
        sheet.rows = []
    import json  # late, since the second look may have imported it meanwhile

    top = json.dumps({"sheets": heads}).encode()
    return b"".join([len(top).to_bytes(8, "little"), top, *parts])


def pack_sheet(sheet: Sheet) -> tuple[dict[str, object], list[bytes]]:
    columns, parts = [], []
    for place, cells in enumerate(zip_longest(*sheet.rows, fillvalue="")):
        values, codes = index_values(cells)
        kinds, numbers, texts = describe(values)
        joined = BETWEEN.join(texts)
        marked = joined.count("?") > 1 and MARKED.search(joined)
        if marked or (any(sign in joined for sign in HINTS) and GARBLED.search(joined)):
            values, codes = index_values(tuple(mend_cells(cells, sheet, place)))
            kinds, numbers, texts = describe(values)
            joined = BETWEEN.join(texts)
        if joined.count(BETWEEN) >= len(texts):
            joined = BETWEEN.join(text.replace(BETWEEN, " ") for text in texts)
        text = joined.encode("utf-8", "replace")
        columns.append({"kinds": kinds, "texts": len(texts), "bytes": len(text)})
        parts += [codes.tobytes(), numbers.tobytes(), text]
    about = {"name": sheet.name, "row": sheet.row, "column": sheet.column, "visible": sheet.visible}
    return about | {"height": len(sheet.rows), "look": sheet.look, "columns": columns}, parts


def mend_cells(cells: tuple, sheet: Sheet, place: int) -> list:
    """The cells with twice encoded letters mended; the sheet's look lists which were, and which have lost letters."""
    mended = [mend(cell) if isinstance(cell, str) else cell for cell in cells]
    for what, changed in (
        ("mended", [before != after for before, after in zip(cells, mended, strict=True)]),
        ("lost", [isinstance(cell, str) and has_lost(cell) for cell in mended]),
    ):
        rows = [row for row, yes in enumerate(changed) if yes]
        if rows:
            known = sheet.look.setdefault(what, [])
            known += [[sheet.row + row, sheet.column + place] for row in rows[:MOST_TOLD]]
            sheet.look[f"{what}_count"] = sheet.look.get(f"{what}_count", 0) + len(rows)
    return mended


def index_values(cells: tuple) -> tuple[list, array]:
    """The distinct values, an empty one first, and for each cell which it is."""
    index: dict[object, int] = {"": 0}
    place = index.setdefault
    codes = array("i", [place(cell, len(index)) for cell in cells])
    if (True in index or False in index) and bool in set(map(type, cells)):
        # True and 1.0 are one key of a dict, but two values.
        typed: dict[tuple, int] = {(str, ""): 0}
        codes = array("i", [typed.setdefault((type(cell), cell), len(typed)) for cell in cells])
        return [value for _, value in typed], codes
    return list(index), codes


def describe(values: list) -> tuple[str, array, list[str]]:
    """(a letter per value for what it was, the numbers among them, the texts among them).

    The letters: s text, n number, b true or false, d date and time, e day, t time, u duration. Only "s" when all are.
    """
    types = set(map(type, values))
    if types == {str}:
        return "s", array("d"), values
    kinds = "".join([NUMBERS.get(kind, "s") for kind in map(type, values)])
    numbers = [value for value in values if type(value) in NUMBERS]
    if types - {str} != {float}:
        numbers = [to_number(value) for value in numbers]
    return kinds, array("d", numbers), [str(value) for value in values if type(value) not in NUMBERS]


def to_number(value: float | date | time | timedelta) -> float:
    if isinstance(value, datetime):
        # Excel keeps a time as a fraction of a day: 09:30:00 may come as 09:29:59.999997.
        since = value - DAY_ZERO
        return since.days * 86_400 + since.seconds + (since.microseconds >= 500_000)
    if isinstance(value, float):
        return value
    if isinstance(value, date):
        return (value - DAY_ZERO.date()).days * 86_400
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    return float(value)

"""What calamine doesn't tell of an old workbook's sheets (xls): hidden rows and columns, days counted from 1904."""

import struct

FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks."""
BOUND_SHEET, COLUMN, ROW, OLD_MAC_DAYS, END = 0x85, 0x7D, 0x208, 0x22, 0x0A
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
MOST_RECORDS = 4_000_000


def look_into_sheets(content: bytes) -> dict[str, dict[str, object]]:
    """By sheet name: hidden rows (as Excel numbers them) and columns (from 0); {} for what isn't built as it should."""
    try:
        stream = read_stream(content)
        sheets, from_1904 = read_globals(stream)
        common: dict[str, object] = {"from_1904": True} if from_1904 else {}
        return {name: common | look_into_sheet(stream, start) for name, start in sheets}
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return {}


def read_stream(content: bytes) -> bytes:
    """The stream «Workbook» of the compound file."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError
    table_sectors = list(struct.unpack_from("<109I", content, 76))
    further = struct.unpack_from("<I", content, 68)[0]
    sectors = len(content) // size
    while further < FREE and len(table_sectors) <= sectors:
        numbers = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        table_sectors += numbers[:-1]
        further = numbers[-1]
    follows: list[int] = []
    for sector in table_sectors:
        if sector < FREE and len(follows) <= sectors:
            follows += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)

    def chain(sector: int) -> bytes:
        parts: dict[int, bytes] = {}
        while sector < FREE and sector not in parts:
            parts[sector] = content[(sector + 1) * size : (sector + 2) * size]
            sector = follows[sector]
        return b"".join(parts.values())

    directory = chain(struct.unpack_from("<I", content, 48)[0])
    for place in range(0, len(directory), 128):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + length - 2].decode("utf-16-le", "replace")
        start, stream_size = struct.unpack_from("<II", directory, place + 116)
        if name in ("Workbook", "Book") and stream_size >= 4096:
            return chain(start)[:stream_size]
    raise ValueError


def records(stream: bytes, place: int):  # noqa: ANN201 - typing is not imported in this process
    """(kind, where its bytes start, how many) of each record from a place on."""
    for _ in range(MOST_RECORDS):
        if place + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, length
        place += 4 + length


def read_globals(stream: bytes) -> tuple[list[tuple[str, int]], bool]:
    """(the sheets' names and where each starts, whether days are counted from 1904)."""
    sheets, from_1904 = [], False
    for kind, start, _ in records(stream, 0):
        if kind == BOUND_SHEET:
            position, _, length, wide = struct.unpack_from("<IHBB", stream, start)
            text = stream[start + 8 : start + 8 + length * (2 if wide & 1 else 1)]
            sheets.append((text.decode("utf-16-le" if wide & 1 else "latin-1"), position))
        elif kind == OLD_MAC_DAYS:
            from_1904 = struct.unpack_from("<H", stream, start)[0] == 1
        elif kind == END:
            break
    return sheets, from_1904


def look_into_sheet(stream: bytes, start: int) -> dict[str, object]:
    rows: list[int] = []
    columns: list[int] = []
    for kind, place, _ in records(stream, start):
        if kind == ROW:
            row, *_, options = struct.unpack_from("<HHHHHHH", stream, place)
            if options & HIDDEN_ROW:
                rows.append(row + 1)
        elif kind == COLUMN:
            first, last, _, _, options = struct.unpack_from("<HHHHH", stream, place)
            if options & HIDDEN_COLUMN:
                columns += range(first, min(last, 255) + 1)
        elif kind == END:
            break
    return {"hidden": rows, "hidden_columns": columns}

"""What an old workbook (xls) tells beside its cells: sectors put together by hand, each record around its edge."""

import struct

import pytest

FREE = 0xFFFFFFFF
BOUND_SHEET, COLUMN, ROW, FROM_1904, END = 0x85, 0x7D, 0x208, 0x22, 0x0A


@pytest.fixture
def xls(read_here):
    return read_here.child()["look_xls"]


def record(kind, *parts):
    body = b"".join(parts)
    return struct.pack("<HH", kind, len(body)) + body


def bound(name, start, wide=False):
    text = name.encode("utf-16-le" if wide else "latin-1")
    return record(BOUND_SHEET, struct.pack("<IHBB", start, 0, len(name), int(wide)), text)


def row(number, hidden):
    return record(ROW, struct.pack("<HHHHHHH", number, 0, 1, 255, 0, 0, 0x20 if hidden else 0x101), b"\0\0")


def column(first, last, hidden):
    return record(COLUMN, struct.pack("<HHHHH", first, last, 0, 0, 1 if hidden else 2), b"\0\0")


def workbook(from_1904=0, name="Ark1", wide=False):
    """The stream of a workbook with one sheet."""
    first = [record(0x809, b"\0\0"), record(FROM_1904, struct.pack("<H", from_1904)), bound(name, 0, wide), record(END)]
    start = len(b"".join(first))
    head = b"".join([*first[:2], bound(name, start, wide), first[3]])
    rows = [row(0, False), row(1, True), row(2, False), row(3, True)]
    sheet = [
        record(0x809, b"\0\0"),
        *rows,
        column(0, 0, False),
        column(2, 3, True),
        column(254, 256, True),
        record(END),
    ]
    return head + b"".join(sheet) + row(9, True)


HIDDEN = {"hidden": [2, 4], "hidden_columns": [2, 3, 254, 255]}


def compound(stream, size=512, name="Workbook", told=None, place=0, by_list=False, padded=False, loop=False, free=FREE):
    """A compound file: the table of sectors, a directory, the stream, each in sectors of `size` bytes.

    `by_list` names the table in the second of two lists: the first stands before the directory, the other at the end.
    """
    stream = stream.ljust(max(4096, len(stream)), b"\0")
    told = len(stream) if told is None else told
    entries = [b"\0" * 128] * place
    encoded = (name + "\0").encode("utf-16-le")
    last = encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + b"\0" * 50
    at = 3  # 0 is the table, 1 perhaps the list of tables, 2 the first of the directory
    folder = b"".join(entries) + b"%s"
    length = (place + 1) * 128
    folders = -(-length // size)
    first = at + folders - 1
    folder = folder % (last + struct.pack("<II", first, told) + b"\0" * 4)
    parts = -(-len(stream) // size)
    follows = [free, free, *range(3, 2 + folders), free, *range(first + 1, first + parts), first if loop else free]
    table = struct.pack(f"<{size // 4}I", *follows, *[free] * (size // 4 - len(follows)))
    listed = [
        struct.pack(f"<{size // 4}I", *[free] * (size // 4 - 2), *last) for last in ((free, first + parts), (0, free))
    ]
    shift = size.bit_length() - 1
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(size, b"\0"))
    struct.pack_into("<H", head, 30, shift)
    struct.pack_into("<I", head, 48, 2)
    struct.pack_into("<II", head, 68, *(1, 1) if by_list else (free, 0))
    struct.pack_into("<109I", head, 76, *([free] * 109 if by_list else [0, *[free] * 108]))
    pieces = [table, listed[0], folder.ljust(folders * size, b"\0"), stream.ljust(parts * size, b"\0"), listed[1]]
    return bytes(head) + b"".join(pieces) + bytes(240 * size if by_list or padded else 0)  # small files need no lists


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"free": 0xFFFFFFFA},
        {"by_list": True, "free": 0xFFFFFFFA},
        {"padded": True, "free": 0xFFFFFFFA},
        {"size": 4096},
        {"name": "Book"},
        {"place": 3},
        {"place": 4},
        {"place": 9},
        {"by_list": True},
        {"told": 4096},
    ],
)
def test_hidden_rows_and_columns_are_found_however_the_sectors_lie(xls, how):
    assert xls.look_into_sheets(compound(workbook(), **how)) == {"Ark1": HIDDEN}


@pytest.mark.parametrize("how", [{"size": 1024}, {"name": "Annet"}, {"told": 4095}])
def test_what_is_not_built_as_it_should_tells_nothing(xls, how):
    assert xls.look_into_sheets(compound(workbook(), **how)) == {}
    assert xls.look_into_sheets(b"") == {}


def test_a_chain_of_sectors_that_runs_in_a_circle_comes_to_an_end(xls):
    assert xls.look_into_sheets(compound(workbook(), loop=True)) == {"Ark1": HIDDEN}


def test_the_stream_is_as_long_as_it_says(xls):
    long = struct.pack("<14500I", *range(14_500))  # of 114 sectors
    assert xls.read_stream(compound(long)) == long
    assert xls.read_stream(compound(long, told=4_500)) == long[:4_500]


@pytest.mark.parametrize(("number", "from_1904"), [(0, {}), (1, {"from_1904": True}), (2, {})])
def test_days_are_counted_from_1904_where_the_workbook_says_one(xls, number, from_1904):
    assert xls.look_into_sheets(compound(workbook(number))) == {"Ark1": from_1904 | HIDDEN}


def test_days_are_counted_from_1900_where_the_workbook_says_nothing(xls):
    stream = b"".join([bound("Ark1", 0), record(END)])
    assert xls.look_into_sheets(compound(stream)) == {"Ark1": {"hidden": [], "hidden_columns": []}}


@pytest.mark.parametrize(("name", "wide"), [("Påmelding", False), ("Påmelding", True), ("Čálus", True)])
def test_a_sheet_s_name_has_one_or_two_bytes_a_letter(xls, name, wide):
    assert list(xls.look_into_sheets(compound(workbook(name=name, wide=wide)))) == [name]


def test_records_are_read_one_after_the_other_up_to_the_last_whole_head(xls):
    stream = record(1, b"abc") + record(2) + b"\0\0\0"
    assert list(xls.records(stream, 0)) == [(1, 4, 3), (2, 11, 0)]
    assert list(xls.records(stream[:-3], 7)) == [(2, 11, 0)]

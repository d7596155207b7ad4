"""The lines of a text file to rows of cells, where quotation marks hold a cell together or stand by mistake."""

import csv
import io

from problems import Unreadable
from sheet import MOST_CELLS, WIDEST

MOST_ROWS = 1_048_576
MOST_READ_AGAIN = 8
"""How many times the file's lines may be read anew in all, because of marks that never close."""
MOST_MARKS = 20
MOST_TOLD = 1_000


def read_rows(text: str, sign: str) -> tuple[list[list[str]], list[int]]:
    """(the rows, the numbers of those in which a mark was taken as a letter); raises Unreadable."""
    # StringIO ends lines at line feeds only; splitlines would cut cells at other signs.
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=sign)
    rows: list[list[str]] = []
    cells, single = 0, []
    try:
        line = 0
        for row in reader:
            rows.append(row)
            cells += len(row)
            check_size(len(rows), cells, len(row))
            if reader.line_num == line + 1:
                single.append(len(row))
            line = reader.line_num
    except csv.Error:
        raise Unreadable("broken") from None
    last = text.rstrip("\n").rpartition("\n")[2]
    if reader.line_num == len(rows) and last.count('"') % 2 == 0:
        return rows, []
    wide = [width for width in single if width > 1] or [len(rows[0])]
    return read_with_care(
        [f"{line}\n" for line in text.split("\n")], sign, max(set(wide), key=lambda width: (wide.count(width), width))
    )


def check_size(rows: int, cells: int, width: int) -> None:
    if width > WIDEST:
        raise Unreadable("wide", f"\n{width}")
    if cells > MOST_CELLS or rows > MOST_ROWS:
        raise Unreadable("large")


def read_with_care(lines: list[str], sign: str, usual: int) -> tuple[list[list[str]], list[int]]:
    """The rows of a file with cells of several lines. A mark that swallows whole rows is a letter in its line only."""
    if lines[-1] == "\n":
        lines.pop()
    rows: list[list[str]] = []
    stray: list[int] = []
    start, again, cells = 0, 0, 0
    while start < len(lines):
        reader = csv.reader((lines[line] for line in range(start, len(lines))), delimiter=sign)
        first, begun = start, start
        for row in reader:
            end = begun + reader.line_num
            several = end - first > 1 or (end == len(lines) and len(row) != usual)
            if several and is_stray(lines[first:end], row, sign, usual, end == len(lines)):
                again += end - first
                row, end = read_line(lines[first], sign, usual), first + 1
                stray.append(len(rows) + 1)
            rows.append(row)
            cells += len(row)
            check_size(len(rows), cells, len(row))
            if end != begun + reader.line_num:
                break
            first = end
        start = end
        if again > MOST_READ_AGAIN * len(lines):
            for line in lines[start:]:
                row = read_literally(line, sign)
                rows.append(row)
                cells += len(row)
                check_size(len(rows), cells, len(row))
            break
    return rows, stray[:MOST_TOLD]


def is_stray(lines: list[str], row: list[str], sign: str, usual: int, at_end: bool) -> bool:
    """Whether these lines became one row only because of a mark that belongs to a cell's text."""
    closed = sum(line.count('"') for line in lines) % 2 == 0
    rows_of_their_own = [len(read_alone(line, sign)) == usual for line in lines]
    if len(row) == usual and closed:
        return usual >= 3 and all(rows_of_their_own)
    ends = rows_of_their_own[0] and rows_of_their_own[-1]
    return ends or (not closed and (at_end or len(row) != usual))


def read_line(line: str, sign: str, usual: int) -> list[str]:
    """A line's cells without the mark that stands alone in it."""
    place = -1
    for _ in range(MOST_MARKS):
        place = line.find('"', place + 1)
        if place < 0:
            break
        rest = line[:place] + line[place + 1 :]
        if rest.count('"') % 2 == 0:
            (row,) = csv.reader([rest], delimiter=sign)
            if len(row) == usual:
                return row
    return read_literally(line, sign)


def read_alone(line: str, sign: str) -> list[str]:
    """The cells of a line, read as if none of them went on in the next line."""
    if line.count('"') % 2:
        return read_literally(line, sign)
    return next(csv.reader([line], delimiter=sign), [])


def read_literally(line: str, sign: str) -> list[str]:
    return next(csv.reader([line], delimiter=sign, quoting=csv.QUOTE_NONE), [])

"""Text files to rows: the encoding, the sign between the cells, and Excel's numbering of the rows."""

import codecs
import csv
import io

from problems import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNS = ";\t,|"
MOST_ROWS = 1_048_576
MOST_CELLS = 12_000_000
WIDEST = 2_000
SAMPLE_LINES = 200


def read_text(content: bytes) -> tuple[list[list[str]], dict[str, object]]:
    """The cells, row by row as Excel would number them, and what is odd about them; raises Unreadable."""
    text = decode(content)
    csv.field_size_limit(len(text) + 1)
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) <= 5:
        # Excel takes this line as an instruction: the row below it is row 1.
        sign = first.strip("\r\n").strip('"')[4:5] or ";"
        return parse(rest, sign)
    return parse(text, find_sign(text))


def decode(content: bytes) -> str:
    """BOM, then NUL bytes for UTF-16 without one, then UTF-8, then what Windows and old systems write."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    start = content[:4000]
    if b"\x00" in start:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        if max(even, odd) < len(start) // 6:
            raise Unreadable("binary")
        content = content[: len(content) // 2 * 2]
        return content.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    if sum(byte < 32 and byte not in (9, 10, 13, 12, 27) for byte in start) > len(start) // 50:
        raise Unreadable("binary")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def find_sign(text: str) -> str:
    """The sign that parts the most lines into the same, large number of cells."""
    sample = "\n".join(text[:200_000].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:SAMPLE_LINES])
    best, most = ";", 0.0
    for sign in SIGNS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline="\n"), delimiter=sign) if any(row)]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        score = max(wide.count(width) * min(width, 12) for width in set(wide)) + 0.1 * len(wide)
        if score > most:
            best, most = sign, score
    return best


def parse(text: str, sign: str) -> tuple[list[list[str]], dict[str, object]]:
    # A lone carriage return ends a line too (old Macs); csv would refuse it.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    rows = read_rows(text, sign, csv.QUOTE_MINIMAL)
    swallowed = [place for place, row in enumerate(rows) if any(is_swallowed(cell, sign) for cell in row)]
    if not swallowed:
        return rows, {}
    return read_rows(text, sign, csv.QUOTE_NONE), {"quote": swallowed[0] + 1}


def read_rows(text: str, sign: str, quoting: int) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        # StringIO ends lines at line feeds only; splitlines would cut cells at other signs.
        for row in csv.reader(io.StringIO(text, newline="\n"), delimiter=sign, quoting=quoting):
            rows.append(row)
            cells += len(row)
            if len(row) > WIDEST:
                raise Unreadable("wide", f"\n{len(row)}")
            if cells > MOST_CELLS or len(rows) > MOST_ROWS:
                raise Unreadable("large", f"\n{len(rows)}")
    except csv.Error:
        raise Unreadable("broken") from None
    return rows


def is_swallowed(cell: str, sign: str) -> bool:
    """A quotation mark that never closes takes the lines below it into one cell."""
    return len(cell) > 200 and cell.count("\n") > 3 and cell.count(sign) > 3 * cell.count("\n")

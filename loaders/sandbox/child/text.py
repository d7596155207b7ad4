"""Text files to rows: the encoding, the sign between the cells, and Excel's numbering of the rows."""

import codecs
import csv
import io
import re
from collections import Counter

from problems import Unreadable
from quoting import read_rows

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNS = ";\t,|"
SAMPLE_LINES = 200
WRAPPED = re.compile(r'^"((?:[^"\n]|"")*)"[ \t]*$', re.MULTILINE)
FEWEST_CELLS = 3
"""A list of one quoted text with a comma in each line is no table."""
OUR_LETTERS = re.compile(rb"[\xe6\xf8\xe5\xc6\xd8\xc5]")
OLD_LETTERS = {
    "mac_roman": re.compile(rb"(?<=[A-Za-z])[\xbe\xbf\x8c](?=[a-z;,\t\r\n\" ])"),
    "cp865": re.compile(rb"(?<=[A-Za-z])[\x91\x9b\x86](?=[a-z;,\t\r\n\" ])"),
}
"""æ, ø and å inside words as old Macs and DOS write them, where a file has none of those of Windows."""
UTF_8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}")


def read_text(content: bytes) -> tuple[list[list[str]], dict[str, object]]:
    """The cells, row by row as Excel would number them, and what is odd about them; raises Unreadable."""
    text = decode(content)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) <= 5:
        # Excel takes this line as an instruction: the row below it is row 1.
        sign = first.strip("\r\n").strip('"')[4:5] or ";"
        return parse(rest, sign)
    text = unwrap(text.replace("\r\n", "\n").replace("\r", "\n"))
    return parse(text, find_sign(text))


def unwrap(text: str) -> str:
    """The text with whole lines in quotation marks opened, where each then has as many cells as the other lines.

    A spreadsheet that does not know the file's sign reads and saves each line as one cell: «"1,""Moe"",Bodø"».
    """
    if not WRAPPED.search(text):
        return text
    opened = WRAPPED.sub(lambda line: line[1].replace('""', '"'), text)
    sign = find_sign(opened)
    widths = [len(next(csv.reader([line], delimiter=sign), [])) for line in opened.split("\n")[:SAMPLE_LINES] if line]
    usual = max(set(widths), key=widths.count)
    wrapped = (line[1].replace('""', '"') for line in WRAPPED.finditer(text))
    fits = all(len(next(csv.reader([line], delimiter=sign), [])) == usual for line in wrapped)
    return opened if usual >= FEWEST_CELLS and fits else text


def decode(content: bytes) -> str:
    """BOM, then NUL bytes for UTF-16 without one, then UTF-8, then what Windows and old systems write."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            if mark == codecs.BOM_UTF8:
                return decode_mixed(content[len(mark) :])
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
    letters = len(UTF_8_LETTER.findall(content))
    if letters and letters * 2 >= sum(byte > 127 for byte in content) - 2 * letters:
        return decode_mixed(content)
    if not OUR_LETTERS.search(content):
        for encoding, signs in OLD_LETTERS.items():
            if signs.search(content) and not any(
                other.search(content) for name, other in OLD_LETTERS.items() if name != encoding
            ):
                return content.decode(encoding)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def decode_mixed(content: bytes) -> str:
    """UTF-8, and what isn't as Windows writes it: people put a file of the one below a file of the other."""
    codecs.register_error("as_windows", read_as_windows)
    return content.decode("utf-8", "as_windows")


def read_as_windows(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8 as Windows' letters, and where to go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def find_sign(text: str) -> str:
    """The sign that parts the most lines into rows of the same, large number of cells."""
    sample = "\n".join(text[:200_000].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:SAMPLE_LINES])
    best, most = ";", 0.0
    for sign in SIGNS:
        lines = Counter[int]()
        reader, before = csv.reader(io.StringIO(sample, newline="\n"), delimiter=sign), 0
        try:
            for row in reader:
                if len(row) > 1 and any(row):
                    # A cell of many lines is one cell: its lines speak for the sign that keeps it whole.
                    lines[len(row)] += reader.line_num - before
                before = reader.line_num
        except csv.Error:
            continue
        if lines and (score := weigh(lines)) > most:
            best, most = sign, score
    return best


def weigh(lines: dict[int, int]) -> float:
    """What speaks for a sign: the lines of one width, by their cells, of which twelve count; then all lines."""
    return max(count * min(width, 12) for width, count in lines.items()) + 0.1 * sum(lines.values())


def parse(text: str, sign: str) -> tuple[list[list[str]], dict[str, object]]:
    # A lone carriage return ends a line too (old Macs); csv would refuse it.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if as_formulas := '="' in text:
        # Systems write ="0301" so that Excel keeps the zero: the cell's text is what stands between the marks.
        formula = rf'(^|{re.escape(sign)})="((?:[^"\n]|"")*)"(?=[ \t]*(?:{re.escape(sign)}|$))'
        text = re.sub(formula, r'\1"\2"', text, flags=re.MULTILINE)
    rows, stray = read_rows(text, sign)
    if as_formulas:
        rows = [[between_marks(cell) for cell in row] for row in rows]
    return rows, {"quotes": stray} if stray else {}


def between_marks(cell: str) -> str:
    return cell[2:-1].replace('""', '"') if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell

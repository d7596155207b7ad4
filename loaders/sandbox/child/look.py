"""What calamine doesn't tell of an xlsx's sheets: hidden and struck-through rows, hidden columns, tables, formulas and
errors in cells."""

import io
import posixpath
import re
import zipfile
import zlib

from sheet import WIDEST

MOST_TO_LOOK_AT = 150 << 20
MOST_OF_A_PART = 10 << 20
"""Of the small parts beside the sheets."""
MOST_PLACES = 20_000
MOST_TABLES = 50
TAG = rb"(?:\w+:)?"
SHEET = re.compile(rb"<" + TAG + rb"sheet\b([^>]*)>")
RELATION = re.compile(rb"<" + TAG + rb"Relationship\b([^>]*)>")
ATTRIBUTE = re.compile(rb"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HIDDEN_ROW = re.compile(rb"<" + TAG + rb"row\b(?=[^>]*\bhidden=[\"'](?:1|true))[^>]*?\br=[\"'](\d+)[\"']")
HIDDEN_COLUMN = re.compile(rb"<" + TAG + rb"col\b(?=[^>]*\bhidden=[\"'](?:1|true))([^>]*)>")
TABLE = re.compile(rb"<" + TAG + rb"table\b([^>]*)>")
REFERENCE = re.compile(rb"^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
OLD_MAC_DAYS = re.compile(rb"<" + TAG + rb"workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)")
CELL = rb"<" + TAG + rb"c\b(?=[^>]*?\br=[\"']([A-Z]{1,3}\d+)[\"'])(?![^>]*?\bt=[\"']str)[^>]*>\s*"
FORMULA = rb"<" + TAG + rb"f\b[^>]*?(?:/>|>[^<]*</" + TAG + rb"f>)\s*"
UNCALCULATED = re.compile(
    CELL + FORMULA + rb"(?:<" + TAG + rb"v\s*/>|<" + TAG + rb"v\s*>\s*</" + TAG + rb"v>)?\s*</" + TAG + rb"c>"
)
"""A formula whose stored result is the empty text has the type `str`; without a type and a value it has no result."""
CELL_FORMATS = re.compile(rb"<" + TAG + rb"cellXfs\b.*?</" + TAG + rb"cellXfs>", re.DOTALL)
FONTS = re.compile(rb"<" + TAG + rb"fonts\b.*?</" + TAG + rb"fonts>", re.DOTALL)
FONT = re.compile(rb"<" + TAG + rb"font\s*/>|<" + TAG + rb"font\b.*?</" + TAG + rb"font>", re.DOTALL)
STRUCK = re.compile(rb"<" + TAG + rb"strike\b(?![^>]*\bval=[\"'](?:0|false))")
CELL_FORMAT = re.compile(rb"<" + TAG + rb"xf\b[^>]*?\bfontId=[\"'](\d+)[\"']")
ERROR = re.compile(rb"<" + TAG + rb"c\b(?=[^>]*?\br=[\"']([A-Z]{1,3}\d+)[\"'])(?=[^>]*?\bt=[\"']e[\"'])[^>]*>")


def read_part(archive: zipfile.ZipFile, name: str, most: int = MOST_TO_LOOK_AT) -> bytes:
    """At most `most` bytes of a part; nothing where it is missing or damaged, since calamine is the judge."""
    try:
        with archive.open(name) as part:
            return part.read(most)
    except (KeyError, zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return b""


def attributes(text: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in ATTRIBUTE.findall(text)}


def look_into_sheets(content: bytes) -> dict[str, dict[str, object]]:
    """By sheet name: hidden rows and columns, tables, days counted from 1904, cells without a result or with errors."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    workbook = read_part(archive, "xl/workbook.xml", MOST_OF_A_PART)
    common: dict[str, object] = {"from_1904": True} if OLD_MAC_DAYS.search(workbook) else {}
    targets = read_targets(archive, "xl/workbook.xml")
    struck = struck_cells(read_part(archive, "xl/styles.xml", MOST_OF_A_PART))
    looks = {}
    for found in SHEET.findall(workbook):
        about = attributes(found)
        relation = next((value for name, value in about.items() if name.endswith(b":id")), b"")
        path = targets.get(relation, ("", ""))[1]
        looks[unescape(about.get(b"name", b""))] = common | look_into_sheet(archive, path, struck)
    return looks


def read_targets(archive: zipfile.ZipFile, path: str) -> dict[bytes, tuple[str, str]]:
    """(type, path in the package) of each part that a part points to, by relation."""
    folder, name = posixpath.split(path)
    targets = {}
    for found in RELATION.findall(read_part(archive, f"{folder}/_rels/{name}.rels", MOST_OF_A_PART)):
        about = attributes(found)
        target = about.get(b"Target", b"").decode("utf-8", "replace")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets[about.get(b"Id", b"")] = (about.get(b"Type", b"").decode("utf-8", "replace"), whole)
    return targets


def unescape(name: bytes) -> str:
    from html import unescape as from_entities

    return from_entities(name.decode("utf-8", "replace")) if b"&" in name else name.decode("utf-8", "replace")


def struck_cells(styles: bytes) -> re.Pattern[bytes] | None:
    """Finds the row of a filled cell whose font strikes its text through; None where the workbook has no such font."""
    fonts, formats = FONTS.search(styles), CELL_FORMATS.search(styles)
    if not fonts or not formats:
        return None
    lines = {str(at).encode() for at, font in enumerate(FONT.findall(fonts[0])) if STRUCK.search(font)}
    used = [str(at).encode() for at, font in enumerate(CELL_FORMAT.findall(formats[0])) if font in lines]
    if not used:
        return None
    style = rb"(?=[^>]*?\bs=[\"'](?:" + b"|".join(used) + rb")[\"'])"
    return re.compile(rb"<" + TAG + rb"c\b" + style + rb"[^>]*?\br=[\"'][A-Z]{1,3}(\d+)[\"'][^>]*(?<!/)>(?!\s*</)")


def look_into_sheet(archive: zipfile.ZipFile, path: str, struck: re.Pattern[bytes] | None = None) -> dict[str, object]:
    try:
        if archive.getinfo(path).file_size > MOST_TO_LOOK_AT:
            return {}
    except KeyError:
        return {}
    xml = read_part(archive, path)
    look: dict[str, object] = {}
    # Each search of a large sheet costs some milliseconds, so the patterns run only where there is reason to.
    if b"hidden=" in xml:
        look["hidden"] = [int(row) for row in HIDDEN_ROW.findall(xml)]
        look["hidden_columns"] = hidden_columns(xml[: xml.find(b"sheetData>")])
    if struck:
        look["struck"] = sorted({int(row) for row in struck.findall(xml)})
    if b"</f>" in xml or b":f>" in xml:
        look["uncalculated"], look["uncalculated_count"] = places(UNCALCULATED, xml)
    if b't="e"' in xml:
        look["errors"], look["errors_count"] = places(ERROR, xml)
    if b"tablePart" in xml[-4000:]:
        look["tables"] = read_tables(archive, path)
    return look


def places(pattern: re.Pattern[bytes], xml: bytes) -> tuple[list[str], int]:
    """(the first of the cells, how many they are)."""
    found, count = [], 0
    for match in pattern.finditer(xml):
        count += 1
        if count <= MOST_PLACES:
            found.append(match[1].decode())
    return found, count


def hidden_columns(xml: bytes) -> list[int]:
    """The hidden columns, from 0; those that a sheet hides to its far end are cut."""
    hidden: list[int] = []
    for found in HIDDEN_COLUMN.findall(xml):
        about = attributes(found)
        first, last = whole(about.get(b"min")), whole(about.get(b"max"))
        hidden += range(max(first, 1) - 1, min(last, WIDEST))
    return hidden


def whole(number: bytes | None) -> int:
    return int(number) if number and number.isdigit() and len(number) < 8 else 0


def read_tables(archive: zipfile.ZipFile, path: str) -> list[list[int]]:
    """Each table of a sheet: first and last row and column (from 0), how many header lines and lines of sums."""
    tables = []
    for kind, target in list(read_targets(archive, path).values())[:MOST_TABLES]:
        head = TABLE.search(read_part(archive, target, MOST_OF_A_PART)) if kind.endswith("/table") else None
        about = attributes(head[1]) if head else {}
        corners = REFERENCE.match(about.get(b"ref", b""))
        if corners:
            first, last = column_of(corners[1]), column_of(corners[3])
            headers, sums = about.get(b"headerRowCount", b"1") != b"0", whole(about.get(b"totalsRowCount"))
            tables.append([int(corners[2]) - 1, first, int(corners[4]) - 1, last, int(headers), sums])
    return tables


def column_of(name: bytes) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number - 1

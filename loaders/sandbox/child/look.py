"""What calamine doesn't tell of a workbook's sheets: hidden rows, formulas without a value, error values."""

import io
import re
import zipfile
import zlib

MOST_TO_LOOK_AT = 150 << 20
MOST_PLACES = 1_000
TAG = rb"(?:\w+:)?"
SHEET = re.compile(rb"<" + TAG + rb"sheet\b([^>]*)>")
RELATION = re.compile(rb"<" + TAG + rb"Relationship\b([^>]*)>")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HIDDEN_ROW = re.compile(rb"<" + TAG + rb"row\b(?=[^>]*\bhidden=[\"'](?:1|true))[^>]*?\br=[\"'](\d+)[\"']")
CELL = rb"<" + TAG + rb"c\b(?=[^>]*?\br=[\"']([A-Z]{1,3}\d+)[\"'])[^>]*>\s*"
FORMULA = rb"<" + TAG + rb"f\b[^>]*?(?:/>|>[^<]*</" + TAG + rb"f>)\s*"
UNCALCULATED = re.compile(
    CELL + FORMULA + rb"(?:<" + TAG + rb"v\s*/>|<" + TAG + rb"v\s*>\s*</" + TAG + rb"v>)?\s*</" + TAG + rb"c>"
)
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
    """By sheet name: rows hidden, cells with a formula that was never calculated, cells with an error value."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    relations = {}
    for found in RELATION.findall(read_part(archive, "xl/_rels/workbook.xml.rels", 1 << 20)):
        about = attributes(found)
        relations[about.get(b"Id")] = about.get(b"Target", b"").decode("utf-8", "replace")
    looks = {}
    for found in SHEET.findall(read_part(archive, "xl/workbook.xml", 1 << 20)):
        about = attributes(found)
        relation = next((value for name, value in about.items() if name.endswith(b":id")), b"")
        target = relations.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        looks[unescape(about.get(b"name", b""))] = look_into_sheet(archive, path)
    return looks


def unescape(name: bytes) -> str:
    from html import unescape as from_entities

    return from_entities(name.decode("utf-8", "replace")) if b"&" in name else name.decode("utf-8", "replace")


def look_into_sheet(archive: zipfile.ZipFile, path: str) -> dict[str, object]:
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
    if b"</f>" in xml or (b"<worksheet" not in xml[:2000] and b":f>" in xml):
        look["uncalculated"] = places(UNCALCULATED, xml)
    if b't="e"' in xml:
        look["errors"] = places(ERROR, xml)
    return look


def places(pattern: re.Pattern[bytes], xml: bytes) -> list[str]:
    found = []
    for match in pattern.finditer(xml):
        found.append(match[1].decode())
        if len(found) == MOST_PLACES:
            break
    return found

"""Writes the tables in the true shape of their sources: an untouched Forms download and a Teams report.

The workbook is written by hand, because no library writes the two things that make a Forms download what it
is: a worksheet that declares its dimension as A1, and the prefix `x:` on every element.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

XML = '<?xml version="1.0" encoding="utf-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = (
    f'{XML}<x:styleSheet xmlns:x="{MAIN}">'
    '<x:numFmts count="1"><x:numFmt numFmtId="164" formatCode="m/d/yy h:mm:ss" /></x:numFmts>'
    '<x:fonts count="1"><x:font><x:sz val="11" /><x:name val="Calibri" /></x:font></x:fonts>'
    '<x:fills count="2"><x:fill><x:patternFill patternType="none" /></x:fill>'
    '<x:fill><x:patternFill patternType="gray125" /></x:fill></x:fills>'
    '<x:borders count="1"><x:border /></x:borders>'
    '<x:cellStyleXfs count="1"><x:xf numFmtId="0" /></x:cellStyleXfs>'
    '<x:cellXfs count="3"><x:xf numFmtId="0" /><x:xf numFmtId="164" applyNumberFormat="1" />'
    '<x:xf numFmtId="14" applyNumberFormat="1" /></x:cellXfs>'
    "</x:styleSheet>"
)


def column_letters(index: int) -> str:
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def excel_serial(moment: date | datetime) -> float:
    """Days since Excel's day 0; a time is local, as Forms writes it, without a zone."""
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
    return round((whole - datetime(1899, 12, 30)) / timedelta(days=1), 9)


def write_cell(reference: str, value: Any, texts: dict[str, int]) -> str:
    if isinstance(value, date):
        style = 1 if isinstance(value, datetime) else 2
        return f'<x:c r="{reference}" s="{style}"><x:v>{excel_serial(value)!r}</x:v></x:c>'
    if isinstance(value, int):
        return f'<x:c r="{reference}"><x:v>{value}</x:v></x:c>'
    place = texts.setdefault(value, len(texts))
    return f'<x:c r="{reference}" t="s"><x:v>{place}</x:v></x:c>'


def write_forms_workbook(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """An untouched download: Sheet1 with Table1 from A1, dimension A1; None leaves a cell out."""
    texts: dict[str, int] = {}
    lines = []
    for line, row in enumerate([headers, *rows], start=1):
        cells = [
            write_cell(f"{column_letters(place)}{line}", value, texts)
            for place, value in enumerate(row)
            if value is not None and value != ""
        ]
        lines.append(f'<x:row r="{line}">{"".join(cells)}</x:row>')
    area = f"A1:{column_letters(len(headers) - 1)}{len(rows) + 1}"
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(("officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": f'{XML}<x:workbook xmlns:x="{MAIN}" xmlns:r="{OFFICE}"><x:sheets>'
        '<x:sheet name="Sheet1" sheetId="1" r:id="rId1" /></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "/xl/worksheets/sheet1.xml"),
            ("styles", "/xl/styles.xml"),
            ("sharedStrings", "/xl/sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'{XML}<x:worksheet xmlns:x="{MAIN}" xmlns:r="{OFFICE}">'
        f'<x:dimension ref="A1" /><x:sheetData>{"".join(lines)}</x:sheetData>'
        '<x:tableParts count="1"><x:tablePart r:id="rId1" /></x:tableParts></x:worksheet>',
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("table", "/xl/tables/table1.xml")),
        "xl/tables/table1.xml": table(headers, area),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'{XML}<x:sst xmlns:x="{MAIN}">'
        + "".join(f'<x:si><x:t xml:space="preserve">{escape(text)}</x:t></x:si>' for text in texts)
        + "</x:sst>",
    }
    return pack(parts)


def content_types() -> str:
    kinds = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/worksheets/sheet1.xml": "worksheet",
        "/xl/tables/table1.xml": "table",
        "/xl/styles.xml": "styles",
        "/xl/sharedStrings.xml": "sharedStrings",
    }
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{TYPE}.{kind}+xml" />' for part, kind in kinds.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml" />'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />'
        f"{overrides}</Types>"
    )


def relationships(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Type="{OFFICE}/{kind}" Target="{target}" Id="rId{place}" />'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def table(headers: Sequence[str], area: str) -> str:
    # A line break in a column's name is written as Excel escapes it.
    columns = "".join(
        f'<x:tableColumn id="{place}" name={quoteattr(header.replace(chr(10), "_x000a_"))} />'
        for place, header in enumerate(headers, start=1)
    )
    return (
        f'{XML}<x:table xmlns:x="{MAIN}" id="1" name="Table1" displayName="Table1" ref="{area}" '
        f'totalsRowShown="0"><x:autoFilter ref="{area}" />'
        f'<x:tableColumns count="{len(headers)}">{columns}</x:tableColumns></x:table>'
    )


def pack(parts: dict[str, str]) -> bytes:
    """A zip with a fixed time, so that the same content gives the same file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the system that built it shows in the bytes
            archive.writestr(info, text.encode("utf-8"))
    return buffer.getvalue()


# Teams


def teams_time(moment: datetime) -> str:
    half = "AM" if moment.hour < 12 else "PM"
    clock = f"{(moment.hour - 1) % 12 + 1}:{moment:%M:%S} {half}"
    return f"{moment.month}/{moment.day}/{moment:%y}, {clock}"


def teams_duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h {minutes}m {rest}s" if hours else f"{minutes}m {rest}s"


def write_teams_report(title: str, people: Sequence[dict[str, Any]]) -> bytes:
    """The report since 2022: three numbered sections, tab-separated, UTF-16 with a BOM, named .csv."""
    start = min(person["visits"][0][0] for person in people)
    end = max(person["visits"][-1][1] for person in people)
    seconds = [sum((b - a).total_seconds() for a, b in person["visits"]) for person in people]
    lines: list[Sequence[str]] = [
        ("1. Summary",),
        ("Meeting title", title),
        ("Attended participants", str(len(people))),
        ("Start time", teams_time(start)),
        ("End time", teams_time(end)),
        ("Meeting duration", teams_duration((end - start).total_seconds())),
        ("Average attendance time", teams_duration(sum(seconds) / len(seconds))),
        (),
        ("2. Participants",),
        ("Name", "First join", "Last leave", "In-meeting duration", "Email", "Participant ID (UPN)", "Role"),
    ]
    for person, length in zip(people, seconds, strict=True):
        first, last = teams_time(person["visits"][0][0]), teams_time(person["visits"][-1][1])
        email = person["email"]
        lines.append((person["name"], first, last, teams_duration(length), email, email, person["role"]))
    lines += [(), ("3. In-Meeting activities",), ("Name", "Join time", "Leave time", "Duration", "Email", "Role")]
    for person in people:
        for join, leave in person["visits"]:
            spent = teams_duration((leave - join).total_seconds())
            lines.append((person["name"], teams_time(join), teams_time(leave), spent, person["email"], person["role"]))
    return ("\ufeff" + "".join("\t".join(line) + "\r\n" for line in lines)).encode("utf-16-le")

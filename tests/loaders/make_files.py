"""Files as the systems make them, each with the quirk that its name says; invented people at example addresses."""

import csv
import io
import zipfile
from datetime import date, datetime, time
from xml.sax.saxutils import escape

ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name"]
BOKMAAL = ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DATE_STYLE = 1


def forms(headers, rows, *, sheet="Sheet1", dimension="A1", prefix="x:", extra_sheets=None) -> bytes:
    """A workbook as Forms makes it: the dimension says A1 however many answers there are, tags have a prefix."""
    sheets = {sheet: [headers, *rows], **(extra_sheets or {})}
    parts = {
        f"xl/worksheets/sheet{number}.xml": sheet_xml(cells, dimension=dimension, prefix=prefix)
        for number, cells in enumerate(sheets.values(), 1)
    }
    return zipped(workbook_parts(list(sheets), prefix) | parts)


def answer(number, *, sent, email="kari@example.no", name="Kari Nordmann"):
    """What Forms records before the questions."""
    return [number, sent, sent, email, name]


def registrations(*answers, questions=("Kommune",), **how) -> bytes:
    """A Forms file with a question about the municipality; an answer is (municipality, …) or (e-mail, name, …)."""
    return forms([*ENGLISH, *questions], list(answers), **how)


def sheet_xml(rows, *, dimension="A1", prefix="", raw="") -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(cell_xml(value, f"{letters(place)}{number}", prefix) for place, value in enumerate(row))
        lines.append(f'<{prefix}row r="{number}">{cells}</{prefix}row>')
    name = f' xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f' xmlns="{MAIN}"'
    return (
        f'<?xml version="1.0" encoding="utf-8"?><{prefix}worksheet{name}><{prefix}dimension ref="{dimension}"/>'
        f"<{prefix}sheetData>{''.join(lines)}{raw}</{prefix}sheetData></{prefix}worksheet>"
    )


def cell_xml(value, place, prefix=""):
    if value is None or value == "":
        return ""
    if isinstance(value, Formula):
        cached = "" if value.cached is None else f"<{prefix}v>{escape(str(value.cached))}</{prefix}v>"
        kind = ' t="str"' if isinstance(value.cached, str) else ""
        return f'<{prefix}c r="{place}"{kind}><{prefix}f>{escape(value.text)}</{prefix}f>{cached}</{prefix}c>'
    if isinstance(value, bool):
        return f'<{prefix}c r="{place}" t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'
    if isinstance(value, int | float):
        return f'<{prefix}c r="{place}"><{prefix}v>{value}</{prefix}v></{prefix}c>'
    if isinstance(value, datetime | date):
        return f'<{prefix}c r="{place}" s="{DATE_STYLE}"><{prefix}v>{serial(value)}</{prefix}v></{prefix}c>'
    if isinstance(value, time):
        days = (value.hour * 3600 + value.minute * 60 + value.second) / 86400
        return f'<{prefix}c r="{place}" s="2"><{prefix}v>{days}</{prefix}v></{prefix}c>'
    if str(value).startswith("#"):
        return f'<{prefix}c r="{place}" t="e"><{prefix}v>{value}</{prefix}v></{prefix}c>'
    text = f'<{prefix}t xml:space="preserve">{escape(str(value))}</{prefix}t>'
    return f'<{prefix}c r="{place}" t="inlineStr"><{prefix}is>{text}</{prefix}is></{prefix}c>'


class Formula:
    """A formula, with the value Excel kept for it when there is one."""

    def __init__(self, text, cached=None):
        self.text, self.cached = text, cached


def serial(value) -> float:
    """Excel's number of a moment."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment - datetime(1899, 12, 30)).total_seconds() / 86400


def letters(place: int) -> str:
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def workbook_parts(sheets, prefix="") -> dict[str, str]:
    p = prefix
    main = f'xmlns:{p[:-1]}="{MAIN}"' if p else f'xmlns="{MAIN}"'
    listed = "".join(
        f'<{p}sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="/xl/worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    styles = (
        f'<{p}styleSheet {main}><{p}fonts count="1"><{p}font/></{p}fonts>'
        f'<{p}fills count="1"><{p}fill><{p}patternFill patternType="none"/></{p}fill></{p}fills>'
        f'<{p}borders count="1"><{p}border/></{p}borders><{p}cellStyleXfs count="1"><{p}xf/></{p}cellStyleXfs>'
        f'<{p}cellXfs count="3"><{p}xf numFmtId="0" xfId="0"/><{p}xf numFmtId="22" xfId="0" applyNumberFormat="1"/>'
        f'<{p}xf numFmtId="21" xfId="0" applyNumberFormat="1"/></{p}cellXfs></{p}styleSheet>'
    )
    return {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.'
        f'openxmlformats-officedocument.spreadsheetml.styles+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0"?><{p}workbook {main} xmlns:r="{RELATIONS}"><{p}sheets>{listed}'
        f"</{p}sheets></{p}workbook>",
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="/xl/styles.xml"/></Relationships>',
        "xl/styles.xml": f'<?xml version="1.0"?>{styles}',
    }


def zipped(parts) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def workbook_with(sheet: str, **more) -> bytes:
    """A workbook whose only sheet is this XML."""
    return zipped(workbook_parts(["Sheet1"]) | {"xl/worksheets/sheet1.xml": sheet} | more)


def text(rows, *, sign=";", encoding="utf-8", before="", end="\r\n") -> bytes:
    """A text file of rows; `before` stands above them as it is."""
    written = io.StringIO()
    csv.writer(written, delimiter=sign, lineterminator=end).writerows(rows)
    return (before + written.getvalue()).encode(encoding)


def xls(rows) -> bytes:
    """An old workbook (BIFF8)."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Ark1")
    dated = xlwt.easyxf(num_format_str="DD.MM.YYYY HH:MM:SS")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write(number, place, value, dated)
            elif value is not None:
                sheet.write(number, place, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows) -> bytes:
    """An OpenDocument workbook."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Ark1")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, datetime):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text="" if value is None else str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


# Meeting reports

TEAMS_2020 = [
    ["Full Name", "User Action", "Timestamp"],
    ["Kari Nordmann", "Joined", "3/15/2024, 9:28:07 AM"],
    ["Ola Hansen", "Joined", "3/15/2024, 9:30:00 AM"],
    ["Ola Hansen", "Left", "3/15/2024, 10:00:00 AM"],
    ["Ola Hansen", "Joined", "3/15/2024, 10:30:00 AM"],
]

TEAMS_2021 = """Meeting Summary
Total Number of Participants\t2
Meeting Title\tInspirasjonssamling
Meeting Start Time\t15/03/2024, 09:20:11
Meeting End Time\t15/03/2024, 13:31:45

Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)
Kari Nordmann\t15/03/2024, 09:28:07\t15/03/2024, 13:30:07\t4h 2m\tkari@bodo.kommune.no\tPresenter\tkari@bodo.kommune.no
Ola Hansen (External)\t15/03/2024, 09:30:00\t15/03/2024, 10:00:00\t30m\tola@example.no\tAttendee\t
Ola Hansen (External)\t15/03/2024, 10:30:00\t15/03/2024, 11:00:00\t30m\tola@example.no\tAttendee\t
"""

TEAMS_2022 = """1. Summary
Meeting title\tInspirasjonssamling
Attended participants\t4
Start time\t15.03.24, 09:20:11
End time\t15.03.24, 13:31:45
Meeting duration\t4h 11m 34s
Average attendance time\t2h 1m 3s

2. Participants
Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole
Siri Vert\t15.03.24, 09:20:11\t15.03.24, 13:31:45\t4h 11m 34s\tsiri@kulturskoleradet.no\tsiri@kulturskoleradet.no\tOrganizer
Kari Nordmann\t15.03.24, 09:28:07\t15.03.24, 13:30:07\t4h 2m\tkari@bodo.kommune.no\tkari@bodo.kommune.no\tAttendee
Ola Hansen (External)\t15.03.24, 09:30:00\t15.03.24, 11:00:00\t1h\t\t\tAttendee
+47 900 00 000\t15.03.24, 09:31:00\t15.03.24, 09:52:07\t21m 7s\t\t\tAttendee

3. In-Meeting activities
Name\tJoin time\tLeave time\tDuration\tEmail\tRole
Siri Vert\t15.03.24, 09:20:11\t15.03.24, 13:31:45\t4h 11m 34s\tsiri@kulturskoleradet.no\tOrganizer
Ola Hansen (External)\t15.03.24, 09:30:00\t15.03.24, 10:00:00\t30m\t\tAttendee
Ola Hansen (External)\t15.03.24, 10:30:00\t15.03.24, 11:00:00\t30m\t\tAttendee
"""  # noqa: E501

TEAMS_NORWEGIAN = """1. Sammendrag
Møtetittel\tInspirasjonssamling
Deltakere\t2

2. Deltakere
Navn\tFørste pålogging\tSiste utlogging\tVarighet i møtet\tE-post\tDeltaker-ID (UPN)\tRolle
Kari Nordmann\t15.03.24, 09:28:07\t15.03.24, 10:33:07\t1 t 5 min\tkari@bodo.kommune.no\tkari@bodo.kommune.no\tPresentatør
Ola Hansen (ekstern)\t15.03.24, 09:30:00\t15.03.24, 11:00:00\t1 t 30 min\t\t\tDeltaker
"""  # noqa: E501

TEAMS_POLISH = """1. Podsumowanie
Tytuł spotkania\tInspirasjonssamling

2. Uczestnicy
Nazwa\tPierwsze dołączenie\tOstatnie opuszczenie\tCzas trwania w spotkaniu\tAdres e-mail\tIdentyfikator uczestnika (UPN)\tRola
Kari Nordmann\t15.03.24, 09:28:07\t15.03.24, 11:47:07\t2 godz. 19 min\tkari@bodo.kommune.no\tkari@bodo.kommune.no\tUczestnik
Ola Hansen\t15.03.24, 09:30:00\t15.03.24, 09:51:07\t21 min 7 s\t\t\tUczestnik
"""  # noqa: E501

ZOOM = """Attendee Report
Report Generated:,03/16/2024 08:00
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered
Inspirasjonssamling,812 3456 7890,03/15/2024 09:20:00 AM,251,4

Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
Yes,Siri Vert,siri@kulturskoleradet.no,03/15/2024 09:20:00 AM,03/15/2024 01:31:00 PM,251,Norway

Attendee Details,
Attended,First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
Yes,Kari,Nordmann,kari@bodo.kommune.no,03/11/2024 08:15:00 AM,approved,03/15/2024 09:28:00 AM,03/15/2024 10:28:00 AM,60,Norway
Yes,Kari,Nordmann,kari@bodo.kommune.no,03/11/2024 08:15:00 AM,approved,03/15/2024 10:30:00 AM,03/15/2024 11:00:00 AM,30,Norway
Yes,Ola,Hansen,ola@example.no,03/12/2024 09:00:00 AM,approved,03/15/2024 09:30:00 AM,03/15/2024 01:00:00 PM,210,Norway
No,Per,Borte,per@example.no,03/13/2024 10:00:00 AM,approved,--,--,--,--
"""  # noqa: E501

# Registration systems

LETSREG = [
    ["Id", "Ordrenummer", "Fornavn", "Etternavn", "E-postadresse", "Telefonnummer", "Kommune", "Stilling"],
    ["1", "70011", "Kari", "Nordmann", "kari@example.no", "900 00 001", "Bodø", "Rektor"],
    ["2", "70012", "Ola", "Hansen", "ola@example.no", "900 00 002", "Asker", "Rådgiver"],
]
CHECKIN = [
    ["Ordre-id", "Bestiller", "Navn på deltaker", "E-post", "Kommune", "Status", "Registrert"],
    ["a1", "Siri Sekretær", "Kari Nordmann", "kari@example.no", "Bodø", "Expected", "2024-03-11T09:00:00+01:00"],
    ["a1", "Siri Sekretær", "Ola Hansen", "ola@example.no", "Bodø", "Signed off", "2024-03-11T09:00:00+01:00"],
    ["a2", "Per Perzen", "Per Perzen", "per@example.no", "Asker", "Waiting list", "2024-03-12T09:00:00+01:00"],
    ["a3", "Eva Evensen", "Eva Evensen", "eva@example.no", "Asker", "Arrived", "2024-03-12T10:00:00+01:00"],
]
ISONEN = [
    ["Fornavn", "Etternavn", "E-post", "Kommune", "Påmeldt dato", "Påmeldt kl."],
    ["Kari", "Nordmann", "kari@example.no", "Bodø", "11.03.2024", "14:30"],
    ["Ola", "Hansen", "ola@example.no", "Asker", "12.03.2024", "08.05"],
]
WORDPRESS = [
    ["Nr", "Navn", "E-post", "Foretak", "Telefon", "Påmeldt dato", "Status"],
    ["1", "Kari Nordmann", "kari@example.no", "Bodø kulturskole", "90000001", "11.03.2024 14:30", "Påmeldt"],
    ["2", "Ola Hansen", "ola@example.no", "Asker kulturskole", "90000002", "12.03.2024 08:05", "Avmeldt"],
]
EVENTBRITE = [
    [
        "Order #",
        "Order Date",
        "First Name",
        "Last Name",
        "Email",
        "Quantity",
        "Ticket Type",
        "Municipality",
        "Attendee Status",
    ],
    ["1001", "2024-03-11 14:30:00+01:00", "Kari", "Nordmann", "kari@example.no", "2", "Free", "Bodø", "Attending"],
    ["1002", "2024-03-12 08:05:00+01:00", "Ola", "Hansen", "ola@example.no", "1", "Free", "Asker", "Not Attending"],
]

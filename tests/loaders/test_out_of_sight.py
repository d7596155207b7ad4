"""What a spreadsheet program hides or strikes through is read and told, in every format; merged cells hold for all."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from loaders import read_export

HEADERS = ["Ordrenummer", "Påmeldt dato", "Kommune", "Navn", "E-post", "Notat"]
ROWS = [
    [1, datetime(2024, 3, 11, 9), "Bodø", "Kari Nordmann", "a@example.no", "ja"],
    [2, datetime(2024, 3, 12, 9), "Asker", "Ola Hansen", "b@example.no", ""],
    [3, datetime(2024, 3, 13, 9), "Ås", "Per Perzen", "c@example.no", "nei"],
]


def xlsx(rows, *, hidden_row=None, hidden_column=None, merged=()):
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if hidden_row:
        sheet.row_dimensions[hidden_row].hidden = True
    if hidden_column:
        sheet.column_dimensions["ABCDEF"[hidden_column - 1]].hidden = True
    for place in merged:
        sheet.merge_cells(place)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xls(rows, *, hidden_row=None, hidden_column=None, merged=()):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Ark1")
    dated = xlwt.easyxf(num_format_str="DD.MM.YYYY HH:MM:SS")
    spans = {"ABCDEF".index(place[0]): (int(place[1]) - 1, int(place[4]) - 1) for place in merged}
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            style = dated if isinstance(value, datetime) else xlwt.Style.default_style
            first, last = spans.get(place, (-1, -1))
            if first == number:
                sheet.write_merge(first, last, place, place, value, style)
            elif value is not None:
                sheet.write(number, place, value, style)
    if hidden_row:
        sheet.row(hidden_row - 1).hidden = True
    if hidden_column:
        sheet.col(hidden_column - 1).hidden = 1
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows, *, hidden_row=None, hidden_column=None, merged=()):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Ark1")
    for place in range(1, len(rows[0]) + 1):
        table.addElement(TableColumn(**({"visibility": "collapse"} if place == hidden_column else {})))
    spans = {"ABCDEF".index(place[0]): (int(place[1]), int(place[4])) for place in merged}
    for number, row in enumerate(rows, 1):
        line = TableRow(**({"visibility": "filter"} if number == hidden_row else {}))
        for place, value in enumerate(row):
            first, last = spans.get(place, (0, 0))
            span = {"numberrowsspanned": last - first + 1, "numbercolumnsspanned": 1} if number == first else {}
            if first < number <= last:
                cell = CoveredTableCell()
            elif isinstance(value, datetime):
                cell = TableCell(valuetype="date", datevalue=value.isoformat(), **span)
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=value, **span)
            else:
                cell = TableCell(valuetype="string", **span)
            if value is not None:
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


FORMATS = {"xlsx": xlsx, "xls": xls, "ods": ods}


def cells(export, code):
    found = export.findings[export.findings["code"] == code]
    return sorted(cell for listed in found["cells"] for cell in listed)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_hidden_row_is_read_and_told_in_every_format(ending):
    export = read_export(FORMATS[ending]([HEADERS, *ROWS], hidden_row=3), f"Påmelding.{ending}")
    assert len(export.rows) == 3
    assert cells(export, "rows_hidden") == ["A3"]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_hidden_column_that_is_used_is_a_check_in_every_format(ending):
    export = read_export(FORMATS[ending]([HEADERS, *ROWS], hidden_column=3), f"Påmelding.{ending}")
    told = export.findings[export.findings["code"] == "column_hidden"].iloc[0]
    assert (told["severity"], told["cell"], told["column"]) == ("check", "C1", "Kommune")


@pytest.mark.parametrize("ending", FORMATS)
def test_where_nothing_is_hidden_nothing_is_told(ending):
    export = read_export(FORMATS[ending]([HEADERS, *ROWS]), f"Påmelding.{ending}")
    assert cells(export, "rows_hidden") == cells(export, "column_hidden") == []


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_merged_over_the_rows_of_one_order_holds_for_each_of_them(ending):
    rows = [ROWS[0], [None, None, None, *ROWS[1][3:]], [None, None, None, *ROWS[2][3:]], [9, *ROWS[1][1:]]]
    content = FORMATS[ending]([HEADERS, *rows], merged=("A2:A4", "B2:B4", "C2:C4"))
    export = read_export(content, f"Påmelding.{ending}")
    assert list(export.rows["municipality_text"]) == ["Bodø", "Bodø", "Bodø", "Asker"]
    assert list(export.rows["submission_id"]) == ["1", "1", "1", "9"]
    assert export.rows["submitted_at"].notna().all()


def test_a_merged_title_over_the_table_is_no_answer():
    content = xlsx([["Påmeldte til samlingen"], [None], HEADERS, *ROWS], merged=("A1:F2",))
    export = read_export(content, "Påmelding.xlsx")
    assert list(export.rows["source_row"]) == [4, 5, 6]


def test_a_number_merged_over_the_rows_of_an_order_is_one_person_a_row_and_asked_about():
    headers = ["Ordrenummer", "Påmeldt dato", "Antall deltakere", "Navn", "E-post", "Kommune"]
    rows = [[1, ROWS[0][1], 2, "Kari", "a@example.no", "Bodø"], [None, None, None, "Ola", "b@example.no", "Bodø"]]
    rows.append([2, ROWS[1][1], 3, "Per", "c@example.no", "Ås"])
    export = read_export(xlsx([headers, *rows], merged=("A2:A3", "B2:B3", "C2:C3")), "Påmelding.xlsx")
    assert list(export.rows["persons"]) == [1, 1, 3]
    assert cells(export, "persons_merged") == ["C2", "C3"]


def test_a_visible_column_goes_before_the_hidden_one_that_it_corrects():
    headers = ["ID", "Innsendt", "E-post", "Kommune", "Kommune (rettet)"]
    rows = [[n, f"1{n}.03.2024", f"p{n}@eks.example", "Oslo", place] for n, place in enumerate(("Bodø", "Asker"), 1)]
    shown = read_export(xlsx([headers, *rows]), "Påmelding.xlsx")
    assert list(shown.rows["municipality_text"]) == ["Oslo", "Oslo"]
    hidden = read_export(xlsx([headers, *rows], hidden_column=4), "Påmelding.xlsx")
    assert list(hidden.rows["municipality_text"]) == ["Bodø", "Asker"]


@pytest.mark.parametrize(("struck", "told"), [("D3", ["A3"]), ("D1", []), ("G3", [])])
def test_a_row_with_struck_through_text_is_read_and_told(struck, told):
    workbook = load_workbook(io.BytesIO(xlsx([HEADERS, *ROWS])))
    workbook.active[struck].font = Font(strike=True)
    workbook.active["A4"].font = Font(strike=False, bold=True)
    content = io.BytesIO()
    workbook.save(content)
    export = read_export(content.getvalue(), "Påmelding.xlsx")
    assert export.rows["counts"].sum() == 3
    assert cells(export, "rows_struck") == told


def test_a_font_that_says_it_strikes_nothing_through_is_not_told(child):
    styles = (
        b'<fonts><font/><font><strike val="0"/></font><font><strike/></font></fonts>'
        b'<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
    )
    sheet = b'<c r="A2" s="1"><v>1</v></c><c r="B3" t="s" s="2"><v>1</v></c><c r="C4" s="2"/><c r="D5" s="20"><v/></c>'
    find = child["look"].struck_cells
    assert find(styles).findall(sheet) == [b"3"]
    assert find(styles.replace(b"<strike/>", b"")) is None

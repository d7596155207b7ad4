"""Where the table ends: at an empty column, an Excel table's range, a sum, another layout; what is left is told."""

import io
from datetime import datetime

import pytest
from make_files import sheet_xml, text, workbook_with
from openpyxl import Workbook
from openpyxl.worksheet.table import Table
from small_exports import told

from loaders import read_export

PEOPLE = [("Tuva", "Bodø"), ("Eirin", "Asker"), ("Jørn", "Ålesund"), ("Marte", "Tromsø"), ("Sindre", "Gjesdal")]
HEADERS = ["ID", "Innsendt", "E-post", "Navn", "Hvilken kommune jobber du i?"]
ROWS = [[n, datetime(2024, 3, 11, 9 + n), f"p{n}@example.no", name, place] for n, (name, place) in enumerate(PEOPLE, 1)]


def book(rows, table="", totals=False):
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    if table:
        placed = Table(displayName="Svar", ref=table)
        placed.totalsRowCount = 1 if totals else None
        sheet.add_table(placed)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def read(rows, **how):
    return read_export(book(rows, **how), "Påmelding(1-5).xlsx")


def beside(side, rows=None, gap=1):
    rows = rows or [HEADERS, *ROWS]
    height = max(len(rows), len(side))
    width = len(rows[0])
    return [
        [*(rows[at] if at < len(rows) else [None] * width), *[None] * gap, *(side[at] if at < len(side) else [])]
        for at in range(height)
    ]


SIDES = {
    "a count by county": [["Fylke", "Antall"], ["Nordland", 12], ["Akershus", 8]],
    "a count by municipality": [["Kommune", "Antall påmeldte"], ["Asker", 3], ["Bodø", 9]],
    "as many rows as answers": [["Kommune", "Antall"], *[["Lom", n] for n in range(5)]],
    "more rows than answers": [["Status", "Antall"], *[["Avmeldt", n] for n in range(9)]],
    "people": [["Navn", "E-post"], ["Kari", "kari@example.no"]],
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("gap", [1, 2])
def test_a_table_beside_the_answers_is_not_read_and_is_said_to_be_one(side, gap):
    export = read(beside(SIDES[side], gap=gap))
    assert export.summary["counting"] == export.summary["persons"] == 5
    assert list(export.rows["municipality_text"]) == [place for _, place in PEOPLE]
    found = told(export, "table_beside").iloc[0]
    assert found["severity"] == "check"
    assert found["cell"] == f"{'FGHI'[gap]}1"
    assert SIDES[side][0][0] in found["message"]


def test_a_table_to_the_left_of_the_answers_is_not_read_either():
    rows = [
        [*(SIDES["a count by county"][at] if at < 3 else [None, None]), None, *row]
        for at, row in enumerate([HEADERS, *ROWS])
    ]
    export = read(rows)
    assert list(export.rows["municipality_text"]) == [place for _, place in PEOPLE]
    assert told(export, "table_beside")["cell"].iloc[0] == "A1"


def test_columns_beyond_an_empty_one_belong_where_every_one_of_many_answers_fills_them():
    many = [[n, datetime(2024, 3, 11, 9, n), f"p{n}@example.no", f"Navn {n}", "Bodø"] for n in range(1, 13)]
    export = read(beside([["Stilling"], *[["rektor"]] * 12], rows=[HEADERS, *many]))
    assert set(export.rows["role"]) == {"rektor"}
    assert told(export, "table_beside").empty


def test_a_key_beside_an_excel_table_is_not_read_even_without_an_empty_column_between():
    side = [["Status", "Antall"], ["Avmeldt", 2], ["Venteliste", 1]]
    export = read(beside(side, gap=0), table="A1:E6")
    assert export.summary["counting"] == 5
    assert told(export, "table_beside")["cell"].iloc[0] == "F1"


def test_a_column_inside_the_range_of_an_excel_table_is_read():
    rows = [[*HEADERS, "Stilling"], *[[*row, "rektor"] for row in ROWS]]
    export = read(rows, table="A1:F6")
    assert set(export.rows["role"]) == {"rektor"}


def test_a_row_below_the_range_of_an_excel_table_is_read_and_told():
    export = read([HEADERS, *ROWS], table="A1:E5")
    assert len(export.rows) == 5
    assert told(export, "row_below_table")["cell"].iloc[0] == "A6"


def test_the_line_of_sums_of_an_excel_table_is_no_answer():
    rows = [[*HEADERS, "Antall deltakere"], *[[*row, 2] for row in ROWS], ["", None, None, "", "", 10]]
    export = read(rows, table="A1:F7", totals=True)
    assert export.summary["persons"] == 10
    assert len(export.rows) == 5


LISTED = ["Påmeldt dato", "Navn", "Kommune", "Antall deltakere"]
TWO = [["11.03.2024", "Tuva", "Bodø", 2], ["12.03.2024", "Eirin", "Asker", 3]]
SUMS = (
    ["Totalt", "", "", 5],
    ["", "Totalt", "", 5],
    ["", "", "Sum", 5],
    ["Totalsum", "", "", 5],
    ["Sum:", "", "", 5],
    ["SUM", "", "", 5],
    ["I alt", "", "", 5],
    ["", "Til sammen", "", 5],
    ["Antall påmeldte", "", "", 5],
    ["Grand total", "", "", 5],
    ["", "", "Sum deltakere", 5],
    ["Gjennomsnitt", "", "", "2,5"],
    ["", "", "", 5],
    ["", "", "Alle", 5],
    ["Total", "2 personer", "2 kommuner", 5],
)


@pytest.mark.parametrize("line", SUMS)
def test_a_line_of_sums_is_no_answer_whatever_its_word_and_column(line):
    export = read_export(text([LISTED, *TWO, line]), "Påmelding.csv")
    assert (export.summary["counting"], export.summary["persons"]) == (2, 5)
    assert told(export, "not_an_answer")["severity"].iloc[0] == "check"


def test_sums_of_groups_between_the_answers_are_no_answers():
    rows = [LISTED, TWO[0], ["Bodø totalt", "", "", 2], TWO[1], ["", "Asker sum", "", 3], ["Totalt", "", "", 5]]
    export = read_export(text(rows), "Påmelding.csv")
    assert (export.summary["counting"], export.summary["persons"]) == (2, 5)


@pytest.mark.parametrize("name", ["Tale Sum", "Total Hansen", "Sumaya", "Antal"])
def test_a_person_whose_name_is_like_a_sum_is_a_person(name):
    export = read_export(text([LISTED, *TWO, ["13.03.2024", name, "Lom", 5]]), "Påmelding.csv")
    assert (export.summary["counting"], export.summary["persons"]) == (3, 10)


DATED = ["Påmeldt dato", "Navn", "E-post", "Kommune"]
DATED_ROWS = [["11.03.2024", "Tuva", "tuva@example.no", "Bodø"], ["12.03.2024", "Eirin", "eirin@example.no", "Asker"]]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_of_one_text_over_the_rows_of_a_county_is_no_answer(place):
    lines = [[county if at == place else "" for at in range(4)] for county in ("Nordland", "Akershus")]
    rows = [DATED, lines[0], DATED_ROWS[0], lines[1], DATED_ROWS[1]]
    export = read_export(text(rows), "Påmelding.csv")
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker"]
    assert told(export, "not_an_answer")["count"].tolist() == [2]


def test_a_small_table_below_as_many_answers_as_it_has_lines_is_no_answer():
    below = [["", "", "", ""], ["Nordland", "2", "", ""], ["Akershus", "3", "", ""]]
    export = read_export(text([DATED, *DATED_ROWS, *below]), "Påmelding.csv")
    assert list(export.rows["name"]) == ["Tuva", "Eirin"]
    assert told(export, "not_an_answer")["cells"].tolist() == [("A5", "A6")]


def test_a_single_time_in_a_row_is_an_answer_in_which_the_rest_is_missing():
    export = read_export(text([DATED, *DATED_ROWS, ["13.03.2024", "", "", ""], DATED_ROWS[0]]), "Påmelding.csv")
    assert len(export.rows) == 4
    assert not len(told(export, "not_an_answer"))


@pytest.mark.parametrize("line", [["-" * 5] * 4, ["=" * 20] * 4, ["–––––", "", "***", "____"]])
@pytest.mark.parametrize("where", [1, 2])
def test_a_line_that_is_drawn_across_the_sheet_is_no_answer(line, where):
    rows = [*DATED_ROWS[:where], line, *DATED_ROWS[where:]]
    export = read_export(text([DATED, *rows]), "Påmelding.csv")
    assert list(export.rows["name"]) == ["Tuva", "Eirin"]
    assert told(export, "not_an_answer")["cell"].tolist() == [f"A{where + 2}"]


def test_the_last_answer_with_as_many_as_all_before_is_an_answer():
    rows = [["Kommune", "Navn", "Antall deltakere"], ["Bodø", "Kari", 2], ["Asker", "Ola", 3], ["Lom", "Per", 5]]
    assert read_export(text(rows), "Påmelding.csv").summary["persons"] == 10


def test_a_title_between_two_downloads_is_no_answer_though_it_has_a_digit():
    export = read_export(text([["Uke 1"], HEADERS, *ROWS[:2], ["Uke 2"], HEADERS, *ROWS[2:]]), "Påmelding.csv")
    assert len(export.rows) == 5


def test_a_small_table_below_in_another_layout_is_no_answer():
    rows = [HEADERS, *ROWS, [], ["Fylke", "Antall"], ["Nordland", 12], ["Akershus", 8]]
    export = read(rows)
    assert len(export.rows) == 5
    assert "A8" in {cell for cells in export.findings["cells"] for cell in cells}


@pytest.mark.parametrize("title", [[], [["Oppsummering"]]])
def test_a_small_table_below_without_headers_is_no_answer(title):
    export = read([HEADERS, *ROWS, [], *title, ["Nordland", 12], ["Akershus", 8]])
    assert len(export.rows) == 5
    assert len(told(export, "not_an_answer")["cells"].iloc[0]) == 2 + len(title)


def test_an_answer_with_little_in_it_after_the_others_is_an_answer():
    rows = [HEADERS, *ROWS, [6, datetime(2024, 3, 12), None, None, "Lom"]]
    assert len(read(rows).rows) == 6


@pytest.mark.parametrize("line", [["Tuva", "Bodø"], ["", "Bodø"]])
def test_a_row_of_a_narrow_list_is_an_answer(line):
    rows = [["Navn", "Kommune"], ["Eirin", "Asker"], ["Jørn", "Ålesund"], line]
    assert len(read_export(text(rows), "Påmelding.csv").rows) == 3


def test_a_range_that_points_outside_the_sheet_is_harmless():
    sheet = sheet_xml([HEADERS, *ROWS]).replace("</worksheet>", '<tableParts count="1"/></worksheet>')
    assert len(read_export(workbook_with(sheet), "Påmelding.xlsx").rows) == 5

import csv
import io
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from frame.pieces.files import name_file, write_csv, write_xlsx
from frame.pieces.numbers_in_files import as_numbers

TABLE = pd.DataFrame(
    {
        "Kommune": ["Bodø", "=1+1", None],
        "Søkt": [date(2024, 5, 2), pd.NaT, date(2024, 5, 16)],
        "Søknader": [1, 0, 2],
        "Andel": [0.5, float("nan"), 1.25],
    }
)
ABOUT = {"Region": "Nordland", "Status per": "02.05.2024"}


def open_sheet(title="Kommuner", table=TABLE, about=ABOUT, **more):
    return load_workbook(io.BytesIO(write_xlsx({"Kommuner": table}, about, **more)))[title]


def test_a_sheet_says_what_it_is_and_holds_every_row_under_its_column():
    sheet = open_sheet(title="Kommuner")
    assert sheet["A1"].value == "Kommuner"
    assert sheet["A2"].value == "Region: Nordland · Status per: 02.05.2024"
    assert [cell.value for cell in sheet[4]] == list(TABLE.columns)
    assert sheet.max_row == 7
    assert sheet["C7"].value == 2


def test_the_title_of_a_chart_stands_above_its_numbers():
    content = write_xlsx({"Tall": TABLE}, {}, title="4 av 10 fylkesavdelinger har nådd målet sitt for søknader")
    assert load_workbook(io.BytesIO(content))["Tall"]["A1"].value.startswith("4 av 10 fylkesavdelinger")


def test_text_that_looks_like_a_formula_stays_text():
    cell = open_sheet()["A6"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_dates_are_dates_and_what_is_missing_is_empty():
    sheet = open_sheet()
    assert sheet["B5"].value.date() == date(2024, 5, 2)
    assert sheet["B5"].number_format == "dd.mm.yyyy"
    assert sheet["B6"].value is None
    assert sheet["A7"].value is None


def test_a_row_of_sums_stands_where_sums_make_sense_and_sums_whole_numbers_alone():
    sheet = open_sheet(sums=True)
    assert [cell.value for cell in sheet[8]] == ["Sum", None, 3, None]
    assert open_sheet().max_row == 7
    one = pd.DataFrame({"Region": ["Agder"], "Søknader": [3]})
    assert open_sheet(table=one, sums=True).max_row == 5  # one row is its own sum


def test_a_sheet_prints_one_page_wide_with_its_header_on_every_page():
    sheet = open_sheet()
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "portrait"
    wide = pd.DataFrame({f"Steg {number}": [number] for number in range(7)})
    assert open_sheet(table=wide).page_setup.orientation == "landscape"


def test_the_lines_above_a_table_wrap_within_its_width_so_that_it_is_printed_in_full_size():
    sheet = open_sheet(about={f"Kilde {number}": "Søknad - Fremtidens kulturskole(1-51).xlsx" for number in range(4)})
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A2:D2"}
    assert sheet["A2"].alignment.wrap_text
    width = sum(sheet.column_dimensions[letter].width for letter in "ABCD")
    lines = len(sheet["A2"].value) / width
    assert lines > 3
    assert sheet.row_dimensions[2].height > lines * 10  # points
    assert sheet.row_dimensions[1].height < 25
    alone = open_sheet(table=pd.DataFrame({"Kommune": ["Bodø"]}))
    assert not alone.merged_cells.ranges


def test_the_header_is_as_high_as_its_longest_name_is_long():
    heights = [
        open_sheet(table=pd.DataFrame({name: [1], "Nei": [2]})).row_dimensions[4].height
        for name in ("Ja", "Påmeldte kommuner", "Påmeldte kommuner i alt")
    ]
    assert heights[0] < heights[1] < heights[2]


def test_a_column_is_wide_enough_for_the_longest_word_of_its_head():
    sheet = open_sheet(table=pd.DataFrame({"Fylkesavdelinger i alt": [1], "Nei": [2]}))
    assert sheet.column_dimensions["A"].width >= len("Fylkesavdelinger")
    assert sheet.column_dimensions["B"].width >= len("Nei")


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        (["12", "–", "1\u202f200"], {"Påmeldt": [12, None, 1200]}),
        (
            ["122 av 357 (34 %)", "0 av 9"],
            {"Påmeldt": [122, 0], "Påmeldt, av": [357, 9], "Påmeldt, andel": [0.34, None]},
        ),
        (
            ["13 (32,5 %) +1", "9 −2"],
            {"Påmeldt": [13, 9], "Påmeldt, andel": [0.325, None], "Påmeldt, endring": [1, -2]},
        ),
        (
            ["1\u202f300 av 2\u202f600 +1\u202f100", "999 av 2\u202f600 −1\u202f000"],
            {"Påmeldt": [1300, 999], "Påmeldt, av": [2600, 2600], "Påmeldt, endring": [1100, -1000]},
        ),
        (["34 %", ""], {"Påmeldt": [0.34, None]}),
        (["12", "tolv"], {"Påmeldt": ["12", "tolv"]}),
        (["12.05.2024", "–"], {"Påmeldt": ["12.05.2024", "–"]}),
        (["81,3", "5,0", "–"], {"Påmeldt": [81.3, 5.0, None]}),
        (["81,3", "75,0–87,5"], {"Påmeldt": ["81,3", "75,0–87,5"]}),
    ],
)
def test_numbers_in_words_become_numbers(texts, columns):
    found = as_numbers(pd.DataFrame({"Påmeldt": texts}))
    assert {name: [None if pd.isna(value) else value for value in found[name]] for name in found} == columns


@pytest.mark.parametrize("name", ["Kommunenummer", "Telefon"])
def test_digits_that_are_a_name_stay_text(name):
    assert as_numbers(pd.DataFrame({name: ["0301", "90000001"]}))[name].tolist() == ["0301", "90000001"]


def test_a_share_is_written_as_a_percentage():
    cell = open_sheet(table=pd.DataFrame({"Andel": ["34 %"]}))["A5"]
    assert (cell.value, cell.number_format) == (0.34, "0 %")


def test_points_are_written_as_a_number_and_no_percentage():
    cell = open_sheet(table=pd.DataFrame({"Poeng": ["81,3"]}))["A5"]
    assert (cell.value, cell.number_format) == (81.3, "General")


def test_the_last_sheet_tells_what_the_numbers_are():
    assert [cell.value for cell in open_sheet("Om tallene")[5]] == ["Region", "Nordland"]


def test_control_characters_do_not_break_the_file():
    assert open_sheet(table=pd.DataFrame({"Merknad": ["a\x00b\x0bc\nd"]}))["A5"].value == "abc\nd"


def test_a_file_has_a_name_in_bokmal_that_every_file_system_takes():
    day = date(2024, 5, 2)
    assert name_file("Deltok, men har ikke søkt", day, "xlsx") == "deltok-men-har-ikke-sokt-2024-05-02.xlsx"
    assert name_file("Påmeldte: «ærlig» å/b", day, "csv") == "pameldte-aerlig-a-b-2024-05-02.csv"


def test_csv_is_what_a_norwegian_excel_opens():
    content = write_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Bodø", "02.05.2024", "1", "0,5"]


def test_csv_never_starts_a_formula():
    rows = list(csv.reader(io.StringIO(write_csv(TABLE).decode("utf-8-sig")), delimiter=";"))
    assert rows[2][0] == "'=1+1"


def test_the_link_leads_from_the_facts_and_stands_in_no_line_above_a_table():
    link = "https://oppfolging.example.no/oppfolging?runde=2024&dato=2024-05-02&region=Nordland"
    about = {**ABOUT, "Lenke": link}
    facts = open_sheet("Om tallene", about=about)
    [cell] = [row[1] for row in facts.iter_rows() if row[0].value == "Lenke"]
    assert cell.value == link and cell.hyperlink.target == link
    assert all(other.hyperlink is None for row in facts.iter_rows() for other in row if other is not cell)
    sheet = open_sheet(table=TABLE.assign(Nettsted=link), about=about)
    assert link not in sheet["A2"].value
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)  # what is in a file leads nowhere

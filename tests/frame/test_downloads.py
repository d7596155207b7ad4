import csv
import io
from datetime import date

import pandas as pd
from openpyxl import load_workbook

from frame.pieces.files import write_csv, write_xlsx

TABLE = pd.DataFrame(
    {
        "Kommune": ["Bodø", "=1+1", None],
        "Søkt": [date(2024, 5, 2), pd.NaT, date(2024, 5, 16)],
        "Søknader": [1, 0, 2],
        "Andel": [0.5, float("nan"), 1.25],
    }
)


def open_sheet(content: bytes, title: str):
    return load_workbook(io.BytesIO(content))[title]


def test_a_download_holds_every_row_under_its_column():
    sheet = open_sheet(write_xlsx({"Kommuner": TABLE}, {}), "Kommuner")
    assert [cell.value for cell in sheet[1]] == list(TABLE.columns)
    assert sheet.max_row == 4
    assert sheet["C4"].value == 2


def test_text_that_looks_like_a_formula_stays_text():
    cell = open_sheet(write_xlsx({"Kommuner": TABLE}, {}), "Kommuner")["A3"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_dates_are_dates_and_what_is_missing_is_empty():
    sheet = open_sheet(write_xlsx({"Kommuner": TABLE}, {}), "Kommuner")
    assert sheet["B2"].value.date() == date(2024, 5, 2)
    assert sheet["B2"].number_format == "dd.mm.yyyy"
    assert sheet["B3"].value is None
    assert sheet["A4"].value is None


def test_the_last_sheet_tells_what_the_numbers_are():
    sheet = open_sheet(write_xlsx({"Kommuner": TABLE}, {"Region": "Nordland"}), "Om tallene")
    assert [cell.value for cell in sheet[2]] == ["Region", "Nordland"]


def test_control_characters_do_not_break_the_file():
    table = pd.DataFrame({"Merknad": ["a\x00b\x0bc\nd"]})
    assert open_sheet(write_xlsx({"Tall": table}, {}), "Tall")["A2"].value == "abc\nd"


def test_csv_is_what_a_norwegian_excel_opens():
    content = write_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Bodø", "02.05.2024", "1", "0,5"]


def test_csv_never_starts_a_formula():
    rows = list(csv.reader(io.StringIO(write_csv(TABLE).decode("utf-8-sig")), delimiter=";"))
    assert rows[2][0] == "'=1+1"

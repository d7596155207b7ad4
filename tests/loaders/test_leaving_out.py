import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from loaders import ExportError, leave_out, personal_columns, read_export
from tests.examples import EXAMPLES, FILES
from tests.loaders.make_files import text

HEADERS = ["Id", "Påmeldt dato", "E-post", "Navn", "Kommune", "Telefon", "Kommentar"]
ROWS = [
    ["1", "11.03.2024 09:00", "kari@example.no", "Kari Prøve", "Asker", "99 88 77 66", "Ring meg på 11 22 33 44"],
    ["2", "12.03.2024 10:00", "ola@example.no", "Ola Prøve", "Bodø", "55 44 33 22", ""],
]


def test_what_is_left_out_is_nowhere_in_the_new_file():
    content, name = text([HEADERS, *ROWS]), "påmelding.csv"
    written, new_name = leave_out(content, name, ["Telefon", "Kommentar"])
    export = read_export(written, new_name)
    assert new_name == "påmelding.xlsx"
    assert list(export.rows["phone"]) == ["", ""]
    assert list(export.rows["comment"]) == ["", ""]


def test_the_rest_reads_as_before_in_the_same_rows():
    content, name = text([HEADERS, *ROWS]), "påmelding.csv"
    before, after = read_export(content, name), read_export(*leave_out(content, name, ["Telefon"]))
    for column in ("source_row", "submission_id", "email", "name", "municipality_numbers", "submitted_at", "counts"):
        assert list(before.rows[column]) == list(after.rows[column]), column
    assert before.headers_key == after.headers_key


def test_names_and_addresses_are_personal_and_needed():
    found = personal_columns(read_export(text([HEADERS, *ROWS]), "påmelding.csv"))
    assert list(found.columns) == ["column", "field", "needed"]
    assert dict(zip(found["column"], found["needed"], strict=True)) == {
        "E-post": True,
        "Navn": True,
        "Telefon": False,
        "Kommentar": False,
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["filename"])
def test_no_count_rests_on_what_may_be_left_out(file):
    content = (EXAMPLES / file["path"]).read_bytes()
    before = read_export(content, file["filename"])
    personal = personal_columns(before)
    not_needed = list(personal.loc[~personal["needed"], "column"])
    after = read_export(*leave_out(content, file["filename"], not_needed), kind=before.kind)
    assert after.summary == before.summary
    kept = ["source_row", "submitted_at", "municipality_numbers", "match", "email", "name", "counts", "why_not"]
    assert after.rows[kept].astype(str).equals(before.rows[kept].astype(str))
    assert set(after.columns["column"]) == set(before.columns["column"])


TWO_LINES = [["Navn", "Kommune", "Kommentar"], ["Hvem", "Hvor", "Hva"], ["Kari", "Bodø", "ring meg"]]


def test_columns_are_taken_out_under_the_headers_that_the_user_chose():
    chosen = {"(overskriftsrad)": "2"}
    content, name = leave_out(text(TWO_LINES), "liste.csv", ["Hva"], chosen)
    export = read_export(content, name, mapping=chosen)
    assert list(export.columns["column"]) == ["Hvem", "Hvor", "Hva"]
    assert b"ring meg" not in b"".join(parts_of(content))


def test_every_column_may_be_left_out_and_hidden_ones_stay_hidden():
    book = Workbook()
    for row in [HEADERS, *ROWS]:
        book.active.append(row)
    book.active.column_dimensions["C"].hidden = True
    content = io.BytesIO()
    book.save(content)
    written, _ = leave_out(content.getvalue(), "liste.xlsx", HEADERS)
    sheet = load_workbook(io.BytesIO(written)).active
    assert [[cell.value for cell in row] for row in sheet] == [HEADERS]
    assert [name for name, column in sheet.column_dimensions.items() if column.hidden] == ["C"]


def test_a_column_that_is_not_there_stops_the_file_from_being_kept():
    with pytest.raises(ExportError, match="finnes ikke blant overskriftene"):
        leave_out(text(TWO_LINES), "liste.csv", ["Hva"])


def test_a_table_beside_the_answers_is_left_out_whole():
    rows = [["Navn", "Kommune", "", "Ansvarlig"], ["Kari", "Bodø", "", "Siri Hemmelig"], ["Ola", "Asker", "", ""]]
    content, _ = leave_out(text(rows), "liste.csv", [])
    written = b"".join(parts_of(content))
    assert b"Hemmelig" not in written and b"Ansvarlig" not in written


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]

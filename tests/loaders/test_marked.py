"""The same file back with a column «Feil»: what stands in it, and that nothing else has changed."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime, time, timedelta

import bad_files
import make_files
import numpy as np
import openpyxl
import pytest
import small_exports
from columns_of import sheet_of
from make_files import ENGLISH, Formula, answer, forms, text
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import PatternFill
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink, ExternalSheetNames
from three_people import LISTED, PEOPLE, changed, read

from loaders import ExportError, mark_errors, read_export
from loaders.rewriting.mark_errors import mark_workbook, sheet_title, texts_by_row, write_marked
from loaders.sandbox.sheets import Column
from loaders.table.find_table import choose_table

NINE = datetime(2024, 3, 11, 9)


def mark(content, name="Påmelding.xlsx"):
    marked, filename = mark_errors(content, name, read_export(content, name).findings)
    return openpyxl.load_workbook(io.BytesIO(marked)), filename


def column_of(sheet, heading="Feil", row=1):
    return next(cell.column for cell in sheet[row] if cell.value == heading)


def faulty(**more):
    rows = [[*answer(1, sent=NINE), "Bodø"], [*answer(2, sent=NINE, email="x@@y", name="Ola"), "Atlantis"]]
    return forms([*ENGLISH, "Kommune"], rows, **more)


def test_each_row_has_its_findings_with_the_cells_they_are_about():
    book, filename = mark(faulty())
    sheet = book["Sheet1"]
    assert filename == "Påmelding – med feil.xlsx"
    assert column_of(sheet) == 7
    assert sheet["G2"].value is None or "Atlantis" not in sheet["G2"].value
    assert "Kommune (F3): «Atlantis» er ikke kjent som kommune." in sheet["G3"].value
    assert "Email (D3)" in sheet["G3"].value


def test_a_download_of_forms_with_its_odd_dimension_keeps_all_its_cells():
    sheet = mark(faulty())[0]["Sheet1"]
    assert [cell.value for cell in sheet[3]][:6] == [2, NINE, NINE, "x@@y", "Ola", "Atlantis"]


def workbook_by_hand() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Svar"
    sheet.append(["Kommune", "Navn", "Sum", "Formel som tekst"])
    sheet.append(["Atlantis", "Kari", "=1+1", "x"])
    sheet["D2"].value, sheet["D2"].data_type = "=2+2", "s"
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A2"].comment = Comment("Ring henne", "Per")
    sheet.column_dimensions["A"].width = 33
    sheet.freeze_panes = "A2"
    book.create_sheet("Notater").append(["Husk", "=A1"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_formulas_styles_comments_and_other_sheets_stay():
    book, _ = mark(workbook_by_hand())
    sheet = book["Svar"]
    assert sheet["C2"].value == "=1+1"
    assert (sheet["D2"].value, sheet["D2"].data_type) in (("=2+2", "s"), ("=2+2", "f"))
    assert sheet["A2"].fill.fgColor.rgb == "00FFFF00"
    assert sheet["A2"].comment.text == "Ring henne"
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.freeze_panes == "A2"
    assert book["Notater"]["B1"].value == "=A1"
    assert "Atlantis" in sheet["E2"].value


def test_a_corrected_file_reads_as_the_same_form_and_its_old_column_is_written_over():
    content = faulty()
    first, name = mark_errors(content, "Påmelding.xlsx", read_export(content, "Påmelding.xlsx").findings)
    again = read_export(first, name)
    assert again.form == read_export(content, "Påmelding.xlsx").form
    assert again.title == "Påmelding"
    book, _ = mark(first)
    assert [cell.value for cell in book["Sheet1"][1]].count("Feil") == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda rows: (text(rows), "liste.csv"),
        lambda rows: (text(rows, encoding="utf-16", sign="\t"), "liste.csv"),
        lambda rows: (make_files.xls(rows), "liste.xls"),
        lambda rows: (make_files.ods(rows), "liste.ods"),
    ],
)
def test_other_formats_come_back_as_a_workbook_in_which_text_is_text(make):
    rows = [
        ["Kommune", "Navn", "Telefon", "Kommentar"],
        ["Atlantis", "Kari", "00123", "=1+1"],
        ["Bodø", "Ola", "+47 1", "@x"],
    ]
    book, filename = mark(*make(rows))
    sheet = book.worksheets[0]
    assert filename == "liste – med feil.xlsx"
    assert [cell.value for cell in sheet[2]][:4] == ["Atlantis", "Kari", "00123", "=1+1"]
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert "Atlantis" in sheet["E2"].value


def test_a_row_keeps_its_number_below_lines_that_stand_above_the_header():
    content = text([["Utskrift"], [], ["Kommune", "Navn", "Innsendt"], ["Atlantis", "Kari", "11.03.2024"]])
    sheet = mark(content, "liste.csv")[0].worksheets[0]
    assert column_of(sheet, row=3) == 4
    assert "Atlantis" in sheet["D4"].value


def test_numbers_and_times_of_old_workbooks_stay_numbers_and_times():
    content = make_files.xls([["Kommune", "Antall", "Innsendt"], ["Atlantis", 3, NINE]])
    sheet = mark(content, "liste.xls")[0].worksheets[0]
    assert (sheet["B2"].value, sheet["C2"].value) == (3, NINE)


def test_a_stop_is_a_comment_on_the_heading():
    sheet = mark(text([["Navn", "Innsendt", "Farge"], ["Kari", "11.03.2024", "blå"]]), "x.csv")[0].worksheets[0]
    assert sheet["D1"].value == "Feil"
    assert "«Farge»" in sheet["D1"].comment.text


def test_a_formula_without_a_kept_value_stays_a_formula():
    rows = [[*answer(1, sent=NINE), Formula("A2&B2")]]
    sheet = mark(forms([*ENGLISH, "Kommune"], rows))[0]["Sheet1"]
    assert sheet["F2"].value == "=A2&B2"
    assert "lagret resultat" in sheet["G2"].value


def test_a_workbook_is_marked_as_one_whatever_its_file_is_called():
    book, filename = mark(workbook_by_hand(), "liste.XLS")
    assert (book["Svar"]["C2"].value, filename) == ("=1+1", "liste – med feil.xlsx")


def test_the_column_is_wide_its_heading_bold_and_its_lines_broken():
    sheet = mark(faulty())[0]["Sheet1"]
    assert (sheet["G1"].value, sheet["G1"].font.bold, sheet.column_dimensions["G"].width) == ("Feil", True, 60)
    assert (sheet["G3"].alignment.wrap_text, sheet["G3"].alignment.vertical) == (True, "top")


def test_letters_in_bold_stay_and_links_to_other_files_do_not():
    book = openpyxl.Workbook()
    book.active.append(["Kommune", "Navn"])
    book.active.append(["Atlantis", CellRichText("Kari ", TextBlock(InlineFont(b=True), "Lie"))])
    linked = ExternalLink(externalBook=ExternalBook(sheetNames=ExternalSheetNames(["Ark1"]), id="rId1"))
    linked.file_link = Relationship(type="externalLinkPath", Target="annen.xlsx", TargetMode="External", Id="rId1")
    book._external_links.append(linked)
    content = io.BytesIO()
    book.save(content)
    marked, _ = mark_errors(content.getvalue(), "x.xlsx", read_export(content.getvalue(), "x.xlsx").findings)
    sheet = load_workbook(io.BytesIO(marked), rich_text=True).active
    assert isinstance(sheet["B2"].value, CellRichText)
    parts = [zipfile.ZipFile(io.BytesIO(made)).namelist() for made in (content.getvalue(), marked)]
    assert [any("externalLink" in name for name in names) for names in parts] == [True, False]


def test_a_file_is_marked_within_a_minute(monkeypatch):
    asked = {}
    monkeypatch.setattr(
        "loaders.rewriting.mark_errors.ask_child", lambda task, _, seconds: asked.update({task: seconds}) or ({}, b"")
    )
    mark_errors(workbook_by_hand(), "x.xlsx", read_export(workbook_by_hand(), "x.xlsx").findings)
    assert asked == {"mark": 60}


def test_a_text_too_long_for_excel_is_cut():
    content = text([["Kommune", "Kommentar"], ["Atlantis", "x" * 32_001]])
    assert mark(content, "x.csv")[0].active["B2"].value == "x" * 32_000


def test_a_hostile_file_is_refused_here_too():
    with pytest.raises(ExportError):
        mark_errors(bad_files.entity_bomb(), "x.xlsx", read_export(text([["Kommune"], ["Bodø"]]), "x.csv").findings)


def test_a_file_comes_back_with_times_lasting_times_and_dates_as_they_were():
    kinds = Column(["", 3_723, 90_061, 86_400, 86_400, 1, 2.5], "studebn", np.arange(1, 7, dtype=np.int32))
    named = replace(sheet_of(("a",), ("b",), ("c",), ("d",), ("e",), ("f",)), name="En/lang [liste] " + "x" * 40)
    sheet = replace(named, columns=[kinds], height=6)
    written = load_workbook(io.BytesIO(write_marked([sheet], None, {})))
    assert written.sheetnames == [("En-lang -liste- " + "x" * 40)[:31]]
    values = [cell.value for cell in written.active["A"]]
    assert values[:2] == [time(1, 2, 3), timedelta(days=1, hours=1, minutes=1, seconds=1)]
    assert values[2:] == [datetime(1970, 1, 2), datetime(1970, 1, 2), True, 2.5]


def test_what_stands_above_a_sheet_s_first_row_keeps_its_row():
    sheet = replace(sheet_of(LISTED, *PEOPLE), row=2, column=1)
    lines = {"Ark1": {1: "Over", 3: "Overskriften", 4: "Raden"}}
    written = load_workbook(io.BytesIO(write_marked([sheet], choose_table([sheet]), lines))).active
    assert (written["F1"].value, written["F2"].value, written["F4"].value) == ("Over", None, "Raden")
    assert (written["F3"].value, written["F3"].comment.text) == ("Feil", "Overskriften")
    assert [written.cell(3, place).value for place in range(1, 6)] == [None, *LISTED]


def test_another_sheet_has_its_errors_behind_its_last_column_and_a_heading_in_the_first_row():
    table, other = sheet_of(LISTED, *PEOPLE), replace(sheet_of(("x", "y"), ("z", "")), name="Annet", column=1)
    lines = {"Ark1": {2: "Raden"}, "Annet": {1: "Øverst", 2: "Under"}}
    book = load_workbook(io.BytesIO(write_marked([table, other], choose_table([table]), lines)))
    assert [cell.value for cell in book["Ark1"]["E"]] == ["Feil", "Raden", None, None]
    assert [[cell.value for cell in row] for row in book["Annet"]] == [
        [None, "x", "y", "Feil"],
        [None, "z", None, "Under"],
    ]
    assert [cell.comment and cell.comment.text for cell in book["Annet"]["D"]] == ["Øverst", None]
    content = small_exports.workbook({"Ark1": [LISTED, *PEOPLE], "Annet": [["x", "y"], ["z"]]})
    marked = mark_workbook(content, choose_table([table]), lines)
    assert [cell.value for cell in load_workbook(io.BytesIO(marked))["Annet"]["C"]] == ["Feil", "Under"]


def test_a_sheet_without_a_name_has_one():
    assert [sheet_title(name) for name in ("", "a" * 32)] == ["Ark", "a" * 31]


def test_the_findings_of_a_row_are_put_together_by_sheet_and_row():
    found = read(LISTED, changed(0, 3, "Atlantis"), PEOPLE[1]).findings
    texts = texts_by_row(found)
    assert list(texts) == ["Påmelding"] and 2 in texts["Påmelding"]
    assert "Kommune (D2): «Atlantis» er ikke kjent" in texts["Påmelding"][2]
    assert len(texts_by_row(found.assign(message="x" * 40_000))["Påmelding"][2]) == 32_000

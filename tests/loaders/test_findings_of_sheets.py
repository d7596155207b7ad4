"""What is told of a sheet: hidden and damaged cells, columns that say more, tables beside, other sheets."""

from dataclasses import replace

import pytest
from columns_of import sheet_of
from three_people import LISTED, PEOPLE, cells, read

from loaders.read_file import read_opened
from loaders.table.find_table import choose_table
from loaders.table.told_tables import is_known, words_of


@pytest.mark.parametrize(
    ("look", "code", "told"),
    [
        ({"hidden": [1, 2, 4, 5]}, "rows_hidden", ("A2", "A4")),
        ({"struck": [4]}, "rows_struck", ("A4",)),
        ({"uncalculated": ["D2"]}, "cells_uncalculated", ("D2",)),
        ({"errors": ["C3", "D2"]}, "cells_errors", ("D2",)),
        ({"mended": [[1, 2]]}, "cells_mended", ("C2",)),
        ({"lost": [[0, 26]]}, "cells_lost", ("AA1",)),
        ({"quotes": [3]}, "quote_unpaired", ("A3",)),
    ],
)
def test_what_a_sheet_s_look_tells_of_rows_and_cells_is_told(look, code, told):
    export = read_opened([replace(sheet_of(LISTED, *PEOPLE), look=look)], "Påmelding.xlsx")
    assert told in [found for _, found in cells(export, code)]
    assert all(severity == "check" for severity, _ in cells(export, code))


def test_a_hidden_column_is_a_check_where_it_is_used_and_a_tip_where_not():
    sheet = sheet_of([*LISTED, "Farge", "Form"], *[[*row, "blå", ""] for row in PEOPLE])
    for place in (3, 4, 5):
        sheet.columns[place].hidden = True
    assert cells(read_opened([sheet], "Påmelding.xlsx"), "column_hidden") == [("check", ("D1",)), ("tip", ("E1",))]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        (("Bodø", "Asker", "Tynset"), ("E4",)),
        (("Bodø", "Asker", "Lom"), ()),
        (("Bodø", "Asker", ""), ()),
        (("Skjåk", "blå", "gul"), ()),
    ],
)
def test_a_second_column_of_municipalities_is_told_where_it_names_another(places, told):
    export = read([*LISTED, "Der jeg ble født"], *[[*row, place] for row, place in zip(PEOPLE, places, strict=True)])
    assert cells(export, "municipality_elsewhere") == ([("check", told)] if told else [])


def test_a_column_without_a_header_is_called_by_its_letter_in_the_sheet():
    sheet = replace(sheet_of([*LISTED, ""], *[[*row, "hemmelig"] for row in PEOPLE]), column=2)
    assert choose_table([sheet]).named_headers == [*LISTED, "(kolonne G)"]
    export = read_opened([sheet], "Påmelding.xlsx")
    assert list(export.columns["column"]) == [*LISTED, "(kolonne G)"]
    assert cells(export, "column_unnamed") == [("tip", ("G2", "G3", "G4"))]


def test_a_table_beside_is_told_with_its_headers_cut_to_sixty_letters():
    rows = [[*LISTED, "", "Fylke " + "x" * 60, "Antall"], *[[*row, "", "", ""] for row in PEOPLE]]
    rows[1][5:] = ["Nordland", "3"]
    message = read(*rows).findings.set_index("code")["message"]["table_beside"]
    assert f"(«Fylke {'x' * 53}…», «Antall»)" in message


@pytest.mark.parametrize(
    ("header", "code", "found"),
    [
        ("Antall", "table_beside", [("check", ("F1",))]),
        ("", "cells_beside", [("tip", ("F2",))]),
        ("12", "cells_beside", [("tip", ("F1", "F2"))]),
    ],
)
def test_cells_beside_are_a_table_where_they_have_a_header(header, code, found):
    rows = [[*LISTED, "", header], *[[*row, "", ""] for row in PEOPLE]]
    rows[1][5] = "13"
    assert cells(read(*rows), code) == found


@pytest.mark.parametrize(
    ("rows", "copies", "code", "severity"),
    [
        ([["14.03.2024", "ida@eks.example", "Ida Berg", "Skjåk"]], 0, "sheet_alike", "check"),
        ([PEOPLE[0]], 1, "sheet_skipped", "tip"),
    ],
)
def test_another_sheet_with_the_same_headers_is_told_unless_it_is_a_copy(rows, copies, code, severity):
    sheets = [replace(sheet_of(LISTED, *PEOPLE), name="Svar"), replace(sheet_of(LISTED, *rows), name="Annet")]
    export = read_opened(sheets, "Påmelding.xlsx")
    assert cells(export, code)[0][0] == severity
    asked = [question for question in export.questions if question.code == "sheet_alike"]
    assert [answer.label for question in asked for answer in question.answers] == (
        [] if copies else ["Arket «Svar»", "Arket «Annet»"]
    )


def test_the_lines_of_a_report_s_part_are_known_by_name_or_address():
    sheet = sheet_of(("Tuva Moe", "tuva@eks.example"), ("Eirin Lie", "rektor"), ("Ola", ""), ("Tuva Moe", "x@y.no"))
    known = {*words_of("Tuva Moe"), "tuva@eks.example"}
    assert [is_known(sheet, line, known) for line in range(4)] == [True, False, False, True]
    assert words_of("A@B.no") == ["a@b.no"]

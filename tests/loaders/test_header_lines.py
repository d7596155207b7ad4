"""Which line holds the headers: by shape, in two lines, once more below, or as the user says."""

import io
from datetime import datetime

import pytest
from make_files import text
from openpyxl import Workbook
from small_exports import told

from loaders import ExportError, read_export

PEOPLE = [
    ("Tuva Solbakk", "Bodø"),
    ("Eirin Nesvold", "Asker"),
    ("Jørn Åsgard", "Ålesund"),
    ("Marte Lillevik", "Tromsø"),
]


def read(rows, name="Påmelding.csv", **how):
    return read_export(text(rows), name, **how)


ANSWERS = ("Venteliste", "Deltar", "Kontaktperson", "Rektor", "Status", "Kommune", "Avslag")


@pytest.mark.parametrize("word", ANSWERS)
def test_a_word_of_a_header_in_an_answer_makes_it_no_header(word):
    rows = [["Medlem", "Sted", "Svar"], ["Tone", "Bodø", "Deltar"], ["Per", "Tynset", word], ["Ida", "Asker", "Deltar"]]
    export = read(rows, "svar.csv")
    assert list(export.rows["source_row"]) == [2, 3, 4]
    assert list(export.columns["column"]) == ["Medlem", "Sted", "Svar"]


@pytest.mark.parametrize(
    ("days", "tick"),
    [
        (["15.03.2024", "22.03.2024", "05.04.2024"], "x"),
        (["15.03.2024", "22.03.2024", "05.04.2024"], "1"),
        (["2024-03-15"], "Ja"),
        (["1", "2", "3", "4"], "x"),
        (["15/3", "22/3"], "x"),
    ],
)
def test_days_may_be_headings(days, tick):
    headers = ["Navn", "E-post", "Kommune", *days]
    ticks = [tick if day != 1 else "" for day in range(len(days))]
    rows = [[name, f"p{n}@example.no", place, *ticks] for n, (name, place) in enumerate(PEOPLE)]
    export = read([headers, *rows], "Oppmøte.csv")
    assert list(export.columns["column"]) == headers
    assert len(export.rows) == 4


def test_days_of_excel_may_be_headings_and_are_called_by_their_day():
    made = Workbook()
    made.active.append(
        ["Navn", "E-post", "Kommune", datetime(2024, 3, 15), datetime(2024, 3, 22), datetime(2024, 4, 5)]
    )
    for n, (name, place) in enumerate(PEOPLE):
        made.active.append([name, f"p{n}@example.no", place, "x", None, "x"])
    content = io.BytesIO()
    made.save(content)
    export = read_export(content.getvalue(), "Oppmøte.xlsx")
    assert list(export.columns["column"])[3:] == ["15.03.2024", "22.03.2024", "05.04.2024"]
    assert len(export.rows) == 4


SURVEY = ["Respondent ID", "Start Date", "End Date", "Email Address", "Hva heter du?", "Hvilken kommune jobber du i?"]
REPLIES = [
    ["11849", "03/11/2024 09:00:12 AM", "03/11/2024 09:04:12 AM", "tuva@example.no", "Tuva Solbakk", "Bodø"],
    ["11850", "03/12/2024 09:00:12 AM", "03/12/2024 09:04:12 AM", "eirin@example.no", "Eirin Nesvold", "Asker"],
]


@pytest.mark.parametrize("word", ["Open-Ended Response", "Response", "Åpent svar"])
def test_the_second_heading_line_of_surveymonkey_is_no_answer(word):
    export = read([SURVEY, ["", "", "", "", word, word], *REPLIES], "Survey.csv")
    assert list(export.rows["source_row"]) == [3, 4]
    assert list(export.columns["column"]) == SURVEY


def test_the_choices_of_a_question_are_headings_of_their_own():
    headers = [*SURVEY, "Hvilke dager kommer du?", "", ""]
    second = ["", "", "", "", "Open-Ended Response", "Open-Ended Response", "Fredag", "Lørdag", "Søndag"]
    rows = [[*REPLIES[0], "Fredag", "", "Søndag"], [*REPLIES[1], "Fredag", "Lørdag", ""]]
    export = read([headers, second, *rows], "Survey.csv")
    assert list(export.columns["column"])[6:] == [f"Hvilke dager kommer du? – {day}" for day in second[6:]]
    assert len(export.rows) == 2


def test_parts_of_an_answer_under_one_heading_are_known_by_their_own():
    headers = ["Respondent ID", "End Date", "Kontaktinformasjon", "", "", "Rektor", ""]
    second = ["", "", "Name", "Email Address", "Kommune", "Navn", "Telefon"]
    rows = [["1", "2024-03-11", "Tuva Solbakk", "tuva@example.no", "Bodø", "Rita Rektor", "900"]]
    rows.append(["2", "2024-03-12", "Eirin Nesvold", "eirin@example.no", "Asker", "Roy Rektor", "901"])
    columns = list(read([headers, second, *rows], "Survey.csv").columns["column"])
    assert columns[2:] == ["Name", "Email Address", "Kommune", "Rektor – Navn", "Rektor – Telefon"]


def test_the_three_heading_lines_of_qualtrics_give_questions_and_no_answers():
    codes = ["StartDate", "EndDate", "RecordedDate", "Q1", "Q2", "Q3"]
    questions = ["Start Date", "End Date", "Recorded Date", "Hva heter du?", "Kommune", "E-post"]
    imports = [f'{{"ImportId":"{code}"}}' for code in codes]
    rows = [["2024-03-11 09:00:00"] * 3 + [name, place, f"p{n}@example.no"] for n, (name, place) in enumerate(PEOPLE)]
    export = read([codes, questions, imports, *rows], "Qualtrics.csv")
    assert list(export.rows["source_row"]) == [4, 5, 6, 7]
    assert list(export.columns["column"])[3:] == questions[3:]


def test_an_anonymous_first_answer_is_no_heading():
    headers = ["ID", "Innsendt", "E-post", "Navn", "Kommune"]
    rows = [["", "", "", "Tuva Solbakk", "Bodø"], ["2", "12.03.2024", "e@example.no", "Eirin Nesvold", "Asker"]]
    assert list(read([headers, *rows]).rows["municipality_text"]) == ["Bodø", "Asker"]


HEADERS = ["ID", "Påmeldt dato", "E-post", "Navn", "Kommune"]
FIRST = [["1", "11.03.2024", "a@example.no", "Tuva", "Bodø"], ["2", "12.03.2024", "b@example.no", "Eirin", "Asker"]]


@pytest.mark.parametrize("blank", [[], [[]]])
def test_a_download_below_with_its_columns_in_another_order_is_read_by_its_own_headers(blank):
    below = [
        ["ID", "Navn", "Kommune", "E-post", "Påmeldt dato"],
        ["3", "Jørn", "Ålesund", "c@example.no", "13.03.2024"],
    ]
    export = read([HEADERS, *FIRST, *blank, *below])
    assert list(export.rows["name"]) == ["Tuva", "Eirin", "Jørn"]
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker", "Ålesund"]
    assert export.rows["submitted_at"].notna().all()
    found = told(export, "headers_reordered").iloc[0]
    assert (found["severity"], found["cell"]) == ("check", f"A{4 + len(blank)}")


def test_a_fault_in_a_row_of_another_order_is_told_at_its_true_cell():
    below = [["ID", "Navn", "Kommune", "E-post", "Påmeldt dato"], ["3", "Jørn", "Atlantis", "c@example.no", "i går"]]
    cells = {cell for cells in read([HEADERS, *FIRST, *below]).findings["cells"] for cell in cells}
    assert {"C5", "E5"} <= cells


def test_a_column_that_only_the_second_download_has_is_named():
    below = [
        ["ID", "Navn", "Kommune", "E-post", "Påmeldt dato", "Stilling"],
        ["3", "J", "Lom", "c@example.no", "13.03.2024", "x"],
    ]
    export = read([[*HEADERS, "Telefon"], *FIRST, *below])
    assert "«Stilling»" in told(export, "headers_reordered")["message"].iloc[0]


@pytest.mark.parametrize("beside", [[], ["d@example.no", "14.03.2024"]], ids=["alone", "with an answer"])
def test_a_cell_without_a_header_in_the_second_download_is_told(beside):
    """A line that has nothing else is no answer; one that has is one, without that cell."""
    below = [
        ["", "Navn", "Kommune", "E-post", "Påmeldt dato"],
        ["", "Jørn", "Ålesund", "c@example.no", "13.03.2024"],
        ["Venteliste", *(["Marte", "Lom", *beside] if beside else [""] * 4)],
        ["", "Ola", "Bodø", "e@example.no", "15.03.2024"],
    ]
    export = read([HEADERS, *FIRST, *below])
    assert export.rows["counts"].sum() == len(export.rows) == (5 if beside else 4)
    found = told(export, "cells_unheaded").iloc[0]
    assert (found["severity"], found["cell"]) == ("check", "A6")


def test_a_second_download_with_all_its_headers_has_no_cell_without_one():
    below = [["ID", "Navn", "Kommune", "E-post", "Påmeldt dato"], ["3", "J", "Lom", "c@example.no", "13.03.2024"]]
    assert told(read([[*HEADERS, "Telefon"], *FIRST, *below]), "cells_unheaded").empty


def test_the_same_headers_once_more_are_a_tip():
    export = read([HEADERS, FIRST[0], HEADERS, FIRST[1]])
    assert list(export.rows["source_row"]) == [2, 4]
    assert told(export, "headers_again")["severity"].iloc[0] == "tip"


def test_the_user_may_say_which_row_holds_the_headers():
    rows = [["Navn", "Kommune", "Status"], ["Hvem", "Hvor", "Når"], ["Tuva", "Bodø", "nå"], ["Eirin", "Asker", "nå"]]
    export = read(rows, mapping={"(overskriftsrad)": "2"})
    assert list(export.columns["column"]) == ["Hvem", "Hvor", "Når"]
    assert list(export.rows["source_row"]) == [3, 4]


@pytest.mark.parametrize("row", ["9", "0"])
def test_a_row_that_is_empty_cannot_hold_the_headers(row):
    with pytest.raises(ExportError, match=f"Rad {row} .* er tom"):
        read([HEADERS, *FIRST], mapping={"(overskriftsrad)": row})


def test_where_no_word_and_no_time_tells_the_header_it_is_asked_which_line_it_is():
    rows = [["Hvem er du", "Hvor da", "Hva så"], ["Tuva", "Bodø", "nei"], ["Eirin", "Asker", "ja"]]
    found = told(read(rows, "x.csv"), "headers_doubtful")
    assert (found["severity"].iloc[0], found["cell"].iloc[0]) == ("check", "A1")
    assert "Overskriftene står på rad" in found["remedy"].iloc[0]


def test_times_below_tell_the_header_without_one_known_word():
    rows = [["Zeit", "Was", "Wer da"], ["11.03.2024 09:00", "a", "b"], ["12.03.2024 09:00", "c", "d"]]
    assert told(read(rows, "x.csv"), "headers_doubtful").empty


def test_with_known_headers_nothing_is_asked():
    assert told(read([HEADERS, *FIRST]), "headers_doubtful").empty


def test_no_message_names_a_person_or_an_address():
    rows = [[name, f"p{n}@example.no", "900 00 00"] for n, (name, _) in enumerate(PEOPLE)]
    for content in (text(rows), text([["a", "b", "c"], *rows])):
        try:
            messages = " ".join(read_export(content, "x.csv").findings["message"])
        except ExportError as error:
            messages = str(error)
        assert "@" not in messages
        assert "Solbakk" not in messages

"""What Forms and those who keep its files by hand put into a workbook (the quirks of Forms exports, one by one)."""

from datetime import datetime

import make_files
import pandas as pd
import pytest
from make_files import BOKMAAL, ENGLISH, answer, forms

from loaders import read_export

NINE = datetime(2024, 3, 11, 9, 0, 0)
NAME = "Påmelding til samlingen(1-3).xlsx"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, 11, hour, minute)


def three(*, headers=ENGLISH, questions=("Kommune",), answers=(("Bodø",), ("Asker",), ("Ås",))):
    rows = [
        [*answer(number, sent=at(9, number), email=f"{number}@example.no", name=f"Person {chr(64 + number)}"), *given]
        for number, given in enumerate(answers, 1)
    ]
    return [*headers, *questions], rows


def read(headers, rows, **how):
    return read_export(forms(headers, rows, **how), NAME)


def test_a_download_that_declares_its_dimension_as_a1_is_read_whole():
    export = read(*three())
    assert len(export.rows) == 3
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("3203",), ("3218",)]


@pytest.mark.parametrize("headers", [ENGLISH, BOKMAAL, ["Id", *ENGLISH[1:]]])
def test_the_columns_of_forms_are_known_in_either_language(headers):
    export = read(*three(headers=headers))
    assert list(export.rows["submission_id"]) == ["1", "2", "3"]
    assert list(export.rows["email"]) == ["1@example.no", "2@example.no", "3@example.no"]
    assert export.rows["submitted_at"].iloc[0] == pd.Timestamp("2024-03-11 09:01", tz="Europe/Oslo")


def test_the_column_of_last_changes_may_be_there_or_not():
    headers, rows = three()
    changed = [*headers[:5], "Last modified time", *headers[5:]]
    export = read(changed, [[*row[:5], None, *row[5:]] for row in rows])
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker", "Ås"]
    assert "modified_at" in set(export.columns["field"])


def test_the_start_is_not_taken_for_the_time_of_sending():
    headers, rows = three()
    rows[0][1] = at(8)
    assert read(headers, rows).rows["submitted_at"].iloc[0] == pd.Timestamp("2024-03-11 09:01", tz="Europe/Oslo")


def test_a_question_called_name_is_not_the_column_of_forms():
    headers, rows = three(
        questions=("Kommune", "Name", "E-post"), answers=[("Bodø", "Bodø kulturskole", "post@example.no")] * 3
    )
    export = read(headers, rows)
    assert list(export.rows["name"]) == ["Person A", "Person B", "Person C"]
    assert export.rows["email"].iloc[0] == "1@example.no"


def test_the_questions_name_and_address_help_where_the_answer_was_anonymous():
    headers, rows = three(
        questions=("Kommune", "Navn", "E-post"), answers=[("Bodø", f"Navn {n}", f"{n}@example.org") for n in "abc"]
    )
    for row in rows:
        row[3:5] = ["anonymous", None]
    export = read(headers, rows)
    assert list(export.rows["name"]) == ["Navn a", "Navn b", "Navn c"]
    assert list(export.rows["email"]) == ["a@example.org", "b@example.org", "c@example.org"]
    assert export.rows["counts"].all()


def test_a_secretary_who_signs_up_four_colleagues_from_one_address_is_four_people():
    headers, rows = three(
        questions=("Kommune", "Navn på deltaker"), answers=[("Bodø", name) for name in ("Anne", "Berit", "Cato", "Dag")]
    )
    for row in rows:
        row[3:5] = ["sekretaer@bodo.kommune.no", "Siri Sekretær"]
    export = read(headers, rows)
    assert export.summary["counting"] == 4
    assert list(export.rows["name"]) == ["Anne", "Berit", "Cato", "Dag"]
    assert "tip" in set(export.findings.loc[export.findings["message"].str.contains("samme e-postadresse"), "severity"])


def test_anonymous_answers_are_never_taken_for_one_person():
    headers, rows = three(answers=[("Bodø",)] * 3)
    rows[0][3:5], rows[1][3:5], rows[2][3:5] = ["anonymous", None], ["anonym", ""], ["", "Kari Nordmann"]
    export = read(headers, rows)
    assert list(export.rows["email"]) == ["", "", ""]
    assert list(export.rows["person"]) == ["", "", ""]
    assert export.rows["counts"].all()


def test_a_repeated_question_with_its_suffix_is_recognised_once():
    export = read(*three(questions=("Kommune", "Kommune2"), answers=[("Bodø", "Oslo")] * 3))
    assert set(export.rows["municipality_text"]) == {"Bodø"}
    assert list(export.columns["field"])[-2:] == ["municipality", ""]


def test_spaces_that_are_not_seen_in_headers_and_cells_make_no_difference():
    questions = ("Hvilken\u00a0kommune\u200b representerer  du?\n",)
    export = read(*three(questions=questions, answers=[("\u00a0Bodø\u200b ",), ("As\u00adker",), ("A\u030as",)]))
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker", "Ås"]


def test_a_header_of_two_hundred_signs_is_read():
    question = "Hvilken kommune representerer du? " + "Skriv navnet slik det står på kommunens nettsider. " * 4
    assert set(read(*three(questions=(question,))).rows["match"]) == {"exact"}


def test_likert_statements_are_not_taken_for_fields():
    questions = ("Kommune", "Kommunen har en plan for kulturskolen", "Stillingen min er trygg", "Rolle")
    export = read(*three(questions=questions, answers=[("Bodø", "Helt enig", "Litt uenig", "Rektor")] * 3))
    assert list(export.columns["field"])[-4:] == ["municipality", "", "", "role"]


def test_a_question_that_only_mentions_the_municipality_is_not_the_municipality():
    questions = ("Hva ønsker kommunen å få ut av programmet?", "Hvilken kommune kommer du fra?")
    export = read(*three(questions=questions, answers=[("Mer samarbeid", "Bodø")] * 3))
    assert set(export.rows["municipality_text"]) == {"Bodø"}


def test_quiz_columns_are_ignored():
    headers, rows = three(
        questions=("Total points", "Quiz feedback", "Kommune", "Points – Kommune", "Feedback – Kommune"),
        answers=[(1, "", "Bodø", 1, "Bra")] * 3,
    )
    export = read(headers, rows)
    assert list(export.columns["field"])[-5:] == ["", "", "municipality", "", ""]


def test_a_multiple_choice_loses_its_last_sign_and_names_several_municipalities():
    export = read(*three(answers=[("Bodø;",), ("Lom;Skjåk;",), ("Asker",)]))
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("3434", "3433"), ("3203",)]
    assert export.rows["match"].iloc[1] == "several"


def test_numbers_and_dates_kept_as_text_are_read():
    export = read(
        *three(questions=("Kommunenummer", "Antall deltakere"), answers=[("301", "2"), (301, "3,0"), ("0301", 1)])
    )
    assert set(export.rows["municipality_numbers"]) == {("0301",)}
    assert list(export.rows["persons"]) == [2, 3, 1]


def test_what_says_nothing_is_empty_and_never_a_key():
    headers, rows = three(questions=("Kommune", "Kulturskole", "Telefon"), answers=[("--", ".", "Ikke oppgitt")] * 3)
    export = read(headers, rows)
    assert (
        set(export.rows["municipality_text"]) == set(export.rows["organisation"]) == set(export.rows["phone"]) == {""}
    )


def test_a_row_without_an_id_below_the_table_is_read_and_told():
    headers, rows = three()
    rows.append([None, None, at(12), "per@example.no", "Per Perzen", "Tynset"])
    export = read(headers, rows)
    assert len(export.rows) == 4
    assert list(export.rows["submission_id"]) == ["1", "2", "3", ""]
    found = export.findings[export.findings["cell"] == "A5"]
    assert list(found["severity"]) == ["check"]
    assert "ingen ID" in found["message"].iloc[0]


def test_a_note_below_the_table_is_no_answer_and_is_told_with_its_cell():
    headers, rows = three()
    rows += [[], [None, None, None, None, "Purret 12. april"], ["Sum", 3]]
    export = read(headers, rows)
    assert len(export.rows) == 3
    assert export.summary["notes"] == 2
    noted = export.findings[export.findings["message"].str.contains("ikke lest som et svar")].iloc[0]
    assert noted["cells"] == ("E6", "A7")


def test_notes_beside_the_table_are_told_with_their_cells():
    headers, rows = three()
    rows[1] += [None, "ring henne"]
    export = read(headers, rows)
    assert len(export.rows) == 3
    assert "H3" in set(export.findings["cell"])


def test_blank_lines_between_the_answers_are_skipped_and_the_rows_keep_their_numbers():
    headers, rows = three()
    assert list(read(headers, [rows[0], [], [], *rows[1:]]).rows["source_row"]) == [2, 5, 6]


def test_a_sheet_with_a_filtered_copy_is_not_read_and_is_told():
    headers, rows = three()
    export = read(headers, rows, extra_sheets={"Ark1": [headers, rows[0]]})
    assert export.sheet == "Sheet1"
    assert len(export.rows) == 3
    assert "Ark1" in set(export.findings["sheet"])


def test_the_answers_are_found_in_a_sheet_behind_one_of_notes():
    headers, rows = three()
    content = make_files.forms(["Notater"], [["Husk å ringe"]], sheet="Notat", extra_sheets={"Form1": [headers, *rows]})
    export = read_export(content, NAME)
    assert export.sheet == "Form1"
    assert len(export.rows) == 3


def test_the_title_of_the_form_is_the_files_name_without_its_counts():
    headers, rows = three()
    content = forms(headers, rows)
    for name in ("Påmelding(1-34).xlsx", "Påmelding(1-35) (1).xlsx", "Påmelding (2).xlsx", "Påmelding - Kopi.xlsx"):
        assert read_export(content, name).title == "Påmelding"


def test_a_column_added_by_hand_for_the_status_leaves_the_form_the_same():
    headers, rows = three()
    plain, with_state = read(headers, rows), read([*headers, "Status"], [[*row, "Påmeldt"] for row in rows])
    assert plain.form == with_state.form
    assert plain.form != read(*three(questions=("Kommune", "Telefon"), answers=[("Bodø", "1")] * 3)).form


def test_a_formula_gives_the_value_that_excel_kept_and_without_one_it_is_told():
    headers, rows = three()
    rows[0][5] = make_files.Formula("A1", "Bodø")
    rows[1][5] = make_files.Formula("VLOOKUP(1,2,3)")
    rows[2][5] = "#REF!"
    export = read(headers, rows)
    assert list(export.rows["municipality_text"]) == ["Bodø", "", ""]
    cells = export.findings.set_index("cell")["message"]
    assert "lagret resultat" in cells["F3"].iloc[0] if isinstance(cells["F3"], pd.Series) else cells["F3"]
    assert set(export.findings.loc[export.findings["message"].str.contains("feil fra Excel"), "cell"]) == {"F4"}


def test_hidden_rows_are_read_and_told():
    sheet = make_files.sheet_xml([three()[0], *three()[1]]).replace('<row r="3">', '<row r="3" hidden="1">')
    export = read_export(make_files.workbook_with(sheet), NAME)
    assert len(export.rows) == 3
    assert "A3" in set(export.findings.loc[export.findings["message"].str.contains("skjult"), "cell"])


def test_a_time_of_excel_that_has_lost_its_format_is_read_as_a_time():
    headers, rows = three()
    for row in rows:
        row[2] = make_files.serial(row[2])
    assert read(headers, rows).rows["submitted_at"].iloc[2] == pd.Timestamp("2024-03-11 09:03", tz="Europe/Oslo")

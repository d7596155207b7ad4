"""What is told of a file, around each edge: a cell, a row, a column, a sheet, and what each answer would change."""

import io
from dataclasses import replace
from datetime import datetime, time, timedelta

import numpy as np
import pytest
from columns_of import column_of, sheet_of
from make_files import forms, text
from openpyxl import load_workbook

from loaders import ExportError, read_export
from loaders.findings import Findings, place_in_sheet
from loaders.read_file import read_opened, stem_of, title_of
from loaders.report import count_of, describe, write_report, write_sums
from loaders.rewriting.leave_out import named_headers
from loaders.rewriting.mark_errors import texts_by_row, write_marked
from loaders.sandbox.sheets import Column
from loaders.table.file_questions import say_days
from loaders.table.find_table import choose_table
from loaders.table.meeting import follow
from loaders.table.questions import Numbers, effect_of, shorten
from loaders.table.said_aside import begins_away, ends_away, is_away, names_away
from loaders.table.structure import column_number, join, listed
from loaders.table.told_tables import count_lines, is_known, words_of

LISTED = ["Påmeldt dato", "E-post", "Navn", "Kommune"]
PEOPLE = [
    ["11.03.2024", "tuva@eks.example", "Tuva Moe", "Bodø"],
    ["12.03.2024", "eirin@eks.example", "Eirin Lie", "Asker"],
    ["13.03.2024", "marte@eks.example", "Marte Rud", "Lom"],
]


def read(*lines, name="Påmelding.csv", **how):
    return read_export(text(lines), name, **how)


def cells(export, code):
    """(severity, cells) of what is told under a code."""
    found = export.findings[export.findings["code"] == code]
    return [(severity, cells) for severity, cells in zip(found["severity"], found["cells"], strict=True)]


def changed(row, place, value):
    return [value if at == place else cell for at, cell in enumerate(PEOPLE[row])]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (1, "Feil."),
        (2, "Feil (2 celler: A1, A2)."),
        (5, "Feil (5 celler: A1, A2, A3, A4, A5)."),
        (6, "Feil (6 celler: A1, A2, A3, A4, A5 og 1 til)."),
    ],
)
def test_a_finding_names_five_cells_and_counts_the_others(number, message):
    findings = Findings("Ark1")
    findings.add("check", "Feil.", code="x", cells=[f"A{n}" for n in range(number, 0, -1)])
    table = findings.table()
    assert (table["message"].iloc[0], table["count"].iloc[0], table["cell"].iloc[0]) == (message, number, "A1")


def test_the_same_finding_is_told_once_and_one_without_a_cell_is_counted():
    findings = Findings()
    for severity in ("tip", "check", "check", "stop"):
        findings.add(severity, "Feil.", code="x")
    assert list(zip(findings.table()["severity"], findings.table()["count"], strict=True)) == [
        ("stop", 1),
        ("check", 2),
        ("tip", 1),
    ]


def test_cells_are_put_in_the_order_of_reading():
    assert sorted(["A10", "AA3", "B9", "Z3", ""], key=place_in_sheet) == ["", "Z3", "AA3", "B9", "A10"]


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("Påmelding(1-34).xlsx", "Påmelding"),
        ("Påmelding (2).xlsx", "Påmelding"),
        ("Påmelding - Kopi.csv", "Påmelding"),
        ("Møte - Attendance report 3-15-24.csv", "Møte"),
        ("Påmelding – med feil.xlsx", "Påmelding"),
        ("(1).csv", "(1)"),
        ("C:\\x\\Søknad.csv", "Søknad"),
    ],
)
def test_a_title_is_the_file_s_name_without_what_a_download_adds(filename, title):
    assert title_of(filename) == title
    assert stem_of("mappe/" + filename.replace("\\", "/")).startswith(title[:3])


def test_a_file_of_no_kind_that_is_known_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="not a kind"):
        read(LISTED, *PEOPLE, kind="annet")


def test_a_file_may_have_three_hundred_thousand_answers(monkeypatch):
    from loaders import read_file

    assert read_file.MOST_ROWS == 300_000
    sheets = [sheet_of(LISTED, *PEOPLE)]
    monkeypatch.setattr(read_file, "MOST_ROWS", 3)
    assert len(read_opened(sheets, "Påmelding.csv").rows) == 3
    monkeypatch.setattr(read_file, "MOST_ROWS", 2)
    with pytest.raises(ExportError, match="så mange celler"):
        read_opened(sheets, "Påmelding.csv")


@pytest.mark.parametrize(
    ("recalled", "told", "kind"),
    [
        ((None, {}), False, "registrations"),
        ((None, {"Kommune": ""}), True, "registrations"),
        (("applications", {}), True, "applications"),
    ],
)
def test_what_was_chosen_for_an_earlier_file_is_used_and_told(recalled, told, kind):
    export = read(LISTED, *PEOPLE, recall=lambda key: recalled)
    assert (export.kind, bool(cells(export, "mapping_remembered"))) == (kind, told)
    assert not cells(read(LISTED, *PEOPLE, kind=kind, recall=lambda key: (kind, {})), "mapping_remembered")


def test_the_sums_of_a_file_add_up():
    export = read(
        [*LISTED, "Status", "Antall"], [*PEOPLE[0], "", 2], [*PEOPLE[1], "Avmeldt", 3], ["", "", "Et notat", "", "", ""]
    )
    assert export.summary == {"rows": 2, "counting": 1, "not_counting": {"Avmeldt": 1}, "persons": 1, "notes": 1}
    written = write_sums(export.summary)
    assert written == "2 rader = 1 som teller + 1 avmeldt. 1 person. 1 linje er ikke svar."
    assert write_sums({**export.summary, "notes": 0, "rows": 1, "persons": 2}).endswith("2 personer.")
    assert [count_of(number, "rad", "rader") for number in (0, 1, 2)] == ["0 rader", "1 rad", "2 rader"]
    assert [count_lines(number) for number in (1, 2)] == ["1 linje", "2 linjer"]


def test_the_report_says_where_each_finding_is_and_counts_the_places():
    export = read(
        [*LISTED, "Farge"], [*PEOPLE[0], "blå"], [*changed(1, 3, "Herøy"), ""], [*changed(2, 3, "Atlantis"), ""]
    )
    report = write_report("Påmelding.csv", export)
    assert "Kommune funnet for 1 rad, tvil om 1, ingen for 1, Longyearbyen 0." in report
    assert "  E1  Farge → (ikke brukt)" in report
    assert "D3 Kommune: «Herøy» kan være flere kommuner." in report
    facts = describe("Påmelding.csv", export)
    assert (facts["municipalities"], facts["kind"]) == ({"exact": 1, "ambiguous": 1, "none": 1}, "registrations")
    assert "Funn: 0 må rettes, 0 å se på, 1 tips" in write_report("x.csv", read(LISTED, *PEOPLE))
    assert "error" in describe("x.csv", ExportError("Tom."))


@pytest.mark.parametrize(
    ("after", "effect"),
    [
        (Numbers(3, 3, 3, {}), ""),
        (Numbers(2, 3, 3, {}), "2 rader teller i stedet for 3"),
        (Numbers(1, 1, 1, {}), "1 rad teller i stedet for 3, 1 person i stedet for 3"),
        (Numbers(3, 5, 3, {}), "5 personer i stedet for 3"),
        (Numbers(3, 3, 2, {}), "2 rader har kommune i stedet for 3"),
        (Numbers(3, 3, 3, {"placed": 2}), "2 med tildelt plass i stedet for 0"),
        (Numbers(3, 3, 3, {"received": 2}), ""),
    ],
)
def test_what_an_answer_would_change_is_told_in_numbers(after, effect):
    assert effect_of(Numbers(3, 3, 3, {}), after) == effect


def test_headers_and_lists_of_them_are_cut():
    assert (shorten("a" * 60), shorten("a" * 61)) == ("a" * 60, "a" * 59 + "…")
    assert listed(["a"] * 30).endswith("«a»") and listed(["a"] * 31).endswith("«a» og 1 til")
    assert (join(["a"]), join(["a", "b", "c"])) == ("«a»", "«a», «b» og «c»")
    assert [column_number(cell) for cell in ("A1", "Z9", "AA10", "")] == [0, 25, 26, -1]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("avmeldt", True),
        ("Avmeldt 12.03", True),
        ("Gleder meg", False),
        ("avmeldt?", True),
        ("avmeldt" + " 1" * 37, False),
    ],
)
def test_a_cancellation_in_a_column_without_a_header_is_told(value, told):
    export = read([*LISTED, ""], [*PEOPLE[0], value], [*PEOPLE[1], ""])
    assert cells(export, "state_aside") == ([("check", ("E2",))] if told else [])
    assert export.summary["counting"] == 2


@pytest.mark.parametrize(
    ("away", "text", "yes"),
    [
        (is_away, "avmeldt" + " 1" * 36, True),
        (is_away, "avmeldt" + " 1" * 37, False),
        (is_away, "avmeldt?!.", True),
        (is_away, "påmeldt", False),
        (begins_away, "Avmeldt 12.03, Kari kommer", True),
        (begins_away, "Avmeldt?", False),
        (begins_away, "Kari er avmeldt", False),
        (begins_away, "Avmeldt " + "a" * 72, True),
        (begins_away, "Avmeldt " + "a" * 73, False),
        (ends_away, "Kari Lie (avmeldt)", True),
        (ends_away, "Kari Lie – avmeldt", True),
        (ends_away, "Kari Lie (påmeldt)", False),
        (ends_away, "Kari Lie", False),
    ],
)
def test_a_short_note_says_that_somebody_does_not_count(away, text, yes):
    assert away(text) is yes


@pytest.mark.parametrize(
    ("text", "every", "yes"),
    [
        ("Avmeldte", False, True),
        ("Venteliste", False, False),
        ("Venteliste", True, True),
        ("Frist for avmelding", False, False),
        ("Liste_avmeldte-mars", False, True),
        ("Påmelding", True, False),
    ],
)
def test_a_heading_is_of_a_cancellation_or_also_of_a_waiting_list(text, every, yes):
    assert names_away(text, every=every) is yes


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("Syk", "", ""), ("E2",)),
        (("Syk", "Reise", "Annet"), ()),
        (("", "", ""), ()),
        (("Syk", "Nei", "0,00"), ("E2",)),
    ],
)
def test_a_column_about_cancelling_that_only_some_have_filled_is_told(values, told):
    export = read([*LISTED, "Årsak til avmelding"], *[[*row, value] for row, value in zip(PEOPLE, values, strict=True)])
    assert cells(export, "state_aside") == ([("check", told)] if told else [])


@pytest.mark.parametrize(
    ("name", "headers", "told"),
    [
        ("Venteliste.csv", LISTED, True),
        ("Påmelding.csv", LISTED, False),
        ("Venteliste.csv", [*LISTED, "Status"], False),
    ],
)
def test_a_file_called_by_a_state_is_told_unless_a_column_says_it(name, headers, told):
    export = read(headers, *[[*row, "Påmeldt"][: len(headers)] for row in PEOPLE], name=name)
    assert bool(cells(export, "named_by_state")) is told


@pytest.mark.parametrize(
    ("ids", "told"),
    [(("1", "2", ""), [("check", ("A4",))]), (("1", "", ""), []), (("1", "2", "3"), []), (("a", "b", "3"), [])],
)
def test_a_row_without_an_id_is_told_where_most_have_one(ids, told):
    export = read(["ID", *LISTED], *[[number, *row] for number, row in zip(ids, PEOPLE, strict=True)])
    assert cells(export, "without_id") == told
    assert list(export.rows["submission_id"]) == list(ids)


@pytest.mark.parametrize(
    ("place", "value", "code", "told"),
    [
        (0, "", "without_time", [("check", ("A3",))]),
        (0, "i går", "date_unread", [("check", ("A3",))]),
        (0, "15.03.1999", "date_strange", [("check", ("A3",))]),
        (0, "15.03.2026", "date_far_off", [("check", ("A3",))]),
        (0, "31.03.2024 02:30", "clock_missing", [("check", ("A3",))]),
        (0, "27.10.2024 02:30", "clock_doubled", [("check", ("A3",))]),
        (1, "ikke noe", "email_unread", [("check", ("B3",))]),
        (2, "", "nameless", [("tip", ("C3",))]),
        (3, "Atlantis", "place_unsure", [("check", ("D3",))]),
        (3, "", "place_unsure", [("check", ("D3",))]),
    ],
)
def test_a_cell_that_says_too_little_is_told_and_the_row_counts(place, value, code, told):
    export = read(LISTED, PEOPLE[0], changed(1, place, value), PEOPLE[2])
    assert cells(export, code) == told
    assert cells(read(LISTED, *PEOPLE), code) == []
    assert export.summary["counting"] == 3


def test_an_answer_with_neither_name_nor_address_is_anonymous_and_counts():
    export = read(LISTED, PEOPLE[0], ["12.03.2024", "", "", "Asker"], ["13.03.2024", "", "", "Asker"])
    assert cells(export, "anonymous") == [("tip", ("C3", "C4"))]
    assert export.summary["counting"] == 3


@pytest.mark.parametrize(
    ("rows", "counting", "told"),
    [
        ([PEOPLE[0], ["14.03.2024", *PEOPLE[0][1:]]], [False, True], ("A2",)),
        ([["14.03.2024", *PEOPLE[0][1:]], PEOPLE[0]], [True, False], ("A3",)),
        ([PEOPLE[0], PEOPLE[0]], [False, True], ("A2",)),
        ([PEOPLE[0], changed(0, 3, "Lom")], [True, True], ()),
    ],
)
def test_the_latest_answer_of_a_person_for_a_municipality_counts(rows, counting, told):
    export = read(LISTED, *rows)
    assert list(export.rows["counts"]) == counting
    assert cells(export, "superseded") == ([("tip", told)] if told else [])


@pytest.mark.parametrize(
    ("emails", "names", "code", "told"),
    [
        (("a@b.no", "a@b.no"), ("Tuva Moe", "Eirin Lie"), "shared_address", [("tip", ("B2", "B3"))]),
        (("a@b.no", "c@d.no"), ("Tuva Moe", "Eirin Lie"), "shared_address", []),
        (("", ""), ("Tuva Moe", "Tuva Moe"), "same_name", [("check", ("C2", "C3"))]),
        (("", ""), ("Tuva Moe", "Eirin Lie"), "same_name", []),
        (("a@b.no", ""), ("Tuva Moe", "Tuva Moe"), "same_name", []),
    ],
)
def test_several_people_at_one_address_and_one_name_without_address_are_told(emails, names, code, told):
    rows = [[f"1{n}.03.2024", emails[n], names[n], "Bodø"] for n in range(2)]
    export = read(LISTED, *rows)
    assert cells(export, code) == told
    assert export.summary["counting"] == 2


@pytest.mark.parametrize(
    ("days", "states", "told"),
    [
        (("11.03.2024", "12.03.2024"), ("", "Avmeldt"), [("check", ("A2",))]),
        (("12.03.2024", "11.03.2024"), ("", "Avmeldt"), []),
        (("11.03.2024", "11.03.2024"), ("", "Avmeldt"), []),
        (("11.03.2024", "12.03.2024"), ("", ""), []),
    ],
)
def test_a_later_row_that_cancels_is_told_at_the_one_that_counts(days, states, told):
    rows = [[days[n], *PEOPLE[0][1:], states[n]] for n in range(2)]
    assert cells(read([*LISTED, "Status"], *rows), "cancelled_later") == told


@pytest.mark.parametrize(
    ("number", "persons", "told"),
    [
        ("1", 1, False),
        ("200", 200, False),
        ("201", 1, True),
        ("0", 1, True),
        ("-1", 1, True),
        ("1,5", 1, True),
        ("", 1, False),
        ("mange", 1, True),
    ],
)
def test_a_number_of_persons_is_whole_and_from_one_to_two_hundred(number, persons, told):
    export = read([*LISTED, "Antall deltakere"], [*PEOPLE[0], number], [*PEOPLE[1], 2], [*PEOPLE[2], 2])
    assert export.rows["persons"].iloc[0] == persons
    assert bool(cells(export, "persons_unread")) is told


@pytest.mark.parametrize(
    ("address", "place", "told"),
    [
        ("post@bodo.kommune.no", "Bodø", False),
        ("post@lom.kommune.no", "Bodø", True),
        ("post@eks.example", "Bodø", False),
        ("post@lom.kommune.no", "Atlantis", False),
        ("post@lom.kommune.no", "", False),
    ],
)
def test_an_address_of_another_municipality_is_a_tip(address, place, told):
    export = read(LISTED, ["11.03.2024", address, "Tuva Moe", place], PEOPLE[1])
    assert cells(export, "address_elsewhere") == ([("tip", ("B2",))] if told else [])


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


def test_a_sheet_called_by_a_state_and_a_hidden_one_are_told():
    sheets = [replace(sheet_of(LISTED, *PEOPLE), name="Svar"), replace(sheet_of(LISTED, PEOPLE[0]), name="Avmeldte")]
    assert cells(read_opened(sheets, "Påmelding.xlsx"), "sheet_of_state")[0][0] == "check"
    hidden = [replace(sheets[0], visible=False)]
    assert cells(read_opened(hidden, "Påmelding.xlsx"), "sheet_hidden")[0][0] == "check"
    assert cells(read_opened(sheets[:1], "Påmelding.xlsx"), "sheet_hidden") == []


def test_the_lines_of_a_report_s_part_are_known_by_name_or_address():
    sheet = sheet_of(("Tuva Moe", "tuva@eks.example"), ("Eirin Lie", "rektor"), ("Ola", ""), ("Tuva Moe", "x@y.no"))
    known = {*words_of("Tuva Moe"), "tuva@eks.example"}
    assert [is_known(sheet, line, known) for line in range(4)] == [True, False, False, True]
    assert words_of("A@B.no") == ["a@b.no"]


TIMED = ["Navn", "E-post", "Kommune", "Påmeldt dato", "Påmeldt kl."]


@pytest.mark.parametrize(
    ("day", "clock", "moment", "told"),
    [
        ("11.03.2024", "14.30", "11.03.2024 14:30", False),
        ("11.03.2024 08:00", "14.30", "11.03.2024 08:00", False),
        ("11.03.2024", "", "11.03.2024 00:00", False),
        ("11.03.2024", "seint", "11.03.2024 00:00", True),
    ],
)
def test_a_time_of_day_in_a_column_of_its_own_belongs_to_a_bare_day(day, clock, moment, told):
    rows = [
        ["Tuva Moe", "t@eks.example", "Bodø", day, clock],
        ["Eirin Lie", "e@eks.example", "Asker", "12.03.2024", "09.15"],
    ]
    export = read(TIMED, *rows, mapping={"Påmeldt kl.": "submitted_time"})
    assert f"{export.rows['submitted_at'].iloc[0]:%d.%m.%Y %H:%M}" == moment
    assert bool(cells(export, "clock_unread")) is told


APPLIED = ["Påmeldt dato", "E-post", "Navn", "Kommune", "Motivasjon"]


def apply(*more, headers=(), **how):
    rows = [[*row, "Vi vil", *cells] for row, cells in zip(PEOPLE, more, strict=False)]
    return read([*APPLIED, *headers], *rows, name="Søknad.csv", **how)


@pytest.mark.parametrize(
    ("headers", "row", "state"),
    [
        (["Status"], ["Tildelt plass"], "placed"),
        (["Status"], [""], "received"),
        (["Tildelt plass"], ["Ja"], "placed"),
        (["Tildelt plass"], ["Nei"], "declined"),
        (["Tildelt plass"], [""], "received"),
        (["Tildelt plass", "Bekreftet"], ["Ja", "Ja"], "confirmed"),
        (["Tildelt plass", "Bekreftet"], ["Nei", "Ja"], "confirmed"),
        (["Tildelt plass", "Venteliste"], ["", "Ja"], "waiting"),
        (["Status", "Trukket"], ["Bekreftet", "Ja"], "withdrawn"),
        (["Status", "Trukket"], ["Avslag", "Ja"], "withdrawn"),
        (["Status", "Tildelt plass"], ["Avslag", "Ja"], "declined"),
        (["Status", "Venteliste"], ["Tildelt plass", "Ja"], "placed"),
        (["Bekreftet dato"], ["12.05.2024"], "confirmed"),
        (["Status", "Bekreftet dato"], ["Avslag", "12.05.2024"], "declined"),
    ],
)
def test_an_application_s_state_is_what_its_columns_say_together(headers, row, state):
    mapping = {"Tildelt plass": "placed", "Bekreftet": "confirmed", "Venteliste": "waiting", "Trukket": "withdrawn"}
    mapping |= {"Status": "state", "Bekreftet dato": "confirmed_date"}
    chosen = {header: mapping[header] for header in headers}
    export = apply(row, [""] * len(row), headers=headers, mapping=chosen)
    assert export.rows["state"].iloc[0] == state


@pytest.mark.parametrize(
    ("status", "flag", "told"),
    [
        ("Avslag", "Ja", True),
        ("Tildelt plass", "Ja", False),
        ("Bekreftet", "Ja", False),
        ("", "Ja", False),
        ("Avslag", "", False),
    ],
)
def test_a_column_that_contradicts_the_status_is_told(status, flag, told):
    mapping = {"Status": "state", "Tildelt plass": "placed"}
    export = apply([status, flag], ["", "Nei"], headers=["Status", "Tildelt plass"], mapping=mapping)
    assert cells(export, "states_contradict") == ([("check", ("G2",))] if told else [])


@pytest.mark.parametrize(
    ("partners", "numbers", "told"),
    [
        ("Lom", ("1804", "3434"), False),
        ("Lom og Skjåk", ("1804", "3434", "3433"), False),
        ("Bodø", ("1804",), False),
        ("Nei", ("1804",), False),
        ("Atlantis", ("1804",), True),
        ("", ("1804",), False),
        ("Longyearbyen", ("1804",), False),
    ],
)
def test_an_application_counts_for_its_partners(partners, numbers, told):
    export = apply([partners], ["Skjåk"], headers=["Samarbeidskommuner"])
    assert export.rows["municipality_numbers"].iloc[0] == numbers
    assert bool(cells(export, "partners_unsure")) is told


def test_two_senders_of_one_municipality_are_asked_about():
    same = [changed(0, 3, "Lom"), PEOPLE[1], PEOPLE[2]]
    export = read(APPLIED, *[[*row, "Vi vil"] for row in same], name="Søknad.csv")
    assert cells(export, "several_senders") == [("check", ("D2", "D4"))]
    assert cells(read(APPLIED, *[[*row, "Vi vil"] for row in PEOPLE], name="Søknad.csv"), "several_senders") == []


MEETING = ["Navn", "E-post", "Join Time", "Leave Time", "Duration"]


def attend(*rows, headers=MEETING):
    return read(headers, *rows, name="Oppmøte.csv")


def visit(name, email, start, end, lasted=""):
    return [name, email, f"15.03.2024 {start}", f"15.03.2024 {end}", lasted]


@pytest.mark.parametrize(
    ("rows", "counts", "minutes"),
    [
        (
            [visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Tuva Moe", "t@e.no", "10:30", "11:00")],
            [True, False],
            90,
        ),
        ([visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Tuva Moe", "", "10:30", "11:00")], [True, False], 90),
        (
            [visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Tuva Lie", "t@e.no", "10:30", "11:00")],
            [True, False],
            90,
        ),
        (
            [visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Per Eg", "t@e.no", "10:30", "11:00")],
            [True, True],
            60,
        ),
        ([visit("Tuva Moe", "", "09:00", "10:00"), visit("Tuva Moe", "", "09:30", "11:00")], [True, False], 120),
        ([visit("Tuva Moe", "", "10:00", "09:00"), visit("Per Eg", "", "09:30", "11:00")], [True, True], 0),
        (
            [visit("Tuva Moe", "a@e.no", "09:00", "10:00", "55 min"), visit("Per Eg", "", "09:30", "11:00")],
            [True, True],
            55,
        ),
    ],
)
def test_a_person_s_lines_are_one_with_the_minutes_of_all(rows, counts, minutes):
    export = attend(*rows)
    assert list(export.rows["counts"]) == counts
    assert export.rows["minutes"].iloc[0] == minutes


def test_a_name_that_two_have_with_an_address_joins_neither():
    rows = [visit("Tuva Moe", "a@e.no", "09:00", "10:00"), visit("Tuva Moe", "b@e.no", "09:00", "10:00")]
    export = attend(*rows, visit("Tuva Moe", "", "09:00", "10:00"))
    assert list(export.rows["counts"]) == [True, True, True]


@pytest.mark.parametrize(
    ("header", "cell", "came"),
    [
        ("Deltok", "Ja", True),
        ("Deltok", "Nei", False),
        ("Status", "Møtte ikke", False),
        ("Status", "Møtt", True),
        ("Avmeldt", "Ja", False),
        ("Avmeldt", "Nei", True),
    ],
)
def test_who_did_not_come_does_not_count(header, cell, came):
    fields = {"Deltok": "attended", "Status": "state", "Avmeldt": "cancelled"}
    rows = [["Tuva Moe", "t@e.no", "Bodø", cell], ["Eirin Lie", "e@e.no", "Asker", "Ja"]]
    export = read(["Navn", "E-post", "Kommune", header], *rows, kind="attendance", mapping={header: fields[header]})
    assert export.rows["counts"].iloc[0] == came


def test_a_time_of_a_workbook_is_read_as_it_stands():
    rows = [[1, datetime(2024, 3, 11, 9, 30), "a@eks.example", "Tuva Moe", "Bodø"]]
    export = read_export(forms(["ID", "Innsendt", "E-post", "Navn", "Kommune"], rows), "Påmelding.xlsx")
    assert f"{export.rows['submitted_at'].iloc[0]:%d.%m %H:%M}" == "11.03 09:30"


def test_what_runs_seldom_is_said_and_read_all_the_same():
    assert write_report("x.csv", ExportError("Filen er tom.")) == "x.csv\n  Kan ikke leses: Filen er tom.\n"
    undated = read(["Navn", "E-post", "Kommune", "Påmeldt dato"], ["Tuva Moe", "t@eks.example", "Bodø", ""])
    assert say_days(undated.rows) == "Ingen rader har dato"
    assert say_days(read(LISTED, *PEOPLE).rows) == "Fra 11.03.2024 til 13.03.2024"
    export = read(
        ["Name", "Participant ID (UPN)", "Join Time", "Leave Time"], ["Tuva", "T@eks.example", "09:00", "10:00"]
    )
    assert export.rows["email"].tolist() == ["t@eks.example"]


def test_long_headers_are_cut_in_the_report_and_where_columns_are_joined():
    long = "Kommune " + "x" * 60
    export = read(["Navn", long, "Farge"], ["Tuva Moe", "Atlantis", "blå"])
    report = write_report("x.csv", export)
    assert f"  B1  {long[:60]} → Kommune\n" in report
    assert f"B2 {long[:40]}: " in report
    joined = read(
        ["Navn", long, "Sted"], ["Tuva Moe", "Bodø", "Lom"], mapping={long: "municipality", "Sted": "municipality"}
    )
    reasons = joined.columns.set_index("column")["reason"]
    assert f"«{long[:40]}»" in reasons["Sted"] and "«Sted»" in reasons[long]


def test_a_table_beside_is_told_with_its_headers_cut_to_sixty_letters():
    rows = [[*LISTED, "", "Fylke " + "x" * 60, "Antall"], *[[*row, "", "", ""] for row in PEOPLE]]
    rows[1][5:] = ["Nordland", "3"]
    message = read(*rows).findings.set_index("code")["message"]["table_beside"]
    assert f"(«{('Fylke ' + 'x' * 60)[:60]}», «Antall»)" in message


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


def test_the_findings_of_a_row_are_put_together_by_sheet_and_row():
    found = read(LISTED, changed(0, 3, "Atlantis"), PEOPLE[1]).findings
    texts = texts_by_row(found)
    assert list(texts) == ["Påmelding"] and 2 in texts["Påmelding"]
    assert "Kommune (D2): «Atlantis» er ikke kjent" in texts["Påmelding"][2]
    assert len(texts_by_row(found.assign(message="x" * 40_000))["Påmelding"][2]) == 32_000


@pytest.mark.parametrize(
    ("start", "end", "later"),
    [
        (["15.03.2024 09:00"], ["15.03.2024 10:00"], True),
        (["15.03.2024 09:00"], ["15.03.2024 09:00"], False),
        (["15.03.2024 09:00"] * 2, ["15.03.2024 09:00", "15.03.2024 09:01"], True),
        (["15.03.2024 09:00"], ["15.03.2024 08:59"], False),
        (["15.03.2024 09:00"], ["16.03.2024 08:59"], True),
        (["15.03.2024 09:00"], ["16.03.2024 09:00"], False),
        (["15.03.2024 09:00"] * 10, ["15.03.2024 10:00"] * 9 + ["15.03.2024 08:00"], False),
        (["15.03.2024 09:00"] * 11, ["15.03.2024 10:00"] * 10 + ["15.03.2024 08:00"], True),
        (["snart"], ["15.03.2024 10:00"], False),
    ],
)
def test_leaving_is_later_on_the_same_day_in_more_than_nine_of_ten_rows(start, end, later):
    assert follow(column_of(*start), column_of(*end)) is later


def test_a_column_without_a_header_is_called_by_its_letter_in_the_sheet():
    sheet = replace(sheet_of([*LISTED, ""], *[[*row, "hemmelig"] for row in PEOPLE]), column=2)
    assert named_headers(choose_table([sheet])) == [*LISTED, "(kolonne G)"]
    export = read_opened([sheet], "Påmelding.xlsx")
    assert list(export.columns["column"]) == [*LISTED, "(kolonne G)"]
    assert cells(export, "column_unnamed") == [("tip", ("G2", "G3", "G4"))]


@pytest.mark.parametrize(("header", "sent"), [("Timestamp", [False, False]), ("Innsendt", [True, False])])
def test_the_oldest_report_has_a_line_for_coming_and_one_for_leaving(header, sent):
    lines = [["Tuva Moe", "Joined", "15.03.2024 09:00"], ["Tuva Moe", "Left", "15.03.2024 10:30"]]
    fields = {"Timestamp": "moment", "Innsendt": "submitted_at"}
    mapping = {"Full Name": "name", "User Action": "action", header: fields[header]}
    export = read(["Full Name", "User Action", header], *lines, kind="attendance", mapping=mapping)
    assert export.rows["minutes"].iloc[0] == 90
    assert export.rows["submitted_at"].notna().tolist() == sent

"""What is said of a cancellation beside the columns of states: in notes, headings, names of sheets and files."""

from dataclasses import replace

import pytest
from columns_of import sheet_of
from three_people import LISTED, PEOPLE, cells, read

from loaders.read_file import read_opened
from loaders.table.said_aside import LONGEST_NOTE, begins_away, ends_away, is_away, names_away, parts_rows


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


def test_a_heading_is_heard_for_cancellations_alone_where_nothing_else_is_asked_for():
    assert names_away("Avmeldte") and not names_away("Venteliste")


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


def test_a_sheet_called_by_a_state_and_a_hidden_one_are_told():
    sheets = [replace(sheet_of(LISTED, *PEOPLE), name="Svar"), replace(sheet_of(LISTED, PEOPLE[0]), name="Avmeldte")]
    assert cells(read_opened(sheets, "Påmelding.xlsx"), "sheet_of_state")[0][0] == "check"
    hidden = [replace(sheets[0], visible=False)]
    assert cells(read_opened(hidden, "Påmelding.xlsx"), "sheet_hidden")[0][0] == "check"
    assert cells(read_opened(sheets[:1], "Påmelding.xlsx"), "sheet_hidden") == []


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Venteliste", True),
        ("Avmeldte:", True),
        ("Avmeldt (1)", True),
        ("Avslag", True),
        ("Påmeldte", False),
        ("Nordland", False),
        ("Avmeldingsfrist 12.03", False),
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_line_between_the_answers_that_says_a_state_is_told(heading, told, place):
    line = [heading if at == place else "" for at in range(4)]
    export = read(LISTED, *PEOPLE[:2], line, PEOPLE[2])
    assert export.rows["counts"].tolist() == [True, True, True]
    assert cells(export, "heading_by_state") == ([("check", (f"{'AB'[place]}4",))] if told else [])


def test_a_line_of_a_state_below_all_answers_or_beside_a_column_of_states_is_not_told():
    line = ["", "", "Venteliste", ""]
    below = read(LISTED, *PEOPLE, line)
    rows = [[*row, "Påmeldt"] for row in PEOPLE]
    beside = read([*LISTED, "Status"], *rows[:2], [*line, ""], rows[2])
    assert not cells(below, "heading_by_state")
    assert not cells(beside, "heading_by_state")


@pytest.mark.parametrize(
    ("kind", "heading", "told"),
    [
        ("applications", "Tildelt plass", True),
        ("applications", "Mottatte søknader", False),
        ("attendance", "Ikke møtt", True),
        ("attendance", "Deltok", False),
        ("registrations", "Har fått plass", False),
    ],
)
def test_which_states_part_a_list_depends_on_what_it_lists(kind, heading, told):
    export = read(LISTED, *PEOPLE[:2], ["", "", heading, ""], PEOPLE[2], name="Liste.csv", kind=kind)
    assert bool(cells(export, "heading_by_state")) is told


@pytest.mark.parametrize(("length", "said"), [(LONGEST_NOTE, True), (LONGEST_NOTE + 1, False)])
def test_a_long_line_is_a_note_and_no_heading(length, said):
    assert parts_rows("Venteliste".ljust(length, "."), "registrations") is said
    assert begins_away("avmeldt 12.03".ljust(length - 1, "!") + "!") is said
    assert is_away("avmeldt".ljust(length, "!")) is said

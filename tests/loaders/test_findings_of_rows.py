"""What is told of a row: too little in a cell, answers of one person, several persons, addresses from elsewhere."""

import numpy as np
import pytest
from small_exports import told
from three_people import LISTED, PEOPLE, cells, changed, read

from loaders.rows.common import find_secretaries


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


def test_only_one_who_signs_up_has_to_have_a_name():
    rows = [changed(1, 2, ""), ["12.03.2024", "", "", "Asker"]]
    for kind, codes in (("registrations", {"nameless", "anonymous"}), ("applications", set())):
        assert {"nameless", "anonymous"} & set(read(LISTED, *rows, kind=kind).findings["code"]) == codes


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


def test_one_who_has_written_several_names_is_a_secretary():
    emails = np.array(["a@b", "a@b", "c@d", "c@d", "", "", "e@f"], dtype=object)
    names = np.array(["Tone Moe", "Per Eg", "Ida Lie", "ida lie", "Liv", "Ola", ""], dtype=object)
    assert find_secretaries(emails, names).tolist() == [True, True, False, False, False, False, False]


def test_what_would_be_useful_and_has_no_column_is_named_and_nothing_else():
    headers = ["ID", *LISTED, "Skole", "Stilling"]
    rows = [[str(number), *row, "Bodø skole", "Rektor"] for number, row in enumerate(PEOPLE, start=1)]
    whole = [headers, *rows]
    numbered = [["Kommunenummer" if header == "Kommune" else header for header in headers]]
    numbered += [["1804" if place == 4 else cell for place, cell in enumerate(row)] for row in rows]
    for lines, message in (
        (whole, []),
        (numbered, []),
        ([line[1:-2] for line in whole], ["Filen har ingen kolonne for «ID», «Arbeidssted» og «Stilling»."]),
        ([line[:-1] for line in whole], ["Filen har ingen kolonne for «Stilling»."]),
    ):
        assert told(read(*lines), "useful_missing")["message"].tolist() == message

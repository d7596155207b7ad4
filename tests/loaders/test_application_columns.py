"""What the columns of an application say together: its state, its partners, its senders."""

import pytest
from three_people import PEOPLE, cells, changed, read

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


@pytest.mark.parametrize("header", ["Søker alene eller sammen med andre?", "Søkjer de i lag med nokon?"])
def test_a_question_about_applying_together_names_the_partners(header):
    export = apply(["Sammen med Skjåk"], ["Alene"], headers=[header])
    assert list(export.rows["municipality_numbers"]) == [("1804", "3433"), ("3203",)]
    assert list(export.rows["name"]) == [row[2] for row in PEOPLE[:2]]


def test_two_senders_of_one_municipality_are_asked_about():
    same = [changed(0, 3, "Lom"), PEOPLE[1], PEOPLE[2]]
    export = read(APPLIED, *[[*row, "Vi vil"] for row in same], name="Søknad.csv")
    assert cells(export, "several_senders") == [("check", ("D2", "D4"))]
    assert cells(read(APPLIED, *[[*row, "Vi vil"] for row in PEOPLE], name="Søknad.csv"), "several_senders") == []

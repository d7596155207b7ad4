"""Several columns that make one field: branches of a form, first and last name, several people in one answer."""

import pytest
from make_files import ENGLISH, text
from small_exports import PEOPLE

from loaders import read_export

COUNTIES = ("Nordland", "Akershus", "Møre og Romsdal", "Troms", "Rogaland")


@pytest.mark.parametrize(
    "headers",
    [
        [f"Hvilken kommune i {county}?" for county in COUNTIES],
        ["Hvilken kommune?", *(f"Hvilken kommune?{n}" for n in range(2, 6))],
        [f"Municipality in {county}" for county in COUNTIES],
        list(COUNTIES),
    ],
)
def test_the_branches_of_a_form_are_one_municipality(headers):
    rows = [
        [n, f"2024-03-10 09:0{n}", f"2024-03-10 09:1{n}", "anonymous", "", *(place if n == m else "" for m in range(5))]
        for n, (_, place) in enumerate(PEOPLE)
    ]
    export = read_export(text([[*ENGLISH, *headers], *rows]), "Påmelding(1-5).csv")
    assert list(export.rows["municipality_text"]) == [place for _, place in PEOPLE]
    assert set(export.columns["field"].iloc[5:]) == {"municipality"}
    assert "ingen rad har svart på begge" in export.columns["reason"].iloc[-1]


def test_two_municipalities_in_one_row_are_not_taken_for_branches():
    rows = [["Tuva Solbakk", "Bodø", "Oslo"], ["Eirin Nesvold", "Asker", ""]]
    export = read_export(text([["Navn", "Kommune", "Kommune2"], *rows]), "Påmelding.csv")
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker"]


def test_a_doubt_about_a_branch_is_told_at_the_cell_that_was_filled():
    rows = [["Tuva Solbakk", "Bodø", ""], ["Eirin Nesvold", "", "Herøy"]]
    export = read_export(text([["Navn", "Kommune i nord", "Kommune i sør"], *rows]), "Påmelding.csv")
    assert list(export.findings.loc[export.findings["code"] == "place_unsure", "cell"]) == ["C3"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Navn (Fornavn)", "Navn (Etternavn)"),
        ("Name (First)", "Name (Last)"),
        ("Fornamn", "Etternamn"),
        ("First", "Last"),
        ("Name: First", "Name: Last"),
        ("Fornavn", "Efternavn"),
        ("Deltakar fornamn", "Deltakar etternamn"),
        ("Billettholders fornavn", "Billettholders etternavn"),
    ],
)
def test_first_and_last_name_are_one_name_in_any_systems_words(first, last):
    export = read_export(
        text([[first, last, "Kommune", "Entry Date"], ["Tone", "Eksempel", "Bodø", "2024-03-10"]]), "x.csv"
    )
    assert list(export.rows["name"]) == ["Tone Eksempel"]


@pytest.mark.parametrize(
    "headers",
    [
        ["Navn på deltaker 1", "Navn på deltaker 2", "Navn på deltaker 3"],
        ["Deltaker 1 - navn", "Deltaker 2 - navn", "Deltaker 3 - navn"],
        ["Attendee 1 Name", "Attendee 2 Name", "Attendee 3 Name"],
        ["Deltaker 1: Fornavn og etternavn", "Deltaker 2: Fornavn og etternavn", "Deltaker 3: Fornavn og etternavn"],
        ["Hvem er deltaker 1?", "Hvem er deltaker 2?", "Hvem er deltaker 3?"],
        ["Navn på deltaker", "Navn på deltaker2", "Navn på deltaker3"],
    ],
)
def test_each_name_in_an_answer_is_a_participant(headers):
    rows = [
        ["10.03.2024 09:00", "post@eks.example", "Bodø", "Tone Eksempel", "Per Hansen", "Ida Berg"],
        ["11.03.2024 09:00", "kontor@eks.example", "Asker", "Liv Moen", "", ""],
    ]
    export = read_export(text([["Innsendt", "E-post", "Kommune", *headers], *rows]), "Påmelding.csv")
    assert list(export.rows["persons"]) == [3, 1]
    assert list(export.rows["name"]) == ["Tone Eksempel", "Liv Moen"]


def test_the_one_who_answers_is_the_first_where_the_others_begin_with_the_second():
    rows = [["10.03.2024 09:00", "a@eks.example", "Tone Eksempel", "Bodø", "Per Hansen", "Ida Berg"]]
    headers = ["Innsendt", "E-post", "Navn", "Kommune", "Deltaker 2", "Deltaker 3"]
    assert list(read_export(text([headers, *rows]), "Påmelding.csv").rows["persons"]) == [3]


def test_a_number_that_is_given_goes_before_the_names_that_are_counted():
    rows = [["10.03.2024", "a@eks.example", "Bodø", "Tone Eksempel", "Per Hansen", 4]]
    headers = ["Innsendt", "E-post", "Kommune", "Deltaker 1", "Deltaker 2", "Antall deltakere"]
    assert read_export(text([headers, *rows]), "Påmelding.csv").summary["persons"] == 4


@pytest.mark.parametrize(
    ("mapping", "field", "value", "how"),
    [
        ({"Voksne": "persons", "Unge": "persons"}, "persons", 5, "tallene legges sammen"),
        (
            {"Sted": "municipality", "Sted også": "municipality"},
            "municipality_text",
            "Lom; Skjåk",
            "settes etter hverandre",
        ),
        ({"Post": "email", "Annen post": "email"}, "email", "a@eks.example", "den første utfylte cellen"),
    ],
)
def test_columns_that_the_user_gives_one_field_are_joined_and_say_how(mapping, field, value, how):
    headers = ["Navn", "Voksne", "Unge", "Sted", "Sted også", "Post", "Annen post"]
    row = ["Tone Eksempel", 2, 3, "Lom", "Skjåk", "a@eks.example", "b@eks.example"]
    export = read_export(text([headers, row]), "Påmelding.csv", mapping=mapping)
    assert export.rows[field].iloc[0] == value
    reasons = export.columns.set_index("column")["reason"]
    assert all(how in reasons[column] for column in mapping)


def test_repeated_headers_are_told_apart_by_their_cells_also_in_a_mapping():
    row = ["Vert Eksempel", "vert@eks.example", "Tone Eksempel", "tone@eks.example", "Bodø"]
    content = text([["Navn", "E-post", "Navn", "E-post", "Kommune"], row])
    export = read_export(content, "Påmelding.csv")
    assert list(export.columns["key"]) == ["Navn [A1]", "E-post [B1]", "Navn [C1]", "E-post [D1]", "Kommune"]
    export = read_export(content, "Påmelding.csv", mapping={"Navn [C1]": "name", "E-post [D1]": "email"})
    assert (export.rows["name"].iloc[0], export.rows["email"].iloc[0]) == ("Tone Eksempel", "tone@eks.example")
    below = text([["Påmelding"], [], ["Navn", "E-post", "Navn", "E-post", "Kommune"], row])
    export = read_export(below, "Påmelding.csv", mapping={"E-post [D1]": "email"})
    assert export.rows["email"].iloc[0] == "tone@eks.example"


@pytest.mark.parametrize(
    "written",
    [
        "Tone Moe, Per Eg og Ida Berg",
        "Tone Moe\nPer Eg\nIda Berg",
        "1. Tone Moe; 2. Per Eg; 3. Ida Berg",
        "Tone Moe, rektor\nPer Eg, lærer\nIda Berg, lærer",
        "Tone Moe (rektor), Per Eg (lærer), Ida Berg (lærer)",
        "Tone Moe t@eks.example, Per Eg p@eks.example, Ida Berg i@eks.example",
    ],
)
def test_each_name_in_a_cell_of_participants_is_one(written):
    rows = [["10.03.2024", "a@eks.example", "Bodø", written], ["11.03.2024", "b@eks.example", "Asker", "Liv Moen"]]
    export = read_export(text([["Innsendt", "E-post", "Kommune", "Navn på deltakere"], *rows]), "Påmelding.csv")
    assert list(export.rows["persons"]) == [3, 1]
    assert list(export.rows["name"]) == ["Tone Moe", "Liv Moen"]


def test_the_others_are_counted_with_the_one_who_answers():
    row = ["10.03.2024", "Liv Moen", "a@eks.example", "Bodø", "Tone Moe og Per Eg"]
    export = read_export(text([["Innsendt", "Navn", "E-post", "Kommune", "Andre deltakere"], row]), "Påmelding.csv")
    assert export.summary["persons"] == 3


def test_several_people_in_the_cell_of_a_name_are_told():
    rows = [["10.03.2024", "Liv Moen og Per Eg", "Bodø"], ["11.03.2024", "Berg, Ida", "Asker"]]
    export = read_export(text([["Innsendt", "Navn", "Kommune"], *rows]), "Påmelding.csv")
    told = export.findings[export.findings["code"] == "several_people"].iloc[0]
    assert (told["severity"], told["column"], told["cells"]) == ("check", "Navn", ("B2",))


def test_names_parted_by_commas_are_told_unless_the_column_writes_last_names_first():
    rows = [["10.03.2024", "Tone Moe, Per Eg, Ida Berg", "Bodø"], ["11.03.2024", "Liv Moen", "Asker"]]
    export = read_export(text([["Innsendt", "Navn", "Kommune"], *rows]), "Påmelding.csv")
    assert export.findings.set_index("code")["cells"]["several_people"] == ("B2",)
    turned = [["10.03.2024", "Moe Berg, Tone Liv", "Bodø"], ["11.03.2024", "Eg Dahl, Per Ola", "Asker"]]
    export = read_export(text([["Innsendt", "Navn", "Kommune"], *turned]), "Påmelding.csv")
    assert "several_people" not in set(export.findings["code"])


@pytest.mark.parametrize(("others", "told"), [(["Liv Moen"], True), (["Liv Moen", "Eg, Ola"], False)])
def test_last_names_stand_first_where_more_than_half_of_the_names_have_one_comma(others, told):
    rows = [["10.03.2024", name, "Bodø"] for name in ("Tone Moe, Per Eg", *others)]
    export = read_export(text([["Innsendt", "Navn", "Kommune"], *rows]), "Påmelding.csv")
    assert ("several_people" in set(export.findings["code"])) is told


@pytest.mark.parametrize("header", ["Navn på medfølgende", "Hvem flere melder du på?"])
def test_names_in_a_cell_under_an_unknown_header_are_asked_about(header):
    rows = [["10.03.2024", "a@eks.example", "Bodø", "Per Eg, Ida Berg"], ["11.03.2024", "b@eks.example", "Asker", ""]]
    export = read_export(text([["Innsendt", "E-post", "Kommune", header], *rows]), "Påmelding.csv")
    assert [question.code for question in export.questions] == ["ask_participants"]
    assert export.summary["persons"] == 2


@pytest.mark.parametrize(
    ("header", "asked"),
    [("Andre deltakere fra kommunen", True), ("Ekstra deltakere", True), ("Andre kontaktpersoner", False)],
)
def test_single_names_of_others_are_asked_about(header, asked):
    rows = [
        ["10.03.2024", "Tone Moe", "a@eks.example", "Bodø", "Per Eg"],
        ["11.03.2024", "Liv Moen", "b@eks.example", "Asker", ""],
    ]
    export = read_export(text([["Innsendt", "Navn", "E-post", "Kommune", header], *rows]), "Påmelding.csv")
    assert export.summary["persons"] == 2
    assert ["tillegg til den som svarer" in question.sentence for question in export.questions] == [True] * asked
    chosen = read_export(
        text([["Innsendt", "Navn", "E-post", "Kommune", header], *rows]),
        "Påmelding.csv",
        mapping={header: "participants"},
    )
    assert chosen.summary["persons"] == 3


@pytest.mark.parametrize(
    ("number", "names", "told"),
    [
        ("2", "Per Eg, Ida Berg", False),
        ("3", "Per Eg, Ida Berg", False),
        ("4", "Per Eg, Ida Berg", True),
        ("1", "Per Eg, Ida Berg", True),
        ("4", "", False),
        ("", "Per Eg, Ida Berg", False),
    ],
)
def test_a_number_that_is_another_than_that_of_the_names_is_told(number, names, told):
    headers = ["Innsendt", "E-post", "Kommune", "Antall deltakere", "Navn på deltakere"]
    rows = [
        ["10.03.2024", "a@eks.example", "Bodø", number, names],
        ["11.03.2024", "b@eks.example", "Asker", "2", "Liv Moen, Ola Lie"],
    ]
    export = read_export(text([headers, *rows]), "Påmelding.csv")
    found = export.findings[export.findings["code"] == "persons_and_names"]
    assert found["cell"].tolist() == (["D2"] if told else [])


@pytest.mark.parametrize(
    ("orders", "numbers", "cells"),
    [
        (["7", "7", "8"], ["2", "2", "3"], [("C2", "C3")]),
        (["7", "7", "8"], ["1", "1", "3"], []),
        (["7", "6", "8"], ["2", "2", "3"], []),
        (["", "", "8"], ["2", "2", "3"], []),
    ],
)
def test_the_number_of_an_order_in_each_of_its_rows_is_told(orders, numbers, cells):
    rows = [
        [order, f"p{n}@eks.example", number, place]
        for n, (order, number, place) in enumerate(zip(orders, numbers, ("Bodø", "Bodø", "Asker"), strict=True))
    ]
    export = read_export(text([["Order #", "Email", "Quantity", "Kommune"], *rows]), "Påmelding.csv")
    assert export.findings[export.findings["code"] == "persons_of_order"]["cells"].tolist() == cells


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (["Bestiller", "Deltaker fornavn", "Deltaker etternavn"], ["Tone Moe", "Liv Moen"]),
        (["Bestiller", "Rom", "Etasje"], ["Siv Dahl", "Siv Dahl"]),
    ],
)
def test_who_ordered_is_the_participant_only_where_no_other_is_named(headers, names):
    rows = [["Siv Dahl", "Tone", "Moe", "a@eks.example", "Bodø"], ["Siv Dahl", "Liv", "Moen", "b@eks.example", "Asker"]]
    export = read_export(text([[*headers, "E-post", "Kommune"], *rows]), "Påmelding.csv")
    assert list(export.rows["name"]) == names

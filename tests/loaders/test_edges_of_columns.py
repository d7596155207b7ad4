"""Which field a column has by its header, values and neighbours, and by what the user says, around each edge."""

import pytest
from make_files import ENGLISH, text

from loaders import read_export
from loaders.form_id import form_of
from loaders.table.headers import (
    BY_NAME,
    begins,
    drop_repeat,
    find_lead,
    header_weight,
    is_question,
    is_quiz,
    part_of_name,
    plain_header,
    readings_of,
)
from loaders.table.joined import together, way_of
from loaders.table.layout import chosen_places, keys_of

NAMES = ("Tuva Moe", "Eirin Lie", "Jørn Dahl", "Marte Rud", "Sindre Eg")
PLACES = ("Bodø", "Asker", "Lom", "Tynset", "Gjesdal")


def fields(columns, name="Påmelding.csv", **how):
    """The field of each column, {header: cells}."""
    rows = list(zip(*columns.values(), strict=True))
    found = read_export(text([list(columns), *rows]), name, **how).columns
    return dict(zip(found["column"], found["field"], strict=True))


def fields_of(headers, *rows, name="Påmelding.csv", **how):
    """The same in the order of the columns."""
    return list(read_export(text([headers, *rows]), name, **how).columns["field"])


ADDRESSES = tuple(f"p{n}@eks.example" for n in range(5))


@pytest.mark.parametrize(
    ("headers", "lead"),
    [
        (ENGLISH, 5),
        (["ID", "Start time"], 2),
        (["ID", "Fullføringstidspunkt"], 2),
        (["ID", "Navn"], 0),
        (["Start time", "Completion time"], 0),
        (["ID", "Start time", "Kommune", "Email"], 2),
        (["ID", "Start time", "Start time"], 2),
    ],
)
def test_forms_own_columns_stand_first_and_once(headers, lead):
    assert find_lead(headers) == lead


@pytest.mark.parametrize(
    ("header", "plain", "dropped"),
    [
        ("kommune2", ["kommune", "kommune2"], "kommune"),
        ("kommune2", ["kommune2"], "kommune2"),
        ("kommune 12", ["kommune"], "kommune"),
        ("kommune 123", ["kommune"], "kommune 123"),
        ("2024", ["2"], "2024"),
    ],
)
def test_a_repeated_header_loses_its_number_where_the_first_stands_without(header, plain, dropped):
    assert drop_repeat(header, plain) == dropped


@pytest.mark.parametrize(
    ("header", "asks"), [("har du svart", True), ("svar", False), ("a b c d e f g", False), ("a b c d e f g h", True)]
)
def test_a_header_is_a_question_by_its_first_word_or_from_eight_words_on(header, asks):
    assert is_question(header) is asks


@pytest.mark.parametrize(
    ("header", "quiz"), [("points – navn", True), ("points", True), ("navn – points", False), ("points-navn", False)]
)
def test_a_quiz_writes_its_word_before_a_dash(header, quiz):
    assert is_quiz(header) is quiz


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("deltakers fornavn", "first_name"),
        ("etternavn", "last_name"),
        ("fornavn og etternavn", ""),
        ("etternavn og fornavn", "first_name"),
        ("navn", ""),
    ],
)
def test_a_header_ends_with_the_part_of_the_name_that_it_asks_for(header, part):
    assert part_of_name(header) == part


@pytest.mark.parametrize(
    ("header", "readings"),
    [
        ("Navn (Fornavn)", ("navn (fornavn)", "navn", "fornavn")),
        ("RecordedDate", ("recordeddate", "recorded date")),
        ("Avmeldt (ja/nei)", ("avmeldt (ja/nei)", "avmeldt", "ja/nei")),
        ("Avmeldt ja/nei", ("avmeldt ja/nei", "avmeldt")),
        ("Avmeldt til kurset - ja/nei", ("avmeldt til kurset - ja/nei", "avmeldt")),
        ("Til kurset", ("til kurset",)),
    ],
)
def test_a_header_is_read_whole_without_brackets_and_without_what_qualifies_it(header, readings):
    assert readings_of(header, [plain_header(header)]) == readings


def weight(field, header):
    return header_weight(field, readings_of(header, [plain_header(header)]))


def test_a_header_weighs_the_more_the_nearer_it_is_to_a_field_s_name():
    headers = ("E-post", "E-post (jobb)", "Hvilken e-post har du?", "Farge")
    weights = [weight("email", header) for header in headers]
    assert weights == sorted(weights, reverse=True) and weights[-1] == 0
    assert weight("municipality", "Arbeidskommune") > 0 == weight("municipality", "Kommunedirektør")
    assert weight("state", "Betalingsstatus") > 0 == weight("state", "Statuslinje")
    assert weight("phone", "Mobilnummer") > 0 == weight("phone", "Mobilitet")
    assert weight("submitted_at", "Påmeldingsdato") > 0 == weight("submitted_at", "Fødselsdato")
    assert weight("first_name", "Deltakers fornavn") > 0 == weight("last_name", "Deltakers fornavn")


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        (["Bestiller", "E-post", "Deltaker", "E-post"], 3),
        (["Bestiller", "Telefon", "E-post", "Deltaker", "E-post"], 4),
        (["Deltaker", "E-post", "Bestiller", "E-post"], 1),
        (["Deltaker", "Telefon", "E-post", "Kontakt", "Telefon", "E-post"], 2),
        (["Bestiller", "Farge", "Form", "E-post", "Deltaker", "E-post"], 5),
    ],
)
def test_an_address_up_to_two_columns_behind_the_orderer_is_the_orderer_s(headers, own):
    cells = {"Bestiller": "Siri Sek", "Kontakt": "Siri Sek", "Deltaker": "Tuva Moe", "Telefon": "900 00 000"}
    rows = [
        [
            f"p{n}{place}@eks.example" if header == "E-post" else cells.get(header, "blå")
            for place, header in enumerate(headers)
        ]
        + [PLACES[n]]
        for n in range(5)
    ]
    found = fields_of([*headers, "Kommune"], *rows)
    assert [place for place, field in enumerate(found) if field == "email"] == [own]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "email"),
        ({"Telefon": ("900 00 000",) * 2}, "email"),
        ({"Kontaktperson": NAMES[:2]}, "contact_email"),
        ({"E-post": ADDRESSES[:2]}, "contact_email"),
    ],
)
def test_a_contact_address_is_the_participant_s_own_where_there_is_no_contact_person(more, field):
    found = fields({"Navn": NAMES[2:4], "Kommune": PLACES[:2], "Contact email": ADDRESSES[3:], **more})
    assert found["Contact email"] == field


@pytest.mark.parametrize(
    ("second", "fields_found"),
    [
        (("", "Asker"), ["municipality", "municipality"]),
        (("Lom", "Asker"), ["", "municipality"]),
        (("", ""), ["municipality", ""]),
        (("", "blå"), ["municipality", "municipality"]),
    ],
)
def test_branches_of_a_form_are_one_where_no_row_fills_two(second, fields_found):
    rows = [["Tuva Moe", "Bodø", second[0]], ["Eirin Lie", "", second[1]]]
    assert fields_of(["Navn", "Hvilken kommune i nord?", "Hvilken kommune i sør?"], *rows)[1:] == fields_found


@pytest.mark.parametrize(
    ("headers", "rows", "persons"),
    [
        (["Deltaker 1", "Deltaker 2"], [["Tuva Moe", "Eirin Lie"], ["Jørn Dahl", ""]], [2, 1]),
        (["Deltaker 1", "Deltaker 2"], [["Tuva Moe", ""], ["", "Eirin Lie"], ["Jørn Dahl", ""]], [1, 1, 1]),
        (["Deltaker 1"], [["Tuva Moe"]], [1]),
        (["Deltaker 1", "Deltaker 2"], [["blå", "gul"], ["rød", "hvit"]], [1, 1]),
        (["Deltaker 1 fornavn", "Deltaker 2 fornavn"], [["Tuva", "Eirin"], ["Jørn", ""]], [2, 1]),
        (["Deltaker 1", "Deltaker 2"], [["a@eks.example", "b@eks.example"]], [1]),
        (["Første deltaker", "Andre deltaker"], [["Tuva Moe", "Eirin Lie"]], [2]),
        (["1. deltaker", "2. deltaker"], [["Tuva Moe", "Eirin Lie"]], [2]),
        (["Andre deltaker", "Tredje deltaker"], [["Tuva Moe", "Eirin Lie"]], [3]),
        (["Fjerde deltaker", "Femte deltaker"], [["Tuva Moe", "Eirin Lie"]], [2]),
    ],
)
def test_numbered_columns_of_names_are_participants(headers, rows, persons):
    lines = [[f"1{n}.03.2024", f"s{n}@eks.example", PLACES[n], *row] for n, row in enumerate(rows)]
    export = read_export(text([["Innsendt", "E-post", "Kommune", *headers], *lines]), "Påmelding.csv")
    assert list(export.rows["persons"]) == persons


FORM = [[n, f"2024-03-10 09:0{n}", f"2024-03-10 09:1{n}", "anonymous", "", NAMES[n]] for n in range(3)]


@pytest.mark.parametrize(
    ("header", "cells", "asked"),
    [
        ("Navn", NAMES[:3], "asked_name"),
        ("Ditt navn", NAMES[:3], "asked_name"),
        ("Navn på leder", NAMES[:3], ""),
        ("Navn på kommune", NAMES[:3], "municipality"),
        ("Navn", ("Ikke møtt", "Møtt", "Avmeldt"), ""),
        ("E-post", ADDRESSES[:3], "asked_email"),
        ("E-post", ("blå", "gul", "rød"), "asked_email"),
        ("E-post", PLACES[:3], ""),
    ],
)
def test_what_a_form_asks_beside_what_it_records_is_known(header, cells, asked):
    rows = [[n, f"2024-03-10 09:0{n}", f"2024-03-10 09:1{n}", "", "", cells[n]] for n in range(3)]
    found = fields_of([*ENGLISH, header], *rows)
    assert found[5] == asked or (not asked and not found[5].startswith("asked"))


@pytest.mark.parametrize(
    ("mapping", "chosen"),
    [
        ({"Navn": "name"}, {0: "name"}),
        ({"NAVN ": "name"}, {0: "name"}),
        ({"Navn [A1]": "name"}, {0: "name"}),
        ({"Navn [C1]": "name"}, {2: "name"}),
        ({"Navn [C9]": "name"}, {2: "name"}),
        ({"Navn [B1]": "name"}, {}),
        ({"Kommune": ""}, {1: ""}),
        ({"Kommune": "borte"}, {}),
        ({"Kommune [B1]": "county"}, {1: "county"}),
        ({"Sted": "county"}, {}),
        ({"Navn [C1]": "name", "Kommune": "county"}, {2: "name", 1: "county"}),
    ],
)
def test_a_mapping_names_a_column_by_its_header_and_a_repeated_one_by_its_letter(mapping, chosen):
    headers, cells = ["Navn", "Kommune", "Navn"], ["A1", "B1", "C1"]
    assert keys_of(headers, cells) == ["Navn [A1]", "Kommune", "Navn [C1]"]
    assert chosen_places(headers, cells, mapping) == chosen


@pytest.mark.parametrize(
    ("texts", "field", "joined"),
    [
        (["2", "3,5"], "persons", "5.5"),
        (["2", "mange"], "persons", "2; mange"),
        (["Tone", "Moe"], "name", "Tone Moe"),
        (["Lom", "Skjåk", "Lom"], "municipality", "Lom; Skjåk"),
    ],
)
def test_cells_of_one_field_are_added_up_or_put_behind_each_other(texts, field, joined):
    assert together(texts, field) == joined


def test_several_columns_of_a_field_are_one_in_its_own_way():
    ways = {"persons": "sum", "email": "first", "municipality": "text", "cancelled": "apart", "participant": "apart"}
    assert {field: way_of(field) for field in ways} == ways


def test_a_form_is_the_same_whatever_has_been_added_to_its_answers():
    questions = ["Navn", "Kommune", "Hva vil dere?"]
    assert form_of(questions) == form_of([*questions[::-1], "Status", "Avmeldt", "Feil", "Notat", ""])
    assert form_of(questions) == form_of([*questions, "Avmeldt (ja/nei)", "Bekreftet dato"])
    assert form_of(questions) != form_of([*questions, "Antall deltakere"])
    assert form_of(questions) != form_of([*questions, "Farge"])


@pytest.mark.parametrize(
    ("header", "cells", "reason", "how", "confidence"),
    [
        ("Kommune", PLACES, "Overskriften er navnet på feltet, og verdiene er kommuner.", "exact", "sure"),
        ("Kommune", ("x1", "x2"), "Overskriften er navnet på feltet.", "exact", "sure"),
        (
            "Kommune (jobb)",
            PLACES,
            "Overskriften er nesten navnet på feltet, og verdiene er kommuner.",
            "prefix",
            "sure",
        ),
        ("Min kommune nå", ("x1", "x2"), "Et ord i overskriften peker på feltet.", "word", "likely"),
        ("Hjemsted nå", PLACES, "Overskriften er ukjent, men verdiene er kommuner.", "values", "likely"),
    ],
)
def test_a_column_s_field_has_its_reason(header, cells, reason, how, confidence):
    columns = {"Navn": NAMES[: len(cells)], header: cells, "E-post": ADDRESSES[: len(cells)]}
    rows = list(zip(*columns.values(), strict=True))
    found = read_export(text([list(columns), *rows]), "Påmelding.csv").columns.set_index("column").loc[header]
    assert (found["field"], found["reason"], found["how"], found["confidence"]) == (
        "municipality",
        reason,
        how,
        confidence,
    )


@pytest.mark.parametrize(
    ("header", "begun"),
    [("navn", True), ("navn på barnet", True), ("navn2", False), ("navna til alle", False), ("navneliste", False)],
)
def test_a_header_begins_with_a_field_s_name_where_the_word_ends_there(header, begun):
    assert begins(BY_NAME["name"], header) is begun

"""Which field a column has where its header says little, and where it is only asked about, around each edge."""

import pytest
from columns_of import column_of
from make_files import ENGLISH

from loaders.table.columns import recognise
from loaders.table.headers import header_weight, headers_key, plain_header, readings_of
from loaders.table.layout import lay_out

TEN = range(10)
EMAILS = [f"p{n}@eks.example" for n in TEN]
NAMES = [f"{first} Moe" for first in ("Tuva", "Eirin", "Jørn", "Marte", "Sindre", "Ida", "Liv", "Ola", "Siv", "Eva")]
TIMES = [f"1{n}.03.2024 09:00" for n in TEN]
LONG = [f"{'en lang fortelling ' * 4}{n}" for n in TEN]
YES_AND_MORE = {count: [*["Ja"] * count, *["blå", "rød"][: 10 - count]] for count in (8, 9, 10)}
HALF = ["Avmeldt"] * 5 + ["Påmeldt"] * 5


def claim(header, cells, kind="registrations", hidden=False, beside=("E-post", EMAILS)):
    """What a column is taken for beside one of addresses."""
    columns = [column_of(*beside[1]), column_of(*cells)]
    columns[1].hidden = hidden
    return recognise(lay_out([beside[0], header], columns, {}), kind)[1]


@pytest.mark.parametrize(
    ("header", "cells", "kind", "field", "how"),
    [
        ("Navn (jobb)", LONG, "registrations", "name", "prefix"),
        ("Ditt navn er", LONG, "registrations", "", ""),
        ("Farge", ["Organizer"] * 5 + ["Attendee"] * 5, "attendance", "meeting_role", "values"),
        ("Farge", ["Organizer"] * 10, "attendance", "", ""),
        ("Farge", TIMES, "registrations", "submitted_at", "values"),
        ("Farge", TIMES, "attendance", "", ""),
        ("Sendt", TIMES, "attendance", "submitted_at", "exact"),
        ("Frist", TIMES, "registrations", "", ""),
    ],
)
def test_values_say_a_field_where_the_header_leaves_it_open(header, cells, kind, field, how):
    found = claim(header, cells, kind)
    assert (found.field, found.how) == (field, how)


@pytest.mark.parametrize(
    ("header", "how"), [("Join Time", "exact"), ("Join Time (dato)", "prefix"), ("Begynte", "values")]
)
def test_a_time_of_a_meeting_known_by_its_shape_is_surer_by_its_header(header, how):
    cells = [NAMES, TIMES, [time.replace("09:", "10:") for time in TIMES], [f"{50 + n} min" for n in TEN]]
    layout = lay_out(["Navn", header, "Sluttet", "Varte"], [column_of(*column) for column in cells], {})
    found = recognise(layout, "attendance")
    assert [one.field for one in found] == ["name", "joined_at", "left_at", "minutes"]
    assert [one.how for one in found[1:]] == [how, "values", "values"]
    assert found[1].confidence == ("likely" if how == "values" else "sure")


def test_addresses_are_somebody_s_whatever_their_header_says_where_there_are_no_others():
    assert claim("Leder", EMAILS, beside=("Navn", NAMES)).field == "email"
    assert claim("Leder", EMAILS).field == ""


@pytest.mark.parametrize(
    ("header", "cells", "asked"),
    [
        ("Deltakelsen er avbestilt", YES_AND_MORE[9], "cancelled"),
        ("Deltakelsen er avbestilt", YES_AND_MORE[8], ""),
        ("Vi har avslått", YES_AND_MORE[9], "declined"),
        ("Deltaker", YES_AND_MORE[10], "coming"),
        ("Deltaker", YES_AND_MORE[9], ""),
        ("Status", ["Avmeldt", "Påmeldt", *[""] * 8], "state"),
        ("Status", HALF, ""),
        ("Status", ["blå", "rød", *[""] * 8], ""),
    ],
)
def test_a_column_is_asked_about_where_nine_of_ten_answer_or_a_few_stand_above_empty_cells(header, cells, asked):
    assert claim(header, cells).proposed == asked


def test_a_state_in_a_hidden_column_is_asked_about():
    assert (claim("Status", HALF).field, claim("Status", HALF, hidden=True).proposed) == ("state", "state")


@pytest.mark.parametrize(
    ("header", "weighs"),
    [
        ("Hvem er med fra din kommune", False),
        ("Fra min kommune nå", True),
        ("Fra min kommune hvem er", True),
        ("Min kommunedirektør i kommune nå", False),
    ],
)
def test_a_word_against_a_field_counts_anywhere_or_only_where_a_header_begins(header, weighs):
    readings = readings_of(header, [plain_header(header)])
    assert (header_weight("municipality", readings) > 0) is weighs


def test_the_key_of_headers_stays_the_same_or_choices_that_were_kept_would_be_lost():
    assert headers_key(["Navn", "Kommune"]) == headers_key(["NAVN:", "Kommune*", "Feil"]) == "42883db6bb4a36a8"


@pytest.mark.parametrize(
    ("chosen", "fields"),
    [
        ({}, ["submission_id", "started_at", "submitted_at", "email", "name", ""]),
        ({5: "email"}, ["submission_id", "started_at", "submitted_at", "", "name", "email"]),
        ({3: ""}, ["submission_id", "started_at", "submitted_at", "", "name", ""]),
        ({3: "contact_email"}, ["submission_id", "started_at", "submitted_at", "contact_email", "name", ""]),
    ],
)
def test_what_forms_records_gives_way_to_what_the_user_says(chosen, fields):
    cells = [[str(n) for n in TEN], TIMES, TIMES, EMAILS, NAMES, LONG]
    layout = lay_out([*ENGLISH, "Hvorfor?"], [column_of(*column) for column in cells], chosen)
    assert [found.field for found in recognise(layout, "applications")] == fields

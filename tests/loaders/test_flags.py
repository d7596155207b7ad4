"""Columns that each say one thing of a row: cancelled, refunded, on the waiting list, coming, came."""

import pytest
from make_files import text
from small_exports import PEOPLE, application, asked, form, listed

from loaders import read_export


@pytest.mark.parametrize(
    ("header", "yes", "no", "reason"),
    [
        ("Avmeldt", "Ja", "Nei", "Avmeldt"),
        ("Avmeldt?", "Ja", "Nei", "Avmeldt"),
        ("Avmeldt dato", "12.03.2024", "", "Avmeldt"),
        ("Avbestilt", "x", "", "Avmeldt"),
        ("Kansellert", "x", "", "Avmeldt"),
        ("Cancelled", "TRUE", "FALSE", "Avmeldt"),
        ("Cancelled At", "2024-03-12 10:00:00", "", "Avmeldt"),
        ("Refundert", "Ja", "", "Avmeldt"),
        ("Har meldt forfall", "Ja", "", "Avmeldt"),
        ("Venteliste", "Ja", "Nei", "Venteliste"),
        ("Venteliste", "3", "", "Venteliste"),
        ("Waitlisted", "Yes", "No", "Venteliste"),
        ("Ordrestatus", "Kansellert", "Betalt", "Avmeldt"),
        ("Billettstatus", "Refundert", "Gyldig", "Avmeldt"),
        ("Attendee Status", "Not Attending", "Attending", "Avmeldt"),
        ("Kommer du?", "Nei", "Ja", "Avmeldt"),
        ("Kommer du på samlingen?", "Nei, dessverre", "Ja", "Avmeldt"),
        ("Kan du delta?", "Nei", "Ja", "Avmeldt"),
        ("Deltar du 15. mars?", "Nei", "Ja", "Avmeldt"),
        ("Kjem du?", "Nei", "Ja", "Avmeldt"),
        ("Will you attend?", "No", "Yes", "Avmeldt"),
        ("RSVP", "Declined", "Accepted", "Avslått"),
        ("Påmeldt", "Nei", "Ja", "Avmeldt"),
    ],
)
def test_a_column_of_its_own_is_heard(header, yes, no, reason):
    export = read_export(listed(header, [no, yes, no, yes, no]), "Paamelding.csv")
    assert list(export.rows["why_not"]) == ["", reason, "", reason, ""]
    assert asked(export) == []


@pytest.mark.parametrize(
    ("header", "kind", "counting"),
    [
        ("Møtt", "attendance", [True, False, True]),
        ("Kommer du?", "registrations", [True, False, True]),
        ("Avmeldt", "registrations", [True, True, True]),
    ],
)
def test_ok_beside_a_no_is_a_yes_but_no_cancellation(header, kind, counting):
    export = read_export(listed(header, ["ok", "nei", "OK"]), "Liste.csv", kind=kind)
    assert list(export.rows["counts"]) == counting


def test_an_answer_between_yes_and_no_counts_and_is_told():
    export = read_export(listed("Kommer du?", ["Ja", "Nei", "Kanskje", "Nei, digitalt"]), "Paamelding.csv")
    assert list(export.rows["why_not"]) == ["", "Avmeldt", "", ""]
    told = export.findings[export.findings["code"] == "flag_unread"].iloc[0]
    assert told["cells"] == ("E4", "E5")


def test_a_word_for_another_answer_under_the_offer_of_a_place_is_that_answer():
    export = read_export(application("Tilbud om plass", ["Ja", "Venteliste", "Nei"]), "Søknad.csv")
    assert list(export.rows["state"]) == ["placed", "waiting", "declined"]


def test_several_columns_are_all_heard_and_the_gravest_reason_stands():
    values = [
        ("Påmeldt", "Betalt", ""),
        ("Avmeldt", "Betalt", "x"),
        ("Påmeldt", "Refundert", ""),
        ("Påmeldt", "Betalt", "x"),
    ]
    rows = [[*PEOPLE[n], f"p{n}@eks.example", *value] for n, value in enumerate(values)]
    headers = ["Navn", "Kommune", "E-post", "Status", "Betalingsstatus", "Venteliste"]
    export = read_export(text([headers, *rows]), "Påmelding.csv")
    assert list(export.rows["why_not"]) == ["", "Avmeldt", "Avmeldt", "Venteliste"]


def test_where_all_filled_cells_are_the_same_tick_an_empty_one_is_no():
    rows = [[name, place, "x" if n % 2 else ""] for n, (name, place) in enumerate(PEOPLE)]
    export = read_export(text([["Navn", "Kommune", "Deltok"], *rows]), "Oppmøte.csv")
    assert list(export.rows["why_not"]) == ["Møtte ikke", "", "Møtte ikke", "", "Møtte ikke"]
    rows[0][2] = "nei"
    export = read_export(text([["Navn", "Kommune", "Deltok"], *rows]), "Oppmøte.csv")
    assert list(export.rows["why_not"]) == ["Møtte ikke", "", "", "", ""]


def test_who_ticked_any_of_the_days_came():
    rows = [["Tuva Solbakk", "Bodø", "x", ""], ["Eirin Nesvold", "Asker", "", "x"], ["Jørn Åsgard", "Lom", "", ""]]
    export = read_export(text([["Navn", "Kommune", "Dag 1", "Dag 2"], *rows]), "Oppmøteliste.csv")
    assert export.kind == "attendance"
    assert list(export.rows["why_not"]) == ["", "", "Møtte ikke"]


def test_a_withdrawal_takes_back_a_place_and_a_contradiction_is_told():
    rows = [("Tildelt plass", "x", ""), ("Avslag", "", "x"), ("Tildelt plass", "", "")]
    content = application("Status", ["", "", ""]).decode().splitlines()
    lines = [
        f"{content[0]};Trukket;Bekreftet",
        *(f"{line}{';'.join(row)}" for line, row in zip(content[1:], rows, strict=True)),
    ]
    export = read_export("\n".join(lines).encode(), "Søknad.csv")
    assert list(export.rows["state"]) == ["withdrawn", "declined", "placed"]
    told = export.findings[export.findings["code"] == "states_contradict"].iloc[0]
    assert (told["column"], told["cells"]) == ("Bekreftet", ("J3",))


def test_a_column_of_states_beside_the_names_of_forms_is_no_second_name():
    export = read_export(form("Attendee Status", ["Attending", "Not Attending", "Attending"]), "Påmelding(1-3).csv")
    assert list(export.rows["why_not"]) == ["", "Avmeldt", ""]
    assert list(export.rows["name"])[1] == PEOPLE[1][0]


@pytest.mark.parametrize("said", ["avmeldt", "Avmeldt?", "meldt avbud", "på venteliste"])
def test_a_cancellation_in_a_column_without_a_header_is_told_and_does_not_act(said):
    export = read_export(listed("", ["", said, "ring henne"]), "Påmelding.csv")
    told = export.findings[export.findings["code"] == "state_aside"].iloc[0]
    assert (told["severity"], told["cell"], int(export.summary["counting"])) == ("check", "E3", 3)


@pytest.mark.parametrize(
    ("name", "told"), [("Tone Eksempel (avmeldt)", 1), ("Tone Eksempel – avmeldt", 1), ("Tone (Bodø)", 0)]
)
def test_a_cancellation_after_a_name_is_told(name, told):
    rows = [["Navn", "E-post", "Kommune", "Påmeldt dato"], [name, "t@eks.example", "Bodø", "10.03.2024"]]
    export = read_export(text([*rows, ["Per Eksempel", "p@eks.example", "Asker", "11.03.2024"]]), "Påmelding.csv")
    assert list(export.findings["code"]).count("state_aside") == told


@pytest.mark.parametrize("header", ["Ikke kom", "Kom ikke", "Ikke deltatt", "Dukket ikke opp", "Ikkje kom"])
def test_a_mark_of_not_having_come_is_heard_in_either_order_of_words(header):
    assert attended(header, "x", "", "") == ["Møtte ikke", "", ""]


@pytest.mark.parametrize(
    ("word", "why_not"), [("Ikke kom", "Møtte ikke"), ("dukket ikke opp", "Møtte ikke"), ("Kom", "")]
)
def test_a_state_of_having_come_or_not_is_heard(word, why_not):
    assert attended("Status", word, "Deltok", "Deltok") == [why_not, "", ""]


def attended(header, *values):
    rows = [[*PEOPLE[n], value] for n, value in enumerate(values)]
    export = read_export(text([["Navn", "Kommune", header], *rows]), "Oppmøte.csv", kind="attendance")
    assert "state_unknown" not in set(export.findings["code"])
    return list(export.rows["why_not"])

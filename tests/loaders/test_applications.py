"""Applications: states and their days, joint applications, senders."""

import pandas as pd
import pytest
from make_files import text

from loaders import read_export

HEADERS = ["ID", "Innsendt", "E-post", "Navn", "Kommune", "Motivasjon"]


def read(*rows, more=(), **how):
    return read_export(text([[*HEADERS, *more], *rows]), "Søknad.csv", **how)


def application(number, *more, email=None, kommune="Bodø"):
    return [
        str(number),
        f"{number:02}.05.2024 09:00",
        email or f"{number}@example.no",
        f"Navn {number}",
        kommune,
        "Vi vil",
        *more,
    ]


def day(moment):
    return "" if pd.isna(moment) else f"{moment:%d.%m.%Y}"


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("", "received"),
        ("Mottatt", "received"),
        ("Under behandling", "under_review"),
        ("Til vurdering", "under_review"),
        ("Tildelt plass", "placed"),
        ("Innvilget", "placed"),
        ("Venteliste", "waiting"),
        ("Avslag", "declined"),
        ("Ikke tildelt plass", "declined"),
        ("Bekreftet", "confirmed"),
        ("Takket ja", "confirmed"),
        ("Trukket", "withdrawn"),
        ("Takket nei", "withdrawn"),
        ("trukket 3. juni", "withdrawn"),
    ],
)
def test_the_status_beside_the_answers_is_read(written, state):
    row = read(application(1, written), more=["Status"]).rows.iloc[0]
    assert (row["state"], row["state_text"]) == (state, written)


def test_an_unknown_status_is_told_with_its_cell_and_counts_as_received():
    export = read(application(1, "Blå mappe"), more=["Status"])
    assert export.rows["state"].iloc[0] == "received"
    assert list(export.findings.loc[export.findings["severity"] == "check", "cell"]) == ["G2"]


def test_a_withdrawn_application_does_not_count():
    export = read(application(1, "Trukket"), application(2, "Mottatt", kommune="Asker"), more=["Status"])
    assert list(export.rows["why_not"]) == ["Trukket", ""]


@pytest.mark.parametrize("header", ["Vedtaksdato", "Dato for vedtak", "Svar sendt", "Tildelt dato", "Statusdato"])
def test_the_day_of_a_place_is_read_by_its_many_names(header):
    row = read(application(1, "Tildelt plass", "07.06.2024"), more=["Status", header]).rows.iloc[0]
    assert day(row["placed_at"]) == "07.06.2024"
    assert day(row["confirmed_at"]) == ""


@pytest.mark.parametrize("header", ["Bekreftet dato", "Bekreftet"])
def test_the_day_of_a_confirmation_is_read_and_carries_the_state_further(header):
    row = read(
        application(1, "Tildelt plass", "07.06.2024", "20.06.2024"), more=["Status", "Vedtaksdato", header]
    ).rows.iloc[0]
    assert row["state"] == "confirmed"
    assert (day(row["placed_at"]), day(row["confirmed_at"])) == ("07.06.2024", "20.06.2024")


def test_a_confirmation_may_be_yes_or_no():
    export = read(
        application(1, "Tildelt plass", "Ja"), application(2, "Tildelt plass", "Nei"), more=["Status", "Bekreftet"]
    )
    assert list(export.rows["state"]) == ["confirmed", "placed"]
    assert export.rows["confirmed_at"].isna().all()


def test_a_refusal_keeps_its_day_apart_from_that_of_a_place():
    row = read(application(1, "Avslag", "07.06.2024"), more=["Status", "Vedtaksdato"]).rows.iloc[0]
    assert (row["state"], day(row["placed_at"]), day(row["decided_at"])) == ("declined", "", "07.06.2024")


def test_ticks_in_columns_of_their_own_say_the_state():
    export = read(
        application(1, "x", ""), application(2, "", "x"), application(3, "", ""), more=["Tildelt plass", "Venteliste"]
    )
    assert list(export.rows["state"]) == ["placed", "waiting", "received"]


def test_an_answer_that_is_neither_yes_no_nor_a_date_is_told():
    export = read(application(1, "kanskje senere"), more=["Tildelt plass"])
    assert "G2" in set(export.findings["cell"])


def test_two_municipalities_in_one_cell_are_one_application_for_both():
    export = read(application(1, kommune="Lom og Skjåk"))
    assert export.rows["municipality_numbers"].iloc[0] == ("3434", "3433")
    assert export.summary["counting"] == 1


def test_partners_stand_behind_the_applicant():
    rows = [
        application(1, "Fauske og Saltdal"),
        application(2, "Nei, vi søker alene", kommune="Asker"),
        application(3, "Bodø", kommune="Gildeskål"),
    ]
    numbers = list(read(*rows, more=["Samarbeidskommuner"]).rows["municipality_numbers"])
    assert numbers == [("1804", "1841", "1840"), ("3203",), ("1838", "1804")]


@pytest.mark.parametrize(
    "written",
    [
        "Ja, sammen med Inderøy",
        "Vi søker sammen med Inderøy kommune",
        "Ja, vi søker i lag med Inderøy.",
        "Interkommunalt samarbeid med Inderøy",
    ],
)
def test_a_partner_is_read_from_a_sentence(written):
    export = read(application(1, written), more=["Samarbeidskommuner"])
    assert export.rows["municipality_numbers"].iloc[0] == ("1804", "5053")


def test_a_yes_with_a_partner_in_doubt_is_told_with_its_cell():
    export = read(application(1, "Ja, med Herøy"), more=["Samarbeidskommuner"])
    assert "flere kommuner" in export.findings[export.findings["cell"] == "G2"].iloc[0]["message"]


def test_a_partner_nobody_knows_is_told_with_its_cell():
    export = read(application(1, "Atlantis"), more=["Samarbeidskommuner"])
    found = export.findings[export.findings["cell"] == "G2"].iloc[0]
    assert "«Atlantis»" in found["message"]
    assert export.rows["municipality_numbers"].iloc[0] == ("1804",)


def test_the_latest_application_of_a_sender_and_municipality_counts_whatever_its_name():
    rows = [application(1, email="a@example.no"), application(2, email="a@example.no")]
    assert list(read(*rows).rows["counts"]) == [False, True]


def test_two_senders_of_one_municipality_are_asked_about():
    export = read(application(1), application(2))
    assert export.rows["counts"].all()
    found = export.findings[export.findings["message"].str.contains("flere avsendere")].iloc[0]
    assert (found["severity"], found["cells"]) == ("check", ("E2", "E3"))


def test_what_an_application_tells_is_kept_in_its_columns():
    more = ["Kontaktperson", "Kontaktperson e-post", "Forankring", "Deltakere i teamet", "Samtykke"]
    row = read(
        application(1, "Kari", "Kari@Example.no", "Ja, i kommunestyret", "Rektor, bibliotekar", "Ja"), more=more
    ).rows.iloc[0]
    assert (row["contact_person"], row["contact_email"]) == ("Kari", "kari@example.no")
    assert (row["anchoring"], row["team"], row["motivation"], row["consent"]) == (
        "Ja, i kommunestyret",
        "Rektor, bibliotekar",
        "Vi vil",
        "Ja",
    )

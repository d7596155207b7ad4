"""Whom to call: states set for the right application, new addresses, notes put right, and what leaves is logged."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest
import streamlit as st

import store
from domain.clock import today
from domain.words import format_date
from frame import numbers, reads
from frame.parts.contacts import STEPS
from tests.browser.steps import applications, registrations
from tests.pages.conftest import text_of
from tests.store.exports import write_csv

EVERYBODY = "Alle påmeldte"
SIGNED, APPLIED = "Påmelding(1-3).xlsx", "Søknad(1-3).xlsx"


@pytest.fixture
def round_of_three(engine):
    """Bodø and Narvik and Alta registered; Bodø applied from two addresses, Alta once."""
    store.adopt(engine, registrations("Bodø", "Narvik", "Alta"), SIGNED, round_id="2024", who="kari")
    store.adopt(engine, applications("Bodø", "Bodø", "Alta"), APPLIED, round_id="2024", who="kari")
    numbers.forget()
    return engine


def states_box(page):
    return next(box for box in page.multiselect if box.label == "Søknader")


def set_state(page, labels, state):
    states_box(page).set_value(labels)
    next(box for box in page.selectbox if box.label == "Ny status").set_value(state)
    next(button for button in page.button if button.label == "Sett status").click()
    page.run()
    assert not page.exception
    return page


def options(page):
    return states_box(page).options


def list_count(page, title):
    [tabs] = [tabs for tabs in page.button_group if tabs.key == "chosen_list"]
    counts = dict(re.fullmatch(r"(.*) \((\d+)\)", option).groups() for option in tabs.options)
    return int(counts[title])


def test_of_two_applications_from_a_municipality_the_chosen_one_gets_the_state(round_of_three, open_page):
    page = open_page("follow_up", dato="2024-06-20")
    assert options(page) == ["Alta, 04.04.2024 – mottatt", "Bodø, 02.04.2024 – mottatt", "Bodø, 03.04.2024 – mottatt"]
    page = set_state(page, [options(page)[2], options(page)[0]], "placed")
    assert options(page) == [
        "Alta, 04.04.2024 – tildelt plass",
        "Bodø, 02.04.2024 – mottatt",
        "Bodø, 03.04.2024 – tildelt plass",
    ]
    # At once in the lists, counted from the day the page shows; and gone the day before.
    assert list_count(page, "Tildelt plass, men ikke bekreftet") == 2
    before = open_page("follow_up", dato="2024-06-19")
    assert list_count(before, "Tildelt plass, men ikke bekreftet") == 0


def test_a_withdrawn_application_can_be_taken_up_again(round_of_three, open_page):
    page = open_page("follow_up", dato="2024-06-20")
    page = set_state(page, ["Alta, 04.04.2024 – mottatt"], "withdrawn")
    assert "Alta, 04.04.2024 – trukket" in options(page)
    page = set_state(page, ["Alta, 04.04.2024 – trukket"], "under_review")
    assert "Alta, 04.04.2024 – under vurdering" in options(page)


def test_a_state_set_on_the_rounds_last_day_shows_although_the_round_is_over(round_of_three, open_page):
    page = open_page("follow_up")
    page = set_state(page, ["Alta, 04.04.2024 – mottatt"], "placed")
    assert "Alta, 04.04.2024 – tildelt plass" in options(page)


def test_only_those_whose_addresses_were_not_copied_are_new(round_of_three, open_page):
    page = open_page("follow_up", region="Nordland", liste=EVERYBODY)
    assert "siden adressene" not in text_of(page)
    next(button for button in page.button if button.label == "Kopier adressene").click()
    page.run()
    assert not page.exception
    [line] = store.read_log(round_of_three).query("act == 'copy_addresses'").itertuples()
    assert line.details == "listen «Alle påmeldte», 2 rader, Nordland"
    numbers.forget()
    assert "0 nye siden adressene sist ble kopiert" in text_of(
        open_page("follow_up", region="Nordland", liste=EVERYBODY)
    )
    # Nobody has copied those of the north, nor everybody's.
    assert "siden adressene" not in text_of(
        open_page("follow_up", region="Finnmark, Troms og Svalbard", liste=EVERYBODY)
    )
    assert "siden adressene" not in text_of(open_page("follow_up", liste=EVERYBODY))


@pytest.mark.parametrize("title", ["Alle påmeldte", "Har søkt, men mangler noe", "Ingen kontakt på en stund"])
def test_every_list_that_leaves_is_logged(round_of_three, open_page, monkeypatch, title):
    written, show = [], st.download_button

    def note(label, data, *rest, **more):
        if label.startswith("Last ned som"):
            written.append(data)
        return show(label, data, *rest, **more)

    monkeypatch.setattr(st, "download_button", note)
    open_page("follow_up", liste=title)
    for write in written:
        write()
    logged = store.read_log(round_of_three).query("act == 'download'")["details"].tolist()
    assert logged == [logged[0]] * len(written)
    assert logged[0].startswith(f"listen «{title}», ")


def test_a_contact_logged_as_a_call_can_be_put_right_as_guidance(round_of_three, open_page):
    note = store.Note("1806", date(2024, 4, 10), "telefon", "Snakket om søknaden", author="lokal")
    saved = store.add_note(round_of_three, "2024", note, "lokal")
    page = open_page("follow_up", kommune="1806", dato="2024-06-20")
    page.session_state[f"edit_{saved.id}"] = True
    page.run()
    next(box for box in page.selectbox if box.key == f"channel_{saved.id}").set_value("veiledning")
    next(box for box in page.date_input if box.key == f"day_{saved.id}").set_value(date(2024, 4, 11))
    next(button for button in page.button if button.label == "Lagre endringen").click()
    page.run()
    assert not page.exception
    now = store.read_note(round_of_three, saved.id)
    assert (now.channel, now.day, now.agreed) == ("veiledning", date(2024, 4, 11), "Snakket om søknaden")
    found = numbers.situation("2024", reads.change_id()[0], date(2024, 6, 20)).status.set_index("number")
    assert found.loc["1806", "guided"] == date(2024, 4, 11)


def test_a_row_says_why_whom_to_call_when_we_spoke_and_what_comes_next(engine, open_page):
    headers = ("ID", "Påmeldt dato", "E-post", "Navn", "Kommune", "Telefon", "Antall deltakere")
    rows = [
        (1, "2024-03-11 10:00", "ada@kommune.example", "Ada Ås", "Narvik", "", "3"),
        (2, "2024-03-10 10:00", "bo@kommune.example", "Bo Berg", "Narvik", "900 00 001", "1"),
    ]
    content = write_csv(*rows, headers=headers)
    store.adopt(engine, content, "Påmelding.csv", round_id="2024", who="kari")
    note = store.Note("1806", date(2024, 4, 10), "telefon", "Ville tenke", "Ringe igjen", date(2024, 4, 20))
    store.add_note(engine, "2024", note, "lokal")
    page = open_page("follow_up", liste="Ingen kontakt på en stund", dato="2024-05-20")
    [row] = page.dataframe[0].value.to_dict("records")
    assert row["Kommune"] == "Narvik"
    assert row["Hvorfor"] == "4 påmeldte, ikke søkt"
    assert (row["Kontaktperson"], row["Telefon"]) == ("Bo Berg", "900 00 001")  # Ada can't be called
    assert pd.Timestamp(row["Siste kontakt"]) == pd.Timestamp("2024-04-10")
    assert row["Neste steg"] == "Ringe igjen innen 20.04.2024"


def test_the_first_list_is_that_of_what_is_agreed_else_that_of_the_phase(round_of_three, open_page):
    assert open_page("follow_up", dato="2024-03-12").session_state["chosen_list"] == "Alle påmeldte"
    assert open_page("follow_up", dato="2024-06-20").session_state["chosen_list"] == "Har søkt, men mangler noe"
    store.add_note(round_of_three, "2024", store.Note("1806", date(2024, 4, 1), "møte", "", "Ringe"), "lokal")
    numbers.forget()
    assert open_page("follow_up", dato="2024-05-10").session_state["chosen_list"] == "Avtalte steg"


@pytest.mark.parametrize("many", [STEPS, STEPS + 1])
def test_the_most_urgent_steps_are_shown_first_and_the_others_when_asked_for(engine, open_page, many):
    store.adopt(engine, registrations("Bodø"), SIGNED, round_id="2024", who="kari")
    for number in range(many):
        step = store.Note("1804", date(2024, 4, 1), "møte", "", f"Steg {number}", date(2024, 5, 1) + timedelta(number))
        store.add_note(engine, "2024", step, "lokal")
    page = open_page("follow_up", dato="2024-05-10")
    assert [button.key for button in page.button if button.key == "more_steps"] == ["more_steps"] * (many - STEPS)
    assert "Steg 0 " in text_of(page) and f"Steg {STEPS - 1} " in text_of(page)
    assert f"Steg {STEPS} " not in text_of(page)
    if many > STEPS:
        assert f"Viser {STEPS} av {many} steg" in text_of(page)
        page.button(key="more_steps").click().run()
        assert f"Steg {STEPS} " in text_of(page)


def test_a_list_that_is_unknown_is_told(round_of_three, open_page):
    assert "Ukjent liste i lenken: «Alle»." in text_of(open_page("follow_up", liste="Alle"))
    assert "Ukjent liste" not in text_of(open_page("follow_up", liste="Alle påmeldte"))


def test_an_open_municipality_stands_in_place_of_the_list_with_the_way_to_the_next(round_of_three, open_page):
    page = open_page("follow_up", liste="Meldte på flere, men har ikke søkt", kommune="1804", dato="2024-05-01")
    assert not page.dataframe
    assert "Logg en kontakt med Bodø" in text_of(page)
    next(button for button in page.button if button.key == "back_to_list").click().run()
    assert "kommune" not in page.query_params
    page = open_page("follow_up", liste="Alle påmeldte", kommune="1806", dato="2024-05-01")
    following = next(button for button in page.button if button.key == "next_on_list")
    assert following.label == "Neste på listen: Bodø"
    following.click().run()
    assert page.query_params["kommune"] == "1804"
    assert "Logg en kontakt med Bodø" in text_of(page)
    assert not [button for button in page.button if button.key == "next_on_list"]  # Bodø stands last


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Skriv hva dere ble enige om, eller hva som er neste steg."),
        ({"Hva ble avtalt?": "   "}, "Skriv hva dere ble enige om, eller hva som er neste steg."),
        ({"Innen": date(2024, 5, 9)}, "Skriv hva som skal gjøres innen den dagen."),
    ],
)
def test_nothing_empty_is_logged_and_the_field_says_why(round_of_three, open_page, fields, sentence):
    page = open_page("follow_up", kommune="1804", dato="2024-05-01")
    fill(page, fields)
    assert sentence in text_of(page)
    assert store.notes(round_of_three, "2024").empty
    fill(page, {"Neste steg": "Ringe"})
    assert sentence not in text_of(page)
    assert store.notes(round_of_three, "2024")["next_step"].tolist() == ["Ringe"]


def fill(page, fields):
    for field in (*page.text_area, *page.text_input, *page.date_input):
        if field.label in fields:
            field.set_value(fields[field.label])
    next(button for button in page.button if button.label == "Lagre kontakten").click().run()
    assert not page.exception


def test_the_story_tells_the_next_step_with_its_day(round_of_three, open_page):
    note = store.Note("1804", date(2024, 4, 10), "telefon", "Ville tenke", "Ringe igjen", date(2024, 4, 20))
    store.add_note(round_of_three, "2024", note, "lokal")
    page = open_page("municipalities", kommune="1804", dato="2024-05-01")
    story = page.table[0].value
    assert any("Neste steg: Ringe igjen innen 20" in text.replace("\\", "") for text in story["Hva"])


def test_a_state_shows_the_day_it_holds_from_and_when_it_was_set(round_of_three, open_page):
    page = open_page("follow_up", dato="2024-06-20")
    assert next(field for field in page.date_input if field.label == "Gjelder fra").value == date(2024, 6, 20)
    next(field for field in page.date_input if field.label == "Gjelder fra").set_value(date(2024, 6, 10))
    page = set_state(page, ["Alta, 04.04.2024 – mottatt"], "placed")
    shown = text_of(page)
    assert f"tildelt plass fra 10.06.2024, satt {format_date(today())}" in shown
    assert "av lokal bruker" in shown
    assert list_count(open_page("follow_up", dato="2024-06-09"), "Tildelt plass, men ikke bekreftet") == 0
    assert list_count(open_page("follow_up", dato="2024-06-10"), "Tildelt plass, men ikke bekreftet") == 1


def test_no_state_is_set_for_no_application_and_the_field_says_why(round_of_three, open_page):
    page = open_page("follow_up", dato="2024-06-20")
    page = set_state(page, [], "placed")
    assert "Velg søknadene som skal få en ny status." in text_of(page)
    assert store.corrections(round_of_three, "2024").states.empty


def test_a_note_is_removed_by_a_yes_and_said_to_be(round_of_three, open_page):
    saved = store.add_note(round_of_three, "2024", store.Note("1804", date(2024, 4, 10), "møte", "Avtalt"), "lokal")
    page = open_page("follow_up", kommune="1804", dato="2024-06-20")
    assert [button.label for button in page.button if button.key == f"remove_{saved.id}"] == ["Ja, fjern notatet"]
    next(button for button in page.button if button.key == f"remove_{saved.id}").click().run()
    assert r"Notatet er fjernet\." in [toast.value for toast in page.toast]
    assert store.read_log(round_of_three)["details"][0] == "notat om Bodø fjernet"


def test_a_list_shows_the_small_municipalities_alone_and_its_link_and_log_say_so(round_of_three, open_page):
    small = registrations("Gildeskål", "Bodø")
    store.adopt(round_of_three, small, "Påmelding(1-2).xlsx", round_id="2024", who="kari")
    st.cache_resource.clear()
    page = open_page("follow_up", liste="Ingen kontakt på en stund", dato="2024-04-01")
    [size] = [box for box in page.selectbox if box.label == "Innbyggertall"]
    assert list_count(page, "Ingen kontakt på en stund") == 2
    size.set_value("under-3000")
    page.run()
    assert not page.exception
    assert page.query_params["storrelse"] == "under-3000"
    assert "1 kommune." in text_of(page)
    opened = open_page(
        "follow_up", liste="Ingen kontakt på en stund", dato="2024-04-01", storrelse="under-3000", kommune="1838"
    )
    assert not [button for button in opened.button if button.label.startswith("Neste på listen")]
    assert "Ukjent størrelse i lenken" in text_of(open_page("follow_up", storrelse="små"))

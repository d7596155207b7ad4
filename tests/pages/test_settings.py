"""Innstillinger: a problem stands at its field, numbers are refused and not changed, no two rounds look alike."""

from datetime import date

import pytest

import store
from frame.parts.settings_form import describe_change
from frame.parts.targets_grid import read_count, sum_sentence
from tests.pages.conftest import text_of
from tests.store.exports import registration, write_csv


def field(page, kind, label):
    return next(field for field in getattr(page, kind) if field.label == label)


def press(page, label):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


@pytest.mark.parametrize(
    ("kind", "label", "value", "sentence"),
    [
        ("text_input", "Tittel", " ", "Skriv hva runden heter."),
        ("text_input", "Påmelding", "kulturskole.example", "Skriv hele adressen, med https:// først"),
        ("date_input", "Søknadsfrist", date(2024, 3, 1), "Søknadsfristen (01.03.2024) er før samlingens start"),
        ("text_input", "Mål for søknader", "3,5", "Målet for søknader må være et helt tall, 0 eller høyere."),
        ("text_input", "Mål for plasser", "-4", "Målet for plasser må være et helt tall, 0 eller høyere."),
        ("text_input", "Mål for plasser", "abc", "Målet for plasser må være et helt tall, 0 eller høyere."),
    ],
)
def test_a_field_that_is_not_right_says_so_and_keeps_what_was_typed(engine, open_page, kind, label, value, sentence):
    page = open_page("settings")
    field(page, kind, label).set_value(value)
    press(page, "Lagre innstillingene")
    assert sentence in text_of(page)
    assert field(page, kind, label).value == value
    assert store.round_settings(engine, "2024").version == 0


def test_settings_that_are_right_are_saved_as_they_stand(engine, open_page):
    before = store.round_settings(engine, "2024").values
    page = press(open_page("settings"), "Lagre innstillingene")
    assert "må være" not in text_of(page)
    saved = store.round_settings(engine, "2024")
    assert saved.version > 0
    assert saved.values["targets"] == before["targets"]
    assert saved.values["dates"].items() >= before["dates"].items()


@pytest.mark.parametrize(
    ("typed", "count"),
    [("40", 40), (" 0 ", 0), ("", None), (None, None), ("3,5", "3,5"), ("-4", "-4"), ("abc", "abc"), ("²", "²")],
)
def test_a_target_is_read_as_it_is_typed(typed, count):
    assert read_count(typed) == count


def test_the_sum_of_the_branches_says_what_is_missing():
    rows = {"Nordland": {"applications": 4}, "Agder": {"applications": None}, "Vestland": {"applications": "3,5"}}
    assert sum_sentence(rows, 6, "applications") == "Sum søknader: **4** av 6, mangler 2"
    assert sum_sentence(rows, 4, "applications") == "Sum søknader: **4** av 4"
    assert sum_sentence(rows, 3, "applications") == "Sum søknader: **4** av 3, 1 for mye"
    assert sum_sentence(rows, None, "applications") == "Sum søknader: **4**"


def make_round(page, title="Kulturskolen 2027"):
    next(field for field in page.text_input if (field.key or "").startswith("new_round_settings")).set_value(title)
    return press(page, "Lag runden")


def test_one_more_press_makes_no_second_round_that_looks_like_the_first(engine, open_page):
    page = make_round(open_page("settings"))
    assert len(store.rounds(engine)) == 3
    make_round(page)
    assert "heter det samme. Gi runden et navn for seg." in text_of(page)
    assert len(store.rounds(engine)) == 3
    make_round(page, "Kulturskolen 2027, høst")
    assert len(store.rounds(engine)) == 4


def test_a_round_that_holds_nothing_can_be_removed_and_one_that_holds_something_can_not(engine, open_page):
    make_round(open_page("settings"))
    made = next(found.round_id for found in store.rounds(engine) if found.title == "Kulturskolen 2027")
    assert not [button for button in open_page("settings").button if button.label == "Ja, fjern runden"]
    version = store.round_settings(engine, made).version
    content = write_csv(registration(1), headers=("ID", "Påmeldt dato", "E-post", "Navn", "Kommune"))
    store.adopt(engine, content, "Påmelding.csv", round_id=made, who="ola", event="gathering")
    assert not [button for button in open_page("settings", runde=made).button if button.label == "Ja, fjern runden"]
    with pytest.raises(store.StoreRefused, match="kan ikke fjernes"):
        store.remove_round(engine, made, "lokal", expected=version)
    with pytest.raises(store.StoreConflict):
        store.remove_round(engine, made, "lokal", expected=version - 1)
    with pytest.raises(store.StoreRefused, match="følger med dashbordet"):
        store.remove_round(engine, "2021", "lokal", expected=0)
    store.delete_personal_data(engine, made, "lokal")
    press(open_page("settings", runde=made), "Ja, fjern runden")
    assert made not in [found.round_id for found in store.rounds(engine)]
    assert f"runde {made} fjernet" in store.read_log(engine)["details"].tolist()


def test_an_edition_says_what_it_changed(engine, open_page):
    first = store.round_settings(engine, "2024").values
    moved = [first["gatherings"][0] | {"place": "Oslo"}]
    changed = first | {"gatherings": moved, "dates": first["dates"] | {"deadline": date(2024, 5, 20)}}
    assert describe_change(changed, first) == "søknadsfrist og samlinger"
    assert describe_change(first, first | {"title": first["title"]}) == ""
    targets = first["targets"] | {"applications": 41, "places": 21}
    assert describe_change(first | {"targets": targets}, first) == "mål"
    store.save_round(engine, changed, "ola", expected=0)
    assert "av ola, endret søknadsfrist og samlinger" in text_of(open_page("settings"))

"""What one session has on its screen while another changes it: nobody runs over what they have not seen."""

from dataclasses import replace
from datetime import date

import pytest

import store
from tests.pages.conftest import text_of
from tests.store.exports import registration, write_csv

HEADERS = ("ID", "Påmeldt dato", "E-post", "Navn", "Kommune")
CALL = store.Note("1804", date(2024, 4, 3), "telefon", "Sender dokumentet", "Ringe igjen", date(2024, 4, 10))


def adopt(engine, *rows, who="kari"):
    content = write_csv(*rows, headers=HEADERS)
    return store.adopt(engine, content, "Påmelding.csv", round_id="2024", who=who, event="gathering")


def press(app, key):
    next(button for button in app.button if button.key == key).click().run()
    assert not app.exception
    return app


def in_force(engine):
    [version] = store.in_force(engine, "2024")
    return version


def test_taking_back_does_not_run_over_a_file_that_came_meanwhile(open_page, engine):
    first = adopt(engine, registration(1))
    adopt(engine, registration(1), registration(2))
    mine = open_page("data")
    theirs = adopt(engine, registration(1), registration(2), registration(3), who="ola")
    press(mine, f"restore_{first.id}")
    assert "Noen andre har tatt i bruk «Påmelding" in text_of(mine)
    assert in_force(engine).id == theirs.id
    press(mine, f"restore_{first.id}")
    assert in_force(engine).restored_from == first.id


def test_an_edition_of_the_settings_comes_back_only_over_the_one_that_was_seen(open_page, engine):
    first = store.round_settings(engine, "2024")
    ours = store.save_round(engine, first.values | {"title": "Runde i Oslo"}, "kari", expected=0)
    mine = open_page("settings")
    store.save_round(engine, first.values | {"title": "Runde i Bergen"}, "ola", expected=ours.version)
    press(mine, "edition_0")
    assert "Noen andre har lagret innstillingene" in text_of(mine)
    assert store.round_settings(engine, "2024").values["title"] == "Runde i Bergen"
    press(mine, "edition_0")
    assert store.round_settings(engine, "2024").values["title"] == first.values["title"]


@pytest.fixture
def note(engine):
    adopt(engine, registration(1))
    return store.add_note(engine, "2024", CALL, "lokal")


def test_a_note_that_was_changed_meanwhile_is_not_removed_unseen(open_page, engine, note):
    mine = open_page("follow_up", kommune="1804", dato="2024-06-20")
    store.edit_note(engine, replace(note, agreed="Kommunen har svart"), "ola")
    press(mine, f"remove_{note.id}")
    assert "Noen andre har endret notatet. Det er ikke fjernet." in text_of(mine)
    assert "Kommunen har svart" in text_of(mine)
    assert store.read_note(engine, note.id).agreed == "Kommunen har svart"
    press(mine, f"remove_{note.id}")
    assert store.notes(engine, "2024").empty


@pytest.mark.parametrize("key", ["done_", "step_"])
def test_the_step_that_is_done_is_the_one_that_was_seen(open_page, engine, note, key):
    mine = open_page("follow_up", dato="2024-06-20", **({"kommune": "1804"} if key == "done_" else {}))
    store.edit_note(engine, replace(note, next_step="Sende kontrakten"), "ola")
    press(mine, f"{key}{note.id}")
    assert "Noen andre har endret notatet" in text_of(mine)
    assert store.read_note(engine, note.id).next_step_done_on is None
    press(mine, f"{key}{note.id}")
    assert store.read_note(engine, note.id).next_step_done_on is not None


def settle(engine, number, who="kari", text="Herøy"):
    return store.settle_municipality(engine, "2024", text, [number], who)


def settled_to(engine):
    return dict(store.corrections(engine, "2024").settlements[["settle_text", "numbers"]].itertuples(index=False))


def test_a_choice_that_another_has_made_meanwhile_is_not_removed_unseen(open_page, engine):
    settle(engine, "1860", text="Buksnes")
    adopt(engine, registration(1))
    first = settle(engine, "1515")
    mine = open_page("data")
    settle(engine, "1818", who="ola")
    press(mine, f"unsettle_{first}")
    assert settled_to(engine) == {"buksnes": ("1860",), "herøy": ("1818",)}
    assert "er fjernet" not in text_of(mine)


def test_a_removed_choice_comes_back_only_where_no_other_was_made_meanwhile(open_page, engine):
    adopt(engine, registration(1))
    made = settle(engine, "1515")
    mine = press(open_page("data"), f"unsettle_{made}")
    theirs = settle(engine, "1818", who="ola")
    press(mine, "settle_again")
    assert "Noen andre har valgt kommune for teksten." in text_of(mine)
    assert settled_to(engine) == {"herøy": ("1818",)}
    store.remove_correction(engine, theirs, "ola")
    press(mine, "settle_again")
    assert settled_to(engine) == {"herøy": ("1515",)}


def test_a_round_that_another_has_changed_meanwhile_is_not_removed_unseen(open_page, engine, empty_round):
    ours = store.round_settings(engine, empty_round)
    mine = open_page("settings", runde=empty_round)
    store.save_round(engine, ours.values | {"title": "Runde i Bergen"}, "ola", expected=ours.version)
    press(mine, "remove_round")
    assert store.round_settings(engine, empty_round).values["title"] == "Runde i Bergen"
    press(mine, "remove_round")
    with pytest.raises(store.StoreMissing):
        store.round_settings(engine, empty_round)

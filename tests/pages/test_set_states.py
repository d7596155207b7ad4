"""A state set by hand when the next download numbers its answers anew: it follows its answer, or is asked about."""

from datetime import UTC, datetime

import store
from tests.pages.conftest import text_of
from tests.store.exports import write_csv

HEADERS = ("ID", "Innsendt", "E-post", "Navn", "Hvilken kommune søker?", "Motivasjon")
BODO = ("02.04.2024 12:00", "kari@bodo.example", "Kari Eksempel", "Bodø", "Vi vil mer")
ASKER = ("03.04.2024 12:00", "ola@asker.example", "Ola Eksempel", "Asker", "Vi vil mer")
LINK = {"dato": "2024-05-20"}


def adopt(engine, *answers):
    rows = [(str(number), *answer) for number, answer in enumerate(answers, start=1)]
    return store.adopt(engine, write_csv(*rows, headers=HEADERS), "Søknad(1-2).csv", round_id="2024", who="kari")


def place_first(engine, version):
    store.set_state(engine, "2024", [(version.source, "1")], "placed", "kari", datetime(2024, 5, 16, 10, tzinfo=UTC))


def placed(app):
    rows = app.session_state["view"].whole.applications
    return sorted(rows.loc[rows["state"] == "placed", "label"])


def test_a_place_stays_with_its_municipality_when_the_ids_are_numbered_anew(open_page, engine):
    place_first(engine, adopt(engine, BODO, ASKER))
    assert placed(open_page("overview", **LINK)) == ["Bodø"]
    adopt(engine, ASKER, BODO)
    assert placed(open_page("overview", **LINK)) == ["Bodø"]


def test_a_state_without_an_answer_counts_for_nobody_and_is_given_to_one_again(open_page, engine):
    place_first(engine, adopt(engine, BODO, ASKER))
    version = adopt(engine, ASKER)
    app = open_page("follow_up", **LINK)
    assert placed(app) == []
    assert "1 status er uten svar" in text_of(app)
    box = next(box for box in app.selectbox if box.label.startswith("Uten svar, fra «Bodø»: tildelt plass"))
    box.set_value((version.source, "1")).run()
    next(button for button in app.button if button.label == "Gjelder denne").click().run()
    assert not app.exception
    assert placed(app) == ["Asker"]
    assert "uten svar" not in text_of(app)
    [state] = store.corrections(engine, "2024").states.to_dict("records")
    assert (state["set_at"], state["set_by"]) == (datetime(2024, 5, 16, 10, tzinfo=UTC), "lokal")

"""Svar: after the decision the answers are made, a language is remembered, and a free place goes to the next."""

from datetime import UTC, datetime

import pytest

import store
from analysis.board import Draft, write_draft
from frame.parts import selection_reads
from frame.parts.answers import answers_of, merge_table
from tests.pages.conftest import text_of
from tests.pages.test_selection_page import field, press
from tests.selection_round import ROUND, adopt_applications, save_criteria

AT = datetime(2024, 6, 12, 10, tzinfo=UTC)


@pytest.fixture
def decided(engine):
    """Six applications: one place, two who wait in the order 3, 2, three who get a no."""
    save_criteria(engine)
    source = adopt_applications(engine, 6).source
    keys = [(source, str(number)) for number in range(1, 7)]
    draft = Draft(1, frozenset(keys[:1]), (keys[2], keys[1]))
    outcomes = {"placed": keys[:1], "waiting": [keys[2], keys[1]], "declined": keys[3:]}
    protocol = {"places": 1, "content": write_draft(draft), "ranking": [], "day": "2024-06-12"}
    store.decide(engine, ROUND, outcomes, protocol, "test", AT)
    return keys


def test_before_a_decision_there_is_nothing_to_answer(engine, open_page):
    save_criteria(engine)
    adopt_applications(engine, 2)
    assert "når vedtaket er gjort" in text_of(open_page("answers"))


def test_every_applicant_gets_the_answer_of_the_decision_and_the_language_is_remembered(decided, open_page, engine):
    app = open_page("answers")
    assert "Alle søknadene har en e-postadresse" in text_of(app) and "fått plass" in text_of(app)
    rows = app.session_state["view"].whole.applications.set_index("submission_id")
    number = rows.loc["1", "number"]
    field(app.multiselect, "Kommuner som får nynorsk").set_value([number])
    press(app, "Lagre målform")
    [language] = store.papers(engine, store.EVERY_ROUND, "language")
    assert (language.name, language.content) == (number, {"language": "nn"})
    assert field(app.multiselect, "Kommuner som får nynorsk").value == [number]


def test_a_language_is_saved_beside_what_another_has_chosen_and_takes_nothing_back(decided, open_page, engine):
    app = open_page("answers")
    label = "Kommuner som får nynorsk"
    rows = app.session_state["view"].whole.applications.set_index("submission_id")
    mine, theirs, later = (rows.loc[id_, "number"] for id_ in ("1", "2", "3"))
    app.run()
    choose_nynorsk(engine, theirs)
    field(app.multiselect, label).set_value([mine])
    press(app, "Lagre målform")
    assert set(field(app.multiselect, label).value) == {mine, theirs}
    app.run()
    choose_nynorsk(engine, later)
    app.run()
    field(app.multiselect, label).set_value([theirs])
    press(app, "Lagre målform")
    assert set(field(app.multiselect, label).value) == {theirs, later}


def choose_nynorsk(engine, number):
    store.save_paper(engine, store.EVERY_ROUND, "language", number, {"language": "nn"}, "ola", expected=None)


def test_a_field_that_does_not_exist_is_refused_and_a_saved_text_is_in_the_letters(decided, open_page):
    app = open_page("answers")
    text = field(app.text_area, "Tekst")
    text.set_value("Kjære {kommune}")
    press(app, "Lagre teksten")
    assert "{kommune} er ikke et felt" in text_of(app)
    field(app.text_area, "Tekst").set_value("Kjære {søker}, velkommen.")
    press(app, "Lagre teksten")
    view = app.session_state["view"]
    [made] = selection_reads.papers(ROUND, "decision", view.edition[1])
    table = merge_table(view, answers_of(view, selection_reads.ranking(*view.edition, view.as_of), made), None)
    assert table["Svar"].value_counts().to_dict() == {"Avslag": 3, "Venteliste": 2, "Tildelt plass": 1}
    [placed] = table.loc[table["Svar"] == "Tildelt plass"].to_dict("records")
    assert placed["Tekst"] == f"Kjære {placed['Søknad']}, velkommen."


def test_a_text_that_another_saved_meanwhile_neither_empties_the_field_nor_is_written_over_unseen(
    decided, open_page, engine
):
    app = open_page("answers")
    name = f"{app.session_state['letter']}.{app.session_state['letter_language']}"
    theirs = {"subject": "Emne", "text": "Deres tekst."}
    store.save_paper(engine, ROUND, "letter", name, theirs, "ola", expected=0)
    app.run()
    field(app.text_area, "Tekst").set_value("Min tekst.")
    press(app, "Lagre teksten")
    assert "Noen andre har lagret teksten" in text_of(app)
    assert field(app.text_area, "Tekst").value == "Min tekst."
    assert [paper.content for paper in store.papers(engine, ROUND, "letter")] == [theirs]
    press(app, "Lagre teksten")
    assert [paper.content["text"] for paper in store.papers(engine, ROUND, "letter")] == ["Min tekst."]
    assert field(app.text_area, "Tekst").value == "Min tekst."
    field(app.text_area, "Tekst").set_value("Min andre tekst.")
    press(app, "Lagre teksten")
    assert [paper.content["text"] for paper in store.papers(engine, ROUND, "letter")] == ["Min andre tekst."]


def test_a_place_that_is_declined_is_proposed_to_the_next_on_the_list(decided, open_page, engine):
    store.set_state(engine, ROUND, decided[:1], "withdrawn", "test", AT.replace(day=20))
    app = open_page("answers")
    assert "1 plass er ledig" in text_of(app) and "Det endrer balansen" in text_of(app)
    button = next(button for button in app.button if (button.key or "").startswith("give_"))
    assert button.key == "give_3"
    button.click().run()
    assert not app.exception
    states = app.session_state["view"].whole.applications.set_index("submission_id")["state"]
    assert states["3"] == "placed" and states["2"] == "waiting"
    assert "Alle plassene er tatt" in text_of(app)


def test_once_the_answers_are_out_the_decision_stands(decided, open_page, engine):
    app = open_page("answers")
    press(app, "Ja, svarene er sendt")
    assert "Svarene er sendt." in text_of(app)
    [made] = store.papers(engine, ROUND, "decision")
    with pytest.raises(store.StoreRefused):
        store.take_back_decision(engine, ROUND, "test", expected=made.id)

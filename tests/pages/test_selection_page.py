"""Utvelgelse: drafts, the board, rules with their price, and a decision whose states are those of every page."""

from datetime import date

import pytest

import store
from analysis.board import read_draft
from frame import reads
from frame.parts import selection_reads
from loaders import read_scores
from report.pack.protocol import write_protocol
from tests.pages.conftest import text_of
from tests.report.reading import everything_in
from tests.selection_round import ROUND, adopt_applications, save_criteria, scores_workbook

COUNT, PLACES = 14, 5


@pytest.fixture
def scored(engine):
    """A round with scores for every application."""
    save_criteria(engine)
    adopt_applications(engine, COUNT)
    change = reads.change_id()[0]
    ranked = selection_reads.ranking(ROUND, change, date(2024, 9, 30))
    ids = {str(key[1]): key for key in zip(ranked["source"], ranked["submission_id"], strict=True)}
    found = read_scores(scores_workbook(COUNT), "poeng.xlsx", reads.rounds(change)[ROUND].criteria, ids, {})
    store.add_assessments(engine, ROUND, found.rows, "test")


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, [error.message for error in app.exception]


def field(elements, label):
    return next(element for element in elements if element.label == label)


@pytest.fixture
def drafted(scored, open_page):
    app = open_page("selection")
    field(app.text_input, "Navn på utkastet").set_value("Etter poeng")
    field(app.number_input, "Antall plasser").set_value(PLACES)
    press(app, "Lag utkastet")
    return app


def board(app):
    return app.dataframe[0].value.set_index("Søknad")["Får"]


def ranking_of(app):
    view = app.session_state["view"]
    return selection_reads.ranking(*view.edition, view.as_of)


def test_a_draft_gives_the_places_to_those_with_most_points(drafted):
    best = ranking_of(drafted)["label"].tolist()[:PLACES]
    assert board(drafted)[board(drafted) == "Plass"].index.tolist() == best
    assert f"{PLACES} av {PLACES} plasser er gitt" in text_of(drafted)


def test_moving_one_in_shows_whom_it_pushes_out_and_asks_why_others_are_passed_over(drafted):
    ranked = ranking_of(drafted)
    last, lowest = ranked.iloc[-1], ranked.iloc[PLACES - 1]
    field(drafted.selectbox, "Søknad som skal flyttes").set_value((last.source, last.submission_id)).run()
    assert f"{last.label} skyver ut {lowest.label}" in text_of(drafted).replace("*", "")
    press(drafted, "Flytt")
    assert board(drafted)[last.label] == "Plass" and board(drafted)[lowest.label] == "Venteliste nr. 1"
    assert "Først må" in text_of(drafted) and "mangler begrunnelse" in text_of(drafted)
    field(drafted.text_input, "Begrunnelse for alle som mangler").set_value("Liten kommune uten tidligere plass")
    press(drafted, "Lagre begrunnelsene")
    assert "0 mangler begrunnelse" in text_of(drafted)


def test_a_rule_is_shown_with_its_price_and_rules_that_clash_are_named(drafted):
    press(drafted, "Legg til regelen")
    assert "Minst 1 fra hver fylkesavdeling" in text_of(drafted)
    clash = "kan ikke oppfylles" in text_of(drafted)
    [paper] = store.papers(reads.engine(), ROUND, "draft")
    rules = read_draft(paper.content).rules
    view = drafted.session_state["view"]
    found, prices, free = selection_reads.best_choice(*view.edition, view.as_of, PLACES, rules)
    assert clash is (found.points is None) and len(prices) == (0 if clash else 1)
    assert clash or free - found.points == prices[0].points


def test_a_decision_is_the_states_of_every_page_until_it_is_taken_back(drafted, open_page):
    press(drafted, "Vedta utkastet «Etter poeng»")
    assert "Skriv hvem som har gjort vedtaket" in text_of(drafted)
    field(drafted.text_input, "Vedtatt av").set_value("styret, sak 14/24")
    press(drafted, "Vedta utkastet «Etter poeng»")
    view = drafted.session_state["view"]
    placed = view.whole.applications.query("state == 'placed'")["label"]
    assert len(placed) == PLACES
    assert view.whole.applications["state"].value_counts().to_dict() == {"placed": PLACES, "declined": COUNT - PLACES}
    overview = open_page("overview")
    assert f"{PLACES}" in next(metric.value for metric in overview.metric if "lasser" in metric.label)
    [made] = store.papers(reads.engine(), ROUND, "decision")
    text = everything_in("protokoll.docx", write_protocol("Runden", made.content, kept_by="kari", kept_at="i dag"))
    assert "styret, sak 14/24" in text and all(label in text for label in placed)
    press(drafted, "Ja, ta tilbake vedtaket")
    assert set(drafted.session_state["view"].whole.applications["state"]) == {"received"}


def test_two_administrators_at_once_lose_nothing(drafted, open_page):
    other = open_page("selection")
    ranked = ranking_of(drafted)
    first, second = ranked.iloc[-1], ranked.iloc[-2]
    for app, row in ((drafted, first), (other, second)):
        field(app.selectbox, "Søknad som skal flyttes").set_value((row.source, row.submission_id)).run()
    press(drafted, "Flytt")
    next(button for button in other.button if button.label == "Flytt").click().run()
    assert board(other)[first.label] == "Plass" and board(other)[second.label] == "Uten plass"


@pytest.mark.parametrize("name", ["Færre", "Mål", "Søknad"])
def test_drafts_stand_side_by_side_with_what_they_do_not_agree_on(drafted, name):
    field(drafted.text_input, "Navn på utkastet").set_value(name)
    numbers = [box for box in drafted.number_input if box.label == "Antall plasser"]
    numbers[-1].set_value(PLACES - 1)
    press(drafted, "Lag utkastet")
    assert "1 søknad** får ikke det samme" in text_of(drafted)
    beside, differing = (table.value for table in drafted.dataframe[-2:])
    assert set(beside) == {"Mål", "«Etter poeng»", f"«{name}»"}
    assert set(differing) == {"Søknad", "«Etter poeng»", f"«{name}»"}
    assert differing["Søknad"].tolist() == [ranking_of(drafted)["label"].iloc[PLACES - 1]]


def test_a_draft_or_a_grouping_in_the_link_that_is_not_there_is_told(drafted, open_page):
    asked = text_of(open_page("selection", utkast="Etter kart", fordelt="Farge"))
    assert "Ukjent utkast i lenken: «Etter kart». Siden viser det siste." in asked
    assert "Ukjent fordeling i lenken: «Farge»." in asked

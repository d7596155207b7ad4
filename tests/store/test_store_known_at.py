"""What was done is known from its very moment on, and what was taken back until the moment in which it was."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

import store
from domain.efforts import Effort
from domain.written import Written
from store import tables
from store.log import was_done
from store.rounds import rounds
from store.transactions import reading

TICK = timedelta(microseconds=1)
NEW = {"id": "2031", "title": "Ny runde", "dates": {}}
NOTE = store.Note("1804", date(2024, 4, 3), "telefon", "Sender dokumentet")
LETTER = Effort(date(2024, 4, 10), "nyhetsbrev", "Søk nå", "", ("Nordland",))
DRAW = store.NewDraw("Deltok", "hele landet", 4711, ("1804", "5601"))
NOTHING = store.SavedAssessment(0, Written())

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def moment(engine, column):
    """The only time in a column."""
    with reading(engine) as connection:
        return connection.scalar(select(column).where(column.is_not(None)))


ACTS = {
    "settlement": (
        lambda engine: store.settle_municipality(engine, "2024", "Våler", ["3419"], "kari"),
        tables.settlements.c.made_at,
        lambda engine, at: len(store.corrections(engine, "2024", known_at=at).settlements),
    ),
    "state": (
        lambda engine: store.set_state(engine, "2024", [("skjema", "1")], "placed", "kari"),
        tables.states.c.made_at,
        lambda engine, at: len(store.corrections(engine, "2024", known_at=at).states),
    ),
    "note": (
        lambda engine: store.add_note(engine, "2024", NOTE, "kari"),
        tables.note_texts.c.written_at,
        lambda engine, at: len(store.notes(engine, "2024", known_at=at)),
    ),
    "effort": (
        lambda engine: store.add_effort(engine, "2024", LETTER, "kari"),
        tables.effort_texts.c.written_at,
        lambda engine, at: len(store.efforts(engine, "2024", known_at=at)),
    ),
    "draw": (
        lambda engine: store.add_draw(engine, "2024", DRAW, "kari"),
        tables.draws.c.drawn_at,
        lambda engine, at: len(store.draws(engine, "2024", known_at=at)),
    ),
    "paper": (
        lambda engine: store.save_paper(engine, "2024", "draft", "Utkast", {"chosen": []}, "kari", expected=0),
        tables.papers.c.saved_at,
        lambda engine, at: len(store.papers(engine, "2024", "draft", known_at=at)),
    ),
    "assessment": (
        lambda engine: store.save_assessment(
            engine, "2024", ("form", "1"), "anne", Written({"k": 2}), "anne", before=NOTHING
        ),
        tables.assessments.c.made_at,
        lambda engine, at: len(store.assessments(engine, "2024", known_at=at)),
    ),
    "settings": (
        lambda engine: store.save_round(engine, NEW, "kari", expected=0),
        tables.settings.c.saved_at,
        lambda engine, at: sum(one.round_id == "2031" for one in rounds(engine, known_at=at)),
    ),
    "line of the log": (
        lambda engine: store.save_round(engine, NEW, "kari", expected=0),
        tables.log.c.at,
        lambda engine, at: int(was_done(engine, "settings", known_at=at)),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_known_from_its_moment_on(url, engine, act):
    do, column, count = ACTS[act]
    do(engine)
    at = moment(engine, column)
    assert [count(engine, at + gap) for gap in (-TICK, 0 * TICK, TICK)] == [0, 1, 1]


@pytest.mark.parametrize("act", ["settlement", "state"])
def test_what_is_taken_back_is_known_until_then(url, engine, act):
    do, column, count = ACTS[act]
    do(engine)
    with reading(engine) as connection:
        number = connection.scalar(select(column.table.c.id))
    store.remove_correction(engine, number, "ola", kind=act)
    at = moment(engine, column.table.c.removed_at)
    assert [count(engine, at + gap) for gap in (-TICK, 0 * TICK)] == [1, 0]


def test_the_text_of_a_note_and_the_edition_of_an_effort_are_those_of_the_moment(url, engine):
    note = store.add_note(engine, "2024", NOTE, "kari")
    store.edit_note(engine, note, "ola")
    effort = store.add_effort(engine, "2024", LETTER, "kari")
    store.edit_effort(engine, effort, "ola")
    for table, column, read in (
        (tables.note_texts, "written_at", store.notes),
        (tables.effort_texts, "written_at", store.efforts),
    ):
        with reading(engine) as connection:
            first, second = connection.scalars(select(table.c[column]).order_by(table.c[column]))
        who = [read(engine, "2024", known_at=at)["written_by"].tolist() for at in (first, second - TICK, second)]
        assert who == [["kari"], ["kari"], ["ola"]]

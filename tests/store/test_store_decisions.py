"""A decision: all states in one act, once, taken back in one act until the answers are out."""

from datetime import UTC, datetime

import pytest

import store

AT = datetime(2024, 6, 12, 10, tzinfo=UTC)
OUTCOMES = {"placed": [("form", "1"), ("form", "2")], "waiting": [("form", "3")], "declined": []}


def states(engine):
    found = store.corrections(engine, "2024").states
    return {row.submission_id: row.state for row in found.itertuples()}


def decided(engine):
    return store.decide(engine, "2024", OUTCOMES, {"draft": "Utkast"}, "kari", AT)


def test_a_decision_sets_every_state_and_is_taken_back_with_all_of_them(engine):
    store.set_state(engine, "2024", [("form", "1")], "under_review", "ola", AT.replace(hour=1))
    made = decided(engine)
    assert states(engine) == {"1": "placed", "2": "placed", "3": "waiting"}
    store.take_back_decision(engine, "2024", "kari", expected=made.id)
    assert states(engine) == {"1": "under_review"}
    assert store.papers(engine, "2024", "decision") == []
    with pytest.raises(store.StoreMissing):
        store.take_back_decision(engine, "2024", "kari", expected=made.id)
    assert "decide" in set(store.read_log(engine)["act"])


def test_two_who_decide_at_once_decide_once(engine):
    first = decided(engine)
    with pytest.raises(store.StoreConflict) as conflict:
        decided(engine)
    assert conflict.value.theirs == first
    assert len(store.corrections(engine, "2024").states) == 3


def test_once_the_answers_are_out_nothing_is_taken_back(engine):
    made = decided(engine)
    out = store.mark_answers_out(engine, "2024", "kari", expected=made.id)
    with pytest.raises(store.StoreConflict):
        store.mark_answers_out(engine, "2024", "kari", expected=made.id)
    with pytest.raises(store.StoreRefused):
        store.take_back_decision(engine, "2024", "kari", expected=out.id)
    assert len(states(engine)) == 3 and out.content["draft"] == "Utkast"


def test_answers_are_out_of_a_decision_only(engine):
    with pytest.raises(store.StoreMissing):
        store.mark_answers_out(engine, "2024", "kari", expected=1)


def test_an_application_without_an_id_keeps_the_decision_from_being_made(engine):
    with pytest.raises(store.StoreRefused):
        store.decide(engine, "2024", {"placed": [("form", "")]}, {}, "kari", AT)
    assert states(engine) == {}


def test_a_state_set_later_stays_when_the_decision_is_taken_back(engine):
    made = decided(engine)
    store.set_state(engine, "2024", [("form", "1")], "confirmed", "ola")
    store.take_back_decision(engine, "2024", "kari", expected=made.id)
    assert states(engine) == {"1": "confirmed"}

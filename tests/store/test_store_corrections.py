"""Municipalities settled by hand and states set on applications."""

from datetime import UTC, datetime

import pytest

import store
from store.tables import settlements
from tests.store.kept import rows_of


def test_a_settlement_is_kept_by_its_normalised_text_with_who_and_when(engine):
    store.settle_municipality(engine, "2024", "  Nedre  EIKER ", ["3314"], "kari")
    [row] = store.corrections(engine, "2024").settlements.to_dict("records")
    assert (row["settle_text"], row["numbers"], row["made_by"]) == ("nedre eiker", ("3314",), "kari")
    assert row["made_at"].tzinfo is not None


def test_the_later_settlement_of_a_text_holds_and_the_earlier_is_history(engine):
    store.settle_municipality(engine, "2024", "Herøy", ["1515"], "kari")
    store.settle_municipality(engine, "2024", "herøy", ["1818"], "ola")
    assert list(store.corrections(engine, "2024").settlements["numbers"]) == [("1818",)]
    everything = rows_of(engine, settlements)
    assert list(everything["numbers"]) == ['["1515"]', '["1818"]']
    assert everything["removed_by"][0] == "ola"


def test_a_text_can_be_settled_as_no_municipality_or_as_several(engine):
    store.settle_municipality(engine, "2024", "Fylkeskommunen", [], "kari")
    store.settle_municipality(engine, "2024", "HALD", ["1806", "1875"], "kari")
    assert list(store.corrections(engine, "2024").settlements["numbers"]) == [(), ("1806", "1875")]


def test_a_row_without_any_text_can_not_be_settled(engine):
    with pytest.raises(store.StoreRefused):
        store.settle_municipality(engine, "2024", "  ", ["1515"], "kari")


def test_a_removed_settlement_no_longer_holds(engine):
    made = store.settle_municipality(engine, "2024", "Herøy", ["1515"], "kari")
    store.remove_correction(engine, made, "ola")
    assert store.corrections(engine, "2024").settlements.empty
    assert list(rows_of(engine, settlements)["removed_by"]) == ["ola"]
    with pytest.raises(store.StoreMissing):
        store.remove_correction(engine, 99, "ola")


def test_a_correction_removed_twice_keeps_who_removed_it_first(engine):
    made = store.settle_municipality(engine, "2024", "Herøy", ["1515"], "kari")
    store.remove_correction(engine, made, "ola")
    store.remove_correction(engine, made, "per")
    assert list(rows_of(engine, settlements)["removed_by"]) == ["ola"]
    assert list(store.read_log(engine)["act"]) == ["remove_correction", "settle"]


def test_a_new_settlement_leaves_alone_who_removed_an_earlier_one(engine):
    made = store.settle_municipality(engine, "2024", "Herøy", ["1515"], "kari")
    store.remove_correction(engine, made, "ola")
    store.settle_municipality(engine, "2024", "Herøy", ["1818"], "per")
    everything = rows_of(engine, settlements)
    assert everything["removed_by"].dropna().to_dict() == {0: "ola"}


def test_a_text_is_settled_over_the_settlement_that_was_seen_and_over_no_other(engine):
    first = store.settle_municipality(engine, "2024", "Herøy", ["1515"], "kari", expected=0)
    for seen in (0, first + 1):
        with pytest.raises(store.StoreConflict):
            store.settle_municipality(engine, "2024", "Herøy", ["1818"], "ola", expected=seen)
    assert list(store.corrections(engine, "2024").settlements["id"]) == [first]
    second = store.settle_municipality(engine, "2024", "Herøy", ["1818"], "ola", expected=first)
    store.remove_correction(engine, second, "ola")
    store.settle_municipality(engine, "2025", "Herøy", ["1515"], "kari")
    store.settle_municipality(engine, "2024", "Herøy", ["1818"], "ola", expected=0)
    assert list(store.corrections(engine, "2024").settlements["numbers"]) == [("1818",)]


def test_many_states_are_set_at_once_with_their_time(engine):
    at = datetime(2024, 5, 20, 12, tzinfo=UTC)
    store.set_state(engine, "2024", [("form", "1"), ("form", "2")], "placed", "kari", at)
    states = store.corrections(engine, "2024").states
    assert states[["source", "submission_id", "state", "set_by"]].values.tolist() == [
        ["form", "1", "placed", "kari"],
        ["form", "2", "placed", "kari"],
    ]
    assert (states["set_at"] == at).all()


def test_a_submissions_states_are_a_history_and_the_earlier_comes_back_when_the_later_is_removed(engine):
    store.set_state(engine, "2024", [("form", "1")], "placed", "kari")
    [later] = store.set_state(engine, "2024", [("form", "1")], "declined", "kari")
    assert list(store.corrections(engine, "2024").states["state"]) == ["placed", "declined"]
    store.remove_correction(engine, later, "ola", kind="state")
    assert list(store.corrections(engine, "2024").states["state"]) == ["placed"]


def test_states_of_no_kind_and_of_no_submission_are_refused_whole(engine):
    with pytest.raises(ValueError, match="not a state"):
        store.set_state(engine, "2024", [("form", "1")], "perhaps", "kari")
    with pytest.raises(store.StoreRefused):
        store.set_state(engine, "2024", [("form", "1"), ("form", "")], "placed", "kari")
    assert store.corrections(engine, "2024").states.empty


def test_corrections_belong_to_their_round(engine):
    store.settle_municipality(engine, "2024", "Herøy", ["1515"], "kari")
    assert store.corrections(engine, "2025").settlements.empty


def test_each_correction_moves_the_change_number_and_is_logged_without_the_text(engine):
    before = store.round_change_id(engine, "2024")
    made = store.settle_municipality(engine, "2024", "Kari Nordmanns kulturskole", ["1515"], "ola")
    store.set_state(engine, "2024", [("form", "1")], "placed", "ola")
    store.remove_correction(engine, made, "ola")
    assert store.round_change_id(engine, "2024") == before + 3
    lines = store.read_log(engine)
    assert list(lines["act"]) == ["remove_correction", "state", "settle"]
    assert "Kari" not in " ".join(lines["details"])


def test_everything_added_comes_as_the_tables_the_numbers_are_computed_with(engine):
    assert set(store.manual_entries(engine, "2024")) == {"notes", "settlements", "states", "efforts"}
    assert {"municipality", "day", "channel"} <= set(store.manual_entries(engine, "2024")["notes"].columns)
    assert {"settle_text", "numbers"} <= set(store.manual_entries(engine, "2024")["settlements"].columns)
    assert {"source", "submission_id", "state", "set_at"} <= set(store.manual_entries(engine, "2024")["states"].columns)

"""Every earlier moment gives the numbers that were shown then, whatever was done since, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest

import loaders
import store
from domain.efforts import Effort
from domain.written import Written
from store.tables import assessments, choices, draws, effort_texts, papers, settings, settlements
from tests.store import histories
from tests.store.exports import read_fake, registration, write_csv
from tests.store.kept import counts_of, rows_of


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def now():
    return datetime.now(UTC)


@pytest.mark.long
def test_a_random_history_is_asked_for_at_each_of_its_moments(engine, url, monkeypatch):
    monkeypatch.setattr(loaders, "read_export", histories.read_once)
    others, different = histories.ask_again(url, 1, 12)
    assert len(different) > 4  # a history in which nothing happens proves nothing
    assert others == 0


def test_a_correction_of_an_earlier_moment_does_not_tell_who_removed_it_later(engine):
    made = store.settle_municipality(engine, "2024", "Våler", ["3419"], "kari")
    then = now()
    store.remove_correction(engine, made, "per", kind="settlement")
    [known] = store.corrections(engine, "2024", known_at=then).settlements.to_dict("records")
    assert known["id"] == made and not {"removed_by", "removed_at"} & set(known)
    assert rows_of(engine, settlements)["removed_by"].tolist() == ["per"]


def test_a_version_is_in_force_from_its_own_moment_until_the_next_ones(engine, fake):
    first = store.adopt(engine, write_csv(registration(1)), "a.csv", round_id="2024", who="kari")
    second = store.adopt(engine, write_csv(registration(1), registration(2)), "a.csv", round_id="2024", who="kari")
    tick = (second.adopted_at - first.adopted_at) / 2

    def known(moment):
        return [one.id for one in store.in_force(engine, "2024", known_at=moment)]

    assert known(first.adopted_at - tick) == []
    assert known(first.adopted_at) == known(second.adopted_at - tick) == [first.id]
    assert known(second.adopted_at) == known(now()) == [second.id]
    store.take_out(engine, second.id, "kari")
    assert (known(second.adopted_at), known(now())) == ([second.id], [])


def test_corrections_notes_and_settings_stand_as_they_stood(engine):
    start = now()
    settled = store.settle_municipality(engine, "2024", "Våler", ("3419",), "kari")
    note = store.add_note(engine, "2024", store.Note("1804", date(2024, 4, 2), "telefon", "Først."), "kari")
    store.set_state(engine, "2024", [("a", "1")], "placed", "kari", datetime(2024, 3, 1, tzinfo=UTC))
    made = now()
    store.remove_correction(engine, settled, "per")
    store.edit_note(engine, store.Note(**{**vars(note), "agreed": "Så."}), "per")
    changed = now()
    store.remove_note(engine, note.id, "per", version=2)

    def stood(moment):
        found = store.corrections(engine, "2024", known_at=moment)
        texts = store.notes(engine, "2024", known_at=moment)
        return (len(found.settlements), len(found.states), texts["agreed"].tolist())

    # A state that holds from an earlier day was still not known on that day.
    assert stood(start) == (0, 0, [])
    assert stood(made) == (1, 1, ["Først."])
    assert stood(changed) == (0, 1, ["Så."])
    assert stood(now()) == (0, 1, [])


def test_what_was_done_since_is_counted(engine, fake):
    store.adopt(engine, write_csv(registration(1)), "a.csv", round_id="2024", who="kari")
    store.settle_municipality(engine, "2024", "Våler", ("3419",), "kari")
    moment = now()
    assert store.done_since(engine, "2024", moment).is_empty
    store.adopt(engine, write_csv(registration(1), registration(2)), "b.csv", round_id="2024", who="kari")
    store.settle_municipality(engine, "2024", "Våler", ("3114",), "kari")  # takes the earlier one's place: one text
    store.settle_municipality(engine, "2024", "Os", ("4624",), "kari")
    store.set_state(engine, "2024", [("a", "1"), ("a", "2")], "placed", "kari")
    note = store.add_note(engine, "2024", store.Note("1804", date(2024, 4, 2), "telefon"), "kari")
    store.edit_note(engine, store.Note(**{**vars(note), "agreed": "Så."}), "per")
    before = store.SavedAssessment(0, Written())
    for n in (1, 2):
        written = Written({"k": n})
        before = store.save_assessment(engine, "2024", ("a", "1"), "anne", written, "anne", before=before)
    store.save_paper(engine, "2024", "draft", "Utkast", {}, "kari", expected=0)
    since = store.done_since(engine, "2024", moment)
    assert (since.assessments, since.papers) == (1, 1)
    assert [(one.act, one.filename) for one in since.files] == [("adopt", "b.csv")]
    assert (since.settlements, since.states, since.notes, since.settings) == (2, 2, 1, 0)
    assert store.done_since(engine, "2031", moment).is_empty


def test_what_is_taken_back_at_the_moment_itself_is_not_since_and_right_after_it_is(engine):
    made = store.settle_municipality(engine, "2024", "Våler", ("3419",), "kari")
    store.remove_correction(engine, made, "kari", kind="settlement")
    [removed] = rows_of(engine, settlements)["removed_at"]
    at = removed.to_pydatetime()
    assert store.done_since(engine, "2024", at).settlements == 0
    assert store.done_since(engine, "2024", at - timedelta(microseconds=1)).settlements == 1


def test_what_was_done_at_the_moment_itself_was_known_and_is_not_since(engine, fake):
    """The files, settings, efforts, drawn orders, scores and papers; corrections and notes are told above."""
    store.adopt(engine, write_csv(registration(1)), "a.csv", round_id="2024", who="kari")
    store.save_round(engine, store.round_settings(engine, "2024").text, "kari", expected=0)
    store.add_effort(engine, "2024", Effort(date(2024, 4, 2), "nyhetsbrev", "Søk nå"), "kari")
    store.add_draw(engine, "2024", store.NewDraw("Alle", "", 7, ("1804", "5601")), "kari")
    empty = store.SavedAssessment(0, Written())
    store.save_assessment(engine, "2024", ("a", "1"), "anne", Written({"k": 1}), "anne", before=empty)
    store.save_paper(engine, "2024", "draft", "Utkast", {}, "kari", expected=0)
    for table, column, topic in (
        (choices, "chosen_at", "files"),
        (settings, "saved_at", "settings"),
        (effort_texts, "written_at", "efforts"),
        (draws, "drawn_at", "draws"),
        (assessments, "made_at", "assessments"),
        (papers, "saved_at", "papers"),
    ):
        [at] = [moment.to_pydatetime() for moment in rows_of(engine, table)[column]]
        assert not getattr(store.done_since(engine, "2024", at), topic), topic
        assert getattr(store.done_since(engine, "2024", at - timedelta(microseconds=1)), topic), topic


def test_deleted_personal_data_stay_deleted_at_every_moment(engine, fake):
    store.adopt(engine, write_csv(registration(1)), "a.csv", round_id="2024", who="kari")
    moment = now()
    store.delete_personal_data(engine, "2024", "admin", counts_of(("registrations", "1804", date(2024, 3, 11), 1)))
    assert store.in_force(engine, "2024", known_at=moment) == []
    assert store.anonymous(engine, "2024")["count"].tolist() == [1]
    assert not store.shows_examples(engine, "2024", known_at=moment)

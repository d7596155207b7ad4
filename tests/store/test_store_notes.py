"""Follow-up notes: saved once, edited by version, never lost."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import store
from store.tables import note_texts
from tests.store.kept import rows_of

CALL = store.Note("1804", date(2024, 4, 3), "telefon", "Sender dokumentet", "Ringe igjen", date(2024, 4, 10))


def test_a_note_comes_back_as_it_was_written(engine):
    saved = store.add_note(engine, "2024", CALL, "kari")
    assert saved == replace(CALL, id=saved.id, version=1, author="kari", written_by="kari")
    [row] = store.notes(engine, "2024").to_dict("records")
    assert (row["municipality"], row["day"], row["channel"], row["next_step_on"]) == (
        "1804",
        date(2024, 4, 3),
        "telefon",
        date(2024, 4, 10),
    )
    assert (row["agreed"], row["next_step_done_on"], row["version"]) == ("Sender dokumentet", None, 1)


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "Hei 🎼 «på» <b>fet</b> $x$ *a*", "linje\nlinje\r\n\tslutt", "=1+1", "a\x00b"]
)
def test_any_text_is_kept_as_written(engine, text):
    saved = store.add_note(engine, "2024", replace(CALL, agreed=text), "kari")
    assert store.read_note(engine, saved.id).agreed == text.replace("\x00", "")


def test_a_form_that_is_sent_twice_saves_one_note(engine):
    first = store.add_note(engine, "2024", CALL, "kari", request="form-1")
    again = store.add_note(engine, "2024", CALL, "kari", request="form-1")
    assert again.id == first.id
    assert len(store.notes(engine, "2024")) == 1


def test_an_edit_keeps_the_earlier_text_as_history(engine):
    saved = store.add_note(engine, "2024", CALL, "kari")
    edited = store.edit_note(engine, replace(saved, agreed="Søker sammen med Gildeskål", next_step_on=None), "kari")
    assert (edited.version, edited.next_step_on, edited.author) == (2, None, "kari")
    assert list(rows_of(engine, note_texts)["agreed"]) == ["Sender dokumentet", "Søker sammen med Gildeskål"]


def test_an_edit_of_an_older_text_is_a_conflict_that_carries_the_other_text(engine):
    seen = store.add_note(engine, "2024", CALL, "kari")
    store.edit_note(engine, replace(seen, agreed="Kari sin tekst"), "kari")
    with pytest.raises(store.StoreConflict) as conflict:
        store.edit_note(engine, replace(seen, agreed="Ola sin tekst"), "ola")
    assert (conflict.value.theirs.agreed, conflict.value.theirs.written_by) == ("Kari sin tekst", "kari")
    assert store.read_note(engine, seen.id).agreed == "Kari sin tekst"
    store.edit_note(engine, replace(conflict.value.theirs, agreed="Begge sin tekst"), "ola")
    assert list(rows_of(engine, note_texts)["agreed"]) == ["Sender dokumentet", "Kari sin tekst", "Begge sin tekst"]


def test_of_two_who_edit_at_once_one_is_told_and_no_text_is_lost(engine, url):
    seen = store.add_note(engine, "2024", CALL, "kari")
    ready, told = threading.Barrier(2), []

    def edit(who):
        own = store.connect(url)
        ready.wait()
        try:
            store.edit_note(own, replace(seen, agreed=f"{who} sin tekst"), who)
        except store.StoreConflict as conflict:
            told.append((who, conflict.theirs.written_by))
        own.dispose()

    threads = [threading.Thread(target=edit, args=(who,)) for who in ("kari", "ola")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [(loser, winner)] = told
    assert {loser, winner} == {"kari", "ola"}
    assert store.read_note(engine, seen.id).agreed == f"{winner} sin tekst"


def test_a_removed_note_is_gone_from_the_list_and_kept_as_history(engine):
    saved = store.add_note(engine, "2024", CALL, "kari")
    store.remove_note(engine, saved.id, "kari", version=1)
    assert store.notes(engine, "2024").empty
    assert list(rows_of(engine, note_texts)["agreed"]) == ["Sender dokumentet"]
    with pytest.raises(store.StoreConflict, match="fjernet"):
        store.edit_note(engine, replace(saved, agreed="For sent"), "ola")
    with pytest.raises(store.StoreMissing):
        store.remove_note(engine, saved.id, "kari", version=1)


def test_a_note_that_somebody_edited_is_not_removed_unseen(engine):
    seen = store.add_note(engine, "2024", CALL, "kari")
    store.edit_note(engine, replace(seen, agreed="Nytt"), "ola")
    with pytest.raises(store.StoreConflict):
        store.remove_note(engine, seen.id, "kari", version=seen.version)
    assert len(store.notes(engine, "2024")) == 1


def test_a_note_without_channel_day_or_municipality_is_refused_with_a_sentence_each(engine):
    with pytest.raises(store.StoreRefused) as refused:
        store.add_note(engine, "2024", store.Note("", None, "brevdue"), "kari")
    assert set(refused.value.problems) == {"municipality", "day", "channel"}


def test_at_an_earlier_moment_each_note_has_its_own_text_of_then(engine):
    first, second = (store.add_note(engine, "2024", replace(CALL, agreed=text), "kari") for text in ("Ja", "Nei"))
    store.edit_note(engine, replace(first, agreed="Ja, likevel"), "kari")
    between = datetime.now(UTC)
    store.edit_note(engine, replace(second, agreed="Nei, likevel"), "kari")
    assert store.notes(engine, "2024", known_at=between)["agreed"].tolist() == ["Ja, likevel", "Nei"]
    assert store.notes(engine, "2024")["agreed"].tolist() == ["Ja, likevel", "Nei, likevel"]


def test_notes_come_in_order_of_the_contact_and_belong_to_their_round(engine):
    for day in (9, 3, 6):
        store.add_note(engine, "2024", replace(CALL, day=date(2024, 4, day)), "kari")
    store.add_note(engine, "2025", CALL, "kari")
    assert [d.day for d in store.notes(engine, "2024")["day"]] == [3, 6, 9]


def test_notes_are_logged_without_their_text(engine):
    store.add_note(engine, "2024", CALL, "kari")
    assert store.read_log(engine)["details"][0] == "nytt notat om Bodø"

"""Adopting, listing and restoring versions."""

import threading
from datetime import UTC, datetime

import pytest

import loaders
import store
from tests.store.exports import read_fake, registration, write_csv

A = write_csv(registration(1), registration(2))
B = write_csv(registration(1), registration(2), registration(3))
OTHER_FORM = write_csv(
    ("1", "2024-03-12 09:00:00", "x@example.no", "Ola", "Asker", "Hei"),
    headers=("ID", "Tid", "E-post", "Navn", "Kommune", "Kommentar"),
)


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def adopt(engine, content=A, filename="Samling(1-2).csv", **more):
    return store.adopt(engine, content, filename, **{"round_id": "2024", "who": "kari", **more})


def test_an_adopted_file_is_in_force_and_comes_back_byte_for_byte(engine):
    adopted = adopt(engine)
    assert adopted.outcome == "adopted"
    [found] = store.in_force(engine, "2024")
    assert (found.id, found.kind, found.event, found.rows, found.counting, found.adopted_by, found.in_force) == (
        adopted.id,
        "registrations",
        "gathering",
        2,
        2,
        "kari",
        True,
    )
    assert found.adopted_at.utcoffset().total_seconds() == 0
    assert store.content(engine, adopted.id) == A
    assert list(store.read_version(engine, adopted.id).rows["submission_id"]) == ["1", "2"]


def test_a_second_file_of_the_form_takes_the_place_of_the_first_which_is_kept(engine):
    first, second = adopt(engine), adopt(engine, B)
    listed = store.versions(engine, "2024")
    assert list(listed["id"]) == [second.id, first.id]
    assert list(listed["in_force"]) == [True, False]
    assert store.content(engine, first.id) == A


def test_restoring_is_a_version_of_its_own_with_the_same_bytes(engine):
    first, second = adopt(engine), adopt(engine, B)
    restored = store.restore(engine, first.id, "ola", expected=second.id)
    assert restored.outcome == "restored"
    assert (restored.restored_from, restored.adopted_by, restored.rows) == (first.id, "ola", 2)
    assert [v.id for v in store.in_force(engine, "2024")] == [restored.id]
    assert store.content(engine, restored.id) == A
    assert len(store.versions(engine)) == 3
    assert list(store.history(engine, "2024")["act"]) == ["restore", "adopt", "adopt"]
    assert second.id < restored.id


def test_the_file_that_is_in_force_is_not_adopted_again(engine):
    first = adopt(engine)
    before = store.change_id(engine)
    again = adopt(engine)
    assert (again.outcome, again.id) == ("unchanged", first.id)
    assert store.restore(engine, first.id, "ola", expected=first.id).outcome == "unchanged"
    assert len(store.versions(engine)) == 1
    assert store.change_id(engine) == before


def test_the_same_file_read_with_another_mapping_is_another_version(engine):
    adopt(engine)
    other = adopt(engine, mapping={"Navn": "organisation"})
    assert other.outcome == "adopted"
    assert other.mapping == {"Navn": "organisation"}


def test_a_mapping_is_remembered_for_the_next_file_with_the_same_headers(engine):
    adopt(engine, mapping={"Navn": "organisation"})
    export, mapping = store.read_upload(engine, B, "Samling(1-3).csv")
    assert mapping == {"Navn": "organisation"}
    assert list(export.rows["organisation"]) == ["Kari Nordmann"] * 3


def test_a_kind_that_was_chosen_is_remembered_and_one_that_was_guessed_is_not(engine):
    adopt(engine, A, "Samling(1-2).csv")
    assert store.read_upload(engine, B, "Soknad(1-3).csv")[0].kind == "applications"
    adopt(engine, A, "Samling(1-2).csv", kind="attendance")
    assert store.read_upload(engine, B, "Soknad(1-3).csv")[0].kind == "attendance"
    assert store.read_upload(engine, B, "Soknad(1-3).csv", kind="registrations")[0].kind == "registrations"


def test_other_forms_other_events_and_other_rounds_stand_beside(engine):
    adopt(engine)
    adopt(engine, OTHER_FORM, "Nettside.csv")
    adopt(engine, B, event="start")
    adopt(engine, round_id="2025")
    assert len(store.in_force(engine, "2024")) == 3
    assert len({v.source for v in store.in_force(engine, "2024")}) == 3
    assert len(store.in_force(engine, "2025")) == 1


def test_a_file_from_another_form_can_take_a_sources_place(engine):
    first = adopt(engine)
    adopt(engine, OTHER_FORM, "Nettside.csv", source=first.source)
    [now] = store.in_force(engine, "2024")
    assert now.filename == "Nettside.csv"


def test_a_source_can_be_taken_out_and_put_back(engine):
    first = adopt(engine)
    store.take_out(engine, first.id, "kari")
    assert store.in_force(engine, "2024") == []
    assert store.restore(engine, first.id, "kari", expected=0).outcome == "restored"
    assert len(store.in_force(engine, "2024")) == 1


def test_an_earlier_version_does_not_take_the_place_of_one_the_user_has_not_seen(engine):
    first, seen = adopt(engine), adopt(engine, B)
    theirs = adopt(engine, write_csv(registration(7)), who="ola")
    before = store.change_id(engine)
    with pytest.raises(store.StoreConflict, match="Ingenting er endret") as conflict:
        store.restore(engine, first.id, "kari", expected=seen.id)
    assert conflict.value.theirs.id == theirs.id
    assert ([v.id for v in store.in_force(engine, "2024")], store.change_id(engine)) == ([theirs.id], before)
    assert store.restore(engine, first.id, "kari", expected=theirs.id).outcome == "restored"


def test_a_source_is_not_taken_out_by_one_who_saw_an_earlier_version(engine):
    seen, theirs = adopt(engine), adopt(engine, B, who="ola")
    with pytest.raises(store.StoreConflict) as conflict:
        store.take_out(engine, seen.id, "kari")
    assert conflict.value.theirs.id == theirs.id
    assert [v.id for v in store.in_force(engine, "2024")] == [theirs.id]


def test_a_source_that_somebody_took_out_is_not_put_back_unseen(engine):
    first, seen = adopt(engine), adopt(engine, B)
    store.take_out(engine, seen.id, "ola")
    for act in (
        lambda: store.restore(engine, first.id, "kari", expected=seen.id),
        lambda: store.take_out(engine, seen.id, "kari"),
    ):
        with pytest.raises(store.StoreConflict, match="tatt kilden ut") as conflict:
            act()
        assert conflict.value.theirs is None
    assert list(store.history(engine, "2024")["act"]) == ["take_out", "adopt", "adopt"]


def test_a_stop_among_the_findings_refuses_the_file_and_changes_nothing(engine):
    adopt(engine)
    before = store.change_id(engine)
    with pytest.raises(store.StoreRefused) as refused:
        adopt(engine, write_csv(("1", "2024-03-12", "x"), headers=("ID", "Tid", "Ukjent")))
    assert list(refused.value.findings["column"]) == ["Ukjent"]
    assert (len(store.versions(engine)), store.change_id(engine)) == (1, before)


def test_every_act_moves_the_change_numbers(engine):
    seen = [(store.change_id(engine), store.round_change_id(engine, "2024"))]
    first = adopt(engine)
    seen.append((store.change_id(engine), store.round_change_id(engine, "2024")))
    second = adopt(engine, B)
    seen.append((store.change_id(engine), store.round_change_id(engine, "2024")))
    store.restore(engine, first.id, "ola", expected=second.id)
    seen.append((store.change_id(engine), store.round_change_id(engine, "2024")))
    assert seen == sorted(set(seen))
    adopt(engine, round_id="2025")
    assert store.round_change_id(engine, "2024") == seen[-1][1]
    assert store.change_id(engine) > seen[-1][0]


def test_two_who_adopt_at_once_both_keep_their_version_and_the_later_is_told(engine, url):
    base = adopt(engine)
    files = {"kari": B, "ola": write_csv(registration(1), registration(9))}
    ready, answers = threading.Barrier(2), {}

    def work(who):
        own = store.connect(url)
        ready.wait()
        answers[who] = adopt(own, files[who], who=who, expected=base.id)
        own.dispose()

    threads = [threading.Thread(target=work, args=(who,)) for who in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    earlier, later = sorted(answers.values(), key=lambda v: v.id)
    assert [v.id for v in store.in_force(engine, "2024")] == [later.id]
    assert earlier.between == ()
    assert [v.id for v in later.between] == [earlier.id]
    assert store.overtaken_by(engine, earlier).id == later.id
    assert store.overtaken_by(engine, later) is None
    assert store.content(engine, earlier.id) == files[earlier.adopted_by]


def test_a_time_can_be_given_and_is_kept_to_the_microsecond(engine):
    at = datetime(2024, 5, 2, 12, 30, 0, 123456, tzinfo=UTC)
    assert adopt(engine, at=at).adopted_at == at
    assert store.version(engine, 1).adopted_at == at


def test_a_version_that_is_not_there_is_missing(engine):
    for act in (store.content, store.read_version, store.version):
        with pytest.raises(store.StoreMissing):
            act(engine, 99)
    with pytest.raises(store.StoreMissing):
        store.restore(engine, 99, "kari", expected=0)


def test_each_act_is_one_line_in_the_log(engine):
    first = adopt(engine)
    second = adopt(engine, B, who="ola")
    store.restore(engine, first.id, "kari", expected=second.id)
    store.write_log(engine, "download", "kari", round_id="2024", details="liste:\nola@example.no 12 rader")
    lines = store.read_log(engine)
    assert list(lines["act"]) == ["download", "restore", "adopt", "adopt"]
    assert list(lines["who"]) == ["kari", "kari", "ola", "kari"]
    assert lines["details"][0] == "liste: [adresse] 12 rader"
    assert lines["details"][1] == "påmeldinger til samlingen, 2 rader"


def test_a_line_of_the_log_is_a_change_only_where_something_is_read_from_it(engine):
    before = store.change_id(engine)
    store.write_log(engine, "download", "kari", round_id="2024")
    assert store.change_id(engine) == before
    store.write_log(engine, "copy_addresses", "kari", round_id="2024")
    assert store.change_id(engine) == before + 1
    with pytest.raises(ValueError, match="not an act"):
        store.write_log(engine, "dance", "kari")


def test_an_empty_store_has_no_versions_and_no_lines(engine):
    assert store.in_force(engine, "2024") == []
    assert store.versions(engine).empty
    assert store.read_log(engine).empty
    assert store.round_change_id(engine, "2024") == 0

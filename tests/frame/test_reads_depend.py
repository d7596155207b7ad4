"""What is kept is what would be computed anew: after each kind of act, at today's and at an earlier moment."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import store
from analysis.headline import headline
from analysis.next_steps import list_next_steps
from analysis.situation import compute_situation
from analysis.sources import gather
from analysis.way import count_way
from domain.clock import now
from domain.rounds import read_round
from frame import numbers, reads
from frame.kept import ChangeId, kept
from store import Note
from store.backup import restore_backup, write_backup
from tests.browser.steps import applications, registrations

DAY = date(2024, 5, 2)
BODO = "1804"
FILTERS = ((), ("Nordland", "Agder"))


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """A store with a file of registrations and one of applications in force."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    numbers.forget()
    engine = store.connect()
    adopt(engine, registrations("Bodø", "Alta", "Sted uten navn"), "Påmelding(1-3).xlsx", event="gathering")
    adopt(engine, applications("Bodø", "Arendal"))
    yield engine
    engine.dispose()
    numbers.forget()


def adopt(engine, content, name="Søknad(1-2).xlsx", **named):
    return store.adopt(engine, content, name, round_id="2024", who="test", **named)


def in_force(engine, kind):
    return next(version for version in store.in_force(engine, "2024") if version.kind == kind)


def add_note(engine, channel="telefon"):
    note = Note(BODO, date(2024, 4, 20), channel, "Ringer igjen", "Ringe rektor")
    store.add_note(engine, "2024", note, "test")


def last_note(engine):
    return store.read_note(engine, int(store.notes(engine, "2024")["id"].iloc[-1]))


def edit_note(engine, **changed):
    store.edit_note(engine, replace(last_note(engine), **changed), "test")


def remove_note(engine):
    note = last_note(engine)
    store.remove_note(engine, note.id, "test", version=note.version)


def set_state(engine, state):
    source = in_force(engine, "applications").source
    store.set_state(engine, "2024", [(source, "1")], state, "test", at=now().replace(2024, 4, 25))


def remove_corrections(engine):
    made = store.corrections(engine, "2024")
    store.remove_correction(engine, int(made.settlements["id"].iloc[-1]), "test")
    store.remove_correction(engine, int(made.states["id"].iloc[-1]), "test", kind="state")


def restore(engine):
    listed = store.versions(engine, "2024")
    old = listed[(listed["kind"] == "applications") & ~listed["in_force"]].iloc[-1]
    store.restore(engine, int(old["id"]), "test", expected=in_force(engine, "applications").id)


def save_deadline(engine):
    settings = store.round_settings(engine, "2024")
    text = settings.text.replace("deadline = 2024-05-15", "deadline = 2024-04-03")
    assert text != settings.text
    store.save_round(engine, text, "test", expected=settings.version)


COPIED = "listen «Alle påmeldte», 2 adresser, hele landet"
ACTS = {
    "a contact is logged": add_note,
    "guidance is logged": lambda engine: add_note(engine, "veiledning"),
    "the day of the guidance is mended": lambda engine: edit_note(engine, day=date(2024, 4, 3)),
    "the guidance turns out to be a call": lambda engine: edit_note(engine, channel="telefon"),
    "a next step is done": lambda engine: edit_note(engine, next_step_done_on=date(2024, 4, 21)),
    "a note is removed": remove_note,
    "a file is adopted": lambda engine: adopt(engine, applications("Bodø", "Arendal", "Alta")),
    "a state is set": lambda engine: set_state(engine, "placed"),
    "another state is set": lambda engine: set_state(engine, "withdrawn"),
    "a text is settled": lambda engine: store.settle_municipality(engine, "2024", "Sted uten navn", (BODO,), "test"),
    "corrections are taken back": remove_corrections,
    "a version is restored": restore,
    "a deadline is saved": save_deadline,
    "a source is taken out": lambda engine: store.take_out(engine, in_force(engine, "applications").id, "test"),
    "addresses are copied": lambda engine: store.write_log(engine, "copy_addresses", "test", COPIED, round_id="2024"),
    "personal data are deleted": lambda engine: store.delete_personal_data(engine, "2024", "test"),
}
FORGETS = "personal data are deleted"
"""After which what was known before is known no longer."""


def shown(regions, known_at=None):
    """What the pages show, by way of all that is kept."""
    change_id, trouble = reads.change_id()
    assert trouble is None
    found = numbers.shown("2024", reads.at_moment(change_id, known_at), DAY, regions, DAY)
    copied = reads.last_copied("2024", change_id, "hele landet")
    return told(found["once"], found["situation"], found["round"]), copied


def told(once, situation, round_):
    return {
        "headline": once(headline, without_contacts=True),
        "way": once(count_way, without_contacts=True),
        "way by all that is known": once(count_way),
        "steps": once(list_next_steps),
        "status": situation.status.sort_index(axis=1),
        "notes": situation.notes,
        "deadline": round_.deadline,
    }


def computed(engine):
    """The same from the store alone, under each filter."""
    tables, _ = store.read_round_files(engine, "2024")
    sources = gather(tables, **store.manual_entries(engine, "2024"))
    round_ = read_round(store.round_texts(engine)["2024"])
    whole = compute_situation(sources, round_, DAY)
    lines = store.read_log(engine, round_id="2024").query("act == 'copy_addresses'")
    copied = None if lines.empty else lines["at"].max().to_pydatetime()
    situations = {regions: whole.select(regions) for regions in FILTERS}
    return {
        regions: (told(lambda compute, found=found, **_: compute(found), found, round_), copied)
        for regions, found in situations.items()
    }


def assert_same(found, expected):
    for name, value in expected.items():
        if isinstance(value, pd.DataFrame):
            kept_table, table = (one.reset_index(drop=True) for one in (found[name], value))
            pd.testing.assert_frame_equal(kept_table, table, check_dtype=False, obj=name)
        else:
            assert found[name] == value, name


def test_after_each_act_what_is_shown_is_what_would_be_computed_anew_now_and_at_the_moment_before(engine):
    anew = computed(engine)
    for regions in FILTERS:
        assert_same(shown(regions)[0], anew[regions][0])
    for name, act in ACTS.items():
        before, then = now(), anew
        act(engine)
        anew = computed(engine)
        for regions in FILTERS:
            (values, copied), (expected, expected_copied) = shown(regions), anew[regions]
            assert copied == expected_copied, f"after {name!r}"
            try:
                assert_same(values, expected)
                if name != FORGETS:
                    assert_same(shown(regions, before)[0], then[regions][0])
            except AssertionError as error:
                raise AssertionError(f"after {name!r}, for {regions}: {error}") from error


def test_a_backup_that_is_put_back_leaves_nothing_of_what_was_shown(engine, tmp_path):
    write_backup(engine, tmp_path / "copy.sqlite")
    adopt(engine, applications("Bodø", "Arendal", "Alta"))
    add_note(engine, "veiledning")
    shown(())
    restore_backup(tmp_path / "copy.sqlite", "test", replace=True)
    anew = store.connect()
    assert_same(shown(())[0], computed(anew)[()][0])
    adopt(anew, applications("Oslo"))
    assert_same(shown(())[0], computed(anew)[()][0])
    anew.dispose()


def test_a_contact_leaves_figures_and_numbers_in_their_place_and_guidance_does_not(engine):
    def look():
        change_id, _ = reads.change_id()
        found = numbers.shown("2024", change_id, DAY, ("Nordland",), DAY)
        return found["once"](count_way, without_contacts=True), found["once"](list_next_steps)

    way, steps = look()
    add_note(engine)
    same, more = look()
    assert same is way
    assert len(more) == len(steps) + 1
    add_note(engine, "veiledning")
    assert look()[0] is not way


@pytest.mark.parametrize("act", ["addresses are copied", "a contact is logged"])
def test_an_act_of_another_topic_reads_no_file_and_no_correction_again(engine, act, monkeypatch):
    shown(())
    ACTS[act](engine)
    refuse(monkeypatch, "read_round_files", "corrections", "follow_states", "round_texts", "in_force", "read_version")
    shown(())


def test_a_rerun_asks_the_database_for_its_counters_alone(engine, monkeypatch):
    shown(("Nordland",))
    asked = [name for name in store.__all__ if name[0].islower() and name not in ("change_numbers", "example_files")]
    refuse(monkeypatch, *asked)
    shown(("Nordland",))


def refuse(monkeypatch, *names):
    for name in names:
        monkeypatch.setattr(store, name, lambda *_given, asked=name, **_named: pytest.fail(f"{asked} was asked"))


def test_what_names_fewer_topics_than_it_is_made_from_is_refused():
    @kept("notes")
    def of_notes(change_id):
        return 1

    @kept("files")
    def of_files(change_id):
        return of_notes(change_id)

    @kept("files", "notes")
    def of_both(change_id):
        return of_notes(change_id)

    assert of_both(ChangeId(())) == 1
    with pytest.raises(RuntimeError, match="depends on"):
        of_files(ChangeId(()))


def test_every_act_moves_the_counter_of_its_topic_and_no_other(engine):
    moved = {}
    for name, act in ACTS.items():
        before = store.change_numbers(engine)
        act(engine)
        after = store.change_numbers(engine)
        moved[name] = {key.strip() for key in after if key.startswith(" ") and after[key] != before.get(key, 0)}
        assert after[""] > before[""], name
        assert after["2024"] > before["2024"], name
    assert moved == {
        **{key: {"notes"} for key in list(ACTS)[:6]},
        "a file is adopted": {"files"},
        "a state is set": {"states"},
        "another state is set": {"states"},
        "a text is settled": {"settlements"},
        "corrections are taken back": {"settlements", "states"},
        "a version is restored": {"files"},
        "a deadline is saved": {"settings"},
        "a source is taken out": {"files"},
        "addresses are copied": {"log"},
        "personal data are deleted": {"everything"},
    }

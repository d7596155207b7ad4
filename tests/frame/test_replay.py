"""Every action that writes, replayed by those who may not: the widget states of an administrator, sent by others."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime

import pandas as pd
import pytest
import streamlit as st
from locks import WRITERS, Locks
from visitors import NOBODY, WHO, visit

import store
from data.tools.build_examples.write import write_forms_workbook
from domain.assessors import Allotment, Given, write_allotment
from domain.efforts import Effort
from frame import numbers
from frame.door import sign_in
from frame.door.roles import CAN
from tests.menu import APP, open_at

LINK = {"dato": "2024-09-01"}
BODO = {"kommune": "1804"}
HEAD = ["ID", "Start time", "Completion time", "Email", "Name"]
# The page, the action's key as it begins, and the right it needs.
ACTIONS = [
    ("follow_up", "FormSubmitter:note_1804", "write_notes"),
    ("follow_up", "done_", "write_notes"),
    ("follow_up", "step_", "write_notes"),
    ("follow_up", "remove_", "write_notes"),
    ("follow_up", "FormSubmitter:state_form", "correct"),
    ("follow_up", "state_", "correct"),
    ("follow_up", "copy_", "see_contacts"),
    ("follow_up", "draw_", "write_notes"),
    ("efforts", "FormSubmitter:effort_2024", "write_notes"),
    ("efforts", "remove_effort_", "write_notes"),
    ("data", "take_out_", "take_back"),
    ("data", "restore_", "take_back"),
    ("data", "unsettle_", "correct"),
    ("assessment", "FormSubmitter:assessor_", "choose"),
    ("assessment", "assessor_", "choose"),
    ("assessment", "allot", "choose"),
    ("assessment", "FormSubmitter:pass_on", "assess"),
    ("ranking", "upload_", "choose"),
    ("selection", "FormSubmitter:new_draft", "choose"),
    ("selection", "FormSubmitter:decide", "choose"),
    ("selection", "rule_", "choose"),
    ("selection", "draft_", "choose"),
    ("settings", "FormSubmitter:round_2024", "change_settings"),
    ("settings", "FormSubmitter:new_round", "change_settings"),
    ("settings", "edition_", "change_settings"),
    ("privacy", "FormSubmitter:delete_round", "delete"),
]
FOR_ALL_BRANCHES = {
    "FormSubmitter:pass_on",  # the one who assesses has the same name in every role here
    *("take_out_", "restore_", "copy_"),  # of the lists those of the own branch are copied
    *("draw_", "FormSubmitter:effort_2024", "remove_effort_"),  # what the council does is everybody's
}


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory, made_file):
    """The file of a store in which there is something to press every button for, to copy."""
    file = tmp_path_factory.mktemp("filled") / "dashboard.sqlite"
    shutil.copy(made_file, file)
    engine = store.connect(f"sqlite:///{file}")
    for n in (1, 2):
        store.adopt(engine, submissions(n, "Hvilken kommune søker?"), f"Søknad(1-{n}).xlsx", round_id="2024", who="en")
    store.adopt(engine, submissions(1, "Kommune"), "Påmelding(1-1).xlsx", round_id="2024", who="en")
    store.settle_municipality(engine, "2024", "Nordbyen", ("1804",), "en")
    source = next(version.source for version in store.in_force(engine, "2024") if version.kind == "applications")
    store.set_state(engine, "2024", [(source, "1")], "placed", "en")
    note = store.Note("1804", date(2024, 5, 2), "telefon", "Avtalt", "Ring igjen", date(2024, 5, 9), None, "Kari", "en")
    store.add_note(engine, "2024", note, "en")
    store.add_effort(engine, "2024", Effort(date(2024, 5, 2), "møte", "Et møte"), "en")
    settings = store.round_settings(engine, "2024")
    criteria = [{"key": "need", "name": "Behov", "weight": 1, "low": 1, "high": 5}]
    changed = {**settings.values, "place": "Teams", "criteria": criteria}
    store.save_round(engine, changed, "en", expected=settings.version)
    scored = [{"source": source, "submission_id": "1", "assessor": "En", "scores": {"need": 3.0}, "comment": ""}]
    store.add_assessments(engine, "2024", pd.DataFrame(scored), "en")
    draft = {
        "places": 2,
        "chosen": [[source, "1"]],
        "waiting": [],
        "reasons": [],
        "rules": [["least", 1, "branch", ""]],
    }
    store.save_paper(engine, "2024", "draft", "Utkast", draft, "en", expected=0)
    for who in ("kari@example.org", "bo@example.org"):
        content = {"name": who, "numbers": [], "branches": []}
        store.save_paper(engine, "2024", "assessor", who, content, "en", expected=0)
    given = (Given((source, "1"), ("kari@example.org",), "2026-01-01T00:00:00+00:00"),)
    content = write_allotment(Allotment(1, given))
    store.save_paper(engine, "2024", "allotment", store.ALLOTMENT, content, "en", expected=0)
    engine.dispose()
    return file


@pytest.fixture
def local(monkeypatch):
    monkeypatch.delenv("AUTH_MODE", raising=False)
    monkeypatch.setattr(sign_in, "_started_as", None)


@pytest.fixture(scope="module")
def shared_engine(tmp_path_factory, filled_file):
    """The store that those meet who may not write: what its pages have computed stays from one to the next."""
    with pytest.MonkeyPatch.context() as patch:
        file = shutil.copy(filled_file, tmp_path_factory.mktemp("shared"))
        patch.setenv("DATABASE_URL", f"sqlite:///{file}")
        numbers.forget()
        engine = store.connect()
        yield engine
        engine.dispose()
        numbers.forget()


@pytest.fixture
def locks(monkeypatch):
    return Locks(monkeypatch)


@pytest.fixture
def writes(local, shared_engine, filled_file, locks, monkeypatch):
    """A function that sends an action's states as somebody, and tells whether that wrote; what was written is undone.

    The run ends where something is written: the pages are not computed anew from what is put back at once.
    """
    for writer in WRITERS:
        monkeypatch.setattr(store, writer, then_stop(getattr(store, writer)))

    def send(states, page, action, who, branch="Rogaland", email="kari@example.org"):
        before, locks.refused = written(shared_engine), 0
        test = open_in_frame(page, action, who, branch)
        if who != NOBODY:
            test.user["email"] = email
        test._run(states)
        assert not test.exception, (who, test.exception)
        if written(shared_engine) == before:
            return False
        with (
            closing(sqlite3.connect(filled_file)) as source,
            closing(sqlite3.connect(shared_engine.url.database)) as to,
        ):
            source.backup(to)
        return True

    return send


def then_stop(write):
    def write_and_stop(*args, **options):
        write(*args, **options)
        st.stop()

    return write_and_stop


def submissions(n, question):
    day = datetime(2024, 4, 2, 12, 0)
    rows = [[i, day, day, f"p{i}@example.no", f"Person {i}", "Bodø", "Mottatt"] for i in range(1, n + 1)]
    return write_forms_workbook([*HEAD, question, "Status"], rows)


OF_BODO = {"FormSubmitter:note_1804", "done_", "remove_"}
OF_A_LIST = {"copy_": {"liste": "Alle påmeldte"}, "draw_": {"liste": "Pilotkommuner som ikke er påmeldt"}}


def link_of(action):
    """Where the action's button is: in the panel of a municipality, on a list, on the page as it opens."""
    return LINK | (BODO if action in OF_BODO else {}) | OF_A_LIST.get(action, {})


def open_in_frame(page, action, who, branch="Rogaland"):
    """A session about to open the page."""
    test = visit(APP, who, [branch])
    open_at(test, page)
    test.query_params.update(link_of(action))
    return test


def pressed(page, action, locks):
    """An administrator's widget states with the action's button pressed and its form filled in."""
    with locks.nothing_pressed():
        test = open_in_frame(page, action, "administrator").run()
    for field in test.text_input:
        if "for å bekrefte" in field.label:
            field.set_value("2024")
        if field.label in ("Navn på utkastet", "Vedtatt av", "Navn", "Brukernavn ved innlogging", "Begrunnelse"):
            field.set_value("Nytt")
    for field in test.text_area:
        if field.label == "Hva ble avtalt?":  # nothing empty is saved
            field.set_value("Avtalt")
    for field in test.text_input:
        if field.label == "Tittel" and page == "efforts":
            field.set_value("Et brev")
    for box in test.multiselect:
        if box.label == "Søknader":
            box.select(box.options[0])
    button = next(button for button in test.button if (button.key or "").startswith(action))
    button.click()
    states = test._tree.get_widget_states()
    assert any(state.trigger_value for state in states.widgets)
    return states


def those_who_may_not(action, right):
    """An adviser may do it, but not for Bodø: the one here follows Rogaland. Files are everybody's."""
    may = {who for who in CAN if right in CAN[who]} - ({"rådgiver"} if action not in FOR_ALL_BRANCHES else set())
    return [who for who in WHO if who not in may]


def written(engine):
    """What moves with everything that is written, but for who has seen what."""
    return store.change_id(engine), len(store.read_log(engine).query("act != 'see'"))


@pytest.mark.parametrize(("page", "action", "right"), ACTIONS)
def test_an_action_replayed_by_those_who_may_not_writes_nothing(writes, locks, page, action, right):
    states = pressed(page, action, locks)
    assert writes(states, page, action, "administrator")
    for who in those_who_may_not(action, right):
        locks.first_open = False
        assert not writes(states, page, action, who), who
        locks.first_open = True
        assert not writes(states, page, action, who), who
        assert locks.refused == 1, who


@pytest.mark.parametrize(("page", "action", "right"), ACTIONS)
def test_the_replays_would_write_without_the_second_lock(writes, locks, page, action, right):
    states = pressed(page, action, locks)
    locks.first_open = locks.second_open = True
    for who in those_who_may_not(action, right):
        assert writes(states, page, action, who), who


@pytest.mark.parametrize(
    ("page", "action", "who", "owner"),
    [
        ("follow_up", "remove_", "rådgiver", "en"),
        ("assessment", "FormSubmitter:pass_on", "vurderer", "kari@example.org"),
    ],
)
def test_what_is_anothers_is_not_changed_by_one_with_the_same_right(writes, locks, page, action, who, owner):
    states = pressed(page, action, locks)
    locks.first_open = True
    assert writes(states, page, action, who, "Nordland", owner)
    assert not writes(states, page, action, who, "Nordland", "bo@example.org")
    assert locks.refused == 1

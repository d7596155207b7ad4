"""What is in use is made ready once for a change, in the background, and never stands in the way."""

import threading
import time
from datetime import date

import pytest

from frame.kept import ChangeId
from frame.ready import IN_USE, MOST, Asked, Ready

FIRST, SECOND = ChangeId((("", 1),)), ChangeId((("", 2),))


def asked(region=""):
    return Asked("2024", date(2024, 5, 2), (region,), len)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr("frame.ready.AFTERWARDS", 0)


def wait_until_idle(ready):
    until = time.monotonic() + 10
    while ready.at_work and time.monotonic() < until:
        time.sleep(0.01)
    assert not ready.at_work


def test_what_was_asked_for_is_made_once_for_a_change_and_again_for_the_next():
    made = []
    ready = Ready(lambda what, change_id: made.append((what, change_id)))
    ready.note(asked("Agder"))
    ready.note(asked("Nordland"))
    ready.note(asked("Agder"))
    for change_id in (FIRST, FIRST, SECOND):
        assert ready.for_change(change_id).wait(10)
    assert made[:2] == [(asked("Agder"), FIRST), (asked("Nordland"), FIRST)], "the latest first"
    assert [change_id for _, change_id in made] == [FIRST, FIRST, SECOND, SECOND]


def test_whoever_asks_while_it_is_made_waits_for_the_same():
    go_on = threading.Event()
    ready = Ready(lambda what, change_id: go_on.wait(10))
    ready.note(asked())
    one, other = ready.for_change(FIRST), ready.for_change(FIRST)
    assert one is other
    assert not one.is_set()
    go_on.set()
    assert one.wait(10)


def test_a_fault_leaves_nobody_waiting():
    def fail(what, change_id):
        raise LookupError

    ready = Ready(fail)
    ready.note(asked())
    assert ready.for_change(FIRST).wait(10)


def test_what_nobody_has_asked_for_of_late_is_not_made(monkeypatch):
    clock, made = [0.0], []
    monkeypatch.setattr("frame.ready.time.monotonic", lambda: clock[0])
    ready = Ready(lambda what, change_id: made.append(what.regions[0]))
    ready.note(asked("old"))
    clock[0] = 1.0
    ready.note(asked("on the edge"))
    clock[0] = IN_USE + 1.0
    ready.for_change(FIRST).wait(10)
    assert made == ["on the edge"]


def test_no_more_is_remembered_than_can_be_made():
    ready = Ready(lambda what, change_id: None)
    for place in range(MOST + 1):
        ready.note(asked(str(place)))
    assert len(ready.asked) == MOST
    assert asked("0") not in ready.asked


def test_what_one_region_shows_is_made_for_every_other_by_the_level_the_page_would_choose_there():
    made, all_made = [], threading.Event()

    def make(what, change_id):
        made.append((what.regions, what.arguments, change_id))
        if len(made) == 3:
            all_made.set()

    ready = Ready(make, ("Agder", "Nordland", "Akershus"))
    looked_at = Asked("2024", date(2024, 5, 2), ("Agder",), len, ("branch", True))
    for _ in range(2):
        ready.make_elsewhere(looked_at, FIRST)
    assert all_made.wait(10)
    assert made == [
        (("Agder",), ("branch", True), FIRST),
        (("Nordland",), ("branch", True), FIRST),
        (("Akershus",), ("county", True), FIRST),  # a part of a branch
    ]


def test_a_newer_state_of_the_store_ends_what_was_begun_for_the_one_before():
    made, began, go_on, last = [], threading.Event(), threading.Event(), threading.Event()

    def make(what, change_id):
        made.append((what.regions[0], change_id))
        began.set()
        go_on.wait(10)
        if (what.regions[0], change_id) == ("Nordland", SECOND):
            last.set()

    ready = Ready(make, ("Agder", "Nordland"))
    ready.make_elsewhere(asked(), FIRST)
    assert began.wait(10)
    ready.make_elsewhere(asked(), SECOND)
    go_on.set()
    assert last.wait(10)
    assert made == [("Agder", FIRST), ("Agder", SECOND), ("Nordland", SECOND)]


@pytest.mark.parametrize(("fault", "expected"), [(LookupError, 1), (None, 2)])
def test_a_fault_leaves_the_other_regions_to_those_who_ask(fault, expected):
    made = []

    def make(what, change_id):
        made.append(what.regions[0])
        if fault:
            raise fault

    ready = Ready(make, ("Agder", "Nordland"))
    ready.make_elsewhere(asked(), FIRST)
    wait_until_idle(ready)
    assert len(made) == expected


def test_what_takes_long_is_left_to_those_who_ask(monkeypatch):
    monkeypatch.setattr("frame.ready.TOO_LONG", -1)
    made = []
    ready = Ready(lambda what, change_id: made.append(what.regions[0]), ("Agder", "Nordland"))
    ready.make_elsewhere(asked(), FIRST)
    wait_until_idle(ready)
    assert made == ["Agder"]


def test_those_who_wait_for_a_page_come_first(monkeypatch):
    monkeypatch.setattr("frame.ready.WAIT", 0.01)
    made, busy = [], threading.Event()
    busy.set()
    ready = Ready(lambda what, change_id: made.append(what.regions[0]), ("Agder",), busy.is_set)
    ready.make_elsewhere(asked(), FIRST)
    time.sleep(0.1)
    assert made == []
    busy.clear()
    wait_until_idle(ready)
    assert made == ["Agder"]


@pytest.mark.parametrize("argument", ["1804", 1804, date(2024, 5, 2), None])
def test_what_is_about_one_municipality_or_holds_a_choice_of_its_own_is_made_for_no_other_region(argument):
    ready = Ready(lambda what, change_id: None, ("Agder",))
    ready.make_elsewhere(Asked("2024", None, (), len, ("branch", argument)), FIRST)
    assert not ready.begun and not ready.at_work

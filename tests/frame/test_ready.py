"""What is in use is made ready once for a change, in the background, and never stands in the way."""

import threading
from datetime import date

from frame.kept import ChangeId
from frame.ready import IN_USE, MOST, Asked, Ready

FIRST, SECOND = ChangeId((("", 1),)), ChangeId((("", 2),))


def asked(region=""):
    return Asked("2024", date(2024, 5, 2), (region,), len)


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

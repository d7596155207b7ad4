"""Tests of what is computed once for everybody: no stampede, nobody left waiting, a bound on bytes."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from frame.kept import Kept, kept, once, size_of
from tests.analysis.tables import BODO, notes, rows, situation


def test_many_who_ask_at_once_wait_for_the_one_that_computes():
    keeper, begun, go_on, calls = Kept(), threading.Event(), threading.Event(), []

    def compute():
        calls.append(1)
        begun.set()
        assert go_on.wait(10)
        return "value"

    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(keeper.get, "key", compute)
        assert begun.wait(10)
        others = [pool.submit(keeper.get, "key", compute) for _ in range(8)]
        go_on.set()
        assert [one.result(10) for one in (first, *others)] == ["value"] * 9
    assert calls == [1]


def test_values_under_other_keys_are_not_waited_for():
    keeper, begun, go_on = Kept(), threading.Event(), threading.Event()

    def compute():
        begun.set()
        assert go_on.wait(10)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(keeper.get, "slow", compute)
        assert begun.wait(10)
        assert keeper.get("quick", lambda: "at once") == "at once"
        go_on.set()
        slow.result(10)


def test_what_is_forgotten_is_computed_anew_and_the_rest_stays():
    keeper, calls = Kept(), []
    keys = (("read", "a"), ("read", "b"), "a")
    for forget in (False, True):
        if forget:
            keeper.forget("a")
        for key in keys:
            keeper.get(key, lambda key=key: calls.append(key))
    assert calls == [*keys, ("read", "a")]


def test_an_exception_reaches_those_who_wait_and_is_not_kept():
    keeper, begun, go_on = Kept(), threading.Event(), threading.Event()

    def fail():
        begun.set()
        assert go_on.wait(10)
        raise LookupError("gone")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(keeper.get, "key", fail)
        assert begun.wait(10)
        second = pool.submit(keeper.get, "key", fail)
        go_on.set()
        for one in (first, second):
            with pytest.raises(LookupError):
                one.result(10)
    assert keeper.get("key", lambda: "now") == "now"


def test_where_the_one_that_computes_is_stopped_another_one_does():
    class Stop(BaseException):
        """As Streamlit stops a script."""

    keeper, begun, go_on = Kept(), threading.Event(), threading.Event()

    def stopped():
        begun.set()
        assert go_on.wait(10)
        raise Stop

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(keeper.get, "key", stopped)
        assert begun.wait(10)
        second = pool.submit(keeper.get, "key", lambda: "value")
        go_on.set()
        assert second.result(10) == "value"
        with pytest.raises(Stop):
            first.result(10)


def test_a_value_that_asks_for_itself_is_refused_and_does_not_hang():
    keeper = Kept()
    with pytest.raises(RuntimeError, match="itself"):
        keeper.get("key", lambda: keeper.get("key", lambda: 1))


def test_what_was_asked_for_longest_ago_goes_when_the_bound_is_passed():
    size = size_of(bytes(10_000))
    keeper = Kept(most_bytes=2 * (size + 500))
    for key in ("first", "second"):
        keeper.get(key, lambda: bytes(10_000))
    keeper.get("first", lambda: pytest.fail("is kept"))
    assert len(keeper) == 2
    keeper.get("third", lambda: bytes(10_000))
    assert len(keeper) == 2
    assert keeper.bytes <= keeper.most_bytes
    keeper.get("first", lambda: pytest.fail("is kept"))
    assert keeper.get("second", lambda: "anew") == "anew"


def test_a_value_larger_than_the_bound_is_handed_on_and_not_kept():
    keeper = Kept(most_bytes=size_of(bytes(1000)) + 500)
    keeper.get("fits", lambda: bytes(1000))
    assert keeper.get("too large", lambda: bytes(1001)) == bytes(1001)
    keeper.get("fits", lambda: pytest.fail("is kept"))
    assert keeper.get("too large", lambda: "anew") == "anew"


def test_a_value_is_kept_until_its_time_is_over(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("frame.kept.time.monotonic", lambda: clock[0])
    keeper = Kept()
    keeper.get("key", lambda: "old", seconds=60)
    clock[0] = 59.9
    assert keeper.get("key", lambda: "new", seconds=60) == "old"
    clock[0] = 60.0
    assert keeper.get("key", lambda: "new", seconds=60) == "new"


def test_what_nobody_asks_for_goes_after_its_time_too(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("frame.kept.time.monotonic", lambda: clock[0])
    keeper = Kept()
    keeper.get("a file under review", lambda: "people", seconds=60)
    clock[0] = 60.0
    keeper.get("another", lambda: 1)
    assert len(keeper) == 1


def test_what_was_being_computed_while_all_was_forgotten_is_handed_on_and_not_kept():
    keeper = Kept()

    def compute():
        keeper.clear()
        return "made from what was deleted"

    assert keeper.get("key", compute) == "made from what was deleted"
    assert keeper.get("key", lambda: "anew") == "anew"


def test_an_argument_with_an_underscore_is_in_no_key_and_the_others_are():
    calls = []

    @kept()
    def read(number, _content):
        calls.append(number)
        return number

    read(1, b"one")
    read(1, b"other")
    read(2, b"one")
    assert calls == [1, 2]
    with pytest.raises(TypeError, match="by place"):
        read(number=1, _content=b"")


def test_a_function_that_holds_its_surroundings_is_refused():
    caught = 3

    def inner(base):
        return base + caught

    with pytest.raises(TypeError, match="arguments"):
        once(("key",), inner, (), 1)
    with pytest.raises(TypeError, match="arguments"):
        once(("key",), lambda base: base, (), 1)


def test_a_table_weighs_its_values():
    small, large = (pd.DataFrame({"text": ["æøå" * 10] * rows}) for rows in (10, 1000))
    assert size_of(large) > 50 * (size_of(small) - 1000)
    assert size_of(large) >= 1000 * 30


def test_what_a_situation_with_contacts_shares_with_the_one_without_is_weighed_once():
    table = rows(*({"on": "2024-03-11 10:00", "of": BODO} for _ in range(2000)))
    bare = situation("2024-05-02", registrations=table).without_contacts()
    assert size_of(bare.with_contacts(notes(("2024-03-12", BODO, "telefon")))) < size_of(bare) / 2


def test_the_size_of_a_long_list_is_that_of_its_kind_of_values():
    texts = ["a text of some thirty characters"] * 1000
    exact = sys.getsizeof(texts) + sum(map(sys.getsizeof, texts))
    assert size_of(texts) == exact
    assert abs(size_of([*texts[:500], *range(500)]) - exact) < exact / 2
    assert size_of(texts[:20]) == sys.getsizeof(texts[:20]) + 20 * sys.getsizeof(texts[0])
    assert size_of([]) == sys.getsizeof([])


def test_what_has_ended_goes_when_something_else_is_kept(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("frame.kept.time.monotonic", lambda: clock[0])
    keeper = Kept()
    keeper.get("for a while", lambda: 1, seconds=10)
    keeper.get("for good", lambda: 2)
    clock[0] = 9.9
    keeper.get("another", lambda: 3)
    assert len(keeper) == 3
    clock[0] = 10.0
    keeper.get("one more", lambda: 4)
    assert len(keeper) == 3
    keeper.clear()
    keeper.get("for a while", lambda: 5, seconds=10)
    assert len(keeper) == 1


def test_what_others_were_made_from_goes_after_them():
    keeper = Kept(most_bytes=3 * (size_of(bytes(10_000)) + 500))

    def make(name, *made_from):
        def compute():
            for other in made_from:
                keeper.get(other, lambda: pytest.fail("is kept"))
            return bytes(10_000)

        keeper.get(name, compute)

    make("file")
    make("rows", "file")
    make("numbers", "rows")
    make("another page")
    for name in ("file", "rows", "another page"):
        keeper.get(name, lambda: pytest.fail("is kept"))
    keeper.get("file", lambda: pytest.fail("is kept"))
    make("a third page")
    assert len(keeper) == 3
    assert keeper.get("rows", lambda: "anew") == "anew"
    keeper.get("file", lambda: pytest.fail("is kept"))


def test_a_situation_weighs_what_it_adds_to_the_rows_of_the_files_and_those_it_leaves_out():
    table = rows(*({"on": f"2024-03-{11 + n % 2} 10:00", "of": BODO} for n in range(5000)))
    earlier, latest, later = (situation(day, registrations=table) for day in ("2024-03-11", "2024-03-12", "2024-03-13"))
    assert size_of(latest) < size_of(latest.registrations)
    assert size_of(latest) == size_of(later)
    assert size_of(earlier) > size_of(latest)
    withdrawn = situation("2024-03-12", registrations=table.assign(excluded=["trukket"] + [""] * 4999))
    assert size_of(withdrawn) > size_of(latest) + size_of(latest.registrations)

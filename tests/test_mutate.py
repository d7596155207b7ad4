"""The changes that `python -m tests.mutate` makes: small, one at a time, and the same for the same seed."""

import os
import signal
from pathlib import Path

import pytest

from tests.lines_run import OFTEN, LinesRun, TestRun, Watcher
from tests.mutate import Site, change, choose, find_places, list_sites
from tests.trying import fate_of, in_fork, put_in_place, written


def changes_of(text):
    """What a line becomes, change by change."""
    sites = [Site(Path("module.py"), *place) for place in find_places(text)]
    return [change(text, site).text for site in sites]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("a < b", ["a <= b"]),
        ("a >= b", ["a > b"]),
        ("a < b == c", ["a <= b == c", "a < b != c"]),
        ("a is None", ["a is not None"]),
        ("a in b", ["a not in b"]),
        ("a and b", ["a or b"]),
        ("a + b", ["a - b"]),
        ("a + 'text'", []),
        ("7", ["8"]),
        ("True", ["False"]),
        ("'text'", []),
    ],
)
def test_an_expression_is_changed_in_each_way_it_can_be(text, changed):
    assert changes_of(text) == changed


def test_a_condition_is_turned_and_a_value_is_not_returned():
    assert changes_of("def f(a):\n    if a:\n        return b") == [
        "def f(a):\n    if not a:\n        return b",
        "def f(a):\n    if a:\n        return None",
    ]


def test_what_no_test_can_see_is_left_alone():
    assert changes_of("def f(a: Literal[1] = b) -> Literal[2]:\n    return None") == []


def test_a_change_is_told_with_its_line_and_what_stood_there():
    mutant = change("x = 1\ny = a < b", Site(Path("module.py"), *find_places("x = 1\ny = a < b")[1]))
    assert mutant.name == "module.py:2  a < b  →  a <= b"


def test_the_sample_is_the_same_for_the_same_seed():
    sites = list_sites("domain")
    assert choose(sites, 10, 1) == choose(sites, 10, 1) != choose(sites, 10, 2)
    assert len(choose(sites[:3], 10, 1)) == 3


NESTED = """
def f(a):
    if (a
            and 1):
        return [b for b in a
                if b > 2]
    return g(
        3)
"""


def test_a_change_has_the_lines_of_its_statement_and_of_one_that_holds_others_its_head():
    sites = [Site(Path("module.py"), *place) for place in find_places(NESTED)]
    lines = {mutant.before: list(mutant.lines) for mutant in (change(NESTED, site) for site in sites)}
    assert (lines["a and 1"], lines["1"]) == ([3, 4], [3, 4])
    assert lines["b > 2"] == lines["2"] == [5, 6]
    assert lines["3"] == [7, 8]


def test_the_changed_code_is_put_in_the_place_of_functions_that_live(tmp_path):
    file = str(tmp_path / "module.py")
    text = "class A:\n    def f(self):\n        return 1 < 1\n\ndef g():\n    return A().f\n"
    found = {"__name__": "module"}
    exec(compile(text, file, "exec"), found)
    method = found["g"]()
    assert method() is False
    changed = [change(text, Site(Path("module.py"), *place)) for place in find_places(text)]
    assert put_in_place(next(one for one in changed if one.before == "1 < 1").compile(file))
    assert method() is True and found["A"]().f() is True


def test_two_functions_that_cannot_be_told_apart_are_not_exchanged(tmp_path):
    file = str(tmp_path / "twins.py")
    found = {"__name__": "twins"}
    code = compile("twins = [lambda: 1, lambda: 2]", file, "exec")
    exec(code, found)
    assert not put_in_place(code)
    assert [twin() for twin in found["twins"]] == [1, 2]


def test_only_lines_of_the_rooms_that_run_are_noted(tmp_path):
    text = "def f(a):\n    if a:\n        return 1\n    return 2\n"
    inside, outside = {}, {}
    exec(compile(text, str(tmp_path / "room" / "a.py"), "exec"), inside)
    exec(compile(text, str(tmp_path / "other" / "a.py"), "exec"), outside)
    watcher = Watcher(str(tmp_path), ["room"])
    watcher.begin_test()
    watcher.watch(on=True)
    inside["f"](True)
    outside["f"](False)
    watcher.watch(on=False)
    assert watcher.lines == {("room/a.py", 1), ("room/a.py", 2), ("room/a.py", 3)}
    watcher.begin_test()
    watcher.watch(on=True)
    for _ in range(OFTEN + 1):
        inside["f"](True)
    watcher.watch(on=False)
    assert ("room/a.py", 4) in watcher.lines  # called so often that it is taken to run all its lines


def test_the_tests_of_a_line_are_those_that_run_it_and_those_that_start_processes():
    run = LinesRun()
    for name, lines, elsewhere in (("a", [1, 2], False), ("b", [2], False), ("c", [], True)):
        run.tests[name] = TestRun(0.1, run.bits([("m.py", line) for line in lines], new=True), elsewhere)
    assert [run.tests_of([("m.py", line)]) for line in (1, 2, 3)] == [["a", "c"], ["a", "b", "c"], ["c"]]


def test_what_became_of_a_change_is_told_by_how_its_tests_ended(tmp_path):
    assert [fate_of(in_fork(lambda code=code: code, tmp_path)) for code in (0, 1, 2)] == [
        "SURVIVED",
        "killed",
        "killed",
    ]
    assert fate_of(in_fork(lambda: os.kill(os.getpid(), signal.SIGXCPU) or 0, tmp_path)) == "timed out"


def test_a_changed_module_is_as_it_was_afterwards(tmp_path):
    file = tmp_path / "module.py"
    file.write_text("before", "utf-8")
    with written(file, "changed"):
        assert file.read_text("utf-8") == "changed"
    assert file.read_text("utf-8") == "before"


def test_what_watches_over_two_lists_is_no_meaning():
    assert find_places("zip(a, b, strict=True)") == []
    assert len(find_places("sorted(a, reverse=True)")) == 1

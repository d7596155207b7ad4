"""The changes that `python -m tests.mutate` makes: small, one at a time, and the same for the same seed."""

from pathlib import Path

import pytest

from tests.mutate import Site, change, choose, find_places, list_sites


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

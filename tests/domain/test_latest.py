"""Which answer of a person stands, with one row on either side of every edge."""

from datetime import datetime

import pytest

from domain.latest import choose_first, choose_latest

EARLY, LATE = datetime(2024, 5, 1, 12), datetime(2024, 5, 2, 12)
BODO, NARVIK = ("1804",), ("1806",)


def choose(*rows, eligible=None):
    """Rows as (person, numbers, time), the lines in their order."""
    people, numbers, sent = zip(*rows, strict=True)
    lines = range(2, len(rows) + 2)
    return choose_latest(people, numbers, [""] * len(rows), sent, lines, eligible or [True] * len(rows))


def test_the_latest_answer_of_a_person_for_a_municipality_stands_also_when_it_is_further_up():
    found = choose(("kari", BODO, LATE), ("kari", BODO, EARLY))
    assert found.stands == [True, False]
    assert found.latest == [0, 0]
    assert found.firsts == [(("1804", 1),), (("1804", 1),)]


def test_of_two_answers_at_the_same_time_the_lower_one_stands():
    assert choose(("kari", BODO, EARLY), ("kari", BODO, EARLY)).stands == [False, True]


@pytest.mark.parametrize(
    ("other", "stands"),
    [
        (("kari", BODO), [False, True]),
        (("ola", BODO), [True, True]),
        (("kari", NARVIK), [True, True]),
        (("kari", NARVIK + BODO), [False, True]),
        (("", BODO), [True, True]),
    ],
)
def test_only_the_same_person_and_municipality_replace_an_answer(other, stands):
    assert choose(("kari", BODO, EARLY), (*other, LATE)).stands == stands


def test_nobody_is_the_same_as_an_anonymous():
    assert choose(("", BODO, EARLY), ("", BODO, LATE)).stands == [True, True]


def test_a_row_for_two_municipalities_falls_when_one_of_them_answers_again():
    found = choose(("kari", BODO + NARVIK, EARLY), ("kari", BODO, LATE))
    assert found.stands == [False, True]
    assert found.firsts[1] == (("1804", 0),)


def test_a_first_answer_without_a_time_gives_way_to_the_day_of_the_second():
    found = choose(("kari", BODO, None), ("kari", BODO, LATE))
    assert found.stands == [False, True]
    assert found.firsts[1] == (("1804", 1),)  # the first that is known to have come on a day


def test_an_answer_without_a_time_is_older_than_those_above_it():
    found = choose(("kari", BODO, EARLY), ("kari", BODO, LATE), ("kari", BODO, None))
    assert found.stands == [False, True, False]
    assert found.firsts[1] == (("1804", 0),)


def test_what_is_not_eligible_neither_stands_nor_replaces():
    found = choose(("kari", BODO, EARLY), ("kari", BODO, LATE), eligible=[True, False])
    assert found.stands == [True, False]
    assert (found.firsts[1], found.latest[1]) == ((), 1)


def test_unknown_municipalities_are_told_apart_by_their_text():
    def stands(*texts):
        return choose_latest(["kari"] * 2, [()] * 2, texts, [EARLY, LATE], [2, 3], [True] * 2).stands

    assert stands("heimbygda", "heimbygda") == [False, True]
    assert stands("heimbygda", "storbyen") == [True, True]


def test_one_row_of_each_person_stands_the_first_that_may():
    people = ["kari", "kari", "ola", "", "", "kari"]
    assert choose_first(people, [True] * 6) == [True, False, True, True, True, False]
    assert choose_first(people, [False, True, True, True, False, True]) == [False, True, True, True, False, False]

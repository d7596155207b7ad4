"""The phase of a round, on both sides of each of its edges."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.gatherings import Gathering
from domain.phases import phase_of
from domain.rounds import Round

ROUND = Round(
    "2024",
    "Prøverunden",
    gatherings=(Gathering("gathering", "Samling", datetime(2024, 3, 15, 9, 30)),),
    deadline=date(2024, 5, 15),
    answers=date(2024, 6, 15),
    start=date(2024, 9, 1),
)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2024, 3, 14), "before_gathering"),
        (date(2024, 3, 15), "before_deadline"),
        (date(2024, 5, 15), "before_deadline"),
        (date(2024, 5, 16), "before_answers"),
        (date(2024, 6, 15), "before_answers"),
        (date(2024, 6, 16), "towards_start"),
    ],
)
def test_a_phase_begins_and_ends_on_its_day(day, phase):
    assert phase_of(ROUND, day) == phase


def test_a_round_without_a_day_for_its_answers_answers_halfway_to_the_start():
    unknown = replace(ROUND, answers=None)  # 109 days from deadline to start
    assert phase_of(unknown, date(2024, 7, 8)) == "before_answers"
    assert phase_of(unknown, date(2024, 7, 9)) == "towards_start"
    assert phase_of(replace(unknown, start=None), date(2024, 12, 1)) == "before_answers"


def test_a_round_without_a_deadline_is_before_it():
    assert phase_of(replace(ROUND, deadline=None), date(2024, 12, 1)) == "before_deadline"
    assert phase_of(replace(ROUND, gatherings=()), date(2024, 3, 1)) == "before_deadline"

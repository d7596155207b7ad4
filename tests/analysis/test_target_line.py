"""The line to the target: the course of the round before, scaled to the target, else straight."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analysis.pace import read_pace
from analysis.target_line import FEWEST, draw_target_line, expected_today
from data.reference import municipalities
from domain.rounds import Round
from tests.analysis.tables import ROUND, rows, situation

NUMBERS = list(municipalities())
EARLIER = replace(
    ROUND, id="2023", title="Runden i 2023", deadline=date(2023, 5, 15), call=date(2023, 3, 10), first_day=None
)


def came(*days: str):
    """One application on each day, each from its own municipality."""
    return rows(*[{"on": day and f"{day} 12:00", "of": NUMBERS[place]} for place, day in enumerate(days)])


def ended(*days: str, as_of: str = "2023-09-01", round_: Round = EARLIER):
    """The round of 2023 with applications on these days."""
    return situation(as_of, round_, applications=came(*days))


# Half of them 30 days before the deadline, the others in its last two days.
LATE_RUSH = (*["2023-04-15"] * 4, *["2023-05-14"] * 3, "2023-05-15")


def test_without_an_earlier_round_the_line_goes_straight_from_the_call_to_the_deadline():
    found = situation("2024-05-02")
    line = draw_target_line(found)
    assert line.after == ""
    assert line.points["day"].dt.date.tolist() == [date(2024, 3, 9), date(2024, 5, 15)]
    assert line.points["value"].tolist() == [0, 40]
    # 9 March to 2 May are 54 of 67 days.
    assert expected_today(found, line) == pytest.approx(40 * 54 / 67)
    none = draw_target_line(found.select(["Akershus"]))
    assert none.points.empty
    assert expected_today(found, none) is None


def test_the_line_follows_the_course_of_the_earlier_round_day_for_day_before_the_deadline():
    line = draw_target_line(situation("2024-05-02"), ended(*LATE_RUSH))
    assert line.after == "Runden i 2023"
    on = dict(zip(line.points["day"].dt.date, line.points["value"], strict=True))
    # 2024 has a leap day before the call: 30 days before its deadline is 15 April, too.
    assert on[date(2024, 4, 14)] == 0
    assert on[date(2024, 4, 15)] == 20
    assert on[date(2024, 5, 13)] == 20
    assert on[date(2024, 5, 14)] == 35
    assert on[date(2024, 5, 15)] == 40
    assert min(on) == date(2024, 3, 9)
    assert on[date(2024, 3, 9)] == 0


def test_where_the_line_stands_decides_what_is_ahead_of_it():
    now = situation("2024-05-02", applications=came(*["2024-04-20"] * 21))
    assert read_pace(now).expected == pytest.approx(40 * 54 / 67)  # 32: behind a straight line
    pace = read_pace(now, earlier=ended(*LATE_RUSH))
    assert (pace.expected, pace.after) == (20, "Runden i 2023")  # ahead of the course


def test_a_region_follows_the_course_of_the_whole_country():
    line = draw_target_line(situation("2024-05-02").select(["Nordland"]), ended(*LATE_RUSH).select(["Agder"]))
    assert line.points["value"].iloc[-1] == 4
    assert line.at([date(2024, 5, 2)])[0] == 2


@pytest.mark.parametrize(
    "earlier",
    [
        ended(*LATE_RUSH[: FEWEST - 1]),
        ended(*LATE_RUSH[: FEWEST - 1], "2023-05-16"),  # what came late is no part of the course
        ended(*LATE_RUSH[: FEWEST - 1], ""),  # nor what nobody knows the day of
        ended(*LATE_RUSH[: FEWEST - 1], "2023-05-14", as_of="2023-05-14"),  # not over
        ended(*LATE_RUSH, round_=replace(EARLIER, deadline=None)),
    ],
)
def test_an_earlier_round_without_a_course_leaves_the_line_straight(earlier):
    line = draw_target_line(situation("2024-05-02"), earlier)
    assert line.after == ""
    assert len(line.points) == 2


def test_the_earlier_rounds_last_day_is_enough():
    assert draw_target_line(situation("2024-05-02"), ended(*LATE_RUSH, as_of="2023-05-15")).after


def test_outside_its_days_the_line_stands_at_its_nearer_end():
    line = draw_target_line(situation("2024-05-02"))
    first, last = date(2024, 3, 9), date(2024, 5, 15)
    assert line.at([first - timedelta(days=9), first, last, last + timedelta(days=9)]).tolist() == [0, 0, 40, 40]

"""The line that the applications should follow to the target: the course of the round before, else a straight one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.headline import target_of
from analysis.situation import Situation
from domain.rounds import Round

FEWEST = 8
"""Dated applications in time below which the round before has no course worth following."""


@dataclass(frozen=True, eq=False)
class TargetLine:
    """points: day (naive midnight, in order) and value, the last at the deadline; no rows where there is no line.

    `after` is the title of the round whose course it follows, "" for a straight line.
    """

    points: pd.DataFrame
    after: str = ""

    def at(self, days: Iterable[date]) -> np.ndarray:
        """The line's value on each of the days, as at its nearer end outside of it."""
        known = np.array([day.toordinal() for day in self.points["day"]])
        return np.interp(np.array([day.toordinal() for day in days]), known, self.points["value"].to_numpy())


def draw_target_line(situation: Situation, earlier: Situation | None = None) -> TargetLine:
    """From nothing the day before the call to the target on the deadline's day.

    With `earlier`, the situation of the round before at its end, the line rises as its applications did, day for day
    before the deadline, in the whole country: a region has too few for a course. Straight when it ended with less than
    FEWEST, or is not at its end. No line without a target, a call or a deadline.
    """
    round_, target = situation.round, target_of(situation, "applications")
    begin = round_.call or round_.first_day
    if target is None or begin is None or round_.deadline is None or round_.deadline <= begin:
        return TargetLine(_points([], []))
    first = begin - timedelta(days=1)
    course = read_course(earlier) if earlier is not None else None
    if earlier is None or course is None:
        return TargetLine(_points([first, round_.deadline], [0.0, float(target)]))
    left = range((round_.deadline - first).days, -1, -1)
    came = np.searchsorted(course, [-days for days in left], side="right")
    came[0] = 0
    days = [round_.deadline - timedelta(days=one) for one in left]
    return TargetLine(_points(days, list(target * came / len(course))), earlier.round.title)


def expected_today(situation: Situation, line: TargetLine) -> float | None:
    """Where the target line stands at `as_of`; None where there is no line."""
    if line.points.empty:
        return None
    return float(line.at([situation.as_of])[0])


def read_course(earlier: Situation) -> np.ndarray | None:
    """When the applications came in a round that is over: days after the deadline (negative before it), in order.

    Those in time and with a date; None when they are too few, or the deadline was not over.
    """
    whole = earlier.whole or earlier
    deadline = _deadline_over(whole.round, whole.as_of)
    rows = whole.counting("applications")
    rows = rows[~rows["late"] & ~rows["undated"]]
    if deadline is None or len(rows) < FEWEST:
        return None
    return np.sort((rows["day"] - pd.Timestamp(deadline)).dt.days.to_numpy())


def _deadline_over(round_: Round, as_of: date) -> date | None:
    return round_.deadline if round_.deadline and as_of >= round_.deadline else None


def _points(days: list[date], values: list[float]) -> pd.DataFrame:
    at = pd.to_datetime(pd.Series(days, dtype=object)).astype("datetime64[s]")
    return pd.DataFrame({"day": at, "value": pd.Series(values, dtype=float)})

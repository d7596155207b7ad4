"""Guesses what registrations are for, the gathering or the start, from when they came in."""

from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd

from domain.kinds import Event


def guess_event(rows: pd.DataFrame, round_dates: object, title: str = "") -> Event:
    """What an export's registrations are for, to be shown and changed: "gathering" when nothing tells.

    `round_dates` has deadline and gathering_start, by name or as attributes. Registration for the start opens
    when the applications are in, so a file of which more than half came after the deadline is for the start.
    `title` decides only where the rows have no dates.
    """
    turn = _day(round_dates, "deadline") or _day(round_dates, "gathering_start")
    days = rows["submitted_at"].dropna()
    if turn is None or days.empty:
        return "start" if "oppstart" in title.casefold() else "gathering"
    return "start" if (days.dt.date > turn).mean() > 0.5 else "gathering"


def _day(round_dates: object, name: str) -> date | None:
    found = round_dates.get(name) if isinstance(round_dates, Mapping) else getattr(round_dates, name, None)
    return found.date() if isinstance(found, datetime) else found

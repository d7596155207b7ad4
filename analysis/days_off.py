"""Weekends and Easter, when few people sign up."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter


@dataclass(frozen=True)
class DaysOff:
    """Days off from `first` to `last`, both among them."""

    first: date
    last: date
    label: str


def list_easter(first: date, last: date) -> list[DaysOff]:
    """The Easters that touch the days from `first` to `last`, each from Maundy Thursday to Easter Monday."""
    found = [
        DaysOff(sunday - timedelta(days=3), sunday + timedelta(days=1), "Påske")
        for sunday in map(easter, range(first.year, last.year + 1))
    ]
    return [one for one in found if one.first <= last and one.last >= first]


def list_weekends(first: date, last: date) -> list[DaysOff]:
    """The Saturdays with their Sundays that touch the days from `first` to `last`."""
    saturday = first + timedelta(days=5 - first.weekday())
    weeks = (last - saturday).days // 7 + 1
    return [
        DaysOff(day, day + timedelta(days=1), "Helg")
        for day in (saturday + timedelta(weeks=week) for week in range(weeks))
        if day + timedelta(days=1) >= first
    ]

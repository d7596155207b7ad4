"""Weekends, Easter and the other Norwegian public holidays, when few people sign up.

Computed (Gauss' Easter rule) instead of taken from a library: the law's list has not changed since 1947.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class DaysOff:
    """Days off from `first` to `last`, both among them."""

    first: date
    last: date
    label: str


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def list_easter(first: date, last: date) -> list[DaysOff]:
    """The Easters that touch the days from `first` to `last`, each from Maundy Thursday to Easter Monday."""
    found = [
        DaysOff(sunday - timedelta(days=3), sunday + timedelta(days=1), "Påske")
        for sunday in map(easter_sunday, range(first.year, last.year + 1))
    ]
    return [easter for easter in found if easter.first <= last and easter.last >= first]


def list_weekends(first: date, last: date) -> list[DaysOff]:
    """The Saturdays with their Sundays that touch the days from `first` to `last`."""
    saturday = first + timedelta(days=5 - first.weekday())
    weeks = (last - saturday).days // 7 + 1
    return [
        DaysOff(day, day + timedelta(days=1), "Helg")
        for day in (saturday + timedelta(weeks=week) for week in range(weeks))
        if day + timedelta(days=1) >= first
    ]


def holiday_names(year: int) -> dict[date, str]:
    """The public holidays of a year and their names."""
    sunday = easter_sunday(year)
    movable = {
        -3: "skjærtorsdag",
        -2: "langfredag",
        0: "1. påskedag",
        1: "2. påskedag",
        39: "Kristi himmelfartsdag",
        49: "1. pinsedag",
        50: "2. pinsedag",
    }
    fixed = {
        (1, 1): "1. nyttårsdag",
        (5, 1): "1. mai",
        (5, 17): "17. mai",
        (12, 25): "1. juledag",
        (12, 26): "2. juledag",
    }
    return {
        **{date(year, month, day): name for (month, day), name in fixed.items()},
        **{sunday + timedelta(days=days): name for days, name in movable.items()},
    }

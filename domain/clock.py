"""The clock in Oslo: which day a moment belongs to, and where a day ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

ZONE = "Europe/Oslo"
OSLO = ZoneInfo(ZONE)
TIME = f"datetime64[us, {ZONE}]"
"""The type of a table's column of times."""
FIRST_DAY, LAST_DAY = date(2019, 1, 1), date(2040, 12, 31)
"""The days whose status can be asked for, by the filter and on the command line."""


def now() -> datetime:
    """This moment, by the clock in Oslo."""
    return datetime.now(OSLO)


def today() -> date:
    """The day it is in Oslo."""
    return now().date()


def day_of(value: date | datetime) -> date:
    """The day of a date or of a time, by the time's own clock."""
    return value.date() if isinstance(value, datetime) else value


def local_time(moment: datetime) -> datetime:
    """An aware moment by the clock in Oslo; one without a zone is UTC, as the analyses and the store keep times."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(OSLO)


def local_day(moment: datetime) -> date:
    """The day of a moment in Oslo; a moment without a zone is UTC."""
    return local_time(moment).date()


def read_moment(text: str) -> datetime | None:
    """The moment of a link or an option, `2024-05-03T09:00`, by the clock in Oslo unless it names a zone; None for
    what is none."""
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "T"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=OSLO)
        local_time(moment.astimezone(UTC))
    except (ValueError, OverflowError):  # in the calendar's first and last hours there is none in the other zone
        return None
    return moment


def write_moment(moment: datetime) -> str:
    """A moment for a link, by the clock in Oslo: `2024-05-03T09:00:00`, with all of a second that the store keeps, so
    that what was known at the moment still is and what came right after it is not.

    In the hour that comes twice in autumn it names its zone.
    """
    local = moment.astimezone(OSLO)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    shown = local if twice else local.replace(tzinfo=None)
    return shown.isoformat()


def end_of_day(day: date) -> datetime:
    """The first moment of the next day in Oslo, as UTC without a zone, as `utc_moments` gives times.

    What is before it belongs to the day, also on a day of 23 or 25 hours.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), OSLO)
    return midnight.astimezone(UTC).replace(tzinfo=None)


def utc_moments(times: pd.Series) -> list[datetime | None]:
    """A column of aware times as UTC without a zone, None for none; quick to compare row by row."""
    return times.dt.tz_convert(None).to_numpy("datetime64[us]").tolist()


def local_days(times: pd.Series) -> list[date | None]:
    """The day of each time of a column in Oslo's zone, None for none."""
    return times.dt.tz_localize(None).to_numpy("datetime64[D]").tolist()

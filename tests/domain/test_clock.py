"""Which day a moment belongs to, also where the clock is changed."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from domain.clock import OSLO, TIME, day_of, end_of_day, local_day, local_days, local_time, now, today, utc_moments


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2024, 1, 15), datetime(2024, 1, 15, 23)),
        (date(2024, 5, 15), datetime(2024, 5, 15, 22)),
        (date(2024, 3, 31), datetime(2024, 3, 31, 22)),  # of 23 hours
        (date(2024, 10, 27), datetime(2024, 10, 27, 23)),  # of 25
        (date(2024, 12, 31), datetime(2024, 12, 31, 23)),
    ],
)
def test_a_day_ends_at_midnight_in_oslo(day, end):
    assert end_of_day(day) == end
    assert local_day(end - timedelta(seconds=1)) == day
    assert local_day(end) == day + timedelta(days=1)


def test_a_moment_with_a_zone_and_the_same_in_utc_are_on_one_day():
    aware = datetime(2024, 5, 15, 22, 30, tzinfo=UTC)
    assert local_day(aware) == local_day(aware.replace(tzinfo=None)) == date(2024, 5, 16)
    assert local_time(aware).hour == 0


def test_a_column_of_times_gives_days_and_moments_and_none_for_none():
    times = pd.Series([pd.Timestamp("2024-05-15 23:59:59", tz=OSLO), pd.NaT], dtype=TIME)
    assert local_days(times) == [date(2024, 5, 15), None]
    assert utc_moments(times) == [datetime(2024, 5, 15, 21, 59, 59), None]


def test_today_is_the_day_in_oslo():
    before = datetime.now(UTC)
    assert before.astimezone(OSLO).date() <= today() <= (before + timedelta(days=1)).astimezone(OSLO).date()
    assert now().tzinfo is OSLO


def test_the_day_of_a_date_is_itself():
    assert day_of(date(2024, 5, 15)) == day_of(datetime(2024, 5, 15, 23, 59)) == date(2024, 5, 15)

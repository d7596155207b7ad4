"""What registrations are for is guessed from when they came in."""

from datetime import date, datetime

import pandas as pd
import pytest

import store

DATES = {"deadline": date(2024, 5, 15), "gathering_start": datetime(2024, 3, 15, 9, 30)}


def rows(*days):
    times = pd.to_datetime(pd.Series(days, dtype="object"), format="ISO8601").dt.tz_localize("Europe/Oslo")
    return pd.DataFrame({"submitted_at": times})


@pytest.mark.parametrize(
    ("days", "event"),
    [
        (["2024-03-01", "2024-03-15 09:29"], "gathering"),
        (["2024-05-15 23:59"], "gathering"),
        (["2024-05-16", "2024-06-20"], "start"),
        (["2024-03-01", "2024-06-20", "2024-06-21"], "start"),
        ([None, "2024-06-20"], "start"),
    ],
)
def test_the_event_is_guessed_from_the_days(days, event):
    assert store.guess_event(rows(*days), DATES) == event


def test_without_days_the_title_decides():
    assert store.guess_event(rows(None), DATES, "Påmelding til oppstart") == "start"
    assert store.guess_event(rows(None), DATES) == "gathering"
    assert store.guess_event(rows("2024-06-20"), {}) == "gathering"


def test_a_rounds_attributes_serve_as_well_as_its_dates_by_name():
    class Round:
        deadline = date(2024, 5, 15)

    assert store.guess_event(rows("2024-06-20"), Round()) == "start"

"""The time that stands in a file is the clock's in Oslo, wherever the server stands."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.words import format_time


@pytest.fixture
def in_new_york(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_workbook_says_when_it_was_made_by_the_clock_in_oslo(open_page, in_new_york):
    view = open_page("overview").session_state["view"]
    oslo = ZoneInfo("Europe/Oslo")
    before, said, after = format_time(datetime.now(oslo)), view.about()["Hentet ut"], format_time(datetime.now(oslo))
    assert said in (before, after)

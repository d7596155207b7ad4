"""When a file is out of the ordinary, and which round its days lie in, with a row on either side of each edge."""

from datetime import date

import pandas as pd
import pytest

import store
from domain.clock import TIME
from store import inbox
from store.difference import Difference
from store.rounds import RoundSettings


def sent(*moments):
    """Rows sent at these times by the clock in Oslo; "" is no time."""
    times = pd.to_datetime(pd.Series([moment or None for moment in moments])).dt.tz_localize("Europe/Oslo")
    return pd.DataFrame({"submitted_at": times.astype(TIME)})


def why(monkeypatch, new=0, changed=0, gone=0, unchanged=0, warnings=(), doubts=()):
    monkeypatch.setattr(inbox, "_new_doubts", lambda *_: list(doubts))
    difference = Difference(new, changed, gone, unchanged, pd.DataFrame(), tuple(warnings))
    return inbox._why_extraordinary(None, None, difference)


def test_a_few_changed_answers_are_ordinary_and_a_quarter_of_many(monkeypatch):
    assert why(monkeypatch, changed=3, unchanged=1) == why(monkeypatch, changed=5, unchanged=15) == ""
    assert why(monkeypatch, changed=4, unchanged=0) == "4 av 4 svar er endret."
    assert why(monkeypatch, changed=6, unchanged=14) == "6 av 20 svar er endret."


def test_twenty_new_answers_are_ordinary_and_as_many_as_there_were(monkeypatch):
    assert why(monkeypatch, new=20, unchanged=5) == why(monkeypatch, new=30, changed=1, unchanged=29) == ""
    assert why(monkeypatch, new=21, unchanged=5) == "21 svar er nye, mot 5 fra før."
    assert why(monkeypatch, new=31, unchanged=30) == "31 svar er nye, mot 30 fra før."


def test_one_answer_gone_a_warning_and_a_new_doubt_are_out_of_the_ordinary(monkeypatch):
    assert why(monkeypatch, gone=1, unchanged=9) == "1 svar i filen som er i bruk, finnes ikke i denne."
    assert why(monkeypatch, gone=1, warnings=("Først.", "Så.")) == "Først. Så."
    assert why(monkeypatch, doubts="abcd") == "Noe nytt må ses på: a, b og c"


def test_a_round_lasts_from_its_first_day_to_the_end_of_its_last():
    rows = sent("2024-02-29 23:59:59", "2024-03-01 00:00:00", "2024-03-31 23:59:59", "2024-04-01 00:00:00", "")
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    assert store.rows_within(rows, first, last) == (2, 4)
    assert store.rows_within(rows, None, last) == store.rows_within(rows, first, None) == (3, 4)
    assert store.rows_within(rows, None, None) == (4, 4)
    assert store.rows_within(sent(""), first, last) == (0, 0)


@pytest.mark.parametrize(
    ("moments", "found"),
    [
        (("2024-03-01 12:00", "2025-03-01 12:00", "2025-03-02 12:00"), "2025"),
        (("2024-03-01 12:00", "2025-03-01 12:00"), "2025"),  # of two that hold as many the first of the list
        (("2024-03-01 12:00", "2024-03-02 12:00", "2025-03-01 12:00"), "2024"),
        (("2020-03-01 12:00",), "open"),  # none holds any, and one without an end holds none
    ],
)
def test_a_file_goes_to_the_round_that_holds_most_of_its_rows(moments, found):
    def settings(round_id, **dates):
        days = "".join(f"{name} = {day}\n" for name, day in dates.items())
        text = f'id = "{round_id}"\ntitle = "T"\n[dates]\n{days}'
        return RoundSettings(round_id, "T", text, 0, "", None)

    known = [
        settings("open", first_day="2020-01-01"),
        settings("2025", first_day="2025-01-01", last_day="2025-12-31"),
        settings("2024", first_day="2024-01-01", last_day="2024-12-31"),
    ]
    assert store.round_for(known, sent(*moments)).round_id == found

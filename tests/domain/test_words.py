"""Dates, numbers, plurals and lists as bokmål text."""

from datetime import date, datetime

import pandas as pd
import pytest

from domain.clock import OSLO
from domain.words import (
    capital,
    count_and_share,
    days_left_text,
    format_change,
    format_date,
    format_day,
    format_duration,
    format_month,
    format_number,
    format_pace,
    format_short_day,
    format_time,
    join_words,
    most_of,
    percent,
    plain_name,
    plural,
    share_text,
    shorten,
)


def test_dates_are_written_the_norwegian_way():
    assert format_date(date(2024, 5, 5)) == "05.05.2024"
    assert format_date(None) == format_date(pd.NaT) == format_day(pd.NaT) == ""
    assert format_day(date(2024, 5, 15)) == "15. mai"
    assert format_short_day(date(2024, 5, 1)) == "01.05."
    assert format_day(date(2024, 5, 15), weekday=True) == "onsdag 15. mai"
    assert format_month(date(2024, 9, 1)) == "september 2024"
    assert format_time(datetime(2024, 5, 15, 9, 5, tzinfo=OSLO)) == "15.05.2024 kl. 09.05"


def test_numbers_have_a_decimal_comma_and_a_thin_space_in_thousands():
    assert format_number(1234567) == "1\u202f234\u202f567"
    assert format_number(1234.56, 1) == "1\u202f234,6"
    assert format_number(0) == "0"
    assert format_number(float("nan")) == ""
    assert [format_pace(pace) for pace in (3, 2.5, 3.04, 16.15)] == ["3", "2,5", "3", "16"]
    assert [format_pace(pace) for pace in (9.94, 9.96, 10.4, 0.04)] == ["9,9", "10", "10", "0"]


def test_changes_have_a_sign_and_the_same_thousands():
    assert [format_change(change) for change in (6, -1, 0, None)] == ["+6", "−1", "", ""]
    assert [format_change(change) for change in (49980, -1000)] == ["+49\u202f980", "−1\u202f000"]


def test_plurals_lists_and_shares():
    assert [plural(n, "søknad", "søknader") for n in (0, 1, 2)] == ["0 søknader", "1 søknad", "2 søknader"]
    assert join_words(["Bodø", "Nes", "Ås"]) == "Bodø, Nes og Ås"
    assert join_words([]) == ""
    assert join_words(["Bodø", "Nes", "Ås"], either=True) == "Bodø, Nes eller Ås"
    assert share_text(3, 10) == "3 av 10 (30 %)"
    assert share_text(3, 9) == "3 av 9"
    assert percent(1, 3) == ""
    assert [days_left_text(days) for days in (13, 1, 0, -1)] == [
        "13 dager til fristen",
        "1 dag til fristen",
        "fristen er i dag",
        "fristen gikk ut for 1 dag siden",
    ]


def test_a_month_without_its_year_and_a_sentence_with_a_capital():
    assert format_month(date(2024, 9, 1), short=True) == "sep."
    assert capital("åtte søknader i Bodø") == "Åtte søknader i Bodø"
    assert capital("") == ""


@pytest.mark.parametrize(
    ("counts", "most"),
    [
        ({"a": 3, "b": 2}, ["a"]),
        ({"a": 3, "b": 3, "c": 3}, ["a", "b", "c"]),
        ({"a": 3, "b": 3, "c": 3, "d": 3}, []),  # so many are equal that none stands out
        ({"a": 0, "b": 0}, []),
        ({}, []),
    ],
)
def test_the_largest_are_named_while_they_are_few(counts, most):
    assert most_of(pd.Series(counts, dtype=int)) == most


def test_a_percentage_is_told_of_ten_or_more():
    assert (percent(5, 10), percent(5, 9)) == ("50 %", "")
    assert (share_text(0, 10), share_text(10, 10)) == ("0 av 10 (0 %)", "10 av 10 (100 %)")
    assert share_text(1200, 2400) == "1\u202f200 av 2\u202f400 (50 %)"


def test_a_long_text_is_cut_on_one_line():
    assert (shorten("a" * 60), shorten("a" * 61)) == ("a" * 60, "a" * 59 + "…")
    assert shorten("Bodø\n og  Nes", 9) == "Bodø og…"


@pytest.mark.parametrize(
    ("minutes", "written"), [(0, "0 min"), (59, "59 min"), (60, "1 t"), (61, "1 t 1 min"), (247, "4 t 7 min")]
)
def test_a_stay_is_told_in_hours_from_one_on(minutes, written):
    assert format_duration(minutes) == written


def test_a_count_with_its_share_has_no_percentage_of_less_than_ten():
    assert [count_and_share(3, 9), count_and_share(3, 10), count_and_share(1200, 4000)] == [
        "3",
        "3 (30 %)",
        "1\u202f200 (30 %)",
    ]


def test_a_plain_name_is_letters_digits_and_hyphens_of_any_language():
    assert plain_name("Påmeldte: «ærlig» Kárášjohka 2/3 ") == "pameldte-aerlig-karasjohka-2-3"

"""Single cells at the edges of what they can mean: times, durations, ticks and flags, addresses, numbers."""

import math

import pytest
from columns_of import seconds

from domain.answers import is_test, may_be_test, read_yes
from loaders.matching.addresses import domain_of
from loaders.rows import values
from loaders.rows.durations import read_minutes
from loaders.rows.flags import read_word
from loaders.rows.times import (
    NONE,
    read_number,
    read_number_text,
    read_time_of_day,
    read_value,
    swap_day_and_month,
    to_local,
)
from loaders.rows.values import clean_choice, read_email, workplace_domain

UNREAD = (NONE, NONE, 1, 0)


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (36_525, UNREAD),  # the last day of 1999
        (36_526, (seconds(2000, 1, 1), NONE, 0, 1)),
        (36_526.5, (seconds(2000, 1, 1, 12), NONE, 0, 0)),
        (73_049, (seconds(2099, 12, 30), NONE, 0, 1)),
        (73_050, UNREAD),
        (20_100_100, UNREAD),
        (20_100_101, (seconds(2010, 1, 1), NONE, 0, 1)),
        (20_240_515.5, UNREAD),
        (20_391_231, (seconds(2039, 12, 31), NONE, 0, 1)),
        (20_400_000, UNREAD),
        (1_199_999_999, UNREAD),
        (1_200_000_000, (1_200_003_600, 1_200_000_000, 0, 0)),  # in winter an hour east of Greenwich
        (2_239_999_999, (2_240_003_599, 2_239_999_999, 0, 0)),
        (2_240_000_000, UNREAD),
        (1_199_999_999_999, UNREAD),
        (1_200_000_000_000, (1_200_003_600, 1_200_000_000, 0, 0)),
        (math.inf, UNREAD),
        (math.nan, UNREAD),
        (-1, UNREAD),
        (0, UNREAD),
    ],
)
def test_a_number_is_a_time_within_the_years_that_can_be_meant(number, read):
    assert read_number(float(number)) == read


def test_a_number_in_a_text_is_read_like_one_in_a_cell():
    noon = (seconds(2000, 1, 1, 12), NONE, 0, 0)
    assert read_number_text("36526,5") == read_number_text("36526.5") == noon
    assert read_number_text("3.6526,5") == read_number_text("-36526") == read_number_text("٣٦٥٢٦") == UNREAD
    assert read_number_text("36.52.6") == read_number_text("36,52,6") == UNREAD
    assert read_number_text("0" * 14 + "36526") == (seconds(2000, 1, 1), NONE, 0, 1)
    assert read_number_text("0" * 15 + "36526") == UNREAD  # of twenty digits


def test_a_day_of_excel_has_no_time_and_neither_a_time_of_day_nor_a_yes_is_a_moment():
    assert read_value(86_400, "e", True) == (86_400, NONE, 0, 1)
    assert [read_value(1, kind, True) for kind in "tub"] == [UNREAD] * 3


def test_the_clock_in_oslo_is_one_hour_ahead_in_winter_and_two_in_summer():
    turn = seconds(2024, 3, 31, 1)
    assert [to_local(turn - 1) - (turn - 1), to_local(turn) - turn] == [3_600, 7_200]


def test_day_and_month_are_exchanged_and_the_time_of_day_stays():
    assert swap_day_and_month(seconds(2024, 5, 3, 23, 59)) == seconds(2024, 3, 5, 23, 59)
    assert swap_day_and_month(seconds(2024, 5, 5)) == seconds(2024, 5, 5)


@pytest.mark.parametrize(
    ("text", "kind", "value", "read"),
    [
        ("", "t", 3_600, 3_600),
        ("", "u", 86_400 + 60, 60),
        ("", "d", seconds(2024, 5, 15, 9, 30), 34_200),
        ("0.0", "n", 0.0, 0),
        ("0.5", "n", 0.5, 43_200),
        ("1", "n", 1.0, 3_600),  # one o'clock: no part of a day
        ("09.30", "s", "09.30", 34_200),
        ("00:00", "s", "00:00", 0),
        ("23:59:59", "s", "23:59:59", 86_399),
        ("24", "s", "24", NONE),
        ("23", "s", "23", 82_800),
        ("seint", "s", "seint", NONE),
    ],
)
def test_a_time_of_day_stands_in_a_column_of_its_own(text, kind, value, read):
    assert read_time_of_day(text, kind, value) == read


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:05:30", 65.5),
        ("P1DT1H", 1500),
        ("1 d 1 t", 1500),
        ("30 s", 0.5),
        ("1.05", 1.05),  # one point is a decimal, two are a clock
        ("0" * 39 + "5", 5),
        ("0" * 40 + "5", math.nan),
    ],
)
def test_a_duration_has_days_hours_minutes_and_seconds(text, minutes):
    assert read_minutes(text, text, "s") == pytest.approx(minutes, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "field", "yes"),
    [
        ("", "placed", None),
        ("✓", "placed", True),
        ("09.30", "attended", True),
        ("09.30", "placed", None),
        ("0", "waiting", False),
        ("3", "waiting", True),
        ("1,0", "waiting", True),
        ("3", "placed", None),
        ("1", "placed", True),
        ("0", "placed", False),
        ("Tildelt", "placed", True),
        ("Avslag", "placed", False),
        ("Bekreftet", "confirmed", True),
        ("Tildelt", "confirmed", None),
        ("Avmeldt", "cancelled", True),
        ("kanskje", "confirmed", None),
    ],
)
def test_a_flag_says_yes_no_or_neither(text, field, yes):
    assert read_word(text, field) is yes


def test_the_first_word_of_an_answer_says_yes_or_no():
    assert [read_yes(text) for text in (" JA. Nei", "nei;ja", "jaja", "ja!", "1", "0", "2")] == [
        True,
        False,
        None,
        True,
        True,
        False,
        None,
    ]


def test_a_try_out_has_at_most_forty_letters():
    assert is_test("test" + " " * 36)
    assert not is_test("test" + " " * 37)
    assert may_be_test("PRØVEKOMMUNE") and not may_be_test("Bodø")
    assert not is_test("12 34") and not is_test("kulturskole")


@pytest.mark.parametrize(
    ("text", "address", "valid"),
    [
        ("KARI@eks.example", "kari@eks.example", True),
        ("<kari@eks.example>", "kari@eks.example", True),
        ("mailto:kari@eks.example", "kari@eks.example", True),
        ("Kari Lie kari@eks.example", "kari@eks.example", True),
        ("a@eks.example, b@eks.example", "a@eks.example", False),
        ("kari@eks.example (privat)", "kari@eks.example", False),
        ("kari..lie@eks.example", "", False),
        ("kari@eks..example", "", False),
        ("åse.lie@eks.example", "åse.lie@eks.example", True),
        ("kari", "", False),
        ("-", "", True),
        ("", "", True),
    ],
)
def test_an_address_is_read_out_of_what_stands_around_it(text, address, valid):
    assert read_email(text) == (address, valid)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.5", 1.5),
        ("-2", -2.0),
        ("to", 2.0),
        ("Åtte", 8.0),
        ("en", 1.0),
        ("ti", 10.0),
        ("seks", 6.0),
        ("syv", 7.0),
        ("sju", 7.0),
        ("tre", 3.0),
        ("fire", 4.0),
        ("fem", 5.0),
        ("ni", 9.0),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("ein", 1.0),
        ("én", 1.0),
        ("ett", 1.0),
        ("mange", None),
        ("", None),
    ],
)
def test_a_number_is_written_in_digits_or_a_word(text, number):
    assert values.read_number(text) == number


def test_a_choice_loses_the_sign_after_the_last_and_a_domain_tells_a_workplace():
    assert [clean_choice(text) for text in ("Bodø;", "Bodø ;", "Bodø", "a;b")] == ["Bodø", "Bodø", "Bodø", "a;b"]
    assert [domain_of(text) for text in ("a@b.no", "b.no", "")] == ["b.no", "", ""]
    assert [workplace_domain(text) for text in ("bodo.kommune.no", "gmail.com", "hotmail.no", "")] == [
        "bodo.kommune.no",
        "",
        "",
        "",
    ]

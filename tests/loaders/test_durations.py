"""How long somebody was in a meeting, in the languages and forms that meetings write it."""

import math

import pytest

from loaders.rows.durations import read_minutes


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("2 godz. 19 min", 139),
        ("21m 7s", 21 + 7 / 60),
        ("1 t 5 min", 65),
        ("3 hr 59 min", 239),
        ("2 tim 44 min", 164),
        ("2 Std. 5 Min.", 125),
        ("1 time og 5 minutter", 65),
        ("1,5 t", 90),
        ("01:05:00", 65),
        ("01.05.00", 65),
        ("1:05", 65),
        ("1:05 h", 65),
        ("PT1H5M", 65),
        ("PT45M30S", 45.5),
        ("65", 65),
        ("65,5", 65.5),
        ("65.5", 65.5),
        ("65 minutter", 65),
        ("0", 0),
    ],
)
def test_a_duration_is_read_as_it_is_written(written, minutes):
    assert read_minutes(written, written, "s") == pytest.approx(minutes)


@pytest.mark.parametrize("written", ["", "--", "lenge", "5 skritt", "1 t 5", "P", "PT", "1:5", "a" * 50])
def test_what_is_no_duration_is_unknown_and_not_zero(written):
    assert math.isnan(read_minutes(written, written, "s"))


@pytest.mark.parametrize(("value", "kind", "minutes"), [(3900, "t", 65), (3900, "u", 65), (65.0, "n", 65)])
def test_a_cell_of_excel_is_a_time_or_plain_minutes(value, kind, minutes):
    assert read_minutes(value, str(value), kind) == minutes


@pytest.mark.parametrize(
    ("value", "text", "kind", "minutes"),
    [
        (90, "00:01:30", "t", 1.5),
        (90, "00:01:30", "u", 1.5),
        (90, "90", "n", 90),
        ("1 d", "1 d", "s", 1440),
        ("2 t 3 min 30 s", "2 t 3 min 30 s", "s", 123.5),
        ("1:30", "1:30", "s", 90),
        ("1:30:30", "1:30:30", "s", 90.5),
        ("1:30 timer", "1:30 timer", "s", 90),
        ("P1DT2H3M30S", "P1DT2H3M30S", "s", 1440 + 123.5),
        ("1.30", "1.30", "s", 1.3),
    ],
)
def test_a_duration_is_minutes(value, text, kind, minutes):
    assert read_minutes(value, text, kind) == pytest.approx(minutes)

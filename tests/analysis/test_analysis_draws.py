"""Drawn orders: repeated from their number, fair, and the latest in force."""

import math
from collections import Counter
from datetime import date

import pandas as pd

from analysis.draws import draw_order, in_drawn_order, latest_draw
from tests.analysis.tables import ALTA, ASKER, BERGEN, BODO, NARVIK, TROMSO

LISTED = [BODO, NARVIK, ALTA, TROMSO, BERGEN, ASKER]


def test_a_draw_can_be_repeated_and_rests_on_nothing_but_its_number():
    assert draw_order(LISTED, 4711) == draw_order(reversed(LISTED), 4711) == draw_order([*LISTED, BODO], 4711)
    assert sorted(draw_order(LISTED, 4711)) == sorted(LISTED)
    # sha256sum of "1 0301", "1 5601" and "1 1804" begins with 6d, cc and da.
    assert draw_order(["1804", "5601", "0301"], 1) == ("0301", "5601", "1804")
    assert len({draw_order(LISTED, seed) for seed in range(200)}) > 100


def test_the_draw_is_fair_each_municipality_stands_in_each_place_equally_often():
    """Each of the 36 counts is binomial with 10,000 draws and a chance of 1/6: 1,667 with a deviation of 37.

    Of 36 honest counts, one further off than five deviations (186) comes in one of 50,000 tries; a place that is taken
    a ninth too often or too seldom is found. The sum of squares, with 25 degrees of freedom, stays below 60 in all but
    one of 10,000 tries. The numbers are fixed, so the test always tells the same.
    """
    times, n = 10_000, len(LISTED)
    places = Counter((number, place) for seed in range(times) for place, number in enumerate(draw_order(LISTED, seed)))
    expected = times / n
    deviation = math.sqrt(times * (1 / n) * (1 - 1 / n))
    assert len(places) == n * n
    assert max(abs(count - expected) for count in places.values()) <= 5 * deviation
    assert sum((count - expected) ** 2 / expected for count in places.values()) < 60


def test_the_latest_draw_of_the_list_and_the_region_by_the_day_is_the_one_in_force():
    kept = pd.DataFrame(
        {
            "list_title": ["L", "L", "L", "M"],
            "region": ["hele landet", "hele landet", "Nordland", "hele landet"],
            "seed": [1, 2, 3, 4],
            "numbers": [(BODO,), (ALTA,), (NARVIK,), (ASKER,)],
            "drawn_by": ["kari"] * 4,
            "drawn_at": pd.to_datetime(
                ["2024-04-09 21:59:59", "2024-04-09 22:00:00", *["2024-04-01 09:00:00"] * 2], utc=True
            ),
        }
    )
    last = latest_draw(kept, "L", "hele landet")
    past_midnight_in_oslo = date(2024, 4, 10)
    assert (last.seed, last.numbers, last.times, last.day) == (2, (ALTA,), 2, past_midnight_in_oslo)
    before = latest_draw(kept, "L", "hele landet", date(2024, 4, 9))
    assert (before.seed, before.times) == (1, 1)
    assert latest_draw(kept, "L", "hele landet", date(2024, 4, 8)) is None
    assert latest_draw(kept, "L", "Nordland").seed == 3
    assert latest_draw(kept, "X", "Nordland") is None


def test_a_list_in_drawn_order_has_the_new_ones_last_without_a_place():
    listed = pd.DataFrame({"number": [BODO, NARVIK, ALTA, TROMSO]})
    shown = in_drawn_order(listed, [ASKER, ALTA, BODO, TROMSO])  # Asker has left the list, Narvik is new
    assert shown["number"].tolist() == [ALTA, BODO, TROMSO, NARVIK]
    assert shown["place"].tolist()[:3] == [2, 3, 4]
    assert shown["place"].isna().tolist() == [False, False, False, True]

from decimal import Decimal

import pytest

from domain.criteria import format_points, format_rank, format_score


@pytest.mark.parametrize(
    ("score", "text"), [(4.0, "4"), (Decimal("4.0"), "4"), (3.5, "3,5"), (3.25, "3,25"), (0, "0"), (None, "–")]
)
def test_a_score_reads_as_it_was_given(score, text):
    assert format_score(score) == text


@pytest.mark.parametrize(("tenths", "text"), [(714, "71,4"), (0, "0,0"), (-1, "–")])
def test_points_have_one_decimal_and_none_are_a_dash(tenths, text):
    assert format_points(tenths) == text


def test_a_rank_says_that_it_is_shared_and_none_is_a_dash():
    assert [format_rank(1, False), format_rank(2, True), format_rank(0, False)] == ["1", "2 (likt)", "–"]

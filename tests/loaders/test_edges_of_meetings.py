"""Which columns of a report are its times and its duration, on both sides of each edge."""

import pytest
from columns_of import column_of, profile

from loaders.table.meeting import find_shape, follow

JOINED = tuple(f"15.03.2024 09:{minute:02}" for minute in range(10))
LEFT = tuple(f"15.03.2024 10:{minute:02}" for minute in range(10))
LATER = tuple(f"15.03.2024 11:{minute:02}" for minute in range(10))
LASTED = tuple(f"{minute} min" for minute in range(50, 60))
NAMES = ("blå", "rød", "gul", "hvit", "sort", "grå", "brun", "rosa", "lilla", "grønn")
BEGAN, ENDED = ("15.03.2024 09:00",) * 10, ("15.03.2024 12:00",) * 10


def shape(*columns, closed=()):
    return find_shape([column_of(*cells) for cells in columns], [profile(*cells) for cells in columns], set(closed))


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ((JOINED, LEFT, LASTED), (0, 1, 2)),
        ((NAMES, JOINED, LEFT, LASTED), (1, 2, 3)),
        ((LEFT, JOINED, LASTED), None),
        ((JOINED, LEFT), None),
        ((JOINED, LASTED), None),
        ((JOINED, JOINED, LASTED), None),
        ((JOINED, NAMES, LEFT, LATER, LASTED), (2, 3, 4)),
        ((JOINED, LEFT, LATER, LASTED), (1, 2, 3)),
        ((JOINED, LEFT, NAMES, LATER, LASTED), (0, 1, 4)),
        ((BEGAN, ENDED, JOINED, LEFT, LASTED), (2, 3, 4)),
        ((BEGAN, ENDED, JOINED, JOINED, LASTED), (0, 2, 4)),
        ((BEGAN, ENDED, LASTED), (0, 1, 2)),
        ((LASTED, JOINED, LASTED, LEFT), (1, 3, 2)),
        ((LASTED, JOINED, LEFT), (1, 2, 0)),
        ((LASTED, JOINED, LEFT, NAMES, NAMES, LASTED, LASTED), (1, 2, 5)),
    ],
)
def test_a_report_has_two_times_side_by_side_that_vary_and_a_duration_behind_them_if_there_is_one(columns, found):
    assert shape(*columns) == found


@pytest.mark.parametrize(
    ("closed", "found"), [((0,), (1, 2, 3)), ((1,), (0, 2, 3)), ((2,), (0, 1, 3)), ((3,), None), ((0, 1), None)]
)
def test_a_column_that_is_something_else_is_none_of_the_three(closed, found):
    assert shape(JOINED, LEFT, LATER, LASTED, closed=closed) == found


@pytest.mark.parametrize(
    ("times", "durations", "found"), [(7, 10, (0, 1, 2)), (6, 10, None), (10, 6, (0, 1, 2)), (10, 5, None)]
)
def test_seven_of_ten_cells_are_times_and_six_of_ten_durations(times, durations, found):
    joined, left = ((*cells[:times], *NAMES[times:]) for cells in (JOINED, LEFT))
    assert shape(joined, left, (*LASTED[:durations], *NAMES[durations:])) == found


@pytest.mark.parametrize(("last", "later"), [("15.03.2024 09:00:01", True), ("15.03.2024 09:00:00", False)])
def test_one_second_is_later(last, later):
    assert follow(column_of("15.03.2024 09:00:00"), column_of(last)) is later


def test_two_hundred_rows_tell_whether_one_time_follows_the_other():
    start, right, wrong = "15.03.2024 09:00", "15.03.2024 10:00", "15.03.2024 08:00"
    for first, later in ((180, False), (181, True)):
        end = [*[right] * first, *[wrong] * (200 - first), *[right if first == 180 else wrong] * 100]
        assert follow(column_of(*[start] * 300), column_of(*end)) is later

"""Which way round a column's dates are, which are strange or far off, and where the clock is turned within a night."""

import numpy as np
import pytest
from columns_of import column_of, seconds

from loaders.rows.reading import FAR_OFF, find_far_off
from loaders.rows.times import NONE, Order, find_order, is_summer, is_to_swap, keeps_rising, read_times, turned_by_excel
from loaders.sandbox.sheets import Column

YEARS = ("31.12.2009 23:59:59", "01.01.2010 00:00:00", "31.12.2039 23:59:59", "01.01.2040 00:00:00")


def test_a_time_is_strange_before_2010_and_after_2039():
    moments = read_times(column_of(*YEARS), Order())
    assert moments.strange.tolist() == [True, False, False, True]
    assert (moments.local == NONE).tolist() == [True, False, False, True]


def test_a_header_s_zone_holds_for_times_without_an_offset_and_not_for_bare_days():
    column = column_of("15.05.2024 09:30", "2024-05-15T09:30:00Z", "15.05.2024")
    moments = read_times(column, Order(), east=3_600)
    assert moments.fixed.tolist() == [seconds(2024, 5, 15, 8, 30), seconds(2024, 5, 15, 9, 30), NONE]
    assert moments.local.tolist() == [seconds(2024, 5, 15, 10, 30), seconds(2024, 5, 15, 11, 30), seconds(2024, 5, 15)]


@pytest.mark.parametrize(
    ("cells", "day_first", "asked"),
    [
        (("3/4/2024", "13/4/2024"), True, False),
        (("3/4/2024", "4/13/2024"), False, False),
        (("3/4/2024", "12/4/2024"), True, True),
        (("3/4/2024", "4/4/2024"), True, True),
        (("3/4/2024", "4/12/2024"), True, True),
        (("4/4/2024",), True, False),
        (("3.4.2024", "4/13/2024"), False, False),
        (("3/4/2024 9:00 AM",), False, True),
        (("4/4/2024 9:00 AM",), False, False),
        (("13/4/2024 9:00 AM",), True, False),
        (("13/4/2024", "4/13/2024", "3/4/2024"), True, True),
        (("13/4/2024", "4/13/2024"), True, False),
        (("2/10/2024", "3/1/2024"), False, False),
        (("10/2/2024", "1/3/2024"), True, False),
    ],
)
def test_the_order_of_day_and_month_is_told_by_a_part_over_twelve_or_by_rising_rows(cells, day_first, asked):
    order = find_order([column_of(*cells)])
    assert (order.day_first, order.asked) == (day_first, asked)


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("24-03-10", "24-03-12 09:30"), [(2024, 3, 10), (2024, 3, 12)]),
        (("23/12/31", "24/01/02"), [(2023, 12, 31), (2024, 1, 2)]),
        (("13-03-10", "13-03-12"), [(2013, 3, 10), (2013, 3, 12)]),
        (("13.03.10", "13.03.12"), [(2010, 3, 13), (2012, 3, 13)]),
        (("12-03-10", "12-03-12"), [(2010, 3, 12), (2012, 3, 12)]),
        (("24-03-10", "24-03-11"), [(2010, 3, 24), (2011, 3, 24)]),
        (("24-03-10", "26-03-12"), [(2010, 3, 24), (2012, 3, 26)]),
        (("24-03-10", "24-03-12", "24-03-2024"), [(2010, 3, 24), (2012, 3, 24), (2024, 3, 24)]),
        (("15-05-24", "15-06-24"), [(2024, 5, 15), (2024, 6, 15)]),
        (("24-03-30", "24-03-32"), [(2030, 3, 24), (2032, 3, 24)]),
    ],
)
def test_the_year_stands_first_where_what_stands_last_changes_as_no_year_does(cells, days):
    column = column_of(*cells)
    local = read_times(column, find_order([column])).local
    assert [int(found) // 86_400 for found in local] == [seconds(*day) // 86_400 for day in days]


def test_what_the_user_says_of_the_dates_is_the_order():
    columns = [column_of("3/4/2024", "4/13/2024")]
    orders = [find_order(columns, wanted) for wanted in ("day", "month", "swap", "keep")]
    assert [order.day_first for order in orders] == [True, False, False, False]
    assert [order.swapped for order in orders] == ["", "", "swap", "keep"]
    assert not any(order.asked for order in orders)


def test_the_cells_that_are_asked_about_are_those_that_can_be_read_both_ways():
    order = find_order([column_of("3/4/2024", "4/4/2024", "5.4.2024"), column_of("", "", "12/4/2024")])
    assert order.cells == ((0, 0), (2, 1))


def test_rows_rise_where_none_is_before_the_one_above_it():
    rising = [
        keeps_rising(column_of(*cells), Order()) for cells in (("1.3.2024", "1.3.2024"), ("2.3.2024", "1.3.2024"))
    ]
    assert rising == [True, False]
    assert keeps_rising(column_of("1.3.2024", "snart", "2.3.2024"), Order())


def typed(days, *texts):
    values = ["", *days, *texts]
    return Column(values, "s" + "d" * len(days) + "s" * len(texts), np.arange(1, len(values)))


@pytest.mark.parametrize(
    ("days", "texts", "turned"),
    [
        ([(2024, 5, 4)], ["15/04/2024"], True),
        ([(2024, 5, 4)], ["13/04/2024"], True),
        ([(2024, 5, 4)], ["12/04/2024"], False),
        ([(2024, 5, 12)], ["15/04/2024"], True),
        ([(2024, 5, 13)], ["15/04/2024"], False),
        ([(2024, 5, 5)], ["15/04/2024"], False),
        ([(2024, 5, 5), (2024, 5, 4)], ["15/04/2024"], True),
        ([(2024, 5, 4)], ["snart"], False),
        ([(2024, 5, 4)], ["15/04/2024", "snart"], True),
        ([(2024, 5, 4)], [], False),
        ([], ["15/04/2024"], False),
    ],
)
def test_dates_may_be_turned_where_none_is_over_twelve_and_every_text_has_a_part_that_is(days, texts, turned):
    assert turned_by_excel(typed([seconds(*day) for day in days], *texts)) is turned


@pytest.mark.parametrize(
    ("days", "texts", "swapped"),
    [
        ([(2024, 1, 5), (2024, 2, 4)], ["15/06/2024"], False),  # turned back they would be 1 May, 2 April
        ([(2024, 5, 4), (2024, 2, 5)], ["15/06/2024"], True),
        ([(2024, 4, 5), (2024, 4, 6)], ["15/06/2024"], True),  # both ways the rows rise
        ([(2024, 3, 2), (2024, 2, 1)], ["15/06/2024"], True),  # neither way
    ],
)
def test_turned_dates_are_turned_back_unless_only_as_they_stand_the_rows_rise(days, texts, swapped):
    column = typed([seconds(*day) for day in days], *texts)
    assert is_to_swap(column, Order(True, False)) is swapped


def test_days_are_counted_from_1900_unless_the_workbook_says_1904():
    column = Column(["", 45_427.0], "sn", np.array([1], dtype=np.int32))
    assert read_times(column, find_order([column])).local.tolist() == [seconds(2024, 5, 15)]
    assert read_times(column, Order(True, False)).local.tolist() == [seconds(2024, 5, 15)]
    assert read_times(column, Order(True, False, from_1904=True)).local.tolist() == [seconds(2028, 5, 16)]


@pytest.mark.parametrize(
    ("hours", "summer"),
    [
        ([2.5, 2.2], [True, False]),
        ([2.2, 2.2], [True, True]),
        ([2.5, 24 + 2.2], [True, True]),
        ([2.5, 2.2, 2.5], [True, False, False]),
        ([2.5, 2.2, 26.1], [True, False, False]),
        ([2.5, 2.2, 26.2], [True, False, True]),
    ],
)
def test_within_a_night_the_clock_is_turned_at_the_first_step_back(hours, summer):
    local = np.array([int(hour * 3600) for hour in hours])
    assert is_summer(local, np.ones(len(hours), dtype=bool)).tolist() == summer


@pytest.mark.parametrize(
    ("days", "far"),
    [
        ([0, 0, 401], [False, False, True]),
        ([0, 0, 400], [False, False, False]),
        ([0, 0, -401], [False, False, True]),
        ([0, 401], [False, False]),
        ([*[0] * 9, 401], [*[False] * 9, True]),
        ([*[0] * 17, 401, 402], [False] * 19),
        ([*[0] * 18, 401, 402], [*[False] * 18, True, True]),
        ([0, 0, 401, None], [False, False, True, False]),
        ([0, 401, None], [False, False, False]),
    ],
)
def test_a_single_day_more_than_400_from_the_middle_is_far_off(days, far):
    local = np.array([NONE if day is None else 10**9 + day * 86_400 for day in days])
    assert find_far_off(local).tolist() == far
    assert FAR_OFF == 400 * 24 * 60 * 60

"""What the curve to the target says of itself: how it stands, when the target was reached, and where it leads."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from analysis.forecast import Case, Forecast
from analysis.pace import Pace
from charts.target import title_target

DEADLINE, TODAY = date(2024, 5, 15), date(2024, 5, 2)
PACE = Pace(
    n=10,
    late=0,
    target=12,
    missing=2,
    deadline=DEADLINE,
    days_left=13,
    needed_per_week=1.1,
    last_7=1,
    last_14=4,
    expected=9.0,
)


def curve(*totals: int, until: date = TODAY) -> pd.DataFrame:
    """One row a day up to `until`."""
    days = pd.to_datetime([until - timedelta(days=back) for back in reversed(range(len(totals)))])
    return pd.DataFrame({"start": days, "n": pd.Series(totals).diff().fillna(totals[0]).astype(int), "total": totals})


def reached(n: int, target: int, days_left: int = 13) -> Pace:
    return replace(PACE, n=n, target=target, missing=max(target - n, 0), days_left=days_left)


def leading(*ends: float) -> Forecast:
    cases = (Case(key, key, end, "") for key, end in zip(("pace", "rush"), ends, strict=False))
    return Forecast(tuple(cases))


@pytest.mark.parametrize(
    "totals, target, told",
    [
        ((3, 4, 5, 6), 5, "Målet på 5 søknader ble nådd 1. mai, 14 dager før fristen"),
        ((3, 4, 5, 5), 5, "Målet på 5 søknader ble nådd 1. mai, 14 dager før fristen"),
        ((3, 5, 4, 5), 5, "Målet på 5 søknader ble nådd 2. mai, 13 dager før fristen"),  # one was withdrawn between
        ((0, 0, 0, 1), 1, "Målet på 1 søknad ble nådd 2. mai, 13 dager før fristen"),
        ((5, 5, 5, 6), 5, "6 søknader er inne, 1 over målet på 5, 13 dager til fristen"),  # from the first day on
        ((3, 4, 4, 4), 5, "5 søknader bak en rett linje til målet, 1 igjen til 5"),
    ],
)
def test_the_title_tells_the_day_from_which_the_target_has_been_reached(totals, target, told):
    assert title_target(curve(*totals), reached(totals[-1], target)) == told


@pytest.mark.parametrize("on, told", [(14, "1 dag før fristen"), (15, "på fristens dag")])
def test_a_target_reached_at_the_last_is_told_so(on, told):
    day = date(2024, 5, on)
    title = title_target(curve(3, 4, 5, until=day), reached(5, 5, days_left=15 - on))
    assert title == f"Målet på 5 søknader ble nådd {on}. mai, {told}"


@pytest.mark.parametrize(
    "totals, late, told",
    [
        (
            (1, 2, 3, 4),
            0,
            "Halvparten av søknadene kom de siste 2 dagene før fristen",
        ),  # two of four on the last two days
        ((1, 2, 3, 4, 5), 0, "Halvparten av søknadene kom de siste 3 dagene før fristen"),  # two days had two of five
        ((2, 2, 2, 4), 0, "Halvparten av søknadene kom på fristens dag eller senere"),
        ((2, 2, 3, 4), 0, "Halvparten av søknadene kom de siste 2 dagene før fristen"),
        ((2, 3, 4, 5), 1, "Halvparten av søknadene kom de siste 2 dagene før fristen eller etter den"),
        ((1, 2, 3), 0, "Den siste søknaden kom 15. mai"),
        ((0, 1, 1), 0, "Søknaden kom 14. mai"),
        ((3, 4, 4), 0, "4 av 5 søknader er inne"),  # most were there before the first day that is known
    ],
)
def test_after_the_deadline_the_title_tells_how_late_the_applications_came(totals, late, told):
    counted = curve(*totals, until=DEADLINE + timedelta(days=late))
    for days_after in (1, 30):
        assert title_target(counted, replace(reached(totals[-1], 5, days_left=-days_after), late=late)) == told


@pytest.mark.parametrize(
    "ends, told",
    [
        ((), "Det er for tidlig å si hvor det bærer"),
        ((11.4,), "Med samme tempo mangler det om lag 1 på målet på 12"),
        ((11.6,), "Med samme tempo nås målet på 12"),
        ((12,), "Med samme tempo nås målet på 12"),
        ((11, 11), "Verken samme tempo eller en innspurt som sist når målet på 12"),
        ((12, 12), "Både samme tempo og en innspurt som sist når målet på 12"),
        ((12, 11), "Målet på 12 nås bare med samme tempo"),
        ((11, 12), "Målet på 12 nås bare med en innspurt som sist"),
    ],
)
def test_where_it_leads_is_the_title_of_the_curve_with_a_forecast(ends, told):
    assert title_target(curve(8, 9, 10), PACE, leading(*ends)) == told


@pytest.mark.parametrize("pace", [reached(10, 10), replace(PACE, target=None, missing=None)])
def test_without_a_target_ahead_the_title_tells_where_the_pace_ends(pace):
    assert (
        title_target(curve(8, 9, 10), pace, leading(15.4, 20))
        == "Med samme tempo er det om lag 15 søknader ved fristen"
    )


def test_of_no_application_it_is_too_early_to_tell_and_without_a_file_that_is_told():
    none = replace(PACE, n=0)
    few = "Det er for få søknader til å si hvor det bærer"
    assert title_target(curve(0, 0), none, Forecast(withheld="…")) == few
    assert title_target(curve(0, 7), replace(PACE, n=7), Forecast(withheld="…")) == few
    enough = title_target(curve(0, 8), replace(PACE, n=8), Forecast(withheld="…"))
    assert enough == "Det er for tidlig å si hvor det bærer"
    told = title_target(curve(0, 0), replace(none, loaded=False), Forecast(withheld="…"))
    assert told.startswith("Ingen søknadsfil er lastet opp ennå")


@pytest.mark.parametrize("last_7, told", [(0, "ingen søknader"), (1, "1 søknad"), (2, "2 søknader")])
def test_on_the_last_day_nothing_leads_anywhere_and_the_title_tells_the_last_week(last_7, told):
    last = curve(8, 9, 10, until=DEADLINE)
    pace = replace(PACE, days_left=0, last_7=last_7)
    title = title_target(last, pace, Forecast(withheld="Fristen er i dag."))
    assert title == f"Fristen er i dag, og de siste 7 dagene kom det {told}"
    assert title != title_target(last, pace)


@pytest.mark.parametrize("expected, told", [(0.5, "Ingen søknader er inne ennå"), (0.6, "1 søknad bak en rett linje")])
def test_before_the_first_application_is_due_the_empty_chart_says_no_more_than_that(expected, told):
    none = replace(PACE, n=0, missing=12, expected=expected)
    assert title_target(curve(0, 0), none).startswith(told)

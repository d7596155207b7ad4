"""Participation over time: what came per day or week or in sum, in all or for each branch, county or role."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from analysis.key_numbers import NOT_LOADED
from analysis.milestones import Milestone
from analysis.roles import role_groups
from analysis.series import MEASURES, Measure, Step
from charts.figure import Figure, Trace, bar_trace, make_figure, scatter_trace
from charts.small_multiples import draw_groups
from charts.theme import EDGE, MEASURE_COLORS, axis_title, base_layout, count_axis, draw_nothing, end_label
from charts.time_axis import (
    DAYS_OFF,
    add_days_off,
    add_milestones,
    bar_place,
    count_rows,
    date_axis,
    shows_weekends,
    week_axis,
)
from domain.words import capital, format_date, format_number, join_words, most_of, plural

View = Literal["new", "total"]
"""What each period shows: what came in it, or the sum up to it."""
HEIGHT = 260


def draw_over_time(
    table: pd.DataFrame,
    measure: Measure,
    milestones: Sequence[Milestone] = (),
    *,
    step: Step = "day",
    view: View = "new",
) -> Figure:
    """The table of count_over_time: bars for what is new, a line for the sum; groups as small multiples.

    Without a file to count from the title says so, and nothing is drawn.
    """
    title, split = describe_over_time(table, measure, step), bool((table["group"] != "").any())
    if table.empty:
        return draw_nothing(title)
    unit = _unit(table, measure, step, view, split)
    if split:
        return draw_groups(table, title, unit, measure, view, milestones, span_of(table, step), step)
    first, last = span_of(table, step)
    n = int(table["n"].sum())
    if not n:
        return draw_nothing(title)
    right = 56 if view == "total" else 16
    layout = base_layout(title, unit, HEIGHT, n=n, right=right, rows=count_rows(milestones, first, last, right))
    values = table["n" if view == "new" else "total"]
    layout["xaxis"] |= week_axis(first, last) if step == "week" else date_axis(first, last)
    layout["yaxis"] |= count_axis(float(values.max())) | axis_title(MEASURES[measure][1])
    add_days_off(layout, first, last, step)
    add_milestones(layout, milestones, first, last, HEIGHT)
    if view == "total":
        layout["annotations"].append(
            end_label(last.isoformat(), float(values.iloc[-1]), format_number(values.iloc[-1]), bold=True)
        )
    return make_figure([_trace(table, values, measure, step, view)], layout)


def _trace(table: pd.DataFrame, values: pd.Series, measure: Measure, step: Step, view: View) -> Trace:
    color = MEASURE_COLORS[measure]
    common = {"x": table["start"], "y": values, "hover": hover_texts(table, measure)}
    if view == "total":
        return scatter_trace(mode="lines", line={"color": color, "width": 3, "shape": "hv"}, **common)
    return bar_trace(marker={"color": color, "line": {"color": EDGE, "width": 0.5}}, **bar_place(step), **common)


def hover_texts(table: pd.DataFrame, measure: Measure) -> list[str]:
    """`15.03.2024: 12 påmeldinger, i alt 183`."""
    one, several = MEASURES[measure]
    return [
        f"{label}: {plural(int(n), one, several)}, i alt {format_number(int(total))}"
        for label, n, total in zip(table["label"], table["n"], table["total"], strict=True)
    ]


def span_of(table: pd.DataFrame, step: Step) -> tuple[date, date]:
    """The days to draw: from some days before the first event to some after the last.

    A long time without events at either end says nothing and would squeeze the rest.
    """
    first, last = table["start"].min().date(), table["start"].max().date()
    busy = table.loc[table["n"] > 0, "start"]
    if busy.empty:
        return first, last
    begin, end = busy.min().date(), busy.max().date()
    margin = timedelta(days=max((end - begin).days // 5, 7))
    week = timedelta(days=6 if step == "week" else 0)
    return max(first, begin - margin), min(last, end + margin) + week


def describe_over_time(table: pd.DataFrame, measure: Measure, step: Step = "day") -> str:
    """The finding: how many in all, and when most came."""
    one, several = MEASURES[measure]
    if table.empty:
        return f"{capital(several)}: {NOT_LOADED}."
    sums = table.groupby("start", sort=True)["n"].sum()
    count = plural(int(sums.sum()), one, several)
    if not sums.sum():
        return f"Ingen {several} ennå."
    groups = table[table["group"] != ""].groupby("group", sort=False)["n"].sum()
    if len(groups) > 1:
        return f"{count}. {_describe_groups(groups)}"
    labels = [table.loc[table["start"] == top, "label"].iloc[0].split(" (")[0] for top in most_of(sums)]
    if not labels:
        return f"{count} i alt, høyst {format_number(int(sums.max()))} {'om dagen' if step == 'day' else 'i uka'}."
    when = f"den {join_words(labels)}" if step == "day" else f"i {join_words(labels)}"
    return f"{count} i alt. Flest kom {when}: {format_number(int(sums.max()))}{' hver' * (len(labels) > 1)}."


def _describe_groups(groups: pd.Series) -> str:
    tops = most_of(groups)
    largest = f"{format_number(int(groups.max()))}{' hver' * (len(tops) > 1)}"
    if not tops:
        return f"Høyst {largest} fra hver gruppe."
    if tops[0] in role_groups():
        return f"{'Største gruppe' if len(tops) == 1 else 'Største grupper'} er {join_words(tops).lower()}: {largest}."
    return f"Flest fra {join_words(tops)}: {largest}."


def _unit(table: pd.DataFrame, measure: Measure, step: Step, view: View, split: bool) -> str:
    shaded = ""
    if shows_weekends(*span_of(table, step), step):
        # Between small panels there is no room for the word «påske».
        shaded = ". Grå felt er helger og påske." if split else f". {DAYS_OFF}"
    what = capital(MEASURES[measure][1])
    how = "i alt, samlet over tid" if view == "total" else "per dag" if step == "day" else "per uke"
    until = format_date(table["start"].max().date()) if step == "day" else table["label"].iloc[-1].split(" (")[0]
    return f"{what} {how}, til og med {until}{shaded}"


def tabulate_over_time(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The table to read: Periode, Gruppe (when there are groups), what came in it, and the sum."""
    names = {"label": "Periode", "group": "Gruppe", "n": f"Nye {MEASURES[measure][1]}", "total": "I alt"}
    columns = list(names) if (table["group"] != "").any() else ["label", "n", "total"]
    return table[columns].rename(columns=names)

"""Rounds laid over each other by days to the deadline, this one in the accent."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from analysis.milestones import Milestone
from charts.figure import Figure, Trace, make_figure, scatter_trace
from charts.palette import ACCENT
from charts.theme import NEUTRAL, Layout, as_text, axis_title, base_layout, count_axis, draw_nothing, end_label, spread
from charts.time_axis import add_milestones, count_rows
from domain.words import format_number, plural

HEIGHT = 260
AFTER = 7
"""Days after the deadline that are drawn: late applications still show."""
RIGHT, LONGEST = 124, 14
NO_DEADLINE = date(2000, 1, 1)
"""Stands for the deadline of a round without one, on an axis that shows no dates."""


def draw_rounds(table: pd.DataFrame, current: str, sentence: str, milestones: Sequence[Milestone] = ()) -> Figure:
    """The curves of compare_rounds; `current` is the id of the round shown, `sentence` compare_sentence's.

    Drawn on the days of the round shown, whose milestones stand above; the ticks count the days to the deadline.
    """
    n = int(table.loc[table["round"] == current, "total"].max()) if (table["round"] == current).any() else 0
    unit = "Søknader i alt etter dager til søknadsfristen"
    table = table[table["days_left"] >= -AFTER]
    if table.empty:
        return draw_nothing(sentence, n)
    deadline = next((one.day for one in milestones if one.key == "deadline"), NO_DEADLINE)
    most, least = int(table["days_left"].max()), min(int(table["days_left"].min()), 0)
    first, last = deadline - timedelta(days=most), deadline - timedelta(days=least)
    layout = base_layout(sentence, unit, HEIGHT, n=n, right=RIGHT, rows=count_rows(milestones, first, last, RIGHT))
    layout["xaxis"] |= _days_axis(deadline, most, first, last) | axis_title("dager til fristen")
    layout["margin"]["b"] = 50
    layout["yaxis"] |= count_axis(float(table["total"].max())) | axis_title("søknader i alt")
    add_milestones(layout, milestones, first, last, HEIGHT)
    ends, traces = [], []
    for round_id, own in table.groupby("round", sort=False):
        mine, title = round_id == current, str(own["title"].iloc[0])
        traces.append(_curve(own, title, deadline, mine=mine))
        label = "denne runden" if mine else title if len(title) <= LONGEST else f"runde {round_id}"
        ends.append((int(own["days_left"].min()), float(own["total"].iloc[-1]), label, mine))
    per_pixel = layout["yaxis"]["range"][1] / HEIGHT
    shifts = spread([value for _, value, _, _ in ends], per_pixel)
    layout["annotations"] += [
        _name(end_label(_at(deadline, days), value, f"{format_number(value)} {label}", shift=shift, bold=mine), days)
        for (days, value, label, mine), shift in zip(ends, shifts, strict=True)
    ]
    return make_figure(traces, layout)


def _days_axis(deadline: date, most: int, first: date, last: date) -> Layout:
    step = 14 if most <= 90 else 28
    ticks = range(0, most + 1, step)
    return {
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "showgrid": False,
        "ticks": "outside",
        "tickmode": "array",
        "tickvals": [_at(deadline, days) for days in ticks],
        "ticktext": [format_number(days) for days in ticks],
    }


def _at(deadline: date, days_left: int) -> str:
    return (deadline - timedelta(days=int(days_left))).isoformat()


def _curve(own: pd.DataFrame, title: str, deadline: date, *, mine: bool) -> Trace:
    return scatter_trace(
        x=[_at(deadline, days) for days in own["days_left"]],
        y=own["total"],
        name=as_text(title),
        mode="lines",
        line={"color": ACCENT if mine else NEUTRAL, "width": 3.5 if mine else 2, "shape": "hv"},
        hover=[_hover(title, days, n) for days, n in zip(own["days_left"], own["total"], strict=True)],
    )


def _name(label: Layout, days: float) -> Layout:
    """A curve that ends long before the deadline is named left of its end, where it leaves room."""
    if days <= 2:
        return label
    return label | {"xanchor": "right", "yanchor": "bottom", "xshift": -4, "yshift": 0}


def _hover(title: str, days: int, n: int) -> str:
    when = f"{plural(abs(int(days)), 'dag', 'dager')} {'før' if days >= 0 else 'etter'} fristen"
    return as_text(f"{title}, {when}: {plural(int(n), 'søknad', 'søknader')}")


def tabulate_rounds(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read: a row per day to the deadline, a column per round."""
    wide = table.pivot_table(index="days_left", columns="title", values="total", aggfunc="max", sort=False)
    wide = wide.sort_index(ascending=False).astype("Int64")
    return wide.rename_axis(columns=None).rename_axis("Dager til fristen").reset_index()

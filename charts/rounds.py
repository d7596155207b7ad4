"""Rounds laid over each other by days to the deadline, this one in the accent."""

import pandas as pd
import plotly.graph_objects as go

from analysis.words import format_number, plural
from charts.palette import ACCENT
from charts.theme import NEUTRAL, Layout, as_text, axis_title, base_layout, count_axis, end_label, spread

HEIGHT = 260
AFTER = 7
"""Days after the deadline that are drawn: late applications still show."""


def draw_rounds(table: pd.DataFrame, current: str, sentence: str) -> go.Figure:
    """The curves of compare_rounds; `current` is the id of the round shown, `sentence` compare_sentence's."""
    n = int(table.loc[table["round"] == current, "total"].max()) if (table["round"] == current).any() else 0
    unit = f"Søknader i alt etter dager til søknadsfristen. n = {format_number(n)} i denne runden"
    layout = base_layout(sentence, unit, HEIGHT, right=124)
    if table.empty:
        return go.Figure(layout=layout)
    most, least = float(table["days_left"].max()), float(table["days_left"].min())
    layout["xaxis"] |= {
        "range": [most, max(min(least, 0), -AFTER)], "dtick": 14 if most <= 90 else 28, "showgrid": False,
        "ticks": "outside", "tickformat": ",d",
    } | axis_title("dager til fristen")  # fmt: skip
    layout["margin"]["b"] = 50
    layout["yaxis"] |= count_axis(float(table["total"].max()))
    layout["shapes"].append(
        {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
         "line": {"color": NEUTRAL, "width": 1, "dash": "dot"}}
    )  # fmt: skip
    layout["annotations"].append(
        {"x": 0, "y": 0, "yref": "paper", "yanchor": "bottom", "xanchor": "right", "xshift": -3, "text": "frist",
         "showarrow": False, "font": {"size": 12}}
    )  # fmt: skip
    ends, traces = [], []
    table = table[table["days_left"] >= -AFTER]
    for round_id, own in table.groupby("round", sort=False):
        mine = round_id == current
        title = str(own["title"].iloc[0])
        traces.append(
            go.Scatter(
                x=own["days_left"],
                y=own["total"],
                name=as_text(title),
                mode="lines",
                line={"color": ACCENT if mine else NEUTRAL, "width": 3.5 if mine else 2, "shape": "hv"},
                customdata=[_hover(title, days, n) for days, n in zip(own["days_left"], own["total"], strict=True)],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
        label = "denne runden" if mine else _shorten(title)
        ends.append((float(own["days_left"].min()), float(own["total"].iloc[-1]), label, mine))
    per_pixel = layout["yaxis"]["range"][1] / HEIGHT
    shifts = spread([value for _, value, _, _ in ends], per_pixel)
    layout["annotations"] += [
        _name(end_label(days, value, f"{format_number(value)} {label}", shift=shift, bold=mine), days)
        for (days, value, label, mine), shift in zip(ends, shifts, strict=True)
    ]
    return go.Figure(traces, layout)


def _name(label: Layout, days: float) -> Layout:
    """A curve that ends long before the deadline is named left of its end, where it leaves room."""
    if days <= 2:
        return label
    return label | {"xanchor": "right", "yanchor": "bottom", "xshift": -4, "yshift": 0}


def _shorten(title: str) -> str:
    return title if len(title) <= 14 else title[:13].rstrip() + "…"


def _hover(title: str, days: int, n: int) -> str:
    when = f"{plural(abs(int(days)), 'dag', 'dager')} {'før' if days >= 0 else 'etter'} fristen"
    return as_text(f"{title}, {when}: {plural(int(n), 'søknad', 'søknader')}")


def tabulate_rounds(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read: a row per day to the deadline, a column per round."""
    wide = table.pivot_table(index="days_left", columns="title", values="total", aggfunc="max", sort=False)
    wide = wide.sort_index(ascending=False).astype("Int64")
    return wide.rename_axis(columns=None).rename_axis("Dager til fristen").reset_index()

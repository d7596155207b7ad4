"""The round's milestones on a line of time, a row each, so that no label meets another."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from analysis.efforts import Marks
from analysis.milestones import Milestone, milestones_sentence
from charts.figure import Figure, Trace, make_figure, scatter_trace
from charts.palette import ACCENT
from charts.theme import NEUTRAL, as_text, base_layout, draw_nothing
from charts.time_axis import date_axis
from domain.words import format_date, plural

ROW = 44
STATES = {"done": "passert", "next": "neste", "ahead": "kommer", "late": "forsinket"}
SYMBOLS = {"done": "circle", "next": "diamond", "ahead": "circle-open", "late": "x"}


def draw_milestones(milestones: Sequence[Milestone], as_of: date) -> Figure:
    """One row a milestone: a mark at its day (a bar when only the month is known), and how far away it is."""
    unit = f"Milepæler i runden per {format_date(as_of)}"
    if not milestones:
        return draw_nothing(milestones_sentence([]))
    first = min(as_of, *(one.day for one in milestones)) - timedelta(days=7)
    last = max(as_of, *(one.until for one in milestones)) + timedelta(days=7)
    layout = base_layout(milestones_sentence(list(milestones)), unit, ROW * len(milestones), n=len(milestones))
    middle = first + (last - first) / 2
    layout["xaxis"] |= date_axis(first, last)
    layout["yaxis"] |= {"visible": False, "range": [len(milestones) - 0.35, -0.65]}
    for row, one in enumerate(milestones):
        begins_left = one.day <= middle
        layout["annotations"].append(
            {
                "x": (one.until if begins_left else one.day).isoformat(),
                "y": row,
                "showarrow": False,
                "xanchor": "left" if begins_left else "right",
                "xshift": 12 if begins_left else -12,
                "align": "left" if begins_left else "right",
                "text": f"<b>{as_text(one.label)}</b> {one.when}<br>{STATES[one.state]}, {one.left}",
            }
        )
        if one.day != one.until:
            layout["shapes"].append(
                {
                    "type": "rect",
                    "x0": one.day.isoformat(),
                    "x1": one.until.isoformat(),
                    "y0": row - 0.12,
                    "y1": row + 0.12,
                    "fillcolor": _color(one),
                    "line": {"width": 0},
                    "opacity": 0.6,
                }
            )
    return make_figure([_marks(milestones)], layout)


def _marks(milestones: Sequence[Milestone]) -> Trace:
    return scatter_trace(
        x=[one.day.isoformat() for one in milestones],
        y=list(range(len(milestones))),
        mode="markers",
        marker={
            "size": 13,
            "symbol": [SYMBOLS[one.state] for one in milestones],
            "color": [_color(one) for one in milestones],
            "line": {"width": 2, "color": [_color(one) for one in milestones]},
        },
        hover=[as_text(f"{one.label} {one.when}, {one.left}. {one.remark}") for one in milestones],
    )


def _color(milestone: Milestone) -> str:
    return ACCENT if milestone.state in ("next", "late") else NEUTRAL


def tabulate_milestones(milestones: Sequence[Milestone]) -> pd.DataFrame:
    """The table to read: Milepæl, Når, Status, Merknad."""
    rows = [(one.label, one.when, f"{STATES[one.state]}, {one.left}", one.remark) for one in milestones]
    return pd.DataFrame(rows, columns=["Milepæl", "Når", "Status", "Merknad"])


def tabulate_marks(marks: Marks) -> pd.DataFrame:
    """The rows of what the council did, for the same table: each effort, and the calls of each day."""
    rows = [(one.day, one.name) for one in marks.efforts]
    rows += [
        (row.day.date(), f"{plural(int(row.n), 'kontakt', 'kontakter')} på telefon eller i møte")
        for row in marks.count_calls().itertuples()
    ]
    lines = [(name, format_date(day), "eget tiltak", "") for day, name in sorted(rows)]
    return pd.DataFrame(lines, columns=["Milepæl", "Når", "Status", "Merknad"])

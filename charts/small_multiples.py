"""One small panel for each group, all on the same scale: ten branches in one plot would be a tangle."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis.milestones import Milestone
from analysis.series import MEASURES, Measure, Step
from charts.figure import Figure, Trace, bar_trace, make_figure, scatter_trace
from charts.theme import MEASURE_COLORS, Layout, as_text, base_layout, draw_nothing
from charts.time_axis import add_days_off, add_milestones, bar_place, count_rows, date_axis, week_axis
from domain.words import format_number, plural

PANEL, TALLEST = 68, 960
"""The height of a panel, and of all of them: fifteen counties get a little less each."""
GAP = 0.38
"""The part of a panel that is left for its name."""


def draw_groups(
    table: pd.DataFrame,
    title: str,
    unit: str,
    measure: Measure,
    view: str,
    milestones: Sequence[Milestone],
    span: tuple[date, date],
    step: Step,
) -> Figure:
    """The groups of count_over_time beneath each other, each named with its count, over the days of `span`."""
    groups = list(dict.fromkeys(table["group"]))
    column = "n" if view == "new" else "total"
    most = max(float(table[column].max()), 1.0)
    height = min(PANEL * len(groups), TALLEST)
    n = int(table["n"].sum())
    if not n:
        return draw_nothing(title)
    layout = base_layout(title, unit, height, n=n, rows=count_rows(milestones, *span))
    layout["xaxis"] |= week_axis(*span) if step == "week" else date_axis(*span)
    add_days_off(layout, *span, step, named=False)
    add_milestones(layout, milestones, *span, height)
    layout["shapes"] = [shape for own in layout["shapes"] for shape in _within_panels(own, len(groups))]
    layout["xaxis"]["anchor"] = f"y{len(groups)}" if len(groups) > 1 else "y"
    traces: list[Trace] = []
    for place, group in enumerate(groups):
        own = table[table["group"] == group]
        axis = "y" if place == 0 else f"y{place + 1}"
        top = 1 - place / len(groups)
        layout[f"yaxis{'' if place == 0 else place + 1}"] = {
            "domain": [top - 0.94 / len(groups), top - GAP / len(groups)],
            "range": [0, most * 1.05],
            "showgrid": False,
            "showticklabels": False,
            "zeroline": True,
            "fixedrange": True,
        }
        layout["annotations"].append(
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": top - GAP / len(groups),
                "yref": "paper",
                "yanchor": "bottom",
                "text": f"<b>{as_text(str(group))}</b> {format_number(int(own['n'].sum()))}",
                "showarrow": False,
            }
        )
        traces.append(_panel(own, str(group), column, axis, measure, view, step))
    return make_figure(traces, layout)


def _within_panels(shape: Layout, panels: int) -> list[Layout]:
    """A stripe or a line in each panel, and none through the names between them."""
    axes = ["y", *(f"y{place}" for place in range(2, panels + 1))]
    return [shape | {"yref": f"{axis} domain", "y0": 0, "y1": 1} for axis in axes]


def _panel(own: pd.DataFrame, group: str, column: str, axis: str, measure: Measure, view: str, step: Step) -> Trace:
    color, words = MEASURE_COLORS[measure], MEASURES[measure]
    texts = [
        f"{as_text(group)}, {label}: {plural(int(n), *words)}, i alt {format_number(int(total))}"
        for label, n, total in zip(own["label"], own["n"], own["total"], strict=True)
    ]
    common = {"x": own["start"], "y": own[column], "yaxis": axis, "name": as_text(group), "hover": texts}
    if view == "total":
        line = {"color": color, "width": 2, "shape": "hv"}
        return scatter_trace(mode="lines", line=line, fill="tozeroy", **common)
    return bar_trace(marker={"color": color}, **bar_place(step), **common)

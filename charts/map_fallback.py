"""The same map where the browser has no WebGL: plotly's plain drawing, without tiles, and the table.

plotly.express and go.Choropleth fetch a map of the world; filled lines fetch nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts.figure import Figure, Trace, make_figure, scatter_trace
from charts.map_choice import MapChoice
from charts.map_classes import OUTSIDE_LABEL, Classes, classify
from charts.map_geometry import BETWEEN_BRANCHES, Detail, Polygon, numbers, place_of, read_polygons
from charts.map_projection import Projection, fit_projection, points_to_show
from charts.map_tooltip import stages_by_place
from charts.palette import BORDER_COLORS, INK, OUTSIDE_SHADE, screen_color
from data.reference import municipalities

SIZE = 1000
"""The drawing's own units across; the figure scales with the page."""
NOT_DIMMED = {"marker": {"opacity": 0}}


def draw_plain_map(status: pd.DataFrame, choice: MapChoice, *, height: int = 620) -> Figure:
    """The map as a plotly figure: a trace a class, named with its count, and a point a municipality to hover and
    click, with its number as customdata.

    Sends 200 to 600 kB a change: for browsers that can't draw the real one.
    """
    classes, level = classify(status, choice), choice.level
    projection = fit_projection(points_to_show(choice), (0, 0, SIZE, SIZE))
    areas = read_polygons("municipalities", level)
    traces = []
    for code, (name, color) in _traces(classes).items():
        members = [polygon for area, own in zip(areas, classes.codes, strict=True) if own == code for polygon in area]
        traces.append(_fill(members, projection, name, color))
    traces.append(_branch_borders(level, projection))
    if choice.selected in numbers():
        traces.append(_outline(areas[place_of(choice.selected)], projection))
    if choice.marked:
        traces.append(_marks(choice.marked, projection))
    traces.append(_hover_points(status, classes, projection))
    axis = {"visible": False, "range": [0, SIZE], "fixedrange": False}
    layout = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axis,
        "yaxis": axis | {"range": [SIZE, 0], "scaleanchor": "x"},
        "showlegend": False,
        "dragmode": "pan",
        "hoverdistance": 30,
    }
    return make_figure(traces, layout)


def read_plain_click(selection: Mapping[str, Any] | None) -> str | None:
    """The number of the municipality that was clicked, from what `st.plotly_chart` answers; None for none."""
    points = (selection or {}).get("points") or []
    found = [point.get("customdata") for point in points]
    numbered = [one[0] if isinstance(one, list) and one else one for one in found]
    return next((one for one in numbered if one in numbers()), None)


def _traces(classes: Classes) -> dict[int | None, tuple[str, str]]:
    named = {code: (f"{row.label}: {row.count}", screen_color(row.color)) for code, row in enumerate(classes.legend)}
    return {None: (OUTSIDE_LABEL, OUTSIDE_SHADE)} | named


def _fill(polygons: Sequence[Polygon], projection: Projection, name: str, color: str) -> Trace:
    xs, ys = _paths(polygons, projection)
    line = {"color": "rgba(255, 255, 255, 0.6)", "width": 0.6}
    return scatter_trace(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=color, line=line, name=name, hoverinfo="skip"
    )


def _outline(polygons: Sequence[Polygon], projection: Projection) -> Trace:
    xs, ys = _paths(polygons, projection)
    line = {"color": INK, "width": 3}
    return scatter_trace(x=xs, y=ys, mode="lines", line=line, name="valgt kommune", hoverinfo="skip")


def _branch_borders(level: Detail, projection: Projection) -> Trace:
    xs, ys = _paths(read_polygons("borders", level)[BETWEEN_BRANCHES], projection)
    return scatter_trace(
        x=xs,
        y=ys,
        mode="lines",
        fill="toself",
        fillcolor=BORDER_COLORS[BETWEEN_BRANCHES],
        line={"width": 0},
        name="fylkesavdelinger",
        hoverinfo="skip",
    )


def _marks(pilot: Sequence[str], projection: Projection) -> Trace:
    points = [projection((place.lon, place.lat)) for place in (municipalities()[number] for number in pilot)]
    marker = {"symbol": "diamond", "size": 11, "color": INK, "line": {"color": "#FFFFFF", "width": 1.5}, "opacity": 1}
    return scatter_trace(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        mode="markers",
        marker=marker,
        name="piloten",
        hoverinfo="skip",
    )


def _paths(polygons: Sequence[Polygon], projection: Projection) -> tuple[list[float | None], list[float | None]]:
    """The outer rings after one another, with a gap between them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for outer, *_ in polygons:
        for x, y in map(projection, outer):
            xs.append(x)
            ys.append(y)
        xs.append(None)
        ys.append(None)
    return xs, ys


def _hover_points(status: pd.DataFrame, classes: Classes, projection: Projection) -> Trace:
    places, dates = [municipalities()[number] for number in numbers()], stages_by_place(status)
    points = [projection((place.lon, place.lat)) for place in places]
    texts = [
        "<br>".join((f"<b>{place.name}</b>", place.county, _told(classes, at), *dates.get(at, ())))
        for at, place in enumerate(places)
    ]
    return scatter_trace(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        mode="markers",
        marker={"size": 12, "opacity": 0},
        text=texts,
        hovertemplate="%{text}<extra></extra>",
        customdata=list(numbers()),
        selected=NOT_DIMMED,
        unselected=NOT_DIMMED,
        name="kommuner",
    )


def _told(classes: Classes, at: int) -> str:
    code = classes.codes[at]
    if code is None:
        return OUTSIDE_LABEL
    return f"{classes.measure.label}: {classes.values[at] or classes.measure.none}"


def build_map_table(status: pd.DataFrame, choice: MapChoice) -> pd.DataFrame:
    """What the map shows as a table: number, label, county, branch, class_label, class_place and value.

    class_place is the class's place in the legend, value what is written of the municipality ("" for nothing).
    Holds the municipalities the map colours; the rows of a class are as many as its count in the legend.
    """
    classes = classify(status, choice)
    known = municipalities()
    rows = [
        (
            number,
            known[number].label,
            known[number].county,
            known[number].branch,
            classes.legend[code].label,
            code,
            value,
        )
        for number, code, value in zip(numbers(), classes.codes, classes.values, strict=True)
        if code is not None
    ]
    return pd.DataFrame(rows, columns=["number", "label", "county", "branch", "class_label", "class_place", "value"])

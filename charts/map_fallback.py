"""The same map where the browser has no WebGL: plotly's plain drawing, without tiles, and the table.

plotly.express and go.Choropleth fetch a map of the world; filled lines fetch nothing.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from charts.map_classes import OUTSIDE_COLOR, Classes, classify
from charts.map_geometry import bounds_of, level_for, numbers, outer_rings, place_of, read_features
from charts.map_projection import Projection, fit_projection
from charts.palette import INK
from data.reference import municipalities

SIZE = 1000
"""The drawing's own units across; the figure scales with the page."""


def draw_plain_map(
    status: pd.DataFrame,
    measure: str = "stage",
    *,
    as_of: date | None = None,
    regions: Sequence[str] = (),
    selected: str | None = None,
    height: int = 620,
) -> go.Figure:
    """The map as a plotly figure: a trace a class, named with its count, and a point a municipality to hover.

    Sends 200 to 600 kB a change: for browsers that can't draw the real one.
    """
    classes = classify(status, measure, as_of=as_of)
    level = level_for(bounds_of(regions))
    projection = fit_projection(level, regions, (0, 0, SIZE, SIZE))
    features = read_features("municipalities", level)
    figure = go.Figure()
    for code, (name, color) in _traces(classes).items():
        members = [feature for feature, own in zip(features, classes.codes, strict=True) if own == code]
        figure.add_trace(_fill(members, projection, name, color, shown=code is not None))
    if selected in numbers():
        figure.add_trace(_outline(features[place_of(selected)], projection))
    figure.add_trace(_hover_points(classes, projection))
    axis = {"visible": False, "range": [0, SIZE], "fixedrange": False}
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis=axis,
        yaxis=axis | {"range": [SIZE, 0], "scaleanchor": "x"},
        legend={"traceorder": "normal"},
        dragmode="pan",
    )
    return figure


def _traces(classes: Classes) -> dict[int | None, tuple[str, str]]:
    named = {code: (f"{row.label}: {row.count}", row.color) for code, row in enumerate(classes.legend)}
    return {None: ("utenfor filteret", OUTSIDE_COLOR)} | named


def _fill(features: Sequence[dict], projection: Projection, name: str, color: str, *, shown: bool) -> go.Scatter:
    xs, ys = _paths(features, projection)
    line = {"color": "#FFFFFF", "width": 0.6}
    return go.Scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=color, line=line, name=name,
        showlegend=shown, hoverinfo="skip",
    )  # fmt: skip


def _outline(feature: dict, projection: Projection) -> go.Scatter:
    xs, ys = _paths([feature], projection)
    line = {"color": INK, "width": 3}
    return go.Scatter(x=xs, y=ys, mode="lines", line=line, showlegend=False, hoverinfo="skip")


def _paths(features: Sequence[dict], projection: Projection) -> tuple[list[float | None], list[float | None]]:
    """The outer rings after one another, with a gap between them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in (ring for feature in features for ring in outer_rings(feature)):
        for x, y in map(projection, ring):
            xs.append(x)
            ys.append(y)
        xs.append(None)
        ys.append(None)
    return xs, ys


def _hover_points(classes: Classes, projection: Projection) -> go.Scatter:
    places = [municipalities()[number] for number in numbers()]
    points = [projection((place.lon, place.lat)) for place in places]
    texts = [f"<b>{place.name}</b><br>{place.county}<br>{_told(classes, at)}" for at, place in enumerate(places)]
    return go.Scatter(
        x=[x for x, _ in points], y=[y for _, y in points], mode="markers", showlegend=False,
        marker={"size": 12, "opacity": 0}, text=texts, hovertemplate="%{text}<extra></extra>",
        customdata=list(numbers()),
    )  # fmt: skip


def _told(classes: Classes, at: int) -> str:
    code = classes.codes[at]
    if code is None:
        return "utenfor filteret"
    return f"{classes.measure.label}: {classes.values[at] or classes.measure.none}"


def build_map_table(status: pd.DataFrame, measure: str = "stage", *, as_of: date | None = None) -> pd.DataFrame:
    """What the map shows as a table: number, label, county, branch, class_label and value.

    Holds the municipalities the map colours; the rows of a class are as many as its count in the legend.
    """
    classes = classify(status, measure, as_of=as_of)
    known = municipalities()
    rows = [
        (
            number,
            known[number].label,
            known[number].county,
            known[number].branch,
            classes.legend[code].label,
            value,
        )
        for number, code, value in zip(numbers(), classes.codes, classes.values, strict=True)
        if code is not None
    ]
    return pd.DataFrame(rows, columns=["number", "label", "county", "branch", "class_label", "value"])

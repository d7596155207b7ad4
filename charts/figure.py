"""Figures and their traces as plain values: plotly's own objects look at every property, which cost half of a page.

The tests let plotly look at each (`tests/charts/valid.py`), so nothing that it would refuse goes out.
"""

from collections.abc import Sequence
from typing import Any

Trace = dict[str, Any]
Figure = dict[str, Any]
"""`data`, a list of traces, and `layout`: what plotly.graph_objects.Figure takes, and what is sent as JSON."""


def scatter_trace(*, hover: Sequence[str] | None = None, **properties: Any) -> Trace:
    """Points or a line: the properties of plotly.graph_objects.Scatter, and what pointing at each says."""
    return {"type": "scatter", **properties, **_hovering(hover)}


def bar_trace(*, hover: Sequence[str], **properties: Any) -> Trace:
    """Bars: the properties of plotly.graph_objects.Bar, and what pointing at each says."""
    return {"type": "bar", **properties, **_hovering(hover)}


def _hovering(texts: Sequence[str] | None) -> Trace:
    return {} if texts is None else {"customdata": texts, "hovertemplate": "%{customdata}<extra></extra>"}


def make_figure(traces: Sequence[Trace], layout: dict[str, Any]) -> Figure:
    """The figure of these traces."""
    return {"data": list(traces), "layout": layout}

"""Horizontal bars with the count at the end of each: the plain figure for groups and steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.figure import Figure, Trace, bar_trace, make_figure
from charts.palette import NONE_SHADE
from charts.theme import EDGE, Layout, as_text, base_layout, draw_nothing

ROW = 30
NARROW = 226
"""The width of the bars and their texts on a phone, in pixels."""
CHARACTER = 6.9
LONGEST = 24
"""Characters of a row's name on one line."""


@dataclass(frozen=True)
class Bar:
    """One row: its name, its value, the text at its end, and how it looks."""

    name: str
    value: float
    text: str
    color: str
    hover: str = ""
    pattern: str = ""
    goal: float | None = None
    """A mark across the row at this value."""
    rest: float = 0
    """The part that is missing, drawn in quiet grey after the value."""
    rest_pattern: str = ""


def draw_bars(title: str, unit: str, bars: Sequence[Bar], *, n: int) -> Figure:
    """The bars from the top down, on one scale, with room for their texts also on a phone; none without any."""
    if not any(bar.value or bar.rest for bar in bars):
        return draw_nothing(title, n)
    layout = base_layout(title, unit, max(ROW * len(bars), ROW * 2), n=n)
    most = max([bar.value + bar.rest for bar in bars] + [bar.goal or 0 for bar in bars] + [1])
    places = list(range(len(bars)))
    layout["xaxis"] |= {"range": [0, most / (1 - _room(bars, most))], "visible": False}
    layout["yaxis"] |= {
        "tickvals": places,
        "ticktext": [_break(bar.name) for bar in bars],
        "showgrid": False,
        "range": [len(bars) - 0.4, -0.6],
        "ticks": "",
    }
    layout["barmode"] = "stack"
    layout["margin"]["b"] = 12
    layout["annotations"] += [
        {
            "x": max(bar.value + bar.rest, bar.goal or 0),
            "y": place,
            "text": as_text(bar.text),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 6,
            "yanchor": "middle",
        }
        for place, bar in enumerate(bars)
    ]
    traces = [_trace(bars, [bar.value for bar in bars], [bar.color for bar in bars], [bar.pattern for bar in bars])]
    if any(bar.rest for bar in bars):
        rests = ([bar.rest for bar in bars], [NONE_SHADE] * len(bars), [bar.rest_pattern for bar in bars])
        traces.append(_trace(bars, *rests))
    _add_goals(layout, bars)
    return make_figure(traces, layout)


def _room(bars: Sequence[Bar], most: float) -> float:
    """The part of the width to keep free, so that on a phone every text ends inside the figure."""
    needed = [0.15]
    for bar in bars:
        reach = max(bar.value + bar.rest, bar.goal or 0) / most
        if reach:
            needed.append(1 - (NARROW - len(bar.text) * CHARACTER - 8) / (NARROW * reach))
    return min(max(needed), 0.7)


def _trace(bars: Sequence[Bar], values: list[float], colors: list[str], patterns: list[str]) -> Trace:
    return bar_trace(
        x=values,
        y=list(range(len(bars))),
        orientation="h",
        width=0.62,
        marker={
            "color": colors,
            "line": {"color": EDGE, "width": 0.8},
            "pattern": {
                "shape": patterns,
                "solidity": 0.2,
                "fillmode": "overlay",
                "fgcolor": "rgba(255, 255, 255, 0.75)",
                "fgopacity": 1,
            },
        },
        hover=[as_text(bar.hover or f"{bar.name}: {bar.text}") for bar in bars],
    )


def _add_goals(layout: Layout, bars: Sequence[Bar]) -> None:
    layout["shapes"] += [
        {
            "type": "line",
            "x0": bar.goal,
            "x1": bar.goal,
            "y0": place - 0.42,
            "y1": place + 0.42,
            "line": {"color": EDGE, "width": 3},
        }
        for place, bar in enumerate(bars)
        if bar.goal is not None
    ]


def _break(name: str) -> str:
    """A long name on two lines, broken at the space nearest its middle."""
    if len(name) <= LONGEST or " " not in name:
        return as_text(name)
    cuts = [place for place, letter in enumerate(name) if letter == " "]
    cut = min(cuts, key=lambda place: abs(place - len(name) / 2))
    return f"{as_text(name[:cut])}<br>{as_text(name[cut + 1 :])}"

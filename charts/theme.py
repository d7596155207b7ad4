"""The visual language of the figures: one accent against grey, the finding as title, labels at the data.

Colours of text, grid and background are left to the page's theme, so a figure holds in light and dark.
Layouts are put together as plain dicts and given to plotly once: adding shapes one by one costs 1 ms each.
"""

import html
import textwrap
from typing import Any

from charts.figure import Figure, make_figure
from charts.palette import ACCENT, STAGE_COLORS

FONT = "Inter, Source Sans, sans-serif"
TEXT = "#000037"
"""What Streamlit's theme replaces by the page's own colour of text, light or dark: its own colour for the text of
figures has a contrast of 3.7:1 on white. Elsewhere it is what it says, a blue that is nearly black."""
NEUTRAL = "#7B8794"
"""Lines beside the data: at least 3:1 on white and on the dark background."""
SHADE = "rgba(123, 135, 148, 0.14)"
EDGE = "rgba(123, 135, 148, 0.9)"
"""Keeps the darkest stage colours visible on a dark background."""

LINE = 20
"""Height of a line of the title, in pixels."""
TITLE_WIDTH = 42
"""Characters of a line of the title: what 390 pixels hold."""
MEASURE_COLORS = {
    "registrations": STAGE_COLORS["registered"],
    "participants": STAGE_COLORS["registered"],
    "attendance": STAGE_COLORS["attended"],
    "applications": ACCENT,
    "start_registrations": STAGE_COLORS["start_registered"],
    "start_participants": STAGE_COLORS["start_registered"],
    **STAGE_COLORS,
}
LINE_OF_LABEL = 17
"""Pixels from a label beside the plot to the next."""
LABEL_ROW = 15
"""Height of a row of labels above the plot."""
BOTTOM = 34
Layout = dict[str, Any]


def base_layout(title: str, unit: str, height: int, *, n: int, right: int = 16, rows: int = 0) -> Layout:
    """The layout of a figure: `title` states the finding, `unit` what is counted, `n` how many are counted in all.

    `height` is the plot's own, in pixels; `rows` keeps room above it for rows of labels.
    """
    title = title.removesuffix(".")
    lines, below = wrap(title, TITLE_WIDTH), wrap(unit, TITLE_WIDTH + 10)
    head = len(lines) * LINE + len(below) * 18 + 10
    top = head + 6 + rows * LABEL_ROW + (6 if rows else 0)
    axis = {
        "automargin": True,
        "fixedrange": True,
        "zeroline": False,
        "tickfont": {"color": TEXT},
        "title": {"font": {"size": 12, "color": TEXT}},
    }
    # The unit is part of the title: plotly's own subtitle stands at a distance that changes with the lines.
    small = [f'<span style="font-size:13px;font-weight:400">{line}</span>' for line in below if line]
    return {
        "title": {
            "text": "<br>".join([*lines, *small]),
            "font": {"size": 16, "weight": 600},
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "yref": "container",
            "pad": {"t": 16, "l": 2},
        },
        "font": {"family": FONT, "size": 13, "color": TEXT},
        "meta": {"title": title, "unit": unit, "n": n, "head": head},
        "separators": ",\u202f",
        "height": height + top + BOTTOM,
        "margin": {"t": top, "b": BOTTOM, "l": 8, "r": right, "pad": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0.25,
        "hoverlabel": {"font": {"family": FONT, "size": 13}, "align": "left"},
        "xaxis": dict(axis),
        "yaxis": dict(axis),
        "shapes": [],
        "annotations": [],
    }


def draw_nothing(title: str, n: int = 0) -> Figure:
    """What is drawn where there is nothing to draw: a figure without data, whose title is all there is to say."""
    return make_figure([], base_layout(title, "", 0, n=n))


def lift_title(drawn: Figure) -> tuple[Figure, str, str, int]:
    """The figure without its title and the room that held it; then its title, unit and n, which a page shows as its
    own text: that wraps at any width."""
    layout = drawn["layout"]
    meta = layout["meta"]
    bare = {name: value for name, value in layout.items() if name != "title"}
    bare["height"] = layout["height"] - meta["head"]
    bare["margin"] = layout["margin"] | {"t": layout["margin"]["t"] - meta["head"]}
    return make_figure(drawn["data"], bare), meta["title"], meta["unit"], meta["n"]


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of much the same length, at most `width` characters, shown literally by plotly."""
    lines = textwrap.wrap(text, width)
    while lines and width > 12 and len(textwrap.wrap(text, width - 1)) == len(lines):
        width -= 1
        lines = textwrap.wrap(text, width)
    return [as_text(line) for line in lines] or [""]


def as_text(text: str) -> str:
    """Text from settings or spreadsheets as the characters it is made of, also where plotly knows tags."""
    return html.escape(text, quote=False)


def count_axis(most: float) -> Layout:
    """An axis of counts from nought: whole steps, at most five of them, with room above the highest."""
    steps = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000)
    step = next((step for step in steps if most / step <= 5), steps[-1])
    return {"range": [0, max(most * 1.08, 1)], "dtick": step, "tickformat": ",d"}


def axis_title(text: str) -> Layout:
    """What an axis counts."""
    return {"title": {"text": as_text(text), "standoff": 10, "font": {"size": 12, "color": TEXT}}}


def end_label(x: Any, y: float, text: str, *, shift: int = 0, bold: bool = False) -> Layout:
    """A label to the right of a line's last point, `shift` pixels higher."""
    shown = as_text(text)
    return {
        "x": x,
        "y": y,
        "text": f"<b>{shown}</b>" if bold else shown,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 7,
        "yshift": shift,
        "align": "left",
    }


def spread(values: list[float], per_pixel: float) -> list[int]:
    """How many pixels to shift each label so that labels at these values stand a line apart."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    at: dict[int, float] = {}
    lowest = float("-inf")
    for place in order:
        at[place] = max(values[place] / per_pixel, lowest + LINE_OF_LABEL)
        lowest = at[place]
    return [round(at[place] - values[place] / per_pixel) for place in range(len(values))]

"""What hovering over a municipality tells: its name and county from the geometry, its value and the day it reached its
furthest stage from here.

Streamlit fills one template for all municipalities with properties of the feature, which are ours, escaped.
What changes (the value, the day) is sent once for all as CSS variables by the municipality's place in the file, so
that a text is written once for all that share it. No text from a spreadsheet goes in.
"""

from collections import defaultdict
from typing import Any

import pandas as pd

from charts.map_classes import OUTSIDE_LABEL, Classes
from charts.map_geometry import place_by_number
from domain.stages import STAGES
from domain.words import capital, format_date

VALUE, REACHED = "v", "d"
"""The variables: the measure's value, and the furthest stage with its day."""

STYLE = {
    "backgroundColor": "#111827",
    "color": "#ffffff",
    "padding": "8px 10px",
    "borderRadius": "4px",
    "fontSize": "14px",
    "lineHeight": "1.4",
    "zIndex": "1000",
}

Bearers = dict[tuple[str, str], list[int]]
"""Variable and text → the places of the municipalities that bear it."""


def build_tooltip(status: pd.DataFrame, classes: Classes) -> dict[str, Any]:
    """The tooltip of `pydeck.Deck`. A municipality without a dated stage leaves that line away."""
    texts = measure_values(classes) | furthest_stages(status)
    value = f"{quote(f'{classes.measure.label}: ')} var(--{VALUE},{quote(classes.measure.none)})"
    contents = {VALUE: value, REACHED: f"var(--{REACHED})"}
    rules = [f".k{name}::after{{content:{content}}}" for name, content in contents.items()]
    style = "".join(["[class^=k]::after{display:block}", *rules, *map(write_rule, texts, texts.values())])
    lines = "".join(f"<div class=k{name}></div>" for name in contents)
    return {
        "html": f"<style>{style}</style><div class=m{{i}}><b>{{name}}</b><br>{{county}}{lines}</div>",
        "style": STYLE,
    }


def measure_values(classes: Classes) -> Bearers:
    """What the measure says of each; nothing where it says nothing, for which the line has a text."""
    nothing = len(classes.legend) - 1
    found: Bearers = defaultdict(list)
    for place, (code, value) in enumerate(zip(classes.codes, classes.values, strict=True)):
        if code != nothing:
            found[VALUE, OUTSIDE_LABEL if code is None else value].append(place)
    return found


def furthest_stages(status: pd.DataFrame) -> Bearers:
    """The furthest dated stage of each municipality, with its day."""
    found: Bearers = defaultdict(list)
    for place, lines in stages_by_place(status).items():
        found[REACHED, lines[-1]].append(place)
    return found


def stages_by_place(status: pd.DataFrame) -> dict[int, list[str]]:
    """«Påmeldt 12.03.2024» and so on for each municipality, by its place in the files, stage by stage."""
    places = [place_by_number().get(number) for number in status["number"]]
    found: dict[int, list[str]] = defaultdict(list)
    for stage in STAGES:
        for place, day, known in zip(places, status[stage.key], status[stage.key].notna(), strict=True):
            if known and place is not None:
                found[place].append(f"{capital(stage.label)} {format_date(day)}")
    return found


def write_rule(variable: tuple[str, str], places: list[int]) -> str:
    name, text = variable
    return f"{','.join(f'.m{place}' for place in places)}{{--{name}:{quote(text)}}}"


def quote(text: str) -> str:
    """A CSS string. Whatever could end it, the rule or the style element is written as its code."""
    return '"' + "".join(c if c.isalnum() or c in " .,:–-" else f"\\{ord(c):x} " for c in text) + '"'

"""What hovering over a municipality tells: its name and county from the geometry, stages and dates from here.

Streamlit fills one template for all municipalities with properties of the feature, which are ours, escaped.
What changes (dates, the measure's value) is sent once for all as CSS variables by the municipality's place in
the file, so that a date is written once for all that share it. No text from a spreadsheet goes in.
"""

from collections import defaultdict
from datetime import date

import pandas as pd

from charts.map_classes import Classes
from charts.map_geometry import place_by_number
from domain.stages import STAGES

OUTSIDE = "utenfor filteret"
MOST_BYTES = 3500
"""A longer tooltip tells only the furthest stage's date, or none: it is sent with every change."""

VALUE, *LETTERS = "vabcdefg"
"""The variables: the measure's value, then a date for each stage."""

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


def build_tooltip(status: pd.DataFrame, classes: Classes) -> dict:
    """The tooltip of `pydeck.Deck`. A stage without a date leaves its line away."""
    values, dates = measure_values(classes), stage_dates(status)
    candidates = (values | dates, values | furthest_only(dates), values)
    texts = next((texts for texts in candidates if size(texts) <= MOST_BYTES), values)
    labels = [f"{classes.measure.label}: ", *(f"{stage.label.capitalize()} " for stage in STAGES)]
    content = [f"{quote(label)} var(--{name})" for name, label in zip([VALUE, *LETTERS], labels, strict=True)]
    content[0] = content[0].replace(f"var(--{VALUE})", f"var(--{VALUE},{quote(classes.measure.none)})")
    rules = [f".k{name}::after{{content:{text}}}" for name, text in zip([VALUE, *LETTERS], content, strict=True)]
    style = "".join(["[class^=k]::after{display:block}", *rules, *map(write_rule, texts, texts.values())])
    lines = "".join(f"<div class=k{name}></div>" for name in (VALUE, *LETTERS))
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
            found[VALUE, OUTSIDE if code is None else value].append(place)
    return found


def stage_dates(status: pd.DataFrame) -> Bearers:
    """The dates of the stages."""
    places = [place_by_number().get(number) for number in status["number"]]
    found: Bearers = {}
    for letter, stage in zip(LETTERS, STAGES, strict=True):
        on_day: dict[date, list[int]] = defaultdict(list)
        for place, day, known in zip(places, status[stage.key], status[stage.key].notna(), strict=True):
            if known and place is not None:
                on_day[day].append(place)
        found |= {(letter, write_date(day)): own for day, own in on_day.items()}
    return found


def dates_by_place(status: pd.DataFrame) -> dict[int, list[str]]:
    """«Påmeldt 12.03.2024» and so on for each municipality, by its place in the file."""
    labels = {letter: stage.label.capitalize() for letter, stage in zip(LETTERS, STAGES, strict=True)}
    found: dict[int, list[str]] = defaultdict(list)
    for (letter, day), places in stage_dates(status).items():
        for place in places:
            found[place].append(f"{labels[letter]} {day}")
    return found


def furthest_only(dates: Bearers) -> Bearers:
    last = {place: letter for (letter, _), places in dates.items() for place in places}
    kept = {key: [place for place in places if last[place] == key[0]] for key, places in dates.items()}
    return {key: places for key, places in kept.items() if places}


def write_rule(variable: tuple[str, str], places: list[int]) -> str:
    name, text = variable
    return f"{','.join(f'.m{place}' for place in places)}{{--{name}:{quote(text)}}}"


def size(texts: Bearers) -> int:
    return sum(len(write_rule(*item)) for item in texts.items())


def write_date(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def quote(text: str) -> str:
    """A CSS string. Whatever could end it, the rule or the style element is written as its code."""
    return '"' + "".join(c if c.isalnum() or c in " .,:–-" else f"\\{ord(c):x} " for c in text) + '"'

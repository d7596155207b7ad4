"""How many of those with a place have each thing they need for the start."""

import pandas as pd

from analysis.key_numbers import NOT_LOADED
from analysis.readiness import ITEMS, START, known_items, readiness_sentence
from charts.bars import Bar, draw_bars
from charts.figure import Figure
from charts.palette import STAGE_COLORS
from domain.words import capital, share_text

LABELS = {**ITEMS, START: "påmeldt oppstart"}
"""What each item is called beside its bar and above its column."""


def draw_readiness(table: pd.DataFrame) -> Figure:
    """One bar an item of list_readiness' table: how many have it, the rest in grey."""
    of = len(table)
    done = {key: int(table[key].sum()) for key in known_items(table)}
    bars = [
        Bar(
            name=capital(label),
            value=done.get(key, 0),
            text=share_text(done[key], of) if key in done else NOT_LOADED,
            color=STAGE_COLORS[START if key == START else "confirmed"],
            rest=of - done[key] if key in done else 0,
        )
        for key, label in LABELS.items()
    ]
    return draw_bars(readiness_sentence(table), "Søknader med plass", bars if of else [], n=of)


def tabulate_readiness_by_branch(counted: pd.DataFrame) -> pd.DataFrame:
    """The table of count_readiness to read: of each branch's places, how many have each item."""
    names = {
        "branch": "Fylkesavdeling",
        "places": "Med plass",
        **{key: capital(LABELS[key]) for key in known_items(counted)},
    }
    return counted[list(names)].rename(columns=names)


def tabulate_open(table: pd.DataFrame) -> pd.DataFrame:
    """Those of list_readiness' table that lack something, and what."""
    names = {"label": "Kommune", "partners": "Sammen med", "branch": "Fylkesavdeling", "open": "Mangler"}
    lacking = table[table["open"] != ""]
    shown = [name for name in names if name != "partners" or (lacking["partners"] != "").any()]
    return lacking[shown].rename(columns=names).reset_index(drop=True)


def tabulate_readiness(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read: a row per application with a place, «ja» or «nei» for each item."""
    shown = table.assign(**{key: table[key].map({True: "ja", False: "nei"}) for key in known_items(table)})
    names = {
        "label": "Kommune",
        "partners": "Sammen med",
        "branch": "Fylkesavdeling",
        **{key: capital(LABELS[key]) for key in known_items(table)},
        "open": "Mangler",
    }
    return shown[list(names)].rename(columns=names)

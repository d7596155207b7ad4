"""How many of those with a place have anchoring, a contact person, a team and have confirmed."""

import pandas as pd
import plotly.graph_objects as go

from analysis.readiness import ITEMS, readiness_sentence
from charts.bars import Bar, draw_bars
from charts.palette import NONE_COLOR, STAGE_COLORS
from domain.words import capital, format_number, share_text

LABELS = {**ITEMS, "start_registered": "påmeldt oppstart"}


def draw_readiness(table: pd.DataFrame) -> go.Figure:
    """One bar an item of list_readiness' table: how many have it, the rest in grey."""
    of = len(table)
    bars = [
        Bar(
            name=capital(label),
            value=int(table[key].sum()),
            text=share_text(int(table[key].sum()), of),
            color=STAGE_COLORS["start_registered" if key == "start_registered" else "confirmed"],
            rest=of - int(table[key].sum()),
            rest_color=NONE_COLOR,
        )
        for key, label in LABELS.items()
    ]
    return draw_bars(readiness_sentence(table), f"Søknader med plass. n = {format_number(of)}", bars)


def tabulate_readiness_by_branch(counted: pd.DataFrame) -> pd.DataFrame:
    """The table of count_readiness to read: of each branch's places, how many have each item."""
    names = {
        "branch": "Fylkesavdeling",
        "places": "Med plass",
        **{key: capital(label) for key, label in LABELS.items()},
    }
    return counted[list(names)].rename(columns=names)


def tabulate_open(table: pd.DataFrame) -> pd.DataFrame:
    """Those of list_readiness' table that lack something, and what."""
    names = {"label": "Kommune", "partners": "Sammen med", "branch": "Fylkesavdeling", "open": "Mangler"}
    shown = [name for name in names if name != "partners" or (table["partners"] != "").any()]
    return table.loc[table["open"] != "", shown].rename(columns=names).reset_index(drop=True)


def tabulate_readiness(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read: a row per application with a place, «ja» or «nei» for each item."""
    shown = table.assign(**{key: table[key].map({True: "ja", False: "nei"}) for key in LABELS})
    names = {
        "label": "Kommune",
        "partners": "Sammen med",
        "branch": "Fylkesavdeling",
        **{key: capital(label) for key, label in LABELS.items()},
        "open": "Mangler",
    }
    return shown[list(names)].rename(columns=names)

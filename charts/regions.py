"""Each branch or county: its applications or places against its target, or its participants."""

from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from analysis.regions import regions_sentence
from analysis.sources import UNKNOWN_LABEL
from charts.bars import Bar, draw_bars
from charts.palette import NONE_COLOR, STAGE_COLORS
from domain.words import format_number, join_words, most_of, plural

What = Literal["applications", "places", "participants", "registered", "attended_persons", "applied"]
WORDS = {
    "applications": ("søknad", "søknader"),
    "places": ("plass", "plasser"),
    "participants": ("påmeldt", "påmeldte"),
    "registered": ("påmeldt kommune", "påmeldte kommuner"),
    "attended_persons": ("deltaker", "deltakere"),
    "applied": ("søkerkommune", "søkerkommuner"),
}
COLORS = {
    "applications": STAGE_COLORS["applied"],
    "places": STAGE_COLORS["placed"],
    "participants": STAGE_COLORS["registered"],
    "registered": STAGE_COLORS["registered"],
    "attended_persons": STAGE_COLORS["attended"],
    "applied": STAGE_COLORS["applied"],
}


def draw_regions(table: pd.DataFrame, what: What = "applications") -> go.Figure:
    """One bar a region of count_regions' table, in its order, with the target as a mark across it."""
    one, several = WORDS[what]
    goal = f"target_{what}"
    bars = []
    for row in table.to_dict("records"):
        n, target = int(row[what]), row.get(goal)
        known = target is not None and not pd.isna(target)
        of = f" av {format_number(int(target))}" if known else ""
        reached = " – nådd" if known and n >= target > 0 else ""
        bars.append(
            Bar(
                name=row["region"],
                value=n,
                text=f"{format_number(n)}{of}{reached}",
                color=NONE_COLOR if row["region"] == UNKNOWN_LABEL else COLORS[what],
                hover=f"{row['region']}: {plural(n, one, several)}{of and f', målet er {int(target)}'}",
                goal=float(target) if known else None,
            )
        )
    total = int(table[what].sum())
    marks = ". Streken er målet" if goal in table and table[goal].notna().any() else ""
    unit = f"{several.capitalize()} fra hver region{marks}. n = {format_number(total)}"
    return draw_bars(describe_regions(table, what), unit, bars)


def describe_regions(table: pd.DataFrame, what: What = "applications") -> str:
    """The finding: how many have reached their target, or where most come from."""
    if what == "applications":
        return regions_sentence(table)
    several = WORDS[what][1]
    if not table[what].sum():
        return f"Ingen {several} ennå."
    counts = table[table["region"] != UNKNOWN_LABEL].set_index("region")[what]
    if not counts.sum():
        return f"Ingen {several} fra en kjent kommune ennå."
    tops, share = most_of(counts), f"{format_number(int(counts.max()))} av {format_number(int(table[what].sum()))}"
    if not tops:
        return f"Ingen region har flest {several}: høyst {share}."
    return f"Flest {several} i {join_words(tops)}: {share}{' hver' * (len(tops) > 1)}."


def tabulate_regions(table: pd.DataFrame) -> pd.DataFrame:
    """The table to read, with what is counted named in the heads."""
    names = {
        "region": "Region",
        "municipalities": "Kommuner",
        "registered": "Påmeldte kommuner",
        "participants": "Påmeldte personer",
        "attended": "Kommuner som deltok",
        "attended_persons": "Deltakere",
        "guided": "Veiledede kommuner",
        "applied": "Søkerkommuner",
        "applications": "Søknader",
        "target_applications": "Mål for søknader",
        "places": "Plasser",
        "target_places": "Mål for plasser",
        "confirmations": "Bekreftede plasser",
        "start_registered": "Kommuner påmeldt oppstart",
    }
    return table[list(names)].rename(columns=names)

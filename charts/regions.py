"""Each branch or county: its applications or places against its target, or its participants."""

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from analysis.key_numbers import NOT_LOADED
from analysis.regions import regions_sentence
from analysis.sources import UNKNOWN_LABEL
from charts.bars import Bar, draw_bars
from charts.figure import Figure
from charts.palette import STAGE_COLORS
from charts.theme import NEUTRAL
from domain.words import capital, format_number, join_words, most_of, plural

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


def draw_regions(table: pd.DataFrame, what: What = "applications") -> Figure:
    """One bar a region of count_regions' table: first what lacks most of its target, what it lacks hatched after it;
    the regions that have reached their target are quiet. Without targets the largest first."""
    if table[what].isna().all():
        return draw_bars(describe_regions(table, what), f"{capital(WORDS[what][1])} fra hver region", [], n=0)
    found = order_regions(table, what)
    total, any_target = int(table[what].sum()), bool(found["target"].notna().any())
    several = capital(WORDS[what][1])
    unit = f"{several} fra hver region{', og det som mangler på målet (skravert)' if any_target else ''}"
    bars = [_bar(row, what) for row in found.to_dict("records")] if total or any_target else []
    return draw_bars(describe_regions(table, what), unit, bars, n=total)


def order_regions(table: pd.DataFrame, what: What = "applications") -> pd.DataFrame:
    """The regions in the order they are drawn, with target and missing; «uten kjent kommune» last, if it has any.

    Regions without a file to count from are left out.
    """
    target = table.get(f"target_{what}", pd.Series(pd.NA, table.index, dtype="Int64"))
    found = table.assign(target=target, missing=(target - table[what]).clip(lower=0).fillna(0).astype(int))
    found["unknown"] = found["region"] == UNKNOWN_LABEL
    found = found[found[what].notna() & (~found["unknown"] | (found[what].fillna(0) > 0))]
    return found.sort_values(["unknown", "missing", what], ascending=[True, False, False], kind="stable")


def _bar(row: Mapping[str, Any], what: What) -> Bar:
    one, several = WORDS[what]
    n, missing, known = int(row[what]), int(row["missing"]), not pd.isna(row["target"])
    goal = format_number(int(row["target"])) if known else ""
    of = f" av {goal}" if known else ""
    state = f", mangler {format_number(missing)}" if missing else " – nådd" if known and row["target"] > 0 else ""
    reached = row["unknown"] or (known and not missing)
    return Bar(
        name=row["region"],
        value=n,
        text=f"{format_number(n)}{of}{state}",
        color=NEUTRAL if reached else COLORS[what],
        hover=f"{row['region']}: {plural(n, one, several)}{goal and f', målet er {goal}'}",
        goal=float(row["target"]) if known else None,
        rest=missing,
        rest_pattern="/",
    )


def describe_regions(table: pd.DataFrame, what: What = "applications") -> str:
    """The finding: how many have reached their target, or where most come from."""
    if what == "applications" or (what == "places" and (table["target_places"] > 0).any()):
        return regions_sentence(table, what)
    several = WORDS[what][1]
    if table[what].isna().all():
        return f"{capital(several)}: {NOT_LOADED}."
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
    missing = [name for name in names if table[name].isna().all() and not name.startswith("target_")]
    return table[list(names)].assign(**dict.fromkeys(missing, NOT_LOADED)).rename(columns=names)

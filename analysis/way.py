"""The way to the start: how many municipalities have come how far, each step by its own date."""

from datetime import date, timedelta

import pandas as pd

from analysis.regions import count_regions
from analysis.situation import Level, Situation
from analysis.stages import STAGE_KEYS, STAGES
from analysis.words import percent, plural, share_text

WEEK = timedelta(days=7)
ALL = "all"


def count_way(situation: Situation) -> pd.DataFrame:
    """One row per step, first all municipalities: step, label, n, week_ago, change, of_previous and of_all.

    Only the 357 are counted. A step is not a part of the one before (some apply without having registered),
    so of_previous counts the municipalities that have both dates: `both` of the n of the step before.
    `week_ago` counts the dates up to seven days before `as_of`.
    """
    table = situation.municipalities
    dated = {key: table[key].notna() for key in STAGE_KEYS}
    week_ago = situation.as_of - WEEK
    rows = [(ALL, "alle kommuner", len(table), len(table), len(table))]
    before = pd.Series(True, table.index)
    for stage in STAGES:
        has = dated[stage.key]
        earlier = _count_until(table[stage.key], week_ago)
        rows.append((stage.key, stage.label, int(has.sum()), earlier, int((has & before).sum())))
        before = has
    way = pd.DataFrame(rows, columns=["step", "label", "n", "week_ago", "both"])
    way["change"] = way["n"] - way["week_ago"]
    previous = way["n"].shift(fill_value=len(table))
    counts = list(zip(way["both"], previous, way["n"], strict=True))
    way["of_previous"] = [""] + [share_text(both, base) for both, base, _ in counts[1:]]
    way["of_all"] = [""] + [percent(n, len(table)) for _, _, n in counts[1:]]
    return way


def _count_until(days: pd.Series, last: date) -> int:
    known = days.dropna()
    return int((known <= last).sum()) if len(known) else 0


def count_way_by_region(situation: Situation, level: Level = "branch") -> pd.DataFrame:
    """One row per region: region, municipalities (of the 357), and per stage their count and {stage}_change,
    how many of them have got their date in the last seven days."""
    table = count_regions(situation, level)[["region", "municipalities", *STAGE_KEYS]]
    status = situation.municipalities
    week_ago = situation.as_of - WEEK
    for key in STAGE_KEYS:
        known = status.loc[status[key].notna(), [level, key]]
        new = known.loc[[day > week_ago for day in known[key]], level].value_counts() if len(known) else {}
        table[f"{key}_change"] = [int(new.get(region, 0)) for region in table["region"]]
    return table


def way_sentence(way: pd.DataFrame) -> str:
    """`Av 357 kommuner er 120 påmeldt, 34 har søkt og 16 har fått plass.`"""
    n = dict(zip(way["step"], way["n"], strict=True))
    told = f"Av {plural(n[ALL], 'kommune', 'kommuner')} har {n['registered']} meldt seg på samlingen"
    if n["placed"]:
        return f"{told}, {n['applied']} søkt og {n['placed']} fått plass."
    return f"{told} og {n['applied']} søkt."

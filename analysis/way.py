"""The way to the start: how many municipalities have come how far, each step by its own date."""

import pandas as pd

from analysis.regions import count_regions
from analysis.situation import Level, Situation
from domain.stages import STAGE_KEYS, STAGES
from domain.words import percent, plural, share_text

ALL = "all"


def count_way(situation: Situation) -> pd.DataFrame:
    """One row per step, first all municipalities: step, label, n, week_ago, change, of_previous and of_all.

    Only the 357 are counted. A step is not a part of the one before (some apply without having registered),
    so of_previous counts the municipalities that have both dates: `both` of the n of the step before.
    `week_ago` is the count as it was seven days before: a withdrawal makes `change` negative.
    """
    table = situation.municipalities
    dated, then = table[list(STAGE_KEYS)].notna(), situation.week_ago.municipalities[list(STAGE_KEYS)].notna()
    rows = [(ALL, "alle kommuner", len(table), len(table), len(table))]
    before = pd.Series(True, table.index)
    for stage in STAGES:
        has = dated[stage.key]
        rows.append((stage.key, stage.label, int(has.sum()), int(then[stage.key].sum()), int((has & before).sum())))
        before = has
    way = pd.DataFrame(rows, columns=["step", "label", "n", "week_ago", "both"])
    way["change"] = way["n"] - way["week_ago"]
    previous = way["n"].shift(fill_value=len(table))
    counts = list(zip(way["both"], previous, way["n"], strict=True))
    way["of_previous"] = [""] + [share_text(both, base) for both, base, _ in counts[1:]]
    way["of_all"] = [""] + [percent(n, len(table)) for _, _, n in counts[1:]]
    return way


def count_way_by_region(situation: Situation, level: Level = "branch") -> pd.DataFrame:
    """One row per region with municipalities: region, municipalities (of the 357), and per stage their count,
    {stage}_share (of the region's, "" below ten) and {stage}_week_ago, as in count_way."""
    columns = ["region", "municipalities", *STAGE_KEYS]
    table = count_regions(situation, level)[columns]
    table = table[table["municipalities"] > 0].reset_index(drop=True)
    then = count_regions(situation.week_ago, level).set_index("region")
    for key in STAGE_KEYS:
        counts = zip(table[key], table["municipalities"], strict=True)
        table[f"{key}_share"] = [percent(n, of) for n, of in counts]
        table[f"{key}_week_ago"] = then[key].reindex(table["region"]).to_numpy()
    return table


def way_sentence(way: pd.DataFrame) -> str:
    """`Av 357 kommuner er 120 påmeldt, 34 har søkt og 16 har fått plass.`"""
    n = dict(zip(way["step"], way["n"], strict=True))
    told = f"Av {plural(n[ALL], 'kommune', 'kommuner')} har {n['registered']} meldt seg på samlingen"
    if n["placed"]:
        return f"{told}, {n['applied']} søkt og {n['placed']} fått plass."
    return f"{told} og {n['applied']} søkt."

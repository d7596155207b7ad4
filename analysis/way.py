"""The way to the start: how many municipalities have come how far, each step by its own date."""

import pandas as pd

from analysis.headline import count_municipalities, tell_shared
from analysis.regions import count_regions
from analysis.situation import Level, Situation
from domain.stages import STAGE_KEYS, STAGES
from domain.words import format_number, join_words, percent, plural, share_text

ALL = "all"


def count_way(situation: Situation) -> pd.DataFrame:
    """One row per step, first all municipalities: step, label, n, week_ago, change, of_previous and of_all.

    Only the 357 are counted. A step is not a part of the one before (some apply without having registered),
    so of_previous counts the municipalities that have both dates: `both` of the n of the step before.
    `week_ago` is the count as it was seven days before: a withdrawal makes `change` negative. A step without a file
    to count from has no numbers (NA, and "" for the shares). The attribute `gathering` is what the first step signs
    up for, in words; `shared` says how many applications the municipalities that applied have sent, where it is not
    one each.
    """
    now, then = count_municipalities(situation), count_municipalities(situation.week_ago)
    table, every = situation.municipalities, len(situation.municipalities)
    rows: list[tuple[str, str, int | None, int | None, int]] = [(ALL, "alle kommuner", every, every, every)]
    before = pd.Series(True, table.index)
    for stage in STAGES:
        has, key = table[stage.key].notna(), f"municipalities_{stage.key}"
        rows.append((stage.key, stage.label, now[key], then[key], int((has & before).sum())))
        before = has
    way = pd.DataFrame(rows, columns=["step", "label", "n", "week_ago", "both"])
    way = way.astype({"n": "Int64", "week_ago": "Int64"})
    way["change"] = way["n"] - way["week_ago"]
    steps = way.assign(base=way["n"].shift())[1:]
    shares = [
        "" if pd.isna(n) or pd.isna(base) else share_text(both, base)
        for both, base, n in zip(steps["both"], steps["base"], steps["n"], strict=True)
    ]
    way["of_previous"] = ["", *shares]
    way["of_all"] = ["", *("" if pd.isna(n) else percent(n, every) for n in steps["n"])]
    way.attrs |= {"gathering": situation.round.some_gathering, "shared": tell_shared(situation)}
    return way


def count_way_by_region(situation: Situation, level: Level = "branch") -> pd.DataFrame:
    """One row per region with municipalities: region, municipalities (of the 357), and per stage their count,
    {stage}_share (of the region's, "" below ten) and {stage}_week_ago, as in count_way."""
    columns = ["region", "municipalities", *STAGE_KEYS]
    table = count_regions(situation, level)[columns]
    table = table[table["municipalities"] > 0].reset_index(drop=True)
    then = count_regions(situation.week_ago, level).set_index("region")
    for stage in STAGES:
        key, has = stage.key, situation.sources.has(stage.source)
        counts = zip(table[key], table["municipalities"], strict=True)
        table[f"{key}_share"] = [percent(n, of) for n, of in counts] if has else ""
        table[f"{key}_week_ago"] = then[key].reindex(table["region"]).to_numpy() if has else None
    return table


def way_sentence(way: pd.DataFrame) -> str:
    """`Av 357 kommuner har 120 meldt seg på samlingen, 34 søkt og 16 fått plass.`"""
    n = dict(zip(way["step"], way["n"], strict=True))
    gathering = way.attrs.get("gathering", "samlingen")
    done = {"registered": f"meldt seg på {gathering}", "applied": "søkt", "placed": "fått plass"}
    known = {key: n[key] for key in done if not pd.isna(n[key]) and (n[key] or key != "placed")}
    if not known:
        return "Verken påmeldinger eller søknader er lastet opp ennå."
    told = join_words(f"{format_number(count) if count else 'ingen'} {done[key]}" for key, count in known.items())
    return f"Av {plural(n[ALL], 'kommune', 'kommuner')} har {told}."

"""The way from all municipalities to the start, each step in its colour, with the change of the last week."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.key_numbers import NOT_LOADED
from analysis.way import ALL, way_sentence
from charts.bars import Bar, draw_bars
from charts.figure import Figure
from charts.palette import STAGE_COLORS, STAGE_PATTERNS
from domain.stages import STAGES, Stage
from domain.words import capital, format_change, format_number, join_words, percent

PATTERNS = {"stripes": "/", "dots": ".", "lines": "-", "upright": "|", "grid": "+"}
"""What plotly calls the patterns of the picture of the map."""

WITHOUT_A_FILE = tuple(stage.key for stage in STAGES if stage.source is None)
"""The steps written down by hand: nobody yet is no result, as a file in which nobody has come is one."""


def draw_way(way: pd.DataFrame) -> Figure:
    """One bar a step of count_way's table up to the last that anybody has reached, but for WITHOUT_A_FILE."""
    steps = way[way["step"] != ALL]
    reached = steps.index[(steps["n"].fillna(0) > 0) | (steps["week_ago"].fillna(0) > 0)]
    steps = steps.loc[: reached.max()] if len(reached) else steps.iloc[:0]
    steps = steps[~steps["step"].isin(WITHOUT_A_FILE) | steps.index.isin(reached)]
    every = int(way["n"].iloc[0])
    how = way.attrs.get("shared") or "hvert telt for seg"
    unit = f"Kommuner på hvert steg av {format_number(every)}, {how}"
    return draw_bars(way_sentence(way), unit, [_bar(row) for row in steps.to_dict("records")], n=every)


def _bar(row: Mapping[str, Any]) -> Bar:
    loaded = not pd.isna(row["n"])
    n = format_number(row["n"]) if loaded else NOT_LOADED
    change = f", {format_change(row['change'])} siste uke" if loaded and row["change"] else ""
    share = f" ({row['of_all']})" if row["of_all"] else ""
    before = f". Av steget før: {row['of_previous']}" if row["of_previous"] else ""
    return Bar(
        name=capital(row["label"]),
        value=int(row["n"]) if loaded else 0,
        text=f"{n}{share}{change}",
        color=STAGE_COLORS[row["step"]],
        pattern=PATTERNS.get(STAGE_PATTERNS.get(row["step"], ""), ""),
        hover=f"{capital(row['label'])}: {n}{' kommuner' if loaded else ''}{before}",
    )


def tabulate_way_by_region(table: pd.DataFrame) -> pd.DataFrame:
    """The table of count_way_by_region as it leaves: count, share and the count a week ago, a column each."""
    names = {"region": "Region", "municipalities": "Kommuner"}
    for stage in STAGES:
        label = capital(stage.label)
        names |= {
            stage.key: label,
            f"{stage.key}_share": f"{label}, andel av kommunene",
            f"{stage.key}_week_ago": f"{label} for en uke siden",
        }
    return table[list(names)].rename(columns=names)


def summarise_way_by_region(table: pd.DataFrame) -> pd.DataFrame:
    """The same on a screen's width: `13 (32 %) +1`, where +1 is the change in a week; below regions their sum. Steps
    after the last that was reached have no column: tell_unreached names them."""
    if len(table) > 1:
        table = pd.concat([table, pd.DataFrame([_sum_up(table)])], ignore_index=True)
    cells = {
        capital(stage.label): [
            _summarise(*row)
            for row in zip(table[stage.key], table[f"{stage.key}_share"], table[f"{stage.key}_week_ago"], strict=True)
        ]
        for stage in _steps_shown(table)
    }
    return pd.DataFrame({"Region": table["region"], "Kommuner": table["municipalities"], **cells})


def tell_unreached(table: pd.DataFrame) -> str:
    """`Ingen kommune har nådd stegene veiledet og bekreftet ennå. Påmeldt oppstart: ikke lastet opp.`; "" for none."""
    shown = _steps_shown(table)
    missing = [stage for stage in STAGES if stage not in shown]
    nobody = [stage.label for stage in missing if table[stage.key].notna().any()]
    unknown = [stage.label for stage in missing if not table[stage.key].notna().any()]
    steps = "steget" if len(nobody) == 1 else "stegene"
    sentences = [f"Ingen kommune har nådd {steps} {join_words(nobody)} ennå."] if nobody else []
    sentences += [f"{capital(join_words(unknown))}: {NOT_LOADED}."] if unknown else []
    return " ".join(sentences)


def _steps_shown(table: pd.DataFrame) -> list[Stage]:
    """The steps up to the last that was reached, as in draw_way."""
    reached = [stage for stage in STAGES if _is_reached(table, stage)]
    upto = STAGES.index(reached[-1]) + 1 if reached else 0
    return [stage for stage in STAGES[:upto] if stage in reached or stage.key not in WITHOUT_A_FILE]


def _is_reached(table: pd.DataFrame, stage: Stage) -> bool:
    counts = (*table[stage.key], *table[f"{stage.key}_week_ago"])
    return any(count > 0 for count in counts if not pd.isna(count))


def _sum_up(table: pd.DataFrame) -> dict[str, object]:
    of = int(table["municipalities"].sum())
    row: dict[str, object] = {"region": "I alt", "municipalities": of}
    for stage in STAGES:
        n = table[stage.key].sum(skipna=False)
        row |= {stage.key: n, f"{stage.key}_week_ago": table[f"{stage.key}_week_ago"].sum(skipna=False)}
        row[f"{stage.key}_share"] = "" if pd.isna(n) else percent(int(n), of)
    return row


def _summarise(n: int, share: str, week_ago: int) -> str:
    if pd.isna(n):
        return NOT_LOADED
    return " ".join(filter(None, [format_number(n), f"({share})" if share and n else "", format_change(n - week_ago)]))


def tabulate_way(way: pd.DataFrame) -> pd.DataFrame:
    """The table to read."""
    shown = way.assign(label=way["label"].map(capital))
    names = {
        "label": "Steg",
        "n": "Kommuner",
        "of_all": "Andel av alle",
        "of_previous": "Av steget før",
        "week_ago": "For en uke siden",
        "change": "Endring",
    }
    return shown[list(names)].rename(columns=names)

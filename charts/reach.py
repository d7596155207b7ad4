"""Whom the programme reaches: the share of each class of municipalities that has come so far."""

from collections.abc import Mapping

import pandas as pd

from analysis.reach import Group, reach_sentence
from charts.bars import Bar, draw_bars
from charts.figure import Figure
from charts.palette import STAGE_COLORS
from domain.stages import STAGES
from domain.words import capital, count_and_share, format_number, share_text

GROUP_UNITS: dict[Group, str] = {"size": "innbyggertall", "centrality": "sentralitetsklasse hos Statistisk sentralbyrå"}
VERBS = {
    "registered": "meldt seg på",
    "attended": "deltatt",
    "guided": "fått veiledning",
    "applied": "søkt",
    "placed": "fått plass",
    "confirmed": "bekreftet plassen",
    "start_registered": "meldt seg på oppstarten",
}
PEOPLE = {"municipalities": "kommuner", "inhabitants": "innbyggere", "children": "barn på 6–15 år"}


def draw_reach(table: pd.DataFrame, group: Group, stage: str) -> Figure:
    """One bar of the same length a class of count_reach's table: the part that has the stage, the rest in grey."""
    bars = []
    for row in table[(table["label"] != "alle") & (table["municipalities"] > 0)].to_dict("records"):
        part, whole = int(row[stage]), int(row["municipalities"])
        bars.append(
            Bar(
                name=row["label"],
                value=100 * part / whole,
                text=share_text(part, whole),
                color=STAGE_COLORS[stage],
                rest=100 - 100 * part / whole,
                hover=f"{row['label']}: {share_text(part, whole)} kommuner har {VERBS[stage]}",
            )
        )
    title = reach_sentence(table, group, stage, VERBS[stage])
    unit = f"Andel av kommunene, etter {GROUP_UNITS[group]}"
    return draw_bars(title, unit, bars, n=int(table.loc[table["label"] == "alle", "municipalities"].sum()))


def describe_people(table: pd.DataFrame, stage: str) -> str:
    """How many inhabitants and children live in the municipalities that have come so far."""
    row = table[table["label"] == "alle"].iloc[0]
    parts = [
        f"{share_text(int(row[f'{stage}_{name}']), int(row[name]))} {label}"
        for name, label in PEOPLE.items()
        if name != "municipalities"
    ]
    return f"I kommunene som har {VERBS[stage]}, bor {parts[0]} og {parts[1]}."


def tabulate_reach(table: pd.DataFrame, group: Group, stage: str) -> pd.DataFrame:
    """The table to read: of each class its municipalities, inhabitants and children, and those of the stage."""
    label = next(one.label for one in STAGES if one.key == stage)
    names = {"label": _kind(group)}
    for name, plain in PEOPLE.items():
        own = stage if name == "municipalities" else f"{stage}_{name}"
        names |= {name: capital(plain), own: f"{capital(plain)}, {label}"}
    return table[list(names)].rename(columns=names)


def summarise_stages(table: pd.DataFrame, group: Group, beside: Mapping[str, pd.Series] | None = None) -> pd.DataFrame:
    """One row a class and one column a stage that anybody has reached, as `12 (9 %)`: the whole way in one look.

    `beside` are counts of other rounds for the same classes, by what the column is called.
    """
    shown = {_kind(group): table["label"], "Kommuner": table["municipalities"].map(format_number)}
    counted = {stage.label: table[stage.key] for stage in STAGES if table[stage.key].sum()} | dict(beside or {})
    for name, counts in counted.items():
        pairs = zip(counts, table["municipalities"], strict=True)
        shown[capital(name)] = pd.Series([count_and_share(int(n), int(of)) for n, of in pairs])
    return pd.DataFrame(shown)


def _kind(group: Group) -> str:
    return capital(GROUP_UNITS[group].split(" ")[0])

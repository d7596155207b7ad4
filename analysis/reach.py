"""Whom the programme reaches: municipalities by size and by centrality, and the people who live in them."""

from collections.abc import Collection
from typing import Literal

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.situation import Level, Situation
from data.reference import Facts, municipality_facts
from domain.rounds import Round
from domain.stages import STAGE_KEYS
from domain.words import SMALLEST_BASE, THIN, format_number, join_words, percent

Group = Literal["size", "centrality"]
SIZES = (
    (0, f"under 3{THIN}000"),
    (3_000, f"3{THIN}000–9{THIN}999"),
    (10_000, f"10{THIN}000–29{THIN}999"),
    (30_000, f"30{THIN}000 og flere"),
)
"""The smallest number of inhabitants of each class of size, and what the class is called."""
SIZE_LABELS = tuple(label for _, label in SIZES)
CENTRALITY_LABELS = ("1, mest sentral", "2", "3", "4", "5", "6, minst sentral")
GROUP_LABELS: dict[Group, tuple[str, ...]] = {"size": SIZE_LABELS, "centrality": CENTRALITY_LABELS}
PEOPLE = ("inhabitants", "children")
EVERY_REGION = "Alle kommunene"
"""The row that sums up the regions."""
NO_BREAK = "\u00a0"


def facts_of(round_: Round) -> dict[str, Facts]:
    """The facts of each municipality in the year of the round."""
    day = round_.deadline or round_.last_day
    return municipality_facts(day.year if day else 9999)


def size_of(inhabitants: int) -> str:
    """The class of size of a municipality: `3 000–9 999`."""
    return next(label for least, label in reversed(SIZES) if inhabitants >= least)


def add_facts(table: pd.DataFrame, round_: Round) -> pd.DataFrame:
    """A table of municipalities by `number` with inhabitants, children, size and centrality (labels).

    Those without facts of their own, as «uten kjent kommune», get 0 people and "" for the classes.
    """
    facts = facts_of(round_)
    found = [facts.get(number) for number in table["number"]]
    return table.assign(
        inhabitants=[one.inhabitants if one else 0 for one in found],
        children=[one.children if one else 0 for one in found],
        size=[size_of(one.inhabitants) if one else "" for one in found],
        centrality=[CENTRALITY_LABELS[one.centrality - 1] if one else "" for one in found],
    )


def count_reach(situation: Situation, group: Group) -> pd.DataFrame:
    """One row per class, and «alle» last: label, municipalities (of the 357 in the filter), inhabitants, children;
    per stage its count of municipalities, {stage}_inhabitants and {stage}_children.

    A joint application gives each of its municipalities the date, so each of them is counted.
    """
    table = add_facts(situation.municipalities, situation.round)
    columns: dict[str, pd.Series] = {"municipalities": pd.Series(1, table.index)} | {
        name: table[name] for name in PEOPLE
    }
    for key in STAGE_KEYS:
        has = table[key].notna()
        columns |= {key: has.astype(int)} | {f"{key}_{name}": table[name].where(has, 0) for name in PEOPLE}
    sums = pd.DataFrame(columns).groupby(table[group]).sum().reindex(GROUP_LABELS[group], fill_value=0)
    return _with_sum(sums)


def _with_sum(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts of the classes with their sum as the last row, «alle»."""
    return pd.concat([counts, counts.sum().to_frame("alle").T]).astype(int).rename_axis("label").reset_index()


def rows_for_map(situation: Situation, size: str = "", level: Level = "branch") -> pd.DataFrame:
    """The municipalities of the status table, of one class of size where one is given, with their facts and
    children_reached: of the children of each one's region the share, in percent, that live where somebody has applied.

    The shares are of the children of these rows.
    """
    table = add_facts(situation.municipalities, situation.round)
    table = table[table["size"] == size] if size else table
    shares = count_children(table, level).set_index("region")["share"]
    return table.assign(children_reached=table[level].map(shares).astype(float))


def count_children(table: pd.DataFrame, level: Level = "branch") -> pd.DataFrame:
    """One row per region of rows_for_map's table, the largest share first, and «Alle kommunene» last: region, reached
    (children that live where somebody has applied), children, and share in percent (0 where no children live)."""
    reached = table["children"].where(table["applied"].notna(), 0)
    found = pd.DataFrame({"region": table[level], "reached": reached, "children": table["children"]})
    counts = found.groupby("region", sort=False)[["reached", "children"]].sum().reset_index()
    counts["share"] = _share_of_children(counts)
    counts = counts.sort_values(["share", "region"], ascending=[False, True], key=norwegian_keys, kind="stable")
    every = pd.DataFrame([(EVERY_REGION, int(reached.sum()), int(table["children"].sum()))], columns=list(found))
    return pd.concat([counts, every.assign(share=_share_of_children(every))], ignore_index=True)


def _share_of_children(counts: pd.DataFrame) -> pd.Series:
    return (100 * counts["reached"] / counts["children"].where(counts["children"] > 0, 1)).astype(float)


def children_sentence(table: pd.DataFrame) -> str:
    """`12 % av barna på 6–15 år bor i kommuner som har søkt (76 000 av 634 000)`, of rows_for_map's table."""
    every = count_children(table).iloc[-1]
    return (
        f"{share_of_children(every['share'])} av barna på 6–15 år bor i kommuner som har søkt "
        f"({format_number(int(every['reached']))} av {format_number(int(every['children']))})"
    )


def share_of_children(share: float) -> str:
    """`12 %`; `under 1 %` for less than one, and `0 %` for none."""
    return f"under 1{NO_BREAK}%" if 0 < share < 1 else f"{share:.0f}{NO_BREAK}%"


def count_known_reach(round_: Round, group: Group, numbers: Collection[str]) -> pd.DataFrame:
    """The same of a round of which only the municipalities with a place are known, among `numbers`: label,
    municipalities, placed; «alle» last."""
    table = add_facts(pd.DataFrame({"number": sorted(numbers)}), round_)
    table = table.assign(municipalities=1, placed=table["number"].isin(round_.known_municipalities).astype(int))
    counts = table.groupby(group)[["municipalities", "placed"]].sum().reindex(GROUP_LABELS[group], fill_value=0)
    return _with_sum(counts)


def reach_sentence(table: pd.DataFrame, group: Group, stage: str, verb: str) -> str:
    """The difference between the classes: `3 av 129 kommuner med under 3 000 innbyggere har søkt (2 %), mot 11 av …`.

    Names the class that is reached least beside the one that is reached most, in counts; says so where all are alike.
    Classes of fewer than ten municipalities are left out of the comparison where two larger ones remain.
    """
    classes = table[(table["label"] != "alle") & (table["municipalities"] > 0)]
    if classes.empty:
        return "Ingen kommuner i utvalget."
    if not classes[stage].sum():
        return f"Ingen kommuner har {verb} ennå."
    if len(classes) == 1:
        return f"{_told(classes.iloc[0], group, stage, verb)}."
    large = classes[classes["municipalities"] >= SMALLEST_BASE]
    classes = large if len(large) > 1 else classes
    shares = classes[stage] / classes["municipalities"]
    least, most = classes.loc[shares.idxmin()], classes.loc[shares.idxmax()]
    if shares.min() == shares.max():
        return f"Like stor andel har {verb} i alle gruppene."
    return f"{_told(least, group, stage, verb)}, mot {_told(most, group, stage, '')}."


def missing_groups(situation: Situation) -> str:
    """A sentence where a whole class of size is missing although others have come: "" where none is.

    `Ingen av de 129 kommunene med under 3 000 innbyggere har søkt.` It takes ten that have
    applied, and ten in the class, to say so.
    """
    found = add_facts(situation.municipalities[["number", "applied"]], situation.round)
    counts = found["applied"].notna().groupby(found["size"]).agg(["size", "sum"]).reindex(SIZE_LABELS)
    classes = counts[counts["size"] >= SMALLEST_BASE]
    absent = classes.loc[classes["sum"] == 0, "size"]
    if absent.empty or classes["sum"].sum() < SMALLEST_BASE:
        return ""
    named = [f"de {format_number(n)} {of_class('size', label)}" for label, n in absent.items()]
    return f"Ingen har søkt av {join_words(named)}."


def of_class(group: Group, label: str) -> str:
    """Which municipalities a class has, behind the word: `med under 3 000 innbyggere`, `i sentralitetsklasse 1`."""
    return f"med {label} innbyggere" if group == "size" else f"i sentralitetsklasse {label.partition(',')[0]}"


def _told(row: pd.Series, group: Group, stage: str, verb: str) -> str:
    """`3 av 129 kommuner med under 3 000 innbyggere har søkt (2 %)`; without a verb for the second of a comparison."""
    part, whole = int(row[stage]), int(row["municipalities"])
    who = of_class(group, row["label"])
    of = f"{format_number(part)} av {format_number(whole)}"
    share = f" ({percent(part, whole)})" if whole >= SMALLEST_BASE else ""
    return f"{of} kommuner {who} har {verb}{share}" if verb else f"{of} {who}{share}"

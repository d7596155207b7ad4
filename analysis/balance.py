"""The balance of a choice: its municipalities by branch, county, size, centrality and earlier part, beside the
applicants and the country."""

from collections.abc import Collection, Iterable
from typing import Literal

import pandas as pd

from analysis.reach import GROUP_LABELS, PEOPLE, add_facts
from analysis.sources import places, region_columns
from data.reference import SVALBARD, branches, counties
from domain.rounds import Round

Grouping = Literal["branch", "county", "size", "centrality", "earlier"]
EARLIER_LABELS = ("med i en tidligere runde", "ikke med før")
GROUPING_NAMES: dict[Grouping, str] = {
    "branch": "Fylkesavdeling",
    "county": "Fylke",
    "size": "Innbyggere",
    "centrality": "Sentralitet",
    "earlier": "Tidligere med",
}
GROUPINGS: tuple[Grouping, ...] = ("branch", "size", "centrality", "earlier")
"""Those that a choice is told by; a county is mostly a branch too."""


def labels_of(grouping: Grouping) -> tuple[str, ...]:
    """The groups of a grouping in their order."""
    if grouping in ("size", "centrality"):
        return GROUP_LABELS[grouping]
    if grouping == "earlier":
        return EARLIER_LABELS
    return branches() if grouping == "branch" else counties()


def describe_places(round_: Round, earlier: Collection[str]) -> pd.DataFrame:
    """One row per municipality and for Longyearbyen: number, label, branch, county, size, centrality, earlier
    (labels, "" where it has none), inhabitants and children. `earlier` are those that took part before."""
    numbers = list(places())
    table = add_facts(pd.DataFrame(region_columns(numbers)), round_)
    return table.assign(earlier=[EARLIER_LABELS[0 if number in earlier else 1] for number in numbers])


def group_applications(applications: pd.DataFrame, known: pd.DataFrame) -> list[dict[Grouping, tuple[str, ...]]]:
    """For each application the groups it counts in: one label for each of its municipalities.

    `known` is what `describe_places` gives. A joint application counts for each of its municipalities.
    """
    facts = known.set_index("number")
    found = []
    for numbers in applications["numbers"]:
        own = facts.loc[[number for number in numbers if number in facts.index]]
        found.append({name: tuple(label for label in own[name] if label) for name in GROUPING_NAMES})
    return found


def count_balance(
    known: pd.DataFrame, grouping: Grouping, chosen: Iterable[str], applicants: Iterable[str]
) -> pd.DataFrame:
    """One row per group: label, and how many municipalities of it are chosen, applicants and in the country.

    A municipality is counted once, in however many applications it stands; Longyearbyen is none of the country's.
    """
    chosen, applicants = set(chosen), set(applicants)
    counted = {
        "chosen": known["number"].isin(chosen),
        "applicants": known["number"].isin(applicants),
        "country": known["number"] != SVALBARD,
    }
    sums = pd.DataFrame({name: of.groupby(known[grouping]).sum() for name, of in counted.items()})
    return sums.reindex(labels_of(grouping), fill_value=0).astype(int).rename_axis("label").reset_index()


def count_people(known: pd.DataFrame, chosen: Iterable[str], applicants: Iterable[str]) -> pd.DataFrame:
    """Municipalities, inhabitants and children (rows, by `label`) of the chosen, the applicants and the country."""
    chosen, applicants = set(chosen), set(applicants)
    parts = {
        "chosen": known[known["number"].isin(chosen)],
        "applicants": known[known["number"].isin(applicants)],
        "country": known[known["number"] != SVALBARD],
    }
    sums = {name: [len(part), *(int(part[people].sum()) for people in PEOPLE)] for name, part in parts.items()}
    return pd.DataFrame(sums).assign(label=["municipalities", *PEOPLE])[["label", *parts]]

"""What the protocol of a decision holds: everything as it stood, so that it can be written again word for word."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.balance import GROUPING_NAMES, GROUPINGS, count_balance, count_people
from analysis.board import Draft, find_passed_over, keys_of, municipalities_of, write_draft
from analysis.selection import Price, Selection
from domain.assessors import Key
from domain.criteria import Criterion
from domain.states import STATE_LABELS, State


def outcomes_of(ranked: pd.DataFrame, draft: Draft) -> dict[State, list[Key]]:
    """The state that each application gets: the chosen a place, those that wait the waiting list, all others a no.

    One that has confirmed its place keeps that.
    """
    states = dict(zip(keys_of(ranked), ranked["state"], strict=True))
    found: dict[State, list[Key]] = {"placed": [], "waiting": list(draft.waiting), "declined": []}
    for key, state in states.items():
        if key in draft.chosen and state != "confirmed":
            found["placed"].append(key)
        elif key not in draft.chosen and key not in draft.waiting:
            found["declined"].append(key)
    return found


def make_protocol(
    ranked: pd.DataFrame,
    draft: Draft,
    criteria: Sequence[Criterion],
    known: pd.DataFrame,
    best: tuple[Selection, Sequence[Price], int],
    *,
    name: str,
    day: date,
    decided_by: str,
    impartiality: Sequence[str],
) -> dict[str, Any]:
    """The protocol as JSON can hold it: draft, day, decided_by, criteria, ranking, passed_over, rules, balance and
    impartiality (a sentence for each who stood aside)."""
    outcomes = outcomes_of(ranked, draft)
    got = {key: STATE_LABELS[state] for state, keys in outcomes.items() for key in keys}
    waiting = {key: place for place, key in enumerate(draft.waiting, start=1)}
    rows = []
    for row in ranked.itertuples():
        key = (row.source, row.submission_id)
        numbered = f" nr. {waiting[key]}" if key in waiting else ""
        rows.append(
            {
                "rank": int(row.rank),
                "tied": bool(row.tied),
                "label": row.label,
                "tenths": int(row.tenths),
                "lowest": int(row.lowest),
                "highest": int(row.highest),
                "assessments": int(row.assessments),
                "outcome": got.get(key, STATE_LABELS["confirmed"]) + numbered,
            }
        )
    found, prices, free = best
    labels = ranked["label"].tolist()
    return {
        "draft": name,
        "day": day.isoformat(),
        "decided_by": decided_by,
        "places": draft.places,
        "content": write_draft(draft),
        "criteria": [[one.name, one.guidance, one.weight, one.low, one.high] for one in criteria],
        "ranking": rows,
        "passed_over": [
            [one.label, one.tenths, list(one.lower), one.reason] for one in find_passed_over(ranked, draft)
        ],
        "rules": [
            [
                str(price.rule),
                price.points,
                [labels[one] for one in sorted(price.moved_in)],
                [labels[one] for one in sorted(price.moved_out)],
            ]
            for price in prices
        ],
        "clash": [str(rule) for rule in found.clash],
        "best": [found.points, free],
        "balance": _balance(ranked, draft, known),
        "impartiality": list(impartiality),
    }


def _balance(ranked: pd.DataFrame, draft: Draft, known: pd.DataFrame) -> dict[str, list[list[Any]]]:
    """By grouping the rows [group, with a place, applicants, country]; «people» has municipalities and children."""
    chosen = municipalities_of(ranked, draft.chosen)
    applicants = municipalities_of(ranked, keys_of(ranked))
    columns = ["label", "chosen", "applicants", "country"]
    tables = {GROUPING_NAMES[name]: count_balance(known, name, chosen, applicants)[columns] for name in GROUPINGS}
    people = count_people(known, chosen, applicants)[columns]
    return {name: table.astype(object).values.tolist() for name, table in {**tables, "people": people}.items()}

"""Which rows count at a given day: cut by date first, then decide what a later answer supersedes.

Rows are walked in plain Python where groupby would do: at the 500 rows of a round a groupby's fixed cost is
ten times the loop's, and at 10,000 they are even.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from analysis.sources import UNKNOWN, Sources, attach, complete, place_rows, region_columns
from domain.clock import end_of_day, local_days, utc_moments
from domain.states import SUPERSEDED

Pair = tuple[int, str, date]


@dataclass(frozen=True)
class Known:
    """The rows known at a day, with what the counting needs of them as plain lists."""

    rows: pd.DataFrame
    numbers: list[tuple[str, ...]]
    match: list[str]
    sent: list[datetime | None]
    days: list[date]
    """The day each row came; a row without a time can't be cut by date and stands on a given day."""


@dataclass(frozen=True)
class Choice:
    """Which rows count, and for each row the first and the latest of the same person and municipality.

    `pairs` has (row, municipality number, day of the first submission) of the counting rows, one for each
    municipality.
    """

    counts: list[bool]
    first: list[int]
    standing: list[int]
    pairs: list[Pair]


def read_known(rows: pd.DataFrame, sources: Sources, as_of: date, undated_day: date) -> Known:
    """The rows sent before the end of `as_of`, placed in municipalities."""
    rows = complete(rows)
    end = end_of_day(as_of)
    sent = utc_moments(rows["submitted_at"])
    keep = [moment is None or moment < end for moment in sent]
    if not all(keep):
        rows = rows[keep]
        sent = [moment for moment, kept in zip(sent, keep, strict=True) if kept]
    rows = rows.reset_index(drop=True)
    numbers, match = place_rows(rows, sources.settlements)
    days = [day or undated_day for day in local_days(rows["submitted_at"])]
    return Known(rows, numbers, match, sent, days)


def choose_latest(known: Known, eligible: Sequence[bool]) -> Choice:
    """Of the eligible rows the latest per person and municipality counts; nobody is the same as an anonymous.

    A row for several municipalities is superseded when a later one of the same person shares any of them.
    Unplaced rows are told apart by their text.
    """
    rows = known.rows
    people, texts = rows["person"].tolist(), rows["settle_text"].tolist()
    source_rows = rows["source_row"].tolist()
    order = sorted(range(len(rows)), key=lambda row: (known.sent[row] or datetime.min, source_rows[row]))
    keys: list[list[tuple]] = [[]] * len(rows)
    first: dict[tuple, int] = {}
    last: dict[tuple, int] = {}
    for row in order:
        if not eligible[row]:
            continue
        who = people[row] or row
        keys[row] = [(who, number) for number in dict.fromkeys(known.numbers[row])]
        keys[row] = keys[row] or [(who, UNKNOWN, texts[row])]
        for key in keys[row]:
            last[key] = row
            if key not in first or known.sent[first[key]] is None:
                first[key] = row
    counts = [bool(own) and all(last[key] == row for key in own) for row, own in enumerate(keys)]
    return Choice(
        counts=counts,
        first=[
            min((first[key] for key in own), key=lambda sent: known.days[sent], default=row)
            for row, own in enumerate(keys)
        ],
        standing=[last[own[0]] if own else row for row, own in enumerate(keys)],
        pairs=[(row, key[1], known.days[first[key]]) for row, own in enumerate(keys) if counts[row] for key in own],
    )


def count_rows(known: Known) -> tuple[pd.DataFrame, Choice]:
    """The rows with the columns that counting gives, where each row's own reason is all that excludes it."""
    excluded = known.rows["excluded"].tolist()
    choice = choose_latest(known, [reason == "" for reason in excluded])
    reasons = ["" if counts else reason or SUPERSEDED for counts, reason in zip(choice.counts, excluded, strict=True)]
    return attach(known.rows, counted_columns(known, choice, reasons)), choice


def counted_columns(known: Known, choice: Choice, reasons: list[str]) -> dict[str, Sequence]:
    """The columns every counted table gets; `day` is the day of the first submission (naive midnight)."""
    return {
        **region_columns(found[0] if found else UNKNOWN for found in known.numbers),
        "numbers": known.numbers,
        "match": known.match,
        "undated": np.array([moment is None for moment in known.sent], dtype=bool),
        "day": np.array([known.days[row] for row in choice.first], dtype="datetime64[s]"),
        "counts": np.array(choice.counts, dtype=bool),
        "why_not": reasons,
    }

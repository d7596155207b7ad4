"""Which rows count at a given day: cut by date first, then decide what a later answer supersedes.

Rows are walked in plain Python, which costs a tenth of a groupby at the 500 rows of a round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from analysis.sources import UNKNOWN, Sources, attach, complete, place_rows, region_columns
from domain.clock import end_of_day, local_days, utc_moments
from domain.latest import choose_latest
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


def choose(known: Known, eligible: Sequence[bool]) -> Choice:
    """Of the eligible rows the latest per person and municipality counts."""
    rows = known.rows
    standing = choose_latest(
        rows["person"].tolist(),
        known.numbers,
        rows["settle_text"].tolist(),
        known.sent,
        rows["source_row"].tolist(),
        eligible,
    )
    firsts = [[first for _, first in own] or [row] for row, own in enumerate(standing.firsts)]
    return Choice(
        counts=standing.stands,
        first=[min(own, key=lambda row: known.days[row]) for own in firsts],
        standing=standing.latest,
        pairs=[
            (row, number, known.days[first])
            for row, own in enumerate(standing.firsts)
            if standing.stands[row]
            for number, first in own
        ],
    )


def count_rows(known: Known) -> tuple[pd.DataFrame, Choice]:
    """The rows with the columns that counting gives, where each row's own reason is all that excludes it."""
    excluded = known.rows["excluded"].tolist()
    choice = choose(known, [reason == "" for reason in excluded])
    reasons = ["" if counts else reason or SUPERSEDED for counts, reason in zip(choice.counts, excluded, strict=True)]
    return attach(known.rows, counted_columns(known, choice, reasons)), choice


def counted_columns(known: Known, choice: Choice, reasons: list[str]) -> dict[str, Any]:
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

"""The criteria that a round's applications are assessed by, and what a set of scores is worth in points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from domain.words import format_number

FULL = 100
"""The points of an assessment with the highest score on every criterion; the lowest on every one is 0."""
STEPS_APART = 2
"""From this many steps between two assessors' scores on a criterion they talk it over."""


@dataclass(frozen=True)
class Criterion:
    """One criterion. Scores go from `low` to `high`; `weight` is its share of the points beside the others'.

    `key` stays when the name is edited, and is what scores are kept under.
    """

    key: str
    name: str
    guidance: str = ""
    weight: int = 1
    low: int = 1
    high: int = 5

    def holds(self, score: float | Decimal) -> bool:
        """Whether a score is on the scale."""
        return self.low <= score <= self.high


def read_criteria(tables: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """The criteria of a round's settings, each a table with the names of Criterion's fields. KeyError without a key."""
    return tuple(
        Criterion(
            key=str(one["key"]),
            name=str(one["name"]),
            guidance=str(one.get("guidance", "")),
            **{name: int(one[name]) for name in ("weight", "low", "high") if name in one},
        )
        for one in tables
    )


def points_of(criteria: Sequence[Criterion], scores: Mapping[str, float | Decimal]) -> Fraction | None:
    """The points of one assessment, 0 to 100, exactly; None until every criterion has a score.

    Each score counts as its place on its own scale, so that criteria with different scales can be weighed.
    """
    if not criteria or any(one.key not in scores for one in criteria):
        return None
    weights = sum(one.weight for one in criteria)
    parts = (one.weight * (Fraction(str(scores[one.key])) - one.low) / Fraction(one.high - one.low) for one in criteria)
    return FULL * sum(parts, Fraction()) / weights


def is_complete(criteria: Sequence[Criterion], scores: Mapping[str, float | Decimal]) -> bool:
    """Whether there is a score for every criterion."""
    return points_of(criteria, scores) is not None


def tenths(points: Fraction) -> int:
    """Points in whole tenths, halves upwards: what is shown with one decimal, and what the ranking goes by."""
    return int(points * 10 + Fraction(1, 2))


def format_points(tenths: int) -> str:
    """`71,4`; «–» for an application that nobody has assessed, whose tenths are negative."""
    return format_number(tenths / 10, 1) if tenths >= 0 else "–"


def format_score(score: float | Decimal | None) -> str:
    """`4`, and `3,5` or `3,25` where a spreadsheet gave it; «–» for none."""
    return "–" if score is None else f"{float(score):g}".replace(".", ",")


def format_rank(rank: int, tied: bool) -> str:
    """`3`, `3 (likt)` where others have the same place; «–» for an application without points."""
    return f"{rank}{' (likt)' if tied else ''}" if rank else "–"

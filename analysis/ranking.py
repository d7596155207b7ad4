"""The ranking of a round's applications: points with their spread, how many have assessed, and ties as ties."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.sources import name_places
from domain.criteria import STEPS_APART, Criterion, points_of, tenths

KEY = ["source", "submission_id"]
COLUMNS = [*KEY, "label", "numbers", "branch", "state", "tenths", "lowest", "highest", "assessments", "rank", "tied"]
NO_RANK = 0
"""The rank of an application that nobody has assessed in full."""


def weigh_assessments(assessments: pd.DataFrame, criteria: Sequence[Criterion]) -> pd.DataFrame:
    """The assessments that have a score for every criterion, with `points` (Fraction, 0–100).

    `assessments`: source, submission_id, assessor, scores (criterion's key → score).
    """
    points = [points_of(criteria, scores) for scores in assessments["scores"]]
    weighed = assessments.assign(points=pd.Series(points, assessments.index, dtype=object))
    return weighed[weighed["points"].notna()]


def rank_applications(
    applications: pd.DataFrame, assessments: pd.DataFrame, criteria: Sequence[Criterion]
) -> pd.DataFrame:
    """One row per application that counts, the best first: source, submission_id, label (all its municipalities),
    numbers, branch, state, tenths (the mean of its assessments' points in whole tenths, −1 for none), lowest and
    highest (points of one assessment, tenths), assessments (how many are complete), rank (equal points share one,
    0 for none) and tied (whether another has the same points).
    """
    weighed = weigh_assessments(assessments, criteria)
    exact = {key: list(rows) for key, rows in weighed.groupby(KEY)["points"]} if len(weighed) else {}
    means = {key: tenths(sum(points) / len(points)) for key, points in exact.items()}
    by_key = {key: sorted(map(tenths, points)) for key, points in exact.items()}
    rows = []
    for row in applications[applications["counts"]].itertuples():
        key = (row.source, row.submission_id)
        own = by_key.get(key, [])
        rows.append(
            {
                "source": row.source,
                "submission_id": row.submission_id,
                "label": name_places(row.numbers) or row.label,
                "numbers": row.numbers,
                "branch": row.branch,
                "state": row.state,
                "tenths": means.get(key, -1),
                "lowest": own[0] if own else -1,
                "highest": own[-1] if own else -1,
                "assessments": len(own),
            }
        )
    return _ranked(pd.DataFrame(rows, columns=COLUMNS[:-2]))


def template_ids(ranked: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What each application with an id is called in a spreadsheet, by (source, submission_id): its id, and where two
    forms have numbered alike, which of them."""
    sources = {source: place for place, source in enumerate(sorted(set(ranked["source"])), start=1)}
    keys = [key for key in zip(ranked["source"], ranked["submission_id"], strict=True) if key[1]]
    times = Counter(submission_id for _, submission_id in keys)
    return {key: key[1] if times[key[1]] == 1 else f"{key[1]} ({sources[key[0]]})" for key in keys}


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    by, rising = ["tenths", "label", "submission_id"], [False, True, True]
    table = table.sort_values(by, ascending=rising, key=norwegian_keys, ignore_index=True)
    assessed = table["tenths"] >= 0
    rank = table["tenths"].rank(method="min", ascending=False).astype(int).where(assessed, NO_RANK)
    return table.assign(rank=rank, tied=assessed & table["tenths"].duplicated(keep=False))


def find_disagreements(assessments: pd.DataFrame, criteria: Sequence[Criterion]) -> pd.DataFrame:
    """The scores to talk over, two steps or more apart: source, submission_id, criterion (name), lowest, highest,
    apart; the furthest apart first."""
    rows = []
    for key, own in assessments.groupby(KEY):
        for one in criteria:
            given = [scores[one.key] for scores in own["scores"] if one.key in scores]
            if len(given) > 1 and max(given) - min(given) >= STEPS_APART:
                rows.append((*key, one.name, min(given), max(given), max(given) - min(given)))
    found = pd.DataFrame(rows, columns=[*KEY, "criterion", "lowest", "highest", "apart"])
    return found.sort_values("apart", ascending=False, kind="stable", ignore_index=True)


def describe_assessors(assessments: pd.DataFrame, criteria: Sequence[Criterion]) -> pd.DataFrame:
    """How mild each assessor is: assessor, assessments, shared (how many of them others have assessed too), milder
    (mean points above the others' of the same applications, negative for a strict one, NaN with none shared)."""
    weighed = weigh_assessments(assessments, criteria)
    rows = []
    for assessor, own in weighed.groupby("assessor"):
        above = []
        for row in own.itertuples():
            same = weighed[(weighed["source"] == row.source) & (weighed["submission_id"] == row.submission_id)]
            others = [points for who, points in zip(same["assessor"], same["points"], strict=True) if who != assessor]
            if others:
                above.append(float(row.points - sum(others) / len(others)))
        rows.append((assessor, len(own), len(above), sum(above) / len(above) if above else float("nan")))
    return pd.DataFrame(rows, columns=["assessor", "assessments", "shared", "milder"])

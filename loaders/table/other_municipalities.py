"""A column that names municipalities and is not used: told where it names another one than the row counts for."""

import numpy as np
import pandas as pd

from loaders.findings import Findings
from loaders.matching.municipalities import match_many
from loaders.table.answers import Answers
from loaders.table.profile import Profile

LEAST_SHARE = 0.8
"""So many of a column's distinct values are municipalities."""


def tell_other_municipalities(
    answers: Answers, profiles: list[Profile], rows: pd.DataFrame, findings: Findings
) -> None:
    """A check for each column of municipalities that no field uses, with the cells that differ from their row."""
    if "municipality" not in answers:
        return
    own = rows["municipality_numbers"].tolist()
    for place, (claim, profile) in enumerate(zip(answers.claims, profiles, strict=True)):
        if claim.field or profile.places < LEAST_SHARE:
            continue
        differing = find_differing(answers, place, own)
        if differing:
            findings.add(
                "check",
                f"Kolonnen nevner en annen kommune enn «{answers.header('municipality')}», som er brukt.",
                "Se hvilken kolonne som sier hvor svaret hører til, og velg den som kommune i kolonnetabellen.",
                code="municipality_elsewhere",
                cells=[answers.table.cell(row, place) for row in differing],
                column=answers.headers[place],
            )


def find_differing(answers: Answers, place: int, own: list[tuple[str, ...]]) -> list[int]:
    """The rows whose cell in a column names municipalities that their row does not count for."""
    column = answers.columns[place]
    found = match_many((text or None, None, None, None) for text in column.texts)
    numbers = [set(match.numbers) for match in found]
    rows = np.flatnonzero(column.filled).tolist()
    return [row for row in rows if numbers[column.codes[row]] - set(own[row])]

"""The table «kolonne → felt»: what each column of a file was taken for, why, and how certainly."""

import pandas as pd

from domain.words import join_words
from loaders.table.answers import Answers
from loaders.table.fields import LABELS
from loaders.table.joined import HOW_JOINED, way_of
from loaders.table.layout import keys_of
from loaders.table.profile import Profile

FACTS = ("column", "key", "cell", "field", "label", "how", "reason", "confidence", "samples")


def header_cells(answers: Answers) -> list[str]:
    return [answers.table.header_cell(place) for place in range(len(answers.headers))]


def columns_table(answers: Answers, profiles: list[Profile]) -> pd.DataFrame:
    """One row per column, as an Export lists it."""
    cells = header_cells(answers)
    facts = [
        (
            header,
            key,
            cell,
            claim.field,
            LABELS.get(claim.field, ""),
            claim.how,
            reason_of(answers, place),
            claim.confidence,
            profile.samples,
        )
        for place, (header, key, cell, claim, profile) in enumerate(
            zip(answers.headers, keys_of(answers.headers, cells), cells, answers.claims, profiles, strict=True)
        )
    ]
    table = pd.DataFrame(facts, columns=list(FACTS))
    return table.astype({name: "str" for name in FACTS if name != "samples"})


def reason_of(answers: Answers, place: int) -> str:
    """Why the column has its field; of several columns of one field also how they are one."""
    claim = answers.claims[place]
    reason = claim.reason
    if claim.how in ("chosen", "saved"):
        reason = "Du har valgt det." if claim.how == "chosen" else "Det ble valgt for en tidligere fil."
    others = [answers.headers[other] for other in answers.places_of.get(claim.field, ()) if other != place]
    if not others or claim.how == "joined" or claim.field == "participant":
        return reason
    names = join_words(f"«{' '.join(other.split())[:40]}»" for other in others)
    return f"{reason} Slått sammen med {names}: {HOW_JOINED[way_of(claim.field)]}.".strip()

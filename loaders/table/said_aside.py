"""A cancellation that somebody has written beside the answers: in a column without a header, or after a name."""

import re

import numpy as np

from domain.kinds import Kind
from loaders.findings import Findings
from loaders.rows.states import read_registration_state
from loaders.table.answers import Answers

NAMES = ("name", "first_name", "last_name", "asked_name", "municipality", "organisation")
IN_BRACKETS = re.compile(r"[(\[–-]\s*([^()\[\]]{3,40}?)\s*[)\]]?\s*$")


def tell_said_aside(answers: Answers, kind: Kind, findings: Findings) -> None:
    """Nothing is guessed from a note: the row counts as it did, and the cell is a check."""
    if kind == "attendance":
        return
    for place, (header, claim) in enumerate(zip(answers.table.headers, answers.claims, strict=True)):
        unnamed = not header and not claim.field
        if not unnamed and claim.field not in NAMES:
            continue
        column = answers.columns[place]
        away = [_says_away(text, whole=unnamed) for text in column.texts]
        rows = np.flatnonzero(np.array(away, dtype=bool)[column.codes])
        if len(rows):
            findings.add(
                "check",
                "Cellen sier at noen er avmeldt eller på venteliste, men ikke i en kolonne for status. Raden teller.",
                "Skriv det i en kolonne med overskriften «Status» hvis raden ikke skal telle.",
                code="state_aside",
                cells=[answers.table.cell(int(row), place) for row in rows],
                column=answers.headers[place],
            )


def _says_away(text: str, *, whole: bool) -> bool:
    """Whether a text, or what stands in brackets or after a dash at its end, is a reason not to count."""
    if whole:
        return len(text) <= 60 and bool(read_registration_state(text.rstrip(" ?!.")))
    found = IN_BRACKETS.search(text)
    return found is not None and bool(read_registration_state(found[1].rstrip(" ?!.")))

"""A cancellation that somebody has written beside the answers: without a header, in a comment, or after a name."""

import re

import numpy as np

from domain.kinds import Kind
from loaders.findings import Findings
from loaders.rows.states import begins_negative, read_registration_state
from loaders.table.answers import Answers

NAMES = ("name", "first_name", "last_name", "asked_name", "municipality", "organisation")
LONGEST_NOTE = 80
IN_BRACKETS = re.compile(r"[(\[–-]\s*([^()\[\]]{3,40}?)\s*[)\]]?\s*$")


def tell_said_aside(answers: Answers, kind: Kind, findings: Findings) -> None:
    """Nothing is guessed from a note: the row counts as it did, and the cell is a check."""
    if kind == "attendance":
        return
    for place, (header, claim) in enumerate(zip(answers.table.headers, answers.claims, strict=True)):
        unnamed = not header and not claim.field
        if claim.field == "comment":
            says_away = begins_away
        elif unnamed:
            says_away = is_away
        elif claim.field in NAMES:
            says_away = ends_away
        else:
            continue
        column = answers.columns[place]
        away = [says_away(text) for text in column.texts]
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


def is_away(text: str) -> bool:
    """Whether a text is, as a whole, a reason not to count."""
    return len(text) <= LONGEST_NOTE and bool(read_registration_state(text.rstrip(" ?!.")))


def begins_away(text: str) -> bool:
    """Whether a short comment begins with a reason not to count: «Avmeldt 12.03, Kari Lie kommer»."""
    return len(text) <= LONGEST_NOTE and not text.endswith("?") and (begins_negative(text) or is_away(text))


def ends_away(text: str) -> bool:
    """Whether what stands in brackets or after a dash at the end of a text is a reason not to count."""
    found = IN_BRACKETS.search(text)
    return found is not None and is_away(found[1])

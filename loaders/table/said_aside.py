"""A cancellation that somebody has written beside the answers: without a header, in a comment, or after a name."""

import re

import numpy as np

from domain.answers import says_no
from domain.kinds import Kind
from loaders.findings import Findings
from loaders.rows.common import quoted
from loaders.rows.states import (
    NEGATIVE,
    begins_negative,
    find_sign,
    find_state,
    may_be_negative,
    read_registration_state,
)
from loaders.table.answers import Answers
from loaders.table.headers import is_question, plain_header

NAMES = ("name", "first_name", "last_name", "asked_name", "municipality", "organisation")
STATES = ("state", "cancelled", "waiting", "withdrawn", "declined", "coming", "placed")
LONGEST_NOTE = 80
IN_BRACKETS = re.compile(r"[(\[–-]\s*([^()\[\]]{3,40}?)\s*[)\]]?\s*$")


def tell_said_aside(answers: Answers, kind: Kind, findings: Findings) -> None:
    """Nothing is guessed from a note: the row counts as it did, and the cell is a check."""
    if kind == "attendance":
        return
    if kind == "registrations":
        tell_reasons(answers, findings)
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


def tell_reasons(answers: Answers, findings: Findings) -> None:
    """A column that is about cancelling and holds something in some rows: «Årsak til avmelding», «Refundert beløp»."""
    for place, (header, claim) in enumerate(zip(answers.table.headers, answers.claims, strict=True)):
        column = answers.columns[place]
        if claim.field or claim.proposed or is_question(plain_header(header)) or not names_away(header):
            continue
        said = [bool(text) and not says_no(text) and text.strip("0,. ") != "" for text in column.texts]
        rows = np.flatnonzero(np.array(said, dtype=bool)[column.codes])
        if 0 < len(rows) < len(column.codes):
            findings.add(
                "check",
                "Kolonnen handler om avmelding, og cellen har et svar. Kolonnen er ikke brukt, og raden teller.",
                "Velg «Avmeldt» for kolonnen hvis de ikke skal telle, eller skriv Avmeldt i en kolonne «Status».",
                code="state_aside",
                cells=[answers.table.cell(int(row), place) for row in rows],
                column=answers.headers[place],
            )


def tell_headings(answers: Answers, kind: Kind, notes: np.ndarray, findings: Findings) -> None:
    """A line between the answers that says what holds of those below it: «Venteliste», «Avmeldte:»."""
    if any(field in answers for field in (*STATES, "attended", "absent")):
        return
    last = int(np.flatnonzero(~notes).max(initial=-1))
    for row in map(int, np.flatnonzero(notes[:last])):
        said = [(place, column.text(row)) for place, column in enumerate(answers.columns) if column.filled[row]]
        if len(said) == 1 and parts_rows(said[0][1], kind):
            [(place, text)] = said
            findings.add(
                "check",
                f"Linjen {quoted(text)} deler listen, men ingen kolonne sier det for radene under. "
                "De er lest som de andre.",
                "Sett inn en kolonne «Status» i filen hvis de ikke skal telle som de andre.",
                code="heading_by_state",
                cells=[answers.table.cell(row, place)],
            )


def parts_rows(text: str, kind: Kind) -> bool:
    """Whether a heading between answers says that those below it are in another state."""
    if len(text) > LONGEST_NOTE or "frist" in text.casefold():
        return False
    state = find_state(text.rstrip(" :.(0123456789)"))
    said = NEGATIVE if kind == "registrations" else (*NEGATIVE, "absent", "placed", "place", "confirmed")
    return state in said or names_away(text, every=True)


def tell_named(names: dict[str, str], answers: Answers, findings: Findings) -> None:
    """A file or a sheet that is called «Venteliste», without a column that says who is on it; `names` say which."""
    if any(field in answers for field in STATES):
        return
    for name, what in names.items():
        if names_away(name, every=True):
            findings.add(
                "check",
                f"{what} heter «{name}», men ingen kolonne sier hvem det gjelder. Alle radene teller.",
                "Skal de ikke telle, sett inn en kolonne «Status» i filen.",
                code="named_by_state",
                cells=[answers.table.header_cell(0)],
            )


def names_away(text: str, *, every: bool = False) -> bool:
    """Whether a word of a heading is of a cancellation; with `every` also of a waiting list or a refusal."""
    signs = ("withdrawn", "cancelling", *(("waiting", "declined") if every else ()))
    words = plain_header(text.replace("_", " ")).replace("-", " ").split()
    return "frist" not in text.casefold() and any(find_sign([word])[0] in signs for word in words)


def is_away(text: str) -> bool:
    """Whether a text is, as a whole, a reason not to count."""
    return len(text) <= LONGEST_NOTE and bool(read_registration_state(text.rstrip(" ?!.")))


def begins_away(text: str) -> bool:
    """Whether a short comment begins with a reason not to count: «Avmeldt 12.03, Kari Lie kommer»."""
    return (
        len(text) <= LONGEST_NOTE
        and not text.endswith("?")
        and may_be_negative(text)
        and (begins_negative(text) or is_away(text))
    )


def ends_away(text: str) -> bool:
    """Whether what stands in brackets or after a dash at the end of a text is a reason not to count."""
    found = IN_BRACKETS.search(text)
    return found is not None and is_away(found[1])

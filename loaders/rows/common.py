"""What the rows of every kind of export have in common: who, when, and the row's own reason not to count.

Every row has source_row (as Excel numbers it), submission_id, submitted_at (Europe/Oslo, NaT unknown),
municipality_text (as written), municipality_numbers (tuple of 4-digit text), match, match_reason (a sentence),
candidates (tuple), settle_text (what a settlement by hand answers for), county_text, email (lower case), name,
organisation, role, phone, persons (1 unless told), comment, person (who it is, "" for an anonymous answer, which
equals no other), excluded ("" or the row's own reason), counts, why_not (excluded, or what superseded it).
Applications add state, state_text, placed_at, confirmed_at, decided_at (of another answer), contact_person,
contact_email, anchoring, team, motivation, partners_text and consent; attendance adds joined_at, left_at, minutes
(on the counting row the person's total), external and meeting_role. Texts are "" where there is nothing.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.answers import is_test, may_be_test
from domain.people import clean_name, name_key
from domain.states import ORGANISER, TEST
from loaders.rows.participants import first_participants
from loaders.rows.places import distinct_map
from loaders.rows.reading import Reading
from loaders.rows.states import is_by, is_known
from loaders.rows.values import read_email
from loaders.table.answers import Answers, find_ids
from loaders.table.profile import is_name

ORGANISERS = ("kulturskoleradet.no", "kulturskolerådet.no")


@dataclass(frozen=True)
class Persons:
    """E-mail, name and the compared name of each row; "" where the answer is anonymous."""

    emails: np.ndarray
    names: np.ndarray
    keys: np.ndarray


def read_emails(reading: Reading, name: str) -> np.ndarray:
    """The addresses of a column in lower case, with a finding for each that is none."""
    answers = reading.answers
    if name not in answers:
        return np.full(len(answers), "", dtype=object)
    column = answers.column(name)
    addresses, wrong_codes = [], []
    for code, text in enumerate(column.texts):
        address, valid = read_email(text)
        addresses.append(address)
        if not valid:
            wrong_codes.append(code)
    wrong = np.isin(column.codes, wrong_codes)
    answers.tell(
        reading.findings,
        "check",
        "Dette er ikke én gyldig e-postadresse.",
        "Rett adressen i filen, så svar fra samme person kjennes igjen.",
        code="email_unread",
        rows=np.flatnonzero(wrong),
        field=name,
    )
    return np.array(addresses, dtype=object)[column.codes]


def read_names(answers: Answers) -> np.ndarray:
    """Full names: the name column, or first and last name joined."""
    names = answers.map("name", clean_name)
    if "first_name" in answers or "last_name" in answers:
        joined = (answers.series("first_name") + " " + answers.series("last_name")).str.strip()
        names = np.where(names == "", joined.to_numpy(dtype=object), names)
    return names


def read_persons(reading: Reading) -> Persons:
    """Who answered. Where Forms recorded neither name nor address, the answers to «Navn» and «E-post» are used.

    The answered name also tells apart the persons whom one signed-in person has signed up.
    """
    answers = reading.answers
    emails, names = read_emails(reading, "email"), read_names(answers)
    asked_emails, asked_names = read_emails(reading, "asked_email"), answers.map("asked_name", clean_name)
    several = "participant" in answers or "participants" in answers
    if several and "asked_name" not in answers:
        asked_names = first_participants(answers)
    if "upn" in answers and "email" not in answers:
        emails = read_upns(answers)
    shown = np.where(names == "", asked_names, names)
    keys = distinct_map(np.where(asked_names != "", asked_names, names), name_key)
    if "asked_name" in answers or several:
        shown = np.where(find_secretaries(emails, asked_names) & (asked_names != ""), asked_names, shown)
    return Persons(np.where(emails == "", asked_emails, emails), shown, keys)


def read_upns(answers: Answers) -> np.ndarray:
    return answers.map("upn", lambda text: read_email(text)[0])


def find_secretaries(emails: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The rows of a signed-in person who has written several other names in the form."""
    written: dict[str, set[str]] = {}
    for email, name in zip(emails, asked, strict=True):
        if email and name:
            written.setdefault(email, set()).add(name_key(name))
    return np.array([len(written.get(email, ())) > 1 for email in emails], dtype=bool)


def exclude_common(answers: Answers, persons: Persons) -> np.ndarray:
    """Why a row is no answer at all: a try-out, or the organiser's own."""
    excluded = np.full(len(answers), "", dtype=object)
    for name in ("municipality", "organisation"):
        if name in answers:
            excluded[answers.map(name, is_test).astype(bool)] = TEST
    names = persons.names.tolist()
    if may_be_test("\n".join(names)):
        excluded[np.array([is_test(name) for name in names], dtype=bool)] = TEST
    own = np.array([email.endswith(ORGANISERS) for email in persons.emails.tolist()], dtype=bool)
    excluded[own & (excluded == "")] = ORGANISER
    return excluded


SIGNS = ".,:;()!?«»\"'/"


def quoted(text: str) -> str:
    """A text as findings show it: never a person, an address or a telephone number.

    Behind «av» may stand a name, and any word with a capital may be one, unless it is the first or tells of states.
    """
    if "@" in text or (is_name(text) and all(word[:1].isupper() for word in text.split())):
        return "i cellen"
    shown, behind_by = [], False
    for place, word in enumerate(text[:60].split()):
        private = place > 0 and not is_known(word) and (behind_by or word.strip(SIGNS)[:1].isupper())
        shown.append("…" if private or sum(map(str.isdigit, word)) > 4 else word)
        behind_by |= is_by(word)
    return f"«{' '.join(shown)[:40]}»"


def text_column(values: np.ndarray) -> pd.Series:
    return pd.Series(pd.array(values, dtype="str"))


def read_ids(answers: Answers) -> pd.Series:
    ids = answers.texts("submission_id")
    return text_column(np.where(find_ids(answers), ids, ""))

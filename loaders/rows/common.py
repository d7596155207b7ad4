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

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from domain.answers import is_test, may_be_test
from domain.people import clean_name, name_key
from domain.states import ORGANISER, TEST
from loaders.findings import Findings
from loaders.rows.participants import first_participants
from loaders.rows.places import distinct_map
from loaders.rows.states import is_by, is_known
from loaders.rows.times import (
    NONE,
    Moments,
    Order,
    find_order,
    is_to_swap,
    localise,
    read_time_of_day,
    read_times,
    turned_by_excel,
)
from loaders.rows.values import read_email
from loaders.rows.written_times import zone_of_header
from loaders.table.answers import Answers, find_ids
from loaders.table.profile import is_name

ORGANISERS = ("kulturskoleradet.no", "kulturskolerådet.no")
TIME_FIELDS = (
    "submitted_at",
    "started_at",
    "modified_at",
    "joined_at",
    "left_at",
    "moment",
    "placed_date",
    "confirmed_date",
    "state_date",
)
FAR_OFF = 400 * 86_400


@dataclass(eq=False)
class Reading:
    """What a kind's reader works on: the answers, where findings go, and how the file writes its dates."""

    answers: Answers
    findings: Findings
    order: Order = field(default_factory=lambda: Order(True, False))


@dataclass(frozen=True)
class Persons:
    """E-mail, name and the compared name of each row; "" where the answer is anonymous."""

    emails: np.ndarray
    names: np.ndarray
    keys: np.ndarray


def start_reading(answers: Answers, findings: Findings, date_order: str) -> Reading:
    fields = [name for name in TIME_FIELDS if name in answers]
    from_1904 = bool(answers.table.sheet.look.get("from_1904"))
    order = find_order([answers.column(name) for name in fields], date_order, from_1904=from_1904)
    if order.asked:
        cells = [answers.cell(row, fields[place]) for row, place in order.cells]
        read = "dag først" if order.day_first else "måned først"
        findings.add(
            "check",
            f"Datoene kan leses med dag eller måned først, og er lest med {read}.",
            "Se om datoene stemmer. Er de feil, lagre datoene i filen som 15.05.2024 eller 2024-05-15.",
            code="dates_unclear",
            cells=cells,
            column=answers.header(fields[order.cells[0][1]]) if order.cells else "",
        )
    if order.swapped != "keep":
        tell_turned(answers, findings, fields, order)
    return Reading(answers, findings, order)


def tell_turned(answers: Answers, findings: Findings, fields: list[str], order: Order) -> None:
    """Dates that an English Excel may have turned, column by column."""
    for name in fields:
        column = answers.column(name)
        if order.swapped == "swap" or not turned_by_excel(column):
            continue
        swapped = is_to_swap(column, order)
        typed = [code for code, kind in enumerate(column.kinds) if kind in "de"]
        findings.add(
            "check",
            "Noen tidspunkter er datoer og andre er tekst: et regneark på et annet språk kan ha byttet dag og måned. "
            f"Datoene er lest {'med dag og måned byttet tilbake' if swapped else 'slik de står'}.",
            "Se om datoene stemmer. Er de feil, last ned eksporten på nytt og last den opp uten å åpne den i Excel.",
            code="dates_turned",
            cells=answers.cells(np.flatnonzero(np.isin(column.codes, typed)), name),
            column=answers.header(name),
        )


def read_moment(reading: Reading, name: str, *, told: bool = True) -> tuple[pd.DatetimeIndex, Moments]:
    """A time column as times in Europe/Oslo, with findings for what can't be a time."""
    answers = reading.answers
    if name not in answers:
        empty = np.full(len(answers), NONE)
        false = np.zeros(len(answers), dtype=bool)
        return localise(Moments(empty, empty, false, false, false))[0], Moments(empty, empty, false, false, false)
    moments = read_times(answers.column(name), reading.order, zone_of_header(answers.header(name)))
    if name == "submitted_at" and "submitted_time" in answers:
        moments = add_time_of_day(reading, moments)
    times, doubled, missing = localise(moments)
    if told:
        tell_times(reading, name, moments, doubled, missing)
    return times, moments


def add_time_of_day(reading: Reading, moments: Moments) -> Moments:
    """«Påmeldt dato» with «Påmeldt kl.» beside it."""
    column = reading.answers.column("submitted_time")
    clock = [
        read_time_of_day(text, kind, value)
        for text, kind, value in zip(column.texts, column.kinds, column.values, strict=True)
    ]
    seconds = np.array(clock, dtype=np.int64)[column.codes]
    filled = reading.answers.filled("submitted_time")
    unread = np.flatnonzero(filled & (seconds == NONE))
    if len(unread):
        reading.findings.add(
            "check",
            "Klokkeslettet kan ikke leses.",
            "Skriv det som 14.30.",
            code="clock_unread",
            cells=reading.answers.cells(unread, "submitted_time"),
            column=reading.answers.header("submitted_time"),
        )
    joined = np.where(
        (moments.local != NONE) & moments.day_only & (seconds != NONE), moments.local + seconds, moments.local
    )
    return Moments(joined, moments.fixed, moments.unread, moments.strange, moments.day_only & (seconds == NONE))


def tell_times(reading: Reading, name: str, moments: Moments, doubled: np.ndarray, missing: np.ndarray) -> None:
    answers, findings = reading.answers, reading.findings
    header = answers.header(name)

    def tell(code: str, rows: np.ndarray, message: str, remedy: str) -> None:
        if rows.any():
            cells = answers.cells(np.flatnonzero(rows), name)
            findings.add("check", message, remedy, code=code, cells=cells, column=header)

    tell(
        "date_unread",
        moments.unread,
        "Datoen kan ikke leses, og raden er uten dato.",
        "Skriv den som 15.05.2024 09:30.",
    )
    tell(
        "date_strange",
        moments.strange,
        "Datoen kan ikke stemme (utenfor 2010–2039), og raden er uten dato.",
        "Rett datoen i filen.",
    )
    tell(
        "date_far_off",
        find_far_off(moments.local),
        "Datoen ligger over et år fra de andre i filen.",
        "Datoen er brukt slik den står. Rett den i filen om den er feil.",
    )
    tell(
        "clock_doubled",
        doubled,
        "Klokkeslettet finnes to ganger denne natten (sommertiden slutter).",
        "Rekkefølgen i filen er brukt, ellers sommertid. Det flytter raden høyst en time.",
    )
    tell(
        "clock_missing",
        missing,
        "Klokkeslettet finnes ikke denne natten (sommertiden begynner), og er lest som en time senere.",
        "Se om tidspunktet er riktig.",
    )


def find_far_off(local: np.ndarray) -> np.ndarray:
    """Single times more than 400 days from the middle of the file's; a form used for two rounds has no such."""
    known = local != NONE
    if known.sum() < 3:
        return np.zeros(len(local), dtype=bool)
    far = known & (np.abs(local - np.median(local[known])) > FAR_OFF)
    return far if far.sum() <= max(1, 0.1 * known.sum()) else np.zeros(len(local), dtype=bool)


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
    if wrong.any():
        reading.findings.add(
            "check",
            "Dette er ikke én gyldig e-postadresse.",
            "Rett adressen i filen, så svar fra samme person kjennes igjen.",
            code="email_unread",
            cells=answers.cells(np.flatnonzero(wrong), name),
            column=answers.header(name),
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
    """Who answered. What a form asks («Navn», «E-post») helps where Forms itself recorded neither.

    A question's name also tells apart those whom one signed-in person has signed up.
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

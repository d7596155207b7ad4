"""Applications: who applies, with whom, and how far each application has come."""

import numpy as np
import pandas as pd

from domain.answers import read_yes
from domain.clock import OSLO
from domain.states import HAS_PLACE, OPEN, OTHER_ANSWERS, SUPERSEDED, WITHDRAWN
from loaders.rows.common import Reading, exclude_common, read_emails, read_moment, read_persons, text_column
from loaders.rows.places import read_partners, read_places
from loaders.rows.registrations import add_counts, common_rows, find_superseded, tell_superseded
from loaders.rows.states import read_application_state
from loaders.rows.times import NONE, read_times

TEXTS = ("contact_person", "anchoring", "team", "motivation", "consent")
DATED = ("placed_date", "confirmed_date", "state_date")
FLAGS = ("placed", "waiting", "declined", "confirmed", "withdrawn")
"""Columns that each stand for a state, with a tick, yes or no, or a date."""


def read_applications(reading: Reading) -> pd.DataFrame:
    """One row per application with its state, and its own reason not to count."""
    answers, findings = reading.answers, reading.findings
    persons = read_persons(reading)
    sent, _ = read_moment(reading, "submitted_at")
    contact_emails = read_emails(reading, "contact_email")
    states, dates = read_states(reading)
    excluded = exclude_common(answers, persons)
    excluded = np.where((excluded == "") & (states == "withdrawn"), WITHDRAWN, excluded)
    domains = np.where(persons.emails == "", contact_emails, persons.emails)
    places = read_places(answers, domains, excluded != "", findings)
    rows = common_rows(reading, persons, sent, places, excluded)
    rows["municipality_numbers"] = pd.Series(read_partners(answers, places, findings), dtype=object)
    rows["person"] = text_column(persons.emails)
    rows["state"] = text_column(states)
    rows["state_text"] = answers.series("state")
    for name, times in dates.items():
        rows[name] = times
    rows["contact_email"] = text_column(contact_emails)
    rows["partners_text"] = answers.series("partners")
    for name in TEXTS:
        rows[name] = answers.series(name)
    return count_applications(reading, rows)


def read_states(reading: Reading) -> tuple[np.ndarray, dict[str, pd.DatetimeIndex]]:
    """Each application's state, and the times of its place, its confirmation, or of another answer.

    The status column says most; ticks and dates in columns of their own say it where there is no status, or carry
    it further.
    """
    answers = reading.answers
    states = read_state_column(reading)
    flags = {name: read_flag(reading, name) for name in FLAGS if name in answers}
    times = {name: read_moment(reading, name)[0] for name in DATED}
    for name, state in (("placed", "placed"), ("confirmed", "confirmed")):
        if name in flags:
            states = np.where(flags[name][0] & np.isin(states, ("", *OPEN, "placed")), state, states)
    for name in OTHER_ANSWERS:
        if name in flags:
            states = np.where(flags[name][0] & np.isin(states, ("", *OPEN)), name, states)
    if "placed" in flags:
        states = np.where(flags["placed"][1] & (states == ""), "declined", states)
    placed_at = first_known(times["placed_date"], flag_times(flags, "placed", answers))
    confirmed_at = first_known(times["confirmed_date"], flag_times(flags, "confirmed", answers))
    known_confirmed = ~np.asarray(confirmed_at.isna())
    states = np.where(known_confirmed & np.isin(states, ("", *OPEN, "placed")), "confirmed", states)
    states = np.where(states == "", "received", states)
    other_answer = np.isin(states, OTHER_ANSWERS)
    decided_at = first_known(times["state_date"], times["placed_date"]).where(other_answer, pd.NaT)
    has_place = np.isin(states, HAS_PLACE)
    placed_at = placed_at.where(has_place, pd.NaT)
    status_at = times["state_date"]
    placed_at = first_known(placed_at, status_at.where(states == "placed", pd.NaT))
    confirmed_at = first_known(confirmed_at, status_at.where(states == "confirmed", pd.NaT)).where(
        states == "confirmed", pd.NaT
    )
    return states.astype(object), {"placed_at": placed_at, "confirmed_at": confirmed_at, "decided_at": decided_at}


def read_state_column(reading: Reading) -> np.ndarray:
    answers, findings = reading.answers, reading.findings
    if "state" not in answers:
        return np.full(len(answers), "", dtype=object)
    read = {text: read_application_state(text) for text in answers.distinct("state")}
    unknown = {text for text, state in read.items() if state is None}
    for text, rows in answers.rows_of("state", unknown).items():
        findings.add(
            "check",
            f"Statusen «{text[:40]}» er ukjent, og søknaden regnes som mottatt.",
            "Bruk Mottatt, Under behandling, Tildelt plass, Venteliste, Avslag, Bekreftet eller Trukket.",
            code="state_unknown",
            cells=answers.cells(rows, "state"),
            column=answers.header("state"),
        )
    return answers.map("state", lambda text: read[text] or "")


def read_flag(reading: Reading, name: str) -> tuple[np.ndarray, np.ndarray, pd.DatetimeIndex]:
    """(rows with yes or a date, rows with no, the dates) of a column such as «Tildelt plass» or «Bekreftet»."""
    answers = reading.answers
    column = answers.column(name)
    words = [read_word(text, name) for text in answers.distinct(name)]
    yes = np.array([word is True for word in words], dtype=bool)[column.codes]
    no = np.array([word is False for word in words], dtype=bool)[column.codes]
    dated = read_times(column, reading.order).local != NONE
    dated &= ~yes & ~no
    times = read_moment(reading, name, told=False)[0].where(dated, pd.NaT)
    strange = answers.filled(name) & ~yes & ~no & ~dated
    if strange.any():
        reading.findings.add(
            "check",
            "Svaret er verken ja, nei eller en dato, og er ikke brukt.",
            "Skriv Ja, Nei eller datoen i cellen.",
            code="flag_unread",
            cells=answers.cells(np.flatnonzero(strange), name),
            column=answers.header(name),
        )
    return yes | dated, no, times


def read_word(text: str, name: str) -> bool | None:
    """Yes or no, also as the state itself: «Tildelt», «Avslag», «Bekreftet»."""
    if not text:
        return None
    answer = read_yes(text)
    if answer is not None or any(map(str.isdigit, text)):
        return answer
    state = read_application_state(text)
    same = {"placed": HAS_PLACE}.get(name, (name,))
    if state in same:
        return True
    return False if state in OTHER_ANSWERS else None


def flag_times(flags: dict, name: str, answers: object) -> pd.DatetimeIndex:
    if name in flags:
        return flags[name][2]
    return pd.DatetimeIndex([pd.NaT] * len(answers)).tz_localize(OSLO).as_unit("us")


def first_known(one: pd.DatetimeIndex, other: pd.DatetimeIndex) -> pd.DatetimeIndex:
    return one.where(~np.asarray(one.isna()), other)


def count_applications(reading: Reading, rows: pd.DataFrame) -> pd.DataFrame:
    """`counts` and `why_not`: the latest per e-mail and municipality counts; one that is withdrawn does not."""
    excluded = rows["excluded"].to_numpy(dtype=object)
    eligible = (excluded == "") | (excluded == WITHDRAWN)
    replaced = find_superseded(rows, eligible)
    tell_superseded(reading, replaced)
    rows = add_counts(rows, replaced, SUPERSEDED)
    tell_two_senders(reading, rows)
    return rows


def tell_two_senders(reading: Reading, rows: pd.DataFrame) -> None:
    """Two applications in force for one municipality are asked about; the municipality is one all the same."""
    answers = reading.answers
    of_municipality: dict[str, list[int]] = {}
    for row, (numbers, counts) in enumerate(zip(rows["municipality_numbers"], rows["counts"], strict=True)):
        for number in numbers if counts else ():
            of_municipality.setdefault(number, []).append(row)
    several = sorted({row for found in of_municipality.values() if len(found) > 1 for row in found})
    field = next((name for name in ("municipality", "organisation", "email") if name in answers), "municipality")
    if several:
        reading.findings.add(
            "check",
            "Kommunen har søkt fra flere avsendere, og alle søknadene teller.",
            "Avklar med kommunen hvilken søknad som gjelder. Kommunen telles én gang.",
            code="several_senders",
            cells=answers.cells(several, field),
            column=answers.header(field),
        )

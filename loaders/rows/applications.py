"""Applications: who applies, with whom, and how far each application has come."""

import numpy as np
import pandas as pd

from domain.states import HAS_PLACE, OPEN, OTHER_ANSWERS, SUPERSEDED, WITHDRAWN
from loaders.rows.common import exclude_common, quoted, read_emails, read_persons, text_column
from loaders.rows.flags import Flag, read_flag
from loaders.rows.places import read_partners, read_places
from loaders.rows.reading import Reading, read_moment
from loaders.rows.registrations import add_counts, common_rows, find_superseded, tell_superseded
from loaders.rows.states import find_state, read_application_state
from loaders.rows.times import no_times

TEXTS = ("contact_person", "anchoring", "team", "motivation", "consent")
DATED = ("placed_date", "confirmed_date", "state_date")
UNDECIDED = ("", *OPEN)
FLAGS = (
    ("placed", "placed", UNDECIDED),
    ("confirmed", "confirmed", (*UNDECIDED, "placed")),
    ("waiting", "waiting", UNDECIDED),
    ("declined", "declined", UNDECIDED),
    ("withdrawn", "withdrawn", (*UNDECIDED, *HAS_PLACE, "waiting", "declined")),
    ("cancelled", "withdrawn", (*UNDECIDED, *HAS_PLACE, "waiting", "declined")),
)
"""Columns that each stand for a state, in the order of hearing: (column, its state, the states that it takes over)."""
FLAG_FIELDS = tuple(field for field, _, _ in FLAGS)
AFTER = {
    "placed": ("confirmed", "withdrawn"),
    "confirmed": ("withdrawn",),
    "waiting": ("placed", "confirmed", "withdrawn"),
}
"""By state those that may have come later, so that both columns are right."""


def read_applications(reading: Reading) -> pd.DataFrame:
    """One row per application with its state, and its own reason not to count."""
    answers, findings = reading.answers, reading.findings
    persons = read_persons(reading)
    sent = read_moment(reading, "submitted_at")
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
    """Each application's state, and the times of its place, its confirmation, or of another answer."""
    answers = reading.answers
    states = read_state_columns(reading)
    flags = {name: read_flag(reading, name) for field in FLAG_FIELDS for name in answers.each(field)}
    times = {name: read_moment(reading, name) for name in DATED}
    states = carry_further(reading, states, flags)
    nothing = no_times(len(answers))
    placed = first_known(times["placed_date"], flags["placed"].times if "placed" in flags else nothing)
    confirmed = first_known(times["confirmed_date"], flags["confirmed"].times if "confirmed" in flags else nothing)
    states = np.where(~np.asarray(confirmed.isna()) & np.isin(states, ("", *OPEN, "placed")), "confirmed", states)
    states = np.where(states == "", "received", states)
    changed = times["state_date"]

    def of(moments: pd.DatetimeIndex, *holding: str) -> pd.DatetimeIndex:
        """The times of the applications in these states."""
        return moments.where(np.isin(states, holding), pd.NaT)

    return states.astype(object), {
        "placed_at": first_known(of(placed, *HAS_PLACE), of(changed, "placed")),
        "confirmed_at": of(first_known(confirmed, changed), "confirmed"),
        "decided_at": of(first_known(changed, times["placed_date"]), *OTHER_ANSWERS),
    }


def carry_further(reading: Reading, states: np.ndarray, flags: dict[str, Flag]) -> np.ndarray:
    """The states with the columns of their own heard by FLAGS; a column that contradicts the state is told."""
    answers = reading.answers
    for field, state, before in FLAGS:
        for name in answers.each(field):
            said = flags[name].yes
            carried = said & np.isin(states, before)
            against = np.flatnonzero(said & ~carried & (states != state) & ~np.isin(states, AFTER.get(state, ())))
            states = np.where(carried, state, states)
            answers.tell(
                reading.findings,
                "check",
                "Kolonnen sier noe annet enn statusen i samme rad, og statusen gjelder.",
                "Rett den av dem som er feil.",
                code="states_contradict",
                rows=against,
                field=name,
            )
    if "placed" in flags:
        states = np.where(flags["placed"].no & answers.filled("placed") & (states == ""), "declined", states)
    return states


def read_state_columns(reading: Reading) -> np.ndarray:
    """What the columns of states say: the first that says something; a text that is not understood is told."""
    answers, states = reading.answers, np.full(len(reading.answers), "", dtype=object)
    for name in answers.each("state"):
        read = {text: read_application_state(text) for text in answers.distinct(name)}
        unknown = {text for text, state in read.items() if state is None}
        for text, rows in answers.rows_of(name, unknown).items():
            answers.tell(
                reading.findings,
                "check",
                f"Statusen {quoted(text)} er ukjent, og søknaden regnes som mottatt.",
                "Bruk Mottatt, Under behandling, Tildelt plass, Venteliste, Avslag, Bekreftet eller Trukket.",
                code="state_unknown",
                rows=rows,
                field=name,
            )
        known = {text: state or "" for text, state in read.items()}
        states = np.where(states == "", answers.map(name, known.__getitem__), states)
    for name in answers.each("placed"):  # «Venteliste» under «Tilbud om plass»
        states = np.where(states == "", answers.map(name, other_answer), states)
    return states


def other_answer(text: str) -> str:
    """The answer that a text names instead of a place, "" for none."""
    state = find_state(text) if text else None
    return state if state in OTHER_ANSWERS else ""


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
    answers.tell(
        reading.findings,
        "check",
        "Kommunen har søkt fra flere avsendere, og alle søknadene teller.",
        "Avklar med kommunen hvilken søknad som gjelder. Kommunen telles én gang.",
        code="several_senders",
        rows=several,
        field=answers.first_of("municipality", "organisation", "email"),
    )

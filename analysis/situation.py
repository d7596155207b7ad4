"""The situation at the end of one day: the status table and the rows behind it, in all or for regions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import pandas as pd

from analysis.applications import read_applications
from analysis.counting import count_rows, read_known
from analysis.gatherings import read_gatherings
from analysis.sources import UNKNOWN, Sources, attach, places, region_columns
from analysis.status import add_contacts, build_status
from data.reference import SVALBARD
from domain.kinds import ROW_KINDS, ROW_LABELS, RowKind
from domain.rounds import Round

Level = Literal["branch", "county"]


ANSWERED = {
    "withdrawn": ("trukket søknad", "trukne søknader", "trukket"),
    "declined": ("avslått søknad", "avslåtte søknader", "avslått"),
    "waiting": ("søknad på venteliste", "søknader på venteliste", "ventende"),
}
"""An application with another answer than a place, several, and what they are."""


@dataclass(frozen=True)
class Notice:
    """Something the reader of the numbers should know: «`n` `text`.» is a sentence."""

    kind: str
    n: int
    text: str


@dataclass(frozen=True, eq=False)
class Situation:
    """What was known at the end of `as_of`.

    status: one row per municipality, for Longyearbyen ("2111") and for «uten kjent kommune» (""): number,
    name, label, county, branch, a datetime.date (NaT for none) per stage, registrations, participants,
    attended_persons, applications, start_registrations, start_participants, furthest, state, withdrawn,
    all_late, joint_with (numbers), last_contact. Joint applications, registrations for several
    municipalities and their persons are counted in the one named first; all of them get the date.

    The tables of rows hold every row up to the day, with counts, why_not, number, numbers, label, county,
    branch and day. A filtered situation holds the rows of its regions; `unknown` counts the rows without a
    known municipality, in every region the same.

    Of several gatherings everything is counted once: `registrations` and `attendance` have one counting row for a
    person, `stands` says that a row counts at its own gathering, `event`. `of_event` is the situation of one of them.
    """

    round: Round
    as_of: date
    sources: Sources
    status: pd.DataFrame
    registrations: pd.DataFrame
    start_registrations: pd.DataFrame
    applications: pd.DataFrame
    attendance: pd.DataFrame
    notes: pd.DataFrame
    notices: tuple[Notice, ...]
    unknown: dict[str, int]
    regions: tuple[str, ...] = ()
    whole: "Situation | None" = None
    bare: "Situation | None" = None
    """The same without contacts, where this one was made from it: a note that is saved leaves it as it was."""

    def without_contacts(self) -> "Situation":
        """The situation of what a note that tells of no guidance cannot change: without `notes`, and without
        `last_contact` in `status`. Whoever reads them of it meets a KeyError."""
        return replace(self, notes=pd.DataFrame(), status=self.status.drop(columns="last_contact"))

    def with_contacts(self, notes: pd.DataFrame, whole: "Situation | None" = None) -> "Situation":
        """The situation with these notes, as Sources has them, and the last contact of each municipality.

        `whole` is the one of the whole country, with the notes, where this one is of regions.
        """
        found = read_notes(notes, self.as_of)
        if whole:
            found = found[found["number"].isin(self.status["number"])]
        sources = replace(self.sources, notes=notes)
        status = add_contacts(self.status, found)
        return replace(self, sources=sources, notes=found, status=status, whole=whole, bare=self)

    def select(self, regions: Sequence[str], level: Level | None = None) -> "Situation":
        """The situation of these branches or counties; without a level a name may be either, none is all."""
        everything = self.whole or self
        if not regions:
            return everything
        levels = (level,) if level else ("branch", "county")

        numbers = [
            number for number, place in places().items() if any(getattr(place, column) in regions for column in levels)
        ]

        def within(rows: pd.DataFrame) -> pd.DataFrame:
            return rows[rows["number"].isin(numbers)] if len(rows.columns) else rows

        tables = {name: within(getattr(everything, name)) for name in ("status", *ROW_KINDS, "notes")}
        return replace(everything, **tables, regions=tuple(regions), whole=everything, bare=None)

    @cached_property
    def week_ago(self) -> "Situation":
        """The situation as it was seven days before, under the same filter.

        Computed, not counted from today's dates: what was withdrawn since was still there.
        """
        if self.bare:
            return self.bare.week_ago
        if self.whole:
            return self.whole.week_ago.select(self.regions)
        return compute_situation(self.sources, self.round, self.as_of - timedelta(days=7))

    def of_event(self, event: str) -> "Situation":
        """The situation as if this were the round's only gathering, under the same filter."""
        if self.whole:
            return self.whole.of_event(event).select(self.regions)
        return compute_situation(self.sources.only(event), self.round.only(event), self.as_of)

    @property
    def those_who_came(self) -> set[int]:
        """The registrations, by their index, of everybody who took part in a gathering."""
        return set(self.attendance.loc[self.attendance["stands"], "registration"]) - {-1}

    def counting(self, kind: RowKind) -> pd.DataFrame:
        """The rows of a kind that count."""
        if self.bare:
            return self.bare.counting(kind)
        if kind not in self._counting:
            rows = getattr(self, kind)
            self._counting[kind] = rows[rows["counts"]]
        return self._counting[kind].copy(deep=False)

    @cached_property
    def _counting(self) -> dict[RowKind, pd.DataFrame]:
        return {}  # a page asks for the same rows some thirty times, and each choice of them copies all columns

    @cached_property
    def municipalities(self) -> pd.DataFrame:
        """The status of municipalities only: of the 357, those in the filter."""
        return self.status[~self.status["number"].isin((UNKNOWN, SVALBARD))]

    @property
    def is_empty(self) -> bool:
        """Whether no row of any kind is there."""
        return not any(len(getattr(self, kind)) for kind in ROW_KINDS)


def compute_situation(sources: Sources, round_: Round, as_of: date) -> Situation:
    """The situation at the end of `as_of`, Oslo time.

    Corrections are applied, later rows are dropped, and only then it is decided which rows are superseded.
    """
    first_day = min(as_of, round_.call or round_.first_day or as_of)
    after = max(first_day, min(as_of, round_.deadline or as_of))
    gathered = read_gatherings(sources, round_, as_of, first_day)
    starters, started = count_rows(read_known(sources.start_registrations, sources, as_of, after))
    applications, applied, undated_states = read_applications(sources, round_, as_of, first_day)
    notes = read_notes(sources.notes, as_of)
    tables = {
        "registrations": gathered.registrations,
        "start_registrations": starters,
        "applications": applications,
        "attendance": gathered.attendance,
    }
    pairs = {
        "registered": gathered.registered,
        "attended": gathered.attended,
        "applied": applied,
        "start_registered": started.pairs,
    }
    return Situation(
        round=round_,
        as_of=as_of,
        sources=sources,
        status=build_status(tables, pairs, notes),
        **tables,
        notes=notes,
        notices=_build_notices(tables, undated_states),
        unknown=_count_unknown(tables),
    )


def read_notes(notes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The notes up to the day, with the municipality's columns; `day` as naive midnights."""
    notes = notes.assign(day=pd.to_datetime(notes["day"]).astype("datetime64[s]"))
    notes = notes[~(notes["day"] > pd.Timestamp(as_of))].reset_index(drop=True)
    known = places()
    return attach(notes, region_columns(number if number in known else UNKNOWN for number in notes["municipality"]))


def _count_unknown(tables: dict[str, pd.DataFrame]) -> dict[str, int]:
    lost = {kind: rows["counts"] & (rows["number"] == UNKNOWN) for kind, rows in tables.items()}
    persons = tables["registrations"].loc[lost["registrations"], "persons"]
    return {kind: int(found.sum()) for kind, found in lost.items()} | {"participants": int(persons.sum())}


def _build_notices(tables: dict[str, pd.DataFrame], undated_states: int) -> tuple[Notice, ...]:
    found = []

    def add(kind: str, n: int, one: str, several: str, rest: str) -> None:
        if n:
            found.append(Notice(kind, n, f"{one if n == 1 else several} {rest}"))

    add(
        "undated_states",
        undated_states,
        "søknad har",
        "søknader har",
        "plass eller bekreftelse uten dato og regnes fra dagen søknaden kom",
    )
    applications = tables["applications"]
    for state, (one, several, word) in ANSWERED.items():
        n = int((applications["undated_answer"] & (applications["state"] == state)).sum())
        add(f"undated_{state}", n, one, several, f"har ingen dato, og regnes som {word} også på tidligere dager")
    for kind in ("registrations", "applications", "start_registrations"):
        undated = int((tables[kind]["counts"] & tables[kind]["undated"]).sum())
        add(f"undated_{kind}", undated, *ROW_LABELS[kind], "er uten dato og teller med uansett dag")
    return tuple(found)

"""Owns what a page sees: the round, the filter and the numbers, put together once for each run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from analysis.regions import level_for
from analysis.situation import Level, Situation
from domain.clock import local_time, now
from domain.rounds import Round
from domain.words import capital, format_date, format_time
from frame.door.roles import Right, User, name_of
from frame.filter import Filter
from frame.kept import ChangeId
from report.edition import EXAMPLES, SourceFile
from report.link import write_query

LINK = "Lenke"
"""The fact that is an address."""


def _origin_of(file: SourceFile) -> str:
    """`fil.xlsx, tatt i bruk 02.05.2024 kl. 14.10 av kari`."""
    if file.adopted_at is None:
        return f"{file.filename}, eksempel"
    return f"{file.filename}, tatt i bruk {format_time(file.adopted_at)} av {name_of(file.adopted_by)}"


@dataclass(frozen=True, eq=False)
class View:
    """What the pages show in this run. `situation` is under the filter, `whole` is the whole country."""

    user: User
    filter: Filter
    round: Round
    as_of: date
    whole: Situation
    situation: Situation
    examples: bool
    files: tuple[SourceFile, ...]
    key: tuple
    once: Callable[..., Any]
    """`once(compute, *arguments)` is `compute(situation, *arguments)`, computed once for these numbers, whoever asks.

    Figures and tables come through here; what comes out is shared between sessions and must not be changed.
    `with_earlier=True` hands the round before this one along, as `earlier`. `without_contacts=True` is for what no
    contact that is logged can change: its situation has neither `notes` nor `last_contact`, and what is computed from
    it stays as it is when a note is saved.
    """
    earlier: Situation | None = None
    earlier_round: Round | None = None
    marked: bool = False
    """Whether what the council did is drawn under every axis of days."""
    known_at: datetime | None = None
    """The earlier moment whose knowledge is shown, None for today's."""
    address: str = ""
    """Of the page, without what is chosen on it; "" where the browser told none."""

    @property
    def change_id(self) -> ChangeId:
        """Which state of the store is shown."""
        return self.key[1]

    @property
    def edition(self) -> tuple[str, ChangeId]:
        """The round's id and the store's change id: what the cached reads of the round are kept under."""
        return self.round.id, self.change_id

    def may_change(self, right: Right) -> bool:
        """Whether the user may change here what the right is about: an earlier moment is only looked at."""
        return self.known_at is None and self.user.may(right)

    @property
    def level(self) -> Level:
        """What regions are compared by: "branch" or "county"."""
        return level_for(self.filter.regions, self.filter.level)

    def describe(self) -> str:
        """`Fremtidens kulturskole – regionalt program 2024 · Nordland · status per 02.05.2024`."""
        return f"{self.round.title} · {self.filter.describe()} · status per {format_date(self.as_of)}"

    @property
    def link(self) -> str:
        """The page with this filter and this day."""
        query = write_query(self.round.id, self.as_of, self.filter.regions, self.level, self.known_at)
        return f"{self.address}?{query}"

    def about(self) -> dict[str, str]:
        """The facts every download carries: round, filter, day, link and source files."""
        facts = {
            "Runde": self.round.title,
            "Region": self.filter.describe(),
            "Status per": format_date(self.as_of),
            "Hentet ut": format_time(now()),
            **({LINK: self.link} if self.address else {}),
            **({"Slik det var kjent": format_time(local_time(self.known_at))} if self.known_at else {}),
        }
        if self.examples:
            facts["Merk"] = EXAMPLES
        return facts | {f"Kilde: {capital(file.holds)}": _origin_of(file) for file in self.files}


def current_view() -> View:
    """Return the view that the frame made for this run."""
    return st.session_state["view"]

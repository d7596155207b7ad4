"""Owns the question which round a file belongs to: this one where its dates fit, else another, or a new one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

import pandas as pd
import streamlit as st

import store
from domain.clock import today
from domain.rounds import Round
from domain.words import format_date, plural
from frame import reads
from frame.door import access
from frame.parts import pending_files
from frame.pieces.messages import say_after_rerun, show_trouble
from frame.pieces.plain_text import plain_text
from frame.view import View
from loaders import Export

NEW = "ny"


@dataclass(frozen=True)
class Days:
    """How many rows of a file have a day, and how many of these lie within the round's."""

    within: int
    dated: int

    @property
    def fit(self) -> bool:
        """Whether the file is the round's: most of its rows are, or none has a day."""
        return self.within == self.dated or self.within * 2 > self.dated

    @property
    def outside(self) -> str:
        """`3 rader`: how many lie outside, "" for none."""
        return plural(self.dated - self.within, "rad", "rader") if self.within < self.dated else ""


def days_in_round(round_: Round, export: Export) -> Days:
    """How the days of a file lie in a round."""
    return Days(*store.rows_within(export.rows, round_.first_day, round_.last_day))


def ask_for_round(view: View, export: Export, days: Days, key: str) -> None:
    """Ask which round a file belongs to whose rows mostly lie outside the one on the screen."""
    if made := st.session_state.pop(f"made_{key}", None):
        pending_files.change(key, round_id=made)
        st.rerun()
    period = f"{format_date(view.round.first_day)}–{format_date(view.round.last_day)}"
    st.warning(
        f"{days.outside} av {days.dated} ligger utenfor {plain_text(view.round.title)} ({period}). "
        "Filen hører trolig til en annen runde.",
        icon=":material/event_busy:",
    )
    rounds = reads.rounds(view.key[1])
    may_make = view.user.may("change_settings")
    options = [view.round.id, *(other for other in rounds if other != view.round.id), *([NEW] if may_make else [])]
    # Two rounds may have the same title: the code tells them apart.
    titles = {round_id: f"{round_.title} ({round_id})" for round_id, round_ in rounds.items()} | {NEW: "En ny runde"}
    widget = f"round_{key}"
    st.radio(
        "Hvilken runde hører filen til?",
        options,
        index=None,
        format_func=titles.__getitem__,
        key=widget,
        on_change=_keep_round,
        args=(key, widget),
    )
    if not may_make:
        st.caption("Finnes ikke runden ennå? En administrator lager den på siden Innstillinger.")
    if st.session_state[widget] == NEW:
        show_new_round(key, export.rows["submitted_at"].dropna())


def _keep_round(key: str, widget: str) -> None:
    if st.session_state[widget] != NEW:
        pending_files.keep(key, "round_id", widget)


def show_new_round(key: str, days: pd.Series | None = None) -> None:
    """The form for a round that is not there yet; `days` are the times of the file it is made for."""
    found = days is not None and len(days) > 0
    year = int(days.dt.year.mode().iloc[0]) if found else today().year + 1
    with st.form(f"new_round_{key}"):
        st.markdown("**Ny runde**")
        title = st.text_input("Tittel", f"Fremtidens kulturskole {year}")
        left, right = st.columns(2)
        call = left.date_input("Utlysning", date(year, 3, 1), format="DD.MM.YYYY")
        gathering = right.date_input("Inspirasjonssamling", date(year, 3, 15), format="DD.MM.YYYY")
        deadline = left.date_input("Søknadsfrist", date(year, 5, 15), format="DD.MM.YYYY")
        start = right.date_input("Oppstart", date(year, 9, 1), format="DD.MM.YYYY")
        st.caption("Dagene er forslag. Resten av innstillingene kan endres senere.")
        if not st.form_submit_button("Lag runden"):
            return
    user = access.require("change_settings")
    first = min(call, days.min().date()) if found else call
    known = store.rounds(reads.engine())
    settings = {
        "id": _free_id(deadline.year, {other.round_id for other in known}),
        "title": title,
        "earlier_round": _round_before(first, known),
        "dates": {
            "call": call,
            "gathering_start": datetime.combine(gathering, time(9, 0)),
            "deadline": deadline,
            "start": start,
            "first_day": first,
            "last_day": start + timedelta(days=30),
        },
    }
    try:
        saved = store.save_round(reads.engine(), settings, user.id, expected=0)
    except store.StoreError as error:
        show_trouble(error, " ".join(getattr(error, "problems", {}).values()))
        return
    st.session_state[f"made_{key}"] = saved.round_id
    say_after_rerun(f"{plain_text(saved.title)} er laget, og kan velges til venstre som runde {saved.round_id}.")
    st.rerun()


def _free_id(year: int, taken: set[str]) -> str:
    """`2025`, or `2025-2` when the year has a round already."""
    if str(year) not in taken:
        return str(year)
    return next(f"{year}-{number}" for number in count(2) if f"{year}-{number}" not in taken)


def _round_before(first: date, known: list[store.RoundSettings]) -> str:
    """The round to compare a new one with: the last that began before it. `known` has the newest first."""
    return next((other.round_id for other in known if other.dates.get("first_day", first) < first), "")

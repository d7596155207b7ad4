"""Owns the question which round a file belongs to: this one where its dates fit, else another, or a new one."""

from dataclasses import dataclass

import streamlit as st

import store
from domain.rounds import Round
from domain.words import format_date, plural
from frame import reads
from frame.parts import pending_files
from frame.parts.new_round import show_new_round
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
    rounds = reads.rounds(view.change_id)
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

"""Owns what one window holds of an assessment while it is written: what was seen, what is here, what is not saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

import store
from domain.criteria import Criterion
from domain.written import COMMENT, Value, Written, merge, written_of

NOTHING = store.SavedAssessment(0, Written())
_WINDOWS = "assessments_here"


@dataclass
class Window:
    """`seen` is what was saved when this window last looked or saved itself, at the store's change `number`, and `here`
    what stands in its fields; `clashes` are the fields that another window has changed as well, to what stands
    `there`."""

    seen: store.SavedAssessment
    here: Written
    number: int
    there: store.SavedAssessment = NOTHING
    clashes: tuple[str, ...] = ()

    @property
    def is_unsaved(self) -> bool:
        """Whether something here has not been saved."""
        return self.here != self.seen.written


def windows() -> dict[str, Window]:
    """What this session holds, by the form's name, also of applications that it does not show just now."""
    return st.session_state.setdefault(_WINDOWS, {})


def open_window(form: str, saved: store.SavedAssessment, criteria: Sequence[Criterion], number: int) -> Window:
    """The window of a form, with what was just typed in it and what has been saved elsewhere since.

    `saved` is what the store has at its change `number`; while the store does not answer, `saved` is older than what
    was saved from here. Call it before the form's fields are drawn: it fills them, and a field that only another window
    has changed shows what that window wrote.
    """
    window = windows().setdefault(form, Window(saved, saved.written, number))
    take_typed(form, criteria)
    if number > window.number:
        window.there, window.clashes = saved, ()
        merged = merge(window.seen.written, window.here, saved.written)
        window.here, window.clashes = merged.written, merged.clashes
        if not merged.clashes:
            window.seen, window.number = saved, number
    fill(form, window, criteria)
    return window


def take_typed(form: str, criteria: Sequence[Criterion]) -> None:
    """Keep what was typed in a form's fields, also when this run no longer shows the form: a press on «Neste» comes in
    the same run as what was typed before it."""
    if window := windows().get(form):
        keys = keys_of(form, criteria)
        typed = {name: st.session_state[key] for name, key in keys.items() if key in st.session_state}
        window.here = written_of({**window.here.fields(), **typed})


def fill(form: str, window: Window, criteria: Sequence[Criterion]) -> None:
    """Put what is here into the fields that show something else."""
    fields: Mapping[str, Value] = window.here.fields()
    for name, key in keys_of(form, criteria).items():
        value = fields.get(name, "" if name == COMMENT else None)
        if st.session_state.get(key, key) != value:
            st.session_state[key] = value


def keys_of(form: str, criteria: Sequence[Criterion]) -> dict[str, str]:
    """The widget's key of each field."""
    return {**{one.key: f"{form}_{one.key}" for one in criteria}, COMMENT: f"{form}_comment"}


def keep_mine(window: Window) -> None:
    """Let what stands here hold, having seen what stands there."""
    window.seen, window.clashes = window.there, ()


def take_theirs(form: str, window: Window, criteria: Sequence[Criterion]) -> None:
    """Let what stands there hold for the fields that clash."""
    theirs = window.there.written.fields()
    window.here = written_of({**window.here.fields(), **{name: theirs.get(name) for name in window.clashes}})
    window.seen, window.clashes = window.there, ()
    fill(form, window, criteria)

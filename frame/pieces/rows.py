"""Owns a row of text and buttons, and what the user saw in it when a button was pressed."""

from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

T = TypeVar("T")


def as_seen(name: str, now: T) -> T:
    """What `now` was when the screen was last drawn: what the user saw who presses a button in this run.

    The run that a press starts may already see what others have changed meanwhile.
    """
    seen = st.session_state.get(name, now)
    st.session_state[name] = now
    return seen


def show_row() -> DeltaGenerator:
    """A place for a text and what can be done with it, in a row; in a narrow window the buttons stand below the text.

    Columns would cut the buttons' names there.
    """
    return st.container(horizontal=True, vertical_alignment="center")

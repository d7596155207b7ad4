"""Owns what the app says about what the user did: what the store could not do, and what is done after the rerun."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st

import store
from frame.pieces.plain_text import plain_text

STILL_HERE = "Det du har skrevet, står fortsatt her."


def show_trouble(error: store.StoreError, more: str = "") -> None:
    """Say what the store could not do, what it means for what the user did, and the way on."""
    # A sentence of the store's may name a file, which may be called anything.
    st.error(plain_text(" ".join(filter(None, (str(error), more, error.remedy)))), icon=":material/database_off:")


@contextmanager
def trouble_shown() -> Iterator[None]:
    """Show what the store could not do where it was asked to, and go on with the page."""
    try:
        yield
    except store.StoreError as error:
        show_trouble(error)


def say_after_rerun(sentence: str) -> None:
    """Have a sentence shown in the run after this one: a rerun takes away what this one shows."""
    st.session_state["sentence_after_rerun"] = sentence


def rerun_and_say(sentence: str) -> NoReturn:
    """Run the page anew, and have the sentence shown there."""
    say_after_rerun(sentence)
    st.rerun()


def show_said() -> None:
    """Show what the last run has done."""
    if sentence := st.session_state.pop("sentence_after_rerun", None):
        st.toast(plain_text(sentence), icon=":material/check_circle:")

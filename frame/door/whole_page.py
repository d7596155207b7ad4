"""Owns the difference between a run of the whole page and a run of one fragment alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from frame.door.roles import User

_DRAWN_FOR = "whole_page_drawn_for"


@contextmanager
def whole_page(user: User) -> Iterator[None]:
    """Surround what the frame draws: the frame has checked the user and read the newest change id, so that nothing
    inside has to do it again.
    """
    st.session_state[_DRAWN_FOR] = user
    try:
        yield
    finally:
        st.session_state[_DRAWN_FOR] = None


def drawn_for() -> User | None:
    """The user for whom the frame draws the whole page in this run; None in a fragment or a callback alone."""
    return st.session_state.get(_DRAWN_FOR)


def is_whole_page() -> bool:
    """Whether the frame draws the whole page just now."""
    return drawn_for() is not None

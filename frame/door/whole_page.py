"""Owns which kind of run this is: the whole page, where the frame has asked all it has to, or a fragment by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from frame.door.roles import User

_DRAWN_FOR = "whole_page_drawn_for"


@contextmanager
def whole_page(user: User) -> Iterator[None]:
    """Around what the frame draws: who it is and how new it is has been asked, nobody needs to ask again."""
    st.session_state[_DRAWN_FOR] = user
    try:
        yield
    finally:
        st.session_state[_DRAWN_FOR] = None


def drawn_for() -> User | None:
    """For whom the frame draws the whole page just now; None in a fragment or a callback that runs by itself."""
    return st.session_state.get(_DRAWN_FOR)


def is_whole_page() -> bool:
    """Whether the frame draws the whole page just now."""
    return drawn_for() is not None

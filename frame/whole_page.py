"""Owns which kind of run this is: the whole page, where the frame has asked all it has to, or a fragment by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

_DRAWING = "draws_whole_page"


@contextmanager
def whole_page() -> Iterator[None]:
    """Around what the frame draws: who may see it and how new it is has been asked, fragments needn't ask again."""
    st.session_state[_DRAWING] = True
    try:
        yield
    finally:
        st.session_state[_DRAWING] = False


def is_whole_page() -> bool:
    """Whether the frame draws the whole page just now; False in a fragment that runs by itself."""
    return st.session_state.get(_DRAWING, False)

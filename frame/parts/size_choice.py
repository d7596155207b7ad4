"""Owns the choice of municipalities by their number of inhabitants, one for the map and for the lists to call from.

The link carries it (`?storrelse=under-3000`); links from before, which called it something else on either page, work.
"""

import streamlit as st

from analysis.reach import SIZE_LABELS
from domain.words import THIN
from frame.pieces.links import warn_of_unknown

PARAMETER, KEY, EVERY = "storrelse", "chosen_size", "Alle størrelser"
OLDER = "innbyggere"
"""What the lists once called the parameter."""
SIZES = dict(zip(("under-3000", "3000-9999", "10000-29999", "30000-og-flere"), SIZE_LABELS, strict=True))
"""The classes of size, by what the link calls them."""
_OLDER_NAMES = {label.replace(THIN, " "): name for name, label in SIZES.items()}
"""What a link to the map once called them."""


def choose_size(instead: str) -> str:
    """The class of size that is chosen, as analysis.reach names it; "" for all. `instead` says what a page shows where
    the link asks for one that is none."""
    linked = _linked()
    warn_of_unknown(PARAMETER, "størrelse", SIZES, instead)
    st.session_state[KEY] = linked if linked in SIZES else EVERY
    st.selectbox(
        "Innbyggertall",
        [EVERY, *SIZES],
        key=KEY,
        on_change=_put_in_link,
        format_func=lambda size: SIZES.get(size, size),
        width=240,
    )
    return SIZES.get(linked, "")


def linked_size() -> str:
    """The class of size that the link asks for; "" for all."""
    return SIZES.get(_linked(), "")


def _linked() -> str:
    """What the link asks for, by today's names, which the link has from now on."""
    found = st.query_params.get(PARAMETER) or st.query_params.get(OLDER, "")
    name = _OLDER_NAMES.get(found, found)
    if OLDER in st.query_params or name != found:
        st.query_params.pop(OLDER, None)
        st.query_params[PARAMETER] = name
    return name


def _put_in_link() -> None:
    if (chosen := st.session_state[KEY]) in SIZES:
        st.query_params[PARAMETER] = chosen
    else:
        st.query_params.pop(PARAMETER, None)

"""Owns the dashboard's own address, and the word to those whose link asks for something that is not there."""

from collections.abc import Collection
from urllib.parse import urlsplit

import streamlit as st

from domain.words import join_words
from frame.pieces.plain_text import plain_echo

NAMED = 3
"""How many strange values of a link are named; more are counted."""


def own_address() -> str:
    """Where this session reached the dashboard, which always lies on the root of an address."""
    found = urlsplit(st.context.url or "")
    return f"{found.scheme}://{found.netloc}" if found.netloc else ""


def warn_of_unknown(parameter: str, what: str, known: Collection[str], instead: str) -> None:
    """Say which values of a link's parameter are not among the known ones, and what the page shows instead.

    Called before the parameter's widget is drawn: Streamlit takes such a value out of the link in silence.
    """
    strange = [text for text in st.query_params.get_all(parameter) if text and text not in known]
    if strange:
        more = [f"{len(strange) - NAMED} til"] if len(strange) > NAMED else []
        names = join_words([*(f"«{plain_echo(text)}»" for text in strange[:NAMED]), *more])
        st.warning(f"Ukjent {what} i lenken: {names}. {instead}", icon=":material/link_off:")

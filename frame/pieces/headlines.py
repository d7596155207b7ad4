"""Owns the lead of a page: the sentence, the numbers with target and change, and what they leave out."""

from collections.abc import Iterable

import streamlit as st

from analysis.beside import beside_sentences
from analysis.key_numbers import count_key_numbers, keys_of_the_phase
from analysis.lead import lead_of_the_phase
from frame.pieces.how_counted import tell_number
from frame.pieces.plain_text import plain_text
from frame.view import View


def show_lead(view: View) -> None:
    """The board's sentence: what is asked in the phase the round is in."""
    st.header(plain_text(view.once(lead_of_the_phase, without_contacts=True)), anchor=False)


def show_numbers(view: View, which: Iterable[str] | None = None) -> None:
    """Big numbers in a row, each with its target, its change in the last week and how it is counted.

    They are the four of the phase the round is in, unless their keys are given.
    """
    numbers = view.once(count_key_numbers, without_contacts=True)
    shown = [numbers[key] for key in (keys_of_the_phase(view.situation) if which is None else which)]
    # Columns would cut the numbers in a narrow window; these stand in as many rows as they need.
    with st.container(horizontal=True):
        for number in shown:
            st.metric(
                number.label,
                number.value,
                number.change,
                delta_color="off" if not number.net else "normal" if number.net > 0 else "inverse",
                border=True,
                help=tell_number(view, number.key),
                delta_arrow="off" if not number.net else "up" if number.net > 0 else "down",
                height="stretch",
            )


def show_beside(view: View) -> None:
    """What the numbers leave out or cannot tell, said beside them."""
    if sentences := view.once(beside_sentences, without_contacts=True):
        st.caption(plain_text(" ".join(sentences)))

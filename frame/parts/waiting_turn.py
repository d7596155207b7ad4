"""Owns what a user sees who waits for the database: that the file waits for its turn, and the button that gives up."""

from collections.abc import Callable

import streamlit as st

from domain.words import plural
from frame.pieces.messages import say_after_rerun


def say_that_it_waits() -> Callable[[float], None]:
    """What the store calls each second it waits. Pressing «Gi opp» starts another run, which ends this one there."""
    place = st.empty()
    shown: list[st.delta_generator.DeltaGenerator] = []

    def say(seconds: float) -> None:
        if not shown:
            with place.container():
                shown.append(st.empty())
                st.button("Gi opp", key="give_up_waiting", on_click=_give_up, icon=":material/close:")
        so_long = plural(round(seconds), "sekund", "sekunder")
        shown[0].info(
            f"Databasen er opptatt. Filen venter på tur, nå i {so_long}. Ingenting er endret ennå.",
            icon=":material/hourglass_top:",
        )

    return say


def _give_up() -> None:
    say_after_rerun("Du ga opp å vente. Filen er ikke tatt i bruk, og ingenting er endret.")

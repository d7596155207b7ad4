"""Owns what is known of a round whose exports are not at hand: its counts, and which municipalities had a place."""

import pandas as pd
import streamlit as st

from data.reference import municipalities
from domain.rounds import Round
from domain.words import format_number
from frame.pieces.download import show_download
from frame.pieces.table import show_table
from frame.view import View


def show_known(view: View) -> bool:
    """The known figures of the round, for the whole country, and its municipalities under the filter.

    False, with nothing shown, for a round that has files or of which nothing is known.
    """
    round_ = view.round
    if view.files or round_.known_applied is None:
        return False
    st.header("Det som er kjent om runden", anchor=False)
    counts = {
        "Kommuner som søkte": round_.known_applied,
        "Kommuner som fikk plass": round_.known_places,
        "Kommuner som fullførte": round_.known_completed,
    }
    for place, (label, count) in zip(st.columns(len(counts)), counts.items(), strict=True):
        place.metric(label, "–" if count is None else format_number(count), border=True)
    st.caption("Tallene gjelder hele landet og er skrevet inn i rundens innstillinger. Eksportene er ikke lastet inn.")
    table = list_known(round_, view.filter.regions)
    if len(table):
        st.subheader("Kommunene som fikk plass", anchor=False)
        show_table(table, alt="Kommunene som fikk plass", rows=20)
        show_download(view, "Last ned som Excel", {"Kommuner": table}, "kommuner_med_plass")
    return True


def list_known(round_: Round, regions: tuple[str, ...]) -> pd.DataFrame:
    """The municipalities known to have had a place: Kommune, Fylkesavdeling, Fylke, those of the regions alone."""
    known = [municipalities()[number] for number in round_.known_municipalities]
    rows = [(m.label, m.branch, m.county) for m in known if not regions or {m.branch, m.county} & set(regions)]
    return pd.DataFrame(rows, columns=["Kommune", "Fylkesavdeling", "Fylke"])

"""Owns the tables that stand open on Framdrift: the way region by region, and what those with a place still lack."""

import pandas as pd
import streamlit as st

from analysis.readiness import count_readiness, list_readiness
from analysis.situation import Level, Situation
from analysis.way import count_way_by_region
from charts.readiness import tabulate_open, tabulate_readiness_by_branch
from charts.way import summarise_way_by_region, tabulate_way_by_region
from frame.pieces import drawings
from frame.pieces.chart import show_drawing
from frame.pieces.download import show_download
from frame.pieces.table import show_table
from frame.view import View


def show_way_by_region(view: View) -> None:
    """Each region's way on a screen's width; the download has a column for each number."""
    st.caption("I parentes står andelen av regionens kommuner, etter den endringen på en uke.")
    alt = "Kommuner på hvert steg i hver region, med andel og endring på en uke"
    show_table(view.once(_summarise_way, view.level), alt=alt)

    def whole() -> dict[str, pd.DataFrame]:
        return {"Veien": tabulate_way_by_region(view.once(count_way_by_region, view.level))}

    show_download(view, "Last ned tabellen", whole, "veien_region")


def _summarise_way(situation: Situation, level: Level) -> pd.DataFrame:
    return summarise_way_by_region(count_way_by_region(situation, level))


def _tabulate_readiness(situation: Situation) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = list_readiness(situation)
    return tabulate_open(table), tabulate_readiness_by_branch(count_readiness(table))


def show_readiness(view: View) -> None:
    """How many of those with a place are ready, what each of the others lacks, and the counts per branch."""
    show_drawing(view, "klare", drawings.ready)
    still_open, by_branch = view.once(_tabulate_readiness)
    if by_branch.empty:
        return
    st.subheader("Det som gjenstår", anchor=False)
    if still_open.empty:
        st.markdown("Ingenting.")
    else:
        show_table(still_open, alt="Hva hver kommune med plass mangler")
    st.subheader("På plass i hver fylkesavdeling", anchor=False)
    show_table(by_branch, alt="Søknader med plass i hver fylkesavdeling, og hvor mange som har hvert punkt")
    show_download(view, "Last ned tabellene", {"Gjenstår": still_open, "Fylkesavdelinger": by_branch}, "klare_kommuner")

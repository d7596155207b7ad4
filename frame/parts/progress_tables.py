"""Owns the parts of the way to the start on Framdrift: steps, milestones, places, and what is still open."""

import pandas as pd
import streamlit as st

from analysis.readiness import count_readiness, list_readiness
from analysis.situation import Level, Situation
from analysis.way import count_way_by_region
from charts.readiness import tabulate_open, tabulate_readiness_by_branch
from charts.way import summarise_way_by_region, tabulate_way_by_region, tell_unreached
from domain.phases import phase_of
from frame.pieces import drawings
from frame.pieces.chart import show_drawing
from frame.pieces.download import show_download
from frame.pieces.how_counted import tell_counting
from frame.pieces.table import show_table
from frame.view import View

MOST_OPEN, MOST_BESIDE = 20, 8
"""Rows of what is still open: the places of an ordinary round; beside a drawing there is room for fewer."""


def show_way(view: View) -> None:
    """How many have come how far, and what comes when."""
    st.header("Hvor langt er kommunene kommet?", anchor=False)
    way, milestones = st.columns(2, gap="large")
    with way:
        show_drawing(view, "veien", drawings.steps)
    with milestones:
        show_drawing(view, "milepaeler", drawings.milestones, marked=view.marked)


def show_way_by_region(view: View) -> None:
    """Each region's way on a screen's width; the download has a column for each number."""
    how = "Kommuner med en dato for steget, andelen av regionens kommuner, og endringen på en uke."
    title = "Hvert steg · (andel av kommunene), + siste uke"
    st.header(title, anchor=False, help=tell_counting(view, how))
    alt = "Kommuner på hvert steg i hver region, med andel og endring på en uke"
    table, unreached = view.once(_summarise_way, view.level)
    show_table(table, alt=alt, rows=len(table))
    if unreached:
        st.caption(unreached)

    def whole() -> dict[str, pd.DataFrame]:
        return {"Veien": tabulate_way_by_region(view.once(count_way_by_region, view.level))}

    show_download(view, "Last ned tabellen", whole, "veien region for region", sums=True)


def _summarise_way(situation: Situation, level: Level) -> tuple[pd.DataFrame, str]:
    counted = count_way_by_region(situation, level)
    return summarise_way_by_region(counted), tell_unreached(counted)


def _tabulate_readiness(situation: Situation) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = list_readiness(situation)
    return tabulate_open(table), tabulate_readiness_by_branch(count_readiness(table))


def show_readiness(view: View) -> None:
    """How many of those with a place are ready, what each of the others lacks, and the counts per branch."""
    still_open, by_branch = view.once(_tabulate_readiness)
    if by_branch.empty:
        st.caption("Ingen har fått tildelt plass ennå. Her kommer hva hver av dem mangler før oppstarten.")
        return
    st.header("Klare for oppstart?", anchor=False)
    if phase_of(view.round, view.as_of) == "towards_start":  # Oversikt draws them then
        _show_open(view, still_open, MOST_OPEN)
        _show_by_branch(view, still_open, by_branch)
    else:
        drawn, listed = st.columns(2, gap="large")
        with drawn:
            show_drawing(view, "klare", drawings.ready)
            _show_by_branch(view, still_open, by_branch)
        with listed:
            _show_open(view, still_open.drop(columns="Fylkesavdeling"), MOST_BESIDE)


def _show_by_branch(view: View, still_open: pd.DataFrame, by_branch: pd.DataFrame) -> None:
    with st.expander("På plass i hver fylkesavdeling"):
        show_table(by_branch, alt="Søknader med plass i hver fylkesavdeling, og hvor mange som har hvert punkt")
    show_download(view, "Last ned tabellene", {"Gjenstår": still_open, "Fylkesavdelinger": by_branch}, "klare kommuner")


def _show_open(view: View, still_open: pd.DataFrame, rows: int) -> None:
    st.subheader("Det som gjenstår", anchor=False)
    if still_open.empty:
        st.markdown("Ingenting.")
    else:
        show_table(still_open, alt="Hva hver kommune med plass mangler", rows=rows)
        if view.user.may("see_notes"):
            st.page_link("../pages/follow_up.py", label="Se hvem du kan ringe", icon=":material/call:")

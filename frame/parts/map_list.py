"""Owns the table below the map: the same municipalities in the same classes, to read and to choose from."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.alphabet import norwegian_keys
from analysis.situation import Level, Situation
from charts.map_choice import MapChoice, MeasureKey
from charts.map_classes import MEASURES
from charts.map_fallback import build_map_table
from domain.words import capital
from frame.parts import map_rows
from frame.parts.municipality import HOW_TO_OPEN, open_municipality
from frame.pieces.download import show_download
from frame.pieces.how_counted import APPLICATIONS, ATTENDANCE, EVERY, GATHERING, tell_counting
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_table
from frame.view import View

COUNTING = {
    "stage": ("Hver kommune er talt én gang, på stadiet den er kommet lengst til.", EVERY),
    "participants": ("Personer i kommunens påmeldinger til samling.", (GATHERING,)),
    "attended": ("Personer fra kommunen på deltakerlisten.", (ATTENDANCE,)),
    "children": (
        "Barn på 6–15 år i kommuner som har søkt, også sammen med andre, i prosent av barna i alle kommunene i "
        "regionen som kartet viser. Prosenten er rundet ned. Folketall fra Statistisk sentralbyrå.",
        (APPLICATIONS,),
    ),
    "days": ("Dager fra det siste notatet om kommunen til dagen tallene viser.", "notatene i dashbordet"),
}


def show(view: View, choice: MapChoice, sentence: str) -> None:
    """The table, in step with the map: a chosen row opens the municipality. Closed it sends nothing.

    `sentence` says what the map shows.
    """
    listed = st.expander("Listen bak kartet", key="map_list", on_change="rerun", icon=":material/table_rows:")
    if not listed.open:
        return
    table = view.once(table_of, choice.measure, choice.size, choice.by)
    # The chosen one is marked in words: a grid that opens with a chosen row can't be walked with the arrows.
    marked = table["Kommune"].mask(table["Kommunenummer"] == choice.selected, table["Kommune"] + " (valgt)")
    # The grid keeps its chosen row. Where another municipality was chosen elsewhere, only a new grid lets go of it.
    edition = st.session_state.setdefault("map_list_edition", 0)
    held = st.session_state.get(f"map_list_{edition}")
    if held and (row := read_row(held, table)) and row != choice.selected:
        edition = st.session_state["map_list_edition"] = edition + 1
    key = f"map_list_{edition}"

    def open_row() -> None:
        open_municipality(read_row(st.session_state[key], table))

    with listed:
        st.markdown(plain_text(sentence))
        st.caption(tell_counting(view, *COUNTING[choice.measure]))
        show_table(
            table.assign(Kommune=marked).drop(columns="Kommunenummer"),
            key=key,
            alt="De samme kommunene som på kartet",
            on_select=open_row,
            selection_mode="single-row",
        )
        st.caption(HOW_TO_OPEN)
        show_download(view, "Last ned listen som Excel", {"Kart": table}, "kart")


def read_row(state: Mapping, table: pd.DataFrame) -> str | None:
    """The number of the municipality whose row is chosen; None when it was let go."""
    rows = state["selection"]["rows"]
    return str(table["Kommunenummer"].iloc[rows[0]]) if rows and rows[0] < len(table) else None


def table_of(situation: Situation, measure: MeasureKey, size: str = "", by: Level = "branch") -> pd.DataFrame:
    """Kommune, Fylkesavdeling, Fylke, Kommunenummer, «På kartet» (the class of the legend) and the number behind it.

    Every municipality that the map colours, the furthest or the most first; as many of a class as the legend says.
    """
    choice = MapChoice(situation.as_of, measure, size=size, by=by)
    found = build_map_table(map_rows.status_of(situation, choice), choice)
    found = found.sort_values("label", key=norwegian_keys, ignore_index=True)
    table = pd.DataFrame(
        {
            "Kommune": found["label"],
            "Fylkesavdeling": found["branch"],
            "Fylke": found["county"],
            "På kartet": found["class_label"].map(capital),
        }
    )
    order = found["class_place"].mask(found["class_label"] == MEASURES[measure].none, -1)
    if measure != "stage":
        order = table[MEASURES[measure].label] = pd.to_numeric(found["value"]).astype("Int64")
    table["Kommunenummer"] = found["number"]
    return table.loc[order.sort_values(ascending=False, kind="stable", na_position="last").index].reset_index(drop=True)

"""A page with nothing but the map, to test and measure its drawing by itself; served by `serve_map`."""

import streamlit as st
from map_status import AS_OF, busy_status

from charts.map import draw_map, read_click
from charts.map_choice import MapChoice
from charts.map_classes import MEASURES
from charts.map_geometry import numbers
from data.reference import branches

st.set_page_config(layout="wide")
status = st.cache_resource(busy_status)(0.33)
measure = st.segmented_control("Vis", [*MEASURES], default="stage", required=True)
region = st.segmented_control("Region", [*branches()])
pilot = st.checkbox("Pilot")
shown = st.checkbox("Kart", True)


def keep_click() -> None:
    if number := read_click(st.session_state["map"]["selection"]):
        st.query_params["kommune"] = number


if shown:
    rows = status[status["branch"] == region] if region else status
    choice = MapChoice(
        AS_OF,
        measure,
        regions=(region,) if region else (),
        selected=st.query_params.get("kommune"),
        pilot=numbers()[::23] if pilot else (),
    )
    deck = draw_map(rows, choice, height=500, width=500)
    st.pydeck_chart(deck, on_select=keep_click, selection_mode="single-object", key="map", width=500, height=500)
st.text(f"viser {measure} {region} {st.query_params.get('kommune')}")

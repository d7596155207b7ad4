"""Framdrift: the whole way to the September start against the targets, and what is still open."""

import streamlit as st

from frame.door import access
from frame.parts import progress_pace, progress_tables
from frame.pieces import drawings, headlines
from frame.pieces.chart import show_drawing
from frame.pieces.head import show_empty, show_head
from frame.pieces.how_counted import tell_counting
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Framdrift", "Se om runden er i rute fram til oppstarten, og hva som mangler.", view)

if not show_empty(view, "søknader"):
    headlines.show_lead(view)
    headlines.show_numbers(view, ("applications", "places", "confirmed", "start"))
    headlines.show_beside(view)
    show_drawing(view, "mal", drawings.target_curve, with_earlier=True)
    progress_pace.show_pace(view)
    way, milestones = st.columns(2, gap="large")
    with way:
        show_drawing(view, "veien", drawings.steps)
    with milestones:
        show_drawing(view, "milepaeler", drawings.milestones)
    st.header("Hver region mot målet sitt", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        show_drawing(view, "soknader_region", drawings.by_region, "applications", view.level)
    with right:
        show_drawing(view, "plasser_region", drawings.by_region, "places", view.level)
    how = "Kommuner med en dato for steget, andelen av regionens kommuner, og endringen på en uke."
    st.subheader("Veien, region for region", anchor=False, help=tell_counting(view, how))
    progress_tables.show_way_by_region(view)
    st.header("Klare for oppstart?", anchor=False)
    progress_tables.show_readiness(view)
    st.header("Sammenlignet med forrige runde", anchor=False)
    progress_pace.show_last_round(view)

"""Framdrift: the whole way to the September start: steps, milestones, places, readiness, and where it leads."""

import streamlit as st

from frame.door import access
from frame.parts import progress_pace, progress_tables
from frame.pieces.head import show_empty, show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Framdrift", "Se veien fram til oppstarten: hvor langt kommunene er kommet, og hva som mangler.", view)

if not show_empty(view, "søknader"):
    way, regions = st.tabs(["Veien", "Regionene"])
    with way:
        progress_tables.show_way(view)
        progress_pace.show_forecast(view)
        progress_tables.show_readiness(view)
        progress_pace.show_last_round(view)
    with regions:
        progress_tables.show_way_by_region(view)

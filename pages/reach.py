"""Hvem når vi?: which municipalities come, by size and by centrality, and how many people live in them."""

import streamlit as st

from frame.door import access
from frame.parts import reach
from frame.pieces.chart import show_drawing
from frame.pieces.head import show_empty, show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head(
    "Hvem når vi?",
    "Se hvilke kommuner som kommer med, små og store, sentrale og ikke, mens det er tid til å ringe.",
    view,
)

if not show_empty(view, "påmeldinger eller søknader"):
    stage = reach.choose_stage(view)
    reach.show_people(view, stage)
    st.header("Størrelse og sentralitet", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        show_drawing(view, "etter_innbyggertall", reach.by_group, "size", stage)
    with right:
        show_drawing(view, "etter_sentralitet", reach.by_group, "centrality", stage)
    st.header("Hele veien, gruppe for gruppe", anchor=False)
    reach.show_stages(view)

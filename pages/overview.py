"""Oversikt: the board's page. The first screen answers how it stands; below it, the way, the regions, the latest."""

import streamlit as st

from frame.door import access
from frame.parts import known_round, overview, take_along
from frame.pieces import drawings, headlines
from frame.pieces.chart import show_drawing
from frame.pieces.head import show_empty, show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Oversikt", "Hvor mange er med, er det nok, og er det i tide?", view)

if not known_round.show_known(view) and not show_empty(view, "påmeldinger eller søknader"):
    headlines.show_lead(view)
    headlines.show_numbers(view)
    overview.show_milestone(view)
    show_drawing(view, "soknader", drawings.small_curve)
    headlines.show_beside(view)

    left, right = st.columns(2, gap="large")
    with left:
        show_drawing(view, "regioner", drawings.by_region, "applications", view.level)
    with right:
        show_drawing(view, "veien", drawings.steps)
    # Printed, the page is the board's one sheet.
    with st.container(key="not_on_paper"):
        st.header("Sist kommet inn", anchor=False)
        overview.show_latest(view)
        st.header("Ta det med", anchor=False)
        take_along.show_take_along(view)
        st.header("Lenker", anchor=False)
        overview.show_links(view)

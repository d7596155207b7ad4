"""Oversikt: the board's page. The first screen answers what the round's phase asks; below it the latest and links."""

import streamlit as st

from frame.door import access
from frame.parts import known_round, overview, take_along
from frame.pieces import headlines
from frame.pieces.head import show_empty, show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Oversikt", "Hvordan står det? Siden kan skrives ut på ett ark.", view)

if not known_round.show_known(view) and not show_empty(view, "påmeldinger eller søknader"):
    headlines.show_lead(view)
    headlines.show_numbers(view)
    overview.show_milestone(view)
    overview.show_drawings(view)
    headlines.show_beside(view)
    # Printed, the page is the board's one sheet: frame/static/print.css leaves these columns out.
    left, right = st.columns(2, gap="large")
    with left:
        st.header("Sist kommet inn", anchor=False)
        overview.show_latest(view)
    with right:
        st.header("Ta det med", anchor=False)
        take_along.show_take_along(view)
        st.header("Lenker", anchor=False)
        overview.show_links(view)

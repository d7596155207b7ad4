"""Kart: where the municipalities are that have signed up, taken part and applied, and what can't be placed."""

import streamlit as st

from frame import access, map_parts, municipality
from frame.show import show_empty, show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Kart", "Se hvor i landet kommunene er med, og hvor langt de er kommet.", view)

if not show_empty(view, "kommuner på kartet"):
    left, right = st.columns([3, 2], gap="large", vertical_alignment="bottom")
    with right:
        number = municipality.choose_municipality(view)
    with left:
        place = map_parts.choose_place()
    map_parts.show_coloured(view, number, place)
    map_parts.show_unplaced(view)

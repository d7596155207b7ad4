"""Deltakelse: who signs up and applies over time, and who came to the gathering."""

import streamlit as st

from frame.door import access
from frame.parts import participation_choices
from frame.pieces import drawings, headlines
from frame.pieces.chart import show_drawing
from frame.pieces.head import show_empty, show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head(
    "Deltakelse",
    f"Se hvordan påmeldinger og søknader kommer inn, og hvem som møtte på {view.round.every_gathering}.",
    view,
)
view = participation_choices.choose_event(view)

if not show_empty(view, "påmeldinger eller søknader"):
    headlines.show_numbers(view, ("participants", "registered", "attended", "attendees"))
    headlines.show_beside(view)
    over_time, gathering = st.tabs(["Over tid", "Fra samling til søknad"])
    with over_time:
        st.header("Slik kommer de inn", anchor=False)
        series = participation_choices.choose_series(view)
        show_drawing(view, "over_tid", drawings.over_time, *series, marked=view.marked)
    with gathering:
        st.header("Hvem som møtte, og hvem som søkte", anchor=False)
        left, right = st.columns(2, gap="large")
        with left:
            by = participation_choices.choose_group(view)
            show_drawing(view, "oppmote", drawings.turnout, by)
        with right:
            show_drawing(view, "stillinger", drawings.roles)
        left, right = st.columns(2, gap="large")
        with left:
            show_drawing(view, "samling_til_soknad", drawings.conversion)
        with right:
            show_drawing(view, "uker_til_soknad", drawings.weeks_to_application)

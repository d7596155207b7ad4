"""Egne tiltak: what the council did, what came in around it, and who of a list was called."""

import streamlit as st

from frame.door import access
from frame.parts import effort_calls, effort_form, efforts
from frame.pieces.head import show_head
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Egne tiltak", "Før det dere gjør for å nå kommunene, og se hva som kom inn uka før og uka etter.", view)

effort_form.show_new(view)
efforts.show_over_time(view)

around, called = st.tabs(["Tiltakene", "Hvem ble ringt?"])
with around:
    efforts.show_efforts(view)
with called:
    effort_calls.show_called(view)

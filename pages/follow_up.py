"""Oppfølging: whom to call, list by list; each list exact under the filter, with its reason and its way out."""

import streamlit as st

from frame.door import access
from frame.parts import application_states, call_lists
from frame.pieces.head import show_empty, show_head
from frame.view import current_view

access.require("see_notes")
view = current_view()
show_head("Oppfølging", "Se hvem som mangler noe eller venter på å høre fra dere, og hent listene ut.", view)

if not show_empty(view, "påmeldinger eller søknader"):
    call_lists.show(view, call_lists.choose(view))
    st.header("Status på søknader", anchor=False)
    application_states.show_state_form(view)
    application_states.show_set_states(view)

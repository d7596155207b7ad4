"""Oppfølging: whom to call, list by list; each list exact under the filter, with its reason and its way out."""

import streamlit as st

from frame import access, call_lists, follow_up
from frame.show import show_empty, show_head
from frame.view import current_view

access.require("see_notes")
view = current_view()
show_head("Oppfølging", "Se hvem som mangler noe eller venter på å høre fra dere, og hent listene ut.", view)

if not show_empty(view, "påmeldinger eller søknader"):
    lists = call_lists.make(view)
    chosen = call_lists.choose(lists)
    call_lists.show(view, lists[chosen])
    st.header("Status på søknader", anchor=False)
    follow_up.show_state_form(view)
    follow_up.show_set_states(view)

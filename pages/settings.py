"""Innstillinger: a round's title, dates, place, links and targets, edited by those allowed, every edition kept."""

import streamlit as st

from frame.door import access
from frame.parts import new_round, settings_form
from frame.pieces.head import show_head
from frame.view import current_view

access.require("change_settings")
view = current_view()
show_head(
    "Innstillinger",
    "Endre rundens datoer, lenker og mål. Alle sider og nedlastinger følger med, og hver utgave tas vare på.",
)
settings_form.show_form(view)

st.header("Utgaver", anchor=False)
settings_form.show_history(view)

st.header("Runder", anchor=False)
with st.expander("Lag en ny runde", icon=":material/add_circle:"):
    new_round.show_new_round("settings")
new_round.show_removal(view)

"""Min region: an adviser's own page: next steps that are due, whom to call first, a contact logged in seconds."""

import streamlit as st

from frame import access, call_lists, follow_up, municipality
from frame.show import show_head
from frame.view import current_view

user = access.require("see_notes")
view = current_view()
show_head("Min region", "Se hva som er avtalt, hvem som bør få en telefon, og noter det dere blir enige om.", view)

st.header("Neste steg", anchor=False)
follow_up.show_next_steps(view)

st.header("Hvem bør få en telefon?", anchor=False)
call_lists.show_nearest(view)

st.header("Logg en kontakt", anchor=False)
number = municipality.choose_municipality(view, "Kommune")
if number:
    follow_up.show_note_form(view, number)
    follow_up.show_notes(view, number)
    municipality.show_municipality(view, number)

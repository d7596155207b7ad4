"""Min region: an adviser's own page: next steps that are due, whom to call first, a contact logged in seconds."""

import streamlit as st

from frame.door import access
from frame.parts import call_lists, contacts, municipality
from frame.pieces.head import show_head
from frame.view import current_view

user = access.require("see_notes")
view = current_view()
show_head("Min region", "Se hva som er avtalt, hvem som bør få en telefon, og noter det dere blir enige om.", view)

st.header("Neste steg", anchor=False)
contacts.show_next_steps(view)

st.header("Hvem bør få en telefon?", anchor=False)
call_lists.show_nearest(view)

st.header("Logg en kontakt", anchor=False)
number = municipality.choose_municipality(view, "Kommune")
if number:
    contacts.show_note_form(view, number)
    contacts.show_notes(view, number)
    municipality.show_municipality(view, number)

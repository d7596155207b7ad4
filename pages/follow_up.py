"""Oppfølging: whom to call and why, list by list; a row opens its municipality, with story and form beside it."""

import streamlit as st

from frame.door import access
from frame.parts import application_states, call_lists, contacts, municipality, opened_from_list
from frame.pieces.head import show_head
from frame.view import current_view

access.require("see_notes")
view = current_view()
show_head("Oppfølging", "Se hvem som bør få en telefon, ring, og skriv ned det dere blir enige om.", view)

number = municipality.choose_municipality(view)
steps = contacts.open_steps(view)
lists = call_lists.make(view)
if number:
    opened_from_list.show_opened(view, number, call_lists.numbers_of(view, lists, steps))
else:
    title = call_lists.choose(view, lists, len(steps))
    if title == call_lists.STEPS:
        contacts.show_next_steps(steps)
    else:
        found = call_lists.of_days(view, lists[title])
        call_lists.show(view, call_lists.of_chosen_size(view, found))
    st.header("Status på søknader", anchor=False)
    application_states.show_state_form(view)
    application_states.show_set_states(view)

"""Owns one municipality opened from a list: whom to call, the form to log it in, the story beside it, the next one."""

import streamlit as st

from analysis.sources import places
from frame.parts import contacts, municipality
from frame.pieces.rows import show_row
from frame.view import View


def show_opened(view: View, number: str, numbers: list[str]) -> None:
    """The municipality at the top of the page, in place of the list; `numbers` are those of the list, in its order."""
    _show_way(number, numbers)
    with st.container(border=True, key=f"opened_{number}"):
        municipality.show_heading(view, number)
        call, story = st.columns(2, gap="large")
        with call:
            municipality.show_contacts(view, number)
            contacts.show_note_form(view, number)
            contacts.show_notes(view, number)
        with story:
            municipality.show_facts(view, number)
            municipality.show_story(view, number)


def _show_way(number: str, numbers: list[str]) -> None:
    """The way back to the list, and on to the next of it."""
    row = show_row()
    row.button(
        "Tilbake til listen",
        on_click=municipality.open_municipality,
        args=(None,),
        key="back_to_list",
        icon=":material/arrow_back:",
    )
    if number in numbers[:-1]:
        following = numbers[numbers.index(number) + 1]
        row.button(
            f"Neste på listen: {places()[following].label}",
            on_click=municipality.open_municipality,
            args=(following,),
            key="next_on_list",
            icon=":material/arrow_forward:",
        )

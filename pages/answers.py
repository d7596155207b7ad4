"""Svar: the answers to the applicants as files to send, reminders, and who gets a place that was declined."""

import streamlit as st

from frame.door import access
from frame.door.people import note_seen
from frame.parts import answers, selection_reads
from frame.parts.choosing import show_nothing_to_choose
from frame.parts.decision import decision_of
from frame.pieces.head import show_head
from frame.view import current_view

access.require("choose")
view = current_view()
show_head("Svar", "Lag svarene til søkerne, og finn hvem som får en plass som blir ledig. Dashbordet sender ingenting.")

if not show_nothing_to_choose(view):
    made = decision_of(view)
    if made is None:
        st.info("Svarene kan lages når vedtaket er gjort på siden Utvelgelse.", icon=":material/gavel:")
    else:
        ranked = selection_reads.ranking(*view.edition, view.as_of)
        rows = answers.answers_of(view, ranked, made)
        if not rows.empty:
            note_seen(view, "svarene til søkerne")
            st.header("Hvem som får svar", anchor=False)
            answers.show_missing_addresses(rows)
            answers.show_languages(view, rows)
            st.header("Tekster", anchor=False)
            answers.show_texts(view)
            st.header("Svarene", anchor=False)
            confirm_by = answers.ask_confirm_by(view)
            answers.show_preview(view, rows, confirm_by)
            answers.show_files(view, rows, confirm_by, "svar")
            answers.show_sent(view, made)
            st.header("Påminnelser", anchor=False)
            unconfirmed = rows[rows["letter"] == "placed"]
            st.markdown(f"**{len(unconfirmed)}** har fått plass og ikke bekreftet.")
            if not unconfirmed.empty:
                answers.show_files(view, unconfirmed, confirm_by, "påminnelse", "reminder")
        st.header("Ledige plasser", anchor=False)
        answers.show_free_places(view, ranked, made)

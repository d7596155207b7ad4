"""Svar: the answers to the applicants as files to send, reminders, and who gets a place that was declined."""

from contextlib import nullcontext

import streamlit as st

from frame.door import access
from frame.door.people import note_seen
from frame.parts import answers, letter_texts, selection_reads
from frame.parts.before_choosing import show_nothing_to_choose
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
        free = nullcontext()
        if not rows.empty:
            note_seen(view, "svarene til søkerne")
            letters, texts, reminders, free = st.tabs(
                ["Svarene", "Målform og tekster", "Påminnelser", "Ledige plasser"]
            )
            with letters:
                answers.show_missing_addresses(rows)
                confirm_by = answers.ask_confirm_by(view)
                answers.show_preview(view, rows, confirm_by)
                answers.show_files(view, rows, confirm_by, "svar")
                answers.show_sent(view, made)
            with texts:
                letter_texts.show_languages(view, rows)
                letter_texts.show_texts(view)
            with reminders:
                unconfirmed = rows[rows["letter"] == "placed"]
                st.markdown(f"**{len(unconfirmed)}** har fått plass og ikke bekreftet.")
                if not unconfirmed.empty:
                    answers.show_files(view, unconfirmed, confirm_by, "påminnelse", "reminder")
        with free:
            answers.show_free_places(view, ranked, made)

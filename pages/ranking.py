"""Rangering: scores read in from spreadsheets, the ranking they give, and where the assessors disagree."""

import streamlit as st

from frame.door import access
from frame.door.people import note_seen
from frame.parts import ranking, scores, selection_reads
from frame.parts.choosing import show_nothing_to_choose
from frame.pieces.head import show_head
from frame.view import current_view

access.require("choose")
view = current_view()
show_head("Rangering", "Se hvem som har flest poeng, og hvor enige de som vurderer, er. Gjelder alltid hele landet.")

if not show_nothing_to_choose(view):
    ranked = selection_reads.ranking(*view.edition, view.as_of)
    if view.known_at is None:
        st.header("Poeng fra regneark", anchor=False)
        scores.show_template(view, ranked)
        scores.show_upload(view, ranked)
        scores.show_uploads(view)
    if ranked["assessments"].any():
        note_seen(view, "vurderingene av søknadene")
        st.header("Rangering", anchor=False)
        ranking.show_ranking(view, ranked)
        st.header("Uenighet", anchor=False)
        ranking.show_disagreements(view, ranked)
        st.header("Vurderere", anchor=False)
        ranking.show_assessors(view)

"""Rangering: scores read in from spreadsheets, the ranking they give, and where the assessors disagree."""

from contextlib import nullcontext

import streamlit as st

from frame.door import access
from frame.door.people import note_seen
from frame.parts import ranking, scores, selection_reads
from frame.parts.before_choosing import show_nothing_to_choose
from frame.pieces.head import show_head
from frame.view import current_view

access.require("choose")
view = current_view()
show_head("Rangering", "Se hvem som har flest poeng, og hvor enige de som vurderer, er. Gjelder alltid hele landet.")

if not show_nothing_to_choose(view):
    ranked = selection_reads.ranking(*view.edition, view.as_of)
    uploading = nullcontext()
    if ranked["assessments"].any():
        note_seen(view, "vurderingene av søknadene")
        shown = ("Rangering", "Uenighet", "Vurderere")
        order, apart, people, *upload = st.tabs([*shown, *(("Poeng fra regneark",) if view.known_at is None else ())])
        with order:
            ranking.show_ranking(view, ranked)
        with apart:
            ranking.show_disagreements(view, ranked)
        with people:
            ranking.show_assessors(view)
        uploading = upload[0] if upload else uploading
    if view.known_at is None:
        with uploading:
            scores.show_template(view, ranked)
            scores.show_upload(view, ranked)
            scores.show_uploads(view)

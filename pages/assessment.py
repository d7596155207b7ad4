"""Vurdering: the applications given to an assessor with their answers and a form; who assesses, and the draw."""

import streamlit as st

from frame.door import access
from frame.parts import allotting, assessing, assessors, selection_reads
from frame.parts.before_choosing import show_nothing_to_choose
from frame.pieces.head import show_head
from frame.view import current_view

user = access.require("assess")
view = current_view()
organises = user.may("choose")
purpose = "Legg inn dem som vurderer, og fordel søknadene." if organises else "Les søknadene du har fått, og gi poeng."
show_head("Vurdering", f"{purpose} Gjelder alltid hele landet.")

if not show_nothing_to_choose(view):
    ranked = selection_reads.ranking(*view.edition, view.as_of)
    assessor = assessing.choose_assessor(view)
    if assessor is not None:
        assessing.show_assessing(view, ranked, assessor)
    if organises:
        st.header("Hvem som vurderer", anchor=False)
        assessors.show_assessors(view)
        st.header("Fordeling", anchor=False)
        allotting.show_allotment(view, ranked)

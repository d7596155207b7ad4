"""Data: upload exports, see what they say and what would change, adopt them, and take back what was adopted."""

import streamlit as st

from frame.door import access
from frame.parts import data_versions, inbox_files, pending_files, settling, upload_review
from frame.pieces.head import show_head
from frame.view import current_view

access.require("upload")
view = current_view()
show_head(
    "Data", "Last opp eksportfiler som de er. Du ser hva som endres før noe tas i bruk, og kan alltid gå tilbake.", view
)

st.header("Last opp", anchor=False)
pending_files.show_uploader()
upload_review.show_reviews(view)
inbox_files.show_inbox()

folded = bool(pending_files.pending_files())
st.header("Filene tallene bygger på", anchor=False)
data_versions.show_versions(view, folded=folded)

st.header("Uavklarte og avklarte kommuner", anchor=False)
unsettled = settling.show_doubts_in_force(view, folded=folded)
data_versions.show_settlements(view, unsettled=unsettled)

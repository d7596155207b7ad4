"""Data: upload exports, see what they say and what would change, adopt them, and take back what was adopted."""

import streamlit as st

from frame.door import access
from frame.parts import data_versions, upload_review
from frame.pieces.head import show_head
from frame.view import current_view

access.require("upload")
view = current_view()
show_head(
    "Data", "Last opp eksportfiler som de er. Du ser hva som endres før noe tas i bruk, og kan alltid gå tilbake.", view
)

st.header("Last opp", anchor=False)
uploaded = st.file_uploader(
    "Excel, CSV eller tekst fra Microsoft Forms, Teams, Zoom eller påmeldingssystemet. Høyst 20 MB per fil.",
    accept_multiple_files=True,
    key=upload_review.uploader_key(),
)
upload_review.show_outcome()
for file in uploaded:
    upload_review.show_upload(view, file.name, file.getvalue())

st.header("Filene tallene bygger på", anchor=False)
data_versions.show_versions(view)

st.header("Uavklarte og avklarte kommuner", anchor=False)
upload_review.show_unsettled(view)
data_versions.show_settlements(view)

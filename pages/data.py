"""Data: upload exports, see what they say and what would change, adopt them, and take back what was adopted."""

import streamlit as st

from frame import access, upload, versions
from frame.show import show_head
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
    key=upload.uploader_key(),
)
upload.show_outcome()
for file in uploaded:
    upload.show_upload(view, file.name, file.getvalue())

st.header("Filene tallene bygger på", anchor=False)
versions.show_versions(view)

st.header("Uavklarte og avklarte kommuner", anchor=False)
upload.show_unsettled(view)
versions.show_settlements(view)

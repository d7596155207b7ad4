"""Logg: who did what and when; never anything about the people in the exports."""

import streamlit as st

from frame import reads
from frame.door import access
from frame.pieces.download import show_download
from frame.pieces.head import show_head
from frame.pieces.log_table import log_table
from frame.pieces.table import show_table
from frame.view import current_view

access.require("see_log")
view = current_view()
show_head("Logg", "Hvem som har lastet opp, tatt i bruk, endret, lastet ned eller slettet noe, og når.")

table = log_table(reads.log_lines())
if table.empty:
    st.info("Ingenting er gjort ennå. Her står det når noen tar i bruk en fil.", icon=":material/history:")
else:
    show_table(table, key="log", rows=20, alt="Loggen, det nyeste først")
    show_download(view, "Last ned loggen som Excel", {"Logg": table}, "logg")

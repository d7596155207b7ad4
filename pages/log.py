"""Logg: who did what and when; never anything about the people in the exports."""

import streamlit as st

from frame.door import access
from frame.pieces.download import show_download
from frame.pieces.head import show_head
from frame.pieces.log_table import show_log, whole_log
from frame.view import current_view

access.require("see_log")
view = current_view()
show_head("Logg", "Hvem som har lastet opp, tatt i bruk, endret, lastet ned eller slettet noe, og når.")

if show_log(key="log", rows=20, alt="Loggen, det nyeste først"):
    show_download(view, "Last ned loggen som Excel", lambda: {"Logg": whole_log()}, "logg")
else:
    st.info("Ingenting er gjort ennå. Her står det når noen tar i bruk en fil.", icon=":material/history:")

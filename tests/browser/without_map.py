"""The dashboard with an empty place where the map is drawn, to compare with; started as dashboard.py is."""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from frame import serving  # noqa: E402
from frame.door import sign_in  # noqa: E402
from frame.parts import map_explorer  # noqa: E402

sign_in.check_start()
map_explorer.show_map = lambda *_given: None
app = st.App(
    ROOT / "frame" / "app.py", lifespan=serving.lifespan, middleware=serving.middleware(), routes=serving.routes()
)

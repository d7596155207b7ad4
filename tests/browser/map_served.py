"""Serves the page of map_app.py and the boundaries as the dashboard does; started by `serve_map`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from frame.serving.assets import Assets

app = st.App(Path(__file__).with_name("map_app.py"), middleware=[Middleware(Assets)])

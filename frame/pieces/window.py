"""Owns the width of the browser's window, for what is drawn to a width."""

import streamlit as st


def window_width() -> int:
    """How many pixels wide the browser's window was as the session began, for what is drawn to a width.

    frame/static/browser_facts.js says so; an ordinary desktop's where nothing has. Never narrower than a phone.
    """
    told = st.context.cookies.get("window_width", "")
    return max(int(told), 320) if told.isdecimal() and len(told) < 6 else 1280

"""Owns the width of the browser's window, for what is drawn to a width."""

import streamlit as st

PHONE = 640
"""Pixels up to which Streamlit puts columns below one another."""


def window_width() -> int:
    """How many pixels wide the browser's window was as the session began, for what is drawn to a width.

    A script in frame/static puts it in a cookie; without the cookie it is an ordinary desktop's. Never narrower than
    a phone.
    """
    width = str(st.context.cookies.get("window_width", ""))
    return max(int(width), 320) if width.isdecimal() and len(width) < 6 else 1280


def is_phone() -> bool:
    """Whether the window is as narrow as a telephone's, where columns stand below one another."""
    return window_width() <= PHONE

"""Owns the width of the browser's window, for what is drawn to a width."""

import streamlit as st

PHONE, STACKED = 640, 1180
"""Pixels up to which Streamlit puts columns below one another, and up to which frame/static/dashboard.css puts those
so that have a drawing in them."""


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


def is_stacked() -> bool:
    """Whether a drawing stands above what is beside it in a wide window."""
    return window_width() <= STACKED

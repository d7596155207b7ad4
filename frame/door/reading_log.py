"""Owns the log of who has seen personal data: a line for each list and municipality, once a session."""

from contextlib import suppress

import streamlit as st

import store
from frame import reads
from frame.view import View


def note_seen(view: View, what: str) -> None:
    """Log that the user sees the people of `what`, an id. While the store is away the next run tries again."""
    seen = st.session_state.setdefault("seen_people", set())
    if view.examples or what in seen:
        return
    with suppress(store.StoreError):
        store.write_log(reads.engine(), "see", view.user.id, round_id=view.round.id, details=what)
        seen.add(what)

"""Owns the files of the inbox that wait for somebody, on the page Data: which, why, and the way to their review."""

import streamlit as st

import store
from frame.door import access
from frame.parts import pending_files
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.serving.inbox_watch import watched


def show_inbox() -> None:
    """The files that the inbox does not adopt by itself; nothing where there is no inbox, or nothing waits."""
    inbox = watched()
    if inbox is None or not (inbox.waiting or inbox.trouble):
        return
    st.header("I innboksen", anchor=False)
    if inbox.trouble:
        st.warning(plain_text(inbox.trouble), icon=":material/folder_off:")
    for number, waiting in enumerate(inbox.waiting):
        row = show_row()
        row.markdown(f"**{plain_text(waiting.filename)}** venter: {plain_text(waiting.why)}", width="stretch")
        row.button(
            "Se på filen",
            key=f"inbox_{number}_{waiting.filename}",
            icon=":material/preview:",
            on_click=_review,
            args=(inbox, waiting),
        )


def _review(inbox: store.Inbox, waiting: store.Waiting) -> None:
    """Put a file under review, as if it had been uploaded; it stays in the folder."""
    access.require("upload")
    try:
        content = (inbox.folder / waiting.filename).read_bytes()
    except OSError:
        pending_files.say(f"«{plain_text(waiting.filename)}» er ikke i innboksen lenger, eller kan ikke åpnes.")
        return
    pending_files.add(waiting.filename, content)

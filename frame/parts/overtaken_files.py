"""Owns the word to those whose file was overtaken: two may put a file in force at once, and both are told."""

import streamlit as st

import store
from domain.clock import local_time
from domain.words import format_time
from frame import reads
from frame.kept import ChangeId
from frame.pieces.plain_text import plain_text
from frame.pieces.who_and_when import tell_who

MINE = "adopted_here"


def remember(version: store.Version) -> None:
    """Watch over the version that this session put in force."""
    st.session_state.setdefault(MINE, {})[version.round_id, version.source] = version


def forget() -> None:
    """Stop watching: this session has chosen the version that is in force now, or has read who did."""
    st.session_state.pop(MINE, None)


def show_overtaken(change_id: ChangeId) -> None:
    """Say which of this session's versions others have replaced, and with what, until the user has read it."""
    pairs = [(mine, reads.overtaken_by(mine.id, change_id, mine)) for mine in st.session_state.get(MINE, {}).values()]
    sentences = [
        f"Etter at du tok i bruk «{plain_text(mine.filename)}», tok {tell_who(theirs.adopted_by)} i bruk "
        f"«{plain_text(theirs.filename)}» {format_time(local_time(theirs.adopted_at))}. Det er den som "
        "gjelder nå. Begge ligger i listen på siden Data."
        for mine, theirs in pairs
        if theirs
    ]
    for sentence in sentences:
        st.info(sentence, icon=":material/group:")
    if sentences:
        st.button("Greit, jeg har sett det", on_click=forget, key="overtaken")

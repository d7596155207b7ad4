"""Owns the gate for people: whose names and addresses a user sees, and the line in the log each time they are shown."""

from collections.abc import Sequence
from contextlib import suppress

import pandas as pd
import streamlit as st

import store
from domain.words import plural
from frame import reads
from frame.door.roles import User
from frame.view import View, current_view

PERSON_COLUMNS = frozenset({"Navn", "E-post", "Telefon"})
_MARK = "people"


class PeopleUnchecked(Exception):
    """A table with names or addresses was about to be shown or written without having passed the gate."""


def let_through(user: User, rows: pd.DataFrame, what: str, *, blank: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of the people whom the user may see, by their `branch`; `what` is what the log calls them, in words.

    Rows that are about more than people stay, with the columns `blank` emptied. Only what has passed here is shown
    and written: `check` and `note_shown` look for the mark.
    """
    seen = rows["branch"].isin(user.people_of)
    if blank:
        return _marked(rows.assign(**{name: rows[name].where(seen, "") for name in blank if name in rows}), what)
    return _marked(rows[seen], what)


def let_through_own_file(user: User, rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """All rows of a file that the user holds in their hands and is about to adopt; without people for a leader."""
    hidden = [] if user.may("see_contacts") else [name for name in PERSON_COLUMNS if name in rows]
    return _marked(rows.drop(columns=hidden), what)


def check(table: pd.DataFrame) -> None:
    """Raise PeopleUnchecked for a table that names people and has not passed the gate."""
    named = PERSON_COLUMNS & set(table.columns)
    if named and _MARK not in table.attrs:
        raise PeopleUnchecked(f"columns {sorted(named)}")


def note_shown(table: pd.DataFrame) -> None:
    """Check a table that is about to be shown, and log that the user sees the people in it."""
    check(table)
    if len(table) and PERSON_COLUMNS & set(table.columns):
        note_seen(current_view(), f"{table.attrs[_MARK]}, {plural(len(table), 'rad', 'rader')}")


def note_seen(view: View, what: str) -> None:
    """Log that the user sees the people of `what`, in words, once a session. While the store is away the next run
    tries again.
    """
    seen = st.session_state.setdefault("seen_people", set())
    if view.examples or (view.round.id, what) in seen:
        return
    with suppress(store.StoreError):
        # The page is not kept waiting for it: the next run tries again.
        store.write_log(reads.engine(), "see", view.user.id, round_id=view.round.id, details=what, patience=1)
        seen.add((view.round.id, what))


def _marked(rows: pd.DataFrame, what: str) -> pd.DataFrame:
    marked = rows.copy(deep=False)
    marked.attrs[_MARK] = what
    return marked

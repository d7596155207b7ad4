"""Owns the states of applications: set for one or many at once, who set what and when, taken away again."""

from collections import Counter
from datetime import datetime, time

import pandas as pd
import streamlit as st

import store
from analysis.sources import places
from domain.clock import OSLO, now, today
from domain.states import STATE_LABELS
from domain.words import capital, format_date, format_time, join_words, plural
from frame import reads
from frame.door import access
from frame.door.people import let_through
from frame.pieces.messages import say_after_rerun
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.view import View


def show_state_form(view: View) -> None:
    """Set the state of one or many applications under the filter, also of those that are withdrawn."""
    if view.examples:
        st.caption("Status kan settes når egne søknader er tatt i bruk.")
        return
    mine = let_through(view.user, view.situation.applications, "søknadene")
    names = name_applications(mine) if view.user.may("correct") else {}
    if not names:
        return
    with st.form("state_form"):
        # A key for each time something is set: what is chosen stays while others change states, and goes when set.
        key = f"applications_{st.session_state.setdefault('states_set', 0)}"
        chosen = st.multiselect(
            "Søknader",
            list(names),
            format_func=names.__getitem__,
            placeholder="Velg søknader",
            key=key,
            select_all=False,
        )
        left, right = st.columns(2)
        state = left.selectbox("Ny status", list(STATE_LABELS), format_func=STATE_LABELS.__getitem__)
        right.caption(
            f"Gjelder fra {format_date(effective_from(view).date())}, dagen siden viser, og kan fjernes igjen. "
            "Statusen i regnearket står urørt."
        )
        if st.form_submit_button("Sett status") and chosen:
            _set_states(view, chosen, state)


def name_applications(rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The applications that a state can be set for, by source and id, each with a name of its own.

    Streamlit sends labels: of two that read the same, the wrong one would be set.
    """
    rows = rows[(rows["counts"] | rows["withdrawn"]) & (rows["submission_id"] != "")]
    names = {
        (row.source, row.submission_id): f"{_municipalities(row)}, {format_date(row.day)} – "
        f"{STATE_LABELS.get(row.state, row.state)}"
        for row in rows.sort_values(["label", "day"]).itertuples()
    }
    times = Counter(names.values())
    return {key: name if times[name] == 1 else f"{name} (ID {key[1]})" for key, name in names.items()}


def _municipalities(row: object) -> str:
    return join_words(places()[number].label for number in row.numbers) or row.label


def effective_from(view: View) -> datetime:
    """Now, or the end of an earlier day that is shown: a state from after it would not show."""
    if view.as_of >= today():
        return now()
    return datetime.combine(view.as_of, time(23, 59, 59), OSLO)


def _set_states(view: View, chosen: list[tuple[str, str]], state: str) -> None:
    user = access.require("correct")
    try:
        store.set_state(reads.engine(), view.round.id, chosen, state, user.id, effective_from(view))
    except store.StoreError as error:
        st.error(f"{error} Valgene dine står fortsatt her.", icon=":material/sync_problem:")
        return
    st.session_state["states_set"] += 1
    say_after_rerun(f"Status er satt for {plural(len(chosen), 'søknad', 'søknader')}.")
    st.rerun()


def show_set_states(view: View) -> None:
    """The states that were set in the dashboard, the latest first, each removable; first those without an answer."""
    states = reads.set_states(*view.edition)
    if states.empty:
        return
    lost = states["submission_id"] == store.LOST
    if lost.any():
        _show_lost(view, states[lost])
    every = view.whole.applications.drop_duplicates(["source", "submission_id"], keep="last")
    names = {(row.source, row.submission_id): (row.label, row.branch) for row in every.itertuples()}
    with st.expander(f"Status satt i dashbordet: {int((~lost).sum())}", icon=":material/history:"):
        for row in states[~lost].iloc[::-1].itertuples():
            label, branch = names.get((row.source, row.submission_id), ("En søknad som ikke er i bruk", ""))
            if branch and not view.user.sees_people_of(branch):
                continue
            line = show_row()
            line.markdown(f"**{plain_text(label)}**: {_describe(row)}")
            if line.button("Fjern", key=f"state_{row.id}", icon=":material/undo:"):
                _remove(row)
                st.rerun()


def _show_lost(view: View, lost: pd.DataFrame) -> None:
    """The states whose answer is in none of the files in force: each is given to an application again, or removed."""
    st.warning(
        f"{plural(len(lost), 'status er', 'statuser er')} uten svar: søknaden ble satt i en tidligere fil, og finnes "
        "ikke i den som er i bruk. De teller ikke før du har sagt hvilken søknad de gjelder.",
        icon=":material/link_off:",
    )
    mine = let_through(view.user, view.situation.applications, "søknadene")
    names = name_applications(mine) if view.user.may("correct") else {}
    for row in lost.itertuples():
        line = st.container(horizontal=True, vertical_alignment="bottom")
        chosen = line.selectbox(
            f"Uten svar, fra «{plain_text(capital(row.municipality) or 'ukjent kommune')}»: {_describe(row)}",
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="Velg søknaden den gjelder",
            key=f"lost_{row.id}",
        )
        if line.button("Gjelder denne", key=f"move_{row.id}", disabled=chosen is None, icon=":material/link:"):
            user = access.require("correct")
            moment = row.set_at.to_pydatetime()
            store.set_state(reads.engine(), view.round.id, [chosen], row.state, user.id, moment)
            _remove(row)
            st.rerun()
        if line.button("Fjern", key=f"state_{row.id}", icon=":material/undo:"):
            _remove(row)
            st.rerun()


def _describe(row: object) -> str:
    when = format_time(row.set_at.tz_convert(OSLO))
    return f"{STATE_LABELS[row.state]}, {when} av {plain_text(row.set_by)}"


def _remove(row: object) -> None:
    user = access.require("correct")
    store.remove_correction(reads.engine(), int(row.id), user.id, kind="state")

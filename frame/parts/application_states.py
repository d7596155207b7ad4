"""Owns the states of applications: set for one or many at once, who set what and when, taken away again."""

from collections import Counter
from datetime import date, datetime, time

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import store
from analysis.alphabet import norwegian_keys
from analysis.situation import Situation
from analysis.sources import places
from domain.clock import OSLO, local_time, now, today
from domain.states import STATE_LABELS
from domain.words import capital, format_date, join_words, plural
from frame import reads
from frame.door import access
from frame.door.people import let_through
from frame.pieces import forms
from frame.pieces.messages import rerun_and_say, show_trouble, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import show_row
from frame.pieces.who_and_when import tell_when_and_who
from frame.view import View

QUESTION = "Statusen som gjaldt før denne, gjelder igjen."


def show_state_form(view: View) -> None:
    """Set the state of one or many applications under the filter, also of those that are withdrawn."""
    if view.examples:
        st.caption("Status kan settes når egne søknader er tatt i bruk.")
        return
    names = name_applications(view) if view.user.may("correct") else {}
    if not names:
        return
    problems = forms.problems_of("state_form")
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
        forms.show_problem(problems, "applications")
        left, right = st.columns(2)
        state = left.selectbox("Ny status", list(STATE_LABELS), format_func=STATE_LABELS.__getitem__)
        with right:
            day = ask_from_when(view, "Gjelder fra", "holds_from")
        forms.show_problem(problems, "day")
        st.caption("Filen endres ikke, og statusen kan fjernes.")
        if st.form_submit_button("Sett status"):
            _set_states(view, chosen, state, day)


def name_applications(view: View) -> dict[tuple[str, str], str]:
    """The applications that the user may set a state for, by source and id, each with a name of its own."""
    mine = let_through(view.user, view.once(_name_applications), "søknadene")
    return dict(zip(mine["of"], mine["title"], strict=True))


def _name_applications(situation: Situation) -> pd.DataFrame:
    """branch, `of` (source and submission_id) and `title` of each application that can be answered.

    Streamlit sends labels: of two that read the same, the wrong one would be set.
    """
    rows = situation.applications
    rows = rows[(rows["counts"] | rows["withdrawn"]) & (rows["submission_id"] != "")].sort_values(
        ["label", "day"], key=norwegian_keys
    )
    titles = [
        f"{_municipalities(row)}, {format_date(row.day)} – {STATE_LABELS.get(row.state, row.state)}"
        for row in rows.itertuples()
    ]
    times = Counter(titles)
    keys = list(zip(rows["source"], rows["submission_id"], strict=True))
    titles = [title if times[title] == 1 else f"{title} (ID {of})" for title, (_, of) in zip(titles, keys, strict=True)]
    # As objects: each run goes through them all, which takes long with texts in Arrow's own form.
    named = {"of": keys, "title": titles}
    return rows[["branch"]].assign(**{name: pd.Series(made, rows.index, object) for name, made in named.items()})


def _municipalities(row: object) -> str:
    return join_words(places()[number].label for number in row.numbers) or row.label


def ask_from_when(view: View, label: str, key: str) -> date | None:
    """The day from which states hold: a state from after the day that is shown would not show."""
    shown = min(view.as_of, today())
    return st.date_input(label, shown, format="DD.MM.YYYY", max_value=today(), key=f"{key}_{shown}")


def effective_from(day: date) -> datetime:
    """The moment a state that holds from `day` begins: now, of an earlier day its end."""
    return now() if day >= today() else datetime.combine(day, time(23, 59, 59), OSLO)


def _set_states(view: View, chosen: list[tuple[str, str]], state: str, day: date | None) -> None:
    user = access.require("correct")
    _require_branches(view, chosen)
    if not chosen:
        forms.refuse("state_form", {"applications": "Velg søknadene som skal få en ny status."})
    if day is None:
        forms.refuse("state_form", {"day": "Velg dagen statusen gjelder fra."})
    try:
        store.set_state(reads.engine(), view.round.id, chosen, state, user.id, effective_from(day))
    except store.StoreError as error:
        show_trouble(error, "Valgene dine står fortsatt her.")
        return
    st.session_state["states_set"] += 1
    rerun_and_say(f"Status er satt for {plural(len(chosen), 'søknad', 'søknader')}.")


def _require_branches(view: View, chosen: list[tuple[str, str]]) -> None:
    """Ask for the branch of each chosen application: what the form offers was drawn earlier, or for somebody else."""
    named = view.once(_name_applications)
    branches = dict(zip(named["of"], named["branch"], strict=True))
    for branch in {branches[one] for one in chosen}:
        access.require("correct", of=branch)


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
            _show_removal(line, row, branch)


def _show_lost(view: View, lost: pd.DataFrame) -> None:
    """The states whose answer is in none of the files in force: each is given to an application again, or removed."""
    st.warning(
        f"{plural(len(lost), 'status er', 'statuser er')} uten svar: søknaden ble satt i en tidligere fil, og finnes "
        "ikke i den som er i bruk. De teller ikke før du har sagt hvilken søknad de gjelder.",
        icon=":material/link_off:",
    )
    names = name_applications(view) if view.user.may("correct") else {}
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
            _require_branches(view, [chosen])
            moment = row.set_at.to_pydatetime()
            store.set_state(reads.engine(), view.round.id, [chosen], row.state, user.id, moment)
            _remove(row, "")
            st.rerun()
        _show_removal(line, row, "")


def _describe(row: object) -> str:
    """`tildelt plass fra 30.09.2024, satt 29.11.2026 kl. 19.07 av kari`."""
    since = format_date(local_time(row.set_at))
    return f"{STATE_LABELS[row.state]} fra {since}, satt {tell_when_and_who(row.made_at, row.set_by)}"


def _show_removal(line: DeltaGenerator, row: object, branch: str) -> None:
    with line:
        sure = forms.ask_first("Fjern", QUESTION, "Ja, fjern statusen", key=f"state_{row.id}")
    if sure:
        with trouble_shown():
            _remove(row, branch)
            rerun_and_say("Statusen er fjernet.")


def _remove(row: object, branch: str) -> None:
    """Remove a state; `branch` is that of its application, "" of one in no file in use, which is nobody's."""
    user = access.require("correct", of=branch or None)
    store.remove_correction(reads.engine(), int(row.id), user.id, kind="state")

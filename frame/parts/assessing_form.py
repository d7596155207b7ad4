"""Owns the form of an assessment: saved as one goes, put together with another window's; and passing on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

import store
from analysis.allotment import draw_another
from domain.assessors import Allotment, Assessor, Key, PassedOn, hand_out, write_allotment
from domain.clock import local_time
from domain.criteria import Criterion, format_score
from domain.words import join_words
from domain.written import COMMENT, Value, Written
from frame import reads
from frame.door import access
from frame.door.roles import User
from frame.parts import assessing_reads, assessing_window, selection_reads
from frame.parts.assessing_window import NOTHING, Window, keys_of, open_window, take_typed, windows
from frame.pieces import forms
from frame.pieces.messages import rerun_and_say, show_trouble
from frame.pieces.plain_text import plain_text
from frame.view import View

WIDEST_SCALE = 10
"""A scale of more steps is a field to type a number in."""
LONGEST_COMMENT, LONGEST_REASON = 5000, 300
TRIES = 5
FORM = "assess"


def show_form(view: View, ranked: pd.DataFrame, assessor: Assessor, key: Key) -> None:
    """A field for each criterion and the comment; what is changed is saved at once."""
    criteria = view.round.criteria
    form = _name(view, assessor, key)
    _save_the_rest(view, assessor, form)
    window = open_window(form, _saved(view, assessor, key), criteria, view.change_id.number)
    if window.clashes:
        _show_clash(form, window, criteria)
    names = keys_of(form, criteria)
    # A callback runs even where the next click comes before the page has been drawn.
    keep = {"on_change": take_typed, "args": (form, criteria)}
    for one in criteria:
        _ask(one, names[one.key], keep)
    st.text_area("Kommentar", key=names[COMMENT], height=120, max_chars=LONGEST_COMMENT, **keep)
    if window.is_unsaved and not window.clashes:
        _save(view, assessor, key, window)
    elif window.seen.id:
        st.caption(f":material/cloud_done: Lagret {_time_of(view, window.seen.id)}".strip())
    _show_passing_on(view, ranked, assessor, key)


def _name(view: View, assessor: Assessor, key: Key) -> str:
    return " ".join((FORM, view.round.id, assessor.id, *key))


def _saved(view: View, assessor: Assessor, key: Key) -> store.SavedAssessment:
    rows = assessing_reads.of_application(selection_reads.assessments(*view.edition), key)
    own = assessing_reads.of_assessor(rows, assessor)
    if own.empty:
        return NOTHING
    last = own.iloc[-1]
    return store.SavedAssessment(int(last["id"]), Written(last["scores"], last["comment"]))


def _time_of(view: View, saved: int) -> str:
    rows = selection_reads.assessments(*view.edition).set_index("id")
    return f"kl. {local_time(rows.loc[saved, 'made_at']):%H.%M}" if saved in rows.index else ""


def _ask(one: Criterion, key: str, keep: Mapping[str, Any]) -> None:
    """The scale of a criterion, with what it means."""
    given = {score for score in (st.session_state[key],) if score is not None}
    label = f"**{plain_text(one.name)}** ({one.low}–{one.high})"
    if one.high - one.low < WIDEST_SCALE:
        steps = {float(step) for step in range(one.low, one.high + 1)}
        options = sorted(steps | given)  # a spreadsheet may have given 3,5
        st.segmented_control(label, options, format_func=format_score, key=key, wrap=True, **keep)
    else:
        low, high = min({float(one.low), *given}), max({float(one.high), *given})
        st.number_input(label, low, high, None, 1.0, format="%g", key=key, width=160, **keep)
    if one.guidance:
        st.caption(plain_text(one.guidance))


def _require_self(assessor: Assessor) -> User:
    """The user, if they are the assessor; without signing in, the one on this machine writes for each of them."""
    user = access.require("assess")
    return access.require("assess", by=assessor.id) if user.signed_in else user


def _save(view: View, assessor: Assessor, key: Key, window: Window) -> None:
    user = _require_self(assessor)
    if key not in assessing_reads.allotted(*view.edition).now.of(assessor.id):
        return
    try:
        saved = store.save_assessment(
            reads.engine(), view.round.id, key, assessor.id, window.here, user.id, before=window.seen
        )
    except store.StoreConflict:
        st.rerun()  # the run after this one sees what the other window has saved
    except store.StoreError as error:
        show_trouble(error, "Det du har skrevet, står fortsatt her, og er ikke lagret.")
        st.button("Lagre nå", icon=":material/save:")
        return
    window.seen, window.here, window.number = saved, saved.written, view.change_id.number
    st.rerun()


def _save_the_rest(view: View, assessor: Assessor, shown: str) -> None:
    """Save what could not be saved when another application was looked at."""
    given = assessing_reads.allotted(*view.edition).now.of(assessor.id)
    for key in given:
        name = _name(view, assessor, key)
        take_typed(name, view.round.criteria)
        window = windows().get(name)
        if window and name != shown and window.is_unsaved and not window.clashes:
            _save(view, assessor, key, window)


def _show_clash(form: str, window: Window, criteria: Sequence[Criterion]) -> None:
    """Say which fields another window has changed as well, and ask which of the two holds."""
    names = {**{one.key: one.name for one in criteria}, COMMENT: "Kommentar"}
    here, there = window.here.fields(), window.there.written.fields()
    differences = [
        f"{names[one]}: {_quote(here.get(one))} her, {_quote(there.get(one))} der"
        for one in window.clashes
        if one in names
    ]
    st.warning(
        "I et annet vindu er det skrevet noe annet, og det er lagret. "
        f"{plain_text(join_words(differences))}. Velg hva som skal gjelde.",
        icon=":material/sync_problem:",
    )
    with st.container(horizontal=True):
        st.button("Behold det som står her", on_click=assessing_window.keep_mine, args=(window,))
        st.button(
            "Bruk det fra det andre vinduet", on_click=assessing_window.take_theirs, args=(form, window, criteria)
        )


def _quote(value: Value | None) -> str:
    if value is None:
        return "ingenting"
    return f"«{value}»" if isinstance(value, str) else format_score(value)


def _show_passing_on(view: View, ranked: pd.DataFrame, assessor: Assessor, key: Key) -> None:
    """Pass the application on to another, with the reason."""
    form = f"pass_on_{'_'.join(key)}"
    problems = forms.problems_of(form)
    with st.popover("Jeg er inhabil", icon=":material/person_off:"), st.form(form, border=False):
        st.markdown("Søknaden går til en annen, og poengene dine for den slettes. En administrator ser begrunnelsen.")
        reason = st.text_input("Begrunnelse", key=f"{form}_reason", max_chars=LONGEST_REASON).strip()
        forms.show_problem(problems, "reason")
        if st.form_submit_button("Gi søknaden videre", type="primary"):
            if not reason:
                forms.refuse(form, {"reason": "Skriv hvorfor du er inhabil."})
            _pass_on(view, ranked, assessor, key, reason)
    if problems:
        st.error("Søknaden er ikke gitt videre: begrunnelsen mangler.", icon=":material/error:")


def _pass_on(view: View, ranked: pd.DataFrame, assessor: Assessor, key: Key, reason: str) -> None:
    user = _require_self(assessor)
    numbers = ranked.set_index(selection_reads.KEY).loc[key, "numbers"]
    try:
        for attempt in range(TRIES):  # each on top of what others have changed meanwhile
            edition = (view.round.id, reads.change_id()[0])
            found = assessing_reads.allotted(*edition)
            if found.paper is None or key not in found.now.of(assessor.id):
                break
            written = selection_reads.followed_assessments(*edition)
            own = assessing_reads.of_assessor(assessing_reads.of_application(written, key), assessor)["id"].tolist()
            drawn = draw_another(found.now, key, numbers, [*assessing_reads.assessors(*edition).values()], assessor.id)
            content = write_allotment(_without(found, key, assessor, drawn, reason))
            paper = found.paper.id
            try:
                store.pass_on(reads.engine(), view.round.id, content, assessor.id, own, user.id, expected=paper)
                break
            except store.StoreConflict:
                if attempt == TRIES - 1:
                    raise
    except store.StoreError as error:
        show_trouble(error, "Søknaden er ikke gitt videre.")
        return
    windows().pop(_name(view, assessor, key), None)
    rerun_and_say("Søknaden er gitt videre.")


def _without(
    found: assessing_reads.Allotted, key: Key, assessor: Assessor, drawn: tuple[str, ...], reason: str
) -> Allotment:
    """The allotment after one has passed an application on to those that were drawn."""
    at = datetime.now(UTC).isoformat()
    changed = hand_out(found.as_written, found.now, {key: drawn}, at)
    return replace(changed, passed_on=(*changed.passed_on, PassedOn(key, assessor.id, reason, at)))

"""Owns the choices of the page Deltakelse: which gathering, what is counted, how it is split; all in the link."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.series import MEASURES, Measure, Split, Step
from analysis.turnout import By
from domain.gatherings import START
from domain.kinds import event_key
from domain.round_dates import DATE_OF
from domain.stages import STAGE_KEYS
from domain.words import capital
from frame import numbers
from frame.kept import once
from frame.pieces.links import warn_of_unknown
from frame.view import View

OFFERED: tuple[Measure, ...] = ("participants", "registrations", "registered", "applications", "applied")
STEPS: dict[str, Step] = {"Per dag": "day", "Per uke": "week"}
ALL, REGION, ROLE, EVENT = "Samlet", "Etter region", "Etter stilling", "Etter samling"
AT_LEAST_ONE = "Minst én samling"
"""The choice of all gatherings, where everybody is counted once."""


def choose_event(view: View) -> View:
    """The view of the gathering that is chosen where a round has several, or of all, as the link says by its title."""
    events = list_events(view)
    if len(events) < 2:
        return view
    choices = [AT_LEAST_ONE, *events]
    warn_of_unknown("samling", "samling", choices, "Siden viser alle samlingene.")
    if st.session_state.get("samling") not in (None, *choices):  # its gathering was given another title since
        del st.session_state["samling"]
    chosen = st.selectbox("Samling", choices, key="samling", bind="query-params", width=420)
    return view if chosen == AT_LEAST_ONE else view_of_event(view, events[chosen], chosen)


def list_events(view: View) -> dict[str, str]:
    """The events that can be looked at for themselves, their keys by their titles: the start once people came to it."""
    events = {one.title: one.key for one in view.round.gatherings}
    return events | ({DATE_OF[START].label: START} if view.whole.sources.start_attendance.size else {})


def view_of_event(view: View, event: str, title: str) -> View:
    """The view as if this were the round's only gathering; what leaves the page names it."""
    key = (*view.key, event)
    situation = numbers.of_event(*key)
    about = (("applications", ""), *((kind, event) for kind in ("registrations", "attendance")))

    def compute_once(
        compute: Callable[..., Any], *arguments: Any, with_earlier: bool = False, without_contacts: bool = False
    ) -> Any:
        more = {"earlier": None} if with_earlier else {}
        return once(key, compute, arguments, situation, **more)

    return replace(
        view,
        round=replace(view.round.only(event), title=f"{view.round.title}, {title}"),
        whole=situation.whole or situation,
        situation=situation,
        files=tuple(file for file in view.files if (file.kind, event_key(file.kind, file.event)) in about),
        key=key,
        once=compute_once,
        earlier=None,
    )


def choose_group(view: View) -> By:
    """Return what the turnout is split by."""
    several = len(view.situation.round.gatherings) > 1
    choices = [ALL, *([EVENT] if several else []), REGION, ROLE]
    warn_of_unknown("oppmote", "oppdeling", choices, "Siden viser alle samlet.")
    if st.session_state.get("oppmote") not in (None, *choices):
        del st.session_state["oppmote"]
    how = st.segmented_control(
        "Oppmøte på samlingene" if several else "Oppmøte på samlingen",
        choices,
        default=ALL,
        required=True,
        key="oppmote",
        bind="query-params",
        wrap=True,
    )
    return {REGION: view.level, ROLE: "role", EVENT: "event"}.get(how, "")


def choose_series(view: View) -> tuple[Measure, Step, Split, bool]:
    """Return what is counted, the step, the split, and whether the sums are shown."""
    names = {capital(MEASURES[measure][1]): measure for measure in OFFERED}
    warn_of_unknown("tall", "tall", names, f"Siden viser {next(iter(names)).lower()}.")
    warn_of_unknown("steg", "visning", (*STEPS, "I alt"), "Siden viser tallene per dag.")
    row = st.container(horizontal=True)
    measure = names[row.selectbox("Vis", list(names), key="tall", bind="query-params")]
    how = row.segmented_control(
        "Hvordan", [*STEPS, "I alt"], default="Per dag", required=True, key="steg", bind="query-params", wrap=True
    )
    splits = [ALL, REGION, ROLE] if measure not in (*STAGE_KEYS, "applications") else [ALL, REGION]
    warn_of_unknown("delt", "oppdeling", splits, "Siden viser alle samlet.")
    split = row.segmented_control(
        "Delt", splits, default=ALL, required=True, key="delt", bind="query-params", wrap=True
    )
    return measure, STEPS.get(how, "day"), {REGION: view.level, ROLE: "role"}.get(split, ""), how == "I alt"

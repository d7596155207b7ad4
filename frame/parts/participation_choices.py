"""Owns the choices above a chart over time: what is counted, per day or week, how it is split; all in the link."""

import streamlit as st

from analysis.series import MEASURES, Measure, Split, Step
from analysis.turnout import By
from domain.stages import STAGE_KEYS
from domain.words import capital
from frame.pieces.links import warn_of_unknown
from frame.view import View

OFFERED: tuple[Measure, ...] = ("participants", "registrations", "registered", "applications", "applied")
STEPS: dict[str, Step] = {"Per dag": "day", "Per uke": "week"}
ALL, REGION, ROLE = "Samlet", "Etter region", "Etter stilling"


def choose_group(view: View) -> By:
    """Return what the turnout is split by."""
    warn_of_unknown("oppmote", "oppdeling", (ALL, REGION, ROLE), "Siden viser alle samlet.")
    how = st.segmented_control(
        "Oppmøte på samlingen",
        [ALL, REGION, ROLE],
        default=ALL,
        required=True,
        key="oppmote",
        bind="query-params",
        wrap=True,
    )
    return {REGION: view.level, ROLE: "role"}.get(how, "")


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

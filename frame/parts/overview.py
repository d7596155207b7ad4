"""Owns what only Oversikt shows: the drawings of the phase the round is in, the milestone, the latest, the links."""

import pandas as pd
import pyarrow as pa
import streamlit as st

from analysis.milestones import list_milestones, milestones_sentence
from analysis.regions import what_is_compared
from analysis.situation import Situation
from analysis.story import ANSWER, SET, list_latest
from domain.phases import Phase, phase_of
from domain.words import format_date, format_time
from frame.pieces import drawings
from frame.pieces.chart import show_drawing
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_text, write_texts
from frame.view import View


def show_drawings(view: View) -> None:
    """What the phase asks for, side by side: how it grows or stands, and the regions against their targets."""
    phase: Phase = phase_of(view.round, view.as_of)
    what = view.once(what_is_compared, without_contacts=True)
    left, right = st.columns(2, gap="large")
    with left:
        if phase == "before_gathering":
            show_drawing(view, "pameldte", drawings.over_time, "registered", "day", "", True, marked=view.marked)
        elif phase == "towards_start" and what == "places":
            show_drawing(view, "klare", drawings.ready)
        else:
            show_drawing(view, "soknader", drawings.small_curve, marked=view.marked, with_earlier=True)
    with right:
        show_drawing(view, "regioner", drawings.by_region, what, view.level)


def show_milestone(view: View) -> None:
    """The next milestone and what is late; before the deadline the lead has said what comes next."""
    milestones = view.once(list_milestones, without_contacts=True)
    late = any(one.state == "late" for one in milestones)
    if late or phase_of(view.round, view.as_of) != "before_deadline":
        st.markdown(plain_text(milestones_sentence(milestones)))


def show_latest(view: View) -> None:
    """What came in last, without people."""
    latest = view.once(_tabulate_latest, without_contacts=True)
    if not latest.num_rows:
        st.caption("Ingenting er kommet inn ennå.")
        return
    show_text(latest, alt="De siste påmeldingene og søknadene, det nyeste først")


def _tabulate_latest(situation: Situation) -> pa.Table:
    latest = list_latest(situation)
    table = pd.DataFrame(
        {
            "Kommune": latest["label"],
            "Hva": latest["text"],
            "Når": [  # no line ends within a time
                _tell_when(at, kind).replace(" ", "\u00a0")
                for at, kind in zip(latest["at"], latest["kind"], strict=True)
            ],
        }
    )
    return write_texts(table)


def _tell_when(at: pd.Timestamp, kind: str) -> str:
    """A state holds from a day, and the file gives an answer no time."""
    if kind == SET:
        return f"fra {format_date(at)}"
    return format_date(at) if kind == ANSWER else format_time(at)


def show_links(view: View) -> None:
    """The round's links, or that they can be set."""
    if view.round.links:
        for name, address in view.round.links.items():
            st.link_button(name, address, icon=":material/open_in_new:")
    else:
        st.caption(
            "Lenkene til påmelding, søknadsskjema og grunnlagsdokument er ikke lagt inn ennå. "
            "En administrator gjør det på siden Innstillinger."
        )

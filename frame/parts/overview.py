"""Owns what only Oversikt shows: the milestone, what came in last, the round's links."""

import pandas as pd
import streamlit as st

from analysis.milestones import list_milestones, milestones_sentence
from analysis.situation import Situation
from analysis.story import list_latest
from domain.words import format_time
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_text
from frame.view import View


def show_milestone(view: View) -> None:
    """The next milestone, and what is late."""
    milestones = view.once(list_milestones)
    late = any(one.state == "late" for one in milestones)
    icon = ":material/running_with_errors:" if late else ":material/flag:"
    st.info(plain_text(milestones_sentence(milestones)), icon=icon)


def show_latest(view: View) -> None:
    """What came in last, without people."""
    latest = view.once(_tabulate_latest)
    if latest.empty:
        st.caption("Ingenting er kommet inn ennå.")
        return
    show_text(latest, alt="De siste påmeldingene og søknadene, det nyeste først")


def _tabulate_latest(situation: Situation) -> pd.DataFrame:
    latest = list_latest(situation)
    return pd.DataFrame(
        {
            "Kommune": latest["label"],
            "Hva": latest["text"],
            "Når": [format_time(at) for at in latest["submitted_at"]],
            "Region": latest["branch"],
        }
    )


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

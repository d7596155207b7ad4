"""Owns what the pages about applications share: what is missing before anybody can assess or choose."""

import streamlit as st

from domain.words import format_date
from frame.pieces.head import show_empty
from frame.view import View


def show_nothing_to_choose(view: View) -> bool:
    """Say what is missing before the applications can be assessed and chosen among; True when something is.

    The filter's region counts for nothing here: places are given over the whole country.
    """
    none = view.whole.counting("applications").empty
    if not view.user.may("see_figures") and (view.examples or none or not view.round.criteria):
        st.info("Det er ingen søknader å vurdere i denne runden ennå.", icon=":material/inbox:")
        return True
    if view.whole.is_empty and show_empty(view, "søknader"):
        return True
    if view.examples:
        st.info(
            "Vurdering og utvelgelse kan begynne når egne søknader er tatt i bruk på siden Data. Eksempelsøknadene kan "
            "ikke få plass.",
            icon=":material/upload_file:",
        )
        return True
    if none:
        st.info(
            f"Ingen søknader per {format_date(view.as_of)}. Last opp søknadene på siden Data, eller velg en annen dag "
            "i filteret.",
            icon=":material/upload_file:",
        )
        return True
    if not view.round.criteria:
        st.info(
            "Runden har ingen kriterier ennå. En administrator legger dem inn på siden Innstillinger.",
            icon=":material/checklist:",
        )
        return True
    return False

"""Owns the head of a page: its title and purpose, and what to do where there is nothing to show."""

import streamlit as st

from domain.words import format_date
from frame import reads
from frame.pieces.plain_text import plain_text
from frame.view import View


def show_head(title: str, purpose: str, view: View | None = None) -> None:
    """The page's one h1, the line that says what the page is for and, where it follows the filter, the filter in words.

    The sidebar says it too, but is closed on a phone and gone on paper.
    """
    st.title(title, anchor=False)
    st.markdown(plain_text(purpose) + (f"  \n:gray[{plain_text(view.describe())}]" if view else ""))


def show_empty(view: View, what: str) -> bool:
    """Say what to do when nothing is loaded or nothing is left; True when the page has nothing to show."""
    if not view.situation.is_empty:
        return False
    if not view.files and not reads.anonymous(*view.edition).empty:
        st.info(
            "Personopplysningene i denne runden er slettet. Tallene som er igjen, står på siden Personvern.",
            icon=":material/delete_forever:",
        )
    elif not view.files and view.round.known_applied is not None:
        st.info(
            f"Ingen {what} er lastet inn for denne runden. Det som er kjent om den, står på siden Oversikt.",
            icon=":material/history:",
        )
    elif not view.files:
        st.info(
            f"Ingen {what} ennå. Gå til siden Data og last opp påmeldinger, søknader eller deltakelse.",
            icon=":material/upload_file:",
        )
    else:
        st.info(
            f"Ingen {what} i {view.filter.describe()} per {format_date(view.as_of)}. "
            f"Velg {'flere regioner eller ' if view.filter.regions else ''}en annen dag i filteret.",
            icon=":material/filter_alt_off:",
        )
    return True

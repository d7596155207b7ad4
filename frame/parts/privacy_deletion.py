"""Owns the end of a round's personal data: the day they are to go, and the button that deletes them for good."""

from datetime import date

import pandas as pd
import streamlit as st

import store
from analysis.anonymous import count_anonymous
from analysis.sources import places
from domain.clock import today
from domain.words import format_date, plural
from frame import numbers, reads
from frame.door import access
from frame.pieces.download import show_download
from frame.pieces.messages import rerun_and_say, show_trouble
from frame.pieces.table import show_table
from frame.view import View
from store.deletion import NOTICE_DAYS

# A day after every answer; pandas knows none much later.
THE_END = date(2200, 1, 1)

ANONYMOUS = {
    "registrations": "Påmeldinger",
    "attendance": "Deltakere på samling",
    "applications": "Søknader",
    "places": "Tildelte plasser",
    "confirmed": "Bekreftede plasser",
    "start_registrations": "Påmeldinger til oppstart",
}


def show_retention(view: View) -> None:
    """Say until when the round's personal data may be kept."""
    day = view.round.retention
    if day is None:
        st.markdown("Runden har ingen slettedato ennå. En administrator setter den på siden Innstillinger.")
        return
    left = (day - today()).days
    if left < 0:
        st.error(
            f"Personopplysningene skulle vært slettet {format_date(day)}, for {plural(-left, 'dag', 'dager')} siden.",
            icon=":material/event_busy:",
        )
    elif left <= NOTICE_DAYS:
        st.warning(
            f"Personopplysningene skal slettes innen {format_date(day)}, om {plural(left, 'dag', 'dager')}.",
            icon=":material/event:",
        )
    else:
        st.markdown(f"Personopplysningene i denne runden skal slettes innen **{format_date(day)}**.")


def show_deletion(view: View) -> None:
    """The form that deletes; the title of the round has to be written, so that no click does it by accident."""
    st.markdown(
        "Filer, rader, notater, vurderinger og egne tiltak slettes for godt, også fra databasefilen. Det som blir "
        "igjen, er antall per kommune og dag, uten personer. **Dette kan ikke angres.**"
    )
    if view.examples:
        st.caption("Runden har ingen egne filer ennå, så det er ingenting å slette.")
        return
    with st.form("delete_round"):
        written = st.text_input(f"Skriv «{view.round.id}» for å bekrefte")
        if st.form_submit_button("Slett for godt", icon=":material/delete_forever:"):
            user = access.require("delete")
            if written.strip() != view.round.id:
                st.error(f"Ingenting er slettet. Skriv «{view.round.id}» i feltet for å bekrefte.")
                return
            # The whole round, whatever day and regions the filter shows.
            counts = count_anonymous(numbers.situation(*view.edition, THE_END))
            try:
                store.delete_personal_data(reads.engine(), view.round.id, user.id, counts)
            except store.StoreError as error:
                show_trouble(error)
                return
            finally:
                reads.forget()
            rerun_and_say("Personopplysningene er slettet for godt. Tallene som er igjen, står på denne siden.")


def show_what_is_left(view: View) -> None:
    """The counts that a deletion left, by municipality and day."""
    counts = reads.anonymous(*view.edition)
    if counts.empty:
        return
    st.header("Tallene som er igjen etter slettingen", anchor=False)
    table = anonymous_table(counts)
    show_table(table, key="anonymous", alt="Antall per kommune og dag, uten personer")
    show_download(view, "Last ned tallene", {"Tall": table}, "tall uten personer")


def anonymous_table(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts without people: Hva, Kommune, Dag, Antall."""
    known = places()
    return pd.DataFrame(
        {
            "Hva": counts["stage"].map(ANONYMOUS),
            "Kommune": counts["municipality"].map(lambda number: known[number].label if number in known else "–"),
            "Dag": counts["day"],
            "Antall": counts["count"],
        }
    )

"""Owns the question which round a file belongs to: this one where its dates fit, else another, or a new one."""

from datetime import date, datetime, time, timedelta

import pandas as pd
import streamlit as st

import store
from analysis.rounds import Round
from analysis.words import format_date, plural
from frame import access, reads
from frame.show import tell_next
from frame.view import View
from loaders import Export

NEW = "ny"


def rows_within(rows: pd.DataFrame, round_: Round) -> tuple[int, int]:
    """Return how many dated rows lie within the round's first and last day, and how many are dated."""
    days = rows["submitted_at"].dropna().dt.tz_localize(None)
    first = pd.Timestamp(round_.first_day or date.min.replace(year=1900))
    last = pd.Timestamp(round_.last_day or date(2200, 1, 1)) + timedelta(days=1)
    return int(((days >= first) & (days < last)).sum()), len(days)


def choose_round(view: View, export: Export, key: str) -> str | None:
    """Return the round the file is to be adopted in; None while the user has not said."""
    within, dated = rows_within(export.rows, view.round)
    if within == dated:
        return view.round.id
    outside = plural(dated - within, "rad", "rader")
    if within * 2 > dated:
        st.info(f"{outside} ligger utenfor rundens dager, og er med likevel.", icon=":material/event:")
        return view.round.id
    period = f"{format_date(view.round.first_day)}–{format_date(view.round.last_day)}"
    st.warning(
        f"{outside} av {dated} ligger utenfor {view.round.title} ({period}). Filen hører trolig til en annen runde.",
        icon=":material/event_busy:",
    )
    rounds = reads.rounds(view.key[1])
    options = [view.round.id, *(other for other in rounds if other != view.round.id), NEW]
    titles = {round_id: round_.title for round_id, round_ in rounds.items()} | {NEW: "En ny runde"}
    chosen = st.radio(
        "Hvilken runde hører filen til?", options, index=None, format_func=titles.__getitem__, key=f"round_{key}",
    )  # fmt: skip
    if chosen == NEW:
        show_new_round(key, export.rows["submitted_at"].dropna())
        return None
    return chosen


def show_new_round(key: str, days: pd.Series | None = None) -> None:
    """The form for a round that is not there yet; `days` are the times of the file it is made for."""
    found = days is not None and len(days) > 0
    year = int(days.dt.year.mode().iloc[0]) if found else reads.today().year + 1
    with st.form(f"new_round_{key}"):
        st.markdown("**Ny runde**")
        title = st.text_input("Tittel", f"Fremtidens kulturskole {year}")
        left, right = st.columns(2)
        call = left.date_input("Utlysning", date(year, 3, 1), format="DD.MM.YYYY")
        gathering = right.date_input("Inspirasjonssamling", date(year, 3, 15), format="DD.MM.YYYY")
        deadline = left.date_input("Søknadsfrist", date(year, 5, 15), format="DD.MM.YYYY")
        start = right.date_input("Oppstart", date(year, 9, 1), format="DD.MM.YYYY")
        st.caption("Dagene er forslag. Resten av innstillingene kan endres senere.")
        if not st.form_submit_button("Lag runden"):
            return
    user = access.require("change_settings")
    first = min(call, days.min().date()) if found else call
    settings = {
        "id": f"{year}",
        "title": title,
        "dates": {
            "call": call,
            "gathering_start": datetime.combine(gathering, time(9, 0)),
            "deadline": deadline,
            "start": start,
            "first_day": first,
            "last_day": start + timedelta(days=30),
        },
    }
    try:
        saved = store.save_round(reads.engine(), settings, user.id, expected=0)
    except store.StoreError as error:
        problems = " ".join(getattr(error, "problems", {}).values())
        st.error(f"{error} {problems}", icon=":material/event_busy:")
        return
    tell_next(f"{saved.title} er laget.")
    st.rerun()

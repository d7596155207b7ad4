"""Owns the form for a round that is not there yet, and the way to take away a round that holds nothing."""

from datetime import date, datetime, time, timedelta
from itertools import count

import pandas as pd
import streamlit as st

import store
from domain.clock import today
from domain.gatherings import FIRST, TITLE
from domain.round_dates import DATE_OF
from frame import reads
from frame.door import access
from frame.pieces import forms
from frame.pieces.messages import rerun_and_say, show_trouble, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import as_seen
from frame.view import View

GATHERING = "gatherings"
"""The field of the gathering's day, which the problems of its place among the dates stand at."""


def show_new_round(key: str, days: pd.Series | None = None) -> None:
    """The form for a round that is not there yet; `days` are the times of the file it is made for.

    It is empty again when the round is made: one more press makes no second round that looks like the first.
    """
    found = days is not None and len(days) > 0
    year = int(days.dt.year.mode().iloc[0]) if found else today().year + 1
    form = f"new_round_{key}_{st.session_state.setdefault('rounds_made', 0)}"
    problems = forms.problems_of(form)
    with st.form(form):
        st.markdown("**Ny runde**")
        title = st.text_input("Tittel", f"Fremtidens kulturskole {year}", key=f"{form}_title")
        forms.show_problem(problems, "title")
        dates = {
            "call": date(year, 3, 1),
            GATHERING: date(year, 3, 15),
            "deadline": date(year, 5, 15),
            "start": date(year, 9, 1),
        }
        fields = {name: (TITLE if name == GATHERING else DATE_OF[name].label, day) for name, day in dates.items()}
        chosen = forms.ask_for_days(fields, form, problems)
        st.caption("Dagene er forslag. Resten av innstillingene kan endres senere.")
        if st.form_submit_button("Lag runden"):
            _make(title, chosen, days.min().date() if found else None, form, key)


def _make(title: str, chosen: dict[str, date | None], first_row: date | None, form: str, key: str) -> None:
    user = access.require("change_settings")
    known = store.rounds(reads.engine())
    if problems := check_new(title, chosen, known):
        forms.refuse(form, problems)
    first = min(chosen["call"], first_row) if first_row else chosen["call"]
    settings = {
        "id": _free_id(chosen["deadline"].year, {other.round_id for other in known}),
        "title": title,
        "earlier_round": _round_before(first, known),
        "gatherings": [{"key": FIRST, "title": TITLE, "start": datetime.combine(chosen[GATHERING], time(9, 0))}],
        "dates": {
            **{name: day for name, day in chosen.items() if name != GATHERING},
            "first_day": first,
            "last_day": chosen["start"] + timedelta(days=30),
        },
    }
    try:
        saved = store.save_round(reads.engine(), settings, user.id, expected=0)
    except store.StoreRefused as refused:
        forms.refuse(form, {name.removeprefix("dates."): sentence for name, sentence in refused.problems.items()})
    except store.StoreError as error:
        show_trouble(error)
        return
    st.session_state["rounds_made"] += 1
    st.session_state[f"made_{key}"] = saved.round_id
    rerun_and_say(f"{saved.title} er laget, og kan velges til venstre som runde {saved.round_id}.")


def check_new(title: str, chosen: dict[str, date | None], known: list[store.RoundSettings]) -> dict[str, str]:
    """What is wrong with a new round, a sentence for each field: every day is needed, and a title of its own."""
    problems = {name: "Velg en dag." for name, day in chosen.items() if day is None}
    return problems | check_title(title, known)


def check_title(title: str, known: list[store.RoundSettings]) -> dict[str, str]:
    """Two rounds never look alike: the sentence for a title that another round has."""
    taken = {other.title.strip().casefold(): other.round_id for other in known}
    if other := taken.get(title.strip().casefold()):
        return {"title": f"Runde {other} heter det samme. Gi runden et navn for seg."}
    return {}


def _free_id(year: int, taken: set[str]) -> str:
    """`2025`, or `2025-2` when the year has a round already."""
    if str(year) not in taken:
        return str(year)
    return next(f"{year}-{number}" for number in count(2) if f"{year}-{number}" not in taken)


def _round_before(first: date, known: list[store.RoundSettings]) -> str:
    """The round to compare a new one with: the last that began before it. `known` has the newest first."""
    return next((other.round_id for other in known if other.dates.get("first_day", first) < first), "")


def show_removal(view: View) -> None:
    """Take away the round that is shown, where it holds nothing."""
    settings = reads.round_history(*view.edition)[0]
    if not store.may_remove_round(reads.engine(), view.round.id):
        return
    seen = as_seen(f"removable_{view.round.id}", settings.version)
    question = f"Runden «{plain_text(view.round.title)}» har ingen filer og ingen notater. Skal den fjernes?"
    if forms.ask_first("Fjern runden", question, "Ja, fjern runden", key="remove_round"):
        user = access.require("change_settings")
        with trouble_shown():
            store.remove_round(reads.engine(), view.round.id, user.id, expected=seen)
            rerun_and_say(f"Runde {view.round.id} er fjernet.")

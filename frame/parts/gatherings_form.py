"""Owns the gatherings in the form of a round's settings: each with its fields, one more, and one fewer."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.gatherings import FIRST, TITLE
from domain.words import format_date
from frame.pieces import forms
from frame.pieces.plain_text import plain_text

BEGINS, ENDS = time(9, 30), time(13, 30)


def edit(listed: list[dict[str, Any]], form: str, problems: Mapping[str, str]) -> list[dict[str, Any]]:
    """The gatherings as they are typed, without those that are to go."""
    st.markdown("**Samlinger**")
    forms.show_problem(problems, "gatherings")
    added = st.session_state.get(_added(form), [])
    every = [*listed, *added]
    if not every:
        st.caption("Runden har ingen samlinger.")
    kept = []
    for place, one in enumerate(every, start=1):
        opens = one in added or _has_problem(one, problems)
        with _card(one, place, f"{form}_{one['key']}", alone=len(every) == 1, opens=opens):
            kept.append(_edit_one(one, place, len(every) > 1, form, problems))
    return [one for one in kept if one is not None]


def add_one(form: str, used: Iterable[str]) -> None:
    """A button that adds a gathering to the form; `used` are all keys the round ever had.

    It stands after the button that saves: the Enter key presses the first one of a form.
    """
    if st.form_submit_button("Legg til en samling", icon=":material/add:"):
        added = st.session_state.setdefault(_added(form), [])
        key = _free_key({*used, *(one["key"] for one in added)})
        added.append({"key": key, "title": TITLE if key == FIRST else ""})
        st.rerun()


def forget_added(form: str) -> None:
    """Forget the gatherings that were added in a form, once they are saved."""
    st.session_state.pop(_added(form), None)


def _added(form: str) -> str:
    return f"{form}_added_gatherings"


def _free_key(used: set[str]) -> str:
    """A key that no gathering of the round ever had, so that no file of an earlier one comes to stand under it."""
    if FIRST not in used:
        return FIRST
    return next(key for number in range(2, len(used) + 3) if (key := f"{FIRST}-{number}") not in used)


def _card(one: dict[str, Any], place: int, key: str, *, alone: bool, opens: bool) -> DeltaGenerator:
    """The place of a gathering's fields. Several are folded under their names: open they are a page of many screens."""
    if alone:
        return st.container(border=True)
    day = f" · {format_date(one['start'].date())}" if one.get("start") else ""
    return forms.show_card(f"Samling {place}: {plain_text(one.get('title') or 'ny')}{day}", key, opens=opens)


def _has_problem(one: dict[str, Any], problems: Mapping[str, str]) -> bool:
    return any(field.startswith(f"gatherings.{one['key']}.") for field in problems)


def _edit_one(
    one: dict[str, Any], place: int, several: bool, form: str, problems: Mapping[str, str]
) -> dict[str, Any] | None:
    """One gathering's fields; None where it is to be removed."""
    key = one["key"]
    field, own = f"{form}_{key}", f"gatherings.{key}."
    named = f"Samling {place}: " if several else "Samlingen: "
    title = st.text_input(f"{named}navn", one.get("title", ""), key=f"{field}_title")
    forms.show_problem(problems, f"{own}title")
    start, end = one.get("start"), one.get("end")
    row = st.columns([2, 1, 1])
    day = row[0].date_input(f"{named}dag", start.date() if start else None, format="DD.MM.YYYY", key=f"{field}_day")
    begins = row[1].time_input("Begynner kl.", start.time() if start else BEGINS, step=300, key=f"{field}_begins")
    ends = row[2].time_input("Slutter kl.", end.time() if end else ENDS, step=300, key=f"{field}_ends")
    forms.show_problem(problems, f"{own}start")
    forms.show_problem(problems, f"{own}end")
    where = st.text_input(f"{named}sted", one.get("place", ""), key=f"{field}_place")
    row = st.container(horizontal=True)
    online = row.checkbox("På nett", bool(one.get("online")), key=f"{field}_online")
    gone = row.checkbox(
        "Fjern samlingen",
        key=f"{field}_gone",
        help="Den fjernes når innstillingene lagres, og bare når ingen filer i bruk gjelder den. "
        "Den kan hentes tilbake under «Utgaver».",
    )
    times = {"start": _at(day, begins), "end": _at(day, ends)}
    return None if gone else {**one, "title": title.strip(), **times, "place": where.strip(), "online": online}


def _at(day: date | None, clock: time) -> datetime | None:
    return datetime.combine(day, clock) if day else None

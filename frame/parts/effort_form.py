"""Owns the form for something the council did: a new one entered in seconds, and one that is changed."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

import store
from data.reference import municipalities, norwegian_key
from domain.clock import today
from domain.efforts import EFFORT_KINDS, LONGEST_TITLE, Effort
from frame import reads
from frame.door import access
from frame.filter import region_options
from frame.parts import call_lists
from frame.pieces import forms
from frame.pieces.messages import STILL_HERE, rerun_and_say, show_trouble
from frame.pieces.plain_text import plain_text
from frame.view import View

NO_LIST = "Ingen liste"


def show_new(view: View) -> None:
    """The form for a new effort. It keeps what was typed when saving fails, and is saved once however often sent."""
    if not view.may_change("write_notes"):
        return
    form = f"effort_{view.round.id}_{st.session_state.setdefault(_made(view), 0)}"
    request = st.session_state.setdefault(f"request_{form}", secrets.token_hex(8))
    with st.form(form):
        # A look back at an earlier day enters on that day: an effort after it would show without counts.
        written = _ask(view, form, Effort(min(today(), view.as_of), "nyhetsbrev", ""), forms.problems_of(form))
        if st.form_submit_button("Lagre tiltaket", type="primary"):
            _save_new(view, written, form, request)


def _made(view: View) -> str:
    return f"efforts_made_{view.round.id}"


def _ask(view: View, form: str, seen: Effort, problems: Mapping[str, str]) -> Effort:
    """The fields, filled from an effort; the answer is what they hold. The least there is to write is the title."""
    row = st.container(horizontal=True)
    kind = row.segmented_control(
        "Hva slags tiltak?", EFFORT_KINDS, default=seen.kind, required=True, key=f"{form}_kind", wrap=True
    )
    day = row.date_input("Dag", seen.day, format="DD.MM.YYYY", key=f"{form}_day")
    forms.show_problem(problems, "day")
    left, right, where = st.columns(3)
    title = left.text_input("Tittel", seen.title, max_chars=LONGEST_TITLE, key=f"{form}_title")
    link = right.text_input("Lenke, hvis det finnes en", seen.link, placeholder="https://", key=f"{form}_link")
    for field in ("title", "link"):
        forms.show_problem(problems, field)
    regions = where.multiselect(
        "Regioner",
        region_options(),
        list(seen.regions),
        key=f"{form}_regions",
        placeholder="Alle regioner",
        select_all=False,
        filter_mode="contains",
    )
    numbers, list_title = _ask_for_municipalities(view, form, seen)
    return replace(
        seen,
        kind=kind,
        day=day,
        title=title.strip(),
        link=link.strip(),
        regions=tuple(regions),
        municipalities=numbers,
        list_title=list_title,
    )


def _ask_for_municipalities(view: View, form: str, seen: Effort) -> tuple[tuple[str, ...], str]:
    """The municipalities that were picked, and the title of the list that was chosen instead."""
    known = municipalities()
    options = sorted(known, key=lambda number: norwegian_key(known[number].label))
    with st.expander("Bare for noen kommuner", type="compact", expanded=bool(seen.municipalities)):
        numbers = st.multiselect(
            "Kommuner",
            options,
            [number for number in seen.municipalities if number in known],
            key=f"{form}_municipalities",
            placeholder="Velg kommuner",
            select_all=False,
            filter_mode="contains",
            format_func=lambda number: known[number].label,
        )
        titles = [one.title for one in call_lists.make(view).values() if one.of == "municipality"]
        kept = [seen.list_title] if seen.list_title and seen.list_title not in titles else []
        options_of_lists = [NO_LIST, *kept, *titles]
        chosen = st.selectbox(
            "Eller alle på en liste fra Oppfølging",
            options_of_lists,
            options_of_lists.index(seen.list_title) if seen.list_title else 0,
            key=f"{form}_list",
            help="Listen tas vare på slik den sto da dagen begynte, med regionene i filteret.",
        )
    return tuple(numbers), "" if chosen == NO_LIST else chosen


def _with_list(view: View, effort: Effort, seen: Effort) -> Effort:
    """The effort with the municipalities of the list that was chosen; one that was chosen before stays as it stood.

    Raises StoreRefused when nobody stood on it.
    """
    if not effort.list_title:
        return effort
    if effort.list_title == seen.list_title and effort.day == seen.day:
        changed = effort.municipalities != seen.municipalities
        return replace(effort, list_title="") if changed else effort
    numbers = call_lists.numbers_when_day_began(view, effort.day).get(effort.list_title, ())
    if not numbers:
        sentence = f"Ingen kommune sto på listen «{effort.list_title}» da dagen begynte. Velg en annen dag eller liste."
        raise store.StoreRefused("Tiltaket er ikke lagret.", problems={"title": sentence})
    return replace(effort, municipalities=numbers)


def _save_new(view: View, written: Effort, form: str, request: str) -> None:
    user = access.require("write_notes")
    try:
        effort = _with_list(view, written, Effort(written.day, written.kind, ""))
        store.add_effort(reads.engine(), view.round.id, effort, user.id, request=request)
    except store.StoreRefused as refused:
        forms.refuse(form, refused.problems)
    except store.StoreError as error:
        show_trouble(error, STILL_HERE)
        return
    st.session_state[_made(view)] += 1
    rerun_and_say("Tiltaket er lagret.")


def show_edit(view: View, effort_id: int) -> None:
    """The form for a change. It holds the effort as it was when it was opened, so that what others save meanwhile is a
    conflict."""
    opened = st.expander(
        "Endre", icon=":material/edit:", key=f"edit_effort_{effort_id}", on_change="rerun", type="compact"
    )
    name = f"seen_effort_{effort_id}"
    if not opened.open:
        st.session_state.pop(name, None)
        return
    seen = st.session_state.setdefault(name, store.read_effort(reads.engine(), effort_id))
    form = f"edit_effort_form_{effort_id}"
    with opened, st.form(form, border=False):
        written = _ask(view, form, seen, forms.problems_of(form))
        if st.form_submit_button("Lagre endringen"):
            _save_edit(view, written, seen, form)


def _save_edit(view: View, written: Effort, seen: Effort, form: str) -> None:
    user = access.require("write_notes")
    name = f"seen_effort_{seen.id}"
    try:
        store.edit_effort(reads.engine(), _with_list(view, written, seen), user.id)
    except store.StoreRefused as refused:
        forms.refuse(form, refused.problems)
    except store.StoreConflict as conflict:
        sentence = f"{conflict} {STILL_HERE}"
        if not conflict.theirs.removed:
            # Having seen the other text, saving once more is a decision.
            st.session_state[name] = replace(seen, version=conflict.theirs.version)
            sentence += f" Lagre en gang til for å erstatte det som står nå: {conflict.theirs.name}."
        st.warning(plain_text(sentence), icon=":material/sync_problem:")
        return
    except store.StoreError as error:
        show_trouble(error, STILL_HERE)
        return
    st.session_state.pop(name, None)
    rerun_and_say("Endringen er lagret.")

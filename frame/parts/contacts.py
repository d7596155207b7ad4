"""Owns the contacts: the form that logs one in a few seconds, the notes with their changes, the next steps."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

import store
from analysis.next_steps import list_next_steps
from analysis.sources import places
from domain.clock import today
from domain.words import format_date, format_number
from frame import reads
from frame.door import access
from frame.door.people import let_through
from frame.door.roles import User, name_of
from frame.parts.municipality import open_municipality
from frame.pieces import forms
from frame.pieces.messages import STILL_HERE, rerun_and_say, show_trouble, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import as_seen, show_row
from frame.view import View

STEPS = 20
"""Next steps on the page, the most urgent first, until more are asked for: a busy branch has hundreds."""
DUE_BADGES = {
    "overdue": ":red-badge[forfalt]",
    "this_week": ":orange-badge[denne uka]",
    "later": ":gray-badge[senere]",
    "undated": ":gray-badge[uten dato]",
}


def show_note_form(view: View, number: str) -> None:
    """The form for a new contact. It keeps what was typed when saving fails, and is saved once however often sent."""
    place = places()[number]
    if not view.user.sees_people_of(place.branch) or not view.user.may("write_notes"):
        return
    form = f"note_{number}_{st.session_state.setdefault(f'notes_made_{number}', 0)}"
    request = st.session_state.setdefault(f"request_{form}", secrets.token_hex(8))
    problems = forms.problems_of(form)
    with st.form(form):
        st.markdown(f"**Logg en kontakt med {place.label}**")
        row = st.container(horizontal=True)
        channel = row.segmented_control(
            "Kanal", store.CHANNELS, default="telefon", required=True, key=f"{form}_channel", wrap=True
        )
        # A look back at an earlier day logs on that day: a contact after it would not show.
        day = row.date_input("Dag", min(today(), view.as_of), format="DD.MM.YYYY", key=f"{form}_day")
        st.caption("En veiledning gir kommunen stadiet «veiledet».")
        agreed = st.text_area("Hva ble avtalt?", key=f"{form}_agreed", height=80)
        forms.show_problem(problems, "agreed")
        step, step_on = _ask_for_step(form, problems)
        responsible = st.text_input("Ansvarlig", view.user.name, key=f"{form}_responsible")
        if st.form_submit_button("Lagre kontakten", type="primary"):
            note = store.Note(number, day, channel, agreed, step, step_on, None, responsible, view.user.id)
            _save_note(view, note, form, request)


def _ask_for_step(form: str, problems: Mapping[str, str], seen: "store.Note | None" = None) -> tuple[str, date | None]:
    """The next step and, beside it, its day: the Tab key goes from the one to the other."""
    left, right = st.columns([3, 2])
    step = left.text_input("Neste steg", seen.next_step if seen else "", key=f"{form}_step")
    step_on = right.date_input("Innen", seen.next_step_on if seen else None, format="DD.MM.YYYY", key=f"{form}_step_on")
    forms.show_problem(problems, "next_step")
    return step, step_on


def check_note(note: "store.Note") -> dict[str, str]:
    """What is wrong with a note, a sentence for each field; nothing empty is saved."""
    if note.next_step_on and not note.next_step.strip():
        return {"next_step": "Skriv hva som skal gjøres innen den dagen."}
    if not note.agreed.strip() and not note.next_step.strip():
        return {"agreed": "Skriv hva dere ble enige om, eller hva som er neste steg."}
    return {}


def _require_note(number: str) -> User:
    """The user, if they may write about this municipality."""
    return access.require("write_notes", of=places()[number].branch)


def _require_own(number: str, author: str) -> User:
    """The user, if they may change and remove what the author has written about this municipality."""
    user = _require_note(number)
    return user if user.role == "administrator" else access.require("write_notes", by=author)


def _save_note(view: View, note: "store.Note", form: str, request: str) -> None:
    user = _require_note(note.municipality)
    if problems := check_note(note):
        forms.refuse(form, problems)
    try:
        store.add_note(reads.engine(), view.round.id, note, user.id, request=request)
    except store.StoreError as error:
        show_trouble(error, STILL_HERE)
        return
    st.session_state[f"notes_made_{note.municipality}"] += 1
    rerun_and_say("Kontakten er lagret.")


def show_notes(view: View, number: str) -> None:
    """The contacts with a municipality, the latest first; one's own can be changed and removed."""
    if not view.user.sees_people_of(places()[number].branch):
        return
    notes = reads.notes(*view.edition)
    mine = notes[notes["municipality"] == number].iloc[::-1]
    seen = as_seen(f"notes_{number}", mine.set_index("id")["version"].to_dict())
    for row in mine.itertuples():
        own = row.author == view.user.id or view.user.role == "administrator"
        with st.container(border=True):
            st.markdown(describe_note(row))
            if own:
                _show_note_buttons(row, int(seen.get(row.id, row.version)))


def describe_note(row: object) -> str:
    """A note as Markdown with every text of the user's shown as the characters it is made of."""
    text = f"**{format_date(row.day)} · {row.channel}** · {plain_text(row.responsible or name_of(row.author))}"
    if row.agreed:
        text += f"  \n{plain_text(row.agreed)}"
    if row.next_step:
        until = f" innen {format_date(row.next_step_on)}" if pd.notna(row.next_step_on) else ""
        done = f" – gjort {format_date(row.next_step_done_on)}" if pd.notna(row.next_step_done_on) else ""
        text += f"  \n:material/arrow_forward: {plain_text(row.next_step)}{until}{done}"
    return text


def _show_note_buttons(row: object, version: int) -> None:
    """What its author can do with a note; `version` is the one the user saw."""
    open_step = row.next_step and pd.isna(row.next_step_done_on)
    buttons = st.container(horizontal=True)
    if open_step and buttons.button("Steget er gjort", key=f"done_{row.id}", icon=":material/check:"):
        _mark_done(int(row.id), version)
    with buttons:
        sure = forms.ask_first("Fjern", "Notatet fjernes for alle.", "Ja, fjern notatet", key=f"remove_{row.id}")
    if sure:
        user = _require_own(row.municipality, row.author)
        with trouble_shown():
            store.remove_note(reads.engine(), int(row.id), user.id, version=version)
            rerun_and_say("Notatet er fjernet.")
    _show_edit_form(row)


def _show_edit_form(row: object) -> None:
    """The form holds the note as it was when it was opened, so that what others save meanwhile is a conflict.

    Its fields have keys of their own: without them Streamlit takes a changed default for another field, and what was
    typed is gone.
    """
    opened = st.expander("Endre", icon=":material/edit:", key=f"edit_{row.id}", on_change="rerun", type="compact")
    if not opened.open:
        st.session_state.pop(f"seen_{row.id}", None)
        return
    seen = st.session_state.setdefault(f"seen_{row.id}", store.read_note(reads.engine(), int(row.id)))
    form = f"edit_form_{row.id}"
    problems = forms.problems_of(form)
    with opened, st.form(form, border=False):
        left, right = st.columns(2)
        day = left.date_input("Dag", seen.day, format="DD.MM.YYYY", key=f"day_{row.id}")
        channel = right.selectbox("Kanal", store.CHANNELS, store.CHANNELS.index(seen.channel), key=f"channel_{row.id}")
        agreed = st.text_area("Hva ble avtalt?", seen.agreed, key=f"agreed_{row.id}")
        forms.show_problem(problems, "agreed")
        step, step_on = _ask_for_step(form, problems, seen)
        responsible = st.text_input("Ansvarlig", seen.responsible, key=f"responsible_{row.id}")
        if st.form_submit_button("Lagre endringen"):
            written = {"day": day, "channel": channel, "agreed": agreed, "responsible": responsible}
            _save_edit(replace(seen, **written, next_step=step, next_step_on=step_on), form)


def _save_edit(note: "store.Note", form: str) -> None:
    user = _require_own(note.municipality, note.author)
    if problems := check_note(note):
        forms.refuse(form, problems)
    try:
        store.edit_note(reads.engine(), note, user.id)
    except store.StoreConflict as conflict:
        sentence = f"{conflict} {STILL_HERE}"
        if conflict.theirs:
            # Having seen the other text, saving once more is a decision.
            st.session_state[f"seen_{note.id}"] = replace(note, version=conflict.theirs.version)
            sentence += f" Lagre en gang til for å erstatte det som står nå:\n\n{describe_note(conflict.theirs)}"
        st.warning(sentence, icon=":material/sync_problem:")
        return
    except store.StoreError as error:
        show_trouble(error, STILL_HERE)
        return
    del st.session_state[f"seen_{note.id}"]
    rerun_and_say("Endringen er lagret.")


def _mark_done(note_id: int, version: int) -> None:
    """Mark the step done that the user saw: not another one that was agreed meanwhile."""
    with trouble_shown():
        note = store.read_note(reads.engine(), note_id)
        user = _require_note(note.municipality)
        done = replace(note, version=version, next_step_done_on=today())
        store.edit_note(reads.engine(), done, user.id)
        st.rerun()


def open_steps(view: View) -> pd.DataFrame:
    """What has been agreed and is not done in the branches the user follows: overdue first, then by day."""
    return let_through(view.user, view.once(list_next_steps), "avtalte steg")


def show_next_steps(steps: pd.DataFrame) -> None:
    """The open steps, each with the way to its municipality and the button that marks it done."""
    if steps.empty:
        st.markdown("Ingen avtalte steg står åpne. Skriv neste steg når du logger en kontakt, så står det her.")
        return
    shown = STEPS * st.session_state.get("pages_of_steps", 1)
    first = steps.head(shown)
    seen = as_seen("next_steps", dict(zip(first["id"], first["version"], strict=True)))
    for row in first.itertuples():
        line = show_row()
        due = DUE_BADGES[row.due]
        until = f" innen {format_date(row.next_step_on)}" if pd.notna(row.next_step_on) else ""
        line.markdown(
            f"{due} **{plain_text(row.label)}**: {plain_text(row.next_step)}{until} · {plain_text(row.responsible)}"
        )
        line.button(
            f"Åpne {row.label}",
            key=f"open_step_{row.id}",
            on_click=open_municipality,
            args=(row.number,),
            icon=":material/open_in_new:",
        )
        if line.button("Gjort", key=f"step_{row.id}", icon=":material/check:"):
            _mark_done(int(row.id), int(seen.get(row.id, row.version)))
    if len(steps) > shown:
        st.caption(f"Viser {format_number(shown)} av {format_number(len(steps))} steg, de som haster mest først.")
        st.button("Vis flere", key="more_steps", on_click=_show_more_steps, icon=":material/expand_more:")


def _show_more_steps() -> None:
    st.session_state["pages_of_steps"] = st.session_state.get("pages_of_steps", 1) + 1

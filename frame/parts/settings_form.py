"""Owns the form for a round's settings; a refused or overtaken form keeps what was typed."""

import copy
from datetime import date, datetime, time
from typing import Any

import streamlit as st

import store
from data.reference import branches
from domain.clock import local_time
from domain.words import format_time
from frame import reads
from frame.door import access
from frame.pieces.messages import say_after_rerun, show_trouble, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import as_seen, show_row
from frame.view import View

DAYS = {
    "call": "Utlysning",
    "deadline": "Søknadsfrist",
    "answers": "Svar til søkerne",
    "start": "Oppstart",
    "first_day": "Første dag på tidslinjen",
    "last_day": "Siste dag på tidslinjen",
    "retention": "Personopplysninger slettes senest",
}
LINKS = {"registration": "Påmelding", "application": "Søknadsskjema", "foundation": "Grunnlagsdokument"}
TARGETS = {"applications": "søknader", "places": "plasser"}


def show_form(view: View) -> None:
    """One form for everything; saved as a new edition, refused with a sentence for each field that is not right."""
    settings = reads.round_history(*view.edition)[0]
    filled = _filled_from(settings)
    if filled.version != settings.version:
        st.warning(
            f"{plain_text(settings.saved_by)} har lagret en nyere utgave mens du skrev. Det du har skrevet, står her. "
            "Den andre utgaven ligger under «Utgaver».",
            icon=":material/sync_problem:",
        )
    values = copy.deepcopy(filled.values)
    with st.form(f"round_{view.round.id}"):
        values["title"] = st.text_input("Tittel", values["title"], key=_first_field(filled))
        values["place"] = st.text_input("Sted for samlingen", values.get("place", ""))
        _edit_dates(values.setdefault("dates", {}))
        st.markdown("**Lenker**")
        links = values.setdefault("links", {})
        for name, label in LINKS.items():
            links[name] = st.text_input(label, links.get(name, ""), placeholder="https://")
        _edit_targets(values.setdefault("targets", {}))
        if st.form_submit_button("Lagre innstillingene", type="primary"):
            _save(values, filled)


def _filled_from(settings: store.RoundSettings) -> store.RoundSettings:
    """The edition that the form was filled from, the newest one when the form is opened.

    It stays while somebody writes: Streamlit takes a field with another default for another field, and what was
    typed in it would be gone. Streamlit forgets a field that is not shown, which tells that the page was left.
    """
    name = f"filled_{settings.round_id}"
    filled = st.session_state.get(name)
    if filled is None or _first_field(filled) not in st.session_state:
        st.session_state[name] = filled = settings
        st.session_state[f"seen_{settings.round_id}"] = settings.version
    return filled


def _first_field(filled: store.RoundSettings) -> str:
    return f"title_{filled.round_id}_{filled.version}"


def _edit_dates(dates: dict[str, Any]) -> None:
    st.markdown("**Datoer**")
    left, right = st.columns(2)
    start, end = dates.get("gathering_start"), dates.get("gathering_end")
    day = left.date_input("Inspirasjonssamling", start.date() if start else None, format="DD.MM.YYYY")
    times = right.columns(2)
    begins = times[0].time_input("Begynner kl.", start.time() if start else time(9, 30), step=300)
    ends = times[1].time_input("Slutter kl.", end.time() if end else time(13, 30), step=300)
    for name, at in (("gathering_start", begins), ("gathering_end", ends)):
        dates[name] = datetime.combine(day, at) if day else None
    for position, (name, label) in enumerate(DAYS.items()):
        value = (left, right)[position % 2].date_input(label, dates.get(name), format="DD.MM.YYYY")
        dates[name] = value if isinstance(value, date) else None
    dates["start_is_month"] = st.checkbox(
        "Bare måneden for oppstarten er kjent",
        bool(dates.get("start_is_month")),
        help="Oppstarten vises da som «september 2024», og regnes som passert når måneden er over.",
    )


def _edit_targets(targets: dict[str, Any]) -> None:
    st.markdown("**Mål**")
    left, right = st.columns(2)
    for place, (name, word) in zip((left, right), TARGETS.items(), strict=True):
        targets[name] = place.number_input(f"Mål for {word}", 0, 500, targets.get(name), step=1)
    targets["example"] = st.checkbox("Målene er eksempler, ikke vedtatt", bool(targets.get("example")))
    by_branch = targets.setdefault("branches", {})
    st.caption("Mål for hver fylkesavdeling. Summen skal være lik målet for hele landet.")
    table = st.data_editor(
        [
            {"Fylkesavdeling": branch, **{word: by_branch.get(branch, {}).get(name) for name, word in TARGETS.items()}}
            for branch in branches()
        ],
        disabled=["Fylkesavdeling"],
        hide_index=True,
        alt="Mål for hver fylkesavdeling",
        column_config={
            word: st.column_config.NumberColumn(word.capitalize(), min_value=0, step=1) for word in TARGETS.values()
        },
    )
    targets["branches"] = {
        row["Fylkesavdeling"]: {name: int(row[word]) for name, word in TARGETS.items() if row[word] is not None}
        for row in table
    }


def _save(values: dict[str, Any], filled: store.RoundSettings) -> None:
    user = access.require("change_settings")
    seen = f"seen_{filled.round_id}"
    try:
        store.save_round(reads.engine(), values, user.id, expected=st.session_state[seen])
    except store.StoreRefused as refused:
        st.error(f"{refused}", icon=":material/block:")
        for sentence in refused.problems.values():
            st.markdown(f"- {plain_text(sentence)}")
        return
    except store.StoreConflict as conflict:
        st.session_state[seen] = conflict.theirs.version
        st.warning(
            f"{conflict} Det du har skrevet, står fortsatt her. Trykk «Lagre innstillingene» én gang til hvis din "
            "utgave skal gjelde.",
            icon=":material/sync_problem:",
        )
        return
    except store.StoreError as error:
        show_trouble(error, "Det du har skrevet, står fortsatt her.")
        return
    del st.session_state[f"filled_{filled.round_id}"]
    say_after_rerun("Innstillingene er lagret.")
    st.rerun()


def show_history(view: View) -> None:
    """The editions; an earlier one comes back as a new edition."""
    editions = reads.round_history(*view.edition)
    seen = as_seen(f"newest_edition_{view.round.id}", editions[0].version)
    for position, edition in enumerate(editions):
        line = show_row()
        if edition.saved_at:
            told = f"{format_time(local_time(edition.saved_at))} av {plain_text(edition.saved_by)}"
        else:
            told = "den som fulgte med dashbordet"
        line.markdown(f"{':green-badge[gjelder]' if position == 0 else ':gray-badge[tidligere]'} {told}")
        if position and line.button("Bruk denne igjen", key=f"edition_{edition.version}", icon=":material/history:"):
            user = access.require("change_settings")
            with trouble_shown():
                store.save_round(reads.engine(), edition.text, user.id, expected=seen)
                st.session_state.pop(f"filled_{view.round.id}", None)
                st.rerun()

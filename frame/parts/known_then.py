"""Owns «Slik vi visste det»: the link that freezes the numbers, and the banner of a page that shows an earlier moment.

The store overwrites nothing, so a page can be drawn as it was known when the board met.
"""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

import store
from analysis.anonymous import tell_remaining
from analysis.headline import headline
from domain.clock import OSLO, local_time
from domain.kinds import ROW_LABELS, file_label
from domain.words import format_day, format_time, join_words, plural
from frame import numbers, reads
from frame.kept import ChangeId
from frame.pieces.plain_text import plain_text
from frame.view import View
from report.link import write_query

ACTS = {"adopt": "ny fil", "restore": "gjenopprettet fil"}
COUNTED = (
    ("applications", *ROW_LABELS["applications"]),
    ("applications_withdrawn", "trukket søknad", "trukne søknader"),
    ("places", "plass", "plasser"),
    ("confirmed", "bekreftelse", "bekreftelser"),
    ("registrations", *ROW_LABELS["registrations"]),
    ("attendees", *ROW_LABELS["attendance"]),
    ("start_registrations", *ROW_LABELS["start_registrations"]),
)


def show_freezing(view: View, page: str, change_id: ChangeId) -> None:
    """The link to this page with these numbers, whatever comes later: it opens beside, with its address to copy."""
    moment = view.known_at or reads.first_seen(change_id)
    query = write_query(view.round.id, view.as_of, view.filter.regions, view.level, moment)
    st.sidebar.link_button(
        "Frys tallene",
        f"/{page}?{query}",
        icon=":material/lock_clock:",
        help="Åpner siden med disse tallene slik de er kjent nå. Adressen gir de samme tallene også senere.",
    )


def show_moment(view: View, change_id: ChangeId | None) -> None:
    """Say which moment the page shows, what has changed since (with a change id), and the way to today's numbers."""
    moment = format_time(view.known_at.astimezone(OSLO))
    changed = tell_what_remains(view, change_id) or tell_since(view, change_id) if change_id else ""
    with st.container(border=True):
        st.markdown(f":material/lock_clock: **Tallene står slik de var kjent {moment}.** {plain_text(changed)}")
        st.button("Se dagens tall", on_click=forget_moment, key="today", icon=":material/update:")


def forget_moment() -> None:
    """Take the moment out of the link."""
    st.session_state["visst"] = ""


def tell_since(view: View, change_id: ChangeId) -> str:
    """`Siden da: 2 søknader til, ny fil med søknader 6. mai og 1 kommune avklart på nytt.`"""
    since = reads.done_since(view.round.id, change_id, view.known_at)
    if since.is_empty:
        return "Ingenting er endret siden da."
    changes = [*_tell_counts(view, change_id), *_tell_acts(since, reads.rounds(change_id)[view.round.id].event_names)]
    return f"Siden da: {join_words(changes)}."


def _tell_counts(view: View, change_id: ChangeId) -> list[str]:
    """What the same filter and day give now, where it is another number."""
    today = numbers.chosen_situation(view.round.id, change_id, view.as_of, view.filter.regions)
    then, now = view.once(headline), headline(today)
    changes = []
    for key, one, several in COUNTED:
        more = (now[key] or 0) - (then[key] or 0)
        if more:
            changes.append(f"{plural(abs(more), one, several)} {'til' if more > 0 else 'færre'}")
    return changes


def _tell_acts(since: store.Since, names: Mapping[str, str]) -> list[str]:
    files = [
        f"{ACTS[one.act]} med {file_label(one.kind, one.event, names)} {_day(one.at)}"
        if one.act in ACTS
        else f"en kilde tatt ut {_day(one.at)}"
        for one in since.files
    ]
    counted = (
        (since.settlements, "kommune avklart på nytt", "kommuner avklart på nytt"),
        (since.states, "status satt", "statuser satt"),
        (since.notes, "notat skrevet eller endret", "notater skrevet eller endret"),
        (since.settings, "utgave av innstillingene", "utgaver av innstillingene"),
        (since.efforts, "tiltak skrevet eller endret", "tiltak skrevet eller endret"),
        (since.draws, "rekkefølge trukket", "rekkefølger trukket"),
        (since.assessments, "vurdering skrevet eller endret", "vurderinger skrevet eller endret"),
        (since.papers, "endring i fordeling, utvelgelse eller svar", "endringer i fordeling, utvelgelse eller svar"),
    )
    return [*dict.fromkeys(files), *(plural(n, one, several) for n, one, several in counted if n)]


def _day(at: datetime) -> str:
    return format_day(local_time(at))


def tell_what_remains(view: View, change_id: ChangeId) -> str:
    """What is left of a round whose personal data were deleted: deleted data stay deleted at every moment."""
    counts = reads.anonymous(view.round.id, change_id)
    if counts.empty or not view.situation.is_empty:
        return ""
    return tell_remaining(counts, view.as_of)

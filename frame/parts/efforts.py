"""Owns the efforts on their page: the curve they stand under, each with its counts, and the way to take one away."""

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import store
from analysis.efforts import Counted, count_around, describe_around, describe_reach, list_efforts, tabulate_efforts
from analysis.situation import Situation
from domain.efforts import Effort
from domain.words import capital, format_date
from frame import reads
from frame.door import access
from frame.parts.effort_form import show_edit
from frame.pieces import drawings
from frame.pieces.chart import show_drawing
from frame.pieces.download import show_download
from frame.pieces.links import warn_of_unknown
from frame.pieces.messages import trouble_shown
from frame.pieces.plain_text import plain_text
from frame.pieces.rows import as_seen, show_row
from frame.view import View

REMOVED = "removed_effort"
COUNTED: dict[str, Counted] = {"Søknader": "applications", "Påmeldinger": "registrations"}
LATEST = 2
"""So many are shown at first."""
TALL = 500
"""Pixels of all of them, which scroll."""
HOW = (
    "Uka etter er dagen selv og de seks neste, uka før er de sju dagene før. Dette er bare antall: mye annet kan ha "
    "skjedd i de samme ukene, og mange ville ha søkt uansett."
)


def show_over_time(view: View) -> None:
    """The applications day by day, with what the council did beneath."""
    if view.situation.counting("applications").empty:
        return
    st.header("Over tid", anchor=False)
    show_drawing(view, "tiltak_over_tid", drawings.over_time, "applications", "day", "", False, marked=True)


def show_efforts(view: View) -> None:
    """Each effort with what came in around it, the latest first; those who follow up can change and remove it."""
    _show_removed(view)
    listed = view.once(list_efforts)
    if not listed:
        _show_none(view)
        return
    warn_of_unknown("tell", "tall", COUNTED, "Siden teller søknader.")
    counted = COUNTED[
        st.segmented_control("Tell", list(COUNTED), default="Søknader", required=True, key="tell", bind="query-params")
    ]
    st.caption(HOW + (" Tallene gjelder hele landet, uansett filter." if view.filter.regions else ""))
    sentences = view.once(_sentences, counted)
    seen = as_seen(f"efforts_{view.round.id}", {one.id: one.version for one in listed})
    shown = _choose_shown(listed)
    with st.container(height="content" if len(shown) <= LATEST else TALL, border=False):
        for effort in shown:
            with st.container(border=True, key=f"effort_row_{effort.id}"):
                line = show_row()
                line.markdown(f"{_name(effort)}  \n{plain_text(sentences[effort.id])}", width="stretch")
                if view.may_change("write_notes"):
                    _offer_removal(view, line, effort, seen.get(effort.id, effort.version))
                    show_edit(view, effort.id)
    show_download(view, "Last ned som Excel", {"Egne tiltak": view.once(tabulate_efforts, counted)}, "egne_tiltak")


def _choose_shown(listed: Sequence[Effort]) -> list[Effort]:
    """The latest efforts, the latest first; all of them when the user asks for them."""
    latest = list(reversed(listed))
    everything = len(latest) <= LATEST or st.toggle(f"Vis alle {len(latest)} tiltak", key="every_effort")
    return latest if everything else latest[:LATEST]


def _show_none(view: View) -> None:
    if len(view.situation.sources.efforts):
        st.info("Ingen tiltak gjaldt regionene i filteret. Velg flere regioner.", icon=":material/filter_alt_off:")
    elif view.may_change("write_notes"):
        st.markdown("Ingen tiltak er ført ennå. Skriv inn det første øverst på siden: en tittel er nok.")
    else:
        st.markdown("Ingen tiltak er ført ennå.")


def _sentences(situation: Situation, counted: Counted) -> dict[int, str]:
    return {
        one.id: describe_around(one, count_around(situation, one, counted), counted) for one in list_efforts(situation)
    }


def _name(effort: Effort) -> str:
    """`10.04.2024 · Nyhetsbrev · Søk nå · hele landet`, the title a link where there is one."""
    title = f"**{plain_text(effort.title)}**"
    if effort.link:
        title = f"[{title}]({quote(effort.link, safe=':/?#@!$&*+,;=%~-._')})"
    reach = capital(describe_reach(effort))
    return f"{format_date(effort.day)} · {capital(effort.kind)} · {title} · :gray[{plain_text(reach)}]"


def _offer_removal(view: View, line: DeltaGenerator, effort: Effort, version: int) -> None:
    """Taken away at once, for it can be undone; `version` is the one the user saw."""
    if line.button("Fjern", key=f"remove_effort_{effort.id}", icon=":material/delete:"):
        user = access.require("write_notes")
        with trouble_shown():
            gone = store.remove_effort(reads.engine(), effort.id, user.id, version=version)
            st.session_state[REMOVED] = (view.round.id, gone)
            st.rerun()


def _show_removed(view: View) -> None:
    """The last effort that this user removed, with the way back."""
    round_id, gone = st.session_state.get(REMOVED, ("", None))
    if round_id != view.round.id or not view.may_change("write_notes"):
        return
    line = show_row()
    line.markdown(f"{plain_text(gone.name)} er fjernet.", width="stretch")
    if line.button("Angre fjerningen", key="restore_effort", icon=":material/undo:"):
        user = access.require("write_notes")
        with trouble_shown():
            store.restore_effort(reads.engine(), gone.id, user.id, version=gone.version)
            del st.session_state[REMOVED]
            st.rerun()

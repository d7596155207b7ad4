"""Owns the form in which texts that name no municipality for certain get one, or are said to name none."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

import pandas as pd
import streamlit as st

import store
from analysis.sources import places
from data.reference import norwegian_key
from domain.words import plural
from frame import reads
from frame.door import access
from frame.kept import ChangeId, kept
from frame.parts.file_review import places_of
from frame.parts.upload_tables import IN_DOUBT, INTERPRETED, doubts_of
from frame.pieces.messages import rerun_and_say, trouble_shown
from frame.pieces.plain_text import plain_text
from frame.view import View
from loaders import Export

NOWHERE = ""
"""The answer «ingen kommune»."""
MOST_ASKED = 50
"""Select boxes for places in one form; more make the page slow, and a settled text leaves room for the next."""
BOX_WIDTH = 290
"""Three beside each other on a laptop, one on a telephone."""
FEW = 6
"""So many stand open on the page; more are folded together."""


def show_doubts(export: Export, round_id: str, change_id: ChangeId, key: str) -> None:
    """What is to be settled in a file, and under it what was interpreted; nothing where all is plain."""
    settlements = reads.corrections(round_id, change_id).settlements
    known = [bool(own) for own in places_of(export, round_id, change_id)]
    doubts = doubts_of(export, settlements, IN_DOUBT, known)
    if len(doubts):
        _show_form(round_id, doubts, f"{plural(int(doubts['rows'].sum()), 'rad', 'rader')} mangler kommune", key)
    interpreted = doubts_of(export, settlements, INTERPRETED, [False] * len(known))
    if len(interpreted):
        title = f"{plural(len(interpreted), 'kommune er tolket', 'kommuner er tolket')} av en uvanlig skrivemåte"
        _show_form(round_id, interpreted, title, f"interpreted_{key}", folded=True)


def show_doubts_in_force(view: View, *, folded: bool) -> bool:
    """The same for the files in force, and whether there are any; `folded` while files under review have the page."""
    listed, found = reads.versions(*view.edition), False
    for version in listed[listed["in_force"]].itertuples() if len(listed) else ():
        with suppress(store.StoreUnreadable):  # said above the page
            doubts = _doubts_in_force(version.id, *view.edition)
            if len(doubts):
                rows = plural(int(doubts["rows"].sum()), "rad", "rader")
                title = f"{rows} mangler kommune i {version.filename}"
                _show_form(view.round.id, doubts, title, f"v{version.id}", folded=folded)
                found = True
    return found


@kept(*reads.NUMBERS, "notes")
def _doubts_in_force(version_id: int, round_id: str, change_id: ChangeId) -> pd.DataFrame:
    export = reads.read_version(version_id)
    known = [bool(own) for own in places_of(export, round_id, change_id)]
    return doubts_of(export, reads.corrections(round_id, change_id).settlements, IN_DOUBT, known)


@lru_cache(maxsize=1)
def _answers() -> dict[str, str]:
    """The answers that can be given, in the order of the alphabet after «Ingen kommune»: number and label."""
    listed = sorted(places().values(), key=lambda place: norwegian_key(place.label))
    return {NOWHERE: "Ingen kommune"} | {place.number: place.label for place in listed}


def _show_form(round_id: str, doubts: pd.DataFrame, title: str, key: str, *, folded: bool = False) -> None:
    offered = _answers()
    before = store.settled_elsewhere(reads.engine(), round_id, doubts["settle_text"])
    shown = st.expander(
        plain_text(title),
        icon=":material/wrong_location:",
        key=f"doubts_{key}{'_folded' * folded}",
        expanded=not folded and len(doubts) <= FEW,
    )
    with shown, st.form(f"settle_{key}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            answers = {
                row.settle_text: _ask_for_place(row, offered, before.get(row.settle_text), key)
                for row in doubts.head(MOST_ASKED).itertuples()
            }
        if len(doubts) > MOST_ASKED:
            st.caption(f"De {MOST_ASKED} første vises. Lagre, så kommer de neste.")
        st.caption("Svaret huskes for denne teksten i alle filer i runden, og foreslås i senere runder.")
        if st.form_submit_button("Lagre valgene"):
            _settle(round_id, doubts, answers)


def _ask_for_place(row: object, offered: Mapping[str, str], before: tuple[str, ...] | None, key: str) -> str | None:
    read = row.numbers[0] if row.numbers else None
    proposed = read if before is None else (before[0] if before else NOWHERE)
    near = [number for number in dict.fromkeys((*row.numbers, *row.candidates)) if number in offered]
    options = list(dict.fromkeys((*near, *offered)))
    label = f"«{plain_text(row.text)}» ({row.cells})"
    return st.selectbox(
        label if before is None else f"{label}, som i en tidligere runde",
        options,
        index=options.index(proposed) if proposed in options else None,
        placeholder="Velg kommune",
        format_func=offered.__getitem__,
        help=plain_text(row.reason),
        width=BOX_WIDTH,
        key=f"settle_{key}_{row.Index}_{row.settle_text}",
    )


def _settle(round_id: str, doubts: pd.DataFrame, answers: Mapping[str, str | None]) -> None:
    """Keep what was chosen; what was only interpreted, and stays so, is not settled by hand."""
    read = dict(zip(doubts["settle_text"], doubts["numbers"], strict=True))
    chosen = {text: number for text, number in answers.items() if number is not None and (number,) != read[text][:1]}
    user = access.require("correct")
    with trouble_shown():
        for text, number in chosen.items():
            store.settle_municipality(reads.engine(), round_id, text, (number,) if number else (), user.id)
        if chosen:
            rerun_and_say(f"{plural(len(chosen), 'tekst er avklart', 'tekster er avklart')}. Tallene følger med.")
        st.rerun()

"""Owns the order of a list to call from: the nearest first, or the one that was drawn, with the draw's number."""

import secrets
from dataclasses import replace

import streamlit as st

import store
from analysis.draws import HIGHEST_SEED, Draw, draw_order, in_drawn_order, latest_draw
from analysis.followup import FollowUp
from domain.words import format_number
from frame import reads
from frame.door import access
from frame.pieces.links import warn_of_unknown
from frame.pieces.messages import rerun_and_say, trouble_shown
from frame.pieces.who_and_when import tell_when_and_who
from frame.view import View

PARAMETER = "rekkefolge"
KEY = "chosen_order"
DRAWN, NEAREST = "trukket", "naermest"
NAMES = {DRAWN: "Trukket rekkefølge", NEAREST: "Nærmest først"}
WHY = (
    "Rådgivere ringer gjerne de mest lovende først. Trekkes rekkefølgen, kan de som blir ringt først, sammenlignes med "
    "dem som venter. Trekningen tas vare på."
)


def draw_of(view: View, found: FollowUp) -> Draw | None:
    """The order last drawn for the list under this filter, None where none is."""
    if found.of != "municipality":
        return None
    return latest_draw(reads.draws(*view.edition), found.title, view.filter.describe())


def in_order(view: View, found: FollowUp) -> FollowUp:
    """The list in the order that was drawn for it, unless the link asks for the nearest first."""
    draw = draw_of(view, found)
    if draw is None or st.query_params.get(PARAMETER) == NEAREST:
        return found
    return replace(found, rows=in_drawn_order(found.rows, draw.numbers))


def show_order(view: View, found: FollowUp) -> None:
    """Say whether the order was drawn, and offer to draw it."""
    if found.of != "municipality" or found.n < 2:
        return
    draw = draw_of(view, found)
    if draw is not None:
        _choose_order()
        _tell(draw)
    if not view.user.may("write_notes"):
        return
    label = "Trekk rekkefølge" if draw is None else "Trekk på nytt"
    if st.button(label, key=f"draw_{found.key}", icon=":material/casino:", help=WHY):
        _draw(view, found)


def _choose_order() -> None:
    warn_of_unknown(PARAMETER, "rekkefølge", NAMES, "Listen viser den trukne rekkefølgen.")
    linked = st.query_params.get(PARAMETER)
    st.session_state[KEY] = linked if linked in NAMES else DRAWN
    st.segmented_control(
        "Rekkefølge",
        list(NAMES),
        key=KEY,
        required=True,
        format_func=NAMES.get,
        on_change=lambda: st.query_params.update({PARAMETER: st.session_state[KEY]}),
        wrap=True,
    )


def _tell(draw: Draw) -> None:
    again = f" Listen er trukket {format_number(draw.times)} ganger." if draw.times > 1 else ""
    st.caption(
        f"Rekkefølgen er trukket {tell_when_and_who(draw.drawn_at, draw.drawn_by)}, med tallet "
        f"{draw.seed}: det samme tallet gir den samme rekkefølgen.{again} Ring ovenfra, så kan de som blir ringt "
        "først, sammenlignes med dem som venter. De uten plass er kommet til siden. Se siden Egne tiltak."
    )


def _draw(view: View, found: FollowUp) -> None:
    user = access.require("write_notes")
    seed = secrets.randbelow(HIGHEST_SEED) + 1
    drawn = store.NewDraw(found.title, view.filter.describe(), seed, draw_order(found.rows["number"], seed))
    with trouble_shown():
        store.add_draw(reads.engine(), view.round.id, drawn, user.id)
        st.query_params.pop(PARAMETER, None)
        rerun_and_say("Rekkefølgen er trukket.")

"""Owns the lead of a page: the sentence, the numbers with target and change, the milestone, what came in last."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from analysis.beside import beside_sentences
from analysis.forecast import forecast
from analysis.key_numbers import count_key_numbers, numbers_of_the_phase
from analysis.milestones import list_milestones, milestones_sentence
from analysis.pace import lead_sentence, read_pace
from analysis.rounds_compared import compare_sentence, has_curve
from analysis.situation import Situation
from analysis.story import list_latest
from domain.words import format_time
from frame.pieces import drawings
from frame.pieces.how_counted import tell_number
from frame.pieces.show import plain_text, show_drawing, show_text
from frame.view import View


def show_lead(view: View) -> None:
    """The board's sentence: how many of how many, and how long there is left."""
    st.header(plain_text(view.once(lead_sentence)), anchor=False)


def show_numbers(view: View, which: Iterable[str] | None = None) -> None:
    """Big numbers in a row, each with its target, its change in the last week and how it is counted.

    They are the four of the phase the round is in, unless their keys are given.
    """
    numbers = view.once(count_key_numbers)
    shown = view.once(numbers_of_the_phase) if which is None else [numbers[key] for key in which]
    # Columns would cut the numbers in a narrow window; these stand in as many rows as they need.
    with st.container(horizontal=True):
        for number in shown:
            st.metric(
                number.label,
                number.value,
                number.change,
                delta_color="normal" if number.new else "off",
                border=True,
                help=tell_number(view, number.key),
                delta_arrow="auto" if number.new else "off",
                height="stretch",
            )


def show_beside(view: View) -> None:
    """What the numbers leave out or cannot tell, said beside them."""
    if sentences := view.once(beside_sentences):
        st.caption(plain_text(" ".join(sentences)))


def show_milestone(view: View) -> None:
    """The next milestone, and what is late."""
    milestones = view.once(list_milestones)
    late = any(one.state == "late" for one in milestones)
    icon = ":material/running_with_errors:" if late else ":material/flag:"
    st.info(plain_text(milestones_sentence(milestones)), icon=icon)


def show_pace(view: View) -> None:
    """The pace that is needed and the pace that was, then the plain cases with what they assume."""
    st.markdown(f"**{plain_text(view.once(read_pace).sentence)}**")
    ahead = view.once(forecast, with_earlier=True)
    st.markdown(plain_text(ahead.sentence))
    for remark in (*(case.assumption for case in ahead.cases), *ahead.remarks):
        st.caption(plain_text(remark))


def show_latest(view: View) -> None:
    """What came in last, without people."""
    latest = view.once(_tabulate_latest)
    if latest.empty:
        st.caption("Ingenting er kommet inn ennå.")
        return
    show_text(latest, alt="De siste påmeldingene og søknadene, det nyeste først")


def _tabulate_latest(situation: Situation) -> pd.DataFrame:
    latest = list_latest(situation)
    return pd.DataFrame(
        {
            "Kommune": latest["label"],
            "Hva": latest["text"],
            "Når": [format_time(at) for at in latest["submitted_at"]],
            "Region": latest["branch"],
        }
    )


def show_last_round(view: View) -> None:
    """The curves of both rounds, or a calm sentence and the figures that are known of the last."""
    if view.earlier is not None and has_curve(view.earlier):
        show_drawing(view, "forrige_runde", drawings.last_round, with_earlier=True)
    else:
        st.markdown(plain_text(compare_sentence(view.situation, view.earlier, view.earlier_round)))


def show_links(view: View) -> None:
    """The round's links, or that they can be set."""
    if view.round.links:
        for name, address in view.round.links.items():
            st.link_button(name, address, icon=":material/open_in_new:")
    else:
        st.caption(
            "Lenkene til påmelding, søknadsskjema og grunnlagsdokument er ikke lagt inn ennå. "
            "En administrator gjør det på siden Innstillinger."
        )

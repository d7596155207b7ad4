"""Owns the pace on Framdrift: what is needed, what was kept, where it leads, and the last round."""

import streamlit as st

from analysis.forecast import forecast
from analysis.pace import read_pace
from analysis.rounds_compared import compare_sentence, has_curve
from frame.pieces import drawings
from frame.pieces.chart import show_drawing
from frame.pieces.plain_text import plain_text
from frame.view import View


def show_forecast(view: View) -> None:
    """Until the deadline: the pace that is needed and the pace that was, then the plain cases with what they assume."""
    if view.round.deadline is None or view.as_of > view.round.deadline:
        return
    st.header("Hvor bærer det?", anchor=False)
    curve, words = st.columns([2, 1], gap="large")
    with curve:
        show_drawing(view, "mal", drawings.target_curve, marked=view.marked, with_earlier=True)
    with words:
        st.markdown(f"**{plain_text(view.once(read_pace).sentence)}**")
        ahead = view.once(forecast, with_earlier=True)
        st.markdown(plain_text(ahead.sentence))
        for remark in (*(case.assumption for case in ahead.cases), *ahead.remarks):
            st.caption(plain_text(remark))


def show_last_round(view: View) -> None:
    """The curves of both rounds, or a calm sentence and the figures that are known of the last."""
    if view.earlier is not None and has_curve(view.earlier):
        st.header("Sammenlignet med forrige runde", anchor=False)
        show_drawing(view, "forrige_runde", drawings.last_round, marked=view.marked, with_earlier=True)
    else:
        st.markdown(plain_text(compare_sentence(view.situation, view.earlier, view.earlier_round)))

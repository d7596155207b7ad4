"""Owns a chart on a page: the figure with its sentence, and the table behind it with its download."""

import re
from collections.abc import Callable

import streamlit as st

from charts.locale_nb import PLOTLY_CONFIG
from frame.door import access
from frame.pieces.download import show_download
from frame.pieces.drawings import Drawing
from frame.pieces.how_counted import tell_counting
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_table
from frame.view import View


def show_drawing(
    view: View, name: str, draw: Callable[..., Drawing], *arguments: object, with_earlier: bool = False
) -> None:
    """Draw a chart with its computed sentence as text alternative, and its table one click away.

    `name` is unique on the page: it names the chart's key and the downloaded file.
    """
    drawing = view.once(draw, *arguments, with_earlier=with_earlier)
    st.subheader(_unbroken(drawing.title), anchor=False)
    if drawing.table.empty or not drawing.figure.data:  # the title says all there is
        return
    st.caption(_unbroken(drawing.unit))
    st.plotly_chart(drawing.figure, key=f"chart_{name}", config=PLOTLY_CONFIG, theme="streamlit", alt=drawing.sentence)
    _show_table_behind(view, name, drawing)


def _unbroken(text: str) -> str:
    """No line ends within `30 %` or `n = 12`."""
    return plain_text(re.sub(r" (%|= )", "\u00a0\\1", text).replace("= ", "=\u00a0"))


@st.fragment
def _show_table_behind(view: View, name: str, drawing: Drawing) -> None:
    """A fragment, so that opening the table reruns nothing else; closed, it costs nothing."""
    access.leave_if_out()
    behind = st.expander("Tallene bak, og hvordan de er regnet", key=f"table_{name}", on_change="rerun", type="compact")
    if behind.open:
        with behind:
            st.markdown(plain_text(drawing.sentence))
            st.caption(tell_counting(view, drawing.counted, drawing.sources))
            show_table(drawing.table, alt=f"Tallene bak «{drawing.title}»")
            show_download(
                view, "Last ned tabellen", {"Tall": drawing.table}, name, title=drawing.title, sums=drawing.sums
            )

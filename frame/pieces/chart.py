"""Owns a chart on a page: the figure with its sentence, and the table behind it with its download."""

import re
from collections.abc import Callable
from html import escape

import streamlit as st

from charts.locale_nb import PLOTLY_CONFIG
from domain.words import format_number
from frame.door import access
from frame.pieces.download import show_download
from frame.pieces.drawings import Drawing
from frame.pieces.how_counted import name_files, tell_counting
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_table
from frame.view import View
from report.edition import EXAMPLES

MOST_NAMED = 400
"""Signs: some six lines below a chart of half the width."""


def show_drawing(
    view: View,
    name: str,
    draw: Callable[..., Drawing],
    *arguments: object,
    marked: bool | None = None,
    with_earlier: bool = False,
) -> None:
    """Draw a chart with its computed sentence as text alternative, and its table one click away.

    `name` is unique on the page: it names the chart's key and the downloaded file. `marked` is handed to a drawing with
    an axis of days as its last argument: whether what the council did stands under it, which is all that a contact that
    is logged can change of a drawing. `with_earlier` is that of `view.once`.
    """
    given = arguments if marked is None else (*arguments, marked)
    drawing = view.once(draw, *given, with_earlier=with_earlier, without_contacts=not marked)
    st.subheader(_unbroken(drawing.title), anchor=False)
    if drawing.is_empty:
        return
    st.caption(_unbroken(drawing.unit))
    st.plotly_chart(drawing.figure, key=f"chart_{name}", config=PLOTLY_CONFIG, theme="streamlit", alt=drawing.sentence)
    if drawing.numbers:
        _name_numbers(plain_text(drawing.numbers))
    _offer_picture(view, name, drawing)
    _show_table_behind(view, name, drawing)


def _name_numbers(names: str) -> None:
    """What the numbers under the axis are: efforts by name, folded where they would be longer than the chart."""
    if len(names) <= MOST_NAMED:
        st.caption(f"Egne tiltak: {names}")
    else:
        st.expander("Egne tiltak: hva tallene står for", type="compact").caption(names)


def _offer_picture(view: View, name: str, drawing: Drawing) -> None:
    """A button that saves the chart as a picture for a slide; frame/static/chart_pictures.js draws it."""
    sources = drawing.sources if isinstance(drawing.sources, str) else name_files(view, drawing.sources)
    examples = f" · {EXAMPLES.removesuffix('.')}" if view.examples else ""
    numbers = f" · Egne tiltak: {drawing.numbers}" if drawing.numbers else ""
    attributes = {
        "chart": f"chart_{name}",
        "title": drawing.title,
        "unit": drawing.unit,
        "note": f"{view.describe()} · n = {format_number(drawing.n)} · Kilde: {sources}{examples}{numbers}",
        "file": f"{name}_{view.as_of:%Y-%m-%d}.png",
    }
    data = " ".join(f'data-{key}="{escape(value)}"' for key, value in attributes.items())
    st.html(
        f'<button type="button" class="chart-picture" {data}>Last ned som bilde'
        f'<span class="only-heard">: {escape(drawing.title)}</span></button>'
    )


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

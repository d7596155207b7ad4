"""Owns the recurring pieces of a page: its head, a chart with its table, a table, a download, an empty state."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import store
from charts.locale_nb import PLOTLY_CONFIG
from domain.words import format_date, plural
from frame.door import access, file_owners
from frame.pieces import files
from frame.pieces.drawings import Drawing
from frame.pieces.how_counted import tell_counting
from frame.pieces.plain_text import plain_text
from frame.view import View

T = TypeVar("T")

ROW_HEIGHT = 35
MOST_ROWS = 14
# Pixels of a table's columns, at the theme's letter size.
DATE_WIDTH, WIDEST = 100, 480
LONG_TEXT = 10
COUNT = re.compile(r"[\d\u202f]+( \([\d,\s]+%\))?( [+−]\d+)?")
"""What is read as a number: `12`, `12 (30 %)`, `12 (30 %) +3`."""


def window_width() -> int:
    """How many pixels wide the browser's window was as the session began, for what is drawn to a width.

    frame/static/browser.js says so; an ordinary desktop's where nothing has. Never narrower than a phone.
    """
    told = st.context.cookies.get("window_width", "")
    return max(int(told), 320) if told.isdecimal() and len(told) < 6 else 1280


def show_head(title: str, purpose: str, view: View | None = None) -> None:
    """The page's one h1, the line that says what the page is for and, where it follows the filter, the filter in words.

    The sidebar says it too, but is closed on a phone and gone on paper.
    """
    st.title(title, anchor=False)
    st.markdown(plain_text(purpose) + (f"  \n:gray[{plain_text(view.describe())}]" if view else ""))


def count_words(number: int, one: str, several: str) -> str:
    """`1 kommune`, `357 kommuner`."""
    return plural(number, one, several)


def show_trouble(error: store.StoreError, more: str = "") -> None:
    """Say what the store could not do, what it means for what the user did, and the way on."""
    st.error(" ".join(filter(None, (str(error), more, error.remedy))), icon=":material/database_off:")


@contextmanager
def trouble_shown() -> Iterator[None]:
    """Show what the store could not do where it was asked to, and go on with the page."""
    try:
        yield
    except store.StoreError as error:
        show_trouble(error)


def as_seen(name: str, now: T) -> T:
    """What `now` was when the screen was last drawn: what the user saw who presses a button in this run.

    The run that a press starts may already see what others have changed meanwhile.
    """
    seen = st.session_state.get(name, now)
    st.session_state[name] = now
    return seen


def show_row() -> DeltaGenerator:
    """A place for a text and what can be done with it, in a row; in a narrow window the buttons stand below the text.

    Columns would cut the buttons' names there.
    """
    return st.container(horizontal=True, vertical_alignment="center")


def tell_next(sentence: str) -> None:
    """Have a sentence shown in the run after this one: a rerun takes away what this one shows."""
    st.session_state["told"] = sentence


def show_told() -> None:
    """Show what the last run has done."""
    if sentence := st.session_state.pop("told", None):
        st.toast(sentence, icon=":material/check_circle:")


def show_drawing(
    view: View, name: str, draw: Callable[..., Drawing], *arguments: object, with_earlier: bool = False
) -> None:
    """Draw a chart with its computed sentence as text alternative, and its table one click away.

    `name` is unique on the page: it names the chart's key and the downloaded file.
    """
    drawing = view.once(draw, *arguments, with_earlier=with_earlier)
    st.subheader(_unbroken(drawing.title), anchor=False)
    if drawing.table.empty:
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
            show_download(view, "Last ned tabellen", {"Tall": drawing.table}, name)


def show_table(
    table: pd.DataFrame, *, alt: str, key: str | None = None, rows: int = MOST_ROWS, **choosing: Any
) -> None:
    """Draw a table for reading: no index, dates as 15.05.2024, empty cells empty, height after its rows.

    `alt` names it to a screen reader, and is unique on the page. `choosing` makes its rows selectable: on_select
    and selection_mode of st.dataframe.
    """
    shown = min(len(table), rows)
    st.dataframe(
        table,
        key=key,
        **choosing,
        hide_index=True,
        alt=alt,
        height=(shown + 1) * ROW_HEIGHT + 3,
        placeholder="",
        column_config={name: column for name in table.columns if (column := _column(table[name]))},
    )


def show_text(table: pd.DataFrame, *, alt: str, height: int | Literal["content"] = "content") -> None:
    """A short table of texts: its lines wrap, so that nothing is cut on a telephone, on paper or beside the map.

    One taller than `height` pixels scrolls.
    """
    told = pd.DataFrame({name: [_tell(value) for value in column] for name, column in table.items()})
    st.table(told, hide_index=True, border="horizontal", alt=alt, height=height)


def _tell(value: object) -> str:
    return format_date(value) if isinstance(value, date) else plain_text(str(value or ""))


def _column(values: pd.Series) -> dict | None:
    """Dates in Norwegian, counts to the right; and room for the longest text, which the browser guesses from the
    first rows."""
    known = [value for value in values.tolist() if isinstance(value, str | date)]
    if known and isinstance(known[0], date):
        return st.column_config.DateColumn(format="DD.MM.YYYY", width=max(DATE_WIDTH, _width(str(values.name))))
    if known and all(COUNT.fullmatch(str(value)) for value in known):
        return st.column_config.TextColumn(alignment="right")
    longest = max((value for value in known if isinstance(value, str)), key=len, default="")
    return st.column_config.TextColumn(width=_width(longest)) if len(longest) > LONG_TEXT else None


def _width(text: str) -> int:
    return min(round(len(text) * 7.5) + 24, WIDEST)


def show_download(
    view: View,
    label: str,
    tables: Mapping[str, pd.DataFrame] | Callable[[], Mapping[str, pd.DataFrame]],
    name: str,
    *,
    type_: str = "secondary",
) -> None:
    """A button that writes an xlsx when it is clicked, with a last sheet on filter, day and source files."""

    def write() -> bytes:
        return files.write_xlsx(tables() if callable(tables) else tables, view.about())

    st.download_button(
        label,
        file_owners.for_user(view.user.id, write),
        file_name=f"{name}_{view.as_of:%Y-%m-%d}.xlsx",
        mime=files.XLSX_TYPE,
        icon=":material/download:",
        key=f"download_{name}",
        on_click="ignore",
        type=type_,
    )


def show_empty(view: View, what: str) -> bool:
    """Say what to do when nothing is loaded or nothing is left; True when the page has nothing to show."""
    if not view.situation.is_empty:
        return False
    if not view.files and view.round.known_applied is not None:
        st.info(
            f"Ingen {what} er lastet inn for denne runden. Det som er kjent om den, står på siden Oversikt.",
            icon=":material/history:",
        )
    elif not view.files:
        st.info(
            f"Ingen {what} ennå. Gå til siden Data og last opp påmeldinger, søknader eller deltakelse.",
            icon=":material/upload_file:",
        )
    else:
        st.info(
            f"Ingen {what} i {view.filter.describe()} per {format_date(view.as_of)}. "
            f"Velg {'flere regioner eller ' if view.filter.regions else ''}en annen dag i filteret.",
            icon=":material/filter_alt_off:",
        )
    return True

"""Owns «Hvem ble ringt?»: of those on a list on a day, how many of the called and of the others applied soon after."""

from datetime import date

import streamlit as st

from analysis.calls import count_called, describe_called, list_call_days, tabulate_called
from analysis.draws import Draw, latest_draw
from analysis.efforts import list_efforts
from domain.words import format_date
from frame import reads
from frame.parts import call_lists
from frame.pieces.plain_text import plain_text
from frame.pieces.table import show_table
from frame.view import View

Listed = dict[str, tuple[tuple[str, ...], Draw | None]]
"""The municipalities of each list to choose, by what it is called, and the order drawn for it."""


def show_called(view: View) -> None:
    """The day and the list to look at, and the counts; where an order was drawn, whether it was followed."""
    days = view.once(list_call_days)
    if not days:
        st.markdown("Ingen kontakter på telefon eller i møte er logget. De logges på siden Oppfølging.")
        return
    row = st.container(horizontal=True)
    day = row.selectbox("Dag", days, key="called_day", format_func=format_date)
    listed = _lists_of(view, day)
    if not listed:
        st.markdown("Ingen av dem som ble kontaktet den dagen, sto på en liste da dagen begynte.")
        return
    name = row.selectbox("Liste", list(listed), key=f"called_list_{day}")
    numbers, draw = listed[name]
    found = count_called(view.situation, numbers, day, draw)
    *sentences, caution = describe_called(found, draw)
    st.markdown(plain_text(" ".join(sentences)))
    show_table(tabulate_called(found), alt=f"Hvem som ble ringt {format_date(day)}")
    st.info(plain_text(caution), icon=":material/balance:")


def _lists_of(view: View, day: date) -> Listed:
    """The lists on which somebody was called that day: first those whose order was drawn, then those kept with an
    effort, then the others as they stood when the day began; in each, the one with most called first."""
    lists = call_lists.numbers_when_day_began(view, day)
    draws = reads.draws(*view.edition)
    region = view.filter.describe()
    own = draws[draws["region"] == region]
    drawn = {title: found for title in own["list_title"].unique() if (found := latest_draw(draws, title, region, day))}
    kept = [one for one in view.once(list_efforts) if one.list_title and one.day == day]
    groups: tuple[Listed, ...] = (
        {f"{title} (trukket {format_date(one.day)})": (one.numbers, one) for title, one in drawn.items()},
        {f"{one.list_title} (tiltaket «{one.title}»)": (one.municipalities, None) for one in kept},
        {title: (numbers, None) for title, numbers in lists.items() if title not in drawn},
    )
    found: Listed = {}
    for group in groups:
        called = {name: count_called(view.situation, *of[:1], day, of[1]).called for name, of in group.items()}
        found |= {name: group[name] for name in sorted(group, key=lambda name: -called[name]) if called[name]}
    return found

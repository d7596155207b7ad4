"""Owns the map on the page: its choices, the map, its legend, and what could not be placed on it."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st
from pydeck import Deck

from analysis.beside import unplaced_sentences
from analysis.headline import tell_shared
from analysis.reach import share_of_children
from analysis.situation import Situation
from charts.locale_nb import PLOTLY_CONFIG
from charts.map import draw_map, read_click
from charts.map_choice import MapChoice
from charts.map_classes import MEASURES, OUTSIDE_LABEL, Classes, LegendRow
from charts.map_fallback import draw_plain_map, read_plain_click
from charts.map_geometry import CREDIT
from charts.map_marks import draw_swatch
from charts.map_view import CROWDED
from charts.palette import OUTSIDE_SHADE
from domain.kinds import ROW_KINDS
from domain.words import capital, format_date, format_number, join_words
from frame import reads
from frame.door import access
from frame.insides import SentFigure
from frame.parts import map_list, map_pictures, map_rows
from frame.parts.municipality import LOW_STORY, choose_municipality, open_municipality, show_municipality
from frame.parts.size_choice import choose_size
from frame.pieces.links import warn_of_unknown
from frame.pieces.plain_text import plain_text
from frame.pieces.window import is_phone, is_stacked, window_width
from frame.view import View

LEGEND_STYLE = (
    "<style>.legend{line-height:1.6;width:100%;max-width:270px;font-variant-numeric:tabular-nums}"
    ".legend.children{max-width:460px}.legend.children td+td{text-align:right;padding-left:1em;white-space:nowrap}"
    ".legend.children tr:last-child{font-weight:600}"
    ".legend caption,.legend tfoot{font-weight:600;text-align:left}"
    ".legend .outside{font-weight:400}"
    ".legend td:last-child{text-align:right;white-space:nowrap}"
    ".legend:not(.regions) td:first-child{width:2em}"
    ".legend i{display:inline-block;width:1em;height:1em;outline:1px solid #8a949e;vertical-align:-2px}</style>"
)
HEIGHT, LOW, TALL = 560, 380, 760
"""Of the map in pixels; low on a phone, where a thumb has to find room beside it to scroll."""
PROJECTOR = 1800
"""Pixels from which a window is that of a large screen."""


@st.fragment
def show_explorer(view: View) -> None:
    """The map with its choices, its legend, the chosen municipality, and the same as a table and as pictures.

    A fragment: another measure, place or municipality sends what it changes, and runs nothing else.
    """
    access.leave_if_out()
    picture, beside = st.columns([3, 2], gap="large")
    unplaced = unplaced_sentences(view.situation)
    measures = [one.label for one in MEASURES.values()]
    warn_of_unknown("vis", "fargelegging", measures, "Kartet viser stadiet.")
    warn_of_unknown("utsnitt", "utsnitt", CROWDED, "Kartet viser hele utvalget.")
    with beside:
        measure = st.segmented_control(
            "Fargelegg etter",
            [*MEASURES],
            default="stage",
            key="vis",
            bind="query-params",
            required=True,
            wrap=True,
            format_func=lambda key: MEASURES[key].label,
        )
        legend_beside = st.container()
        number = choose_municipality(view)
        if number:
            show_municipality(view, number, story_height=LOW_STORY)
        if shared := tell_shared(view.situation):
            st.caption(f"{shared}. En felles søknad farger alle kommunene bak den.")
        show_unplaced(view, unplaced)
        pilot = choose_pilot(view)
        size = choose_size("Kartet viser kommuner av alle størrelser.")
    with picture:
        finding = st.container()
        drawing, legend_below = st.container(), st.container()
        # Where municipalities are too small to hit on the map of the country.
        place = st.segmented_control("Gå nærmere", [*CROWDED], key="utsnitt", bind="query-params", wrap=True)
    choice = MapChoice(view.as_of, measure, view.filter.regions, place or "", number, pilot, size, view.level)
    classes = view.once(map_rows.classes_of, choice)
    sentence = describe_map(view, choice, classes.legend)
    stacked = is_stacked()
    with legend_below if stacked else legend_beside:
        show_legend(classes, marked=measure == "stage")
    with beside if stacked else picture:
        show_regions(view, classes, choice)
    finding.header(plain_text(classes.finding), anchor=False)
    with drawing:
        show_map(view, choice, sentence)
    map_list.show(view, choice, sentence)
    map_pictures.show(view, choice, unplaced)


def show_map(view: View, choice: MapChoice, sentence: str) -> None:
    """Draw the map; a click opens the municipality and puts it in the link. Without WebGL it is a plain figure.

    `sentence` says what it shows, to those who don't see it.
    """
    width, height = map_size()
    if st.context.cookies.get("webgl") == "0":
        st.info(
            "Nettleseren kan ikke tegne det vanlige kartet (WebGL mangler). Her er det samme som en enklere figur.",
            icon=":material/map:",
        )
        st.plotly_chart(
            view.once(_draw_plain, choice, height),
            key="plain_map",
            config=PLOTLY_CONFIG,
            alt=sentence,
            selection_mode="points",
            on_select=lambda: open_clicked(read_plain_click(st.session_state["plain_map"].get("selection"))),
        )
    else:
        st.pydeck_chart(
            view.once(_draw, choice, width, height),
            height=height,
            key="kart",
            alt=sentence,
            selection_mode="single-object",
            on_select=lambda: open_clicked(read_click(st.session_state["kart"].get("selection"))),
        )
    st.caption(CREDIT)


def _draw(situation: Situation, choice: MapChoice, width: int, height: int) -> Deck:
    return draw_map(map_rows.status_of(situation, choice), choice, width=width, height=height)


def _draw_plain(situation: Situation, choice: MapChoice, height: int) -> SentFigure:
    return SentFigure(draw_plain_map(map_rows.status_of(situation, choice), choice, height=height))


def open_clicked(number: str | None) -> None:
    """Open what a click hit; a click on the sea changes nothing."""
    if number:
        open_municipality(number)


def map_size() -> tuple[int, int]:
    """The size the map is drawn in, with the menu open: what a region has to fit into."""
    window = window_width()
    # Beside the map are the menu (300 pixels, closed up to 768), margins, and two of five parts of the rest.
    inner = window - (460 if window > 768 else 32)
    if is_stacked():
        return inner, LOW if is_phone() else HEIGHT
    return round(inner * 0.6) - 32, TALL if window >= PROJECTOR else HEIGHT


def show_legend(classes: Classes, *, marked: bool) -> None:
    """The colours with their marks, labels and counts, which add up to those shown, and how many are left out."""
    rows = classes.legend
    boxes = [escape(draw_swatch(row.color, row.key if marked else "")) for row in rows]
    items = "".join(
        f'<tr><td><i style="background:{box}"></i><td>{escape(capital(row.label))}<td>{row.count}'
        for row, box in zip(rows, boxes, strict=True)
    )
    outside = (
        f'<tr class=outside><td><i style="background:{OUTSIDE_SHADE}"></i><td>{capital(OUTSIDE_LABEL)}'
        f"<td>{classes.outside}"
        if classes.outside
        else ""
    )
    st.html(
        f"{LEGEND_STYLE}<table class=legend><caption>{escape(classes.measure.title)}</caption><tbody>{items}</tbody>"
        f"<tfoot><tr><td><td>Kommuner i alt<td>{classes.shown}{outside}</tfoot></table>"
    )


def show_regions(view: View, classes: Classes, choice: MapChoice) -> None:
    """How many of each region's municipalities have what the map asks about, or which share of its children."""
    if choice.measure == "children":
        _show_children(view.once(map_rows.children_by_region, choice))
        return
    counted = view.once(map_rows.reached_by_region, choice)
    if len(counted) > 1:
        items = "".join(
            f"<tr><td>{escape(region)}<td>{n} av {of}" for region, n, of in counted.itertuples(index=False, name=None)
        )
        caption = f"Kommuner som {classes.measure.verb}"
        st.html(f"<table class='legend regions'><caption>{escape(caption)}</caption><tbody>{items}</table>")


def _show_children(counted: pd.DataFrame) -> None:
    items = "".join(
        f"<tr><td>{escape(row.region)}<td>{share_of_children(row.share)}"
        f"<td>{format_number(row.reached)} av {format_number(row.children)}"
        for row in counted.itertuples()
    )
    st.html(
        f"<table class='legend regions children'><caption>Barn i kommuner som har søkt</caption><tbody>{items}</table>"
    )


def show_unplaced(view: View, sentences: Sequence[str]) -> None:
    """Say what is not on the map, and the way to settle it: rows without a known municipality, and Longyearbyen."""
    if not sentences:
        return
    st.caption("  \n".join(sentences))
    if not view.examples and any(view.whole.unknown[kind] for kind in ROW_KINDS):
        if view.user.may("correct"):
            st.page_link("../pages/data.py", label="Velg kommune for dem på siden Data", icon=":material/edit:")
        else:
            st.caption("En rådgiver kan velge kommune for dem på siden Data.")


def describe_map(view: View, choice: MapChoice, legend: Sequence[LegendRow]) -> str:
    """What the map shows, in a sentence."""
    counts = [f"{row.count} {row.label}" for row in legend if row.count]
    of_size = f", kommuner med {choice.size} innbyggere," if choice.size else ""
    return (
        f"Kart over {view.filter.describe()}{of_size} per {format_date(view.as_of)}, "
        f"{MEASURES[choice.measure].label.lower()}: "
        f"{join_words(counts)}, av {sum(row.count for row in legend)} kommuner."
    )


def choose_pilot(view: View) -> tuple[str, ...]:
    """A switch for the marks on the municipalities that had a place in the round before this one; their numbers."""
    pilot = reads.pilot(view.round, view.change_id)
    if pilot is None:
        return ()
    known = pilot.known_municipalities
    warn_of_unknown("pilot", "valg", ("true", "false"), "Kartet merker ikke kommunene fra piloten.")
    shown = st.toggle(f"Merk de {len(known)} fra piloten (◆)", key="pilot", bind="query-params")
    return known if shown else ()

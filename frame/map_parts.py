"""Owns the pieces beside the map: the legend with its counts, the crowded places, what could not be placed."""

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from analysis.situation import Situation
from analysis.words import capital, format_date, join_words, plural
from charts.locale_nb import PLOTLY_CONFIG
from charts.map import build_legend, draw_map, read_click
from charts.map_classes import MEASURES, LegendRow, classify
from charts.map_fallback import draw_plain_map
from charts.map_geometry import CREDIT, CROWDED, bounds_of
from charts.map_picture import build_picture
from charts.picture_files import Scene, write_png, write_svg
from data.reference import SVALBARD
from frame import access, reads, tables
from frame.counted import APPLICATIONS, ATTENDANCE, EVERY, GATHERING, tell_counting
from frame.municipality import open_municipality, show_municipality
from frame.show import is_phone, plain_text, show_download, show_table
from frame.view import View

CLICKED = "map_clicked"
COUNTING = {
    "stage": ("Hver kommune er talt én gang, på stadiet den er kommet lengst til.", EVERY),
    "applications": ("Søknader som teller, også de kommunen har sammen med andre.", (APPLICATIONS,)),
    "participants": ("Personer i kommunens påmeldinger til samlingen.", (GATHERING,)),
    "attended": ("Personer fra kommunen på deltakerlisten.", (ATTENDANCE,)),
    "days": ("Dager fra det siste notatet om kommunen til dagen tallene viser.", "notatene i dashbordet"),
}
COUNTED = {
    "registrations": ("påmelding", "påmeldinger"),
    "attendance": ("deltaker", "deltakere"),
    "applications": ("søknad", "søknader"),
    "start_registrations": ("påmelding til oppstarten", "påmeldinger til oppstarten"),
}


@st.fragment
def show_coloured(view: View, number: str | None, place: str | None) -> None:
    """What the map shows, its legend, the map, and the same as pictures and as a table.

    A fragment: another measure sends the new colours and the legend, and nothing else.
    """
    access.leave_if_out()
    if st.session_state.pop(CLICKED, False):
        st.rerun()
    measure = st.segmented_control(
        "Fargelegg etter", [*MEASURES], default="stage", key="vis", bind="query-params", required=True,
        format_func=lambda key: MEASURES[key].label,
    )  # fmt: skip
    picture, beside = st.columns([3, 2], gap="large")
    with beside:
        show_legend(build_legend(view.situation.status, measure, as_of=view.as_of), MEASURES[measure].title)
        pilot = st.toggle("Vis kommunene fra piloten 2021", key="pilot", bind="query-params")
        if number:
            show_municipality(view, number)
    with picture:
        show_map(view, measure, place, number, pilot)
        show_pictures(view, measure, pilot)
    show_list(view, measure)


def show_map(view: View, measure: str, place: str | None, number: str | None, pilot: bool) -> None:
    """Draw the map; a click opens the municipality and puts it in the link. Without WebGL it is a plain figure."""
    sentence = describe_map(view, measure)
    status, regions = view.situation.status, view.filter.regions
    if st.context.cookies.get("webgl") == "0":
        st.info(
            "Nettleseren kan ikke tegne det vanlige kartet (WebGL mangler). Her er det samme som en enklere figur.",
            icon=":material/map:",
        )
        figure = draw_plain_map(status, measure, as_of=view.as_of, regions=regions, selected=number)
        st.plotly_chart(figure, key="plain_map", config=PLOTLY_CONFIG, alt=sentence)
        return
    deck = draw_map(
        status, measure, as_of=view.as_of, selected=number,
        bounds=CROWDED[place] if place else bounds_of(regions) if regions else None,
        pilot=pilot_municipalities(view) if pilot else (), width=340 if is_phone() else 640,
    )  # fmt: skip

    def open_clicked() -> None:
        clicked = read_click(st.session_state["kart"].get("selection"))
        if clicked:
            open_municipality(clicked)
            st.session_state[CLICKED] = True

    st.pydeck_chart(deck, height=620, key="kart", on_select=open_clicked, selection_mode="single-object", alt=sentence)
    st.caption(CREDIT)


def show_pictures(view: View, measure: str, pilot: bool) -> None:
    """The map as a picture for a slide, drawn on the server when it is asked for."""

    def scene() -> Scene:
        return build_picture(
            view.situation.status, measure, as_of=view.as_of, title=f"{view.round.title}, {view.filter.describe()}",
            regions=view.filter.regions, notes=unplaced_sentences(view),
            pilot=pilot_municipalities(view) if pilot else (),
        )  # fmt: skip

    with st.container(horizontal=True):
        for kind, mime, write in (("PNG", "image/png", write_png), ("SVG", "image/svg+xml", write_svg)):
            st.download_button(
                f"Last ned kartet som {kind}", lambda write=write: write(scene()), mime=mime, on_click="ignore",
                file_name=f"kart_{view.as_of:%Y-%m-%d}.{kind.lower()}", icon=":material/image:", key=f"kart_{kind}",
            )  # fmt: skip


def show_legend(rows: Iterable[LegendRow], title: str) -> None:
    """The colours with their labels and counts; the counts add up to the municipalities in the filter."""
    rows = list(rows)
    items = "".join(
        f'<tr><td style="padding-right:8px"><i style="display:inline-block;width:1em;height:1em;'
        f'outline:1px solid #8a949e;vertical-align:-2px;background:{row.color}"></i></td>'
        f'<td>{escape(capital(row.label))}</td><td style="text-align:right;padding-left:12px">{row.count}</td></tr>'
        for row in rows
    )
    total = sum(row.count for row in rows)
    st.html(
        f'<table style="line-height:1.7;font-variant-numeric:tabular-nums"><caption style="text-align:left;'
        f'font-weight:600">{escape(title)}</caption><tbody>{items}</tbody><tfoot style="font-weight:600"><tr><td></td>'
        f'<td>Kommuner i alt</td><td style="text-align:right">{total}</td></tr></tfoot></table>'
    )


def show_list(view: View, measure: str) -> None:
    """The same municipalities as a table; closed it sends nothing."""
    label = f"{MEASURES[measure].label}, kommune for kommune"
    listed = st.expander(label, key="map_list", on_change="rerun", icon=":material/table_rows:")
    if listed.open:
        with listed:
            st.markdown(plain_text(describe_map(view, measure)))
            st.caption(tell_counting(view, *COUNTING[measure]))
            show_table(view.once(table_of, measure), alt="De samme kommunene som på kartet")
            show_download(view, "Last ned listen som Excel", {"Kart": view.once(tables.status_table)}, "kart")


def choose_place() -> str | None:
    """Buttons to the places where municipalities are too small to hit on the map of the country."""
    return st.segmented_control("Gå nærmere", [*CROWDED], key="utsnitt", bind="query-params")


def show_unplaced(view: View) -> None:
    """Say what is not on the map: rows without a known municipality, and Longyearbyen."""
    for sentence in unplaced_sentences(view):
        st.info(sentence, icon=":material/wrong_location:")
    if any(view.whole.unknown[kind] for kind in COUNTED):
        st.caption("På siden Data kan du velge kommune for dem som mangler.")


def unplaced_sentences(view: View) -> list[str]:
    """The sentences on what is not on the map."""
    unknown = [plural(view.whole.unknown[kind], *words) for kind, words in COUNTED.items() if view.whole.unknown[kind]]
    sentences = [f"Uten kjent kommune, og derfor ikke på kartet: {join_words(unknown)}."] if unknown else []
    status = view.situation.status
    row = status[status["number"] == SVALBARD]
    if len(row) and row.iloc[0]["furthest"]:
        sentences.append("Longyearbyen lokalstyre er også med, men er ingen kommune og står ikke på kartet.")
    return sentences


def describe_map(view: View, measure: str) -> str:
    """What the map shows, in a sentence."""
    classes = classify(view.situation.status, measure, as_of=view.as_of)
    counts = [f"{row.count} {row.label}" for row in classes.legend if row.count]
    return (
        f"Kart over {view.filter.describe()} per {format_date(view.as_of)}, {MEASURES[measure].label.lower()}: "
        f"{join_words(counts)}, av {classes.shown} kommuner."
    )


def table_of(situation: Situation, measure: str) -> pd.DataFrame:
    """The map as a table: Kommune, Fylkesavdeling and what is measured, for municipalities that have any."""
    table = tables.status_table(situation)
    column = {
        "stage": "Lengst kommet",
        "applications": "Søknader",
        "participants": "Påmeldte personer",
        "attended": "Deltakere",
        "days": "Siste kontakt",
    }[measure]
    reached = table[_has(table, column)]
    return reached[["Kommune", "Fylkesavdeling", "Fylke", column]].reset_index(drop=True)


def _has(table: pd.DataFrame, column: str) -> pd.Series:
    """Which rows have something to show in the column."""
    if column == "Lengst kommet":
        return table[list(tables.STAGE_COLUMNS.values())].notna().any(axis=1)
    return table[column].notna() if column == "Siste kontakt" else table[column] > 0


def pilot_municipalities(view: View) -> tuple[str, ...]:
    """The numbers of the municipalities that had a place in the round before this one."""
    pilot = reads.pilot(view.round, view.key[1])
    return pilot.known_municipalities if pilot else ()

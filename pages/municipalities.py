"""Kommuner: the status table, searchable and downloadable, and one municipality's whole story."""

import streamlit as st

from domain.words import plural
from frame.door import access
from frame.parts import municipality, municipality_table
from frame.pieces import links
from frame.pieces.download import show_download
from frame.pieces.head import show_empty, show_head
from frame.pieces.how_counted import tell_counting
from frame.view import current_view

access.require("see_figures")
view = current_view()
show_head("Alle kommuner", "Se hvor langt hver kommune er kommet, og åpne én kommune for hele historien.", view)

if not show_empty(view, "kommuner"):
    wanted, chosen = st.columns([3, 2], vertical_alignment="bottom")
    links.warn_of_unknown("stadium", "stadium", municipality_table.stage_options(), "Siden viser alle stadier.")
    with wanted:
        stages = st.multiselect(
            "Lengst kommet",
            municipality_table.stage_options(),
            key="stadium",
            bind="query-params",
            placeholder="Alle stadier",
            select_all=False,
        )
    with chosen:
        number = municipality.choose_municipality(view)
    if number:
        municipality.show_municipality(view, number)

    table = view.once(municipality_table.status_table, tuple(stages))
    st.header(
        plural(int((table["Kommunenummer"] != "").sum()), "kommune", "kommuner"),
        anchor=False,
        help=tell_counting(view, "Kommunene i utvalget, med datoen for hvert stadium de har nådd."),
    )
    shown = municipality_table.for_the_screen(table, view.level)
    municipality.show_table_to_open(
        shown,
        table["Kommunenummer"].tolist(),
        on_paper=municipality_table.for_paper(shown),
        key="status",
        alt="Én rad per kommune med dato for hvert stadium",
    )
    show_download(view, "Last ned som Excel", {"Kommuner": table}, "kommuner", sums=True)

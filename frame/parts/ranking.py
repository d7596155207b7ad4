"""Owns the ranking of the applications on a page: points with their spread, disagreements, strict assessors."""

import pandas as pd
import streamlit as st

from analysis.board import keys_of, labels_by_key
from analysis.ranking import describe_assessors, find_disagreements
from domain.assessors import EACH
from domain.criteria import format_points, format_rank, format_score
from domain.states import STATE_LABELS
from domain.words import capital, format_number, plural
from frame.parts import assessing_reads, selection_reads
from frame.parts.assessing_reads import name_of_assessor
from frame.pieces.download import show_download
from frame.pieces.table import show_text, show_whole_table
from frame.view import View

MANY, TALL = 10, 420
"""From so many rows a table scrolls, at so many pixels."""


def ranking_table(ranked: pd.DataFrame) -> pd.DataFrame:
    """The ranking for reading: Rang, Søknad, Poeng, Fra–til, Vurderinger, Status."""
    spreads = zip(ranked["lowest"], ranked["highest"], strict=True)
    return pd.DataFrame(
        {
            "Rang": list(map(format_rank, ranked["rank"], ranked["tied"])),
            "Søknad": ranked["label"],
            "Poeng": ranked["tenths"].map(format_points),
            "Fra–til": [f"{format_points(low)}–{format_points(high)}" if high > low else "–" for low, high in spreads],
            "Vurderinger": ranked["assessments"],
            "Status": ranked["state"].map(lambda state: capital(STATE_LABELS[state])),
        }
    )


def show_ranking(view: View, ranked: pd.DataFrame) -> None:
    """The sentence, the table and its download."""
    done = int((ranked["assessments"] >= EACH).sum())
    once = int(((ranked["assessments"] > 0) & (ranked["assessments"] < EACH)).sum())
    st.markdown(
        f"**{done} av {plural(len(ranked), 'søknad', 'søknader')}** har minst to vurderinger, {once} har én, og "
        f"{len(ranked) - done - once} har ingen. «Fra–til» er poengene fra den laveste til den høyeste vurderingen."
    )
    table = ranking_table(ranked)
    show_whole_table(table, alt="Søknadene etter poeng, like poeng på samme plass")
    show_download(view, "Last ned rangeringen", {"Rangering": table}, "rangering")


def show_disagreements(view: View, ranked: pd.DataFrame) -> None:
    """The scores that are two steps or more apart, to be talked over."""
    found = find_disagreements(selection_reads.assessments(*view.edition), view.round.criteria)
    labels = labels_by_key(ranked)
    found = found[[key in labels for key in keys_of(found)]]
    if found.empty:
        st.markdown("Ingen vurderinger av samme søknad ligger to trinn eller mer fra hverandre.")
        return
    st.markdown(f"**{plural(len(found), 'uenighet', 'uenigheter')}** på to trinn eller mer, å snakke sammen om.")
    table = pd.DataFrame(
        {
            "Søknad": [labels[key] for key in keys_of(found)],
            "Kriterium": found["criterion"],
            "Lavest": found["lowest"].map(format_score),
            "Høyest": found["highest"].map(format_score),
        }
    )
    show_text(
        table,
        alt="Kriterier der vurderingene ligger langt fra hverandre",
        height=TALL if len(table) > MANY else "content",
    )


def show_assessors(view: View) -> None:
    """How mild or strict each assessor is beside the others of the same applications."""
    known = assessing_reads.assessors(*view.edition)
    table = describe_assessors(selection_reads.assessments(*view.edition), view.round.criteria)
    st.markdown(
        "«Mildere enn de andre» er hvor mange poeng høyere vurdereren i snitt ligger enn de andre som har vurdert de "
        "samme søknadene. Et minus er en strengere vurderer."
    )
    shown = pd.DataFrame(
        {
            "Vurderer": [name_of_assessor(known, who) for who in table["assessor"]],
            "Vurderinger": table["assessments"].astype(str),
            "Også vurdert av andre": table["shared"].astype(str),
            "Mildere enn de andre": table["milder"].map(_show_difference),
        }
    )
    show_text(shown, alt="Hvor milde og strenge vurdererne er")


def _show_difference(points: float) -> str:
    """`+3,5`, `−3,5`; «–» where it is not known."""
    if pd.isna(points):
        return "–"
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{format_number(abs(points), 1)}"

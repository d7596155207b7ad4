"""Owns «Hvem når vi?»: the stage that is looked at, the drawings by size and centrality, and the pilot beside."""

import pandas as pd
import streamlit as st

from analysis.reach import Group, count_known_reach, count_reach, reach_sentence
from analysis.situation import Situation
from charts import reach
from domain.stages import STAGES
from domain.words import capital
from frame import reads
from frame.pieces.drawings import Drawing
from frame.pieces.how_counted import EVERY
from frame.pieces.links import warn_of_unknown
from frame.pieces.table import show_table
from frame.view import View

COUNTED = (
    "Kommuner med en dato for steget. Står flere kommuner bak én søknad, er hver av dem talt. Innbyggere og barn per "
    "1. januar i rundens år, og sentralitet: Statistisk sentralbyrå, tabell 07459 og klassifikasjon 128."
)


def choose_stage(view: View) -> str:
    """Return the stage that is looked at; it travels in the link."""
    names = {capital(stage.label): stage.key for stage in STAGES}
    warn_of_unknown("trinn", "trinn", names, "Siden viser dem som har søkt.")
    chosen = st.segmented_control(
        "Kommuner som er", list(names), default="Søkt", required=True, key="trinn", bind="query-params", wrap=True
    )
    return names[chosen or "Søkt"]


def show_people(view: View, stage: str) -> None:
    """Say how many people live in the municipalities that have come so far."""
    table = view.once(count_reach, "size")
    st.markdown(reach.describe_people(table, stage))


def by_group(situation: Situation, group: Group, stage: str) -> Drawing:
    """The share of each class that has come so far."""
    table = count_reach(situation, group)
    return Drawing(
        reach.draw_reach(table, group, stage),
        reach_sentence(table, group, stage, reach.VERBS[stage]),
        reach.tabulate_reach(table, group, stage),
        COUNTED,
        EVERY,
    )


def show_stages(view: View) -> None:
    """Both groupings as a table: every step of the way for each class, and earlier rounds as far as they are known."""
    groups: tuple[tuple[Group, str], ...] = (("size", "innbyggertall"), ("centrality", "sentralitet"))
    for group, name in groups:
        table = reach.summarise_stages(view.once(count_reach, group), group, _earlier_rounds(view, group))
        show_table(table, alt=f"Hvert steg etter kommunenes {name}")


def _earlier_rounds(view: View, group: Group) -> dict[str, pd.Series]:
    """The applicants of the round before, and the pilot's municipalities with a place, under the same filter."""
    beside = {}
    if view.earlier is not None and view.earlier_round is not None:
        beside[f"søkt i {view.earlier_round.id}"] = count_reach(view.earlier, group)["applied"]
    pilot = reads.pilot(view.round, view.change_id)
    if pilot is not None:
        numbers = view.situation.municipalities["number"].tolist()
        beside["plass i piloten"] = count_known_reach(pilot, group, numbers)["placed"]
    return beside

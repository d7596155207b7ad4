"""Owns the filter of the sidebar: which round, which regions, as of which day; it travels in the link.

Every control is bound to a query parameter of the same name as its key (`?runde=2024&region=Nordland&dato=2024-05-02`),
so the choice survives a page change and a reload, and a link shows what the sender saw.
"""

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from analysis.situation import Level
from data.reference import branches, counties
from domain.clock import FIRST_DAY, LAST_DAY, now, read_moment
from domain.words import WHOLE_COUNTRY, format_date, join_words
from frame.pieces.links import warn_of_unknown
from frame.pieces.plain_text import plain_echo
from report.link import LEVEL_NAMES

LEVELS: dict[str, Level] = {name: level for level, name in LEVEL_NAMES.items()}
"""What regions are grouped by, as the link names it; the first is chosen until another is."""


@dataclass(frozen=True)
class Filter:
    """What the user has chosen. `as_of` is None while the day follows the calendar."""

    round_id: str
    regions: tuple[str, ...]
    level: Level
    as_of: date | None
    known_at: datetime | None = None
    """The earlier moment whose knowledge the link asks for, None for today's."""

    def describe(self) -> str:
        """Return the regions in words, «hele landet» when none is chosen."""
        return join_words(self.regions) or WHOLE_COUNTRY


def region_options() -> list[str]:
    """Return the ten branches, then the counties that are not a branch by themselves.

    A name that is both (Nordland, Agder …) holds the same municipalities either way and stands once.
    """
    return [*branches(), *(county for county in counties() if county not in branches())]


def show_filter(rounds: list[str], first: str, *, only_round: bool = False) -> Filter:
    """Draw the controls in the sidebar and return the choice. `rounds` are ids; `first` is chosen until another is.

    `only_round` is for those who see no figures: the whole country, as of today.
    """
    warn_of_unknown_values(rounds)
    with st.sidebar:
        if only_round:
            round_id = st.selectbox("Runde", rounds, index=rounds.index(first), key="runde", bind="query-params")
            return Filter(round_id, (), "branch", None, show_known_at())
        which, how = st.columns([7, 12], gap="xxsmall")
        # A bound select box puts its labels in the link, so the label is the round's id.
        round_id = which.selectbox("Runde", rounds, index=rounds.index(first), key="runde", bind="query-params")
        level = how.selectbox("Grupper etter", list(LEVELS), key="inndeling", bind="query-params")
        as_of = st.date_input(
            "Status per",
            value=None,
            key="dato",
            bind="query-params",
            format="DD.MM.YYYY",
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            help="Vis tallene slik de sto ved slutten av en dag. Tomt felt: dagens dato.",
        )
        regions = st.multiselect(
            "Region",
            region_options(),
            key="region",
            bind="query-params",
            placeholder="Hele landet",
            select_all=False,  # Enter would take every hit and not the first
            filter_mode="contains",
            help="Fylkesavdelinger og fylker. Velg flere for å se dem samlet. Filteret gjelder alle sider, lenker "
            "og nedlastinger.",
        )
        known_at = show_known_at()
    return Filter(round_id, tuple(regions), LEVELS[level], as_of, known_at)


def show_known_at() -> datetime | None:
    """Where the link asks for an earlier moment, the field that holds it; emptied, the page shows today's numbers."""
    if not st.session_state.get("visst") and "visst" not in st.query_params:
        return None
    text = st.text_input(
        "Slik det var kjent",
        key="visst",
        bind="query-params",
        help="Tallene slik de sto i dashbordet på dette tidspunktet, som 2024-05-03T09:00. Tomt felt: dagens tall.",
    )
    moment = read_moment(text or "")
    if text and moment is None:
        st.warning(f"«{plain_echo(text)}» er ikke et tidspunkt. Siden viser dagens tall.")
    if moment and moment >= now():
        st.warning(f"Tidspunktet «{plain_echo(text)}» er ikke kommet ennå. Siden viser dagens tall.")
        return None
    return moment


def show_marks_choice() -> bool:
    """Whether what the council did is drawn under the charts, as the user has chosen; the link carries it."""
    warn_of_unknown("vis_tiltak", "valg", ("true", "false"), "Diagrammene viser egne tiltak.")
    with st.sidebar:
        return st.toggle(
            "Vis egne tiltak",
            value=True,
            key="vis_tiltak",
            bind="query-params",
            help="Tiltakene, og kontaktene på telefon og i møter, står under tidsaksen i diagrammene.",
        )


def warn_of_unknown_values(rounds: list[str]) -> None:
    """Say what in the link is not known, for every parameter of the filter."""
    warn_of_unknown("region", "region", region_options(), "Siden viser regionene den kjenner, ellers hele landet.")
    warn_of_unknown("runde", "runde", rounds, "Siden viser den nyeste runden.")
    warn_of_unknown("inndeling", "inndeling", LEVELS, f"Siden grupperer etter {LEVEL_NAMES['branch'].lower()}.")
    days = [text for text in st.query_params.get_all("dato") if is_day(text)]
    warn_of_unknown("dato", "dag", days, "En dag skrives som 2024-05-02. Siden viser den siste dagen den kjenner.")


def is_day(text: str) -> bool:
    """Whether a link's text is a day that the filter can show."""
    try:
        return FIRST_DAY <= date.fromisoformat(text) <= LAST_DAY
    except ValueError:
        return False


def show_as_of_note(as_of: date, follows: str) -> None:
    """Say under the filter which day the numbers stand on; `follows` tells why when the field is empty."""
    st.sidebar.caption(f"Tallene viser {format_date(as_of)}{follows}.")

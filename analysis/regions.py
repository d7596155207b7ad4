"""The counts of each branch or county, against its target, with «uten kjent kommune» as the last row."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from analysis.situation import Level, Situation
from analysis.sources import UNKNOWN_LABEL, places
from data.reference import SVALBARD, branches, counties
from domain.kinds import ROW_LABELS, RowKind
from domain.phases import phase_of
from domain.stages import STAGE_KEYS, STAGES
from domain.words import plural

SUMS: dict[str, RowKind] = {
    "registrations": "registrations",
    "participants": "registrations",
    "attended_persons": "attendance",
    "applications": "applications",
    "start_registrations": "start_registrations",
    "start_participants": "start_registrations",
}
"""The columns of the status table that are added up, with the rows that give them."""
SOURCES: dict[str, RowKind | None] = {
    **SUMS,
    **{stage.key: stage.source for stage in STAGES},
    "places": "applications",
    "confirmations": "applications",
}


Targeted = Literal["applications", "places"]
TARGETED = {"applications": ROW_LABELS["applications"], "places": ("plass", "plasser")}
"""What branches have targets for."""


def compares_places(situation: Situation) -> bool:
    """Whether the regions are compared by their places: after the deadline, once any is given."""
    phase = phase_of(situation.round, situation.as_of)
    given = situation.counting("applications")["placed_day"].notna().any()
    return phase in ("before_answers", "towards_start") and bool(given)


def what_is_compared(situation: Situation) -> Literal["places", "registered", "applications"]:
    """What the regions are compared by in the round's phase: before the gathering by the municipalities registered."""
    if compares_places(situation):
        return "places"
    return "registered" if phase_of(situation.round, situation.as_of) == "before_gathering" else "applications"


def level_for(regions: Sequence[str], chosen: Level) -> Level:
    """The level that is chosen, or the counties where one is chosen that is only a part of a branch: the branch's name
    would promise the whole of it."""
    return chosen if set(regions) <= set(branches()) else "county"


def region_order(level: Level) -> list[str]:
    """The branches or counties in their order, Svalbard and «uten kjent kommune» last."""
    own = branches() if level == "branch" else (*counties(), places()[SVALBARD].county)
    return [*own, UNKNOWN_LABEL]


def count_regions(situation: Situation, level: Level = "branch") -> pd.DataFrame:
    """One row per region in the filter: region, municipalities (of the 357), one count of municipalities per
    stage, the sums of registrations, participants, applications and so on, places, confirmations (of
    applications), target_applications and target_places (NA where none is set).

    The sums of rows hold Longyearbyen and «uten kjent kommune»; the counts of municipalities don't. What there is no
    file to count from is NA.
    """
    status, applications = situation.status, situation.counting("applications")
    region = status[level].replace("", UNKNOWN_LABEL)
    order = [one for one in region_order(level) if one in set(region)]
    place = pd.Index(order).get_indexer(region)
    where = pd.Index(order).get_indexer(applications[level].replace("", UNKNOWN_LABEL))
    own = status["number"].isin(situation.municipalities["number"]).to_numpy()

    def add_up(at: np.ndarray, values: pd.Series) -> np.ndarray:
        """The sum of the values in each region; what lies in none of them is in no sum."""
        known = values.fillna(0).to_numpy(float)
        return np.bincount(at[at >= 0], known[at >= 0], minlength=len(order)).astype(int)

    stages = {key: add_up(place, status[key].notna() & own) for key in STAGE_KEYS}
    table = pd.DataFrame(
        {
            "region": order,
            "municipalities": add_up(place, pd.Series(own)),
            **stages,
            **{name: add_up(place, status[name]) for name in SUMS},
            "places": add_up(where, applications["placed_day"].notna()),
            "confirmations": add_up(where, applications["confirmed_day"].notna()),
        }
    )
    for name, source in SOURCES.items():
        if not situation.sources.has(source):
            table[name] = pd.array([pd.NA] * len(table), dtype="Int64")
    round_ = situation.round
    for name, targets in (("target_applications", round_.branch_applications), ("target_places", round_.branch_places)):
        known = [targets.get(region) if level == "branch" else None for region in order]
        table[name] = pd.array(known, dtype="Int64")
    return table


def regions_sentence(table: pd.DataFrame, what: Targeted = "applications") -> str:
    """What the regions' applications or places say: how many have reached their target, or where most are."""
    several = TARGETED[what][1]
    if table[what].isna().all():
        return "Søknadene er ikke lastet opp ennå."
    goal = table[f"target_{what}"]
    known = table[goal.notna() & (goal > 0)]
    if len(known) == 1:
        return _one_sentence(known.iloc[0], what)
    if len(known):
        reached = int((known[what] >= known[f"target_{what}"]).sum())
        who = plural(len(known), "fylkesavdeling", "fylkesavdelinger")
        if not reached:
            return f"Ingen av {who} har nådd målet sitt for {several} ennå."
        return f"{reached} av {who} har nådd målet sitt for {several}."
    most = table.sort_values(what, ascending=False, kind="stable").iloc[0]
    if not most[what]:
        return f"Ingen {several} er {'inne' if what == 'applications' else 'tildelt'} ennå."
    if len(table) == 1:
        whence = "fra" if what == "applications" else "i"
        return f"{plural(int(most[what]), *TARGETED[what])} {whence} {most['region']}."
    where = f"{several} kommer fra" if what == "applications" else f"{several} er i"
    return f"Flest {where} {most['region']}: {most[what]}."


def _one_sentence(row: pd.Series, what: Targeted) -> str:
    """`Vestland mangler 1 søknad på målet.`"""
    missing = int(row[f"target_{what}"] - row[what])
    if missing > 0:
        return f"{row['region']} mangler {plural(missing, *TARGETED[what])} på målet."
    return f"{row['region']} har nådd målet sitt for {TARGETED[what][1]}."

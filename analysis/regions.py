"""The counts of each branch or county, against its target, with «uten kjent kommune» as the last row."""

import pandas as pd

from analysis.situation import Level, Situation
from analysis.sources import UNKNOWN_LABEL, places
from data.reference import SVALBARD, branches, counties
from domain.kinds import RowKind
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
    status = situation.status.assign(region=situation.status[level].replace("", UNKNOWN_LABEL))
    own = status[status["number"].isin(situation.municipalities["number"])]
    counts = own[list(STAGE_KEYS)].notna().groupby(own["region"]).sum()
    applications = situation.counting("applications")
    where = applications[level].replace("", UNKNOWN_LABEL)
    given = applications[["placed_day", "confirmed_day"]].notna().groupby(where).sum()
    order = [region for region in region_order(level) if region in set(status["region"])]
    table = pd.DataFrame(index=pd.Index(order, name="region"))
    table["municipalities"] = own.groupby("region").size()
    table = table.join(counts).join(status.groupby("region")[list(SUMS)].sum())
    table = table.join(given.set_axis(["places", "confirmations"], axis=1)).fillna(0).astype(int)
    for name, source in SOURCES.items():
        if not situation.sources.has(source):
            table[name] = pd.array([pd.NA] * len(table), dtype="Int64")
    round_ = situation.round
    for name, targets in (("target_applications", round_.branch_applications), ("target_places", round_.branch_places)):
        known = [targets.get(region) if level == "branch" else None for region in order]
        table[name] = pd.array(known, dtype="Int64")
    return table.reset_index()


def regions_sentence(table: pd.DataFrame) -> str:
    """What the regions' applications say: how many have reached their target, or where most come from."""
    if table["applications"].isna().all():
        return "Søknadene er ikke lastet opp ennå."
    known = table[table["target_applications"].notna() & (table["target_applications"] > 0)]
    if not known.empty:
        if len(known) == 1:
            return _one_sentence(known.iloc[0])
        reached = int((known["applications"] >= known["target_applications"]).sum())
        who = plural(len(known), "fylkesavdeling", "fylkesavdelinger")
        verb = "har" if reached else "Ingen av"
        if not reached:
            return f"{verb} {who} har nådd målet sitt for søknader ennå."
        return f"{reached} av {who} {verb} nådd målet sitt for søknader."
    most = table.sort_values("applications", ascending=False, kind="stable").iloc[0]
    if not most["applications"]:
        return "Ingen søknader er inne ennå."
    return f"Flest søknader kommer fra {most['region']}: {most['applications']}."


def _one_sentence(row: pd.Series) -> str:
    """`Vestland mangler 1 søknad på målet.`"""
    missing = int(row["target_applications"] - row["applications"])
    if missing > 0:
        return f"{row['region']} mangler {plural(missing, 'søknad', 'søknader')} på målet."
    return f"{row['region']} har nådd målet sitt for søknader."

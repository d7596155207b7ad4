"""The counts of each branch or county, against its target, with «uten kjent kommune» as the last row."""

import pandas as pd

from analysis.situation import Level, Situation
from analysis.sources import UNKNOWN_LABEL, places
from data.reference import SVALBARD, branches, counties
from domain.stages import STAGE_KEYS
from domain.words import plural

SUMS = (
    "registrations",
    "participants",
    "attended_persons",
    "applications",
    "start_registrations",
    "start_participants",
)


def region_order(level: Level) -> list[str]:
    """The branches or counties in their order, Svalbard and «uten kjent kommune» last."""
    own = branches() if level == "branch" else (*counties(), places()[SVALBARD].county)
    return [*own, UNKNOWN_LABEL]


def count_regions(situation: Situation, level: Level = "branch") -> pd.DataFrame:
    """One row per region in the filter: region, municipalities (of the 357), one count of municipalities per
    stage, the sums of registrations, participants, applications and so on, places, confirmations (of
    applications), target_applications and target_places (NA where none is set).

    The sums of rows hold Longyearbyen and «uten kjent kommune»; the counts of municipalities don't.
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
    round_ = situation.round
    for name, targets in (("target_applications", round_.branch_applications), ("target_places", round_.branch_places)):
        known = [targets.get(region) if level == "branch" else None for region in order]
        table[name] = pd.array(known, dtype="Int64")
    return table.reset_index()


def regions_sentence(table: pd.DataFrame) -> str:
    """What the regions' applications say: how many have reached their target, or where most come from."""
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

"""The counts that every page leads with, as plain ints."""

from datetime import date, timedelta

import pandas as pd

from analysis.situation import Situation
from data.reference import SVALBARD, branches
from domain.kinds import ROW_KINDS
from domain.stages import STAGE_KEYS

LAST_DAYS = 7


def headline(situation: Situation) -> dict[str, int | None]:
    """The headline counts under the situation's filter.

    municipalities_… are of the 357; rows from Longyearbyen and from unknown municipalities are in the other
    counts. A filter by region leaves out unknown municipalities: unknown_… counts them beside.
    Targets are None where none is set, as for counties.
    """
    rows = {kind: situation.counting(kind) for kind in ROW_KINDS}
    applications, attendance = rows["applications"], rows["attendance"]
    late = int(applications["late"].sum())
    counts = {
        "registrations": len(rows["registrations"]),
        "participants": int(rows["registrations"]["persons"].sum()),
        "attendees": len(attendance),
        "attendees_matched": int((attendance["registration"] >= 0).sum()),
        "attendees_unmatched": int((attendance["registration"] < 0).sum()),
        "applications": len(applications),
        "applications_in_time": len(applications) - late,
        "applications_late": late,
        "applications_joint": int(applications["joint"].sum()),
        "applications_withdrawn": int(situation.applications["withdrawn"].sum()),
        "places": int(applications["placed_day"].notna().sum()),
        "confirmed": int(applications["confirmed_day"].notna().sum()),
        "waiting": int((applications["state"] == "waiting").sum()),
        "declined": int((applications["state"] == "declined").sum()),
        "start_registrations": len(rows["start_registrations"]),
        "start_participants": int(rows["start_registrations"]["persons"].sum()),
        "registrations_last_7_days": count_last_days(rows["registrations"], situation.as_of),
        "applications_last_7_days": count_last_days(applications, situation.as_of),
    }
    return {
        **counts,
        **count_municipalities(situation),
        **_beside(situation, rows),
        "target_applications": target_of(situation, "applications"),
        "target_places": target_of(situation, "places"),
        "days_to_deadline": days_to_deadline(situation),
    }


def count_municipalities(situation: Situation) -> dict[str, int]:
    """How many of the 357 in the filter have a date for each stage, and how many there are."""
    table = situation.municipalities
    dated = table[list(STAGE_KEYS)].notna().sum()
    return {
        "municipalities": len(table),
        **{f"municipalities_{key}": int(dated[key]) for key in STAGE_KEYS},
        "municipalities_withdrawn": int(table["withdrawn"].sum()),
    }


def count_last_days(rows: pd.DataFrame, as_of: date, days: int = LAST_DAYS) -> int:
    """How many of the rows came in the last `days` days, `as_of` among them; those without a time did not."""
    return int(((rows["day"] > pd.Timestamp(as_of - timedelta(days=days))) & ~rows["undated"]).sum())


def target_of(situation: Situation, what: str) -> int | None:
    """The target for "applications" or "places" in the filter: the whole round's, or the branches' sum."""
    round_ = situation.round
    if not situation.regions:
        return round_.target_applications if what == "applications" else round_.target_places
    by_branch = round_.branch_applications if what == "applications" else round_.branch_places
    chosen = set(situation.regions)
    if not chosen <= set(branches()) or not chosen <= by_branch.keys():
        return None
    return sum(by_branch[branch] for branch in chosen)


def days_to_deadline(situation: Situation) -> int | None:
    """Days from `as_of` to the deadline, negative when it has passed."""
    deadline = situation.round.deadline
    return (deadline - situation.as_of).days if deadline else None


def _beside(situation: Situation, rows: dict[str, pd.DataFrame]) -> dict[str, int]:
    unknown = {f"unknown_{name}": number for name, number in situation.unknown.items()}
    svalbard = {
        f"longyearbyen_{kind}": int((rows[kind]["number"] == SVALBARD).sum())
        for kind in ("registrations", "applications", "attendance")
    }
    return unknown | svalbard

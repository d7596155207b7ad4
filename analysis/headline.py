"""The counts that every page leads with, as plain ints."""

from collections.abc import Callable

from analysis.readiness import count_ready
from analysis.situation import Situation
from analysis.week import count_new, net_change
from data.reference import SVALBARD, branches
from domain.kinds import KINDS, ROW_KINDS, RowKind
from domain.stages import STAGE_KEYS, STAGES
from domain.words import plural

TOLD_NEW: tuple[RowKind, ...] = ("registrations", "applications")
"""The rows of which is told how many are new."""
CHANGING = (
    "registrations",
    "participants",
    "attendees",
    "applications",
    "places",
    "confirmed",
    "start_registrations",
    "start_participants",
    "ready",
    *(f"municipalities_{key}" for key in STAGE_KEYS),
)
"""The counts whose change in a week is told."""


def headline(situation: Situation) -> dict[str, int | None]:
    """The headline counts under the situation's filter, None where there is no file to count from.

    municipalities_… are of the 357; rows from Longyearbyen and from unknown municipalities are in the other
    counts. A filter by region leaves out unknown municipalities: unknown_… counts them beside.
    Targets are None where none is set, as for counties. …_last_7_days are the new ones, …_net_7_days is the count
    less that of seven days before.
    """
    has, now, week_ago = situation.sources.has, count_all(situation), count_all(situation.week_ago)
    new = {
        f"{kind}_last_7_days": count_new(situation.counting(kind), situation.as_of) if has(kind) else None
        for kind in TOLD_NEW
    }
    return {
        **now,
        **new,
        **{f"{key}_net_7_days": net_change(now[key], week_ago[key]) for key in CHANGING},
        **_beside(situation),
        "target_applications": target_of(situation, "applications"),
        "target_places": target_of(situation, "places"),
        "days_to_deadline": days_to_deadline(situation),
    }


def count_all(situation: Situation) -> dict[str, int | None]:
    """What is counted at the end of one day: rows, persons and municipalities, None where there is no file."""
    counts: dict[str, int | None] = {}
    for kind, count in COUNTS.items():
        own = count(situation)
        counts |= own if situation.sources.has(kind) else dict.fromkeys(own)
    return counts | {"ready": count_ready(situation)} | count_municipalities(situation)


def _count_registrations(situation: Situation) -> dict[str, int]:
    rows = situation.counting("registrations")
    return {"registrations": len(rows), "participants": int(rows["persons"].sum())}


def _count_attendance(situation: Situation) -> dict[str, int]:
    rows = situation.counting("attendance")
    matched = int((rows["registration"] >= 0).sum())
    return {"attendees": len(rows), "attendees_matched": matched, "attendees_unmatched": len(rows) - matched}


def _count_applications(situation: Situation) -> dict[str, int]:
    rows = situation.counting("applications")
    late = int(rows["late"].sum())
    return {
        "applications": len(rows),
        "applications_in_time": len(rows) - late,
        "applications_late": late,
        "applications_joint": int(rows["joint"].sum()),
        "applications_withdrawn": int(situation.applications["withdrawn"].sum()),
        "places": int(rows["placed_day"].notna().sum()),
        "confirmed": int(rows["confirmed_day"].notna().sum()),
        "waiting": int((rows["state"] == "waiting").sum()),
        "declined": int((rows["state"] == "declined").sum()),
    }


def _count_starters(situation: Situation) -> dict[str, int]:
    rows = situation.counting("start_registrations")
    return {"start_registrations": len(rows), "start_participants": int(rows["persons"].sum())}


COUNTS: dict[RowKind, Callable[[Situation], dict[str, int]]] = {
    "registrations": _count_registrations,
    "attendance": _count_attendance,
    "applications": _count_applications,
    "start_registrations": _count_starters,
}


def count_municipalities(situation: Situation) -> dict[str, int | None]:
    """How many of the 357 in the filter have a date for each stage, and how many there are."""
    table = situation.municipalities
    dated = table[list(STAGE_KEYS)].notna().sum()
    has = situation.sources.has
    return {
        "municipalities": len(table),
        **{f"municipalities_{stage.key}": int(dated[stage.key]) if has(stage.source) else None for stage in STAGES},
        "municipalities_withdrawn": int(table["withdrawn"].sum()) if has("applications") else None,
    }


def tell_shared(situation: Situation) -> str:
    """`34 søknader fra 36 kommuner`, where some have applied together or twice; else ""."""
    applications = len(situation.counting("applications"))
    municipalities = count_municipalities(situation)["municipalities_applied"]
    if municipalities in (None, applications):
        return ""
    return f"{plural(applications, 'søknad', 'søknader')} fra {plural(municipalities, 'kommune', 'kommuner')}"


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


def _beside(situation: Situation) -> dict[str, int | None]:
    has, unknown = situation.sources.has, situation.unknown
    lost = {f"unknown_{kind}": unknown[kind] if has(kind) else None for kind in ROW_KINDS}
    lost["unknown_participants"] = unknown["participants"] if has("registrations") else None
    svalbard = {
        f"longyearbyen_{kind}": int((situation.counting(kind)["number"] == SVALBARD).sum()) if has(kind) else None
        for kind in KINDS
    }
    return lost | svalbard

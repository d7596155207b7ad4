"""The status table: one row per municipality with one date per stage, the table that every number counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

import pandas as pd

from analysis.counting import Pair
from analysis.sources import UNKNOWN, UNKNOWN_LABEL, places
from domain.stages import NOTHING, STAGE_KEYS

GUIDANCE = "veiledning"


def build_status(tables: dict[str, pd.DataFrame], pairs: dict[str, list[Pair]], notes: pd.DataFrame) -> pd.DataFrame:
    """One row for each of the 357, for Longyearbyen and for «uten kjent kommune», as Situation tells."""
    base = _base()
    numbers = base["number"].tolist()
    dates = _stage_dates(tables, pairs, notes)
    applications = tables["applications"]
    counted = applications[applications["counts"]]
    sums = {
        "registrations": _count(tables["registrations"]),
        "participants": _count(tables["registrations"], persons=True),
        "attended_persons": _count(tables["attendance"]),
        "applications": _count(applications),
        "start_registrations": _count(tables["start_registrations"]),
        "start_participants": _count(tables["start_registrations"], persons=True),
    }
    states, on_time, partners = _application_facts(counted)
    gone = {number for found in applications.loc[applications["withdrawn"], "numbers"] for number in found}
    applied = dates["applied"]
    furthest = {number: key for key in STAGE_KEYS for number in dates[key]}
    columns = {
        **{key: [found.get(number, pd.NaT) for number in numbers] for key, found in dates.items()},
        "furthest": [furthest.get(number, NOTHING) for number in numbers],
        "state": [states.get(number, "") for number in numbers],
        "joint_with": [tuple(partners.get(number, ())) for number in numbers],
    }
    flags = {
        "all_late": [number in applied and number not in on_time for number in numbers],
        "withdrawn": [number in gone and number not in applied for number in numbers],
    }
    plain = {key: [int(found[number]) for number in numbers] for key, found in sums.items()} | flags
    table = pd.DataFrame(
        {name: pd.Series(values, dtype=object) for name, values in columns.items()}
        | {name: pd.Series(values) for name, values in plain.items()}
    )
    return add_contacts(pd.concat([base, table], axis=1), notes)


def tells_guidance(notes: pd.DataFrame) -> pd.Series:
    """For each note whether it tells of guidance, which is a stage of its own."""
    return notes["channel"].str.strip().str.casefold() == GUIDANCE


def add_contacts(status: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    """The status table with `last_contact`, the day of the last of these notes on each municipality, NaT for none."""
    contacts = _choose_days(zip(notes["number"], _days(notes["day"]), strict=True), max)
    days = [contacts.get(number, pd.NaT) for number in status["number"]]
    return status.assign(last_contact=pd.Series(days, status.index, dtype=object))


@lru_cache(maxsize=1)
def _base() -> pd.DataFrame:
    table = pd.DataFrame(
        [(place.number, place.name, place.label, place.county, place.branch) for place in places().values()]
        + [(UNKNOWN, UNKNOWN_LABEL, UNKNOWN_LABEL, "", "")],
        columns=["number", "name", "label", "county", "branch"],
    )
    return table.astype(object)


def _stage_dates(
    tables: dict[str, pd.DataFrame], pairs: dict[str, list[Pair]], notes: pd.DataFrame
) -> dict[str, dict[str, date]]:
    """For each stage the first day by municipality; every municipality of a joint application gets it."""
    applications = tables["applications"]
    own = {key: _days(applications[f"{key}_day"]) for key in ("placed", "confirmed")}
    guided = notes[tells_guidance(notes)]
    found = {
        "registered": ((number, day) for _, number, day in pairs["registered"]),
        "attended": ((number, day) for _, number, day in pairs["attended"]),
        "guided": zip(guided["number"], _days(guided["day"]), strict=True),
        "applied": ((number, day) for _, number, day in pairs["applied"]),
        "placed": ((number, own["placed"][row]) for row, number, _ in pairs["applied"]),
        "confirmed": ((number, own["confirmed"][row]) for row, number, _ in pairs["applied"]),
        "start_registered": ((number, day) for _, number, day in pairs["start_registered"]),
    }
    return {key: _choose_days(found[key], min) for key in STAGE_KEYS}


def _choose_days(dated: Iterable[tuple[str, date | None]], choose: Callable[[date, date], date]) -> dict[str, date]:
    """The first (`min`) or the last (`max`) day of each municipality."""
    found: dict[str, date] = {}
    for number, day in dated:
        if day is not None:
            found[number] = choose(found.get(number, day), day)
    return found


def _days(days: pd.Series) -> list[date | None]:
    return days.to_numpy("datetime64[D]").tolist()


def _count(rows: pd.DataFrame, *, persons: bool = False) -> Counter[str]:
    """Counting rows, or their persons, by the municipality named first."""
    found: Counter[str] = Counter()
    weights = rows["persons"] if persons else [1] * len(rows)
    for counts, number, weight in zip(rows["counts"], rows["number"], weights, strict=True):
        if counts:
            found[number] += int(weight)
    return found


def _application_facts(counted: pd.DataFrame) -> tuple[dict[str, str], set[str], dict[str, dict[str, None]]]:
    """By municipality: the latest application's state, whether one was in time, and joint applicants."""
    states: dict[str, str] = {}
    on_time: set[str] = set()
    partners: dict[str, dict[str, None]] = defaultdict(dict)
    latest = counted.sort_values("submitted_at", na_position="first", kind="stable")
    for numbers, state, late in zip(latest["numbers"], latest["state"], latest["late"], strict=True):
        for number in numbers or (UNKNOWN,):
            states[number] = state
            partners[number].update(dict.fromkeys(other for other in numbers if other != number))
            if not late:
                on_time.add(number)
    return states, on_time, partners

"""The gatherings of a round counted together: each by itself first, then persons and municipalities once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from analysis.attendance import NOT_MATCHED, read_attendance
from analysis.counting import Pair, count_rows, read_known
from analysis.sources import UNKNOWN, Sources, attach, region_columns
from domain.clock import utc_moments
from domain.latest import choose_first, choose_latest
from domain.rounds import Round
from domain.states import AT_ANOTHER

ROW = ["event", "source", "source_row"]
"""What a row of registrations is known by, whichever of the tables it stands in."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """The rows of all gatherings, each person counting once, and the pairs of municipality and day of each stage.

    Both tables have `stands`: the row counts at its own gathering, also where its person is counted at another. Of
    several gatherings registrations have the number of persons in each row itself as `own_persons`.
    """

    registrations: pd.DataFrame
    attendance: pd.DataFrame
    registered: list[Pair]
    attended: list[Pair]


def read_gatherings(sources: Sources, round_: Round, as_of: date, undated_day: date) -> Gathered:
    """Everything known of the gatherings at the end of `as_of`.

    A municipality has the first day it has at any. Of a person's registrations for several gatherings that share a
    municipality the latest counts, with the day of the first and the largest number of persons; of those who took
    part the first time counts. A registration for one gathering is also that of who came to another.
    """
    found = [_read_one(sources.only(key), round_.only(key), as_of, undated_day) for key in _order(sources, round_)]
    return found[0] if len(found) == 1 else _join(found)


def _order(sources: Sources, round_: Round) -> list[str]:
    """The gatherings that have rows, in order of time; those that the round does not know last."""
    used = sources.gatherings
    known = [one.key for one in round_.gatherings if one.key in used]
    return [*known, *sorted(used - set(known))] or [round_.gatherings[0].key if round_.gatherings else ""]


def _read_one(sources: Sources, round_: Round, as_of: date, undated_day: date) -> Gathered:
    registrations, chosen = count_rows(read_known(sources.registrations, sources, as_of, undated_day))
    elsewhere = None
    if len(sources.elsewhere):
        elsewhere = count_rows(read_known(sources.elsewhere, sources, as_of, undated_day))[0]
    attendance = read_attendance(sources, round_, as_of, registrations, elsewhere)
    return Gathered(
        attach(registrations, {"stands": registrations["counts"]}),
        attach(attendance, {"stands": attendance["counts"]}),
        chosen.pairs,
        _attended(attendance),
    )


def _attended(attendance: pd.DataFrame) -> list[Pair]:
    days = attendance["day"].to_numpy("datetime64[D]").tolist()
    rows = zip(attendance["counts"], attendance["numbers"], days, strict=True)
    return [(row, number, day) for row, (counts, at, day) in enumerate(rows) if counts for number in at or (UNKNOWN,)]


def _join(found: Sequence[Gathered]) -> Gathered:
    registrations, stands_for = _count_registrations_once(
        pd.concat([one.registrations for one in found], ignore_index=True)
    )
    rows = {key: row for row, key in enumerate(registrations[ROW].itertuples(index=False, name=None))}
    attendance = []
    for one, first in zip(found, np.cumsum([0, *(len(one.registrations) for one in found)]), strict=False):
        pairs = zip(one.attendance["registration"], one.attendance["elsewhere"], strict=True)
        taken = [int(own + first) if own >= 0 else rows.get(other, NOT_MATCHED) for own, other in pairs]
        attendance.append(
            one.attendance.assign(registration=np.array([stands_for.get(row, row) for row in taken], dtype=int))
        )
    return Gathered(
        registrations,
        _count_people_once(pd.concat(attendance, ignore_index=True), registrations["person"].tolist()),
        [pair for one in found for pair in one.registered],
        [pair for one in found for pair in one.attended],
    )


def _count_registrations_once(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[int, int]]:
    """The registrations with one counting for a person at one municipality, and which counts for each that stands."""
    people, stands = rows["person"].tolist(), rows["stands"].tolist()
    numbers = _fill_in_places(people, rows["numbers"].tolist(), stands)
    sent, lines = utc_moments(rows["submitted_at"]), rows["source_row"].tolist()
    counts = choose_latest(people, numbers, rows["settle_text"].tolist(), sent, lines, stands).stands
    counting: dict[str, list[int]] = defaultdict(list)
    for row in sorted(range(len(rows)), key=lambda row: (sent[row] or datetime.min, lines[row])):
        if counts[row] and people[row]:
            counting[people[row]].append(row)
    stands_for = {
        row: _find_counting(row, counting[people[row]], numbers)
        for row in np.flatnonzero(stands).tolist()
        if people[row]
    }
    days, persons = rows["day"].tolist(), rows["persons"].tolist()
    for row, other in stands_for.items():
        days[other], persons[other] = min(days[other], days[row]), max(persons[other], persons[row])
    told = zip(counts, stands, rows["why_not"], strict=True)
    columns = {
        **region_columns(own[0] if own else UNKNOWN for own in numbers),
        "numbers": numbers,
        "counts": np.array(counts, dtype=bool),
        "why_not": [AT_ANOTHER if own and not once else why for once, own, why in told],
        "day": np.array(days, dtype="datetime64[s]"),
        "persons": np.array(persons, dtype=int),
        "own_persons": rows["persons"],
    }
    return attach(rows, columns), stands_for


def _fill_in_places(
    people: Sequence[str], numbers: Sequence[tuple[str, ...]], stands: Sequence[bool]
) -> list[tuple[str, ...]]:
    """Who wrote no municipality that is known for one gathering is from the one she wrote for another."""
    known = {who: own for who, own, there in zip(people, numbers, stands, strict=True) if who and own and there}
    return [own or known.get(who, ()) for who, own in zip(people, numbers, strict=True)]


def _find_counting(row: int, counting: Sequence[int], numbers: Sequence[tuple[str, ...]]) -> int:
    """The row itself where it counts, else the latest of its person that does, if it can at one of its places."""
    if row in counting:
        return row
    sharing = [other for other in counting if set(numbers[other]) & set(numbers[row])]
    return (sharing or list(counting))[-1]


def _count_people_once(rows: pd.DataFrame, registered: Sequence[str]) -> pd.DataFrame:
    """The attendance with the first time of each person counting: who is the same by name or address, or has the same
    registration, or registrations of one person."""
    who = [
        {
            name
            for name in (person and f"person {person}", row >= 0 and f"row {row}", row >= 0 and registered[row])
            if name
        }
        for person, row in zip(rows["person"], rows["registration"], strict=True)
    ]
    stands = rows["stands"].tolist()
    counts = choose_first(_name_groups(who), stands)
    told = zip(counts, stands, rows["why_not"], strict=True)
    why = [AT_ANOTHER if own and not once else why for once, own, why in told]
    return attach(rows, {"counts": np.array(counts, dtype=bool), "why_not": why})


def _name_groups(who: Sequence[set[str]]) -> list[str]:
    """For each row a name of its group: rows that share any name, or each share one with a third, are one group."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    for names in who:
        one, *others = (top(name) for name in sorted(names)) if names else ("",)
        above.update(dict.fromkeys(others, one))
    return [top(min(names)) if names else "" for names in who]

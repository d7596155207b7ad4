"""Who took part in the gathering, and from which municipality: attendance joined to registrations."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analysis.counting import Choice, Known, counted_columns, read_known
from analysis.sources import Sources, attach, complete
from domain.latest import choose_first
from domain.rounds import Round
from domain.states import REJOINED

NOT_MATCHED = -1


def read_attendance(
    sources: Sources, round_: Round, as_of: date, registrations: pd.DataFrame, elsewhere: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The attendance up to `as_of`, one row per person counting, joined to the counting registrations.

    Adds registration (index of the registration, -1 for none) and joined_by ("email" "name" "domain" "").
    A row without a time belongs to the day of the gathering. Who is not among its registrations, but among those
    `elsewhere`, for other gatherings, is from their municipality; the column elsewhere has what knows that row (event,
    source, source_row), or None.
    """
    rows = complete(sources.attendance)
    rows = rows.assign(submitted_at=rows["joined_at"].fillna(rows["submitted_at"]))
    known = read_known(rows, sources, as_of, round_.gathering or as_of)
    if round_.gathering and round_.gathering > as_of and known.sent.count(None):
        known = read_known(rows[rows["submitted_at"].notna()], sources, as_of, as_of)
    choice, reasons = fold_rejoins(known)
    taken, places, joined_by = join_registrations(known, choice.counts, registrations)
    known_as: list[tuple[str, ...] | None] = [None] * len(taken)
    if elsewhere is not None:
        places, joined_by, known_as = _join_elsewhere(known, choice.counts, elsewhere, places, joined_by)
    columns = counted_columns(replace(known, numbers=places), choice, reasons)
    joined = {"registration": np.array(taken, dtype=int), "joined_by": joined_by, "elsewhere": known_as}
    return attach(known.rows, columns | joined)


def _join_elsewhere(
    known: Known, counts: list[bool], elsewhere: pd.DataFrame, places: list[tuple[str, ...]], joined_by: list[str]
) -> tuple[list[tuple[str, ...]], list[str], list[tuple[str, ...] | None]]:
    """The places and joins of those that no registration of this gathering is joined to, by those for others."""
    taken, found, how = join_registrations(known, counts, elsewhere)
    keys = list(elsewhere[["event", "source", "source_row"]].itertuples(index=False, name=None))
    known_here = [by in ("email", "name") for by in joined_by]
    rows = [
        None if here or registration < 0 else keys[registration]
        for here, registration in zip(known_here, taken, strict=True)
    ]
    return (
        [own if here else other for here, own, other in zip(known_here, places, found, strict=True)],
        [own if here else other for here, own, other in zip(known_here, joined_by, how, strict=True)],
        rows,
    )


def fold_rejoins(known: Known) -> tuple[Choice, list[str]]:
    """One row per person counts: the first, on which the loader has put the person's total minutes."""
    rows = known.rows
    excluded, told = rows["excluded"].tolist(), rows["why_not"].tolist()
    counts = choose_first(rows["person"].tolist(), [reason == "" for reason in excluded])
    reasons = [
        "" if stays else reason or why or REJOINED for stays, reason, why in zip(counts, excluded, told, strict=True)
    ]
    every = list(range(len(rows)))
    return Choice(counts, every, every, []), reasons


def join_registrations(
    known: Known, counts: list[bool], registrations: pd.DataFrame
) -> tuple[list[int], list[tuple[str, ...]], list[str]]:
    """For each row the registration it is (-1), its municipalities, and what joined them.

    In this order: e-mail (with the name, then in turn where several signed up from one address), a name that
    only one municipality's registrations bear, the domain of the row's own e-mail.
    """
    signed = registrations[registrations["counts"]]
    numbers = dict(zip(signed.index, signed["numbers"], strict=True))
    emails, people, names = (known.rows[column].tolist() for column in ("email", "person", "name_key"))
    index = _index_registrations(signed, set(emails) - {""}, set(names) - {""})
    free = set(numbers) - {index.both.get(key) for key in zip(emails, names, strict=True)}
    joined: dict[str | int, tuple[int, int | None, str]] = {}
    # The row that counts speaks for the person; the rejoins follow it.
    order = sorted(range(len(emails)), key=lambda row: not counts[row])
    for row in order:
        who = people[row] or row
        if who not in joined:
            joined[who] = _find(emails[row], names[row], index, free)
            free.discard(joined[who][0])
    taken, places, joined_by = [], [], []
    for row, own in enumerate(known.numbers):
        registration, place, how = joined[people[row] or row]
        taken.append(registration)
        places.append(numbers.get(place) or own)
        joined_by.append(how or ("domain" if own else ""))
    return taken, places, joined_by


@dataclass(frozen=True)
class _Index:
    both: dict[tuple[str, str], int]
    email: dict[str, list[int]]
    name: dict[str, int]


def _find(email: str, name: str, index: _Index, free: set[int]) -> tuple[int, int | None, str]:
    """The registration, the registration whose municipality holds, and what joined them."""
    if email and (email, name) in index.both:
        registration = index.both[email, name]
        return registration, registration, "email"
    if from_address := index.email.get(email):
        registration = next((one for one in from_address if one in free), NOT_MATCHED)
        return registration, from_address[-1] if registration == NOT_MATCHED else registration, "email"
    if name in index.name:
        return index.name[name], index.name[name], "name"
    return NOT_MATCHED, None, ""


def _index_registrations(signed: pd.DataFrame, emails: set[str], names: set[str]) -> _Index:
    """The registrations with one of these addresses or names: most of ten years' are nobody's who took part."""
    signed = signed[signed["email"].isin(emails) | signed["name_key"].isin(names)]
    index = _Index({}, defaultdict(list), {})
    places_of: dict[str, set[str]] = defaultdict(set)
    keys = (signed[column].tolist() for column in ("email", "name_key", "number"))
    for row, email, name, number in zip(signed.index, *keys, strict=True):
        if email:
            index.both[email, name] = row
            index.email[email].append(row)
        if name:
            index.name[name] = row
            places_of[name].add(number)
    for name, found in places_of.items():
        if len(found) > 1:
            del index.name[name]
    return index

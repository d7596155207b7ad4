"""Attendance of an online meeting: one participant per person, however often they came back in."""

from typing import Any

import numpy as np
import pandas as pd

from domain.answers import read_yes
from domain.latest import choose_first
from domain.people import ADDITION, name_key
from domain.states import DID_NOT_COME, ORGANISER, REJOINED
from loaders.rows.common import Persons, exclude_common, read_persons, text_column
from loaders.rows.durations import read_minutes
from loaders.rows.flags import read_flag
from loaders.rows.places import read_places
from loaders.rows.reading import Reading, read_moment
from loaders.rows.registrations import add_counts, common_rows, tell_unknown_states
from loaders.rows.states import is_organising, read_came, read_registration_state

JOINED = ("joined", "joined before", "ble med", "blei med", "kom inn", "anslöt", "join")


def read_attendance(reading: Reading) -> pd.DataFrame:
    """One row per line of the report; of a person's lines one counts and carries the minutes of all."""
    answers = reading.answers
    persons = read_persons(reading)
    joined, left, sent = read_presence(reading, persons)
    external = answers.map("name", lambda text: bool(ADDITION.search(text))).astype(bool)
    external |= answers.map("guest", lambda text: read_yes(text) is True).astype(bool)
    excluded = exclude_common(answers, persons)
    excluded = np.where((excluded == "") & answers.map("meeting_role", is_organising).astype(bool), ORGANISER, excluded)
    excluded = np.where((excluded == "") & did_not_come(reading), DID_NOT_COME, excluded)
    has_place = any(field in answers for field in ("municipality", "municipality_number", "organisation"))
    quiet = np.ones(len(answers), dtype=bool) if not has_place else excluded != ""
    places = read_places(answers, persons.emails, quiet, reading.findings)
    rows = common_rows(reading, persons, sent, places, excluded)
    rows["person"] = text_column(identities(reading, persons))
    rows["joined_at"], rows["left_at"] = joined, left
    rows["minutes"] = read_durations(reading)
    rows["external"] = external.astype(bool)
    rows["meeting_role"] = answers.series("meeting_role")
    return fold_rejoins(rows)


def read_presence(reading: Reading, persons: Persons) -> tuple[pd.DatetimeIndex, ...]:
    """When each line's person came, left, and had signed up; the oldest reports have a line for each of the two."""
    answers = reading.answers
    sent = read_moment(reading, "submitted_at")
    if "action" not in answers or "joined_at" in answers:
        return read_moment(reading, "joined_at"), read_moment(reading, "left_at"), sent
    field = "moment" if "moment" in answers else "submitted_at"
    moments = read_moment(reading, field)
    came = answers.map("action", lambda text: text.casefold().startswith(JOINED)).astype(bool)
    joined = moments.where(came, pd.NaT)
    left: list[Any] = [pd.NaT] * len(answers)
    people = np.where(persons.emails != "", persons.emails, persons.keys)
    inside: dict[str, int] = {}
    for row, (who, entered) in enumerate(zip(people, came, strict=True)):
        if entered:
            inside.setdefault(who, row)
        elif who in inside:
            left[inside.pop(who)] = moments[row]
    return joined, pd.DatetimeIndex(left, dtype=joined.dtype), sent if field != "submitted_at" else joined


def identities(reading: Reading, persons: Persons) -> np.ndarray:
    """Who each line is: by address, else by name; one address with several people's names is several people."""
    answers = reading.answers
    names: dict[str, list[str]] = {}
    for email, key in zip(persons.emails, persons.keys, strict=True):
        if email and key and key not in names.setdefault(email, []):
            names[email].append(key)
    people = {email: tell_apart(keys) for email, keys in names.items()}
    shared = {email for email, owners in people.items() if len(set(owners.values())) > 1}
    rows = np.flatnonzero(np.isin(persons.emails, list(shared)))
    answers.tell(
        reading.findings,
        "check",
        "Flere navn har samme e-postadresse, og er regnet som hver sin person.",
        "Se om det er samme person med to skrivemåter av navnet.",
        code="several_names",
        rows=rows,
        field=answers.first_of("name", "first_name", "email"),
    )
    return np.array(
        [
            f"{email}|{people[email].get(key, '')}" if email in shared else email or key
            for email, key in zip(persons.emails, persons.keys, strict=True)
        ],
        dtype=object,
    )


def tell_apart(keys: list[str]) -> dict[str, str]:
    """Each name with the first that may be the same person's: the same first name, or all words in common."""
    owners: dict[str, str] = {}
    for key in keys:
        words = key.split()
        same = (known for known in owners.values() if is_same_name(words, known.split()))
        owners[key] = next(same, key)
    return owners


def is_same_name(one: list[str], other: list[str]) -> bool:
    return one[0] == other[0] or set(one) <= set(other) or set(other) <= set(one)


def did_not_come(reading: Reading) -> np.ndarray:
    """Rows of those who stayed away: cancelled, or «nei» in every column of who came and yes in none."""
    answers = reading.answers
    came, away = np.zeros(len(answers), dtype=bool), np.zeros(len(answers), dtype=bool)
    for name in answers.each("attended"):
        flag = read_flag(reading, name)
        came, away = came | flag.yes, away | flag.no
    away &= ~came
    for field in ("cancelled", "absent"):
        for name in answers.each(field):
            away |= read_flag(reading, name).yes
    for name in answers.each("state"):
        tell_unknown_states(reading, name, read_registration_state, "Skriv Deltok eller Deltok ikke i filen.")
        away |= answers.map(name, lambda text: read_came(text) is False).astype(bool)
    return away


def read_durations(reading: Reading) -> np.ndarray:
    answers = reading.answers
    if "minutes" not in answers:
        return np.full(len(answers), np.nan)
    column = answers.column("minutes")
    read = [
        read_minutes(value, text, kind) if text else np.nan
        for value, text, kind in zip(column.values, answers.distinct("minutes"), column.kinds, strict=True)
    ]
    minutes = np.array(read, dtype=float)[column.codes]
    unread = np.isnan(minutes) & answers.filled("minutes")
    answers.tell(
        reading.findings,
        "tip",
        "Varigheten kan ikke leses, og er regnet som ukjent.",
        "Raden teller likevel.",
        code="minutes_unread",
        rows=np.flatnonzero(unread),
        field="minutes",
    )
    return minutes


def fold_rejoins(rows: pd.DataFrame) -> pd.DataFrame:
    """The first line of each person counts, with the first joining, the last leaving and the minutes of all lines."""
    people, excluded = rows["person"].tolist(), rows["excluded"].tolist()
    lines: dict[str, list[int]] = {}
    for row, (who, reason) in enumerate(zip(people, excluded, strict=True)):
        if who and not reason:
            lines.setdefault(who, []).append(row)
    merge_unsigned(rows, lines)
    joined, left = rows["joined_at"].tolist(), rows["left_at"].tolist()
    minutes = rows["minutes"].to_numpy(dtype=float).copy()
    for row in range(len(rows)):
        if np.isnan(minutes[row]) and not pd.isna(joined[row]) and not pd.isna(left[row]):
            minutes[row] = max((left[row] - joined[row]).total_seconds() / 60, 0)
    for own in lines.values():
        first, *others = own
        for row in others:
            people[row] = people[first]
        if others:
            minutes[first] = total_minutes([(joined[row], left[row], minutes[row]) for row in own])
            joined[first] = min((joined[row] for row in own if not pd.isna(joined[row])), default=pd.NaT)
            left[first] = max((left[row] for row in own if not pd.isna(left[row])), default=pd.NaT)
    kind = rows["joined_at"].dtype
    rows = rows.assign(joined_at=pd.Series(joined, dtype=kind), left_at=pd.Series(left, dtype=kind), minutes=minutes)
    eligible = np.array([reason == "" for reason in excluded], dtype=bool)
    again = eligible & ~np.array(choose_first(people, eligible.tolist()), dtype=bool)
    return add_counts(rows.assign(person=text_column(np.array(people, dtype=object))), again, REJOINED)


def merge_unsigned(rows: pd.DataFrame, lines: dict[str, list[int]]) -> None:
    """A line without an address is the one person of that name with an address, if there is just one."""
    emails, names = rows["email"].tolist(), [name_key(name) for name in rows["name"]]
    owners: dict[str, set[str]] = {}
    for who, own in lines.items():
        if emails[own[0]] and names[own[0]]:
            owners.setdefault(names[own[0]], set()).add(who)
    for who in [who for who, own in lines.items() if not emails[own[0]]]:
        found = owners.get(who, set())
        if len(found) == 1:
            (owner,) = found
            lines[owner] = sorted(lines[owner] + lines.pop(who))


def total_minutes(visits: list[tuple[Any, Any, float]]) -> float:
    """Minutes inside, each moment once, where times are known (two devices overlap); else the sum."""
    spans = sorted((start, end) for start, end, _ in visits if not pd.isna(start) and not pd.isna(end))
    if len(spans) < len(visits):
        known = [minutes for *_, minutes in visits if not np.isnan(minutes)]
        return sum(known) if known else np.nan
    total, until = 0.0, None
    for start, end in spans:
        begin = start if until is None else max(start, until)
        total += max((end - begin).total_seconds(), 0)
        until = end if until is None else max(until, end)
    stated = [minutes for *_, minutes in visits if not np.isnan(minutes)]
    return min(total / 60, sum(stated)) if stated else total / 60

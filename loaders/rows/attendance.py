"""Attendance of an online meeting: one participant per person, however often they came back in."""

import numpy as np
import pandas as pd

from domain.latest import choose_first
from domain.people import ADDITION, name_key
from domain.states import DID_NOT_COME, ORGANISER, REJOINED
from loaders.rows.common import Persons, Reading, exclude_common, read_moment, read_persons, text_column
from loaders.rows.durations import read_minutes
from loaders.rows.places import read_places
from loaders.rows.registrations import add_counts, common_rows
from loaders.rows.states import read_came
from loaders.table.answers import Answers

ROLES = (
    "organizer",
    "organiser",
    "organisator",
    "arrangør",
    "presenter",
    "presentatør",
    "attendee",
    "deltaker",
    "deltakar",
    "host",
    "co-host",
    "panelist",
    "co-organizer",
    "co-organiser",
    "medarrangør",
    "medorganisator",
    "föredragshållare",
    "organizator",
    "prezenter",
    "uczestnik",
    "møtearrangør",
    "vert",
)
ORGANISING = (
    "organizer",
    "organiser",
    "organisator",
    "arrangør",
    "møtearrangør",
    "organizator",
    "co-organizer",
    "co-organiser",
    "medarrangør",
    "medorganisator",
    "host",
    "co-host",
    "vert",
)
JOINED = ("joined", "joined before", "ble med", "blei med", "kom inn", "anslöt", "join")
NO_TIME = np.datetime64("NaT")


def read_attendance(reading: Reading) -> pd.DataFrame:
    """One row per line of the report; of a person's lines one counts and carries the minutes of all."""
    answers = reading.answers
    persons = read_persons(reading)
    joined, left, sent = read_presence(reading, persons)
    roles = read_meeting_roles(answers)
    external = answers.map("name", lambda text: bool(ADDITION.search(text))).astype(bool)
    external |= np.isin(np.char.lower(answers.texts("guest").astype(str)), ("yes", "ja", "true"))
    excluded = exclude_common(answers, persons)
    excluded = np.where((excluded == "") & np.isin(roles, ORGANISING), ORGANISER, excluded)
    excluded = np.where((excluded == "") & did_not_come(reading), DID_NOT_COME, excluded)
    has_place = any(field in answers for field in ("municipality", "municipality_number", "organisation"))
    quiet = np.ones(len(answers), dtype=bool) if not has_place else excluded != ""
    places = read_places(answers, persons.emails, quiet, reading.findings)
    rows = common_rows(reading, persons, sent, places, excluded)
    meeting_roles = answers.texts("meeting_role") if "meeting_role" in answers else answers.texts("role")
    if is_meeting_role(answers):
        rows["role"] = ""
    rows["person"] = text_column(np.where(persons.emails != "", persons.emails, persons.keys))
    rows["joined_at"], rows["left_at"] = joined, left
    rows["minutes"] = read_durations(reading)
    rows["external"] = external.astype(bool)
    rows["meeting_role"] = text_column(
        meeting_roles
        if is_meeting_role(answers) or "meeting_role" in answers
        else np.full(len(answers), "", dtype=object)
    )
    return fold_rejoins(rows)


def read_presence(reading: Reading, persons: Persons) -> tuple[pd.DatetimeIndex, ...]:
    """When each line's person came, left, and had signed up; the oldest reports have a line for each of the two."""
    answers = reading.answers
    sent, _ = read_moment(reading, "submitted_at")
    if "action" not in answers or "joined_at" in answers:
        return read_moment(reading, "joined_at")[0], read_moment(reading, "left_at")[0], sent
    field = "moment" if "moment" in answers else "submitted_at"
    moments = read_moment(reading, field)[0]
    came = answers.map("action", lambda text: text.casefold().startswith(JOINED)).astype(bool)
    joined = moments.where(came, pd.NaT)
    left: list = [pd.NaT] * len(answers)
    people = np.where(persons.emails != "", persons.emails, persons.keys)
    inside: dict[str, int] = {}
    for row, (who, entered) in enumerate(zip(people, came, strict=True)):
        if entered:
            inside.setdefault(who, row)
        elif who in inside:
            left[inside.pop(who)] = moments[row]
    return joined, pd.DatetimeIndex(left, dtype=joined.dtype), sent if field != "submitted_at" else joined


def read_meeting_roles(answers: Answers) -> np.ndarray:
    field = "meeting_role" if "meeting_role" in answers else "role"
    return answers.map(field, str.casefold) if is_meeting_role(answers) else answers.texts("meeting_role")


def is_meeting_role(answers: Answers) -> bool:
    """Whether «Role» is the role in the meeting, as in reports, and no job."""
    field = "meeting_role" if "meeting_role" in answers else "role"
    words = {text.casefold() for text in answers.texts(field) if text}
    return bool(words) and words <= set(ROLES)


def did_not_come(reading: Reading) -> np.ndarray:
    answers = reading.answers
    stayed_away = np.zeros(len(answers), dtype=bool)
    for field in ("attended", "state"):
        if field in answers:
            came = {text: read_came(text) for text in answers.distinct(field)}
            stayed_away |= np.array([came[text] is False for text in answers.texts(field)], dtype=bool)
    return stayed_away


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
    if unread.any():
        reading.findings.add(
            "tip",
            "Varigheten kan ikke leses, og er regnet som ukjent.",
            "Raden teller likevel.",
            code="minutes_unread",
            cells=answers.cells(np.flatnonzero(unread), "minutes"),
            column=answers.header("minutes"),
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


def total_minutes(visits: list[tuple]) -> float:
    """Minutes inside, each moment once, where times are known (two devices overlap); else the sum."""
    spans = sorted((start, end) for start, end, _ in visits if not pd.isna(start) and not pd.isna(end))
    if len(spans) < len(visits):
        known = [minutes for *_, minutes in visits if not np.isnan(minutes)]
        return sum(known) if known else np.nan
    total, until = 0.0, None
    for start, end in spans:
        begin = start if until is None or start > until else until
        total += max((end - begin).total_seconds(), 0)
        until = end if until is None else max(until, end)
    stated = [minutes for *_, minutes in visits if not np.isnan(minutes)]
    return min(total / 60, sum(stated)) if stated else total / 60

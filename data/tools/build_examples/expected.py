"""Counts what the examples truly hold, from what was drawn: never from the files as read back."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .draw import Registration
from .story import DOMAINS, PLAN, branch_of

AS_OF = ["2024-03-10", "2024-03-14", "2024-03-15", "2024-05-02", "2024-05-15", "2024-06-10", "2024-09-01"]
STATES = ["received", "placed", "confirmed", "waiting", "declined", "withdrawn"]
CHANGING = [
    "registrations",
    "participants",
    "attendees",
    "applications",
    "places",
    "confirmed",
    "start_participants",
    "municipalities_registered",
    "municipalities_attended",
    "municipalities_applied",
    "municipalities_placed",
    "municipalities_confirmed",
    "municipalities_start_registered",
]
GATHERING, DEADLINE = date(2024, 3, 15), date(2024, 5, 15)
# Longyearbyen is no municipality; its people are counted in this branch.
SVALBARD, SVALBARD_BRANCH = "2111", "Finnmark, Troms og Svalbard"


@dataclass(frozen=True)
class Row:
    """What counting needs of a row, whichever table it stands in."""

    day: date
    sender: Any  # who sent it for which municipality; None for somebody unknown, like nobody else
    numbers: tuple[str, ...]
    persons: int = 1
    excluded: str = ""
    outcome: str = ""
    answered: date | None = None
    confirmed: date | None = None

    @property
    def branch(self) -> str:
        if not self.numbers:
            return ""
        return SVALBARD_BRANCH if self.numbers[0] == SVALBARD else branch_of(self.numbers[0])

    def state(self, until: date) -> str:
        """The state on that day; one that is not dated can't be told from the day before."""
        if not self.outcome or (self.answered and self.answered > until):
            return "received"
        if self.outcome == "confirmed" and self.confirmed and self.confirmed > until:
            return "placed"
        return self.outcome


def read_registrations(rows: Iterable[Registration]) -> list[Row]:
    read = []
    for row in rows:
        numbers = (SVALBARD,) if row.known == "svalbard" else row.numbers
        known = "@" in row.email or (row.email == "" and row.name)
        sender = (row.email.lower(), row.name, numbers, "" if numbers else row.municipality)
        excluded = "cancelled" if row.status else "test" if row.known == "test" else ""
        read.append(Row(row.sent.date(), sender if known else None, numbers, row.persons, excluded))
    return read


def read_applications(rows: Iterable[dict[str, Any]]) -> list[Row]:
    return [
        Row(
            row["sent"].date(),
            None if row["email"] == "anonymous" else (row["email"], row["numbers"]),
            row["numbers"],
            outcome=row["outcome"],
            answered=row["answered"],
            confirmed=row["confirmed"],
        )
        for row in rows
    ]


def read_start(rows: Iterable[dict[str, Any]]) -> list[Row]:
    return [Row(row["sent"].date(), (row["email"], row["name"]), (row["number"],)) for row in rows]


def read_attendance(registrations: list[Registration], people: list[dict[str, Any]]) -> list[Row]:
    """One row per person but the organisers, placed by address, by name, by the address's domain."""
    rows = read_registrations(registrations)
    counting = [(row, registrations[place]) for place, row, _ in choose_latest(rows)]
    by_address = {signed.email.lower(): row.numbers for row, signed in counting if "@" in signed.email}
    names = Counter(name for name, _ in {(signed.name, row.numbers) for row, signed in counting})
    by_name = {signed.name: row.numbers for row, signed in counting if names[signed.name] == 1}
    read = {}
    for person in people:
        if "rganizer" in person["role"]:
            continue
        email, name = person["email"].lower(), person["name"].partition(" (")[0]
        domain = DOMAINS.get(email.partition("@")[2])
        numbers = by_address.get(email) or by_name.get(name) or ((domain,) if domain else ())
        read[email or name] = Row(GATHERING, None, numbers)
    return list(read.values())


def choose_latest(rows: Sequence[Row]) -> list[tuple[int, Row, date]]:
    """The rows that count: per sender the latest, with its place in the table and the day of the first."""
    latest: dict[Any, tuple[int, Row]] = {}
    first: dict[Any, date] = {}
    for place, row in enumerate(rows):
        if row.excluded:
            continue
        sender = row.sender or place
        latest[sender] = (place, row)
        first.setdefault(sender, row.day)
    return [(place, row, first[sender]) for sender, (place, row) in latest.items()]


def numbers_of(rows: Iterable[Row], branch: str | None) -> int:
    """How many of the 357 municipalities the rows name; a joint row names all of its municipalities."""
    found = {number for row in rows for number in row.numbers} - {SVALBARD}
    return len([number for number in found if branch in (None, branch_of(number))])


def count_day(tables: dict[str, list[Row]], until: date, branch: str | None = None) -> dict[str, int]:
    """The headline counts at the end of a day; a row belongs to the branch of its first municipality."""
    chosen = {name: choose_latest([r for r in rows if r.day <= until]) for name, rows in tables.items()}
    rows = {name: [row for _, row, _ in found] for name, found in chosen.items()}
    states = {state: [r for r in rows["applications"] if r.state(until) == state] for state in STATES}
    # An application that is withdrawn no longer counts.
    standing = [row for row in rows["applications"] if row not in states["withdrawn"]]
    placed = states["placed"] + states["confirmed"]
    week = [row for _, row, day in chosen["applications"] if row in standing and day > until - timedelta(7)]
    stages = {
        "registered": rows["registrations"],
        "attended": rows["attendance"],
        "applied": standing,
        "placed": placed,
        "confirmed": states["confirmed"],
        "start_registered": rows["start"],
    }

    def count(some: Iterable[Row]) -> int:
        return sum(branch in (None, row.branch) for row in some)

    counts = {
        "registrations": count(rows["registrations"]),
        "participants": sum(r.persons for r in rows["registrations"] if branch in (None, r.branch)),
        "attendees": count(rows["attendance"]),
        "applications": count(standing),
        "applications_in_time": count(row for row in standing if row.day <= DEADLINE),
        "applications_late": count(row for row in standing if row.day > DEADLINE),
        "applications_joint": count(row for row in standing if len(row.numbers) > 1),
        "applications_withdrawn": count(states["withdrawn"]),
        "applications_last_7_days": count(week),
        "places": count(placed),
        "confirmed": count(states["confirmed"]),
        "waiting": count(states["waiting"]),
        "declined": count(states["declined"]),
        "start_participants": count(rows["start"]),
    }
    counts |= {f"municipalities_{stage}": numbers_of(found, branch) for stage, found in stages.items()}
    if branch is None:
        for name in ("registrations", "attendance"):
            counts[f"unknown_{name}"] = count(row for row in rows[name] if not row.numbers)
            counts[f"longyearbyen_{name}"] = count(row for row in rows[name] if row.numbers == (SVALBARD,))
    return counts


def count_with_change(tables: dict[str, list[Row]], until: date, branch: str | None = None) -> dict[str, int]:
    """The headline counts at the end of a day, and how many more there are than seven days before."""
    now, week_ago = count_day(tables, until, branch), count_day(tables, until - timedelta(7), branch)
    return now | {f"{key}_net_7_days": now[key] - week_ago[key] for key in CHANGING}


def count_all(drawn: dict[str, Any]) -> dict[str, Any]:
    """Everything the tests compare with: per file, per day in all and per branch, per row."""
    registrations, report = drawn["registrations"], drawn["attendance"]
    tables = {
        "registrations": read_registrations(registrations),
        "applications": read_applications(drawn["applications"]),
        "attendance": read_attendance(registrations, report),
        "start": read_start(drawn["start"]),
    }
    states = Counter(row.outcome for _, row, _ in choose_latest(tables["applications"]))
    known = Counter(row.known for row in registrations)
    branches = sorted(set(map(branch_of, PLAN)))
    return {
        "registrations": count_file(tables["registrations"]) | {"known": dict(sorted(known.items()))},
        "applications": count_file(tables["applications"]) | {"state": dict(sorted(states.items()))},
        "attendance": {
            "participant_lines": len(report),
            "activity_lines": sum(len(row["visits"]) for row in report),
            "organisers": sum("rganizer" in row["role"] for row in report),
            "persons": len(tables["attendance"]),
        },
        "start": count_file(tables["start"]),
        "as_of": {day: count_with_change(tables, date.fromisoformat(day)) for day in AS_OF},
        "branches": {
            day: {branch: count_with_change(tables, date.fromisoformat(day), branch) for branch in branches}
            for day in ("2024-05-02", "2024-09-01")
        },
        "registration_rows": [
            record | {"known": row.known}
            for record, row in zip(list_rows(tables["registrations"]), registrations, strict=True)
        ],
        "application_rows": [
            record | {"state": row.outcome}
            for record, row in zip(list_rows(tables["applications"]), tables["applications"], strict=True)
        ],
        "start_rows": list_rows(tables["start"]),
    }


def list_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Each row's true answer; row 1 of the sheet holds the headers. Longyearbyen has no number."""
    return [
        {"source_row": line, "numbers": [n for n in row.numbers if n != SVALBARD], "why_not": reason}
        for line, (row, reason) in enumerate(zip(rows, read_reasons(rows), strict=True), start=2)
    ]


def read_reasons(rows: Sequence[Row]) -> list[str]:
    stays = {place for place, _, _ in choose_latest(rows)}
    return [row.excluded or ("" if place in stays else "superseded") for place, row in enumerate(rows)]


def count_file(rows: Sequence[Row]) -> dict[str, Any]:
    reasons = read_reasons(rows)
    not_counting = dict(sorted(Counter(filter(None, reasons)).items()))
    return {"rows": len(reasons), "counting": reasons.count(""), "not_counting": not_counting}


def write_json(value: Any, indent: str = "") -> str:
    """JSON with one line for each record, so that a change shows as the lines that changed."""
    parts = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(value, dict | list) or not any(isinstance(part, dict) for part in parts):
        return json.dumps(value, ensure_ascii=False)
    lines = [write_json(part, indent + " ") for part in parts]
    if isinstance(value, dict):
        lines = [f'"{key}": {line}' for key, line in zip(value, lines, strict=True)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(f"{indent} {line}" for line in lines) + f"\n{indent}{closing}"

"""The kinds of files, what registrations are for, and the kinds of rows they become, with their names in bokmål."""

from collections.abc import Mapping
from typing import Literal, get_args

from domain.gatherings import FIRST, START, TITLE, Gathering, name_events
from domain.words import plural

Kind = Literal["registrations", "applications", "attendance"]
KINDS: tuple[Kind, ...] = get_args(Kind)
UNKNOWN_KIND = "innhold av et ukjent slag"
"""What a version is of that a newer edition has adopted."""
KIND_LABELS = {"registrations": "påmeldinger", "applications": "søknader", "attendance": "deltakelse"}

ONLY_GATHERING = name_events((Gathering(FIRST, TITLE),))
"""The events of a round with one gathering, as a sentence names them."""
REMOVED_EVENT = "en samling som er fjernet"

RowKind = Literal["registrations", "start_registrations", "applications", "attendance"]
"""A kind of rows that is counted for itself: registrations for the start are another kind than those for the
gathering."""
ROW_KINDS: tuple[RowKind, ...] = get_args(RowKind)
ROW_LABELS = {
    "registrations": ("påmelding", "påmeldinger"),
    "start_registrations": ("påmelding til oppstarten", "påmeldinger til oppstarten"),
    "applications": ("søknad", "søknader"),
    "attendance": ("deltaker", "deltakere"),
}
"""What one row is, and what several are."""


def file_label(kind: str, event: str = "", names: Mapping[str, str] = ONLY_GATHERING) -> str:
    """`påmeldinger til samlingen`, `deltakelse på «Samling i Bodø»`, `søknader`; `names` are of the round's events.

    The attendance of a round's only gathering is `deltakelse`.
    """
    label = KIND_LABELS.get(kind, UNKNOWN_KIND)
    about = event_key(kind, event)
    if not about or (kind == "attendance" and names.get(about) == ONLY_GATHERING[FIRST]):
        return label
    return f"{label} {'på' if kind == 'attendance' else 'til'} {names.get(about, REMOVED_EVENT)}"


def event_key(kind: str, event: str) -> str:
    """The key of the event that a file is about, "" for applications: a file of attendance has none for the first."""
    return (event or FIRST) if kind == "attendance" else event


def file_event(kind: str, event: str) -> str:
    """The event that a file of a kind is kept under, as `event_key` reads it."""
    if kind == "attendance":
        return "" if event == FIRST else event
    return (event or FIRST) if kind == "registrations" else ""


def row_kind(name: str, event: str = "") -> RowKind:
    """The kind of the rows of a file, from its kind and event or from the name of the rows; KeyError for another."""
    known: dict[str, RowKind] = {kind: kind for kind in ROW_KINDS}
    return "start_registrations" if (name, event) == ("registrations", START) else known[name]


def count_label(kind: str, number: int) -> str:
    """`1 søknad`, `3 søknader`: so many rows of a kind in words."""
    return plural(number, *ROW_LABELS[kind])

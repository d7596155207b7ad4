"""The kinds of files, what registrations are for, and the kinds of rows they become, with their names in bokmål."""

from typing import Literal, get_args

from domain.words import plural

Kind = Literal["registrations", "applications", "attendance"]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_LABELS = {"registrations": "påmeldinger", "applications": "søknader", "attendance": "deltakelse"}

Event = Literal["gathering", "start"]
EVENTS: tuple[Event, ...] = get_args(Event)
EVENT_LABELS = {"gathering": "samlingen", "start": "oppstarten"}

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


def file_label(kind: str, event: str = "") -> str:
    """`påmeldinger til samlingen`, `søknader`."""
    label = KIND_LABELS.get(kind, kind)
    return f"{label} til {EVENT_LABELS[event]}" if event else label


def row_kind(name: str, event: str = "") -> RowKind:
    """The kind of the rows of a file, from its kind and event or from the name of the rows; KeyError for another."""
    known: dict[str, RowKind] = {kind: kind for kind in ROW_KINDS}
    return "start_registrations" if (name, event) == ("registrations", "start") else known[name]


def count_label(kind: str, number: int) -> str:
    """`1 søknad`, `3 søknader`: so many rows of a kind in words."""
    return plural(number, *ROW_LABELS[kind])

"""Guesses which event of its round a file is about, from its days and its name; what is in doubt is asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, Engine, select

from domain.clock import day_of
from domain.gatherings import START, Gathering
from domain.kinds import event_key, file_event
from domain.rounds import Round
from loaders import Export
from store.pairing import times_of
from store.tables import versions as table
from store.transactions import reading

_QUESTION = "Verken dagene i filen eller navnet på den sier sikkert hva den gjelder. Hva gjelder den?"
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[ ._-](\d{1,2})[ ._-](20\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)[ ._-](\d{1,2})[ ._-](\d{1,2})(?!\d)")
_LONG_WORD = 3
_COMMON = {"for", "til", "fra", "med", "ved", "den", "det", "som", "and", "the"}
"""Words that tell no title from another."""


@dataclass(frozen=True)
class EventGuess:
    """The event that a file is taken to be about, as files are kept under it, and what is asked where in doubt."""

    event: str
    question: str = ""


def guess_event_of(engine: Engine, export: Export, round_: Round, filename: str = "") -> EventGuess:
    """The event of an export: by its rows and its name, else as a file of the same form and name was adopted before."""
    with reading(engine) as connection:
        before = _event_before(connection, export, round_.id)
    return guess_event(export.kind, export.rows, round_, f"{export.title} {filename}", before)


def guess_event(kind: str, rows: pd.DataFrame, round_: Round, name: str = "", before: str = "") -> EventGuess:
    """The event that rows are about; `name` is the file's, `before` the event of an earlier file of the same form.

    Registrations come before their gathering is over, and those for the start when the applications are in: a file
    of which more than half came after the deadline is for the start. Attendance is of the day of its gathering. Of
    several that the days allow, the name tells which.
    """
    if kind == "applications":
        return EventGuess("")
    days = [day_of(moment) for moment in times_of(rows).dropna()]
    sure, possible = (_held if kind == "attendance" else _signed_up)(days, round_)
    named = _named(name, round_, possible)
    if not sure and named != [START]:  # nothing but its name or its days tells of the start
        sure = [key for key in possible if key != START] or possible
        named = [key for key in named if key in sure]
    choices = named if len(named) == 1 else sure or possible
    choices = [before] if len(choices) > 1 and before in choices else choices
    return EventGuess(file_event(kind, choices[0]), _QUESTION if len(choices) > 1 else "")


def _signed_up(days: Sequence[date], round_: Round) -> tuple[list[str], list[str]]:
    """The events that registrations of these days can be for, first those that the days speak for."""
    keys = [one.key for one in round_.gatherings]
    turn = round_.deadline or max((one.day for one in round_.gatherings if one.day), default=None)
    if not keys:
        return [START], [START]
    if turn is None or not days:
        return [], [*keys, START]
    ahead = [one for one in round_.gatherings if one.day is None or not _most(day > one.day for day in days)]
    if _most(day > turn for day in days):
        found = [START, *(one.key for one in ahead if one.day and one.day > turn)]
    else:
        found = [one.key for one in ahead] or keys
    return found, found


def _held(days: Sequence[date], round_: Round) -> tuple[list[str], list[str]]:
    """The events that a list of those who came can be of: those of its day, else all."""
    found = [one.key for one in round_.gatherings if one.day and _most(day == one.day for day in days)]
    if (start := round_.start) and (until := round_.start_until) and _most(start <= day <= until for day in days):
        found.append(START)
    every = [*(one.key for one in round_.gatherings), START]
    return found, found or every


def _most(found: Iterable[bool]) -> bool:
    """Whether more than half are true; none of none."""
    listed = list(found)
    return sum(listed) * 2 > len(listed)


def _named(name: str, round_: Round, possible: Sequence[str]) -> list[str]:
    """Which of the possible events a file's name names: by a whole title, else by a word of one alone or its day."""
    text, days = " ".join(_words(name)), _days_in(name)
    own = [one for one in round_.gatherings if one.key in possible]
    whole = [one for one in own if _holds(text, one.title)]
    if whole:
        longest = max(len(_words(one.title)) for one in whole)
        found = [one.key for one in whole if len(_words(one.title)) == longest]
    else:
        found = [one.key for one in own if one.day in days or any(_holds(text, word) for word in _only_its(one, own))]
    if START in possible and any(word.startswith("oppstart") for word in text.split()):
        found.append(START)
    return found


def _holds(text: str, phrase: str) -> bool:
    wanted = " ".join(_words(phrase))
    return bool(wanted) and f" {wanted} " in f" {text} "


def _only_its(one: Gathering, others: Sequence[Gathering]) -> set[str]:
    """The words of a gathering's title and place that no other has."""
    taken = {word for other in others if other is not one for word in _words(f"{other.title} {other.place}")}
    own = {word for word in _words(f"{one.title} {one.place}") if len(word) >= _LONG_WORD and not word.isdecimal()}
    return own - taken - _COMMON


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _days_in(name: str) -> set[date]:
    """The days that are written in a name, as 15.03.2024 or 2024-03-15."""
    written = [(year, month, day) for day, month, year in _DAY_FIRST.findall(name)] + _YEAR_FIRST.findall(name)
    found = set()
    for year, month, day in written:
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _event_before(connection: Connection, export: Export, round_id: str) -> str:
    """The event that a file of the same form and name was adopted for, "" for none or several."""
    same = (table.c.round_id == round_id) & (table.c.form == export.form) & (table.c.source_name == export.title)
    found = connection.scalars(select(table.c.event).where(same, table.c.kind == export.kind).distinct()).all()
    return event_key(export.kind, found[0]) if len(found) == 1 else ""

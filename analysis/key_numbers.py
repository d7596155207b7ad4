"""The big numbers that a page, a slide and a letter lead with: each with its target and what is new in a week."""

from dataclasses import dataclass

import pandas as pd

from analysis.headline import LAST_DAYS, count_municipalities, headline
from analysis.situation import Situation
from domain.words import format_number


@dataclass(frozen=True)
class KeyNumber:
    """One big number: its count, what it is a count out of (None for nothing), and how many have their date in the
    last seven days."""

    key: str
    label: str
    count: int
    of: int | None
    new: int

    @property
    def value(self) -> str:
        """`34 av 40`."""
        return f"{format_number(self.count)} av {format_number(self.of)}" if self.of else format_number(self.count)

    @property
    def change(self) -> str:
        """`+6 siste uke`."""
        return f"+{format_number(self.new)} siste uke" if self.new else "ingen nye siste uke"


def count_key_numbers(situation: Situation) -> dict[str, KeyNumber]:
    """Every big number by its key, under the situation's filter."""
    now, new = headline(situation), _count_new(situation)
    known = (
        ("applications", "Søknader", "applications", now["target_applications"]),
        (
            "registered",
            "Påmeldte kommuner",
            "municipalities_registered",
            count_municipalities(situation)["municipalities"],
        ),
        ("attended", "Kommuner som deltok", "municipalities_attended", None),
        ("participants", "Påmeldte personer", "participants", None),
        ("attendees", "Personer som deltok", "attendees", None),
        ("places", "Tildelte plasser", "places", now["target_places"]),
        ("confirmed", "Bekreftede plasser", "confirmed", now["places"]),
        ("start", "Påmeldte til oppstart", "municipalities_start_registered", now["municipalities_placed"]),
    )
    return {key: KeyNumber(key, label, now[count], of, new[count]) for key, label, count, of in known}


def numbers_of_the_phase(situation: Situation) -> tuple[KeyNumber, ...]:
    """The four numbers of the first screen: before the answers those of the applications, then those of the start."""
    numbers, deadline = count_key_numbers(situation), situation.round.deadline
    if deadline and situation.as_of > deadline and numbers["places"].count:
        keys = ("applications", "places", "confirmed", "start")
    else:
        keys = ("applications", "registered", "attended", "participants")
    return tuple(numbers[key] for key in keys)


def _count_new(situation: Situation) -> dict[str, int]:
    """How many of each number have their date in the last seven days."""
    since = pd.Timestamp(situation.as_of) - pd.Timedelta(LAST_DAYS, "D")
    applications, table = situation.counting("applications"), situation.municipalities
    registrations = situation.counting("registrations")

    def recent(days: pd.Series) -> int:
        return int((pd.to_datetime(days) > since).sum())

    return {
        "applications": recent(applications["day"]),
        "participants": int(registrations.loc[registrations["day"] > since, "persons"].sum()),
        "attendees": recent(situation.counting("attendance")["day"]),
        "places": recent(applications["placed_day"]),
        "confirmed": recent(applications["confirmed_day"]),
        **{f"municipalities_{key}": recent(table[key]) for key in ("registered", "attended", "start_registered")},
    }

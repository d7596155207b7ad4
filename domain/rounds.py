"""A round of the programme: its dates, links, place and targets, read from its TOML text."""

import tomllib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from domain.clock import OSLO, day_of
from domain.criteria import Criterion, read_criteria
from domain.round_dates import DATE_OF, DATES, MILESTONES


@dataclass(frozen=True)
class Round:
    """One round. Days are dates, the gathering's times local time; what is not known is None.

    The dates are those of `domain/round_dates.py`. `start` of a round whose `start_is_month` means some day of that
    month. `branch_applications` and `branch_places` hold each branch's targets; the known_… are what is known of a
    round without exports.
    """

    id: str
    title: str
    place: str = ""
    earlier_round: str = ""
    link_registration: str = ""
    link_application: str = ""
    link_foundation: str = ""
    call: date | None = None
    gathering_start: datetime | None = None
    gathering_end: datetime | None = None
    deadline: date | None = None
    answers: date | None = None
    start: date | None = None
    start_is_month: bool = False
    first_day: date | None = None
    last_day: date | None = None
    retention: date | None = None
    example_as_of: date | None = None
    targets_are_examples: bool = False
    target_applications: int | None = None
    target_places: int | None = None
    branch_applications: dict[str, int] = field(default_factory=dict)
    branch_places: dict[str, int] = field(default_factory=dict)
    known_applied: int | None = None
    known_places: int | None = None
    known_completed: int | None = None
    known_municipalities: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    """What its applications are assessed by."""

    @property
    def gathering(self) -> date | None:
        """The day of the gathering."""
        return self.gathering_start.date() if self.gathering_start else None

    @property
    def start_until(self) -> date | None:
        """The last day the start can be: the start itself, or the last day of its month."""
        return last_of_month(self.start) if self.start and self.start_is_month else self.start

    def milestone_days(self) -> list[tuple[str, date, date]]:
        """(key, first day, last day) of the milestones that have a date, in order of time."""
        days = [(key, day_of(day)) for key, one in MILESTONES.items() if (day := getattr(self, one.key))]
        known = [(key, day, (key == "start" and self.start_until) or day) for key, day in days]
        return sorted(known, key=lambda found: found[1])

    @property
    def links(self) -> dict[str, str]:
        """The round's links that are set, by their name on the page."""
        links = {
            "Påmelding": self.link_registration,
            "Søknadsskjema": self.link_application,
            "Grunnlagsdokument": self.link_foundation,
        }
        return {name: address for name, address in links.items() if address}

    def __hash__(self) -> int:
        return hash((self.id, self.title, self.deadline))


def read_round(text: str) -> Round:
    """The round of a TOML text. ValueError with a sentence for the user when it can't be read."""
    values = read_tables(text)
    dates, links, targets = (values.get(name, {}) for name in ("dates", "links", "targets"))
    known, branches = values.get("known", {}), targets.get("branches", {})
    try:
        return Round(
            id=str(values["id"]),
            title=str(values["title"]),
            place=values.get("place", ""),
            earlier_round=str(values.get("earlier_round", "")),
            link_registration=links.get("registration", ""),
            link_application=links.get("application", ""),
            link_foundation=links.get("foundation", ""),
            **_read_dates(dates),
            start_is_month=bool(dates.get("start_is_month", False)),
            example_as_of=_day(values.get("example", {}), "as_of"),
            targets_are_examples=bool(targets.get("example", False)),
            target_applications=targets.get("applications"),
            target_places=targets.get("places"),
            branch_applications=_by_branch(branches, "applications"),
            branch_places=_by_branch(branches, "places"),
            known_applied=known.get("applied"),
            known_places=known.get("places"),
            known_completed=known.get("completed"),
            known_municipalities=tuple(known.get("municipalities", ())),
            criteria=read_criteria(values.get("criteria", ())),
        )
    except KeyError as error:
        raise ValueError(f"Innstillingene mangler {error.args[0]!r}.") from error


def read_tables(text: str) -> dict[str, Any]:
    """The tables of a round's TOML text, in which each date is a date and each time of the gathering a local time.

    TOML also knows a day with a time, and a time with a zone. What is no date at all is left as it is. ValueError with
    a sentence for the user when the text can't be read.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"Innstillingene kan ikke leses som TOML: {error}") from error
    for name in ("dates", "example"):
        if isinstance(table := values.get(name), dict):
            table |= {
                key: _settle(value, with_time=key in DATE_OF and DATE_OF[key].with_time) for key, value in table.items()
            }
    return values


def _settle(value: Any, *, with_time: bool) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        with suppress(OverflowError):  # in the first or the last hour that there is
            value = value.astimezone(OSLO)
        value = value.replace(tzinfo=None)
    if isinstance(value, datetime):
        return value if with_time else value.date()
    if isinstance(value, date) and with_time:
        return datetime(value.year, value.month, value.day)
    return value


def last_of_month(day: date) -> date:
    """The last day of the month that a day is in."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def default_as_of(round_: Round, today: date, *, examples: bool = False) -> date:
    """«Status per» when nobody chose a day: today, or the round's last day once that is past.

    With the example exports it is the day they were made to show.
    """
    if examples and round_.example_as_of:
        return round_.example_as_of
    return min(today, round_.last_day) if round_.last_day else today


def _read_dates(dates: dict[str, Any]) -> dict[str, Any]:
    """The value of each date of the table, by the name of its field."""
    return {one.key: (_moment if one.with_time else _day)(dates, one.key) for one in DATES}


def _by_branch(branches: dict[str, dict[str, int]], key: str) -> dict[str, int]:
    return {branch: values[key] for branch, values in branches.items() if key in values}


def _day(values: dict[str, Any], key: str) -> date | None:
    value = values.get(key)
    if value is not None and not isinstance(value, date):
        raise ValueError(f"«{key}» må være en dato, som 2024-05-15, ikke {value!r}.")
    return value


def _moment(values: dict[str, Any], key: str) -> datetime | None:
    value = values.get(key)
    if value is None or isinstance(value, datetime):
        return value
    raise ValueError(f"«{key}» må være en dato med klokkeslett, som 2024-03-15T09:30:00, ikke {value!r}.")

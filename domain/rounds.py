"""A round of the programme: its dates, links, place and targets, read from its TOML text."""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from domain.clock import OSLO
from domain.criteria import Criterion, read_criteria
from domain.gatherings import FIRST, START, TITLE, Gathering, name_events, read_gatherings, with_gatherings
from domain.round_dates import DATE_OF, DATES, MILESTONES

SHORT = 14
"""A gathering's title of so many letters stands whole beside a curve."""


@dataclass(frozen=True)
class MilestoneDay:
    """A milestone that has a date: from its first to its last day, and its names on the pages and beside a curve."""

    key: str
    label: str
    short: str
    day: date
    until: date
    done_on_its_day: bool


@dataclass(frozen=True)
class Round:
    """One round. Days are dates, the gatherings' times local time; what is not known is None.

    The dates are those of `domain/round_dates.py`. `start` of a round whose `start_is_month` means some day of that
    month. `branch_applications` and `branch_places` hold each branch's targets; the known_… are what is known of a
    round without exports.
    """

    id: str
    title: str
    gatherings: tuple[Gathering, ...] = (Gathering(FIRST, TITLE),)
    earlier_round: str = ""
    link_registration: str = ""
    link_application: str = ""
    link_foundation: str = ""
    call: date | None = None
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
        """The day of the gathering, of several the first."""
        return min((one.day for one in self.gatherings if one.day), default=None)

    @property
    def event_names(self) -> dict[str, str]:
        """The round's events by their keys, as a sentence names them."""
        return name_events(self.gatherings)

    @property
    def some_gathering(self) -> str:
        """`samlingen`, of several `minst én samling`: where somebody was who counts as having been there."""
        return "minst én samling" if len(self.gatherings) > 1 else "samlingen"

    @property
    def every_gathering(self) -> str:
        """`samlingen`, of several `samlingene`: what all registrations and lists of those present are of."""
        return "samlingene" if len(self.gatherings) > 1 else "samlingen"

    @property
    def first_gathering(self) -> str:
        """`samlingen`, of several `den første samlingen`: what days are counted from."""
        return "den første samlingen" if len(self.gatherings) > 1 else "samlingen"

    def only(self, event: str) -> "Round":
        """The round with one of its events for its only gathering; an unknown one is a gathering without a day."""
        if event == START:
            at = datetime.combine(self.start, time()) if self.start else None
            return replace(self, gatherings=(Gathering(START, DATE_OF[START].label, at),))
        own = tuple(one for one in self.gatherings if one.key == event)
        return replace(self, gatherings=own or (Gathering(event, TITLE),))

    @property
    def start_until(self) -> date | None:
        """The last day the start can be: the start itself, or the last day of its month."""
        return last_of_month(self.start) if self.start and self.start_is_month else self.start

    def milestone_days(self) -> list[MilestoneDay]:
        """The milestones that have a date, in order of time."""
        gatherings = [
            MilestoneDay(one.key, one.title, self._short(one), one.day, one.day, True)
            for one in self.gatherings
            if one.day
        ]
        found = []
        for key, one in MILESTONES.items():
            if day := getattr(self, one.key):
                until = (key == START and self.start_until) or day
                found.append(MilestoneDay(key, one.label, one.short, day, until, one.done_on_its_day))
            found += gatherings if key == "call" else []  # on one day the call is first
        return sorted(found, key=lambda one: one.day)

    def _short(self, one: Gathering) -> str:
        """`Samling`; of several the title where it is short, else which in the order of time."""
        if len(self.gatherings) == 1:
            return "Samling"
        return one.title if len(one.title) <= SHORT else f"Samling {self.gatherings.index(one) + 1}"

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
            gatherings=read_gatherings(values),
            earlier_round=str(values.get("earlier_round", "")),
            link_registration=links.get("registration", ""),
            link_application=links.get("application", ""),
            link_foundation=links.get("foundation", ""),
            **{one.key: _day(dates, one.key) for one in DATES},
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
    """The tables of a round's TOML text as `settle_tables` gives them.

    TOML also knows a day with a time, and a time with a zone, and each may stand in quotation marks. What is no date at
    all is left as it is. ValueError with a sentence for the user when the text can't be read.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"Innstillingene kan ikke leses som TOML: {error}") from error
    return settle_tables(values)


def settle_tables(values: Mapping[str, Any]) -> dict[str, Any]:
    """The tables with their list of gatherings, each date a date and each time of a gathering a local one."""
    values = with_gatherings(values)
    for name in ("dates", "example"):
        if isinstance(table := values.get(name), Mapping):
            values[name] = {key: _settle(value, with_time=False) for key, value in table.items()}
    if isinstance(listed := values.get("gatherings"), list):
        values["gatherings"] = [
            {key: _settle(value, with_time=True) for key, value in one.items()} if isinstance(one, Mapping) else one
            for one in listed
        ]
    return values


def _settle(value: Any, *, with_time: bool) -> Any:
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value.strip())
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
    return day.replace(day=monthrange(day.year, day.month)[1])


def default_as_of(round_: Round, today: date, *, examples: bool = False) -> date:
    """«Status per» when nobody chose a day: today, or the round's last day once that is past.

    With the example exports it is the day they were made to show.
    """
    if examples and round_.example_as_of:
        return round_.example_as_of
    return min(today, round_.last_day) if round_.last_day else today


def _by_branch(branches: dict[str, dict[str, int]], key: str) -> dict[str, int]:
    return {branch: values[key] for branch, values in branches.items() if key in values}


def _day(values: dict[str, Any], key: str) -> date | None:
    value = values.get(key)
    if value is not None and not isinstance(value, date):
        raise ValueError(f"«{key}» må være en dato, som 2024-05-15, ikke {value!r}.")
    return value

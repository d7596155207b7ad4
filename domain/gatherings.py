"""The gatherings of a round, a list in its settings: what each is, and how older settings name the only one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

FIRST = "gathering"
"""The key of the only gathering of older settings. Its files stand under it, and those of attendance under ""."""
START = "start"
"""The key of the round's start, an event of every round beside its gatherings."""
TITLE = "Inspirasjonssamling"
ONLINE = "På nett"
_ONLINE_WORDS = ("nett", "på nett", "digitalt", "teams", "zoom")
_OLD_DATES = ("gathering_start", "gathering_end")


@dataclass(frozen=True)
class Gathering:
    """One gathering. Its files, links and calendar entries stand under `key`, which never changes; times are local."""

    key: str
    title: str
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    online: bool = False

    @property
    def day(self) -> date | None:
        """The day it is held."""
        return self.start.date() if self.start else None

    @property
    def where(self) -> str:
        """Its place, `På nett` for a meeting without one, "" when nothing is known."""
        return self.place or (ONLINE if self.online else "")


def read_gatherings(values: Mapping[str, Any]) -> tuple[Gathering, ...]:
    """The gatherings of a round's tables in order of time, those without a day last.

    Raises KeyError without a key or a title, ValueError for what is no time.
    """
    found = [
        Gathering(
            str(one["key"]),
            str(one["title"]),
            _moment(one, "start"),
            _moment(one, "end"),
            one.get("place", ""),
            bool(one.get("online", False)),
        )
        for one in values.get("gatherings", ())
    ]
    return tuple(sorted(found, key=lambda one: one.start or datetime.max))


def _moment(one: Mapping[str, Any], name: str) -> datetime | None:
    value = one.get(name)
    if value is None or isinstance(value, datetime):
        return value
    raise ValueError(f"«{name}» må være en dato med klokkeslett, som 2024-03-15T09:30:00, ikke {value!r}.")


def with_gatherings(values: Mapping[str, Any]) -> dict[str, Any]:
    """The tables with their list of gatherings; older settings had one, its times among the dates and its place apart.

    An empty list says that the round has none, as no list says that it has the one.
    """
    dates = values.get("dates", {})
    if "gatherings" in values or not isinstance(dates, Mapping):
        return dict(values)
    start, end = (dates.get(name) for name in _OLD_DATES)
    place = values.get("place", "")
    only: dict[str, Any] = {"key": FIRST, "title": TITLE, "start": start, "end": end, "place": place}
    only["online"] = isinstance(place, str) and place.strip().casefold() in _ONLINE_WORDS
    rest = {name: value for name, value in values.items() if name != "place"}
    if "dates" in values:
        rest["dates"] = {name: day for name, day in dates.items() if name not in _OLD_DATES}
    return rest | {"gatherings": [{name: value for name, value in only.items() if value is not None}]}


def name_events(gatherings: Sequence[Gathering]) -> dict[str, str]:
    """Each event by its key as a sentence names it: the only gathering `samlingen`, one of several `«Samling i X»`."""
    one = len(gatherings) == 1
    return {found.key: "samlingen" if one else f"«{found.title}»" for found in gatherings} | {START: "oppstarten"}

"""What is taken along: the numbers under a filter, the files they come from, and when they were known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from analysis.regions import level_for
from analysis.situation import Level, Situation
from domain.clock import OSLO, local_time
from domain.kinds import ONLY_GATHERING, file_label
from domain.rounds import Round
from domain.words import WHOLE_COUNTRY, format_date, format_time, join_words, plain_name
from report.link import write_query

EXAMPLES = "Eksempeldata: alle personer og svar er oppdiktet."


@dataclass(frozen=True)
class SourceFile:
    """A file the numbers come from: when it was adopted (local time, None for an example) and by whom, and what the
    round's events are called."""

    kind: str
    event: str
    filename: str
    adopted_at: datetime | None = None
    adopted_by: str = ""
    names: Mapping[str, str] = field(default_factory=lambda: ONLY_GATHERING, hash=False)

    @property
    def holds(self) -> str:
        """`påmeldinger til samlingen`."""
        return file_label(self.kind, self.event, self.names)


def source_files(versions: Iterable[Any], names: Mapping[str, str]) -> tuple[SourceFile, ...]:
    """The store's versions in force as files; `names` is what the round's events are called."""
    return tuple(
        SourceFile(one.kind, one.event, one.filename, local_time(one.adopted_at), one.adopted_by, names)
        for one in versions
    )


@dataclass(frozen=True, eq=False)
class Edition:
    """The numbers of a report under its filter: `situation` as it was known at `known_at` (aware).

    `address` is where the dashboard is reached, "" when nobody has said so: then there is no link.
    """

    situation: Situation
    known_at: datetime
    files: tuple[SourceFile, ...] = ()
    level: Level = "branch"
    address: str = ""
    examples: bool = False
    earlier: Situation | None = None

    @property
    def round(self) -> Round:
        """The round the numbers are of."""
        return self.situation.round

    @property
    def as_of(self) -> date:
        """The last day that is counted."""
        return self.situation.as_of

    @property
    def parts(self) -> Level:
        """What the regions are told by."""
        return level_for(self.situation.regions, self.level)

    @property
    def where(self) -> str:
        """The regions in words, «hele landet» for no filter."""
        return join_words(self.situation.regions) or WHOLE_COUNTRY

    @property
    def day(self) -> str:
        """`status per 02.05.2024`."""
        return f"status per {format_date(self.as_of)}"

    @property
    def known(self) -> str:
        """`slik det var kjent 03.05.2024 kl. 09.00`."""
        return f"slik det var kjent {format_time(self.known_at.astimezone(OSLO))}"

    @property
    def sources(self) -> str:
        """The files in force in words."""
        if not self.files:
            return "Ingen fil er tatt i bruk ennå."
        return f"Kilder: {join_words(f'«{file.filename}»' for file in self.files)}."

    @property
    def link(self) -> str:
        """The page Oversikt with the same filter, day and moment of knowledge: these numbers, whatever comes later. ""
        without an address.
        """
        return self._link("", self.as_of, self.known_at)

    def link_to(self, page: str, **more: str) -> str:
        """A page to go on with, under the same filter and day, as it is when it is opened; "" without an address."""
        return self._link(page, self.as_of, None, **more)

    def link_from_then_on(self, page: str, **more: str) -> str:
        """A page under the same filter, on the day and with the numbers of when it is opened; "" without an address."""
        return self._link(page, None, None, **more)

    def _link(self, page: str, as_of: date | None, known_at: datetime | None, **more: str) -> str:
        if not self.address:
            return ""
        query = write_query(self.round.id, as_of, self.situation.regions, self.level, known_at, **more)
        return f"{self.address.rstrip('/')}/{page}?{query}"

    def file_name(self, what: str, suffix: str) -> str:
        """`styrepakke_2024-05-02_nordland.pptx`."""
        regions = self.situation.regions
        where = "" if not regions else regions[0] if len(regions) == 1 else f"{len(regions)} regioner"
        return f"{'_'.join(filter(None, (what, f'{self.as_of:%Y-%m-%d}', plain_name(where))))}.{suffix}"

"""What a map is asked to show, as one record for all its drawings: the deck, the plain figure and the picture."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from analysis.situation import Level
from charts.map_geometry import Detail
from charts.map_view import CROWDED, Bounds, bounds_of
from data.reference import municipalities

MeasureKey = Literal["stage", "participants", "attended", "children", "days"]

TALLEST_IN_DETAIL = 7
"""Degrees from south to north; a taller view shows most of the country."""


@dataclass(frozen=True)
class MapChoice:
    """A choice of the user's, the same whichever way the map is drawn.

    regions: branches or counties to look at, none the whole country. place: what to look at instead, a key of
    `CROWDED`. selected: the number of a municipality to outline. pilot: numbers of municipalities to mark. size: the
    class of size that alone is coloured, "" for all. by: the regions whose shares are shown.
    """

    as_of: date
    measure: MeasureKey = "stage"
    regions: tuple[str, ...] = ()
    place: str = ""
    selected: str | None = None
    pilot: tuple[str, ...] = ()
    size: str = ""
    by: Level = "branch"

    @property
    def bounds(self) -> Bounds:
        """What the map has to hold."""
        return CROWDED[self.place] if self.place else bounds_of(self.regions)

    @property
    def level(self) -> Detail:
        """The light geometry for a view of most of the country, the detailed one for a part of it."""
        _, south, _, north = self.bounds
        return "light" if north - south > TALLEST_IN_DETAIL else "detailed"

    @property
    def branches_in_detail(self) -> frozenset[str]:
        """The branches that are drawn in detail: those of the regions, or seen at the place; none in a wide view."""
        if self.level == "light":
            return frozenset()
        west, south, east, north = self.bounds
        return frozenset(
            one.branch
            for one in municipalities().values()
            if (
                west < one.lon < east and south < one.lat < north
                if self.place
                else one.branch in self.regions or one.county in self.regions
            )
        )

    @property
    def marked(self) -> tuple[str, ...]:
        """The numbers to mark that are municipalities of today."""
        return tuple(number for number in self.pilot if number in municipalities())

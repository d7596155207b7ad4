"""Where a map looks: the bounds of regions and crowded places, and the Web Mercator view that holds them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.map_geometry import branch_names, geometry_index

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

CROWDED: dict[str, Bounds] = {
    "Oslofjorden": (10.05, 59.02, 11.55, 60.05),
    "Bergen": (4.75, 60.05, 5.85, 60.80),
    "Nord-Jæren": (5.30, 58.65, 6.25, 59.15),
}
"""Where municipalities are too small to hit in the view of the whole country."""
CLOSEST = 11
"""The closest zoom of a view that is fitted to its bounds."""


@dataclass(frozen=True)
class View:
    """Where a Web Mercator map looks."""

    longitude: float
    latitude: float
    zoom: float


def bounds_of(regions: Sequence[str] = ()) -> Bounds:
    """What to look at: the chosen branches or counties, else the whole country."""
    index = geometry_index()
    known = index["branches"] | index["counties"]
    boxes = [known[name] for name in regions if name in known] or [index["country"]]
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def neighbouring_choices(regions: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """The regions, none of them, and what they are with one more or one less."""
    branches = branch_names()
    one_kind = branches if set(regions) <= set(branches) else tuple(geometry_index()["counties"])
    more = [(*regions, name) for name in one_kind if name not in regions]
    less = [tuple(one for one in regions if one != name) for name in regions]
    return [tuple(regions), (), *more, *less]


def key_of(regions: Sequence[str]) -> str:
    """A short name of a choice of regions, whatever their order."""
    names = [*branch_names(), *geometry_index()["counties"]]
    return "+".join(str(place) for place in sorted(names.index(name) for name in regions if name in names)) or "country"


def fit(bounds: Bounds, width: int, height: int, margin: int = 12) -> View:
    """The view that shows the bounds in a map of so many pixels."""
    west, south, east, north = bounds
    low, high = mercator(south), mercator(north)
    across = (width - 2 * margin) / max(east - west, 1e-6)
    up = (height - 2 * margin) / max(high - low, 1e-6)
    # A Web Mercator world is 512 pixels wide at zoom 0.
    zoom = math.log2(min(across, up) * 360 / 512)
    return View(round((west + east) / 2, 3), round(latitude_of((low + high) / 2), 3), round(min(zoom, CLOSEST), 2))


def mercator(latitude: float) -> float:
    """The Web Mercator ordinate, in degrees of longitude."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def latitude_of(ordinate: float) -> float:
    """The latitude of a Web Mercator ordinate."""
    return math.degrees(math.atan(math.sinh(math.radians(ordinate))))

"""The map's geometry as charts need it: addresses for the browser, outlines for the server, where to look.

The files are built by `python -m data.tools.build_boundaries`; they lie in frame/static/boundaries, where browsers
fetch them and the server reads the same copy.
"""

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from data import DATA
from data.reference import municipalities

SERVED = DATA.parent / "frame" / "static" / "boundaries"
ADDRESS = "app/static/boundaries/"
CREDIT = "Kartgrunnlag: Kartverket, CC BY 4.0"

Level = Literal["light", "detailed"]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
"""The outer ring first."""

NONE = 10
"""No branch, in the rows of the detailed level; see data/build_boundaries.py."""

CROWDED: dict[str, Bounds] = {
    "Oslofjorden": (10.05, 59.02, 11.55, 60.05),
    "Bergen": (4.75, 60.05, 5.85, 60.80),
    "Nord-Jæren": (5.30, 58.65, 6.25, 59.15),
}
"""Where municipalities are too small to hit in the view of the whole country."""


@dataclass(frozen=True)
class View:
    """Where a Web Mercator map looks."""

    longitude: float
    latitude: float
    zoom: float


@lru_cache(maxsize=1)
def geometry_index() -> dict:
    """The built index: files (name → hash), country, branches, counties and municipalities (→ bounds)."""
    return json.loads((DATA / "boundaries" / "index.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def numbers() -> tuple[str, ...]:
    """The municipalities in the order of the features: a feature's `i` is the place in this tuple."""
    return tuple(geometry_index()["municipalities"])


def address(name: str, level: Level, base: str = ADDRESS) -> str:
    """Where the browser fetches a file, relative to the app; ?v= lets it keep the file for ever."""
    return f"{base}{name}-{level}.json?v={geometry_index()['files'][f'{name}-{level}']}"


@lru_cache(maxsize=4)
def read_file(name: str, level: Level) -> Any:
    """The content of a file as it is sent to the browser. Shared: do not change it."""
    return json.loads((SERVED / f"{name}-{level}.json").read_bytes())


@lru_cache(maxsize=4)
def read_polygons(name: str, level: Level) -> list[list[Polygon]]:
    """The polygons of each municipality in the order of `numbers`, or of each kind of border. Do not change them."""
    content = read_file(name, level)
    if level == "light":
        return [_polygons(feature["geometry"]) for feature in content["features"]]
    found: dict[int, list[Polygon]] = defaultdict(list)
    for row in content:
        if row.get("c", NONE) == NONE and row.get("d", 1):  # not those that join the light level
            found[row["i" if name == "municipalities" else "w"]].append(row["p"])
    return [found[place] for place in sorted(found)]


def _polygons(geometry: dict) -> list[Polygon]:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


@lru_cache(maxsize=1)
def row_places() -> tuple[int, ...]:
    """The municipality of each row of the detailed file, as a place in `numbers`."""
    return tuple(row["i"] for row in read_file("municipalities", "detailed"))


@lru_cache(maxsize=1)
def branch_places() -> tuple[str, ...]:
    """The branches in the order in which the detailed files count them."""
    return tuple(geometry_index()["branches"])


@lru_cache(maxsize=1)
def place_by_number() -> dict[str, int]:
    """Each municipality's place in the files. Shared: do not change it."""
    return {number: place for place, number in enumerate(numbers())}


def place_of(number: str) -> int:
    """A municipality's place in the files; KeyError for a number that has no area (Longyearbyen, unknown)."""
    return place_by_number()[number]


def bounds_of(regions: Sequence[str] = (), number: str | None = None) -> Bounds:
    """What to look at: a municipality, else the chosen branches or counties, else the whole country."""
    index = geometry_index()
    if number in index["municipalities"]:
        west, south, east, north = index["municipalities"][number]
        # A little of the neighbours, so that one sees where it lies.
        return west - 0.25, south - 0.12, east + 0.25, north + 0.12
    known = index["branches"] | index["counties"]
    boxes = [known[name] for name in regions if name in known] or [index["country"]]
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def neighbouring_choices(regions: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """The regions, none of them, and what they are with one more or one less."""
    branches = branch_places()
    one_kind = branches if set(regions) <= set(branches) else tuple(geometry_index()["counties"])
    more = [(*regions, name) for name in one_kind if name not in regions]
    less = [tuple(one for one in regions if one != name) for name in regions]
    return [tuple(regions), (), *more, *less]


def key_of(regions: Sequence[str]) -> str:
    """A short name of a choice of regions, whatever their order."""
    names = [*branch_places(), *geometry_index()["counties"]]
    return "+".join(str(place) for place in sorted(names.index(name) for name in regions if name in names)) or "country"


def level_for(bounds: Bounds) -> Level:
    """The light geometry for a view of most of the country, the detailed one for a part of it."""
    return "light" if bounds[3] - bounds[1] > 7 else "detailed"


def branches_in_detail(regions: Sequence[str] = (), bounds: Bounds | None = None) -> frozenset[str]:
    """The branches that are drawn in detail: those of the regions, or seen in the bounds; none in a wide view."""
    if level_for(bounds or bounds_of(regions)) == "light":
        return frozenset()
    if bounds:
        west, south, east, north = bounds
        seen = [one for one in municipalities().values() if west < one.lon < east and south < one.lat < north]
    else:
        seen = [one for one in municipalities().values() if one.branch in regions or one.county in regions]
    return frozenset(one.branch for one in seen)


def fit(bounds: Bounds, width: int, height: int, margin: int = 12) -> View:
    """The view that shows the bounds in a map of so many pixels."""
    west, south, east, north = bounds
    low, high = mercator(south), mercator(north)
    across = (width - 2 * margin) / max(east - west, 1e-6)
    up = (height - 2 * margin) / max(high - low, 1e-6)
    # A Web Mercator world is 512 pixels wide at zoom 0.
    zoom = math.log2(min(across, up) * 360 / 512)
    return View(round((west + east) / 2, 3), round(latitude_of((low + high) / 2), 3), round(min(zoom, 11), 2))


def mercator(latitude: float) -> float:
    """The Web Mercator ordinate, in degrees of longitude."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def latitude_of(ordinate: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(ordinate))))

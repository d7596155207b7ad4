"""The map's geometry as charts need it: addresses for the browser, outlines for the server, where to look.

The files are built by `python -m data.build_boundaries`; they lie in frame/static/boundaries, where browsers
fetch them and the server reads the same copy.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from data import DATA

SERVED = DATA.parent / "frame" / "static" / "boundaries"
ADDRESS = "app/static/boundaries/"
CREDIT = "Kartgrunnlag: Kartverket, CC BY 4.0"

Level = Literal["light", "detailed"]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
Point = tuple[float, float]
Ring = list[Point]

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
def read_features(name: str, level: Level) -> list[dict]:
    """The features of a file as they are sent to the browser. Shared: do not change them."""
    return json.loads((SERVED / f"{name}-{level}.json").read_bytes())["features"]


def polygons_of(feature: dict) -> list[list[Ring]]:
    """The polygons of a feature, each a list of rings with the outer one first."""
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def outer_rings(feature: dict) -> list[Ring]:
    """The outer ring of each polygon of a feature."""
    return [polygon[0] for polygon in polygons_of(feature)]


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    return {number: place for place, number in enumerate(numbers())}


def place_of(number: str) -> int:
    """A municipality's place in the files; KeyError for a number that has no area (Longyearbyen, unknown)."""
    return _places()[number]


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


def level_for(bounds: Bounds) -> Level:
    """The light geometry for a view of most of the country, the detailed one for a part of it."""
    return "light" if bounds[3] - bounds[1] > 7 else "detailed"


def fit(bounds: Bounds, width: int, height: int, margin: int = 12) -> View:
    """The view that shows the bounds in a map of so many pixels."""
    west, south, east, north = bounds
    low, high = mercator(south), mercator(north)
    across = (width - 2 * margin) / max(east - west, 1e-6)
    up = (height - 2 * margin) / max(high - low, 1e-6)
    # A Web Mercator world is 512 pixels wide at zoom 0.
    zoom = math.log2(min(across, up) * 360 / 512)
    return View(round((west + east) / 2, 4), round(latitude_of((low + high) / 2), 4), round(min(zoom, 11), 3))


def mercator(latitude: float) -> float:
    """The Web Mercator ordinate, in degrees of longitude."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def latitude_of(ordinate: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(ordinate))))

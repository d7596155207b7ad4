"""The map's geometry as charts need it: addresses for the browser, shapes for the server.

The files lie in data/boundaries, built by data/tools/build_boundaries.py; browsers fetch what the server reads.
"""

import json
from collections import defaultdict
from functools import lru_cache
from typing import Any, Literal

from data import DATA

BOUNDARIES = DATA / "boundaries"
ADDRESS = "app/boundaries/"
"""Where the app serves them."""
BETWEEN_BRANCHES = 2
"""The kind of the borders between branches; 0 are those within a county, 1 those between counties."""
CREDIT = "Kartgrunnlag: Kartverket, CC BY 4.0"

Detail = Literal["light", "detailed"]
Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
"""The outer ring first."""


@lru_cache(maxsize=1)
def geometry_index() -> dict[str, Any]:
    """The built index: files (name → hash), country, branches, counties and municipalities (→ bounds)."""
    return json.loads((BOUNDARIES / "index.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def numbers() -> tuple[str, ...]:
    """The municipalities in the order of the features: a feature's `i` is the place in this tuple."""
    return tuple(geometry_index()["municipalities"])


def address(name: str, level: Detail) -> str:
    """Where the browser fetches a file, relative to the app; ?v= lets it keep the file for ever."""
    return f"{ADDRESS}{name}-{level}.json?v={geometry_index()['files'][f'{name}-{level}']}"


@lru_cache(maxsize=4)
def read_file(name: str, level: Detail) -> Any:
    """The content of a file as it is sent to the browser. Shared: do not change it."""
    return json.loads((BOUNDARIES / f"{name}-{level}.json").read_bytes())


@lru_cache(maxsize=4)
def read_polygons(name: str, level: Detail) -> list[list[Polygon]]:
    """The polygons of each municipality in the order of `numbers`, or of each kind of border. Do not change them."""
    content = read_file(name, level)
    if level == "light":
        return [_polygons(feature["geometry"]) for feature in content["features"]]
    own = {g for g, (_, other) in enumerate(area_groups()) if other is None}
    if name == "borders":
        own = {g for g, (_, detailed, *_) in enumerate(border_groups()) if detailed}
    found: dict[int, list[Polygon]] = defaultdict(list)
    for row in content:
        if row["g"] in own:  # not those that join the light level
            found[row["i" if name == "municipalities" else "w"]].append(row["p"])
    return [found[place] for place in sorted(found)]


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


@lru_cache(maxsize=1)
def row_places() -> tuple[int, ...]:
    """The municipality of each row of the detailed file, as a place in `numbers`."""
    return tuple(row["i"] for row in read_file("municipalities", "detailed"))


@lru_cache(maxsize=1)
def branch_names() -> tuple[str, ...]:
    """The branches in the order in which the files count them."""
    return tuple(geometry_index()["branches"])


def area_groups() -> list[tuple[int, int | None]]:
    """By the group of an area in the detailed file: it is drawn where the first branch is in detail and the second,
    if any, is not."""
    return geometry_index()["area_groups"]


def border_groups() -> list[tuple[int, int, int, int]]:
    """By the group of a border in the detailed file: its kind, 1 from the detailed level and 0 from the light one,
    and the branches on its sides."""
    return geometry_index()["border_groups"]


@lru_cache(maxsize=1)
def read_outlines() -> dict[Detail, list[list[Ring]]]:
    """Of each level the outer rings of every municipality in a few points, in the order of `numbers`."""
    return json.loads((BOUNDARIES / "outlines.json").read_bytes())


@lru_cache(maxsize=1)
def place_by_number() -> dict[str, int]:
    """Each municipality's place in the files. Shared: do not change it."""
    return {number: place for place, number in enumerate(numbers())}


def place_of(number: str) -> int:
    """A municipality's place in the files; KeyError for a number that has no area (Longyearbyen, unknown)."""
    return place_by_number()[number]

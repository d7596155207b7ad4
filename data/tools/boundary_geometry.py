"""Light shapes from exact ones: a simplified coverage that keeps shared borders, and the borders as lines.

Works in UTM 33 (metres) and answers in degrees rounded to three decimals (about 100 m). Needs shapely and
pyproj, which only the build does.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
import shapely
from pyproj import Transformer

from data.tools.boundary_sources import Areas

TO_UTM = Transformer.from_crs(4326, 25833, always_xy=True)
TO_DEGREES = Transformer.from_crs(25833, 4326, always_xy=True)
DECIMALS = 3
KM2 = 1e6

Point = tuple[float, float]
Edge = tuple[Point, Point]
Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True)
class Level:
    """How far to simplify: `tolerance` (m) for the mainland, less for islands.

    `tolerance` is what shapely.coverage_simplify takes: about the root of the area of the triangles removed.
    An island keeps its shape with a fifth of its width, at least `island_tolerance`. Islands under
    `smallest_island` (km²) are dropped, those of municipalities under `small` (km² in all), which consist of
    such islands, only under `smallest_of_small`. The largest part of a municipality always stays.
    Borders become ribbons of `border_width` (m), about half a pixel in the view the level is for.
    """

    name: str
    tolerance: float
    island_tolerance: float
    smallest_island: float
    smallest_of_small: float
    border_width: float
    small: float = 150


LIGHT = Level("light", 3500, 350, 12, 0.5, 1000)
DETAILED = Level("detailed", 700, 250, 0.5, 0.1, 250)
SMALLEST_STRIP = 1e-5
"""In square degrees, about 0.06 km², a pixel of a branch's view."""


def to_coverage(areas: Areas) -> Areas:
    """The areas in UTM 33, in the order of their numbers, without overlaps, shared edges identical."""
    numbers = sorted(areas)
    cleaned = shapely.coverage_clean([in_metres(areas[number]) for number in numbers])
    return dict(zip(numbers, cleaned, strict=True))


def clip_to_land(areas: Areas, land: shapely.Geometry) -> Areas:
    """Takes the sea away from areas that come with it; `land` is in degrees like them."""
    shapely.prepare(land)
    return {number: only_polygons(area & land) for number, area in areas.items()}


def only_polygons(area: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(area)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def simplify(coverage: Areas, level: Level) -> Areas:
    """The areas of one level, in degrees and rounded. Shared borders stay shared: rounding is by vertex."""
    numbers = list(coverage)
    parts, owner = shapely.get_parts(list(coverage.values()), return_index=True)
    area = shapely.area(parts) / KM2
    shared = touches_another(parts, owner)
    small = np.bincount(owner, weights=area)[owner] < level.small
    keep = shared | is_largest(area, owner) | (area >= np.where(small, level.smallest_of_small, level.smallest_island))
    shapes = parts.copy()
    shapes[shared] = shapely.coverage_simplify(parts[shared], level.tolerance)
    for index in np.flatnonzero(keep & ~shared):
        # One by one: shapely 2.2.0 answers an array of tolerances with all pairs of shape and tolerance.
        width = np.sqrt(area[index] * KM2)
        tolerance = level.island_tolerance if small[index] else max(level.island_tolerance, width / 5)
        shapes[index] = shapely.coverage_simplify(parts[index], min(tolerance, level.tolerance))
    return {
        number: made_valid(in_degrees(shapely.multipolygons(shapes[(owner == index) & keep])))
        for index, number in enumerate(numbers)
    }


def strips(detailed: Areas, light: Areas) -> dict[tuple[str, str], shapely.MultiPolygon]:
    """The land of one municipality, in detail, that the light level gives to another; by the two numbers.

    Where only the other one is drawn in detail, this land would be nobody's.
    """
    numbers = list(light)
    owners, others = shapely.STRtree(list(light.values())).query(list(detailed.values()), predicate="intersects")
    found = {}
    for owner, other in ((numbers[a], numbers[b]) for a, b in zip(owners, others, strict=True) if a != b):
        parts = shapely.get_parts(detailed[owner] & light[other])
        seen = parts[shapely.area(parts) > SMALLEST_STRIP]
        if len(seen):
            found[owner, other] = as_rounded(shapely.multipolygons(seen), DECIMALS + 1)
    return found


def touches_another(parts: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Whether each part shares a border with another municipality."""
    left, right = shapely.STRtree(parts).query(parts, predicate="touches")
    shared = np.zeros(len(parts), dtype=bool)
    shared[left[owner[left] != owner[right]]] = True
    return shared


def is_largest(area: np.ndarray, owner: np.ndarray) -> np.ndarray:
    largest = np.zeros(len(area), dtype=bool)
    for index in np.unique(owner):
        mine = np.flatnonzero(owner == index)
        largest[mine[np.argmax(area[mine])]] = True
    return largest


def in_metres(area: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(area, lambda xy: np.column_stack(TO_UTM.transform(xy[:, 0], xy[:, 1])))


def in_degrees(area: shapely.Geometry, decimals: int = DECIMALS) -> shapely.MultiPolygon:
    """The area in rounded degrees, without points that rounding made equal and holes it closed."""
    degrees = shapely.transform(area, lambda xy: np.column_stack(TO_DEGREES.transform(xy[:, 0], xy[:, 1])))
    return as_rounded(degrees, decimals)


def as_rounded(degrees: shapely.Geometry, decimals: int) -> shapely.MultiPolygon:
    polygons = []
    for polygon in shapely.get_parts(degrees):
        outer = rounded_ring(polygon.exterior, decimals)
        holes = [hole for hole in (rounded_ring(ring, decimals) for ring in polygon.interiors) if hole]
        if outer:
            polygons.append(shapely.Polygon(outer, holes))
    return shapely.MultiPolygon(polygons)


def made_valid(area: shapely.MultiPolygon) -> shapely.MultiPolygon:
    """The rounded area with islands united that grew into one another, which makes points to round anew."""
    for _ in range(5):
        if area.is_valid:
            break
        parts = shapely.get_parts(shapely.make_valid(area))
        united = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
        area = as_rounded(united, DECIMALS)
    return area


def rounded_ring(ring: shapely.LinearRing, decimals: int) -> list[Point]:
    points = [(round(x, decimals), round(y, decimals)) for x, y in ring.coords]
    kept = [point for before, point in zip([None, *points], points, strict=False) if point != before]
    return kept if len(kept) >= 4 else []


def border_lines(areas: Areas, kind: Callable[[str, str], Kind]) -> dict[Kind, shapely.Geometry]:
    """The borders between municipalities as lines, by what `kind` says of each pair of numbers."""
    owners: dict[Edge, set[str]] = defaultdict(set)
    for number, area in areas.items():
        for edge in edges(area):
            owners[edge].add(number)
    segments: dict[Kind, list[Edge]] = defaultdict(list)
    for edge, numbers in owners.items():
        if len(numbers) == 2:
            segments[kind(*sorted(numbers))].append(edge)
    return {name: shapely.line_merge(shapely.multilinestrings(lines)) for name, lines in segments.items()}


def ribbon(lines: shapely.Geometry, width: float) -> shapely.MultiPolygon:
    """Lines as narrow areas, in degrees; one an area, which browsers cut into triangles faster than a net.

    Without a graphics card deck.gl draws 2,500 segments of lines in 130 ms and compiles its program for lines
    in a second; the same as areas took 20 ms and the program that the municipalities use already.
    """
    metres = shapely.simplify(in_metres(shapely.get_parts(lines)), width / 4)
    areas = shapely.buffer(metres, width / 2, cap_style="flat", join_style="mitre", mitre_limit=2)
    return in_degrees(shapely.simplify(areas, width / 8), decimals=3 if width >= 1000 else 4)


def edges(area: shapely.MultiPolygon) -> set[Edge]:
    found: set[Edge] = set()
    for polygon in area.geoms:
        for ring in (polygon.exterior, *polygon.interiors):
            points = list(ring.coords)
            found.update((min(a, b), max(a, b)) for a, b in pairwise(points))
    return found

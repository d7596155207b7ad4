"""The projection of pictures and of the plain map: transverse Mercator, which does not blow up the north."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charts.map_choice import MapChoice
from charts.map_geometry import Point, numbers, read_polygons
from data.reference import municipalities


@dataclass(frozen=True)
class Projection:
    """From degrees to a plane, on a sphere about a meridian; y grows downwards."""

    meridian: float
    scale: float = 1
    left: float = 0
    top: float = 0

    def __call__(self, place: Point) -> Point:
        east, north = math.radians(place[0] - self.meridian), math.radians(place[1])
        x = math.atanh(math.cos(north) * math.sin(east))
        y = math.atan2(math.tan(north), math.cos(east))
        return round(self.left + x * self.scale, 1), round(self.top - y * self.scale, 1)


def points_to_show(choice: MapChoice) -> list[Point]:
    """What a picture has to hold: the corners of the place, else the outlines of the regions' municipalities."""
    if choice.place:
        west, south, east, north = choice.bounds
        return [(x, y) for x in (west, east) for y in (south, north)]
    chosen = is_in(choice.regions)
    return [
        point
        for number, polygons in zip(numbers(), read_polygons("municipalities", choice.level), strict=True)
        if chosen(number)
        for outer, *_ in polygons
        for point in outer
    ]


def fit_projection(points: Sequence[Point], frame: tuple[float, float, float, float]) -> Projection:
    """The projection that fills the frame (left, top, width, height) with the points."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    plain = Projection((west + east) / 2, scale=1e6)
    xs, ys = zip(*map(plain, points), strict=True)
    left, top, width, height = frame
    times = min(width / (max(xs) - min(xs)), height / (max(ys) - min(ys)))
    return Projection(
        plain.meridian,
        scale=plain.scale * times,
        left=left + width / 2 - times * (max(xs) + min(xs)) / 2,
        top=top + height / 2 - times * (max(ys) + min(ys)) / 2,
    )


def is_in(regions: Sequence[str]) -> Callable[[str], bool]:
    """Whether a municipality, by number, lies in one of the branches or counties; none is everywhere."""
    known = municipalities()
    if not {name for place in known.values() for name in (place.branch, place.county)} & set(regions):
        return lambda number: True
    return lambda number: known[number].branch in regions or known[number].county in regions

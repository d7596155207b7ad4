"""Marks on the map as narrow areas, of a width in pixels at the zoom they are made for."""

import math
from functools import lru_cache

from charts.map_geometry import Level, Point, Ring, latitude_of, mercator, place_of, read_polygons

Shape = list[float]
"""An area as deck.gl takes it flat: x, y, x, y …, not closed."""

STRETCH = 8
"""So many edges an area: a band all around would cross itself and be filled wrongly."""


@lru_cache(maxsize=512)
def outline(number: str, level: Level = "light", most: int = 22) -> list[Ring]:
    """The outer rings of a municipality in about so many points, for a line that is sent with every change.

    What matters least goes first (Visvalingam): the points that span the smallest triangles, so islets go whole.
    """
    rings = [polygon[0] for polygon in read_polygons("municipalities", level)[place_of(number)]]
    weighed = [(ring, weights(ring)) for ring in rings]
    heaviest = sorted((weight for _, own in weighed for weight in own), reverse=True)
    least = heaviest[min(most, len(heaviest)) - 1]
    thinned = [
        [ring[0], *(p for p, w in zip(ring[1:-1], own, strict=True) if w >= least), ring[-1]] for ring, own in weighed
    ]
    return [ring for ring in thinned if len(ring) > 3] or [max(rings, key=len)]


def weights(ring: Ring) -> list[float]:
    """For each point of a closed ring but the first, the triangle it spans when its turn to go has come."""
    left = list(range(len(ring)))
    spans = [math.inf, *(triangle(*ring[at - 1 : at + 2]) for at in range(1, len(ring) - 1)), math.inf]
    found, highest = [math.inf] * len(ring), 0.0
    while len(left) > 2:
        at = min(range(1, len(left) - 1), key=lambda place: spans[left[place]])
        highest = max(highest, spans[left[at]])
        found[left.pop(at)] = highest
        for near in (at - 1, at):
            if 0 < near < len(left) - 1:
                spans[left[near]] = triangle(*(ring[place] for place in left[near - 1 : near + 2]))
    return found[1:-1]


def triangle(a: Point, b: Point, c: Point) -> float:
    """Twice the area the three points span, in square degrees."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))


def band(ring: Ring, zoom: float, inner: float, outer: float) -> list[Shape]:
    """The band along a closed ring, from `inner` to `outer` pixels outside it (negative: within)."""
    left, right = offset(ring, outer, zoom), offset(ring, inner, zoom)
    left.append(left[0])
    right.append(right[0])
    return [
        flat([*left[start : start + STRETCH + 1], *reversed(right[start : start + STRETCH + 1])], zoom)
        for start in range(0, len(left) - 1, STRETCH)
    ]


def offset(ring: Ring, pixels: float, zoom: float) -> Ring:
    """A closed ring moved outwards by so many pixels, open as deck.gl closes it; spikes are cut short."""
    points = [(x, mercator(y)) for x, y in ring[:-1]]
    following = [*points[1:], points[0]]
    twice_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, following, strict=True))
    distance = math.copysign(1, twice_area) * pixels * degrees_per_pixel(zoom)
    moved = map(_move, [points[-1], *points[:-1]], points, following, [distance] * len(points))
    return [(x, latitude_of(y)) for x, y in moved]


def _move(before: Point, point: Point, after: Point, distance: float) -> Point:
    first, second = _normal(before, point), _normal(point, after)
    x, y = first[0] + second[0], first[1] + second[1]
    reach = distance * 2 / max(x * x + y * y, 1)
    return point[0] + x * reach, point[1] + y * reach


def _normal(a: Point, b: Point) -> Point:
    """The unit vector to the right of the way from a to b."""
    x, y = b[0] - a[0], b[1] - a[1]
    length = math.hypot(x, y) or 1
    return y / length, -x / length


def degrees_per_pixel(zoom: float) -> float:
    return 360 / (512 * 2**zoom)


def flat(points: Ring, zoom: float) -> Shape:
    decimals = 2 if zoom < 4.5 else 3 if zoom < 8 else 4
    return [round(value, decimals) for point in points for value in point]

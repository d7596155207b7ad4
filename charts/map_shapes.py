"""Marks on the map as narrow areas, of a width in pixels at the zoom they are made for."""

import math
from typing import Any

import pydeck as pdk

from charts.map_geometry import Point, Ring
from charts.map_view import latitude_of, mercator

Shape = list[float]
"""An area as deck.gl takes it flat: x, y, x, y …, not closed."""

STRETCH = 8
"""So many edges an area: a band all around would cross itself and be filled wrongly."""


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


def area_layer(name: str, rows: list[dict[str, Any]], polygon: str, color: list[int]) -> pdk.Layer:
    """Areas of our own over the map, which take no click: `polygon` is the field or the expression that has them."""
    return pdk.Layer(
        "SolidPolygonLayer",
        rows,
        id=name,
        get_polygon=polygon,
        position_format=pdk.types.String("XY"),
        get_fill_color=color,
    )

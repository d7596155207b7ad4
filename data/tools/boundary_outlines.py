"""Each municipality's outline in a few points: the line around the chosen one is sent with every change of the map."""

import math

import shapely

from data.tools.boundary_sources import Areas

MOST_POINTS = 22
"""About so many points remain of a municipality."""

Point = tuple[float, float]
Ring = list[Point]


def outlines(areas: Areas) -> list[list[Ring]]:
    """The thinned outer rings of each municipality, in the order of the areas."""
    return [
        thin([[(x, y) for x, y in part.exterior.coords] for part in shapely.get_parts(area)]) for area in areas.values()
    ]


def thin(rings: list[Ring], most: int = MOST_POINTS) -> list[Ring]:
    """The closed rings in about so many points.

    What matters least goes first (Visvalingam): the points that span the smallest triangles, so islets go whole.
    """
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

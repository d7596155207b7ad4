"""The marks that say on the screen's map, beside the colour, who has applied and come further: a shape a stage.

Patterns would need a shader of their own for every area, and outlines ten times what a change may send; a mark is three
numbers.
"""

import math
from collections.abc import Sequence

import pydeck as pdk

from charts.map_choice import MapChoice
from charts.map_classes import Classes
from charts.map_geometry import numbers
from charts.map_shapes import area_layer, degrees_per_pixel
from charts.palette import screen_color
from data.reference import municipalities

Corners = tuple[tuple[float, float], ...]
"""The corners of a shape around its middle, from -1 to 1 to the right and upwards."""

_DIAGONAL = 0.7
MARKS: dict[str, Corners] = {
    "applied": (
        (0, 1),
        (_DIAGONAL, _DIAGONAL),
        (1, 0),
        (_DIAGONAL, -_DIAGONAL),
        (0, -1),
        (-_DIAGONAL, -_DIAGONAL),
        (-1, 0),
        (-_DIAGONAL, _DIAGONAL),
    ),
    "placed": ((0, 1.2), (1.1, -0.8), (-1.1, -0.8)),
    "confirmed": ((-0.9, -0.9), (-0.9, 0.9), (0.9, 0.9), (0.9, -0.9)),
    "start_registered": (
        (-0.4, 1.2),
        (0.4, 1.2),
        (0.4, 0.4),
        (1.2, 0.4),
        (1.2, -0.4),
        (0.4, -0.4),
        (0.4, -1.2),
        (-0.4, -1.2),
        (-0.4, -0.4),
        (-1.2, -0.4),
        (-1.2, 0.4),
        (-0.4, 0.4),
    ),
}
"""By the stage's key: a dot, a triangle, a square and a cross."""
WHITE = [255, 255, 255, 255]
SMALL, LARGE = 2.5, 5
"""Pixels from the middle to a corner, on the map of the country and of a part of it."""


def mark_layers(classes: Classes, choice: MapChoice, zoom: float) -> list[pdk.Layer]:
    """A layer a shape, over the municipalities that have come that far; none where the map shows a quantity."""
    if classes.measure.key != "stage":
        return []
    size = (SMALL if choice.level == "light" else LARGE) * degrees_per_pixel(zoom)
    layers = []
    for code, row in enumerate(classes.legend):
        own = [number for number, found in zip(numbers(), classes.codes, strict=True) if found == code]
        if row.key in MARKS and own:
            layers.append(mark_layer(f"mark-{row.key}", own, MARKS[row.key], size, WHITE))
    return layers


def mark_layer(name: str, own: Sequence[str], corners: Corners, size: float, color: list[int]) -> pdk.Layer:
    """The same shape over municipalities: each has its middle `x`, `y` and its half height `h`, which shrinks to the
    north; `size` is half its width in degrees."""
    places = [municipalities()[number] for number in own]
    rows = [
        {"x": round(place.lon, 3), "y": round(place.lat, 3), "h": round(size * math.cos(math.radians(place.lat)), 4)}
        for place in places
    ]
    shape = ",".join(f"[x+{round(u * size, 4)},y+h*{v}]" for u, v in corners)
    return area_layer(name, rows, f"([{shape}])", color)


def draw_swatch(color: str, key: str) -> str:
    """The CSS background of a legend's box: the colour on a screen, and the stage's mark in it if it has one."""
    if key not in MARKS:
        return screen_color(color)
    points = " ".join(f"{8 + 4 * u:g},{8 - 4 * v:g}" for u, v in MARKS[key])
    shape = f"<polygon fill='white' points='{points}'/>"
    picture = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{shape}</svg>"
    encoded = picture.replace("<", "%3C").replace(">", "%3E").replace("#", "%23").replace(" ", "%20")
    return f'{screen_color(color)} url("data:image/svg+xml,{encoded}") center/100% no-repeat'

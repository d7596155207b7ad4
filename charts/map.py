"""The map as a pydeck deck: the browser fetches the areas once, and a change sends only colours.

The municipalities' fill is an expression over a place baked into each area, so that a recolouring sends a
palette and 357 small numbers; `update_triggers` makes deck.gl evaluate it again. Only colours and numbers of
our own enter expressions. The country is drawn from a light geometry, and never with strokes on polygons:
without a graphics card those hold the whole page.

A region is drawn in detail, and its municipalities are left out of the light geometry, so that what is not seen takes
no click. Each area belongs to a group, and a layer draws the groups it names: another region fetches and reads nothing.
Of the light geometry the browser has all areas ready, and filters them (deck.gl's DataFilterExtension); of the detailed
one, four times as large, it makes ready what is drawn.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

import pandas as pd
import pydeck as pdk

from charts.map_choice import MapChoice
from charts.map_classes import Classes, classify
from charts.map_geometry import (
    BETWEEN_BRANCHES,
    address,
    area_groups,
    border_groups,
    branch_names,
    numbers,
    place_of,
    read_outlines,
    row_places,
)
from charts.map_marks import mark_layer, mark_layers
from charts.map_shapes import area_layer, band, degrees_per_pixel
from charts.map_tooltip import build_tooltip
from charts.map_view import CROWDED, View, bounds_of, fit, key_of, neighbouring_choices
from charts.palette import NONE_COLOR, NONE_PIXEL, OUTSIDE_PIXEL
from data.reference import municipalities

LIGHT, DETAILED = "GeoJsonLayer", "PolygonLayer"
"""What deck.gl calls the two layers of municipalities, which have no ids of their own; see `_municipality_layer`."""

INK = [17, 24, 39, 255]
BRIGHT = [255, 214, 10, 255]
"""Shows on the dark page and beside INK."""
MAX_ZOOM = 12
MARK = 6
"""Pixels from the middle of a mark to its corners."""
DIAMOND = ((-1, 0), (0, 1), (1, 0), (0, -1))
BORDER_PIXELS = [[255, 255, 255, 170], [255, 255, 255, 255], [55, 65, 81, 255]]
"""BORDER_COLORS of the palette as deck.gl takes them, those within a county paler."""


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck says nothing of its types
    """A deck that is sent without indentation, which is most of what an outline would cost, and written once."""

    @cached_property
    def _sent(self) -> str:
        return compact(json.loads(super().to_json()))

    def to_json(self) -> str:
        return self._sent


def draw_map(status: pd.DataFrame, choice: MapChoice, *, width: int = 540, height: int = 620) -> pdk.Deck:
    """The map of a status table (all of it or a region's rows; the rest is drawn pale).

    width and height are the expected size in pixels, which the view is fitted to. Show it with
    `st.pydeck_chart(deck, on_select=callback, selection_mode="single-object", key=…)`; in the callback,
    `read_click(st.session_state[key].selection)` answers with the number.
    """
    near = [place for place, name in enumerate(branch_names()) if name in choice.branches_in_detail]
    classes = classify(status, choice)
    zoom = fit(choice.bounds, width, height).zoom
    views, states = _views(choice, width, height)
    return CompactDeck(
        layers=[
            _light_layer(classes, near),
            _detailed_layer(classes, near),
            _light_borders(near),
            _detailed_borders(near, everywhere=classes.shown == len(numbers())),
            *mark_layers(classes, choice, zoom),
            *_selection_layers(choice, zoom),
            *_pilot_layers(choice, zoom),
        ],
        views=views,
        initial_view_state=states,
        map_provider=None,
        tooltip=build_tooltip(status, classes),
    )


def read_click(selection: Mapping[str, Any] | None) -> str | None:
    """The number of the municipality that was clicked, from what `st.pydeck_chart` answers; None for none."""
    indices = (selection or {}).get("indices") or {}
    for layer, places in ((DETAILED, row_places()), (LIGHT, range(len(numbers())))):
        chosen = indices.get(layer)
        if chosen and 0 <= chosen[0] < len(places):
            return numbers()[places[chosen[0]]]
    return None


def _views(choice: MapChoice, width: int, height: int) -> tuple[list[pdk.View], dict[str, Any]]:
    """What `Deck` takes as views and as initial_view_state.

    Streamlit moves the map only where these differ from those it was last sent; so a panned map stays where it is.
    It draws the map in its new colours first and moves it in a frame after. A view that names a state it has already
    is moved at once; so what one looks at with the next choice is sent along. By itself stands the country, which
    is shown for want of the state that is named.
    """
    looks_at = {key_of(near): bounds_of(near) for near in neighbouring_choices(choice.regions)} | CROWDED
    states = {key: _state(fit(found, width, height)) for key, found in looks_at.items()}
    view = pdk.View(
        "MapView",
        controller={"dragRotate": False, "touchRotate": False},
        view_state={"id": choice.place or key_of(choice.regions), "minZoom": 2, "maxZoom": MAX_ZOOM},
    )
    return [view], states | _state(fit(bounds_of(), width, height))


def _state(view: View) -> dict[str, float]:
    return {"longitude": view.longitude, "latitude": view.latitude, "zoom": view.zoom}


def _light_layer(classes: Classes, near: Collection[int]) -> pdk.Layer:
    shown = [place for place in range(len(branch_names())) if place not in near]
    return _municipality_layer(
        LIGHT,
        address("municipalities", "light"),
        fill_expression(classes, "properties.i"),
        extensions=[{"@@type": "DataFilterExtension", "filterSize": 0, "categorySize": 1}],
        get_filter_category="properties.g",
        filter_categories=shown,
    )


def _detailed_layer(classes: Classes, near: Collection[int]) -> pdk.Layer:
    shown = [g for g, (branch, other) in enumerate(area_groups()) if branch in near and other not in near]
    return _municipality_layer(
        DETAILED,
        address("municipalities", "detailed"),
        # An expression takes a while, also where nothing is drawn.
        fill_expression(classes, "i") if near else [*OUTSIDE_PIXEL],
        visible=bool(near),
        **_only_groups(shown, len(area_groups())),
    )


def _municipality_layer(kind: str, file: str, fill: str | list[int], **options: object) -> pdk.Layer:
    mark = hashlib.sha256(compact(fill).encode()).hexdigest()[:8]
    layer = pdk.Layer(
        kind,
        file,
        pickable=True,
        stroked=False,
        get_fill_color=fill,
        update_triggers={"getFillColor": [mark]},
        **options,
    )
    # Without an id Streamlit takes a click as an event and not as a lasting selection, for which it would
    # dim every other municipality and so change the colours that mean something.
    layer.id = None
    return layer


def _light_borders(near: Collection[int]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        address("borders", "light"),
        id="borders",
        visible=not near,  # too wide for a region
        stroked=False,
        get_fill_color=f"({compact(BORDER_PIXELS)})[properties.w]",
    )


def _detailed_borders(near: Collection[int], *, everywhere: bool) -> pdk.Layer:
    """The borders within and around the branches in detail; elsewhere those between branches, or `everywhere` all."""
    shown = [
        g
        for g, (w, detailed, a, b) in enumerate(border_groups())
        if detailed == (a in near or b in near) and (detailed or everywhere or w == BETWEEN_BRANCHES)
    ]
    return pdk.Layer(
        "PolygonLayer",
        address("borders", "detailed"),
        id="borders-detailed",
        visible=bool(near),
        stroked=False,
        get_fill_color=f"({compact(BORDER_PIXELS)})[w]",
        **_only_groups(shown, len(border_groups())),
    )


def _only_groups(shown: Collection[int], of: int) -> dict[str, object]:
    """What makes a detailed layer draw the polygons of some groups only: the others have no points.

    Of a layer's own triggers Streamlit keeps only those of its colours, so the one that makes deck.gl evaluate the
    expression again is that of the part that fills.
    """
    digits = "".join("1" if group in shown else "0" for group in range(of))
    return {
        "get_polygon": f"('{digits}')[g]=='1'?p:[]",
        "_sub_layer_props": {"fill": {"updateTriggers": {"getPolygon": digits}}},
    }


def fill_expression(classes: Classes, place: str) -> str:
    """The colours as deck.gl's JSON evaluates them: `([[…rgb…],…])[('…codes…')[place]]`, with those in use only."""
    own = [pixel(row.color) for row in classes.legend]
    colors = [[*OUTSIDE_PIXEL] if code is None else own[code] for code in classes.codes]
    # At most ten colours: a digit each, half as long as a list of numbers.
    digits = {color: str(digit) for digit, color in enumerate(dict.fromkeys(map(tuple, colors)))}
    return f"({compact([*digits])})[('{''.join(digits[tuple(color)] for color in colors)}')[{place}]]"


def _selection_layers(choice: MapChoice, zoom: float) -> list[pdk.Layer]:
    """An outline in two tones, so that it shows on the municipality and on what lies around it: its neighbours, and
    the page in its light or dark theme."""
    if choice.selected not in numbers():
        return []
    in_detail = municipalities()[choice.selected].branch in choice.branches_in_detail
    rings = read_outlines()["detailed" if in_detail else "light"][place_of(choice.selected)]
    return [
        area_layer(name, [{"p": shape} for ring in rings for shape in band(ring, zoom, start, end)], "p", color)
        for name, color, start, end in (("selected", INK, -1.5, 1), ("selected-around", BRIGHT, 1, 3))
    ]


def _pilot_layers(choice: MapChoice, zoom: float) -> list[pdk.Layer]:
    size = MARK * degrees_per_pixel(zoom)
    return [mark_layer("pilot", choice.marked, DIAMOND, size, INK)] if choice.marked else []


def pixel(color: str) -> list[int]:
    """A color #RRGGBB as the numbers that deck.gl takes; the color of «nothing yet» is transparent."""
    return [*(NONE_PIXEL if color == NONE_COLOR else bytes.fromhex(color.removeprefix("#")))]


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))

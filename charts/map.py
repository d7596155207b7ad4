"""The map as a pydeck deck: the browser fetches the areas once, and a change sends only colours.

The municipalities' fill is an expression over a place baked into each area, so that a recolouring sends a
palette and 357 small numbers; `update_triggers` makes deck.gl evaluate it again. Only colours and numbers of
our own enter expressions. The country is drawn from a light geometry, and never with strokes on polygons:
without a graphics card those hold the whole page.

A region is drawn in detail on top of the light geometry, in which its municipalities are then transparent. The
detailed geometry is there from the start, and what to draw of it is an expression too: another region fetches and
reads nothing, and shows in a single frame.
"""

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

import pandas as pd
import pydeck as pdk

from charts.map_classes import Classes, LegendRow, classify
from charts.map_geometry import (
    ADDRESS,
    CROWDED,
    Bounds,
    Level,
    View,
    address,
    bounds_of,
    branch_places,
    branches_in_detail,
    fit,
    key_of,
    neighbouring_choices,
    numbers,
    row_places,
)
from charts.map_shapes import band, degrees_per_pixel, outline
from charts.map_tooltip import build_tooltip
from data.reference import municipalities

LIGHT, DETAILED = "GeoJsonLayer", "PolygonLayer"
"""What deck.gl calls the two layers of municipalities, which have no ids of their own; see `_municipality_layer`."""

INK = [17, 24, 39, 255]
BRIGHT = [255, 214, 10, 255]
"""Shows on the dark page and beside INK."""
OUTSIDE = [107, 114, 128, 26]
"""Municipalities that the filter leaves out: pale on the light theme and on the dark."""
HIDDEN = [0, 0, 0, 0]
MAX_ZOOM = 11.9
"""From 12 on deck.gl projects in another way, which the browser leaves out without a graphics card (browser.js)."""
MARK = 6
"""Pixels from the middle of a mark to its corners."""
BORDER_COLORS = [[255, 255, 255, 170], [255, 255, 255, 255], [55, 65, 81, 255]]
"""By the borders' `w`: within a county, between counties, between branches."""


class CompactDeck(pdk.Deck):
    """A deck that is sent without indentation, which is most of what an outline would cost, and written once."""

    @cached_property
    def _sent(self) -> str:
        return compact(json.loads(super().to_json()))

    def to_json(self) -> str:
        return self._sent


def draw_map(
    status: pd.DataFrame,
    measure: str = "stage",
    *,
    as_of: date | None = None,
    regions: Sequence[str] = (),
    bounds: Bounds | None = None,
    selected: str | None = None,
    pilot: Iterable[str] = (),
    width: int = 540,
    height: int = 620,
    base: str = ADDRESS,
) -> pdk.Deck:
    """The map of a status table (all of it or a region's rows; the rest is drawn pale).

    regions: the branches or counties to look at, none the whole country. bounds: what to look at instead, such as
    one of `CROWDED`. width and height are the expected size in pixels, for fitting. selected: a number to outline.
    pilot: numbers to mark. base: where the files are served.

    Show it with `st.pydeck_chart(deck, on_select=callback, selection_mode="single-object", key=…)`; in the
    callback, `read_click(st.session_state[key].selection)` answers with the number.
    """
    looks_at = bounds or bounds_of(regions)
    near = branches_in_detail(regions, bounds)
    classes = classify(status, measure, as_of=as_of)
    zoom = fit(looks_at, width, height).zoom
    views, states = _views(regions, bounds, width, height)
    return CompactDeck(
        layers=[
            _light_layer(classes, near, base),
            _detailed_layer(classes, near, base),
            _light_borders(near, base),
            _detailed_borders(near, everywhere=classes.shown == len(numbers()), base=base),
            *_selection_layers(selected, near, zoom),
            *_pilot_layers(pilot, zoom),
        ],
        views=views,
        initial_view_state=states,
        map_provider=None,
        tooltip=build_tooltip(status, classes),
    )


def build_legend(status: pd.DataFrame, measure: str = "stage", *, as_of: date | None = None) -> list[LegendRow]:
    """The rows of the legend; the counts add up to the table's municipalities (357 unfiltered)."""
    return list(classify(status, measure, as_of=as_of).legend)


def read_click(selection: Mapping | None) -> str | None:
    """The number of the municipality that was clicked, from what `st.pydeck_chart` answers; None for none."""
    indices = (selection or {}).get("indices") or {}
    for layer, places in ((DETAILED, row_places()), (LIGHT, range(len(numbers())))):
        chosen = indices.get(layer)
        if chosen and 0 <= chosen[0] < len(places):
            return numbers()[places[chosen[0]]]
    return None


def _views(regions: Sequence[str], bounds: Bounds | None, width: int, height: int) -> tuple[list[pdk.View], dict]:
    """What `Deck` takes as views and as initial_view_state.

    Streamlit moves the map only where these differ from those it was last sent; so a panned map stays where it is.
    It draws the map in its new colours first and moves it in a frame after. A view that names a state it has already
    is moved at once; so what one looks at with the next choice is sent along. By itself stands the country, which
    is shown for want of the state that is named.
    """
    asked = next((place for place, found in CROWDED.items() if found == bounds), "") if bounds else key_of(regions)
    looks_at = {key_of(near): bounds_of(near) for near in neighbouring_choices(regions)} | CROWDED
    states = {key: _state(fit(found, width, height)) for key, found in looks_at.items()}
    view = pdk.View(
        "MapView",
        controller={"dragRotate": False, "touchRotate": False},
        view_state={"id": asked or "bounds", "minZoom": 2, "maxZoom": MAX_ZOOM},
    )
    return [view], states | _state(fit(bounds_of() if asked else bounds, width, height))


def _state(view: View) -> dict[str, float]:
    return {"longitude": view.longitude, "latitude": view.latitude, "zoom": view.zoom}


def _light_layer(classes: Classes, near: Collection[str], base: str) -> pdk.Layer:
    known = municipalities()
    hidden = [known[number].branch in near for number in numbers()]
    fill = fill_expression(classes, "properties.i", hidden)
    return _municipality_layer(LIGHT, address("municipalities", "light", base), fill)


def _detailed_layer(classes: Classes, near: Collection[str], base: str) -> pdk.Layer:
    inside = _digits(near) + "0"  # the last is that of no branch
    # What is not drawn needs no colour, which takes longer to find out.
    fill = f"('{inside}')[b]=='1'?{fill_expression(classes, 'i')}:0" if near else HIDDEN
    return _municipality_layer(
        DETAILED,
        address("municipalities", "detailed", base),
        fill,
        get_polygon=f"('{inside}')[b]>('{inside}')[c]?p:[]",
        _sub_layer_props=_on_change(inside),
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


def _light_borders(near: Collection[str], base: str) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        address("borders", "light", base),
        id="borders",
        visible=not near,  # too wide for a region
        stroked=False,
        get_fill_color=f"({compact(BORDER_COLORS)})[properties.w]",
    )


def _detailed_borders(near: Collection[str], *, everywhere: bool, base: str) -> pdk.Layer:
    """The borders within and around the branches in detail; elsewhere those between branches, or `everywhere` all."""
    inside = _digits(near) if near else "8" * len(branch_places())  # neither 0 nor 1
    least = 0 if everywhere else 2
    return pdk.Layer(
        "PolygonLayer",
        address("borders", "detailed", base),
        id="borders-detailed",
        stroked=False,
        get_polygon=f"((('{inside}')[a]|('{inside}')[b])==d&&d*2+w>={least})?p:[]",
        get_fill_color=f"({compact(BORDER_COLORS)})[w]",
        _sub_layer_props=_on_change(f"{inside}{least}"),
    )


def _digits(near: Collection[str]) -> str:
    """A digit for each branch in the order of the files: 1 where it is drawn in detail."""
    return "".join("1" if name in near else "0" for name in branch_places())


def _on_change(value: str) -> dict:
    """Makes deck.gl evaluate get_polygon again. Of a layer's own triggers Streamlit keeps only those of its colours."""
    return {"fill": {"updateTriggers": {"getPolygon": value}}}


def fill_expression(classes: Classes, place: str, hidden: Sequence[bool] = ()) -> str:
    """The colours as deck.gl's JSON evaluates them: `([[…rgb…],…])[('…codes…')[place]]`, with those in use only."""
    colors = [OUTSIDE if code is None else rgb(classes.legend[code].color) for code in classes.codes]
    if hidden:
        colors = [HIDDEN if out else color for color, out in zip(colors, hidden, strict=True)]
    # At most ten colours: a digit each, half as long as a list of numbers.
    digits = {color: str(digit) for digit, color in enumerate(dict.fromkeys(map(tuple, colors)))}
    return f"({compact([*digits])})[('{''.join(digits[tuple(color)] for color in colors)}')[{place}]]"


def _area_layer(name: str, rows: list[dict], polygon: str, color: list[int]) -> pdk.Layer:
    return pdk.Layer(
        "SolidPolygonLayer",
        rows,
        id=name,
        get_polygon=polygon,
        position_format=pdk.types.String("XY"),
        get_fill_color=color,
    )


def _selection_layers(selected: str | None, near: Collection[str], zoom: float) -> list[pdk.Layer]:
    """An outline in two tones, so that it shows on the municipality and on what lies around it: its neighbours, and
    the page in its light or dark theme."""
    if selected not in numbers():
        return []
    level: Level = "detailed" if municipalities()[selected].branch in near else "light"
    rings = outline(selected, level)
    return [
        _area_layer(name, [{"p": shape} for ring in rings for shape in band(ring, zoom, start, end)], "p", color)
        for name, color, start, end in (("selected", INK, -1.5, 1), ("selected-around", BRIGHT, 1, 3))
    ]


def _pilot_layers(pilot: Iterable[str], zoom: float) -> list[pdk.Layer]:
    """Diamonds of a middle `x`, `y` and of half a height `h`, which shrinks to the north."""
    known = municipalities()
    wide = MARK * degrees_per_pixel(zoom)
    rows = [
        {"x": round(place.lon, 3), "y": round(place.lat, 3), "h": round(wide * math.cos(math.radians(place.lat)), 3)}
        for place in (known[number] for number in pilot if number in known)
    ]
    polygon = f"([[x-{wide:.3f},y],[x,y+h],[x+{wide:.3f},y],[x,y-h]])"
    return [_area_layer("pilot", rows, polygon, INK)] if rows else []


def rgb(color: str) -> list[int]:
    """#RRGGBB as deck.gl takes it."""
    return [*bytes.fromhex(color.removeprefix("#"))]


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))

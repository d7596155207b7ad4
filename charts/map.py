"""The map as a pydeck deck: the browser fetches the areas once, and a change sends only colours.

The municipalities' fill is an expression over a place baked into each feature, so that a recolouring sends a
palette and 357 small numbers; `update_triggers` makes deck.gl evaluate it again. Only colours and numbers of
our own enter expressions. The country is drawn from a light geometry, and never with strokes on polygons:
without a graphics card those hold the whole page.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
import pydeck as pdk

from charts.map_classes import Classes, LegendRow, classify
from charts.map_geometry import ADDRESS, Bounds, Level, address, bounds_of, fit, level_for, numbers
from charts.map_shapes import Shape, band, diamond, outline
from charts.map_tooltip import build_tooltip
from data.reference import municipalities

LAYER = "GeoJsonLayer"
"""What deck.gl calls the layer of municipalities, which has no id of its own; see `_municipality_layer`."""

INK = [17, 24, 39, 255]
WHITE = [255, 255, 255, 255]
BRIGHT = [255, 214, 10, 255]
"""Shows on the dark page and beside INK."""
OUTSIDE = [107, 114, 128, 26]
"""Municipalities that the filter leaves out: pale on the light theme and on the dark."""
BORDER_COLORS = [[255, 255, 255, 170], [255, 255, 255, 255], [55, 65, 81, 255]]
"""By the borders' `w`: within a county, between counties, between branches."""


class CompactDeck(pdk.Deck):
    """A deck that is sent without indentation, which is most of what an outline would cost."""

    def to_json(self) -> str:
        return compact(json.loads(super().to_json()))


def draw_map(
    status: pd.DataFrame,
    measure: str = "stage",
    *,
    as_of: date | None = None,
    bounds: Bounds | None = None,
    selected: str | None = None,
    pilot: Iterable[str] = (),
    width: int = 540,
    height: int = 620,
    base: str = ADDRESS,
) -> pdk.Deck:
    """The map of a status table (all of it or a region's rows; the rest is drawn pale).

    bounds: what to look at, from `bounds_of` or `CROWDED`; the whole country when None. width and height are
    the expected size in pixels, for fitting. selected: a number to outline. pilot: numbers to mark. base:
    where the files are served.

    Show it with `st.pydeck_chart(deck, on_select=callback, selection_mode="single-object", key=…)`; in the
    callback, `read_click(st.session_state[key].selection)` answers with the number.
    """
    bounds = bounds or bounds_of()
    level = level_for(bounds)
    classes = classify(status, measure, as_of=as_of)
    view = fit(bounds, width, height)
    return CompactDeck(
        layers=[
            _municipality_layer(classes, level, base),
            _border_layer(level, base),
            *_selection_layers(selected, level, view.zoom),
            *_pilot_layers(pilot, view.zoom),
        ],
        views=[pdk.View("MapView", controller={"dragRotate": False, "touchRotate": False})],
        # Streamlit moves the map only where these differ from those it was last sent.
        initial_view_state=pdk.ViewState(view.longitude, view.latitude, zoom=view.zoom, min_zoom=2, max_zoom=12),
        map_provider=None,
        tooltip=build_tooltip(status, classes),
    )


def build_legend(status: pd.DataFrame, measure: str = "stage", *, as_of: date | None = None) -> list[LegendRow]:
    """The rows of the legend; the counts add up to the table's municipalities (357 unfiltered)."""
    return list(classify(status, measure, as_of=as_of).legend)


def read_click(selection: Mapping | None) -> str | None:
    """The number of the municipality that was clicked, from what `st.pydeck_chart` answers; None for none."""
    chosen = ((selection or {}).get("indices") or {}).get(LAYER) or []
    return numbers()[chosen[0]] if chosen and 0 <= chosen[0] < len(numbers()) else None


def _municipality_layer(classes: Classes, level: Level, base: str) -> pdk.Layer:
    fill = fill_expression(classes)
    layer = pdk.Layer(
        LAYER,
        address("municipalities", level, base),
        pickable=True,
        stroked=False,
        filled=True,
        get_fill_color=fill,
        update_triggers={"getFillColor": [hashlib.sha256(fill.encode()).hexdigest()[:8]]},
    )
    # Without an id Streamlit takes a click as an event and not as a lasting selection, for which it would
    # dim every other municipality and so change the colours that mean something.
    layer.id = None
    return layer


def fill_expression(classes: Classes) -> str:
    """The colours as deck.gl's JSON evaluates them: `([[…rgba…],…])[('…codes…')[properties.i]]`."""
    palette = [rgba(row.color) for row in classes.legend]
    palette.append(OUTSIDE)
    # Fewer than ten classes: a digit each, half as long as a list of numbers.
    codes = "".join(str(len(palette) - 1 if code is None else code) for code in classes.codes)
    return f"({compact(palette)})[('{codes}')[properties.i]]"


def _border_layer(level: Level, base: str) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        address("borders", level, base),
        id="borders",
        pickable=False,
        stroked=False,
        filled=True,
        get_fill_color=f"({compact(BORDER_COLORS)})[properties.w]",
    )


def _area_layer(name: str, shapes: list[Shape], color: list[int]) -> pdk.Layer:
    return pdk.Layer(
        "SolidPolygonLayer",
        [{"p": shape} for shape in shapes],
        id=name,
        pickable=False,
        get_polygon="p",
        position_format=pdk.types.String("XY"),
        get_fill_color=color,
    )


def _selection_layers(selected: str | None, level: Level, zoom: float) -> list[pdk.Layer]:
    """An outline in two tones, so that it shows on the municipality and on what lies around it: its neighbours, and
    the page in its light or dark theme."""
    if selected not in numbers():
        return []
    rings = outline(selected, level)
    return [
        _area_layer(name, [shape for ring in rings for shape in band(ring, zoom, start, end)], color)
        for name, color, start, end in (("selected", INK, -1.5, 1), ("selected-around", BRIGHT, 1, 3))
    ]


def _pilot_layers(pilot: Iterable[str], zoom: float) -> list[pdk.Layer]:
    known = municipalities()
    places = [(known[number].lon, known[number].lat) for number in pilot if number in known]
    return [_area_layer("pilot", [diamond(place, zoom) for place in places], INK)] if places else []


def rgba(color: str, alpha: int = 255) -> list[int]:
    """#RRGGBB as deck.gl takes it."""
    return [*bytes.fromhex(color.removeprefix("#")), alpha]


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))

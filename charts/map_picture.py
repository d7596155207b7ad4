"""The map as a picture for a slide: title, legend with counts, date and credit, laid out without a browser.

`build_picture` lays out areas and texts in points; charts/picture_files.py writes them as SVG or PNG.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from charts.map_choice import MapChoice
from charts.map_classes import OUTSIDE_COLOR, OUTSIDE_LABEL, Classes, classify
from charts.map_geometry import CREDIT, Detail, Point, Polygon, read_polygons
from charts.map_projection import Projection, fit_projection, points_to_show
from charts.palette import BORDER_COLORS, INK, MUTED, STAGE_PATTERNS, Pattern
from charts.picture_files import Area, Label, Scene, measure_text
from data.reference import municipalities
from domain.words import format_date

WIDTH, HEIGHT, MARGIN = 1280, 720, 40
FRAME = (470, 30, 780, 660)
"""Where the map lies: left, top, width, height."""
COLUMN = 390
PILOT_LABEL = "Med i piloten"


def build_picture(status: pd.DataFrame, choice: MapChoice, *, about: str = "", notes: Sequence[str] = ()) -> Scene:
    """The map of a status table with its finding and its legend.

    about: what it belongs to, such as the round. notes: lines under the legend, such as how many rows are without a
    known municipality. Write it with `write_svg(scene)` or `write_png(scene)` of charts.picture_files.
    """
    classes = classify(status, choice)
    known = municipalities()
    projection = fit_projection(points_to_show(choice), FRAME)
    areas = [*_municipality_areas(classes, choice.level, projection), *_border_areas(choice.level, projection)]
    marks = [_mark(*projection((known[number].lon, known[number].lat))) for number in choice.marked]
    parts = [
        *(choice.regions or ["Hele landet"]),
        *([f"utsnitt {choice.place}"] if choice.place else []),
        *([f"kommuner med {choice.size} innbyggere"] if choice.size else []),
    ]
    where = ", ".join(parts)
    shown = " ".join(f"{text}." for text in (about, where, f"Status per {format_date(choice.as_of)}") if text)
    labels, boxes = _column(classes, shown, notes, PILOT_LABEL if choice.marked else "")
    return Scene(WIDTH, HEIGHT, FRAME, tuple(in_frame(areas)) + tuple(marks), tuple(boxes), tuple(labels))


def _municipality_areas(classes: Classes, level: Detail, projection: Projection) -> list[Area]:
    areas = []
    for polygons, code in zip(read_polygons("municipalities", level), classes.codes, strict=True):
        row = classes.legend[code] if code is not None else None
        rings = tuple(ring for polygon in polygons for ring in _project(polygon, projection))
        areas.append(Area(rings, row.color if row else OUTSIDE_COLOR, _pattern(classes, row.key if row else "")))
    return areas


def _pattern(classes: Classes, key: str) -> Pattern:
    return STAGE_PATTERNS.get(key, "") if classes.measure.key == "stage" else ""


def _border_areas(level: Detail, projection: Projection) -> list[Area]:
    return [
        Area(_project(polygon, projection), color)
        for polygons, color in zip(read_polygons("borders", level), BORDER_COLORS, strict=True)
        for polygon in polygons
    ]


def _project(polygon: Polygon, projection: Projection) -> tuple[tuple[Point, ...], ...]:
    return tuple(tuple(map(projection, ring)) for ring in polygon)


def in_frame(areas: Iterable[Area]) -> list[Area]:
    """The areas that can be seen at all, in the size they are drawn."""
    left, top, width, height = FRAME
    seen = []
    for area in areas:
        rings = tuple(
            ring
            for ring in area.rings
            if max(x for x, _ in ring) > left
            and min(x for x, _ in ring) < left + width
            and max(y for _, y in ring) > top
            and min(y for _, y in ring) < top + height
        )
        if rings:
            seen.append(replace(area, rings=rings))
    return seen


def _mark(x: float, y: float) -> Area:
    def corners(size: float) -> tuple[Point, ...]:
        return ((x + size, y), (x, y + size), (x - size, y), (x, y - size))

    return Area((corners(7), corners(3)), INK)


def _column(classes: Classes, shown: str, notes: Sequence[str], pilot_label: str) -> tuple[list[Label], list[Area]]:
    """The texts to the left of the map, and the legend's boxes."""
    labels, boxes = [], []
    y = MARGIN + 28
    for line in wrap(classes.finding, 28, bold=True):
        labels.append(Label(MARGIN, y, line, 28, bold=True))
        y += 36
    for line in wrap(shown, 16):
        labels.append(Label(MARGIN, y, line, 16, color=MUTED))
        y += 24
    y += 20
    for row in classes.legend:
        boxes.append(Area((_box(MARGIN, y - 14, 26, 18),), row.color, _pattern(classes, row.key)))
        labels.append(Label(MARGIN + 38, y, row.label, 17))
        labels.append(Label(MARGIN + 300, y, str(row.count), 17, bold=True, end=True))
        y += 30
    labels.append(Label(MARGIN + 38, y, "kommuner i alt", 17, color=MUTED))
    labels.append(Label(MARGIN + 300, y, str(classes.shown), 17, color=MUTED, end=True))
    if classes.outside:
        y += 30
        frame = (_box(MARGIN, y - 14, 26, 18), _box(MARGIN + 1, y - 13, 24, 16))
        boxes += [Area(frame[1:], OUTSIDE_COLOR), Area(frame, MUTED)]  # too pale to be seen on paper without one
        labels.append(Label(MARGIN + 38, y, OUTSIDE_LABEL, 17, color=MUTED))
        labels.append(Label(MARGIN + 300, y, str(classes.outside), 17, color=MUTED, end=True))
    y += 34
    if pilot_label:
        boxes.append(_mark(MARGIN + 13, y - 5))
        labels.append(Label(MARGIN + 38, y, pilot_label, 17))
        y += 34
    for line in (line for note in notes for line in wrap(note, 14)):
        labels.append(Label(MARGIN, y, line, 14, color=MUTED))
        y += 20
    labels.append(Label(MARGIN, HEIGHT - 24, CREDIT, 12, color=MUTED))
    return labels, boxes


def _box(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def wrap(text: str, size: float, bold: bool = False) -> list[str]:
    """The text in lines that fit the column."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure_text(longer, size, bold) > COLUMN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines

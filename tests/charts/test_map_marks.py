"""The marks of the stages on the screen's map, beside the colours."""

import json
from datetime import date

import pytest
from map_status import AS_OF, build_status

from charts.map import draw_map
from charts.map_choice import MapChoice
from charts.map_marks import LARGE, MARKS, SMALL, draw_swatch
from charts.map_shapes import degrees_per_pixel
from charts.palette import NONE_SHADE, STAGE_COLORS
from domain.stages import STAGE_KEYS

STATUS = build_status(
    {
        "5601": {"registered": date(2024, 3, 12)},
        "4601": {"registered": date(2024, 3, 12), "applied": date(2024, 5, 2)},
        "1804": {"applied": date(2024, 5, 2), "placed": date(2024, 5, 10)},
        "1806": {"applied": date(2024, 5, 2), "placed": date(2024, 5, 10)},
    },
    participants={"4601": 2},
)


def marks(choice: MapChoice) -> dict[str, dict]:
    layers = json.loads(draw_map(STATUS, choice).to_json())["layers"]
    return {layer["id"]: layer for layer in layers if str(layer.get("id")).startswith("mark-")}


def test_those_that_have_applied_and_come_further_have_a_mark_of_their_stage():
    found = marks(MapChoice(AS_OF))
    assert {name: len(layer["data"]) for name, layer in found.items()} == {"mark-applied": 1, "mark-placed": 2}


def test_quantities_have_none():
    assert not marks(MapChoice(AS_OF, "participants"))


@pytest.mark.parametrize(("regions", "size"), [((), SMALL), (("Nordland",), LARGE)])
def test_a_mark_is_as_large_on_the_screen_wherever_one_looks(regions, size):
    layer = marks(MapChoice(AS_OF, regions=regions))["mark-placed"]
    # Half a mark is as high on the screen as wide: a degree of latitude is 1 / cos(latitude) times one of longitude.
    right = float(layer["getPolygon"].split("x+")[2].split(",")[0]) / MARKS["placed"][1][0]
    zoom = json.loads(draw_map(STATUS, MapChoice(AS_OF, regions=regions)).to_json())["initialViewState"]["zoom"]
    if not regions:
        assert right == pytest.approx(size * degrees_per_pixel(zoom), rel=0.02)
    assert 0 < layer["data"][0]["h"] < right


def test_every_shape_differs_and_stands_for_a_stage():
    assert set(MARKS) < set(STAGE_KEYS)
    assert len(set(MARKS.values())) == len(MARKS)
    assert all(abs(u) <= 1.2 and abs(v) <= 1.2 for corners in MARKS.values() for u, v in corners)


def test_the_legend_shows_the_colour_and_the_mark():
    assert draw_swatch(STAGE_COLORS["registered"], "registered") == STAGE_COLORS["registered"]
    assert draw_swatch(STAGE_COLORS["none"], "none") == NONE_SHADE
    assert draw_swatch(STAGE_COLORS["applied"], "applied").startswith(f'{STAGE_COLORS["applied"]} url("data:image/svg')

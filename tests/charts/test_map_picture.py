"""The picture for a slide and the map without WebGL show what the map shows."""

import io
from collections import Counter
from datetime import date
from xml.etree import ElementTree

import pytest
from map_status import AS_OF, build_status
from PIL import Image

from charts.map_fallback import draw_plain_map
from charts.map_geometry import CREDIT, bounds_of
from charts.map_picture import FRAME, build_picture
from charts.map_projection import fit_projection
from charts.palette import STAGE_COLORS, STAGE_PATTERNS
from charts.picture_files import measure_text, write_png, write_svg
from data.reference import branches, municipalities

DATES = {"registered": date(2024, 3, 12), "applied": date(2024, 5, 2)}
STATUS = build_status({"4601": DATES, "5601": {"registered": date(2024, 3, 12)}})
SVG = "{http://www.w3.org/2000/svg}"


def texts(scene):
    return [node.text for node in ElementTree.fromstring(write_svg(scene)).iter(f"{SVG}text")]


def test_the_picture_bears_title_legend_date_and_credit():
    shown = texts(build_picture(STATUS, as_of=AS_OF, title="1 kommune har søkt", notes=["9 rader uten kjent kommune"]))
    assert shown[:2] == ["1 kommune har søkt", "Hele landet. Status per 15.05.2024."]
    legend = dict(zip(shown[2:20:2], shown[3:20:2], strict=True))
    assert legend["søkt"] == "1" and legend["ingen kontakt ennå"] == "355" and legend["kommuner i alt"] == "357"
    assert shown[-2:] == ["9 rader uten kjent kommune", CREDIT]


def test_text_stays_text_in_the_svg():
    evil = '<img src=x onerror=alert(1)> & "Bø"'
    scene = build_picture(STATUS, as_of=AS_OF, title=evil, notes=[evil])
    assert " ".join(texts(scene)).count("onerror=alert(1)>") == 2
    assert not list(ElementTree.fromstring(write_svg(scene)).iter(f"{SVG}img"))


def test_every_municipality_is_drawn_in_its_colour():
    scene = build_picture(STATUS, as_of=AS_OF)
    drawn = Counter(area.color for area in scene.areas)
    assert drawn[STAGE_COLORS["none"]] == 355
    assert drawn[STAGE_COLORS["applied"]] == drawn[STAGE_COLORS["registered"]] == 1


def test_the_png_is_a_slide_with_the_colours_of_the_stages():
    image = Image.open(io.BytesIO(write_png(build_picture(STATUS, as_of=AS_OF), scale=1))).convert("RGB")
    assert image.size == (1280, 720)
    found = {f"#{bytes(color).hex().upper()}": times for times, color in image.getcolors(1 << 24)}
    assert found[STAGE_COLORS["none"]] > 20_000
    assert found[STAGE_COLORS["applied"]] > 20
    assert found["#FFFFFF"] > 200_000


def test_stages_alike_in_grey_print_bear_patterns():
    scene = build_picture(STATUS, as_of=AS_OF)
    assert {box.pattern for box in scene.boxes} == {"", *STAGE_PATTERNS.values()}
    assert not any(area.pattern for area in build_picture(STATUS, "participants", as_of=AS_OF).areas)


@pytest.mark.parametrize("region", [None, *branches()])
def test_a_region_fills_the_frame_of_the_picture(region):
    regions = [region] if region else []
    projection = fit_projection("light", regions, FRAME)
    places = [place for place in municipalities().values() if region in (None, place.branch)]
    left, top, width, height = FRAME
    for place in places:
        x, y = projection((place.lon, place.lat))
        assert left <= x <= left + width and top <= y <= top + height


def test_long_titles_are_broken_into_lines_that_fit():
    scene = build_picture(STATUS, as_of=AS_OF, title="Søknader fra hele landet " * 4, regions=branches())
    assert all(label.x + measure_text(label.text, label.size, label.bold) < FRAME[0] for label in scene.labels
               if not label.end)  # fmt: skip


def test_sami_names_are_measured_with_the_font_that_has_them():
    assert measure_text("Kárášjohka", 20) > measure_text("Kár", 20)


def test_the_plain_map_has_a_trace_a_class_named_with_its_count():
    figure = draw_plain_map(STATUS, selected="4601")
    named = [trace.name for trace in figure.data if trace.showlegend]
    assert named[:4] == ["påmeldt: 1", "deltok: 0", "veiledet: 0", "søkt: 1"]
    assert named[-1] == "ingen kontakt ennå: 355"


def test_the_plain_map_fetches_nothing():
    figure = draw_plain_map(STATUS)
    assert {trace.type for trace in figure.data} == {"scatter"}


def test_the_plain_map_tells_on_hovering_what_the_map_tells():
    points = draw_plain_map(STATUS).data[-1]
    told = dict(zip(points.customdata, points.text, strict=True))
    assert told["4601"] == "<b>Bergen</b><br>Vestland<br>Stadium: søkt"
    assert told["0301"] == "<b>Oslo</b><br>Oslo<br>Stadium: ingen kontakt ennå"


def test_the_plain_map_of_a_region_says_what_lies_outside():
    rogaland = STATUS[STATUS["branch"] == "Rogaland"]
    points = draw_plain_map(rogaland, regions=["Rogaland"]).data[-1]
    assert points.text[points.customdata.index("4601")].endswith("utenfor filteret")
    assert bounds_of(["Rogaland"]) != bounds_of()

"""The picture for a slide and the map without WebGL show what the map shows."""

import io
from collections import Counter
from datetime import date
from xml.etree import ElementTree

import pytest
from map_status import AS_OF, build_status
from PIL import Image

from charts import map_fallback
from charts.map_choice import MapChoice
from charts.map_classes import OUTSIDE_LABEL
from charts.map_fallback import read_plain_click
from charts.map_geometry import CREDIT
from charts.map_picture import FRAME, build_picture
from charts.map_projection import fit_projection, points_to_show
from charts.palette import STAGE_COLORS, STAGE_PATTERNS
from charts.picture_files import measure_text, write_png, write_svg
from data.reference import branches, municipalities
from domain.stages import NOTHING_LABEL, STAGES
from tests.charts.valid import validated

DATES = {"registered": date(2024, 3, 12), "applied": date(2024, 5, 2)}
STATUS = build_status({"4601": DATES, "5601": {"registered": date(2024, 3, 12)}})
SVG = "{http://www.w3.org/2000/svg}"


CHOICE = MapChoice(AS_OF)
draw_plain_map = validated(map_fallback.draw_plain_map)


def texts(scene):
    return [node.text for node in ElementTree.fromstring(write_svg(scene)).iter(f"{SVG}text")]


def test_the_picture_bears_title_legend_date_and_credit():
    notes = ["9 rader uten kjent kommune"]
    shown = texts(build_picture(STATUS, CHOICE, about="Runden", notes=notes))
    about = shown.index("Runden. Hele landet. Status per 15.05.2024.")
    assert " ".join(shown[:about]) == "1 av 357 kommuner har søkt, og 355 er ikke i gang"
    legend = dict(zip(shown[about + 1 : -2 : 2], shown[about + 2 : -2 : 2], strict=True))
    assert legend["søkt"] == "1" and legend["ikke påmeldt"] == "355" and legend["kommuner i alt"] == "357"
    assert shown[-2:] == ["9 rader uten kjent kommune", CREDIT]


def test_the_picture_is_titled_by_what_it_shows():
    shown = " ".join(texts(build_picture(STATUS, MapChoice(AS_OF, "participants"))))
    assert shown.startswith("Ingen av 357 kommuner har påmeldte deltakere ")


def test_a_picture_of_a_crowded_place_shows_it_and_names_it():
    scene = build_picture(STATUS, MapChoice(AS_OF, regions=("Vestland",), place="Bergen"))
    assert "Vestland, utsnitt Bergen." in " ".join(texts(scene))
    left, top, width, height = FRAME
    bergen = next(area for area in scene.areas if area.color == STAGE_COLORS["applied"])
    xs, ys = zip(*(point for ring in bergen.rings for point in ring), strict=True)
    assert left < min(xs) < max(xs) < left + width and top < min(ys) < max(ys) < top + height
    assert max(ys) - min(ys) > height / 4


def test_text_stays_text_in_the_svg():
    evil = '<img src=x onerror=alert(1)> & "Bø"'
    scene = build_picture(STATUS, CHOICE, about=evil, notes=[evil])
    assert " ".join(texts(scene)).count("onerror=alert(1)>") == 2
    assert not list(ElementTree.fromstring(write_svg(scene)).iter(f"{SVG}img"))


def test_every_municipality_is_drawn_in_its_colour():
    scene = build_picture(STATUS, CHOICE)
    drawn = Counter(area.color for area in scene.areas)
    assert drawn[STAGE_COLORS["none"]] == 355
    assert drawn[STAGE_COLORS["applied"]] == drawn[STAGE_COLORS["registered"]] == 1


def test_the_png_is_a_slide_with_the_colours_of_the_stages():
    image = Image.open(io.BytesIO(write_png(build_picture(STATUS, CHOICE), scale=1))).convert("RGB")
    assert image.size == (1280, 720)
    found = {f"#{bytes(color).hex().upper()}": times for times, color in image.getcolors(1 << 24)}
    assert found[STAGE_COLORS["none"]] > 20_000
    assert found[STAGE_COLORS["applied"]] > 20
    assert found["#FFFFFF"] > 200_000


def test_stages_alike_in_grey_print_bear_patterns():
    numbers = list(municipalities())
    every = build_status({numbers[place]: {stage.key: AS_OF} for place, stage in enumerate(STAGES)})
    scene = build_picture(every, CHOICE)
    assert {box.pattern for box in scene.boxes} == {"", *STAGE_PATTERNS.values()}
    assert not any(area.pattern for area in build_picture(STATUS, MapChoice(AS_OF, "participants")).areas)


@pytest.mark.parametrize("region", [None, *branches()])
def test_a_region_fills_the_frame_of_the_picture(region):
    choice = MapChoice(AS_OF, regions=(region,) if region else ())
    projection = fit_projection(points_to_show(choice), FRAME)
    places = [place for place in municipalities().values() if region in (None, place.branch)]
    left, top, width, height = FRAME
    for place in places:
        x, y = projection((place.lon, place.lat))
        assert left <= x <= left + width and top <= y <= top + height


def test_long_titles_are_broken_into_lines_that_fit():
    scene = build_picture(STATUS, MapChoice(AS_OF, regions=tuple(branches())), about="Søknader fra hele landet " * 4)
    assert all(
        label.x + measure_text(label.text, label.size, label.bold) < FRAME[0] for label in scene.labels if not label.end
    )


def test_sami_names_are_measured_with_the_font_that_has_them():
    assert measure_text("Kárášjohka", 20) > measure_text("Kár", 20)


def test_the_plain_map_has_a_trace_a_class_named_with_its_count():
    named = [trace.name for trace in draw_plain_map(STATUS, MapChoice(AS_OF, selected="4601")).data if trace.fillcolor]
    assert named[1:4] == ["påmeldt: 1", "søkt: 1", f"{NOTHING_LABEL}: 355"]


def test_the_plain_map_shows_the_branches_the_chosen_and_the_pilots_too():
    figure = draw_plain_map(STATUS, MapChoice(AS_OF, selected="4601", pilot=("1804", "3203", "gone")))
    traces = {trace.name: trace for trace in figure.data}
    assert len(traces["fylkesavdelinger"].x) > 500
    assert traces["valgt kommune"].line.width == 3
    assert len(traces["piloten"].x) == 2


def test_the_plain_map_goes_near_a_crowded_place():
    near, country = (draw_plain_map(STATUS, MapChoice(AS_OF, place=place)).data[-1] for place in ("Bergen", ""))

    def apart(points):
        bergen, ask = (points.customdata.index(number) for number in ("4601", "4627"))
        return abs(points.x[bergen] - points.x[ask]) + abs(points.y[bergen] - points.y[ask])

    assert apart(near) > 8 * apart(country)


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        ({"points": [{"customdata": "5524"}]}, "5524"),
        ({"points": [{"customdata": ["5524"]}]}, "5524"),
        ({"points": []}, None),
        ({"points": [{"customdata": "<img>"}]}, None),
        (None, None),
    ],
)
def test_a_click_on_the_plain_map_names_the_municipality(selection, number):
    assert read_plain_click(selection) == number


def test_the_plain_map_fetches_nothing():
    figure = draw_plain_map(STATUS, CHOICE)
    assert {trace.type for trace in figure.data} == {"scatter"}


def test_the_plain_map_tells_on_hovering_what_the_map_tells():
    points = draw_plain_map(STATUS, CHOICE).data[-1]
    told = dict(zip(points.customdata, points.text, strict=True))
    assert told["4601"] == "<b>Bergen</b><br>Vestland<br>Stadium: søkt<br>Påmeldt 12.03.2024<br>Søkt 02.05.2024"
    assert told["0301"] == "<b>Oslo</b><br>Oslo<br>Stadium: ikke påmeldt"


def test_the_plain_map_of_a_region_says_what_lies_outside():
    rogaland = STATUS[STATUS["branch"] == "Rogaland"]
    points = draw_plain_map(rogaland, MapChoice(AS_OF, regions=("Rogaland",))).data[-1]
    assert points.text[points.customdata.index("4601")].endswith("utenfor utvalget")


def test_a_class_of_size_is_named_in_the_title_and_the_rest_stand_in_the_legend_uncounted():
    few = STATUS[STATUS["number"].isin(("0301", "4601", "1804"))]
    written = texts(build_picture(few, MapChoice(AS_OF, size="30 000 og flere")))
    assert " ".join(written).startswith("Kommuner med 30 000 og flere innbyggere:")
    assert written[written.index("kommuner i alt") + 1] == "3"
    assert written[written.index(OUTSIDE_LABEL) + 1] == "354"
    assert OUTSIDE_LABEL not in texts(build_picture(STATUS, CHOICE))

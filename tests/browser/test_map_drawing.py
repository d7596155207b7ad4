"""What deck.gl really draws: colours on the screen, clicks, tooltips, bytes and requests."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from urllib.parse import urlsplit

import pytest
from map_server import (
    CANVAS,
    STATUS,
    click_at,
    color_on_screen,
    colors_on_screen,
    expected_color,
    on_screen,
    place_on_screen,
    serve_map,
    until,
)
from playwright.sync_api import Browser, Page, expect
from profiles import open_profile

from charts.map_geometry import numbers, read_polygons
from charts.map_view import bounds_of
from charts.palette import STAGE_COLORS
from data.reference import municipalities
from domain.stages import STAGE_LABELS

FILES = sorted(f"{name}-{level}.json" for name in ("municipalities", "borders") for level in ("light", "detailed"))
# Large municipalities in the north, whose point is far from any border or mark.
PLACES = ("5610", "5612", "5601", "5605", "5622")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_map(tmp_path_factory.mktemp("map")) as address:
        yield address


@pytest.fixture(scope="module")
def heard(chromium: Browser) -> Iterator[Page]:
    """A page that each test loads anew. `page.requests` and `page.received` hold what went over the wire."""
    page = open_profile(chromium, viewport={"width": 1000, "height": 900})
    page.requests, page.received = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: page.received.append(len(frame))))
    yield page
    page.context.close()


@pytest.fixture
def drawn(heard: Page, url: str) -> Page:
    """The page with the map drawn."""
    page = heard
    page.requests.clear()
    page.mouse.move(1, 1)
    page.goto(url)
    page.received.clear()
    page.locator(CANVAS).first.wait_for()
    until(lambda: color_on_screen(page, "5612") == expected_color("stage", "5612"), "the map to be drawn")
    return page


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label, exact=True).click()


def choose_region(page: Page, name: str) -> None:
    choose(page, name)
    expect(page.get_by_text(f"viser stage {name}")).to_be_visible()


def fetched(page: Page) -> list[str]:
    """The files of geometry that the page asked for."""
    names = [urlsplit(request).path.rpartition("/")[2] for request in page.requests]
    return sorted(name for name in names if name.startswith(("municipalities-", "borders-")))


def test_the_colours_on_the_screen_are_those_of_the_stages_and_all_is_from_the_apps_own_host(drawn: Page, url: str):
    found = {number: color_on_screen(drawn, number) for number in PLACES}
    assert found == {number: expected_color("stage", number) for number in PLACES}
    assert colors_on_screen(drawn)[STAGE_COLORS["none"]] > 5000
    choose_region(drawn, "Vestland")
    assert {urlsplit(request).netloc for request in drawn.requests} == {urlsplit(url).netloc}


def test_another_measure_recolours_the_map_without_fetching_it_again(drawn: Page):
    drawn.received.clear()
    choose(drawn, "participants")
    expect(drawn.get_by_text("viser participants")).to_be_visible()
    number = next(one for one in PLACES if expected_color("stage", one) != expected_color("participants", one))
    until(lambda: color_on_screen(drawn, number) == expected_color("participants", number), "the new colours")
    assert sum(drawn.received) < 10_000
    assert fetched(drawn) == FILES


def test_a_region_is_drawn_in_detail_without_fetching_anything(drawn: Page):
    drawn.received.clear()
    choose_region(drawn, "Rogaland")
    until(lambda: colors_on_screen(drawn).get(STAGE_COLORS["none"], 0) > 10_000, "the region to be drawn")
    assert color_on_screen(drawn, "1103", ["Rogaland"]) == expected_color("stage", "1103")
    assert sum(drawn.received) < 10_000
    choose_region(drawn, "Trøndelag")
    until(lambda: color_on_screen(drawn, "5020", ["Trøndelag"]) == expected_color("stage", "5020"), "another region")
    assert fetched(drawn) == FILES


def test_a_region_is_looked_at_wherever_the_map_was_moved(drawn: Page):
    def is_moved() -> bool:
        """Move it, and once more each time it is not: a busy machine may lose a movement."""
        drawn.mouse.move(*place_on_screen(drawn, "5612"))
        drawn.mouse.down()
        drawn.mouse.move(*place_on_screen(drawn, "5601"), steps=4)
        drawn.mouse.up()
        return color_on_screen(drawn, "5612") != expected_color("stage", "5612")

    until(is_moved, "the map to be moved")
    choose_region(drawn, "Rogaland")
    until(lambda: color_on_screen(drawn, "1135", ["Rogaland"]) == expected_color("stage", "1135"), "the region")


def test_a_click_picks_what_is_drawn_in_detail_and_the_neighbour_of_what_the_light_geometry_gives(drawn: Page):
    choose_region(drawn, "Rogaland")
    until(lambda: color_on_screen(drawn, "1135", ["Rogaland"]) == expected_color("stage", "1135"), "the region")
    drawn_in_detail = {number: place_on_screen(drawn, number, ["Rogaland"]) for number in ("1144", "1103", "1135")}
    given_to_the_region = {
        number: on_screen(drawn, lon, lat, ["Rogaland"])
        for number, lon, lat in (("4228", 6.9055, 59.1487), ("4618", 6.6707, 59.7315))
    }
    for number, place in {**drawn_in_detail, **given_to_the_region}.items():
        click_at(drawn, *place)
        expect(drawn.get_by_text(f"viser stage Rogaland {number}")).to_be_visible()


def test_a_click_picks_the_municipality_and_leaves_every_colour_as_it_was(drawn: Page):
    click_at(drawn, *place_on_screen(drawn, "5612"))
    expect(drawn.get_by_text("viser stage None 5612")).to_be_visible()
    assert drawn.url.endswith("?kommune=5612")
    others = [number for number in PLACES if number != "5612"]
    for number in others:
        until(lambda at=number: color_on_screen(drawn, at) == expected_color("stage", at), "colours not dimmed")
    until(lambda: colors_on_screen(drawn).get("#111827", 0) > 50, "the outline")
    click_at(drawn, *place_on_screen(drawn, "5610"))
    expect(drawn.get_by_text("viser stage None 5610")).to_be_visible()


def test_hovering_tells_name_county_stage_and_date(drawn: Page):
    row = STATUS[(STATUS["furthest"] != "") & STATUS["number"].isin(numbers())]
    number = next(one for one in row["number"] if one.startswith(("55", "56", "18")))
    place = row[row["number"] == number].iloc[0]
    drawn.mouse.move(*place_on_screen(drawn, number))
    tooltip = drawn.locator(".deck-tooltip")
    expect(tooltip).to_contain_text(place["name"])
    expect(tooltip).to_contain_text(place["county"])
    lines = drawn.evaluate(
        "[...document.querySelectorAll('.deck-tooltip [class^=k]')].map(e => getComputedStyle(e, '::after').content)"
    )
    assert STAGE_LABELS[place["furthest"]] in lines[0]
    assert f"{place[place['furthest']]:%d.%m.%Y}" in lines[1]


def shown_at(lon: float, lat: float, branch: str) -> str:
    """The municipality that the files give a place where a branch is drawn in detail, "" for the sea."""
    for number, light, detailed in zip(
        numbers(), read_polygons("municipalities", "light"), read_polygons("municipalities", "detailed"), strict=True
    ):
        polygons = detailed if municipalities()[number].branch == branch else light
        if any(crossings(polygon, lon, lat) % 2 for polygon in polygons):
            return municipalities()[number].name
    return ""


def crossings(polygon: list, lon: float, lat: float) -> int:
    """How often a line from a point to the east crosses the rings of a polygon."""
    return sum(
        (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
        for ring in polygon
        for (x1, y1), (x2, y2) in pairwise(ring)
    )


def test_each_place_of_a_region_picks_what_is_seen_there_and_the_sea_nobody(drawn: Page):
    branch = "Møre og Romsdal"
    choose_region(drawn, branch)
    until(lambda: color_on_screen(drawn, "1539", [branch]) == expected_color("stage", "1539"), "the region")
    tooltip, (west, south, east, north) = drawn.locator(".deck-tooltip"), bounds_of([branch])
    step, near = (east - west) / 11, (east - west) / 400
    told = Counter()
    for column, row in product(range(12), range(12)):
        lon, lat = west + column * step, south + row * step / 2
        around = {shown_at(lon + x, lat + y, branch) for x, y in product((-near, 0, near), repeat=2)}
        if lat > north or len(around) > 1:  # too near a border or a coast to tell
            continue
        (name,) = around
        if not name:  # a tooltip that goes away has noticed the sea
            drawn.mouse.move(*place_on_screen(drawn, "1539", [branch]))
            expect(tooltip).to_contain_text("Rauma")
        drawn.mouse.move(*on_screen(drawn, lon, lat, [branch]))
        (expect(tooltip).to_contain_text(name) if name else expect(tooltip).to_be_hidden())
        told[bool(name)] += 1
    assert told[True] > 20
    assert told[False] > 20

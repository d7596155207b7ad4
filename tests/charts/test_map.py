"""The deck: what is sent, how little, and that only colours and numbers of our own enter expressions."""

import hashlib
import json
import re
from datetime import date

import pytest
from map_status import AS_OF, build_status, busy_status

from charts.map import draw_map, read_click
from charts.map_choice import MapChoice
from charts.map_classes import MEASURES
from charts.map_geometry import (
    BOUNDARIES,
    area_groups,
    border_groups,
    branch_names,
    geometry_index,
    numbers,
    place_of,
    read_file,
    read_outlines,
)
from charts.map_view import CROWDED, bounds_of, fit, mercator
from charts.palette import STAGE_COLORS
from data.reference import branches, counties, municipalities

FILL = re.compile(r"\((\[\[.*?\]\])\)\[\('(\d{357})'\)\[(?:properties\.)?i\]\]")
NO_BRANCH, BETWEEN_BRANCHES = None, 2
APPLIED = build_status({"4601": {"registered": date(2024, 3, 12), "applied": date(2024, 5, 2)}})


def spec(status, measure="stage", **choice):
    return json.loads(draw_map(status, MapChoice(AS_OF, measure, **choice)).to_json())


def layer(deck, name):
    return next(found for found in deck["layers"] if found.get("id") == name)


def colors(deck, layer=0):
    """The colour of each municipality in a layer, by number."""
    palette, codes = FILL.search(deck["layers"][layer]["getFillColor"]).groups()
    return {number: tuple(json.loads(palette)[int(code)]) for number, code in zip(numbers(), codes, strict=True)}


def groups(deck, place):
    """The groups of areas that a layer draws."""
    found = deck["layers"][place]
    if place == 0:
        assert found["extensions"] == [{"@@type": "DataFilterExtension", "filterSize": 0, "categorySize": 1}]
        assert found["getFilterCategory"] == "@@=properties.g"
        return set(found["filterCategories"])
    (digits,) = re.match(r"@@=\('(\d+)'\)\[g\]=='1'\?p:\[\]$", found["getPolygon"]).groups()
    assert found["_subLayerProps"] == {"fill": {"updateTriggers": {"getPolygon": digits}}}
    return {group for group, digit in enumerate(digits) if digit == "1"}


def in_light(deck):
    """The branches whose municipalities the light layer draws."""
    return {branch_names()[place] for place in groups(deck, 0)}


def in_detail(deck):
    """The branches whose municipalities the detailed layer draws."""
    own = [branch for branch, other in (area_groups()[g] for g in groups(deck, 1)) if other is NO_BRANCH]
    assert deck["layers"][1].get("visible", True) == bool(own)
    return {branch_names()[branch] for branch in own}


def hexadecimal(color):
    return f"#{bytes(color[:3]).hex().upper()}"


def test_the_country_is_drawn_from_the_light_geometry():
    deck = spec(APPLIED)
    assert "municipalities-light.json" in deck["layers"][0]["data"]
    assert (in_light(deck), in_detail(deck)) == (set(branches()), set())
    assert [layer(deck, name)["visible"] for name in ("borders", "borders-detailed")] == [True, False]


@pytest.mark.parametrize("region", [*branches(), "Akershus"])
def test_a_region_is_drawn_in_detail_and_left_out_of_the_light_geometry(region):
    branch = {place.branch for place in municipalities().values() if region in (place.branch, place.county)}
    deck = spec(busy_status(0.5), regions=(region,))
    assert "municipalities-detailed.json" in deck["layers"][1]["data"]
    assert in_detail(deck) == branch
    assert in_light(deck) == set(branches()) - branch
    assert colors(deck, 0) == colors(deck, 1) == colors(spec(busy_status(0.5)))
    assert [layer(deck, name)["visible"] for name in ("borders", "borders-detailed")] == [False, True]


def test_several_regions_are_drawn_in_detail_but_not_most_of_the_country():
    assert in_detail(spec(APPLIED, regions=("Agder", "Rogaland"))) == {"Agder", "Rogaland"}
    assert in_detail(spec(APPLIED, regions=("Agder", "Nordland"))) == set()


def test_what_joins_a_branch_in_detail_to_its_light_neighbours_is_drawn_with_it():
    agder, rogaland = map(branch_names().index, ("Agder", "Rogaland"))
    joins = area_groups().index([rogaland, agder])  # of Agder's, where the light level gives it to Rogaland
    assert joins in groups(spec(APPLIED, regions=("Rogaland",)), 1)
    assert joins not in groups(spec(APPLIED, regions=("Agder",)), 1)
    assert joins not in groups(spec(APPLIED, regions=("Agder", "Rogaland")), 1)


def test_every_border_is_drawn_once_in_the_detail_of_its_branches():
    rogaland, status = branch_names().index("Rogaland"), busy_status(0.5)
    drawn = [border_groups()[g] for g in groups(spec(status, regions=("Rogaland",)), 3)]
    assert all(detailed == (rogaland in (a, b)) for _, detailed, a, b in drawn)
    assert {(w, a, b) for w, _, a, b in drawn} == {(w, a, b) for w, _, a, b in border_groups()}
    assert len(drawn) == len(border_groups()) / 2
    # With the rest of the country pale, only the borders between branches are drawn there.
    of_region = status[status["branch"] == "Rogaland"]
    drawn = [border_groups()[g] for g in groups(spec(of_region, regions=("Rogaland",)), 3)]
    assert {w for w, _, a, b in drawn if rogaland not in (a, b)} == {BETWEEN_BRANCHES}
    assert {w for w, _, a, b in drawn if rogaland in (a, b)} == {0, BETWEEN_BRANCHES}  # Rogaland is one county


def test_a_crowded_place_shows_its_branches_in_detail_whatever_the_filter():
    for regions in ((), ("Nordland",)):
        deck = spec(APPLIED, regions=regions, place="Oslofjorden")
        assert in_detail(deck) == {"Oslo og Viken", "Vestfold og Telemark"}


def test_another_measure_changes_only_the_colours_of_what_the_region_shows():
    decks = [spec(APPLIED, measure, regions=("Rogaland",)) for measure in ("stage", "participants")]
    changing = {"getFillColor", "updateTriggers"}
    areas = ([one for one in deck["layers"] if not str(one.get("id")).startswith("mark-")] for deck in decks)
    first, second = ([{k: v for k, v in one.items() if k not in changing} for one in layers] for layers in areas)
    assert first == second


def view_of(deck):
    """Where the map looks: the state its view names, else what stands by itself."""
    states, (view,) = deck["initialViewState"], deck["views"]
    state = states.get(view["viewState"]["id"], states)
    return {key: state[key] for key in ("longitude", "latitude", "zoom")}


def fitted(bounds):
    view = fit(bounds, 540, 620)
    return {"longitude": view.longitude, "latitude": view.latitude, "zoom": view.zoom}


@pytest.mark.parametrize("regions", [(), *((name,) for name in branches()), ("Akershus",), ("Agder", "Rogaland")])
def test_the_map_looks_at_its_regions(regions):
    assert view_of(spec(APPLIED, regions=regions)) == fitted(bounds_of(regions))


@pytest.mark.parametrize("place", CROWDED)
def test_the_map_looks_at_a_place_whatever_the_filter(place):
    assert view_of(spec(APPLIED, regions=("Agder",), place=place)) == fitted(CROWDED[place])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], ["Rogaland"]),
        (["Rogaland"], []),
        (["Rogaland"], ["Agder", "Rogaland"]),
        (["Rogaland", "Agder"], ["Agder"]),
        (["Agder", "Rogaland", "Vestland"], []),
        (["Akershus"], ["Akershus", "Buskerud"]),
        (["Buskerud"], []),
    ],
)
def test_the_map_is_moved_at_once_where_the_next_choice_leads(before, after):
    # Streamlit takes over a state in the frame after; so the one that is asked for is there before it is needed.
    known, asked = spec(APPLIED, regions=tuple(before))["initialViewState"], spec(APPLIED, regions=tuple(after))
    assert known[asked["views"][0]["viewState"]["id"]] == view_of(asked)


def test_the_map_can_be_neither_lost_nor_looked_at_too_near():
    assert spec(APPLIED)["views"][0]["viewState"].items() >= {"minZoom": 2, "maxZoom": 12}.items()


def test_an_address_carries_its_files_content_so_that_browsers_keep_it():
    address = spec(APPLIED)["layers"][0]["data"]
    path, _, version = address.partition("?v=")
    assert path == "app/boundaries/municipalities-light.json"
    assert hashlib.sha256((BOUNDARIES / path.rpartition("/")[2]).read_bytes()).hexdigest().startswith(version)


def test_each_municipality_has_the_colour_of_its_furthest_stage():
    found = colors(spec(APPLIED))
    assert hexadecimal(found.pop("4601")) == STAGE_COLORS["applied"]
    ((red, green, blue, alpha),) = set(found.values())
    on_white = [round(value * alpha / 255 + 255 - alpha) for value in (red, green, blue)]
    assert hexadecimal(on_white) == STAGE_COLORS["none"]


def test_another_measure_triggers_a_recolouring():
    deck, other = spec(APPLIED), spec(APPLIED, "participants")
    assert deck["layers"][0]["updateTriggers"] != other["layers"][0]["updateTriggers"]
    assert spec(APPLIED)["layers"][0]["updateTriggers"] == deck["layers"][0]["updateTriggers"]


def test_no_tiles_are_asked_for_and_nothing_is_stroked():
    deck = spec(APPLIED, selected="4601", pilot=("1804",))
    assert "mapProvider" not in deck
    # Streamlit takes this word away; another style would be fetched from a tile server.
    assert deck["mapStyle"] == "__MAP_STYLE__"
    assert {found["@@type"] for found in deck["layers"]} == {"GeoJsonLayer", "PolygonLayer", "SolidPolygonLayer"}
    assert not any(found.get("stroked") for found in deck["layers"])


def test_only_the_municipalities_answer_to_a_click_and_have_no_id_to_be_dimmed_by():
    deck = spec(APPLIED, selected="4601", pilot=("1804",))
    assert [found.get("id") for found in deck["layers"] if found.get("pickable")] == [None, None]
    assert [found["@@type"] for found in deck["layers"][:2]] == ["GeoJsonLayer", "PolygonLayer"]


def test_a_click_names_the_municipality():
    assert read_click({"indices": {"GeoJsonLayer": [place_of("5524")]}, "objects": {}}) == "5524"


@pytest.mark.parametrize("number", ["0301", "4601", "1144", "5636"])
def test_a_click_on_any_of_its_detailed_areas_names_the_municipality(number):
    rows = [at for at, row in enumerate(read_file("municipalities", "detailed")) if row["i"] == place_of(number)]
    assert rows
    assert {read_click({"indices": {"PolygonLayer": [at]}}) for at in rows} == {number}


@pytest.mark.parametrize(
    "selection",
    [
        None,
        {},
        {"indices": {}},
        {"indices": {"GeoJsonLayer": []}},
        {"indices": {"GeoJsonLayer": [357]}},
        {"indices": {"PolygonLayer": [9999]}},
        {"indices": {"pilot": [1]}},
    ],
)
def test_a_click_on_nothing_names_none(selection):
    assert read_click(selection) is None


@pytest.mark.parametrize("selected", [None, "", "2111", "9999", "<img src=x onerror=alert(1)>"])
def test_what_has_no_area_is_not_outlined(selected):
    deck = spec(APPLIED, selected=selected)
    assert [found.get("id") for found in deck["layers"]] == [None, None, "borders", "borders-detailed", "mark-applied"]


def test_the_selected_municipality_is_outlined_and_the_pilots_are_marked():
    deck = spec(APPLIED, selected="4601", pilot=("1804", "3203", "gone"))
    assert len(layer(deck, "pilot")["data"]) == 2
    assert layer(deck, "selected")["data"]


@pytest.mark.parametrize("number", ["1144", "5060", "3203", "5601"])
def test_an_outline_keeps_its_place_in_few_points(number):
    rings = read_outlines()["detailed"][place_of(number)]
    assert sum(map(len, rings)) <= 110
    west, south, east, north = geometry_index()["municipalities"][number]
    assert all(west <= x <= east and south <= y <= north for ring in rings for x, y in ring)
    assert all(ring[0] == ring[-1] for ring in rings)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("share", [0.1, 0.33, 0.5, 1])
def test_a_change_sends_less_than_10_kb_however_much_has_happened(measure, share):
    deck = draw_map(busy_status(share), MapChoice(AS_OF, measure))
    assert len(deck.to_json()) + len(json.dumps(deck._tooltip)) < 8_000


@pytest.mark.parametrize("number", ["5060", "1818"])  # Herøy has more islands than any other
def test_a_change_with_everything_switched_on_sends_less_than_10_kb(number):
    pilot, branch = numbers()[::22][:16], municipalities()[number].branch
    deck = draw_map(busy_status(0.5), MapChoice(AS_OF, selected=number, pilot=pilot, regions=(branch,)))
    assert len(deck.to_json()) + len(json.dumps(deck._tooltip)) < 10_000


@pytest.mark.parametrize("regions", [[], ["Oslo"], ["Agder", "Rogaland"], ["Finnmark, Troms og Svalbard"]])
@pytest.mark.parametrize("size", [(640, 620), (350, 420)])
def test_the_view_holds_the_regions(regions, size):
    west, south, east, north = bounds_of(regions)
    view = fit((west, south, east, north), *size)
    pixels = 512 * 2**view.zoom / 360
    assert (east - west) * pixels <= size[0]
    assert (mercator(north) - mercator(south)) * pixels <= size[1]
    assert west < view.longitude < east and south < view.latitude < north


def test_every_region_of_the_filter_has_bounds_of_its_own():
    country = bounds_of()
    assert all(bounds_of([name]) != country for name in {*branches(), *counties()})
    assert bounds_of(["Ukjent region"]) == country


@pytest.mark.parametrize(("place", "number"), [("Oslofjorden", "3212"), ("Bergen", "4601"), ("Nord-Jæren", "1127")])
def test_crowded_places_are_shown_in_detail(place, number):
    west, south, east, north = CROWDED[place]
    assert municipalities()[number].branch in MapChoice(AS_OF, place=place).branches_in_detail
    assert west < municipalities()[number].lon < east and south < municipalities()[number].lat < north


INK, BRIGHT = [17, 24, 39], [255, 214, 10]


def test_the_outline_is_dark_within_the_municipality_and_bright_around_it():
    deck = spec(APPLIED, selected="4601")
    assert [layer(deck, name)["getFillColor"][:3] for name in ("selected", "selected-around")] == [INK, BRIGHT]


def test_an_outline_is_made_of_stretches_that_follow_one_another():
    deck = spec(APPLIED, selected="1108", place="Nord-Jæren")
    stretches = [row["p"] for row in layer(deck, "selected")["data"]]
    assert all(len(stretch) % 2 == 0 and 8 <= len(stretch) <= 36 for stretch in stretches)
    assert sum(len(stretch) for stretch in stretches) > 100

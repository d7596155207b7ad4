"""The built geometry holds every municipality of 2024 once, in its place, with shared borders."""

import hashlib
import json
import math
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from data import DATA
from data.reference import branches, counties, municipalities

FOLDER = DATA / "boundaries"
INDEX = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
LEVELS = ("light", "detailed")

# Land in km², measured in the source before simplifying.
ISLANDS = {"Kvitsøy": 3.2, "Røst": 5.7, "Utsira": 5.9, "Træna": 6.9, "Fedje": 7.2, "Værøy": 17.6, "Bokn": 44.6}


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def polygons(feature):
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def rings(area):
    return [ring for polygon in area for ring in polygon]


def holds(area, lon, lat):
    """Even-odd: a line from the point to the east crosses the rings an odd number of times."""
    crossings = 0
    for ring in rings(area):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


def square_kilometres(area):
    total = 0.0
    for ring in rings(area):
        across = math.cos(math.radians(ring[0][1])) * 111.32
        total += sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2 * across * 111.32
    return abs(total)


def areas(level):
    """The polygons of each municipality, by number."""
    if level == "light":
        return {one["properties"]["number"]: polygons(one) for one in read("municipalities-light")["features"]}
    found = defaultdict(list)
    for row in read("municipalities-detailed"):
        if INDEX["area_groups"][row["g"]][1] is None:
            found[list(INDEX["municipalities"])[row["i"]]].append(row["p"])
    return found


def at(level, lon, lat):
    known = municipalities()
    return [known[number].name for number, area in areas(level).items() if holds(area, lon, lat)]


@pytest.mark.parametrize("level", LEVELS)
def test_all_357_numbers_are_there_once_in_the_order_of_the_index(level):
    found = list(areas(level))
    assert len(found) == 357
    assert set(found) == set(municipalities())
    assert found == list(INDEX["municipalities"])


def test_the_features_say_their_place_and_that_of_their_branch():
    told = [one["properties"] for one in read("municipalities-light")["features"]]
    assert [one["i"] for one in told] == list(range(357))
    order = list(INDEX["branches"])
    assert [order[one["g"]] for one in told] == [municipalities()[number].branch for number in INDEX["municipalities"]]


def test_names_and_counties_are_those_of_the_reference_table():
    known = municipalities()
    light = [one["properties"] for one in read("municipalities-light")["features"]]
    for told in [*light, *read("municipalities-detailed")]:
        place = known[list(INDEX["municipalities"])[told["i"]]]
        assert (told["name"], told["county"]) == (place.name, place.county)


def test_a_row_belongs_to_its_branch_or_joins_it_to_another():
    known, order = municipalities(), list(INDEX["branches"])
    own, joining = set(), set()
    for row in read("municipalities-detailed"):
        branch = order.index(known[list(INDEX["municipalities"])[row["i"]]].branch)
        shown_in, other = INDEX["area_groups"][row["g"]]
        if other is None:
            assert shown_in == branch
            own.add(branch)
        else:
            assert other == branch != shown_in
            joining.add(frozenset((shown_in, other)))
    assert own == set(range(10))
    neighbours = [{"Rogaland", "Agder"}, {"Trøndelag", "Nordland"}, {"Innlandet", "Oslo og Viken"}]
    assert joining >= {frozenset(map(order.index, pair)) for pair in neighbours}


@pytest.mark.parametrize("level", LEVELS)
def test_every_municipality_has_its_point_inside_and_nobody_elses(level):
    shapes = areas(level)
    outside = [place.name for n, place in municipalities().items() if not holds(shapes[n], place.lon, place.lat)]
    assert outside == []
    oslo = municipalities()["0301"]
    assert at(level, oslo.lon, oslo.lat) == ["Oslo"]


@pytest.mark.parametrize("level", LEVELS)
def test_neighbours_share_their_border_exactly(level):
    owners = defaultdict(set)
    for number, area in areas(level).items():
        for ring in rings(area):
            for a, b in pairwise(map(tuple, ring)):
                owners[min(a, b), max(a, b)].add(number)
    times = Counter(len(numbers) for numbers in owners.values())
    assert set(times) == {1, 2}
    pairs = {tuple(sorted(numbers)) for numbers in owners.values() if len(numbers) == 2}
    assert pairs >= {("0301", "3201"), ("1508", "1580"), ("1535", "1539")}
    # Nearly every municipality on the mainland has several neighbours.
    assert len(pairs) > 700


@pytest.mark.parametrize(("level", "share"), [("light", 0.45), ("detailed", 0.25)])
@pytest.mark.parametrize("name", ISLANDS)
def test_an_island_municipality_keeps_its_size(level, share, name):
    number = next(place.number for place in municipalities().values() if place.name == name)
    assert square_kilometres(areas(level)[number]) == pytest.approx(ISLANDS[name], rel=share)


@pytest.mark.parametrize("level", LEVELS)
def test_alesund_and_haram_are_two_since_2024(level):
    assert at(level, 6.44, 62.60) == ["Haram"]
    assert at(level, 6.50, 62.45) == ["Ålesund"]


@pytest.mark.parametrize("level", LEVELS)
def test_a_corner_of_rauma_belongs_to_vestnes_since_2021(level):
    assert at(level, 7.30, 62.57) == ["Vestnes"]
    assert at(level, 7.80, 62.50) == ["Rauma"]


@pytest.mark.parametrize(("name", "most"), [("municipalities-light", 200_000), ("municipalities-detailed", 720_000)])
def test_the_files_weigh_what_the_map_can_bear(name, most):
    assert (FOLDER / f"{name}.json").stat().st_size < most


def test_the_index_names_each_file_by_its_content():
    built = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:8] for path in FOLDER.glob("*-*.json")}
    assert built == INDEX["files"]
    assert len(built) == 4


def test_the_bounds_hold_their_municipalities():
    assert list(INDEX["branches"]) == list(branches())
    assert list(INDEX["counties"]) == list(counties())
    for number, (west, south, east, north) in INDEX["municipalities"].items():
        place = municipalities()[number]
        assert west <= place.lon <= east
        assert south <= place.lat <= north
        for box in (INDEX["branches"][place.branch], INDEX["counties"][place.county], INDEX["country"]):
            assert box[0] <= west and box[1] <= south and box[2] >= east and box[3] >= north


def test_the_borders_are_of_municipalities_counties_and_branches():
    assert [one["properties"]["w"] for one in read("borders-light")["features"]] == [0, 1, 2]
    rows = [(row["w"], *INDEX["border_groups"][row["g"]]) for row in read("borders-detailed")]
    assert all(own == w for own, w, *_ in rows)
    assert [w for w, *_ in rows] == sorted(w for w, *_ in rows)  # the last is drawn on top
    assert all((w == 2) == (a != b) for w, _, _, a, b in rows)
    kinds = {level: {(w, a, b) for w, _, d, a, b in rows if d == level} for level in (0, 1)}
    assert kinds[0] == kinds[1]
    assert {(w, a, b) for w, a, b in kinds[1] if w == 0} == {(0, branch, branch) for branch in range(10)}

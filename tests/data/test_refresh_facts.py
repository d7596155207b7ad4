"""Fetching population and centrality, against a server on this machine that answers in Statistics Norway's formats."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data import DATA
from data.tools import refresh_facts
from data.tools.refresh import read_rows
from tests.data.answering import serve_json

AGES = [f"{age:03}" for age in range(105)] + ["105+"]


def cube(people: dict[str, dict[str, int]], year: str, order: tuple[str, ...] = ("Region", "Alder")) -> dict[str, Any]:
    """JSON-stat 2 as the statistics bank writes it; `people` is region → age → persons."""
    codes = {"Region": list(people), "Alder": AGES, "ContentsCode": ["Personer1"], "Tid": [year]}
    names = [*order, "ContentsCode", "Tid"]
    values = [
        people[place[names.index("Region")]].get(place[names.index("Alder")], 0)
        for place in product([codes[name] for name in names])
    ]
    return {
        "class": "dataset",
        "id": names,
        "size": [len(codes[name]) for name in names],
        "dimension": {
            name: {"category": {"index": {code: at for at, code in enumerate(codes[name])}}} for name in names
        },
        "value": values,
    }


def product(lists: list[list[str]]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for choices in lists:
        found = [(*so_far, choice) for so_far in found for choice in choices]
    return found


@contextmanager
def statistics_norway(people: dict[str, dict[str, int]], centrality: dict[str, str], **how: Any) -> Iterator[list[str]]:
    """Both services on one port, as the arguments of the command; each request's body is kept."""
    asked: list[dict[str, Any]] = []

    def reply(address: str, query: dict[str, Any] | None) -> object:
        if query:
            asked.append(query)
            year = next(part["selection"]["values"][0] for part in query["query"] if part["code"] == "Tid")
            return how.get("instead") or cube(people, year, how.get("order", ("Region", "Alder")))
        if "correspondsAt" in address:
            items = [{"sourceCode": code, "targetCode": target} for code, target in centrality.items()]
            return {"correspondenceItems": items}
        return {"codes": [{"code": code, "name": f"Kommune {code}"} for code in (*people, "2111")]}

    with serve_json(reply, how.get("status", 200)) as address:
        yield ["--base", f"{address}/klass", "--table", f"{address}/table/07459"]


PEOPLE = {"0301": {"000": 10, "005": 1, "006": 2, "015": 3, "016": 4, "105+": 5}, "5636": {"040": 7}}
CENTRALITY = {"0301": "1", "5636": "6"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DATA / "municipality_facts.csv", tmp_path)
    return tmp_path


@pytest.mark.parametrize("order", [("Region", "Alder"), ("Alder", "Region")])
def test_a_new_year_is_added_with_the_children_from_6_to_15(folder: Path, order):
    with statistics_norway(PEOPLE, CENTRALITY, order=order) as where:
        assert refresh_facts.main([*where, "--year", "2025", "--write", "--into", str(folder)]) == 0
    rows = read_rows(folder, "municipality_facts.csv")
    assert len(rows) == 357 + 2
    assert rows[-2:] == [
        {"year": "2025", "number": "0301", "inhabitants": "25", "children": "5", "centrality": "1"},
        {"year": "2025", "number": "5636", "inhabitants": "7", "children": "0", "centrality": "6"},
    ]


def test_a_year_that_is_there_is_replaced_and_not_doubled(folder: Path):
    with statistics_norway(PEOPLE, CENTRALITY) as where:
        for _ in range(2):
            refresh_facts.main([*where, "--year", "2025", "--write", "--into", str(folder)])
    assert [row["year"] for row in read_rows(folder, "municipality_facts.csv")].count("2025") == 2


def test_without_write_the_table_stays_as_it_is(folder: Path, capsys: pytest.CaptureFixture[str]):
    before = (folder / "municipality_facts.csv").read_bytes()
    with statistics_norway(PEOPLE, CENTRALITY) as where:
        assert refresh_facts.main([*where, "--year", "2025", "--into", str(folder)]) == 0
    assert (folder / "municipality_facts.csv").read_bytes() == before
    assert capsys.readouterr().out == "2025: 2 kommuner, 32 innbyggere, 5 barn på 6–15 år.\n"


@pytest.mark.parametrize(
    "how",
    [
        {"status": 503},
        {"instead": {"class": "dataset"}},
        {"instead": {"id": [], "size": [], "dimension": {}, "value": []}},
    ],
)
def test_an_answer_that_is_not_as_expected_leaves_everything_as_it_was(folder: Path, capsys, how):
    before = (folder / "municipality_facts.csv").read_bytes()
    with statistics_norway(PEOPLE, CENTRALITY, **how) as where:
        assert refresh_facts.main([*where, "--year", "2025", "--write", "--into", str(folder)]) == 2
    assert (folder / "municipality_facts.csv").read_bytes() == before
    assert "svarte ikke som" in capsys.readouterr().err


def test_a_municipality_without_a_figure_is_told(folder: Path, capsys: pytest.CaptureFixture[str]):
    with statistics_norway(PEOPLE, {"0301": "1"}) as where:
        assert refresh_facts.main([*where, "--year", "2025", "--write", "--into", str(folder)]) == 2
    assert "5636" in capsys.readouterr().err

"""The loaders find in the example exports what the builder, which shares no code with them, put in."""

import json
from datetime import date

import pytest

from analysis.headline import headline
from analysis.situation import compute_situation
from analysis.sources import Sources, gather
from data import DATA
from domain.rounds import read_round
from loaders import Export, read_export
from tests.examples import EXAMPLES, FILES

REGISTRATIONS, FIRST_APPLICATIONS, ATTENDANCE, APPLICATIONS, START = range(5)


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads((EXAMPLES / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def exports() -> list[Export]:
    return [read_export((EXAMPLES / file["path"]).read_bytes(), file["filename"]) for file in FILES]


def test_each_file_is_taken_for_what_it_is(exports):
    assert [export.kind for export in exports] == [file["kind"] for file in FILES]
    assert [set(export.findings["severity"]) & {"stop"} for export in exports] == [set()] * 5


def test_the_two_downloads_of_the_application_form_are_versions_of_one_source(exports):
    assert exports[FIRST_APPLICATIONS].form == exports[APPLICATIONS].form
    assert exports[REGISTRATIONS].form != exports[START].form


@pytest.mark.parametrize(
    ("place", "name"), [(REGISTRATIONS, "registration_rows"), (APPLICATIONS, "application_rows"), (START, "start_rows")]
)
def test_every_row_is_placed_and_counted_as_it_was_meant(exports, expected, place, name):
    rows = exports[place].rows
    read = {
        row.source_row: (sorted(row.municipality_numbers), bool(row.counts), row.municipality_text)
        for row in rows.itertuples()
        if not (name == "application_rows" and row.excluded)  # a withdrawn one: analysis decides
    }
    meant = {row["source_row"]: (sorted(row["numbers"]), not row["why_not"]) for row in expected[name]}
    assert {line: (*meant[line], read[line][2]) for line in read} == read
    assert len(rows) == len(meant)


def test_the_doubtful_rows_are_told_apart(exports, expected):
    rows = exports[REGISTRATIONS].rows.set_index("source_row")
    known = {row["source_row"]: row["known"] for row in expected["registration_rows"]}
    meant = {line: how for line, how in known.items() if how in ("ambiguous", "none", "svalbard")}
    assert {line: rows.loc[line, "match"] for line in meant} == meant


def test_the_states_of_the_applications_are_read(exports, expected):
    rows = exports[APPLICATIONS].rows.set_index("source_row")
    meant = {row["source_row"]: row["state"] for row in expected["application_rows"] if not row["why_not"]}
    assert {line: rows.loc[line, "state"] for line in meant} == meant
    assert set(exports[FIRST_APPLICATIONS].rows["state"]) == {"received"}
    assert rows.loc[rows["state"] == "confirmed", "confirmed_at"].notna().all()
    assert rows.loc[rows["state"] == "confirmed", "placed_at"].notna().all()


def test_every_person_at_the_gathering_is_counted_once(exports, expected):
    rows = exports[ATTENDANCE].rows
    assert int(rows["counts"].sum()) == expected["attendance"]["persons"]


DAYS = ["2024-03-10", "2024-03-14", "2024-03-15", "2024-05-02", "2024-05-15", "2024-06-10", "2024-09-01"]


@pytest.fixture(scope="module")
def sources(exports) -> Sources:
    read = zip(FILES, exports, strict=True)
    return gather((f["kind"], f["event"], f["filename"], e.rows) for f, e in read if f["in_force"])


@pytest.fixture(scope="module")
def round_2024():
    return read_round((DATA / "rounds" / "2024.toml").read_text("utf-8"))


@pytest.mark.parametrize("day", DAYS)
def test_the_headline_counts_of_a_day_are_those_that_were_drawn(sources, round_2024, expected, day):
    counted = headline(compute_situation(sources, round_2024, date.fromisoformat(day)))
    meant = expected["as_of"][day]
    assert {key: counted[key] for key in meant} == meant


@pytest.mark.parametrize("day", ["2024-05-02", "2024-09-01"])
def test_the_headline_counts_of_every_branch_are_those_that_were_drawn(sources, round_2024, expected, day):
    situation = compute_situation(sources, round_2024, date.fromisoformat(day))
    for branch, meant in expected["branches"][day].items():
        counted = headline(situation.select([branch], "branch"))
        assert {key: counted[key] for key in meant} == meant, branch

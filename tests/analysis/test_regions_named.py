"""What regions are called by: a county that is a part of a branch never bears the branch's name."""

import pytest

from analysis.pace import read_pace
from analysis.regions import count_regions, level_for, regions_sentence
from analysis.way import count_way, way_sentence
from charts.target import describe_target
from tests.analysis.tables import BODO, rows, situation


@pytest.mark.parametrize(
    ("regions", "told_by"),
    [
        ((), "branch"),
        (("Nordland", "Oslo og Viken"), "branch"),
        (("Oslo",), "county"),
        (("Nordland", "Oslo"), "county"),
    ],
)
def test_a_county_of_a_branch_is_told_by_counties(regions, told_by):
    assert level_for(regions, "branch") == told_by
    assert level_for(regions, "county") == "county"


def test_one_region_without_a_target_is_not_called_the_one_with_most():
    found = situation("2024-05-02", applications=rows({"on": "2024-05-01 12:00", "of": BODO}))
    one = count_regions(found.select(["Nordland"]), "county")
    assert regions_sentence(one) == "1 søknad fra Nordland."
    assert regions_sentence(count_regions(found, "county")) == "Flest søknader kommer fra Nordland: 1."


def test_before_the_first_application_is_due_nobody_is_said_to_be_in_time():
    def told(day, *sent):
        return describe_target(read_pace(situation(day, applications=rows(*sent))))

    assert told("2024-02-10") == "0 av 40 søknader er inne, 95 dager til fristen"
    assert told("2024-02-10", {"on": "2024-02-09 12:00", "of": BODO}).startswith("1 søknad foran en rett linje")
    assert told("2024-03-20").endswith("søknader bak en rett linje til målet, 40 igjen til 40")


def test_none_is_said_as_a_word():
    found = situation("2024-05-02", registrations=rows({"on": "2024-03-01 12:00", "of": BODO}), applications=rows())
    assert way_sentence(count_way(found)) == "Av 357 kommuner har 1 meldt seg på samlingen og ingen søkt."

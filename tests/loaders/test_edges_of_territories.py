"""What is heard of a county, a district or a land abroad, on both sides of each edge."""

import pytest

from loaders.matching.gazetteer import expand
from loaders.matching.municipalities import match_municipality, read_territory


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nordland", "Nordland"),
        ("Nordland fylkeskommune", "Nordland"),
        ("18", "Nordland"),
        ("3", "Oslo"),
        ("18 Nordland", "Nordland"),
        ("Nordland (18)", "Nordland"),
        ("Hallingdal", "Hallingdal"),
        ("018", ""),
        ("180", ""),
        ("99", ""),
        ("18 blå", ""),
        ("blå", ""),
        ("", ""),
    ],
)
def test_a_county_is_told_by_its_name_or_by_its_number_of_two_digits(text, name):
    found = read_territory(text)
    assert (found.name if found else "") == name


def test_several_counties_in_a_cell_are_one_territory():
    both, one, other = map(read_territory, ("Akershus / Oslo", "Akershus", "Oslo"))
    assert both.numbers == one.numbers | other.numbers and other.numbers == {"0301"}
    assert read_territory("Akershus / blå").numbers == one.numbers


def test_a_county_s_number_stands_for_its_municipalities_and_a_municipality_s_for_itself():
    assert expand(["1804"]) == {"1804"}
    assert expand(["03", "1804"]) == {"0301", "1804"}
    assert len(expand(["42"])) == 25
    assert expand([]) == set()


@pytest.mark.parametrize(
    ("text", "how", "reason"),
    [
        ("Nes i Sverige", "none", "«Nes i Sverige» ligger ikke i Norge (Sverige)."),
        ("Nes i Danmark", "none", "«Nes i Danmark» ligger ikke i Norge (Danmark)."),
        ("Nes i Hallingdal", "former", "Skrevet «Nes i Hallingdal»; Nes i Buskerud heter Nesbyen fra 2020;"),
    ],
)
def test_a_name_in_another_country_is_no_municipality(text, how, reason):
    match = match_municipality(text)
    assert (match.how, match.reason[: len(reason)]) == (how, reason)

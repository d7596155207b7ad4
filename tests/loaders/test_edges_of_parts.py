"""Which lines outside the answers are a part of a meeting's report, on both sides of each edge."""

import pytest
from columns_of import sheet_of

from loaders.table.find_table import find_table
from loaders.table.told_tables import find_other_parts

HEADERS = ("Name", "Email", "Join Time", "Leave Time", "Duration")
ANSWERS = [
    (f"Navn {n} Moe", f"p{n}@eks.example", "15.03.2024 09:00", "15.03.2024 10:00", "60 min") for n in range(1, 9)
]
PANEL, SIRI = ("Navn", "E-post", "Rolle"), ("Siri Vert", "siri@eks.example", "innleder")
FOUR, FIVE = ("Navn", "E-post", "Telefon", "Stilling"), ("Navn", "E-post", "Telefon", "Stilling", "Kommune")


@pytest.mark.parametrize(
    ("below", "parts"),
    [
        ([("Panel",), PANEL, SIRI], [("Panel", 1)]),
        ([("Panel",), PANEL, SIRI, SIRI], [("Panel", 2)]),
        ([("Panel",), PANEL, SIRI, ("Slutt",), SIRI], [("Panel", 1)]),
        ([("Panel",), PANEL, SIRI, (), ("Andre",), PANEL, SIRI], [("Panel", 1), ("Andre", 1)]),
        ([("Panel",), PANEL[:2], SIRI[:2]], []),
        ([("Panel",), PANEL], []),
        ([("Panel",)], []),
        ([("Panel",), (), PANEL, SIRI], []),
        ([("Panel",), FOUR, SIRI[:2]], [("Panel", 1)]),
        ([("Panel",), FIVE, SIRI[:2]], []),
        ([("Panel",), ("x1y", "x2y", "x3y"), ("eple", "pære", "plomme")], []),
    ],
)
def test_a_part_has_a_title_a_header_of_three_columns_and_lines_at_least_half_as_wide(below, parts):
    found = find_other_parts(find_table(sheet_of(HEADERS, *ANSWERS, (), *below)))
    assert [(title, len(lines)) for title, _, lines in found] == parts


def test_the_lines_of_a_part_are_told_by_their_places():
    table = find_table(sheet_of(HEADERS, *ANSWERS, (), ("Panel",), PANEL, SIRI, SIRI))
    assert find_other_parts(table) == [("Panel", 10, [12, 13])]

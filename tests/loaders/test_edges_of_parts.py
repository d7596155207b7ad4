"""Which lines outside the answers are a part of a meeting's report, on both sides of each edge."""

import pytest
from columns_of import sheet_of

from loaders.findings import Findings
from loaders.table.find_table import find_table
from loaders.table.told_tables import find_other_parts, is_known, tell_other_tables

HEADERS = ("Name", "Email", "Join Time", "Leave Time", "Duration")
ANSWERS = [
    (f"Navn {n} Moe", f"p{n}@eks.example", "15.03.2024 09:00", "15.03.2024 10:00", "60 min") for n in range(1, 9)
]
PANEL, SIRI = ("Navn", "E-post", "Rolle"), ("Siri Vert", "siri@eks.example", "innleder")
FRUIT = ("eple", "pære", "plomme")
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
        ([("Panel",), PANEL, SIRI, ("Slutt",)], [("Panel", 1)]),
        ([("Panel",), PANEL, SIRI, (), ("Mer",), ("Tid", "Inn", "a1", "a2", "a3"), FRUIT], [("Panel", 1), ("Mer", 1)]),
        ([("Panel",), PANEL, SIRI, (), ("Mer",), ("Tid", "Inn", "a1", "a2"), FRUIT], [("Panel", 1)]),
        ([("Panel",), (), PANEL, SIRI], []),
        ([("Panel",), FOUR, SIRI[:2]], [("Panel", 1)]),
        ([("Panel",), FIVE, SIRI[:2]], []),
        ([("Panel",), ("x1y", "x2y", "x3y"), FRUIT], []),
    ],
)
def test_a_part_has_a_title_a_header_of_three_columns_and_lines_at_least_half_as_wide(below, parts):
    found = find_other_parts(find_table(sheet_of(HEADERS, *ANSWERS, (), *below)))
    assert [(title, len(lines)) for title, _, lines in found] == parts


def test_the_lines_of_a_part_are_told_by_their_places():
    table = find_table(sheet_of(HEADERS, *ANSWERS, (), ("Panel",), PANEL, SIRI, SIRI))
    assert find_other_parts(table) == [("Panel", 10, [12, 13])]


def told(kind, *below):
    """(severity, code, cell) of what is told of the lines below a report."""
    findings = Findings()
    tell_other_tables(find_table(sheet_of(HEADERS, *ANSWERS, (), *below)), kind, findings)
    table = findings.table()
    return list(zip(table["severity"], table["code"], table["cell"], strict=True))


HOSTS, KNOWN = [("Host details",), PANEL, SIRI], ("Navn 1 Moe", "p1@eks.example", "deltaker")


@pytest.mark.parametrize(
    ("kind", "below", "codes"),
    [
        ("attendance", [("Panel",), PANEL, SIRI], [("check", "report_parts", "A11")]),
        ("attendance", HOSTS, [("tip", "report_hosts", "A11")]),
        ("attendance", [("Panel",), PANEL, KNOWN], []),
        ("registrations", HOSTS, [("check", "table_below", "A12")]),
        ("registrations", [], []),
    ],
)
def test_a_part_of_a_report_is_told_where_it_has_somebody_who_is_not_among_the_participants(kind, below, codes):
    assert told(kind, *below) == codes


@pytest.mark.parametrize(
    ("line", "known"),
    [
        (("Tuva M", "tuva@eks.example"), True),
        (("Per Eg", "per@eks.example"), False),
        (("rektor", "Tuva Moe"), True),
        (("Tuva Moe",), True),
        (("Tuva Eg",), False),
        (("Tuva",), False),
    ],
)
def test_somebody_is_known_by_the_address_or_by_all_words_of_the_name(line, known):
    assert is_known(sheet_of(line), 0, {"tuva", "moe", "tuva@eks.example"}) is known
    assert is_known(sheet_of(("Tuva Moe",)), 0, {"tuva", "moe"})

"""Where a block of a sheet that begins further down ends, and which columns are its own, on both sides of each edge."""

from dataclasses import replace

import pytest
from columns_of import sheet_of

from loaders.table.extent import find_end, find_places

COLOURS = ("rød", "blå", "gul", "hvit", "sort", "grå", "brun", "rosa", "lilla", "grønn")
ABOVE = (("Rapport",), (), ())
HEADERS = ("Dyr", "Lyd", "Bein", "Pels", "Hale")
ANSWERS = (("katt", "mjau", "fire", "grå", "lang"), ("hund", "voff", "åtte", "brun", "kort"))
BELOW = ("eple", "pære", "plomme", "druer", "banan", "fiken")


def end_below(*below, own=(HEADERS, *ANSWERS)):
    """How many lines after its header the block ends; above it stand a title and empty lines."""
    sheet = sheet_of(*ABOVE, *own, *below)
    return find_end(sheet, len(ABOVE), sheet.counts) - len(ABOVE)


def block(*headers):
    return headers, BELOW[: len(headers)]


@pytest.mark.parametrize(
    ("below", "end"),
    [
        ([(), *block("E-post", "x1y", "x2y", "x3y", "x4y")], 4),
        ([(), *block("E-post", "x1y", "x2y", "x3y")], 6),
        ([(), ("Frukt",), *block("E-post", "x1y", "x2y", "x3y", "x4y")], 4),
        ([(), ("Frukt",), *block("E-post", "x1y", "x2y", "x3y")], 7),
        ([(), (), *block("E-post", "x1y", "x2y", "x3y", "x4y")], 5),
        ([("Frukt",), *block("E-post", "Kommune", "x2y", "x3y", "x4y")], 3),
        ([("Frukt",), *block("E-post", "Kommune", "x2y", "x3y")], 6),
        ([("1. Frukt",), *block("x1y", "x2y", "x3y")], 3),
        ([("1. Frukt",), ("eple", "pære")], 5),
        ([("Frukt",), *block("x1y", "x2y", "x3y")], 6),
        ([("1. Frukt",)], 3),
        ([("Frukt",)], 4),
    ],
)
def test_a_block_ends_before_another_one_that_is_the_more_surely_a_table_the_less_parts_them(below, end):
    assert end_below(*below) == end


@pytest.mark.parametrize(("same", "ends"), [(7, False), (6, True)])
def test_a_block_goes_on_under_headers_of_which_seven_of_ten_are_its_own(same, ends):
    own = ("Navn", "E-post", "Kommune", *COLOURS[:7])
    other = (*own[:same], *(f"x{place}y" for place in range(10 - same)))
    answers = [tuple(f"{letter}{place}z" for place in range(10)) for letter in "abcd"]
    end = end_below((), other, *answers[2:], own=(own, *answers[:2]))
    assert end == (4 if ends else 7)


def places(*rows, header):
    return find_places(sheet_of(*rows), header, len(rows))


@pytest.mark.parametrize(
    ("cell", "row", "used"),
    [("Rapport", 0, False), ("Rapport", 1, False), ("Notat", 2, True), ("notat", 3, True), ("notat", 4, True)],
)
def test_a_column_is_used_where_the_header_or_a_line_below_it_has_something(cell, row, used):
    rows = [["", "", ""], ["", "", ""], ["Dyr", "Lyd", ""], ["katt", "mjau", ""], ["hund", "voff", ""]]
    rows[row][2] = cell
    assert places(*rows, header=2) == (([0, 1, 2] if used else [0, 1]), [])


def test_beside_an_excel_table_every_other_column_is_of_another_table():
    sheet = sheet_of(("Nr", "Dyr", "Lyd", "Merk"), ("1", "katt", "mjau", "x"), ("2", "hund", "voff", "y"))
    sheet = replace(sheet, look={"tables": [(0, 1, 2, 2, 1, 0)]})
    own, sides = find_places(sheet, 0, 3)
    assert (own, [side.headers for side in sides]) == ([1, 2], [("Nr",), ("Merk",)])


def test_a_column_beyond_an_empty_one_belongs_to_a_block_further_down_too():
    rows = [("Rapport",), (), ("Dyr", "Lyd", "", "Pels"), *[(f"dyr {n}", "mjau", "", "grå") for n in range(10)]]
    assert places(*rows, header=2) == ([0, 1, 3], [])
    assert places(*rows[:-1], header=2)[0] == [0, 1]

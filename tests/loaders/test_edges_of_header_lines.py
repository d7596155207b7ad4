"""Which line below another one is a header, by what stands above it and once more below, around each edge."""

import numpy as np
import pytest
from columns_of import sheet_of

from loaders.table.header_lines import add_group_above, echoes, score_header, starts_above
from loaders.table.repeated_headers import find_repeated

ANSWERS = (("katt", "mjau", "fire", "grå", "lang"), ("hund", "voff", "åtte", "brun", "kort"))


def score(*rows, row=0):
    sheet = sheet_of(*rows)
    return score_header(sheet, row, sheet.counts)


def test_a_title_above_changes_nothing_of_how_much_a_line_looks_like_a_header():
    header, dated = ("Dyr", "Lyd", "Bein"), ("15.03.2024", "mjau", "fire")
    assert score(("Rapport",), header, dated, row=1) == score(header, dated)
    assert score(("Rapport",), (), header, dated, row=2) == score(header, dated) > score(header, ANSWERS[0][:3])


def test_what_stands_once_more_below_speaks_against_a_header():
    header = ("Kommune", "Lyd", "Bein")
    assert score(header, ("Kommune", "mjau", "fire")) == pytest.approx(score(header, ANSWERS[0][:3]) - 2 / 3)


@pytest.mark.parametrize(
    ("rows", "row", "weight"),
    [
        ((("Svar", "a"), ("b", "Navn"), ("b", "c")), 1, 1.0),
        ((("Svar", "a"), ("b", "Navn"), ("x", "c"), ("b", "d")), 1, 1.0),
        ((("b", "a"), ("b", "Navn"), ("x", "c")), 1, 0.0),
    ],
)
def test_a_cell_stands_once_more_from_the_next_line_on_and_not_above(rows, row, weight):
    assert echoes(sheet_of(*rows), row, 2) == weight


@pytest.mark.parametrize(("known", "inside"), [(2, True), (3, False)])
def test_half_of_the_words_of_a_line_inside_a_block_are_known_where_it_is_a_header(known, inside):
    header = (*("Kommune", "Stilling", "Telefon")[:known], *ANSWERS[0][known:])
    below = ANSWERS[1]
    alone = score(("Rapport",), header, below, row=1)
    assert score(("a", "b", "c", "d", "e"), header, below, row=1) == (alone - 4 if inside else alone)


@pytest.mark.parametrize(
    ("above", "own", "starts"),
    [
        (("Nr", "Hvem", ""), ("Tall", "Navn", "Sted"), False),
        (("Nr", "Hvem", ""), ("Tall", "", "Sted"), True),
        (("Nr", "Hvem", ""), ("7", "", "Sted"), False),
        (("", "Hvem", ""), ("Tall", "", "Sted"), False),
    ],
)
def test_two_lines_are_one_header_where_each_has_a_heading_that_the_other_lacks(above, own, starts):
    sheet = sheet_of(above, own, ("12", "Tuva", "Bodø"), ("13", "Eirin", "Lom"))
    assert starts_above(sheet, 1, sheet.counts) is starts


def test_a_header_that_stands_once_needs_no_group():
    above, own = ("", "", "En", "", "To", ""), ("ID", "Sendt", "Navn", "Alder", "Navn", "E-post")
    sheet = sheet_of(above, own, ("1", "2", "x", "y", "z", "w"))
    named = add_group_above(sheet, 1, list(range(6)), list(own), sheet.counts)
    assert named == ["ID", "Sendt", "En – Navn", "Alder", "To – Navn", "E-post"]


TEN = [f"Spalte {letter}" for letter in "abcdefghij"]


@pytest.mark.parametrize(
    ("headers", "line", "again"),
    [
        # half of four, in the columns with most values, which are looked at last
        (["Påmeldt", "Form", "Navn", "Kommune"], ["", "", "Navn", "Kommune"], True),
        (["Påmeldt", "Form", "Navn", "Kommune"], ["", "", "", "Kommune"], False),
        (["Navn"], ["Navn"], False),
        # seven of ten cells, and six
        (TEN, [*TEN[:7], "x", "y", "z"], True),
        (TEN, [*TEN[:6], "w", "x", "y", "z"], False),
        # five of ten headers alone, and four
        (TEN, [*TEN[:5], *[""] * 5], True),
        (TEN, [*TEN[:4], *[""] * 6], False),
    ],
)
def test_a_line_is_the_headers_again_by_how_many_it_has_and_what_else_it_holds(headers, line, again):
    answers = [[f"{n}" if place > 1 else "x" for place in range(len(headers))] for n in range(5)]
    sheet = sheet_of(headers, *answers, line)
    found = find_repeated(sheet, 0, list(range(len(headers))), np.arange(1, 7))
    assert found == ([6] if again else [])

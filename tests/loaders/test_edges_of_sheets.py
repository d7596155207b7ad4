"""Which line of a sheet has the headers, and which other sheets hold more answers, around each edge."""

from dataclasses import replace

import numpy as np
import pytest
from columns_of import sheet_of

from loaders.export import ExportError
from loaders.table.find_table import (
    choose_table,
    compare_sheets,
    find_table,
    looks_like_more,
    table_at_row,
    weigh_block,
)

HEADERS = ("ID", "Innsendt", "E-post", "Navn", "Kommune")


def answers(number, first=1):
    return [
        (str(n), f"{n % 28 + 1:02}.03.2024", f"p{n}@eks.example", f"Navn {n}", "Bodø")
        for n in range(first, first + number)
    ]


def test_lines_are_counted_from_the_header_on_wherever_it_stands():
    assert weigh_block(np.array([3, 3, 1, 3, 3, 0]), 3) == 0.5
    assert weigh_block(np.array([3, 3, 1, 3, *[3] * 9]), 3) == 3


def test_twenty_answers_speak_for_a_table_as_much_as_more():
    scores = [find_table(sheet_of(HEADERS, *answers(number))).score for number in (19, 20, 21)]
    assert scores[0] < scores[1] == scores[2]


def test_of_two_headers_alike_the_first_is_read_and_the_other_a_doubt():
    rows = [("Dyr", "Lyd", "Bein"), *[("katt", "mjau", "fire"), ("hund", "voff", "åtte")] * 3]
    other = [(), ("Mat", "Smak", "Farge"), *[("eple", "søt", "rød"), ("pære", "sur", "gul")] * 3]
    table = find_table(sheet_of(*rows, *other))
    assert (table.header, table.doubtful) == (0, True)


@pytest.mark.parametrize("row", [2, 4, 9])
def test_a_row_above_the_sheet_s_first_below_its_last_or_without_a_cell_has_no_headers(row):
    sheet = replace(sheet_of(HEADERS, (), *answers(3)), row=2)
    with pytest.raises(ExportError, match=f"Rad {row} i arket «Ark1» er tom"):
        table_at_row(sheet, row)


@pytest.mark.parametrize("row", [3, 7])
def test_the_first_and_the_last_row_of_a_sheet_may_have_the_headers(row):
    assert table_at_row(replace(sheet_of(HEADERS, (), *answers(3)), row=2), row).header == row - 3


BEST = find_table(sheet_of(HEADERS, *answers(8)))


@pytest.mark.parametrize(
    ("rows", "column", "more"),
    [
        (answers(3), 0, True),
        ([(), *answers(3)], 0, True),
        ([("Svar",), *answers(3)], 0, False),
        ([row[1:] for row in answers(3)], 1, False),
        ([("", *row) for row in answers(3)], 0, False),
        ([row[:3] for row in answers(3)], 0, True),
        ([row[:2] for row in answers(3)], 0, False),
    ],
)
def test_a_sheet_without_headers_has_the_answers_in_the_same_columns_from_its_first_line_on(rows, column, more):
    assert looks_like_more(BEST, replace(sheet_of(*rows), column=column)) is more


def test_columns_are_the_same_by_their_letters_and_not_by_their_places():
    best = find_table(replace(sheet_of(HEADERS, *answers(8)), column=2))
    assert looks_like_more(best, replace(sheet_of(*answers(3)), column=2))
    assert looks_like_more(best, replace(sheet_of(*[("x", *row) for row in answers(3)]), column=1))
    assert not looks_like_more(best, replace(sheet_of(*answers(3)), column=1))


@pytest.mark.parametrize(("numbers", "rest", "more"), [(24, "x", True), (23, "1", False)])
def test_thirty_answers_tell_what_the_columns_hold(numbers, rest, more):
    ids = [*["1"] * numbers, *["x"] * (30 - numbers), *[rest] * 30]
    best = find_table(sheet_of(("ID", "E-post"), *[(one, "a@eks.example") for one in ids]))
    assert looks_like_more(best, sheet_of(("7", "b@eks.example"))) is more


@pytest.mark.parametrize(("header", "alike"), [("Kommune", True), ("Stilling", False)])
def test_sheets_of_one_column_are_alike_by_its_header(header, alike):
    best, sheet = find_table(sheet_of(("Kommune",), ("Bodø",), ("Lom",))), sheet_of((header,), ("Asker",), ("Skjåk",))
    assert compare_sheets(best, sheet, find_table(sheet)).alike is alike


def test_without_headers_in_any_sheet_there_is_no_table_unless_a_row_is_named():
    sheet = sheet_of(("1", "2"), ("3", "4"))
    assert choose_table([sheet]) is None
    assert choose_table([sheet], {"(overskriftsrad)": " 2 "}).header == 1

"""Which lines of a sheet may be headers, on both sides of each edge: what stands in them, above them and below."""

import numpy as np
import pytest
from columns_of import column_of, sheet_of

from loaders.sandbox.sheets import Column, Sheet
from loaders.table.header_lines import (
    add_group_above,
    echoes,
    find_candidates,
    is_data,
    is_dated,
    is_inside,
    is_like_below,
    is_second_heading,
    join_headings,
    kind_of,
    kind_of_text,
    read_headings,
    score_header,
    starts_above,
)


def score(*rows, row=0):
    sheet = sheet_of(*rows)
    return score_header(sheet, row, sheet.counts)


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        ([], []),
        ([0, 0], []),
        ([0, 3, 0, 3], [1, 3]),
        ([3] * 61, list(range(60))),
        ([0, *[3] * 61], list(range(1, 61))),
        ([3] * 60 + [1, 2], [*range(60), 61]),
        ([3] * 60 + [2, 2], list(range(60))),
        ([3] * 60 + [0, 1], list(range(60))),
    ],
)
def test_the_first_sixty_lines_may_be_headers_and_those_below_a_title_or_an_empty_line(counts, lines):
    assert find_candidates(np.array(counts, dtype=np.int32)) == lines


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a@b", "@"),
        ("a @b", "s"),
        ("15.03", "d"),
        ("15.03.24 09", "d"),
        ("15.03 fredag", "s"),
        ("1 234,5", "n"),
        ("1,5", "n"),
        ("12a", "s"),
    ],
)
def test_a_text_is_an_address_a_date_a_number_or_another_text(text, kind):
    assert kind_of_text(text) == kind


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a@b", True),
        ("15.03.2024", True),
        ("12", True),
        ("1.2", True),
        ("uke 12", False),
        ("a" * 400, False),
        ("a" * 401, True),
    ],
)
def test_an_address_a_date_a_number_and_a_very_long_text_are_no_header(text, data):
    assert is_data(text) is data


@pytest.mark.parametrize(
    ("cells", "data"),
    [
        (("a@b.no", "Navn"), True),
        (("a@b.no",), True),
        (("a" * 401, "Navn"), True),
        (("a" * 400, "Navn"), False),
        (("12",), True),
        (("12", "13"), True),
        (("12", "Navn", "13"), True),
        (("12", "Navn", "Sted"), False),
        (("Navn", "Sted"), False),
    ],
)
def test_a_cell_is_data_where_others_of_its_kind_stand_under_it_or_nothing_does(cells, data):
    assert is_like_below(column_of(*cells), 0, list(range(1, len(cells)))) is data


@pytest.mark.parametrize(
    ("counts", "row", "inside"),
    [([5, 5], 0, False), ([4, 5], 1, True), ([3, 5], 1, False), ([2, 2], 1, True), ([1, 1], 1, False)],
)
def test_a_line_under_one_about_as_wide_is_inside_a_block(counts, row, inside):
    assert is_inside(row, np.array(counts)) == inside


COLOURS = ("rød", "blå", "gul", "hvit", "sort", "grå", "brun", "rosa", "lilla", "grønn")
UNDER = tuple(f"{colour}t" for colour in COLOURS)


def numbered(n, places):
    return [str(at) if at < n else name for at, name in enumerate(COLOURS[:places])]


@pytest.mark.parametrize(
    ("rows", "may_be"),
    [
        ((COLOURS[:3], UNDER[:3]), True),
        ((COLOURS[:2], UNDER[:2]), False),
        (((COLOURS[0], "Kommune"), UNDER[:2]), True),
        ((("rød", "rød", "blå", "gul", "gul"), UNDER[:5]), True),
        ((("rød", "rød", "blå", "blå", "gul", "gul"), UNDER[:6]), False),
        ((("Kommune", "Stilling"),), True),
        ((("Kommune", "blå", "gul"),), False),
        ((("Kommune", "Tid", "Sendt", "blå"),), False),
        ((("Kommune", "Tid", "Sendt", "Inn", "Ut"),), True),
        ((numbered(2, 10), numbered(10, 10)), True),
        ((numbered(2, 9), numbered(9, 9)), False),
        ((numbered(3, 10), numbered(10, 10)), False),
        (((*numbered(3, 10), *UNDER), (*numbered(10, 10), *UNDER)), False),
        ((("a", "b", "c"), UNDER[:3]), False),
        ((("aa", "b", "c"), UNDER[:3]), True),
        ((("1", "2", "3"), UNDER[:3]), False),
    ],
)
def test_a_header_has_different_words_and_hardly_any_data(rows, may_be):
    assert (score(*rows) > 0) is may_be


def test_a_narrow_line_over_a_wide_table_is_less_of_a_header():
    wide = [score(COLOURS[:5], (*UNDER[:places], *[""] * (9 - places)), UNDER[:1]) for places in (7, 8, 9)]
    assert wide[0] == wide[1] > wide[2]


def test_times_or_addresses_among_the_first_four_lines_below_speak_for_a_header():
    plain, dated = UNDER[:3], ("15.03.2024", *UNDER[:2])
    with_dates = [score(COLOURS[:3], *[plain] * before, dated) for before in (0, 3, 4)]
    assert with_dates[0] == with_dates[1] > with_dates[2]


def test_a_date_far_below_a_title_says_nothing_of_it():
    near, far = ([COLOURS[:3], *[()] * gap, ("15.03.2024", "a")] for gap in (6, 7))
    assert score(*near) > score(*far)


def test_long_texts_speak_against_a_header_from_sixty_letters_on():
    lengths = [score(("a" * length, *COLOURS[:2]), UNDER[:3]) for length in (59, 60, 61)]
    assert lengths[0] == lengths[1] > lengths[2]


def test_more_columns_speak_for_a_header_up_to_ten():
    names = [f"{colour} {n}x" for n, colour in enumerate(COLOURS)]
    scores = [score(names[:places], UNDER[:places]) for places in (8, 9, 10)]
    scores.append(score([*names, "en til"], [*UNDER, "noe"]))
    assert scores[0] < scores[1] < scores[2] == scores[3]


@pytest.mark.parametrize(("known", "less"), [(("Kommune", "Stilling"), False), (("Kommune",), True)])
def test_a_line_inside_a_block_is_a_header_only_by_its_words(known, less):
    row = (*known, *COLOURS[: 4 - len(known)])
    assert (score(UNDER[:4], row, UNDER[4:8], row=1) + 1 < score((), row, UNDER[4:8], row=1)) is less


@pytest.mark.parametrize(
    ("rows", "row", "weight"),
    [
        ((("Svar", "Navn"), ("Svar", "x"), ("Svar", "y")), 0, 1.0),
        ((("Svar", "Navn"), ("Svar", "Navn")), 0, 0.0),
        ((("Svar", "Navn"), ("x", "Svar")), 0, 0.0),
        ((("Svar", "a"), ("Svar", "b"), ("x", "c")), 1, 0.0),
        ((COLOURS, (*COLOURS[:7], "x", "y", "z")), 0, 0.0),
        ((COLOURS, (*COLOURS[:6], "w", "x", "y", "z")), 0, 1.2),
    ],
)
def test_a_line_whose_cells_stand_again_below_is_an_answer_unless_it_is_the_whole_header(rows, row, weight):
    assert echoes(sheet_of(*rows), row, len(rows[row])) == pytest.approx(weight)


def second(*rows):
    sheet = sheet_of(*rows)
    return is_second_heading(sheet, 0, list(range(len(sheet.columns))), list(range(1, len(rows))))


NUMBERS = [("12", f"navn {n}") for n in range(4)]


@pytest.mark.parametrize(
    ("rows", "belongs"),
    [
        ((("Nr", ""), ("", "Fornavn"), *NUMBERS), True),
        ((("Nr", "Hvem"), ("", "Fornavn"), *NUMBERS), False),
        ((("Nr", "Hvem"), ("", "Open-Ended Response"), *NUMBERS), True),
        ((("Nr", ""), ("7", "Fornavn"), *NUMBERS), False),
        ((("Nr", ""), ("", "Fornavn"), *NUMBERS, ("a", "b")), True),
        ((("Nr", ""), ("", "Fornavn"), *NUMBERS[:3], ("a", "b")), False),
        ((("Hva", ""), ("", "Fornavn"), ("a", "b"), ("c", "d")), False),
        ((("Nr", ""), ("", "Fornavn")), False),
        ((("Nr", ""), ("", "Fornavn"), ("", "b"), *NUMBERS), True),
    ],
)
def test_a_second_heading_line_fills_a_blank_heading_and_has_nothing_of_what_stands_below(rows, belongs):
    assert second(*rows) is belongs


@pytest.mark.parametrize(
    ("above", "starts"),
    [
        (("", "Kontakt", "Svar"), True),
        (("", "", "Svar"), False),
        (("Nr", "Hvem", ""), False),
        (("", "12", "Svar"), False),
    ],
)
def test_the_line_above_is_the_first_of_two_where_it_has_a_heading_that_the_lower_one_lacks(above, starts):
    sheet = sheet_of(above, ("Fornavn", "Etternavn", ""), ("a", "b", "12"), ("c", "d", "13"))
    assert starts_above(sheet, 1, sheet.counts) is starts
    assert starts_above(sheet, 0, sheet.counts) is False


@pytest.mark.parametrize(
    ("tops", "subs", "headers"),
    [
        (["Navn", ""], ["", "Response"], ["Navn", "Navn"]),
        (["Dager", "", ""], ["Fredag", "Lørdag", ""], ["Dager – Fredag", "Dager – Lørdag", "Dager"]),
        (["Hvem", "Hva"], ["Kari", "Ola"], ["Hvem", "Hva"]),
        (["Hvem", ""], ["Kari", ""], ["Hvem", "Hvem"]),
        (["", "Hva"], ["Sted", "Ola"], ["Sted", "Hva"]),
        (["Om deg", ""], ["Navn", "Kommune"], ["Navn", "Kommune"]),
        (["Rektor", ""], ["Navn", "Kommune"], ["Rektor – Navn", "Rektor – Kommune"]),
        (["A", "", "B", ""], ["Navn", "Sted", "Navn", "Kommune"], ["A – Navn", "A – Sted", "B – Navn", "Kommune"]),
    ],
)
def test_two_heading_lines_become_one_with_the_group_s_name_where_its_parts_need_it(tops, subs, headers):
    assert join_headings(tops, subs) == headers


PARTS = ("ID", "Sendt", "Navn", "E-post", "Navn", "E-post")
NAMED = ["ID", "Sendt", "En – Navn", "En – E-post", "To – Navn", "To – E-post"]


@pytest.mark.parametrize(
    ("above", "own", "headers"),
    [
        (("", "", "En", "", "To", ""), PARTS, NAMED),
        (("", "", "En", "", "", ""), PARTS, list(PARTS)),
        (("", "", "En", "", "12", ""), PARTS, list(PARTS)),
        (("a", "b", "c", "d", "e", "f"), PARTS, list(PARTS)),
        (("", "", "En", "", "To", ""), ("ID", "Sendt", "A", "B", "C", "D"), ["ID", "Sendt", "A", "B", "C", "D"]),
    ],
)
def test_repeated_headers_get_the_name_of_the_group_above_them(above, own, headers):
    sheet = sheet_of(above, own, ("1", "2", "x", "y", "z", "w"))
    assert add_group_above(sheet, 1, list(range(6)), list(own), sheet.counts) == headers


CODES, IMPORTS = ("StartDate", "Q1", "", "Q2"), ('{"ImportId":"a"}', '{"ImportId":"b"}', "", "")
QUESTIONS = ("Start", "Hvem er du?", "Hva mer?", "")


@pytest.mark.parametrize(
    ("rows", "headers", "last"),
    [
        ((CODES, QUESTIONS, IMPORTS), ["StartDate", "Hvem er du?", "Hva mer?", "Q2"], 2),
        ((CODES, IMPORTS, ("2024", "x", "y", "z")), list(CODES), 1),
        ((CODES, QUESTIONS, ("a", "b", "c", "d"), IMPORTS), list(CODES), 0),
    ],
)
def test_codes_are_replaced_by_their_questions_where_the_system_s_own_names_follow(rows, headers, last):
    sheet = sheet_of(*rows)
    assert read_headings(sheet, 0, [0, 1, 2, 3], sheet.counts) == (headers, last)


@pytest.mark.parametrize(("gap", "headers", "last"), [(0, ["Nr", "Fornavn"], 1), (1, ["Nr", ""], 0)])
def test_a_second_heading_line_stands_right_under_the_first(gap, headers, last):
    sheet = sheet_of(("Nr", ""), *[()] * gap, ("", "Fornavn"), *NUMBERS)
    assert read_headings(sheet, 0, [0, 1], sheet.counts) == (headers, last)


def test_four_hundred_lines_below_an_empty_one_may_be_headers():
    assert find_candidates(np.array([0, 2] * 500))[-1] == 799


@pytest.mark.parametrize(("line", "headers"), [(60, ["Nr", "Fornavn"]), (61, ["Nr", ""])])
def test_sixty_lines_under_a_header_tell_what_its_columns_hold(line, headers):
    sheet = sheet_of(("Nr", ""), ("", "Fornavn"), *[()] * (line - 2), ("12", "Kari"))
    assert read_headings(sheet, 0, [0, 1], sheet.counts)[0] == headers


def test_a_cell_of_a_workbook_is_a_date_a_number_a_text_or_nothing():
    column = Column(["", 86_400, 86_400, 3_600, 60, 7.0, 1, "a@b.no"], "sdetunbs", np.arange(8, dtype=np.int32))
    assert [kind_of(column, row) for row in range(8)] == ["", "d", "d", "d", "d", "n", "n", "@"]
    sheet = Sheet("Ark1", [column], 8)
    assert [is_dated(sheet, row) for row in range(8)] == [False, True, True, True, True, False, False, True]

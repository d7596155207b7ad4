"""Where a table begins, ends and stands beside another, on both sides of each edge."""

from dataclasses import replace

import numpy as np
import pytest
from columns_of import sheet_of

from loaders.table.extent import ExcelTable, belongs, describe_side, excel_tables, find_end, find_places, split_bands
from loaders.table.find_table import choose_table, find_table, has_same_texts, table_at_row, weigh_block
from loaders.table.repeated_headers import find_parts, find_repeated

COLOURS = ("rød", "blå", "gul", "hvit", "sort", "grå", "brun", "rosa", "lilla", "grønn")
HEADERS = ("ID", "Innsendt", "E-post", "Navn", "Kommune")


def answers(number, first=1):
    return [
        (str(n), f"{n % 28 + 1:02}.03.2024", f"p{n}@eks.example", f"Navn {n}", "Bodø")
        for n in range(first, first + number)
    ]


def ends(*rows):
    sheet = sheet_of(*rows)
    return find_end(sheet, 0, sheet.counts)


OTHER = ("Nr", "Dato", "Adresse", "Stilling")
OTHERS = [("1", "11.03.2024", "a@eks.example", "rektor")]


@pytest.mark.parametrize(
    ("below", "end"),
    [
        ([], 3),
        ([(), OTHER, *OTHERS], 4),
        ([(), ("Oppsummering",), OTHER, *OTHERS], 4),
        ([("Oppsummering",), OTHER, *OTHERS], 3),
        ([(), ("Et notat",)], 5),
        ([(), HEADERS, *answers(1)], 6),
        ([(), HEADERS[::-1], *answers(1)], 6),
        ([(), (*HEADERS[:4], "Sted"), *answers(1)], 6),
        ([(), (*HEADERS[:3], "Sted", "Rolle"), *answers(1)], 4),
        ([("1. Sammendrag",)], 3),
        ([("1. Sammendrag",), OTHER, *OTHERS], 3),
        ([("Merk:",)], 4),
    ],
)
def test_a_table_ends_at_the_title_or_the_headers_of_another(below, end):
    assert ends(HEADERS, *answers(2), *below) == end


def looked(tables, row=0, column=0):
    return replace(sheet_of(HEADERS, *answers(5)), row=row, column=column, look={"tables": tables})


@pytest.mark.parametrize(
    ("tables", "row", "column", "found"),
    [
        ([(0, 0, 5, 4, 1, 0)], 0, 0, [ExcelTable(0, 5, range(5), False)]),
        ([(0, 0, 5, 4, 1, 1)], 0, 0, [ExcelTable(0, 5, range(5), True)]),
        ([(0, 0, 5, 4, 0, 0)], 0, 0, []),
        ([(2, 1, 7, 5, 1, 0)], 2, 1, [ExcelTable(0, 5, range(5), False)]),
        ([(3, 2, 7, 5, 1, 0)], 2, 1, [ExcelTable(1, 5, range(1, 5), False)]),
        ([(1, 1, 7, 5, 1, 0)], 2, 1, []),
        ([(2, 0, 7, 5, 1, 0)], 2, 1, []),
    ],
)
def test_an_excel_table_is_heard_where_it_has_headers_inside_what_is_filled(tables, row, column, found):
    assert excel_tables(looked(tables, row, column)) == found


@pytest.mark.parametrize(
    ("used", "table", "bands"),
    [
        ([0, 1, 2], None, [[0, 1, 2]]),
        ([0, 1, 3], None, [[0, 1], [3]]),
        ([1, 2, 3], range(2, 3), [[1], [2], [3]]),
        ([0, 1, 2], range(3), [[0, 1, 2]]),
    ],
)
def test_columns_are_parted_by_an_empty_one_and_by_the_edge_of_an_excel_table(used, table, bands):
    assert split_bands(used, ExcelTable(0, 5, table, False) if table else None) == bands


def main_columns(*rows):
    return find_places(sheet_of(*rows), 0, len(rows))[0]


def two_lists(headed, short, rows=60):
    """A column of many numbers, an empty one, and a short list beside it."""
    lines = [("Tall", "", *COLOURS[:headed])]
    for n in range(rows):
        lines.append((str(n), "", *(COLOURS[:headed] if n < short else [""] * headed)))
    return lines


@pytest.mark.parametrize(
    ("headed", "short", "rows", "main"),
    [(5, 11, 60, [2, 3, 4, 5, 6]), (5, 10, 60, [0]), (5, 3, 42, [2, 3, 4, 5, 6]), (5, 3, 43, [0])],
)
def test_of_two_tables_side_by_side_the_one_with_more_headers_and_answers_is_the_main_one(headed, short, rows, main):
    assert main_columns(*two_lists(headed, short, rows)) == main


def test_columns_without_a_header_are_never_the_main_ones():
    assert main_columns(("", "", "Hvem"), *[(str(n), "", "") for n in range(60)]) == [2]


def is_part(number, filled, header="Stilling", names=("Navn", "E-post")):
    """Whether a column beyond an empty one belongs, `filled` of the `number` answers having something in it."""
    sheet = sheet_of((*names, "", header), *[("a", "b", "", "rektor" if n < filled else "") for n in range(number)])
    rows = np.ones(number, dtype=bool)
    return belongs(sheet, [3], 0, number + 1, rows, {"navn", "e-post"})


@pytest.mark.parametrize(
    ("number", "filled", "belongs"), [(10, 10, True), (9, 9, False), (20, 19, True), (19, 18, False), (40, 37, False)]
)
def test_a_column_beyond_an_empty_one_belongs_where_it_is_filled_for_nearly_all_of_ten(number, filled, belongs):
    assert is_part(number, filled) is belongs
    assert not is_part(number, filled, header="")
    assert not is_part(number, filled, header="Navn")


def test_the_cells_of_a_table_beside_are_named_up_to_the_row_in_which_they_are_four_hundred():
    rows = [("Navn", "", "Nr", "Kode"), *[("a", "", str(n), "") for n in range(500)]]
    side = describe_side(sheet_of(*rows), [2, 3], 0, 501)
    assert (side.headers, side.cells[:3]) == (("Nr", "Kode"), ("C1", "D1", "C2"))
    assert len(side.cells) == 401


@pytest.mark.parametrize(
    ("below", "lines"), [([3, 3, 3, 3, 3, 3], 6), ([3, 3, 3, 3, 3, 3, 3], 6), ([2, 1, 3], 1), ([1, 3], 0), ([], 0)]
)
def test_a_header_is_told_by_up_to_six_full_lines_right_below_it(below, lines):
    assert weigh_block(np.array([3, *below]), 0) == lines / 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (COLOURS[:5], (*COLOURS[:4], "x"), True),
        (COLOURS[:4], (*COLOURS[:3], "x"), False),
        (COLOURS[:5], COLOURS[:4], True),
        (COLOURS[:4], COLOURS[:3], False),
        (COLOURS[:5], COLOURS[4::-1], True),
    ],
)
def test_two_lines_have_the_same_headers_where_four_of_five_are(one, other, same):
    assert has_same_texts(sheet_of(one, other), 0, 1) is same


def skipped(first, second, visible=True):
    sheets = [replace(sheet_of(*first), name="Svar"), replace(sheet_of(*second), name="Annet", visible=visible)]
    (other,) = choose_table(sheets).skipped
    return other


MANY = [HEADERS, *answers(8)]


def test_a_sheet_with_four_of_five_headers_is_alike_and_its_copies_are_counted():
    alike = skipped(MANY, [HEADERS, *answers(3, first=7)])
    assert (alike.name, alike.alike, alike.rows, alike.copies) == ("Annet", True, 3, 2)
    assert skipped(MANY, [(*HEADERS[:4], "Rolle"), *answers(3)]).alike
    other = skipped(MANY, [(*HEADERS[:3], "Alder", "Rolle"), *answers(3)])
    assert (other.alike, other.rows, other.copies) == (False, 3, 0)


def test_a_sheet_without_headers_holds_more_answers_where_two_columns_hold_the_same():
    assert skipped(MANY, answers(3, first=9)).headless
    assert skipped(MANY, [*answers(3, first=9), ("Slutt",)]).rows == 3
    assert not skipped(MANY, [("x", "y", "c@eks.example", "d", "e")] * 3).headless
    assert not skipped(MANY, [("9", "11.03.2024"), ("10", "12.03.2024")]).headless
    two = [("ID", "Hva"), *[(str(n), "blå") for n in range(8)]]
    assert not skipped(two, [("8", "blå"), ("9", "rød")]).headless


@pytest.mark.parametrize(
    ("names", "visible", "chosen"),
    [
        (("Svar", "Annet"), True, "Svar"),
        (("Svar", "Sheet1"), True, "Sheet1"),
        (("Svar", "Form1"), True, "Form1"),
        (("Svar", "Sheet1"), False, "Svar"),
    ],
)
def test_of_two_lists_the_sheet_with_the_usual_name_is_read_and_a_hidden_one_last(names, visible, chosen):
    sheets = [replace(sheet_of(*MANY), name=names[0]), replace(sheet_of(*MANY), name=names[1], visible=visible)]
    assert choose_table(sheets).sheet.name == chosen


def test_of_two_lists_alike_the_longer_one_is_read():
    sheets = [
        replace(sheet_of(HEADERS, *answers(30)), name="Kort"),
        replace(sheet_of(HEADERS, *answers(31)), name="Lang"),
    ]
    assert choose_table(sheets).sheet.name == "Lang"
    assert choose_table(sheets[::-1]).sheet.name == "Lang"


def test_a_sheet_that_is_named_is_read():
    sheets = [replace(sheet_of(*MANY), name="Svar"), replace(sheet_of(HEADERS, *answers(2)), name="Annet")]
    assert choose_table(sheets, {"(ark)": "Annet"}).sheet.name == "Annet"
    assert choose_table(sheets, {"(ark)": "Borte"}).sheet.name == "Svar"


def test_a_row_of_headers_is_counted_as_excel_counts_it():
    sheet = replace(sheet_of(("Tittel",), *MANY), row=3)
    assert (table_at_row(sheet, 5).header, table_at_row(sheet, 5).headers) == (1, list(HEADERS))
    assert table_at_row(sheet, 4).header == 0


def test_of_the_same_headers_twice_the_first_is_the_header():
    table = find_table(sheet_of(HEADERS, *answers(1), HEADERS, *answers(8, first=2)))
    assert (table.header, list(table.repeated), len(table.rows)) == (0, [2], 9)


def test_the_rows_under_and_the_sums_of_an_excel_table_are_known():
    table = find_table(looked([(0, 0, 4, 4, 1, 1)]))
    assert (table.outside, table.sums) == ((5,), (4,))
    table = find_table(looked([(0, 0, 5, 4, 1, 0)]))
    assert (table.outside, table.sums) == ((), ())


def test_lines_of_another_block_below_have_at_least_two_cells():
    table = find_table(sheet_of(HEADERS, *answers(4), (), ("Oppsummering",), OTHER, *OTHERS, ("Slutt",)))
    assert table.below.tolist() == [7, 8]


@pytest.mark.parametrize(
    ("line", "again"),
    [
        (HEADERS, True),
        (("ID", "Innsendt", "", "", ""), False),
        (("ID", "Innsendt", "E-post", "", ""), True),
        (("ID", "Innsendt", "E-post", "x", "y"), False),
        (("ID", "Innsendt", "E-post", "Navn", "y"), True),
    ],
)
def test_a_line_is_the_headers_once_more_where_most_of_its_cells_are_header_texts(line, again):
    sheet = sheet_of(HEADERS, *answers(2), line)
    assert find_repeated(sheet, 0, [0, 1, 2, 3, 4], np.arange(1, 4)) == ([3] if again else [])


def test_half_of_two_headers_is_one_and_too_little():
    sheet = sheet_of(("ID", "Navn"), ("1", "x"), ("ID", ""))
    assert find_repeated(sheet, 0, [0, 1], np.arange(1, 3)) == []
    assert find_repeated(sheet_of(("ID", "Navn"), ("1", "x"), ("ID", "Navn")), 0, [0, 1], np.arange(1, 3)) == [2]


def test_headers_in_another_order_are_a_part_up_to_the_next_headers():
    turned = (HEADERS[1], HEADERS[0], *HEADERS[2:4], "Rolle")
    sheet = sheet_of(HEADERS, *answers(1), turned, *answers(2), HEADERS, *answers(1))
    (part,) = find_parts(sheet, 0, [0, 1, 2, 3, 4], [2, 5], 7)
    assert (part.header, part.start, part.end, part.unknown) == (2, 2, 5, ("Rolle",))
    assert part.place_of == {0: 1, 1: 0, 2: 2, 3: 3}

"""How the child packs cells: values once, by their kinds, merged cells filled and letters mended, all within limits."""

from array import array
from datetime import date, datetime, time, timedelta

import pytest
from make_files import sheet_xml, workbook_with

from loaders.sandbox.open_file import read_sheets


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (datetime(1970, 1, 2, 0, 0, 1, 499_999), 86_401),
        (datetime(1970, 1, 2, 0, 0, 1, 500_000), 86_402),
        (date(1970, 1, 3), 172_800),
        (time(1, 2, 3), 3_723),
        (timedelta(seconds=1.6), 2),
        (2.5, 2.5),
        (True, 1.0),
        (7, 7.0),
    ],
)
def test_what_a_cell_holds_becomes_a_number(child, value, number):
    assert child["packing"].to_number(value) == number


@pytest.mark.parametrize(
    ("cells", "values", "codes"),
    [
        (("a", "", "a", "b"), ["", "a", "b"], [1, 0, 1, 2]),
        ((1.0, True, False, 0.0), ["", 1.0, True, False, 0.0], [1, 2, 3, 4]),
        ((1.0, 0.0), ["", 1.0, 0.0], [1, 2]),
        ((1.0, True), ["", 1.0, True], [1, 2]),
        ((0.0, False), ["", 0.0, False], [1, 2]),
        ((1.0, True, ""), ["", 1.0, True], [1, 2, 0]),
    ],
)
def test_each_value_is_kept_once_and_true_is_not_one(child, cells, values, codes):
    found, indexes = child["packing"].index_values(cells)
    assert (list(map(repr, found)), indexes) == (list(map(repr, values)), array("i", codes))


def test_values_are_described_by_a_letter_each(child):
    values = ["", 1.5, True, datetime(1970, 1, 2), date(1970, 1, 2), time(0, 1), timedelta(seconds=1)]
    kinds, numbers, texts = child["packing"].describe(values)
    assert (kinds, list(numbers), texts) == ("snbdetu", [1.5, 1, 86_400, 86_400, 60, 1], [""])
    assert child["packing"].describe(["", "a"])[0] == "s"


MIXED = [
    ["Nr", "Tall", "Når", "Sant", "Blandet"],
    [1, 1.5, datetime(2024, 5, 15, 9, 30), True, "a"],
    [2, 2, datetime(2024, 5, 16), False, 7],
    [3, "x", "y", "z", True],
]


def test_cells_of_every_kind_come_through_as_they_were():
    (sheet,) = read_sheets(workbook_with(sheet_xml(MIXED)), "liste.xlsx")
    texts = [[column.text(row) for row in range(1, 4)] for column in sheet.columns]
    assert texts == [
        ["1", "2", "3"],
        ["1.5", "2", "x"],
        ["15.05.2024 09:30:00", "16.05.2024", "y"],
        ["Ja", "Nei", "z"],
        ["a", "7", "Ja"],
    ]


def made(child, rows, row=0, column=0):
    return child["sheet"].Sheet("Ark1", [list(cells) for cells in rows], row, column)


@pytest.mark.parametrize(
    ("merged", "first", "told"),
    [
        ([(0, 0, 2)], ["x", "x", "x"], {"0": [2, 3]}),
        ([(0, 0, 1)], ["x", "x", ""], {"0": [2]}),
        ([(0, 0, 0)], ["x", "", ""], {}),
        ([(0, 0, 9)], ["x", "x", "x"], {"0": [2, 3]}),
        ([(1, 0, 2)], ["x", "", ""], {}),
        ([(9, 0, 10)], ["x", "", ""], {}),
        ([(0, 2, 2)], ["x", "", ""], {}),
        ([(0, -1, 2)], ["x", "", ""], {}),
    ],
)
def test_what_is_merged_downwards_holds_for_each_row_that_has_something_else(child, merged, first, told):
    sheet = made(child, [["x", "a"], ["", "b"], ["", "c"]])
    assert child["cells"].fill_merged(sheet, merged) == told
    assert [cells[0] for cells in sheet.rows] == first


def test_merged_cells_are_found_where_the_sheet_begins_and_leave_empty_rows_alone(child):
    sheet = made(child, [["x", "a"], ["", ""], ["", "c"]], row=3, column=2)
    assert child["cells"].fill_merged(sheet, [(3, 2, 5)]) == {"2": [6]}
    assert child["cells"].fill_merged(sheet, [(2, 2, 5), (3, 1, 5)]) == {}


def test_only_so_many_merged_cells_are_filled(child, monkeypatch):
    monkeypatch.setattr(child["cells"], "MOST_FILLED", 3)
    sheet = made(child, [["x", "a"], *[["", "b"]] * 4])
    sheet.rows = [list(cells) for cells in sheet.rows]
    assert child["cells"].fill_merged(sheet, [(0, 0, 1), (0, 0, 4)]) == {"0": [2, 2, 3]}


def test_so_many_mended_cells_are_named_and_all_are_counted(child, monkeypatch):
    monkeypatch.setattr(child["packing"], "MOST_TOLD", 2)
    sheet = made(child, [["JÃ¸rn"]] * 3, row=2, column=1)
    cells = child["packing"].mend_cells(tuple(cells[0] for cells in sheet.rows), sheet, 3)
    assert (cells, sheet.look) == (["Jørn"] * 3, {"mended": [[2, 4], [3, 4]], "mended_count": 3})


@pytest.mark.parametrize(
    ("cells", "lost"), [(["J?rn", "Bodø"], None), (["J?rn", "B?e"], 2), (["Hva?", "Hvem?"], None), (["J\ufffdrn"], 1)]
)
def test_two_question_marks_of_a_column_may_be_lost_letters_and_one_is_a_question(child, cells, lost):
    sheet = made(child, [[cell] for cell in cells])
    child["packing"].pack_sheet(sheet)
    assert sheet.look.get("lost_count") == lost

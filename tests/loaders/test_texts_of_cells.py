"""How a cell's text is tidied, how its value is spelt, and what a column and a sheet tell of theirs."""

import unicodedata

import numpy as np
import pytest
from columns_of import column_of, sheet_of

from loaders.sandbox import sheets
from loaders.sandbox.sheets import END_OF_TIME, Column, is_tidy, spell, spell_many, tidy


def test_no_sign_that_tidying_changes_is_overlooked():
    codes = (*range(1, 0x370), *range(0x2000, 0x2070), 0x3000, 0xFEFF)
    signs = [chr(code) for code in codes if code != 0x1E]
    untidy = [sign for sign in signs if tidy(f"e{sign}e") != f"e{sign}e"]
    assert len(untidy) > 70
    assert [f"{ord(sign):x}" for sign in untidy if is_tidy(["", f"e{sign}e"])] == []


@pytest.mark.parametrize(
    "sign",
    [*" aå\n", "\x7f", "\x9f", "¡", "¬", "®", "˿", "Ͱ", "\u1fff", "‐", "‰", "⁞", "\u2061", "、", "\ufefe", "\uff00"],
)
def test_a_text_with_usual_signs_is_tidy(sign):
    assert is_tidy(["", f"e{sign}e"])


@pytest.mark.parametrize(
    ("text", "is_plain"), [("a b", True), ("a  b", False), (" a", False), ("a_x000D_", False), ("a\u0301", False)]
)
def test_a_text_is_tidy_without_double_spaces_and_signs_taken_apart(text, is_plain):
    assert is_tidy(["", text]) is is_plain
    assert (tidy(text) == text) is is_plain


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\u00a0 b", "a b"),
        ("a_x000D_\nb", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("\u200ba", "a"),
        (" a ", "a"),
        ("A\u030a", "Å"),
        ("a_xyz", "a_xyz"),
    ],
)
def test_a_text_is_tidied_without_losing_its_lines(text, clean):
    assert tidy(text) == clean == unicodedata.normalize("NFC", clean)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (301.0, "n", "301"),
        (0.1 + 0.2, "n", "0.3"),
        (1e16, "n", "10000000000000000"),
        (1_234_567_890_123_457.0, "n", "1234567890123457"),
        (3_600, "t", "01:00:00"),
        (float("inf"), "n", ""),
        (1, "b", "Ja"),
        (0, "b", "Nei"),
        (3_723, "t", "01:02:03"),
        (90_061, "u", "25:01:01"),
        (86_400, "d", "02.01.1970 00:00:00"),
        (86_400, "e", "02.01.1970"),
        (-86_400, "e", "31.12.1969"),
        (253_402_300_799, "d", "31.12.9999 23:59:59"),
        (253_402_300_799, "e", "31.12.9999"),
        (253_402_300_800, "d", "253402300800"),
        (-62_135_596_801, "e", "-62135596801"),
        (3e300, "d", "3e+300"),
    ],
)
def test_a_value_is_spelt_as_people_write_it(value, kind, text):
    assert spell(value, kind) == text
    assert spell_many([value], [kind]) == [text]


def test_many_times_are_spelt_in_one_go_as_one_by_one():
    values, kinds = [0, 86_399, 1_715_765_400, -1], ["d", "e", "d", "d"]
    assert spell_many(values, kinds) == [spell(value, kind) for value, kind in zip(values, kinds, strict=True)]
    assert spell_many(values[:3], kinds[:3]) == ["01.01.1970 00:00:00", "01.01.1970", "15.05.2024 09:30:00"]
    assert spell_many([], []) == []


def test_a_column_s_texts_filled_cells_and_some_of_its_rows():
    column = Column(["", 1.5, 2.0, 86_400, " ", "a"], "snness", np.array([1, 2, 3, 4, 5, 0], dtype=np.int32))
    assert column.written == [0, 4, 5]
    assert [column.text(row) for row in range(6)] == ["1.5", "2", "02.01.1970", "", "a", ""]
    assert column.texts == ["", "1.5", "2", "02.01.1970", "", "a"]
    assert column.filled.tolist() == [True, True, True, False, True, False]
    few = column.cut(np.array([1, 4]))
    assert (few.values, few.kinds, few.texts) == (["", "", 2.0, "", "", "a"], "ssnsss", ["", "", "2", "", "", "a"])
    blank = Column(["", 1.5, 2.0], "snn", np.array([1, 2, 0], dtype=np.int32)).cut(np.array([1, 2]))
    assert (blank.values, blank.kinds, blank.texts) == (["", "", 2.0], "ssn", ["", "", "2"])
    words = column_of("a", " ", "")
    assert words.filled.tolist() == [True, False, False]
    assert words.cut(np.array([0])).texts == ["", "a", ""]


def test_times_from_1970_to_9999_are_spelt_in_one_go_and_others_one_by_one(monkeypatch):
    monkeypatch.setattr(sheets, "spell", lambda value, kind: "alene")
    assert spell_many([0, END_OF_TIME], ["d", "e"]) == ["01.01.1970 00:00:00", "31.12.9999"]
    for value in (-1, END_OF_TIME + 1):
        assert spell_many([0, value], ["e", "e"]) == ["alene"] * 2


def test_texts_that_are_known_are_not_spelt_again_nor_all_of_them_for_one():
    column = Column(["", 1.5, 2.0], "snn", np.array([1, 2, 0], dtype=np.int32))
    assert column.text(0) == "1.5"
    assert "texts" not in vars(column) and "texts" not in vars(column.cut(np.array([0])))
    column.texts = ["", "en", "to"]
    assert column.text(0) == "en"
    assert column.cut(np.array([1])).texts == ["", "", "to"]


def test_a_sheet_counts_its_cells_and_names_them_as_excel_does():
    sheet = sheet_of(("a", "", "b"), ("", "", ""), ("", "c"))
    assert sheet.counts.tolist() == [2, 0, 1]
    assert (sheet.cell(0, 0), sheet.cell(2, 1), sheet.number(2)) == ("A1", "B3", 3)
    assert sheet.texts(0) == ["a", "", "b"]

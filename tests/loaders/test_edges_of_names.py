"""What a cell's text is made into before it is matched, on both sides of each edge: signs, numbers, enumerations."""

import pytest

from loaders.matching.names import clean
from loaders.matching.numbers import is_year, join_number
from loaders.matching.several import split_segments


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (301.0, "301"),
        (301.5, "301.5"),
        (True, "True"),
        ("nan", ""),
        (" Bodø   kommune ", "Bodø kommune"),
        ("BodÃ¸", "Bodø"),
        ("Bodø\n\nLom", "Bodø\nLom"),
        ("a" * 4_001, "a" * 4_000),
    ],
)
def test_a_cell_s_value_is_one_text(value, text):
    assert clean(value) == text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Målselv (5524)", "Målselv 5524"),
        ("5524 – Målselv", "5524 Målselv"),
        ("5 524", "5524"),
        ("Målselv 5524, 1804", "Målselv 5524, 1804"),
        ("B 5524", "B 5524"),
    ],
)
def test_a_number_beside_a_name_is_parted_from_it_by_a_space(text, joined):
    assert join_number(text) == joined


def test_numbers_from_2000_to_2099_may_be_years():
    assert [is_year(text) for text in ("2024", "2000", "1999", "202", "20245", "0201")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "parts", "signs"),
    [
        ("Bodø og Lom", ["Bodø", "Lom"], ["og"]),
        ("Bodø, Lom og Skjåk", ["Bodø", "Lom", "Skjåk"], [",", "og"]),
        ("Nord- og Sør-Fron", ["Nord fron", "Sør-Fron"], ["og"]),
        ("Østre og Vestre Toten", ["Østre toten", "Vestre Toten"], ["og"]),
        ("Nord og Sør", ["Nord", "Sør"], ["og"]),
        ("Nord-Fron og Sør", ["Nord-Fron", "Sør"], ["og"]),
        ("Nord-, Sør- og Midt-Fron", ["Nord fron", "Sør fron", "Midt-Fron"], [",", "og"]),
        ("Evje/Hornnes", ["Evje og Hornnes"], []),
        ("Finnmark, Troms og Svalbard", ["Finnmark", "Troms", "Svalbard"], [",", "og"]),
        ("Nore og Uvdal, Lom", ["Nore og Uvdal", "Lom"], [","]),
        ("Sande i Møre og Romsdal", ["Sande i Møre og Romsdal"], []),
        ("Bodø (Lom)", ["Bodø", "Lom"], ["("]),
        (", Bodø", ["Bodø"], []),
        ("Bodø,, Lom", ["Bodø", "Lom"], [","]),
    ],
)
def test_an_enumeration_is_parted_but_for_names_with_such_signs(text, parts, signs):
    assert split_segments(text) == (parts, signs)


INVISIBLE = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x00AD)


def test_signs_that_nobody_sees_are_taken_out_and_their_neighbours_stay():
    assert {clean(f"a{chr(code)}b") for code in INVISIBLE} == {"ab"}
    for code in (0x2010, 0x2030, 0x2061, 0xFF01, 0x00AE):
        assert clean(f"a{chr(code)}b") == f"a{chr(code)}b"


@pytest.mark.parametrize(
    ("text", "clean_text"),
    [
        ("Bod=C3=B8", "Bodø"),
        ("Bod=F8", "Bodø"),
        ("Bod\\u00f8", "Bodø"),
        ("Bod\\xf8", "Bodø"),
        ("Bod%C3%B8", "Bodø"),
        ("bodã¸", "bodø"),
    ],
)
def test_letters_in_disguise_are_put_right(text, clean_text):
    assert clean(text) == clean_text
    assert clean("ÂÂ") == "ÂÂ"

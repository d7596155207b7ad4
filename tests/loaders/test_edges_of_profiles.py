"""What a cell or a column of cells looks like: a time, a place, a name, a list of people, a key to the colours."""

import pytest
from columns_of import profile

from loaders.table.profile import (
    SAMPLE,
    bare_name,
    is_county,
    is_list_of_people,
    is_name,
    is_negative,
    is_place,
    is_yes_or_no,
    may_be_time,
    split_people,
)


@pytest.mark.parametrize(
    ("text", "is_one"), [("15.03", True), ("kl 9", True), ("1503", False), ("a5@b.no", False), ("mars", False)]
)
def test_a_time_has_a_digit_and_something_else_and_no_at_sign(text, is_one):
    assert may_be_time(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Bodø", True),
        ("Bodø;", True),
        ("Bodø kommune", True),
        ("Lenvik", True),
        ("Bodo", False),
        ("Baerum", True),
        ("Bardufoss", False),
        ("Bodø 8", False),
        ("", False),
        ("Bodø" + " " * 55 + "!", True),
        ("Bodø" + " " * 56 + "!", False),
    ],
)
def test_a_place_is_the_name_of_a_municipality_now_or_formerly(text, is_one):
    assert is_place(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Nordland", True),
        ("Nordland;", True),
        ("Hallingdal", False),
        ("Bodø", False),
        ("Nord" + " " * 51 + "land", True),
        ("Nord" + " " * 52 + "land", False),
    ],
)
def test_a_county_is_one_by_its_whole_name(text, is_one):
    assert is_county(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Tone Moe", True),
        ("Moe, Tone", True),
        ("Tone moe", True),
        ("tone moe", False),
        ("Tone", False),
        ("Tone Liv moe eg", False),
        ("Tone Liv Moe eg", True),
        ("Tone Liv Siv Eva Moe", True),
        ("Tone Liv Siv Eva Ida Moe", False),
        ("Ja Takk", False),
        ("Kari Skole", False),
        ("Nore og Uvdal", False),
        ("Nord Fron", False),
        ("Tone " + "M" * 55, True),
        ("Tone " + "M" * 56, False),
    ],
)
def test_a_name_has_two_to_five_words_of_which_all_but_one_begin_with_a_capital(text, is_one):
    assert is_name(text) is is_one


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Tone Moe", ["Tone Moe"]),
        ("Moe, Tone; Eg, Per", ["Moe, Tone", "Eg, Per"]),
        ("Tone Moe, Per Eg; Ida Lie", ["Tone Moe", "Per Eg", "Ida Lie"]),
        ("Tone Moe, rektor\nPer Eg", ["Tone Moe", "Per Eg"]),
        ("to av oss, Per Eg\nIda Lie", ["to av oss, Per Eg", "Ida Lie"]),
        ("Tone Moe (rektor) <t@eks.example>", ["Tone Moe"]),
        ("Tone Moe (rektor)", ["Tone Moe"]),
        ("Tone Moe <rektor>", ["Tone Moe"]),
        ("Tone Moe t@eks.example", ["Tone Moe"]),
        ("- Tone Moe\n- Per Eg", ["Tone Moe", "Per Eg"]),
        (" , ;", []),
    ],
)
def test_people_in_a_cell_are_parted_by_lines_signs_and_words(text, people):
    assert split_people(text) == people


@pytest.mark.parametrize(
    ("text", "bare"), [("1. Tone", "Tone"), ("12) Tone -", "Tone"), ("* Tone", "Tone"), ("123 T", "123 T")]
)
def test_a_name_of_a_list_loses_its_number_and_bullet(text, bare):
    assert bare_name(text) == bare


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Tone Moe og Per Eg", True),
        ("Tone Moe", False),
        ("Tone Moe, noen", False),
        ("Tone Moe, Per Eg, noen", True),
        ("Tone Moe og Per Eg" + " " * 1981, True),
        ("Tone Moe og Per Eg" + " " * 1982, False),
    ],
)
def test_a_cell_names_several_people_where_more_than_half_of_its_parts_are_names(text, is_one):
    assert is_list_of_people(text) is is_one


@pytest.mark.parametrize(
    ("text", "answers"),
    [("Ja", True), ("nei, dessverre", True), ("x", True), ("ikke tildelt", False), ("ok da", False), ("blå", False)],
)
def test_an_answer_says_yes_or_no(text, answers):
    assert is_yes_or_no(text) is answers


@pytest.mark.parametrize(("text", "is_one"), [("Avmeldt", True), ("Nei", False), ("Påmeldt", False), ("", False)])
def test_a_state_is_negative_where_it_says_why_somebody_does_not_count(text, is_one):
    assert is_negative(text) is is_one


def test_rows_and_distinct_values_are_counted_without_what_means_nothing():
    found = profile("Ja", "Ja", "-", "", "Nei")
    assert (found.rows, found.filled, found.blank, found.distinct, found.texts) == (5, 3, 2, 2, ("Ja", "Nei"))
    empty = profile("", "-")
    assert (empty.filled, empty.telling, empty.texts, empty.rows_yes_no, empty.length) == (0, False, (), 0.0, 0)


@pytest.mark.parametrize(
    ("cells", "constant", "counts"),
    [
        (("1",), False, False),
        (("1", "1"), True, False),
        (("1", "2"), False, True),
        (("1", "3"), False, False),
        (("0", "1"), False, False),
        (("2", "1"), False, False),
    ],
)
def test_a_column_may_be_constant_or_number_the_rows(cells, constant, counts):
    assert (profile(*cells).constant, profile(*cells).counts_rows) == (constant, counts)


def test_the_first_three_values_are_shown():
    assert profile("a", "b", "a", "c", "d").samples == ("a", "b", "c")


@pytest.mark.parametrize(
    ("cells", "is_key"),
    [
        (("Avmeldt", "Venteliste", "", "", ""), True),
        (("Avmeldt", "Venteliste", "", ""), False),
        (("Avmeldt", "", ""), False),
        (("Avmeldt", "Avmeldt", "", "", ""), False),
        (("", "Avmeldt", "Venteliste", "", ""), False),
    ],
)
def test_a_key_has_each_value_once_in_the_first_rows_above_more_empty_ones(cells, is_key):
    assert profile(*cells).like_a_key is is_key


@pytest.mark.parametrize(
    ("cells", "tick"), [(("x",), True), (("X", "X", ""), True), (("x", "nei"), False), (("blå",), False)]
)
def test_a_column_of_ticks_has_one_value_that_is_a_tick(cells, tick):
    assert profile(*cells).tick is tick


@pytest.mark.parametrize(("number", "share"), [(40, 1.0), (41, 0.0)])
def test_states_are_heard_in_columns_of_at_most_forty_values(number, share):
    found = profile(*[f"Avmeldt {n}" for n in range(number)])
    assert (found.rows_registration, found.negative) == (share, bool(share))


def test_of_many_values_eighty_are_looked_at_from_the_first_to_the_last():
    found = profile(*[f"verdi {n}" for n in range(200)])
    assert (len(found.texts), found.texts[0], found.texts[-1]) == (SAMPLE, "verdi 0", "verdi 199")
    assert len(profile(*[f"verdi {n}" for n in range(80)]).texts) == 80


def test_of_more_than_five_hundred_values_none_is_left_out_for_meaning_nothing():
    few, many = ([f"verdi {n}" for n in range(number)] for number in (499, 500))
    assert (profile("-", *few).distinct, profile("-", *many).distinct) == (499, 501)


@pytest.mark.parametrize(
    ("cells", "times", "places"),
    [
        (("15.03.2024", "16.03.2024", "Bodø", "Lom"), 0.5, 0.5),
        (("15.03.2024", "16.03.2024", "17.03.2024", "Bodø", "Lom"), 0.6, 0.0),
        (("05/13/2024", "13/05/2024"), 1.0, 0.0),
        (("45427", "45428"), 0.0, 0.0),
        (("15.03.1924", "2024-05-15T09:30:00Z"), 1.0, 0.0),
    ],
)
def test_where_more_than_half_are_times_none_is_a_place(cells, times, places):
    assert (profile(*cells).times, profile(*cells).places) == (times, places)


@pytest.mark.parametrize(
    ("cells", "whole", "small", "numbers"),
    [
        (("0", "60"), 1.0, 1.0, 1.0),
        (("-1", "61"), 1.0, 0.0, 1.0),
        (("2,5", "2"), 0.5, 0.5, 1.0),
        (("0" * 19, "blå"), 0.5, 0.5, 0.5),
        (("0" * 20, "blå"), 0.0, 0.0, 0.0),
    ],
)
def test_numbers_are_whole_and_small_up_to_sixty(cells, whole, small, numbers):
    found = profile(*cells)
    assert (found.whole, found.small, found.numbers) == (whole, small, numbers)


@pytest.mark.parametrize(
    ("text", "share"), [("a@eks.example" + " " * 5 + "x" * 101, 1.0), ("a@eks.example" + "x" * 107, 0.0)]
)
def test_an_address_is_looked_for_in_texts_of_less_than_120_letters(text, share):
    assert profile(text).emails == share


@pytest.mark.parametrize(
    ("text", "share"), [("900 00 000", 1.0), ("900 00 00", 0.0), ("1-2-3-4-5", 0.0), ("+47 900 00 000", 1.0)]
)
def test_a_telephone_number_has_eight_digits(text, share):
    assert profile(text).phones == share


@pytest.mark.parametrize(("text", "share"), [("5 min", 1.0), ("5", 0.0), ("5 skritt", 0.0), ("1:05:00", 1.0)])
def test_a_duration_has_a_unit_that_is_known(text, share):
    assert profile(text).durations == share


def test_the_middle_length_is_told():
    found = profile("a", "bbb bb", "cccccccccc ccc ccc")
    assert found.length == 6

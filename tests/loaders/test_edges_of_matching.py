"""How far a text may be from a municipality's name, on both sides of each edge: slips, shortenings, lost letters."""

import pytest

from loaders.matching.likeness import (
    directions,
    read_abbreviation,
    read_lost_letters,
    read_name_words,
    read_prefix,
    same_direction,
    shortens,
    written_between,
)
from loaders.matching.misspellings import contrary, read_misspelling, same_last_word, same_letters
from loaders.matching.municipalities import match_municipality


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Tiem", "Time"),
        ("Timme", "Time"),
        ("Tima", ""),
        ("Tme", ""),
        ("Lomm", ""),
        ("Askr", ""),
        ("Akser", "Asker"),
        ("Mandl", "Mandal"),
        ("Haldn", "Halden"),
        ("Lillehammr", "Lillehammer"),
        ("Lilehamer", "Lillehammer"),
        ("Lilehmmr", ""),
        ("Sandefjrd", "Sandefjord"),
        ("Sandfjrd", ""),
        ("Kautokino", "Kautokeino"),
        ("Kautkino", ""),
        ("Yillehammer", "Lillehammer"),
        ("Zilehammer", ""),
        ("Tvdesrand", "Tvedestrand"),
        ("Bardufos", "BARDUFOSS"),
        ("Finsnes", "FINNSNES"),
        ("Kirkeness", "KIRKENES"),
        ("Stavangr", ""),
        ("Sørfronn", "Sør-Fron"),
        ("Nør-Fron", ""),
        ("Narvk", "Narvik"),
        ("Larvk", "Larvik"),
        ("Kristiansnd", ""),
        ("18045", ""),
        ("Gikse", "Giske"),
        ("Opdal", "Oppdal"),
        ("Sogen", ""),
        ("Tromsso", ""),
        ("Hammar", ""),
        ("Knarrvik", ""),  # one slip from Knarrevik, a place, but two from Narvik
        ("Heggedl", "HEGGEDAL"),  # one slip from a place, and three from Hemsedal
    ],
)
def test_a_slip_is_heard_in_five_letters_two_in_nine_and_in_shorter_names_only_turned_or_doubled_letters(text, meant):
    must, _ = read_misspelling(text)
    assert (must[0].name if must else "") == meant


def test_what_a_slip_may_mean_is_offered_where_nothing_stands_alone():
    assert {meaning.name for meaning in read_misspelling("Kristiansnd")[1]} >= {"Kristiansand", "Kristiansund"}
    assert read_misspelling("Tme") == ((), ())
    assert read_misspelling("Osl") == ((), ())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("opdal", "oppdal", True), ("tiem", "time", True), ("tima", "time", False), ("oppdall", "opdal", True)],
)
def test_letters_are_the_same_where_they_are_only_doubled_or_turned(one, other, same):
    assert same_letters(one, other) is same


def test_names_share_their_last_word_only_where_they_have_several():
    assert same_last_word("nordfron", "sørfron")
    assert not same_last_word("stord", "stod")
    assert not same_last_word("nordfron", "stord")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Storgata 5, Bodø", ("1804",)),
        ("Storgata 5 Bodø", ("1804",)),
        ("Bodø (Skolevegen 12 B)", ("1804",)),
        ("Solvei 3b, Bodø", ("1804",)),
        ("Kongens gate 7, Oslo", ("0301",)),
        ("Storgata 123, 9300 Finnsnes", ("5530",)),
        ("Sandnes Storgata 5, Bodø", ("1108", "1804")),
        ("Storgata 5, Bodø og Fauske", ("1804", "1841")),
        ("Storgata, Bodø", ()),
        ("Storgata 5bc, Bodø", ()),
        ("Storgata 1234, Bodø", ()),
        ("vei 5, Bodø", ()),
        ("Solveier 5, Bodø", ()),
        ("Blåfjell 5, Bodø", ()),
        ("Storgata 5, Nes", ()),
        ("Storgata 5", ()),
    ],
)
def test_a_house_in_a_street_is_no_part_of_the_name_beside_it_and_other_words_with_a_number_are_asked_about(
    text, numbers
):
    assert match_municipality(text).numbers == numbers


@pytest.mark.parametrize(
    ("words", "name", "opposite"),
    [
        (("sør", "fron"), "nordfron", True),
        (("nord", "fron"), "nordfron", False),
        (("fron",), "nordfron", False),
        ((), "nordfron", False),
        (("sør", "land"), "stord", False),
    ],
)
def test_a_southern_name_is_no_slip_for_a_northern_one(words, name, opposite):
    assert contrary(words, name) is opposite


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("M. Gauldal", ["Midtre Gauldal"]),
        ("M. Ga", []),
        ("M", []),
        ("Kr.sand", ["Kristiansand"]),
        ("Krist.sand", ["Kristiansand"]),
        ("Kristi.sand", []),
        ("Ha.und", ["Haugesund"]),
        ("Ha.nd", []),
        ("N Fron", ["Nord-Fron"]),
        ("Ne Fron", []),
        ("S. Fron", ["Sør-Fron"]),
        ("Sør Land", ["Søndre Land"]),
        ("V Toten", ["Vestre Toten"]),
        ("Ostre Toten", ["Østre Toten"]),
    ],
)
def test_a_name_may_be_shortened_before_its_last_word(text, meant):
    assert [meaning.name for meaning in read_abbreviation(text)] == meant


@pytest.mark.parametrize(
    ("words", "full", "stands"),
    [
        ("m gauldal", "midtre gauldal", True),
        ("midt gauldal", "midtre gauldal", True),
        ("kris land", "kristian land", True),
        ("krist land", "kristian land", False),
        ("gauldal", "midtre gauldal", False),
        ("m gaul", "midtre gauldal", False),
        ("no land", "nordre land", True),
        ("nor land", "nordre land", False),
    ],
)
def test_words_stand_for_the_words_of_a_name_one_by_one(words, full, stands):
    assert shortens(tuple(words.split()), tuple(full.split())) is stands


def test_the_middle_of_a_name_may_be_left_out_where_there_is_one():
    assert written_between("kristiansand", "kr", "sand")
    assert not written_between("krsand", "kr", "sand")
    assert not written_between("kristiansund", "kr", "sand")


def test_directions_are_known_in_their_spellings():
    assert same_direction("n", "nordre") and not same_direction("n", "sør")
    assert directions("n") == directions("nord") | directions("nedre") and not directions("fron")
    assert directions("østre") and not directions("fron")


def test_the_beginning_of_a_name_is_offered_from_four_letters_on():
    assert {meaning.name for meaning in read_prefix("Kris")} >= {"Kristiansund", "Kristiansand"}
    assert read_prefix("Kri") == ()
    assert {meaning.name for meaning in read_name_words("Toten")} == {"Østre Toten", "Vestre Toten"}
    assert read_name_words("Kris") == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Troms?", ["Tromsø"]),
        ("Troms??", ["Tromsø"]),
        ("B?", ["Bø", "Bø"]),
        ("?s", ["Ås"]),
        ("?", []),
        ("Å?", []),
        ("Tr?ms?", []),
        ("Tromsø", []),
    ],
)
def test_a_gap_is_a_letter_that_no_english_keyboard_has(text, meant):
    assert [meaning.name for meaning in read_lost_letters(text)] == meant


@pytest.mark.parametrize(
    ("text", "county", "email", "organisation", "how", "answer"),
    [
        ("Nes", "Akershus", "", "", "exact", ["3228"]),
        ("Nes", "33 Buskerud", "", "", "former", ["3322"]),
        ("Nes", "32", "", "", "exact", ["3228"]),
        ("Nes", "320", "", "", "ambiguous", ["3228", "3322"]),
        ("Nes", "Akershus / Oslo", "", "", "exact", ["3228"]),
        ("Nes", "", "a@nesbyen.kommune.no", "", "former", ["3322"]),
        ("Nes", "", "", "Nesbyen kulturskole", "former", ["3322"]),
        ("Bodø", "Vestland", "", "", "exact", ["1804"]),
        ("Lenvik", "Vestland", "", "", "ambiguous", ["5530"]),
        ("Kirkenes", "", "a@lom.kommune.no", "", "ambiguous", ["5605", "3434"]),
        ("Kirkenes", "", "a@sor-varanger.kommune.no", "", "place", ["5605"]),
        ("Kristiansnd", "", "a@lom.kommune.no", "", "email", ["3434"]),
        ("Kristiansnd", "", "a@kristiansand.kommune.no", "", "exact", ["4204"]),
        ("", "", "a@lom.kommune.no", "Bodø kulturskole", "exact", ["1804"]),
        ("", "", "a@lom.kommune.no", "Kulturskolen", "email", ["3434"]),
        ("", "", "", "Lillehammr kulturskole", "none", []),
        ("Nordland", "", "", "Bodø kulturskole", "exact", ["1804"]),
        ("Hallingdal", "", "", "", "none", ["3320", "3322", "3324", "3326", "3328", "3330"]),
        ("Tysfjord", "", "a@narvik.kommune.no", "", "former", ["1806"]),
        ("Bodø og Nes", "Akershus", "", "", "several", ["1804", "3228"]),
        ("", "", "a@lokalstyre.no", "", "svalbard", []),
        ("", "", "a@bodo.kulturskole.no", "", "email", ["1804"]),
        ("", "", "a@os-ho.kommune.no", "", "email", ["4624"]),
        ("", "", "a@gmail.com", "", "none", []),
    ],
)
def test_the_rest_of_the_row_is_heard_where_the_text_leaves_a_doubt(text, county, email, organisation, how, answer):
    match = match_municipality(text, county, email=email, organisation=organisation)
    assert (match.how, list(match.numbers or match.candidates)) == (how, answer)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("noe Lom her", "ambiguous"),
        ("noe Bø her", "none"),
        ("noe lom her", "none"),
        ("noe med mye mer enn det som kan være der og Lom", "ambiguous"),
    ],
)
def test_a_name_of_three_letters_among_other_words_is_asked_about(text, how):
    assert match_municipality(text).how == how


@pytest.mark.parametrize(
    ("text", "how", "answer"),
    [
        ("Sand i Bodø", "exact", ["1804"]),
        ("Bodø i Lom", "ambiguous", ["1804", "3434"]),
        ("Sand i Lenvik", "ambiguous", ["1134", "3414", "5530"]),
        ("Kulturskolen i Lom sentrum her", "exact", ["3434"]),
        ("kommunen i Lom og der", "ambiguous", ["3434"]),
    ],
)
def test_a_place_in_a_municipality_is_the_municipality_s(text, how, answer):
    match = match_municipality(text)
    assert (match.how, list(match.numbers or match.candidates)) == (how, answer)

"""What is said of a place in doubt: a name beside a number, candidates, partners, and guessing within limits."""

import numpy as np
import pytest
from three_people import LISTED, PEOPLE, cells, read

from loaders.matching.municipalities import Match
from loaders.rows import places
from loaders.rows.places import combine, doubt_of, first_filled, hear_number, hold_people, name_candidates, says_nobody


def match(how, numbers=(), candidates=(), reason="Grunnen."):
    return Match(tuple(numbers), how, tuple(candidates), reason)


BODO, OSLO = match("exact", ["1804"]), match("exact", ["0301"])


@pytest.mark.parametrize(
    ("name", "number", "how", "numbers", "candidates"),
    [
        (BODO, match("none"), "exact", ("1804",), ()),
        (BODO, match("several", ["1804", "0301"]), "exact", ("1804",), ()),
        (BODO, BODO, "exact", ("1804",), ()),
        (match("several", ["1804", "0301"]), BODO, "several", ("1804", "0301"), ()),
        (match("ambiguous", (), ["1804", "0301"]), BODO, "exact", ("1804",), ()),
        (match("ambiguous", (), ["0301", "4601"]), BODO, "exact", ("1804",), ()),
        (match("none"), BODO, "exact", ("1804",), ()),
        (OSLO, BODO, "ambiguous", (), ("0301", "1804")),
    ],
)
def test_a_number_beside_a_name_settles_a_doubt_and_a_contradiction_is_one(name, number, how, numbers, candidates):
    heard = hear_number(name, number, "1804")
    assert (heard.how, heard.numbers, heard.candidates) == (how, numbers, candidates)
    doubted = name.how in ("ambiguous", "none") and "1804" not in name.candidates
    assert ("sier ingenting sikkert" in heard.reason) == (doubted and len(number.numbers) == 1)


def test_a_name_and_a_number_that_differ_are_told_with_the_number():
    name, number, both = places.match_items(
        [("Bodø", "", "", "", ""), ("", "0301", "", "", ""), ("Bodø", "0301", "Nordland", "", "")]
    )
    assert (name.numbers, number.numbers) == (("1804",), ("0301",))
    assert both.reason == "Navnet og kommunenummeret 0301 i raden viser til hver sin kommune."


@pytest.mark.parametrize(
    ("texts", "people"),
    [
        (["Tone Moe", "Per Eg", "blå"], True),
        (["Tone Moe", "Per Eg"], False),
        (["Tone Moe", "Per Eg", "blå", "gul"], False),
        (["Tone Moe", "Per Eg", "blå", ""], True),
    ],
)
def test_of_three_texts_most_are_people_from_more_than_half_on(texts, people):
    assert hold_people(texts) is people


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Nei", True),
        ("Ja", True),
        ("Ja, Lom", False),
        ("Alene.", True),
        ("åleine om det", True),
        ("Lom", False),
        ("", False),
        ("yes!", True),
        ("yes!!", False),
    ],
)
def test_a_partner_is_nobody_where_the_answer_is_no_more_than_no_yes_or_alone(text, nobody):
    assert says_nobody(text) is nobody


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ((), "kommunen"),
        (("1804",), "Bodø"),
        (("1804", "0301"), "Bodø eller Oslo"),
        (("1804", "0301", "4601"), "Bodø, Oslo eller Bergen"),
        (("1804", "0301", "4601", "5001", "1103", "5501"), "Bodø, Oslo, Bergen, Trondheim, Stavanger eller Tromsø"),
        (
            ("1804", "0301", "4601", "5001", "1103", "5501", "3203"),
            "Bodø, Oslo, Bergen, Trondheim, Stavanger eller Tromsø og flere",
        ),
    ],
)
def test_at_most_six_candidates_are_named(numbers, named):
    assert name_candidates(match("ambiguous", (), numbers)) == named


UNSURE = match("ambiguous", (), ["1804"], "Tvil. Velg kommune: Bodø.")

CLOSE_BY = match("none", (), ["1804"], "Ukjent. Mente du Bodø?")

BY_HAND = "Rett navnet i filen eller velg kommune for raden."


@pytest.mark.parametrize(
    ("found", "text", "settles", "wrong", "remedy"),
    [
        (UNSURE, "Bo", True, "Tvil.", "Velg Bodø, i dash"),
        (UNSURE, "", True, "Arbeidsstedet eller", "Velg Bodø, i dash"),
        (CLOSE_BY, "Bo", True, "Ukjent.", f"{BY_HAND} Kan det være Bodø?"),
        (match("none", (), (), "Ukjent."), "Bo", True, "Ukjent.", BY_HAND),
        (match("none"), "", True, "Raden oppgir ingen kommune", "Fyll inn kommunen i filen, eller"),
        (match("none"), "", False, "Raden oppgir verken", "Fyll inn kommunen i filen."),
    ],
)
def test_a_doubt_says_what_is_wrong_and_what_to_do(found, text, settles, wrong, remedy):
    said = doubt_of(found, text, settles)
    assert said[0].startswith(wrong) and said[1].startswith(remedy)
    assert said[1].endswith("?") == ("Kan det være" in remedy)


def test_rows_that_say_the_same_are_looked_at_once():
    one, other = (np.array(cells, dtype=object) for cells in (["a", "b", "a", "a"], ["x", "x", "x", "y"]))
    codes, firsts = combine(one, other)
    assert codes.tolist() == [0, 1, 0, 2]
    assert firsts.tolist() == [0, 1, 3]
    assert first_filled(np.array(["", "b"]), np.array(["c", "d"])).tolist() == ["c", "b"]
    empty = np.array([], dtype=object)
    assert [part.tolist() for part in combine(empty, empty)] == [[], []]


@pytest.mark.parametrize(("length", "read"), [(499, 400), (500, 200)])
def test_guessing_ends_after_a_hundred_thousand_letters(monkeypatch, length, read):
    none = match("none")
    monkeypatch.setattr(places, "match_many", lambda items: [none] * len(items))
    lengths = [length, *[500] * 499]
    found = places.match_affordably([("a" * letters, None, None, None) for letters in lengths])
    assert [one is places.TOO_MANY for one in found] == [False] * read + [True] * (500 - read)


def test_the_workplace_is_guessed_from_too_and_plain_names_cost_nothing(monkeypatch):
    none = match("none")
    monkeypatch.setattr(places, "match_many", lambda items: [none] * len(items))
    found = places.match_affordably([("a" * 250, None, None, "b" * 250)] * 300)
    assert found.count(places.TOO_MANY) == 100
    monkeypatch.setattr(places, "match_many", lambda items: [BODO] * len(items))
    assert places.TOO_MANY not in places.match_affordably([("a" * 1_000, None, None, None)] * 300)


def test_what_could_not_be_read_affordably_says_so():
    said = doubt_of(places.TOO_MANY, "noe", True)
    assert said[0].startswith("Kolonnen har så mange ulike tekster") and said[1].startswith("Velg en annen kolonne")


@pytest.mark.parametrize(
    ("name", "county", "told"),
    [
        ("Bodø", "Troms", True),
        ("Bodø", "Nordland", False),
        ("Tynset", "Hedmark", False),
        ("Asker", "Viken", False),
        ("Asker", "Oslo og Viken", False),
        ("Asker", "Vestland", True),
        ("Bodø og Asker", "Akershus", False),
        ("Bodø", "Nord-Norge", False),
        ("Bodø", "", False),
        ("Atlantis", "Troms", False),
        ("Longyearbyen", "Nordland", False),
        ("test", "Troms", False),
    ],
)
def test_a_municipality_in_another_county_than_the_row_says_is_told_with_the_county_s_cell(name, county, told):
    rows = [[*PEOPLE[0][:3], name, county], [*PEOPLE[1], "Akershus"]]
    export = read([*LISTED, "Fylke"], *rows)
    assert cells(export, "county_elsewhere") == ([("check", ("E2",))] if told else [])


def test_each_row_whose_county_is_another_one_is_told_in_one_finding():
    rows = [[*PEOPLE[row][:3], "Bodø", county] for row, county in enumerate(["Troms", "Nordland", "Troms"])]
    assert cells(read([*LISTED, "Fylke"], *rows), "county_elsewhere") == [("check", ("E2", "E4"))]

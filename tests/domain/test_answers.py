"""What a short answer says."""

import pytest

from domain.answers import is_nothing, is_test, read_yes, says_no, says_something


@pytest.mark.parametrize("text", ["", "–", "Ukjent", "IKKE OPPGITT", "n/a", "Anonym"])
def test_nothing_is_said_in_many_ways(text):
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "Nei", "Na-Na", "ingen"])
def test_a_no_or_a_name_is_something(text):
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Ja", True), ("ja, gjerne", True), ("x", True), ("Nei", False), ("nei.", False), ("kanskje", None), ("", None)],
)
def test_yes_and_no(text, answer):
    assert read_yes(text) is answer


@pytest.mark.parametrize("text", ["Nei", "– nei, ikke ennå", "Ingen", "vet ikke", "Manglar vedtak"])
def test_a_longer_answer_that_begins_with_a_no_says_no(text):
    assert says_no(text) and not says_something(text)


@pytest.mark.parametrize("text", ["Ja", "Vedtak i kommunestyret", "Ikkefiskelaget", "No er det vedteke"])
def test_an_answer_that_only_looks_like_a_no_says_something(text):
    assert says_something(text) and not says_no(text)


@pytest.mark.parametrize("text", ["", "–", "…"])
def test_a_sign_alone_is_no_answer(text):
    assert not says_something(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("test", True),
        ("Test Testesen", True),
        ("test 2", True),
        ("Testkommune", True),
        ("Tester Hansen", False),
        ("Kontest", False),
        ("test kommune", True),
        ("kommune", False),
        ("Eksempel: Ola Nordmann", True),
        ("Døme – Kari Moe", True),
        ("Eksempel", True),
        ("Eksempelkommune", True),
        ("Tone Eksempel", False),
        ("Eksempel Hansen", False),
        (f"{'test ' * 7}test2", True),
        (f"{'test ' * 7}test22", False),
    ],
)
def test_a_try_out_is_known_by_all_its_words(text, is_one):
    assert is_test(text) is is_one

"""What holds for every municipality: each way of writing it is right or asked about, and no slip makes it another."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import reference
from loaders.matching.gazetteer import gazetteer
from loaders.matching.municipalities import match_municipality
from loaders.matching.names import key

NAMES = [
    (name, one.number)
    for one in reference.municipalities().values()
    for name in (one.name, *one.other_names, *one.spellings)
]
NAMESAKES = {"Herøy", "Våler", "Os", "Nes", "Sande", "Bø"}
DIGRAPHS = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae", "Å": "Aa", "Ø": "Oe", "Æ": "Ae"})
BARE = str.maketrans({"å": "a", "ø": "o", "æ": "ae", "Å": "A", "Ø": "O", "Æ": "Ae"})


def read_as_cp1252(text: str) -> str:
    """UTF-8 taken for cp1252, the five bytes it lacks as control characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def lost(sign: str) -> Callable[[str], str]:
    return lambda text: "".join(sign if ord(letter) > 127 else letter for letter in text)


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper case": str.upper,
    "lower case": str.lower,
    "aa, oe, ae": lambda name: name.translate(DIGRAPHS),
    "without marks, with kommune": lambda name: name.translate(BARE) + " kommune",
    "kommune after": lambda name: f"{name} kommune",
    "KOMMUNE after": lambda name: f"{name} kommune".upper(),
    "kommune before": lambda name: f"Kommune: {name}",
    "herad": lambda name: f"{name} herad",
    "komm.": lambda name: f"{name} komm.",
    "k.": lambda name: f"{name} k.",
    "kulturskole": lambda name: f"{name} kulturskole",
    "kunst- og kulturskole": lambda name: f"{name} kunst- og kulturskole",
    "Kulturskolen i": lambda name: f"Kulturskolen i {name}",
    "Kulturskulen i": lambda name: f"Kulturskulen i {name}",
    "avdeling": lambda name: f"{name} kulturskole avd. sentrum",
    "without hyphens": lambda name: name.replace("-", " "),
    "spaces around": lambda name: f"\u00a0 {name}  ",
    "UTF-8 as cp1252": read_as_cp1252,
    "UTF-8 as Latin-1": lambda name: name.encode().decode("latin-1"),
    "replacement characters": lost("\ufffd"),
    "two replacement characters": lost("\ufffd\ufffd"),
    "question marks": lost("?"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_official_name_is_known_in_every_way_of_writing(way: str):
    wrong = []
    for name, number in NAMES:
        match = match_municipality(WAYS[way](name))
        asked = name in NAMESAKES and match.how == "ambiguous" and number in match.candidates
        if match.numbers != (number,) and not asked:
            wrong.append((WAYS[way](name), match))
    assert not wrong


def test_names_of_two_letters_without_their_marks_are_asked_about():
    for text, number in (("Ha", "1119"), ("As", "3218"), ("Al", "3328")):
        match = match_municipality(text)
        assert (match.numbers, match.candidates) == ((), (number,))


@pytest.mark.parametrize("written", [str, "{0}.0".format, "{0} kommune".format, "K-{0}".format])
def test_every_number_of_2024_is_its_municipality(written: Callable[[str], str]):
    for number in reference.municipalities():
        assert match_municipality(written(number)).numbers == (number,)


def test_every_former_number_is_its_successor_or_asked_about():
    for former in reference.former_municipalities():
        match = match_municipality(former.number)
        if match.numbers:
            assert match.numbers == former.successors
        else:
            year = former.number.startswith("20")
            divided = len(former.successors) > 1
            assert match.how == "ambiguous" and (year or divided or former.number == "1234"), former
            assert set(match.candidates) >= set(former.successors)


def test_every_former_number_without_its_zero_is_the_same():
    for former in reference.former_municipalities():
        if former.number.startswith("0"):
            assert (
                match_municipality(former.number[1:]).candidates
                or match_municipality(former.number[1:]).numbers == former.successors
            )


def test_every_former_number_with_its_name_is_its_successor_or_asked_about():
    for former in reference.former_municipalities():
        match = match_municipality(f"{former.number} {former.name}")
        asked = match.how == "ambiguous" and set(match.candidates) >= set(former.successors)
        assert match.numbers == former.successors or asked, (former, match)


def test_every_former_name_is_a_successor_or_asked_about():
    for former in reference.former_municipalities():
        for name in former.name.split(" - "):
            match = match_municipality(f"{name} kommune", former.county)
            asked = match.how == "ambiguous" and set(match.candidates) >= set(former.successors)
            own = former.name == "Ålesund" and match.numbers == ("1508",)
            assert match.numbers == former.successors or asked or own, (former, match)


def test_every_domain_is_its_municipality():
    for domain, number in reference.email_domains().items():
        assert match_municipality("", email=f"ola.nordmann@{domain}").numbers == (number,)
        assert match_municipality(f"post@kulturskolen.{domain}").numbers == (number,)


def test_every_postal_code_with_its_place_is_its_municipality_or_asked_about():
    for post in reference.post_codes().values():
        match = match_municipality(f"{post.code} {post.place.title()}")
        if match.numbers:
            assert match.numbers == (post.municipality,), (post, match)


def test_no_county_is_a_municipality():
    for county in reference.counties():
        if county != "Oslo":
            assert match_municipality(county).how == "none"
        assert match_municipality(f"{county} fylkeskommune").how == "none"


def slips(name: str) -> set[str]:
    """Every letter left out, doubled or changed places with the next."""
    found = set()
    for place in range(len(name)):
        found.add(name[:place] + name[place + 1 :])
        found.add(name[: place + 1] + name[place:])
        found.add(name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :])
    return found


def is_a_name(text: str) -> bool:
    """Whether a slip happened to give another name: Hole without its e is Hol."""
    known = gazetteer()
    tables = (known.strict, known.digraph, known.bare, known.territories, known.abroad)
    return any(key(text) in table for table in tables)


def test_no_single_slip_makes_a_municipality_another():
    """A third of the slips of each name, of the next name another third."""
    right = asked = 0
    for place, (name, number) in enumerate(NAMES):
        for text in sorted(slips(name))[place % 3 :: 3]:
            if not text.strip() or is_a_name(text):
                continue
            match = match_municipality(text)
            assert match.numbers in ((), (number,)), (name, text, match)
            right += bool(match.numbers)
            asked += not match.numbers
    assert right > 5 * asked  # asking about everything would be no help


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_any_text_gets_a_match_and_a_sentence(text: str, county: str, organisation: str):
    match = match_municipality(text, county, email=text, organisation=organisation)
    assert set(match.numbers + match.candidates) <= set(reference.municipalities())
    assert match.reason.endswith((".", "?"))


@given(st.lists(st.sampled_from([name for name, _ in NAMES if name not in NAMESAKES]), min_size=2, max_size=4))
def test_names_with_signs_between_are_all_of_them(names: list[str]):
    numbers = dict(NAMES)
    wanted = tuple(dict.fromkeys(numbers[name] for name in names))
    for sign in (" og ", ", ", " + ", " & ", "; ", "\n", " samt "):
        match = match_municipality(sign.join(names))
        # «Øksnes, Sortland» may be the place Øksnes in Sortland, too: then both are candidates, and the user is asked.
        asked = sign == ", " and match.how == "ambiguous" and set(match.candidates) == set(wanted)
        assert match.numbers == wanted or asked, sign.join(names)

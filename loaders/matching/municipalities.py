"""Which municipality a text means: `match_municipality` for one, `match_many` for a column.

Nothing is guessed: what may mean more than one municipality is «ambiguous», with the candidates to ask about.
The county and the e-mail address of the same row are heard where the text alone leaves a doubt.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.matching.addresses import domain_meanings, domain_of, take_address
from loaders.matching.gazetteer import Meaning, Territory, gazetteer
from loaders.matching.names import clean, key, strip_generic
from loaders.matching.plain import COUNTY_WORD
from loaders.matching.readings import NAMED, Heard, narrow, narrow_divided, of_meanings
from loaders.matching.reasons import explain
from loaders.matching.several import SEPARATOR, enumerated
from loaders.matching.texts import read_text

Item = tuple[object, object, object, object]


@dataclass(frozen=True)
class Match:
    """What was found: 4-digit numbers of 2024, how, whom to ask about, and a sentence for the user.

    `how` is exact, alias, former, place, fuzzy, email, several, svalbard, ambiguous or none; `numbers` is
    empty for the last three.
    """

    numbers: tuple[str, ...]
    how: str
    candidates: tuple[str, ...]
    reason: str


def match_municipality(
    text: object, county: object = None, *, email: object = None, organisation: object = None
) -> Match:
    """The municipality meant by a text from a column that names one; the rest is from the same row."""
    return match_cleaned(clean(text), clean(county), domain_of(email), clean(organisation))


def match_many(items: Iterable[Item]) -> list[Match]:
    """`match_municipality` for each (text, county, email, organisation); each distinct item is read once."""
    known: dict[Item, Match] = {}
    matches = []
    for text, county, email, organisation in items:
        item = (text, county, domain_of(email), organisation)  # addresses differ, their domains seldom do
        match = known.get(item)
        if match is None:
            match = match_cleaned(clean(text), clean(county), item[2], clean(organisation))
            known[item] = match
        matches.append(match)
    return matches


@lru_cache(maxsize=50_000)
def match_cleaned(text: str, county: str, domain: str, organisation: str) -> Match:
    text, own_domain = take_address(text)
    reading = read_text(text) if text else Heard("missing", text)
    territory = read_territory(county)
    post = domain_meanings(own_domain or domain)
    reading = hear_county(reading, territory)
    reading = hear_email(reading, post, own_domain or domain)
    if reading.kind in ("missing", "unknown", "area", "choice") and organisation:
        reading = hear_email(hear_organisation(reading, organisation, territory), post, own_domain or domain)
    if reading.kind in ("missing", "unknown", "area") and post:
        reading = of_meanings(own_domain or domain, post, "email")
    return to_match(reading)


def to_match(reading: Heard) -> Match:
    numbers = reading.numbers
    if reading.kind in ("found", "several"):
        return Match(numbers, reading.how, (), explain(reading))
    if reading.kind == "svalbard":
        return Match((), "svalbard", (), explain(reading))
    if reading.kind == "choice":
        return Match((), "ambiguous", numbers, explain(reading))
    territory = reading.territory
    district = territory.numbers if territory is not None and territory.kind == "district" else ()
    return Match((), "none", numbers or tuple(sorted(district)), explain(reading))


@lru_cache(maxsize=2_000)
def read_territory(county: str) -> Territory | None:
    """The county or district a county column names, by name or two-digit number; None for neither."""
    known = gazetteer()
    wanted = strip_generic(COUNTY_WORD.sub(" ", county))
    for text in (county, wanted):
        if territory := known.territories.get(key(text)):
            return territory
    digits = "".join(letter for letter in wanted if letter.isdecimal())
    letters = "".join(letter for letter in wanted if not letter.isdecimal()).strip(" -–.,")
    if digits and not letters:
        return known.territories.get(known.county_of.get(digits.zfill(2), ""))
    named = (known.territories.get(key(part)) for part in (letters, *SEPARATOR.split(letters)))
    found = [territory for territory in named if territory]
    if not found:
        return None
    return Territory(found[0].name, found[0].kind, frozenset().union(*(territory.numbers for territory in found)))


def hear_county(reading: Heard, territory: Territory | None) -> Heard:
    """The row's county settles a name; where it contradicts, only a municipality's own name stands."""
    if territory is None or reading.kind not in NAMED or reading.because == "year":
        return reading
    closer = hear(reading, territory.numbers, "county", key(territory.name))
    if closer:
        return closer
    if reading.kind == "found" and reading.how not in ("exact", "alias"):
        return replace(reading, kind="choice", because="conflict", detail=territory.name)
    return reading


def hear_email(reading: Heard, post: tuple[Meaning, ...], domain: str) -> Heard:
    """The municipality's e-mail domain settles a name that several bear, and puts a guess in doubt."""
    numbers = frozenset(number for meaning in post for number in meaning.numbers)
    if len(numbers) != 1 or reading.kind not in NAMED:
        return reading
    if reading.kind == "choice":
        # A text that only resembles a name says less than the address does.
        otherwise = of_meanings(domain, post, "email") if reading.because == "similar" else reading
        return hear(reading, numbers, "e-mail") or otherwise
    if reading.how in ("fuzzy", "place") and not numbers & set(reading.numbers):
        return Heard("choice", reading.text, (*reading.meanings, *post), because="conflict")
    return reading


def hear_organisation(reading: Heard, organisation: str, territory: Territory | None) -> Heard:
    """The workplace, where the municipality itself is missing or in doubt; never a number out of it."""
    name = " ".join("".join(letter for letter in take_address(organisation)[0] if not letter.isdecimal()).split())
    if not name:
        return reading
    said = hear_county(read_text(name), territory or reading.territory)
    if reading.kind == "choice":
        certain = said.kind == "found" and said.how != "fuzzy"
        return (hear(reading, frozenset(said.numbers), "workplace") if certain else None) or reading
    if said.kind in ("found", "several", "choice", "svalbard") and said.how != "fuzzy":
        return replace(said, because=said.because or "organisation")
    return reading


def hear(reading: Heard, numbers: frozenset[str], who: str, county: str = "") -> Heard | None:
    """The reading narrowed to `numbers`, name by name in an enumeration; None where nothing is left."""
    if reading.parts:
        parts = [hear(part, numbers, who, county) or part if part.kind == "choice" else part for part in reading.parts]
        return enumerated(reading.text, parts)
    if reading.because in ("unread", "either", "abroad", "several"):
        return None
    closer = (narrow_divided(reading, numbers) if len(numbers) == 1 else None) or narrow(reading, numbers, county)
    return replace(closer, because=who) if closer and closer.because == "hint" else closer

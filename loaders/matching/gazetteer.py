"""What a name stands for: municipalities now and formerly, post places, counties, districts, places abroad.

Built once from data/, on first use. A name may have several meanings; nothing is chosen here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from data import reference
from loaders.matching.names import bare_keys, digraph_key, key, tokens

LOCAL = ("city district", "village")
SHORT = 2
"""Names this short without their æ, ø, å are words («ha», «as», «bo»): too little to go by alone."""


@dataclass(frozen=True)
class Meaning:
    """One thing a name may mean."""

    numbers: tuple[str, ...]
    """Municipalities of 2024; several only where the municipality was divided. () for Longyearbyen."""
    how: str
    """exact, alias, former, place or svalbard."""
    name: str
    """As the tables write it."""
    counties: frozenset[str] = frozenset()
    """Keys of the counties in which this name was borne, now and formerly."""
    former: reference.Former | None = None


@dataclass(frozen=True)
class Named:
    """What a key was found to mean: `meanings` first, `others` only where a hint asks for them."""

    meanings: tuple[Meaning, ...]
    others: tuple[Meaning, ...] = ()
    tier: int = 0
    """0 as written, 1 with aa/oe/ae, 2 without marks on the letters."""

    @property
    def numbers(self) -> tuple[str, ...]:
        return distinct(number for meaning in self.meanings for number in meaning.numbers)


class HasMeanings(Protocol):
    """A name that was found, or a text that was read."""

    @property
    def meanings(self) -> tuple[Meaning, ...]: ...


def all_meanings(found: Iterable[HasMeanings]) -> tuple[Meaning, ...]:
    """What any of them may mean, each once."""
    return tuple(dict.fromkeys(meaning for one in found for meaning in one.meanings))


@dataclass(frozen=True)
class Territory:
    """A county (now or formerly), a district or the like, with the municipalities of 2024 in it."""

    name: str
    kind: str
    numbers: frozenset[str]


def distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


@dataclass(frozen=True)
class Gazetteer:
    """All tables as dictionaries by key."""

    strict: dict[str, Named]
    digraph: dict[str, Named]
    bare: dict[str, Named]
    words: dict[tuple[str, ...], str]
    """The words of each municipality's name, now or formerly → its key."""
    territories: dict[str, Territory]
    county_of: dict[str, str]
    """County number, two digits, → key of its territory."""
    abroad: dict[str, str]
    former_numbers: dict[str, tuple[reference.Former, ...]]

    def find(self, text: str) -> Named | None:
        """The meanings of a name as written, else with æ, ø, å written otherwise."""
        wanted = key(text)
        for table in (self.strict, self.digraph, self.bare):
            if wanted in table:
                return table[wanted]
        return None


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    meanings = municipal_meanings()
    places = place_meanings()
    strict = {name: merge(found, places.get(name, ())) for name, found in meanings.items()}
    strict |= {name: Named(tuple(found)) for name, found in places.items() if name not in strict}
    names = dict.fromkeys(name for found in meanings.values() for m in found for name in (m.name,))
    territories, county_of = all_territories()
    former_numbers: dict[str, list[reference.Former]] = defaultdict(list)
    for former in reference.former_municipalities():
        former_numbers[former.number].append(former)
    return Gazetteer(
        strict=strict,
        digraph=respelt(strict, lambda name: {digraph_key(name)}, tier=1),
        bare=respelt(strict, bare_keys, tier=2),
        words={tokens(name): key(name) for name in names},
        territories=territories,
        county_of=county_of,
        abroad={key(name): country for name, country in reference.foreign_places().items()},
        former_numbers={number: tuple(found) for number, found in former_numbers.items()},
    )


def municipal_meanings() -> dict[str, list[Meaning]]:
    """Names of municipalities by key: official ones, former ones, forms in use."""
    table: dict[str, list[Meaning]] = defaultdict(list)
    borne = counties_by_name()
    current = reference.municipalities()
    for municipality in current.values():
        for name in (municipality.name, *municipality.other_names, *municipality.spellings):
            counties = borne[key(name), municipality.number] | {key(municipality.county)}
            table[key(name)].append(Meaning((municipality.number,), "exact", name, frozenset(counties)))
    for former in sorted(reference.former_municipalities(), key=lambda former: -former.until_year):
        for name in former.name.split(" - "):
            add_former(table, name, former, borne)
    for number, form, _ in reference.name_forms():
        if all(number not in meaning.numbers for meaning in table[key(form)]):
            table[key(form)].append(Meaning((number,), "alias", form, frozenset({key(current[number].county)})))
    for name in list(table):
        # «Nore og Uvdal» is also written with a slash, a hyphen, «&»; the parts are then one name.
        for meaning in table[name]:
            if " og " in meaning.name:
                table[key(meaning.name.replace(" og ", " "))].append(meaning)
    return dict(table)


def counties_by_name() -> dict[tuple[str, str], set[str]]:
    """(key of a name, number of 2024) → the counties in which that municipality bore that name."""
    borne: dict[tuple[str, str], set[str]] = defaultdict(set)
    for former in reference.former_municipalities():
        for name in former.name.split(" - "):
            for number in former.successors:
                borne[key(name), number].add(key(former.county))
    return borne


def add_former(
    table: dict[str, list[Meaning]], name: str, former: reference.Former, borne: dict[tuple[str, str], set[str]]
) -> None:
    """Adds a former municipality's name, unless the name still belongs to (one of) its successors."""
    known = table[key(name)]
    if any(meaning.how == "exact" and set(meaning.numbers) <= set(former.successors) for meaning in known):
        return
    if any(meaning.numbers == former.successors for meaning in known):
        return
    counties = set().union(*(borne[key(name), number] for number in former.successors))
    known.append(Meaning(former.successors, "former", name, frozenset(counties), former))


def place_meanings() -> dict[str, list[Meaning]]:
    """Post places and parts of towns by key, one meaning for each municipality the name is used in."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for post in reference.post_codes().values():
        if post.municipality:
            found[key(post.place)].setdefault(post.municipality, post.place)
    for area in reference.areas():
        if area.kind in LOCAL:
            for number in area.members:
                found[key(area.name)].setdefault(number, area.name)
    found["svalbard"] = {reference.SVALBARD: "Svalbard"}
    return {name: [place_meaning(*item) for item in numbers.items()] for name, numbers in found.items()}


def place_meaning(number: str, place: str) -> Meaning:
    if number == reference.SVALBARD:
        return Meaning((), "svalbard", place)
    county = reference.municipalities()[number].county
    return Meaning((number,), "place", place, frozenset({key(county)}))


def merge(municipal: list[Meaning], places: Iterable[Meaning]) -> Named:
    """A municipality's name stands before a post place; a former one's only where they agree."""
    numbers = {number for meaning in municipal for number in meaning.numbers}
    elsewhere = tuple(place for place in places if not set(place.numbers) <= numbers)
    if elsewhere and all(meaning.how == "former" for meaning in municipal):
        return Named((*municipal, *elsewhere))
    return Named(tuple(municipal), elsewhere)


def respelt(strict: dict[str, Named], spell: Callable[[str], set[str]], tier: int) -> dict[str, Named]:
    """The same meanings under other spellings; a municipality's spelling stands before a place's."""
    table: dict[str, list[Named]] = defaultdict(list)
    for name, named in strict.items():
        for other in spell(name) - {name}:
            table[other].append(named)
    return {name: together(found, tier) for name, found in table.items()}


def together(found: list[Named], tier: int) -> Named:
    municipal = [m for named in found for m in named.meanings if m.how != "place"]
    places = [m for named in found for m in (*named.meanings, *named.others) if m.how == "place"]
    if not municipal:
        return Named(tuple(dict.fromkeys(places)), (), tier)
    merged = merge(list(dict.fromkeys(municipal)), dict.fromkeys(places))
    return Named(merged.meanings, merged.others, tier)


def all_territories() -> tuple[dict[str, Territory], dict[str, str]]:
    """Territories by key, and the county numbers now in use."""
    members: dict[tuple[str, str], set[str]] = defaultdict(set)
    county_of: dict[str, str] = {}
    for municipality in reference.municipalities().values():
        members[municipality.county, "county"].add(municipality.number)
        members[municipality.branch, "branch"].add(municipality.number)
        county_of[municipality.county_number] = key(municipality.county)
    for former in reference.former_municipalities():
        members[former.county, "county"].update(former.successors)
        county_of.setdefault(former.number[:2], key(former.county))
    for area in reference.areas():
        if area.kind not in LOCAL:
            members[area.name, area.kind].update(expand(area.members))
    territories: dict[str, Territory] = {}
    for (name, kind), numbers in members.items():
        territories.setdefault(key(name), Territory(name, kind, frozenset(numbers)))
    return territories, county_of


def expand(members: Iterable[str]) -> set[str]:
    """County numbers among the members become the municipalities in them."""
    return {number for number in reference.municipalities() if number.startswith(tuple(members))}

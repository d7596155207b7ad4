"""Misspelt names: told only where one candidate stands clearly alone, else the candidates are given back.

A slip is a letter too many, too few, another one, or two that changed places. Former names, post places,
districts and places abroad compete with the municipalities: what is near to them is not taken for another.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from loaders.matching.gazetteer import Meaning, Named, all_meanings, gazetteer
from loaders.matching.likeness import PLAIN, directions, is_municipal
from loaders.matching.names import bare_keys, digraph_key, key, tokens

SHORTEST = 4
SURE_LENGTH = 5
PLACE_LENGTH = 7
LONG = 9
FARTHEST = 3
CONFUSABLE = 2
DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Spelling:
    """One way to write a known name; `named` is None for counties, districts and places abroad."""

    written: str
    name: str
    named: Named | None
    municipal: bool


@dataclass(frozen=True)
class Near:
    """A spelling and its distance from what the user wrote."""

    distance: int
    spelling: Spelling

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.spelling.named.numbers if self.spelling.named else ()


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Spelling]:
    """Every known spelling of every known name; municipalities win a spelling that several share."""
    table: dict[str, Spelling] = {}
    known = gazetteer()
    for name, named in known.strict.items():
        municipal = is_municipal(named)
        others = bare_keys(name) if municipal else {name.translate(PLAIN)}
        for written in {name, digraph_key(name)} | others:
            if municipal or written not in table:
                table[written] = Spelling(written, name, known.find(written), municipal)
    for name in (*known.territories, *known.abroad):
        table.setdefault(name, Spelling(name, name, None, False))
    return table


@lru_cache(maxsize=20_000)
def read_misspelling(text: str) -> tuple[tuple[Meaning, ...], tuple[Meaning, ...]]:
    """(what it must mean, what it may mean): the first holds one municipality or nothing."""
    wanted = key(text)
    near = find_near(text, wanted)
    if not near:
        return (), ()
    maybe = all_meanings(hit.spelling.named for hit in near if hit.spelling.named and hit.spelling.municipal)
    nearest = without_places([hit for hit in near if hit.distance == near[0].distance], wanted)
    if any(hit.spelling.named is None for hit in nearest) or not near_enough(wanted, nearest, near):
        return (), maybe
    meanings = all_meanings(hit.spelling.named for hit in nearest if hit.spelling.named)
    found = {meaning.numbers for meaning in meanings}
    if len(found) > 1 or len(meanings[0].numbers) != 1:
        return (), meanings
    rivals = [hit.spelling.named for hit in near if hit.spelling.named and rivals_with(hit, nearest[0], wanted)]
    if rivals:
        return (), all_meanings([Named(meanings), *rivals])
    return meanings, maybe


def without_places(nearest: list[Near], wanted: str) -> list[Near]:
    """«Gikse» is Giske, although Gimse is a post place: only its letters are single, doubled or swapped.

    «Opdal» is Oppdal, although Odal is a district; «Sogen», with swapped letters, may as well be the district Sogn.
    Counties and places abroad are never put aside.
    """
    alike = [hit.spelling.written for hit in nearest if hit.spelling.municipal]
    alike = [written for written in alike if same_letters(wanted, written)]
    if not alike:
        return nearest
    doubled = any(once(wanted) == once(written) for written in alike)
    others = (hit for hit in nearest if not hit.spelling.municipal and not hit.spelling.named)
    return [
        *(hit for hit in nearest if hit.spelling.municipal),
        *(hit for hit in others if not (doubled and is_district(hit.spelling.name))),
    ]


def is_district(name: str) -> bool:
    territory = gazetteer().territories.get(name)
    return territory is not None and territory.kind == "district"


def find_near(text: str, wanted: str) -> list[Near]:
    """Known spellings at most three slips away, the nearest first."""
    if len(wanted) < SHORTEST or wanted.isdecimal():
        return []
    table = vocabulary()
    hits = process.extract(wanted, table.keys(), scorer=OSA.distance, score_cutoff=FARTHEST, limit=None)
    near = [Near(int(distance), table[written]) for written, distance, _ in hits]
    words = tokens(text)
    return sorted((hit for hit in near if not contrary(words, hit.spelling.name)), key=lambda hit: hit.distance)


def near_enough(wanted: str, nearest: list[Near], near: list[Near]) -> bool:
    """One slip in five letters, two in nine; in shorter names only letters doubled or swapped."""
    best = nearest[0].distance
    written = [hit.spelling.written for hit in nearest]
    if not any(hit.spelling.municipal for hit in nearest):
        own = {hit.numbers for hit in nearest}
        others = (hit for hit in near if hit.spelling.municipal and hit.numbers not in own)
        clear = not any(hit.distance <= best + 1 for hit in others)
        clear = clear or all(same_letters(name, wanted) for name in written)
        return best == 1 and len(wanted) >= PLACE_LENGTH and clear
    if best > 1:
        same_start = all(name[0] == wanted[0] for name in written)
        return best == 2 and len(wanted) >= LONG and same_start
    if min(len(wanted), *(len(name) for name in written)) >= SURE_LENGTH:
        return True
    return all(same_letters(name, wanted) for name in written)


def rivals_with(hit: Near, winner: Near, wanted: str) -> bool:
    """Whether the slip may just as well have begun from another name that looks much like the nearest one.

    A slip away from what tells two names apart leaves the rival farther off than the names are from each
    other: «Larvk» is Larvik, not Narvik. «Kristiansnd» and «Nør-Fron» touch the very letters that differ.
    Letters doubled, single or swapped point to nobody else.
    """
    if not hit.spelling.municipal or not winner.distance < hit.distance <= winner.distance + 1:
        return False
    if hit.numbers == winner.numbers or same_letters(wanted, winner.spelling.written):
        return False
    apart = OSA.distance(winner.spelling.written, hit.spelling.written)
    confusable = apart <= CONFUSABLE or same_last_word(winner.spelling.name, hit.spelling.name)
    return confusable and hit.distance < apart + winner.distance


def same_letters(one: str, other: str) -> bool:
    return sorted(one) == sorted(other) or once(one) == once(other)


def once(name: str) -> str:
    """The name with doubled letters single."""
    return DOUBLED.sub(r"\1", name)


def same_last_word(one: str, other: str) -> bool:
    """Nord-Fron and Sør-Fron, but not Stord and Stod."""
    ends = [name_words().get(name, ()) for name in (one, other)]
    return all(len(full) > 1 for full in ends) and ends[0][-1] == ends[1][-1]


def contrary(words: tuple[str, ...], name: str) -> bool:
    """Whether one is a northern and the other a southern one: never a slip of the pen."""
    full = name_words().get(name, ())
    if not words or len(full) < 2:
        return False
    mine, theirs = directions(words[0]), directions(full[0])
    return bool(mine and theirs and not mine & theirs)


@lru_cache(maxsize=1)
def name_words() -> dict[str, tuple[str, ...]]:
    return {name: full for full, name in gazetteer().words.items()}

"""Texts with signs between their parts: several municipalities, or one with what tells it apart."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from loaders.matching.gazetteer import all_meanings, gazetteer
from loaders.matching.likeness import directions
from loaders.matching.names import key, strip_generic, tokens
from loaders.matching.readings import NAMED, Heard, narrow, narrow_by_territories, unknown, with_doubt
from loaders.matching.single import read_among

TOGETHER = r"(?:i\s+(?:samarbeid|fellesskap|lag)\s+|sammen\s+|saman\s+)?med"
WORDS = rf"og|samt|and|ja|plus|pluss|eller|{TOGETHER}"
SEPARATOR = re.compile(
    rf"\s*(\bm/|[;,+&|\n/()\[\]]|\b(?:{WORDS})\b|(?<=\s)[-–—](?=\s)|(?<=\w)[–—](?=\w))\s*", re.IGNORECASE
)
QUALIFYING = {",", "/", "(", ")", "[", "]", "-", "–", "—", "\n"}
BRACKETS = {"(", ")", "[", "]"}
SHARED_HEAD = re.compile(r"^(\w{1,7})[-.]?$")
FORMERLY = re.compile(r"\W*(?:tidl|tidligere|tidlegare|før|eks)\b", re.IGNORECASE)
# Signs inside one name («Møre og Romsdal», «M&R»), put away while the text is split.
KEPT = {" og ": "\ue010", "&": "\ue011", "/": "\ue012"}


def split_segments(text: str) -> tuple[list[str], list[str]]:
    """The parts of an enumeration and the signs between them; names that hold such a sign are kept whole."""
    pieces = [put_back(piece).strip() for piece in SEPARATOR.split(put_away(text))]
    segments, separators = [pieces[0]], []
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if piece and segments[-1]:
            separators.append(sign.casefold())
            segments.append(piece)
        elif piece:
            segments[-1] = piece
    return join_known(share_heads(segments, separators), separators)


def put_away(text: str) -> str:
    """The text with other signs for those that belong to a name: «Sande i Møre og Romsdal»."""

    def hide(found: re.Match[str]) -> str:
        name = re.sub(r"\s+og\s+", " og ", found[0], flags=re.IGNORECASE)
        for sign, kept in KEPT.items():
            name = name.replace(sign, kept)
        return name

    return names_with_signs().sub(hide, text)


def put_back(piece: str) -> str:
    for sign, kept in KEPT.items():
        piece = piece.replace(kept, sign)
    return piece


@lru_cache(maxsize=1)
def names_with_signs() -> re.Pattern[str]:
    """Names of municipalities and counties with «og», «&» or «/» in them."""
    known = gazetteer()
    names = {meaning.name for named in known.strict.values() for meaning in named.meanings}
    names |= {territory.name for territory in known.territories.values() if territory.kind == "county"}
    signed = sorted((re.escape(name) for name in names if any(sign in name for sign in KEPT)), key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(reversed(signed))})(?!\w)", re.IGNORECASE)


def share_heads(segments: list[str], separators: list[str]) -> list[str]:
    """«Nord- og Sør-Fron» → Nord-Fron, Sør-Fron; «Østre og Vestre Toten» likewise."""
    shared = list(segments)
    for index in range(len(segments) - 2, -1, -1):
        head = SHARED_HEAD.match(strip_generic(segments[index]) or segments[index])
        following = tokens(strip_generic(shared[index + 1]))
        if head and len(following) > 1 and separators[index] != "\n":
            word = "".join(tokens(head[1]))
            if directions(word) and directions(following[0]):
                shared[index] = f"{head[1]} {' '.join(following[1:])}"
    return shared


def join_known(segments: list[str], separators: list[str]) -> tuple[list[str], list[str]]:
    """Two parts that are one name together («Evje/Hornnes») become one again."""
    joined: list[str] = segments[:1]
    between: list[str] = []
    for sign, segment in zip(separators, segments[1:], strict=True):
        if sign not in BRACKETS and is_one_name(joined[-1], segment):
            joined[-1] = f"{joined[-1]} og {segment}"
        else:
            joined.append(segment)
            between.append(sign)
    return joined, between


def is_one_name(first: str, second: str) -> bool:
    bare = key(strip_generic(f"{first} og {second}"))
    known = gazetteer()
    return bare in known.strict or bare in known.territories or bare in known.bare


def combine(text: str, segments: list[str], separators: list[str], read: Callable[[str], Heard]) -> Heard:
    """An enumeration, or one name with what tells it apart: «Bø, Telemark», «Lom og Skjåk»."""
    readings = [read(segment) for segment in segments]
    kept = [reading for reading in readings if reading.kind not in ("missing", "junk")]
    areas = [reading for reading in kept if reading.kind == "area"]
    names = [reading for reading in kept if reading.kind in (*NAMED, "several", "svalbard")]
    foreign = next((reading for reading in kept if reading.kind == "abroad"), None)
    qualifying = set(separators) <= QUALIFYING
    if qualifying:
        names = without_former(names)
    if foreign:
        return with_doubt(text, names, "abroad") if names and not qualifying else foreign
    if not names:
        return replace(areas[0], text=text) if areas and len(areas) == len(kept) else unknown(text)
    if "eller" in separators:
        return with_doubt(text, names, "either")
    if any(reading.kind == "unknown" for reading in kept):
        named = read_among(text) if qualifying else unknown(text)
        return named if named.kind == "found" else with_doubt(text, names, "unread")
    if len(names) == 1:
        return narrow_by_territories(replace(names[0], text=text), areas)
    return enumerate_names(text, names, areas, separators)


def without_former(names: list[Heard]) -> list[Heard]:
    """«Haram (tidligere Ålesund)» is one municipality, whatever the former one is called today."""
    now = [reading for reading in names if not FORMERLY.match(reading.text)]
    return now if any(reading.kind == "found" for reading in now) else names


def enumerate_names(text: str, names: list[Heard], areas: list[Heard], separators: list[str]) -> Heard:
    """Several names: one municipality twice, a place in a municipality, or several municipalities."""
    settled = [settle(reading, names, areas, separators) for reading in names]
    whole = enumerated(text, settled)
    if whole.kind == "several" and not areas and set(separators) <= QUALIFYING and BRACKETS & set(separators):
        return with_doubt(text, settled, "contradiction")  # «Sandnes (Bindal)»: with whom, or where?
    return whole


def enumerated(text: str, settled: list[Heard]) -> Heard:
    """The names of an enumeration as one reading: several, one, or a choice as long as one is in doubt."""
    if any(reading.kind == "choice" for reading in settled):
        return replace(with_doubt(text, settled, "several"), parts=tuple(settled))
    meanings = all_meanings(settled)
    numbers = {meaning.numbers for meaning in meanings}
    if len(numbers) == 1:
        return replace(settled[0], text=text)
    if () in numbers:
        return Heard("choice", text, meanings, because="several")
    return Heard("several", text, meanings, how="several")


def settle(reading: Heard, names: list[Heard], areas: list[Heard], separators: list[str]) -> Heard:
    """One name of an enumeration, with the others as hints where the sign between them may say «in»."""
    hinted = narrow_by_territories(reading, areas, strict=False)
    beside = frozenset(n for other in names if other is not reading and other.kind == "found" for n in other.numbers)
    if not beside or not set(separators) <= QUALIFYING:
        return hinted
    if hinted.kind == "choice":
        return narrow(hinted, beside) or hinted
    if hinted.kind != "found" or set(hinted.numbers) & beside:
        return hinted
    if hinted.how == "place":
        return narrow(hinted, beside) or replace(hinted, kind="choice")
    # «Åmot, Modum»: Åmot is a municipality, and a place in Modum.
    place = narrow(replace(hinted, meanings=()), beside)
    if place is None:
        return hinted
    return (
        place
        if BRACKETS & set(separators)
        else replace(hinted, kind="choice", meanings=(*hinted.meanings, *place.meanings))
    )

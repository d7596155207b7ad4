"""One name that is not known as it stands: a place after it, shortened, misspelt, or among other words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz.distance import OSA

from loaders.matching.gazetteer import Meaning, all_meanings
from loaders.matching.likeness import is_municipal, read_abbreviation, read_name_words, read_prefix
from loaders.matching.misspellings import read_misspelling
from loaders.matching.names import has_digit, key, strip_generic
from loaders.matching.plain import find_name, read_plain
from loaders.matching.readings import NAMED, Heard, narrow, narrow_by_territories, of_meanings, unknown, with_doubt

LOCATED = re.compile(r"\s+(?:i|på|ved|in|nær|utenfor|utanfor)\s+", re.IGNORECASE)
ONE_LETTER = re.compile(r"(?<=\w{4})\s[NSØV]\.?$")
INSTITUTION = re.compile(
    r"(?<!\w)(?:universitet\w*|høg?y?sk[ou]le\w*|høgskul\w*|ntnu|uio|uib|statsforvalt\w*|fylkesmann\w*|"
    r"kulturskoleråd\w*|kulturskuleråd\w*|departement\w*|direktorat\w*|folkehøg?y?sk[ou]le\w*|ks)(?!\w)",
    re.IGNORECASE,
)
ADJACENT = re.compile(
    r"((?:[\w.-]+\s+){1,3})(?:kommune|herad|kulturskole|kulturskule|suohkan|gielda)\w*|"
    r"(?:kulturskolen|kulturskulen|kommunen)\s+i\s+((?:[\w.-]+\s*){1,3})",
    re.IGNORECASE,
)
CONTAINED = 3
MOST_WORDS = 12


def read_single(text: str) -> Heard:
    """The attempts in the order of their certainty; what is told last is only offered."""
    if has_digit(text):
        return unknown(text)
    for attempt in (read_located, read_beside, read_short, read_wrong, read_among, read_partly):
        reading = attempt(text)
        if reading.kind != "unknown":
            return reading
    return unknown(text, read_misspelling(strip_generic(text))[1][:5])


def read_located(text: str) -> Heard:
    """«Nes i Hallingdal», «Åsane i Bergen», «rektor i Målselv»."""
    bare = strip_generic(text)
    found = LOCATED.search(bare)
    if not found:
        return unknown(text)
    left, right = read_plain(bare[: found.start()]), read_plain(bare[found.end() :])
    if left.kind == "unknown":
        left = read_short(bare[: found.start()])
    if right.kind == "abroad":
        return replace(right, text=text)
    if left.kind not in NAMED:
        certain = right.kind in NAMED and right.meanings[0].how != "place"
        return replace(right, text=text) if certain and not INSTITUTION.search(text) else unknown(text)
    if right.kind == "area":
        return narrow_by_territories(replace(left, text=text), [right])
    if right.kind in NAMED:
        return locate(text, left, right)
    among = read_among(text)
    return among if among.kind == "found" else with_doubt(text, [left], "part")


def locate(text: str, left: Heard, right: Heard) -> Heard:
    """«Nes i Nesbyen», «Sand i Nord-Odal»: the municipality after «i» settles the place before it."""
    closer = narrow(left, frozenset(right.numbers))
    if closer:
        return replace(closer, text=text)
    places = all(meaning.how == "place" for meaning in left.meanings)
    if places and right.kind == "found" and right.meanings[0].how == "exact":
        return replace(right, text=text)
    return with_doubt(text, [left, right], "contradiction")


def read_beside(text: str) -> Heard:
    """«Herøy Nordland», «Nordland Herøy»: a name and a county or place with nothing between them."""
    words = strip_generic(text).split()
    for cut in range(1, len(words) if len(words) <= MOST_WORDS else 0):
        pair = [read_plain(" ".join(part)) for part in (words[:cut], words[cut:])]
        kinds = [reading.kind for reading in pair]
        named = [reading for reading in pair if reading.kind in (*NAMED, "svalbard")]
        if kinds == ["area", "area"]:
            return replace(pair[0], text=text)
        if len(named) == 1 and "abroad" in kinds:
            return replace(pair[kinds.index("abroad")], text=text)
        if len(named) == 1 and "area" in kinds:
            return narrow_by_territories(replace(named[0], text=text), [pair[kinds.index("area")]])
        if len(named) == 2:
            closer = narrow(named[0], frozenset(named[1].numbers))
            return replace(closer, text=text) if closer else with_doubt(text, named, "part")
    return unknown(text)


def read_short(text: str) -> Heard:
    """«M. Gauldal», «Kr.sand», and names of one municipality with a hyphen between them."""
    bare = strip_generic(text)
    parts = [find_name(part) for part in re.split(r"[-–—]", bare)] if "-" in bare else []
    if len(parts) > 1 and all(parts):
        reading = of_meanings(text, all_meanings(named for named in parts if named))
        return reading if reading.kind == "found" else replace(reading, because="part")
    without = ONE_LETTER.sub("", bare)  # Trondheim S: the post's letter for the south of the country
    if without != bare and (named := find_name(without)):
        reading = of_meanings(text, named.meanings, "", "", named.others)
        return replace(reading, how="alias") if reading.how == "exact" else reading
    meanings = read_abbreviation(bare) or read_abbreviation(without)
    return of_meanings(text, meanings, "alias", "abbreviation") if meanings else unknown(text)


def read_wrong(text: str) -> Heard:
    """A misspelling, where one candidate stands clearly alone; a word of another name competes («Elvdal»)."""
    bare = strip_generic(text)
    meanings, maybe = read_misspelling(bare)
    words = read_name_words(bare)
    if meanings and {meaning.numbers for meaning in words} <= {meanings[0].numbers}:
        reading = of_meanings(text, meanings)
        return replace(reading, how="fuzzy") if reading.kind == "found" else reading
    if meanings:
        return Heard("choice", text, (*meanings, *words), because="similar")
    if maybe and not words and not read_prefix(bare) and is_close(bare, maybe):
        return Heard("choice", text, maybe[:5], because="similar")
    return unknown(text)


def is_close(bare: str, maybe: tuple[Meaning, ...]) -> bool:
    """Whether the text is near enough to the candidates to ask «mente du», rather than to say it is none."""
    wanted = key(bare)
    limit = 0 if len(wanted) < 5 else 1 if len(wanted) < 9 else 2
    return any(OSA.distance(wanted, key(meaning.name)) <= limit for meaning in maybe)


def read_among(text: str) -> Heard:
    """«Seksjon for kultur, Bergen kommune»: a name that stands right beside «kommune» among other words."""
    if INSTITUTION.search(text):
        return unknown(text)
    found = []
    for match in ADJACENT.finditer(text):
        named = next((named for part in adjacent_words(match) if (named := find_name(part))), None)
        if named and named.tier < 2 and is_municipal(named):
            found.append(named)
    meanings = all_meanings(found)
    return of_meanings(text, meanings, "", "among") if meanings else unknown(text)


def adjacent_words(match: re.Match[str]) -> Iterator[str]:
    """The words beside «kommune», all of them first, then fewer, those nearest to it last."""
    if match[1]:
        words = match[1].split()
        return (" ".join(words[index:]) for index in range(len(words)))
    words = match[2].split()
    return (" ".join(words[: len(words) - index]) for index in range(len(words)))


def read_partly(text: str) -> Heard:
    """What can be offered: names that begin with the text, or a known name among words that say nothing."""
    bare = strip_generic(text)
    if INSTITUTION.search(text):
        return unknown(text)
    if meanings := tuple(dict.fromkeys((*read_name_words(bare), *read_prefix(bare)))):
        return Heard("choice", text, meanings, because="part of name")
    words = bare.split()[:MOST_WORDS]
    spans = ((a, b) for a in range(len(words)) for b in range(len(words), a, -1) if b - a < len(words))
    for start, end in spans:
        part = " ".join(words[start:end])
        named = find_name(part) if len(key(part)) >= CONTAINED and part[:1].isupper() else None
        if named and not named.tier and is_municipal(named):
            return Heard("choice", text, named.meanings, because="part")
    return unknown(text)

"""A name as it stands: a municipality's, a county's, a place abroad's, without the words around it."""

import re
from dataclasses import replace

from loaders.matching.garbled import lost_letters, other_readings
from loaders.matching.gazetteer import SHORT, Named, gazetteer
from loaders.matching.likeness import is_municipal, read_lost_letters
from loaders.matching.names import GENERIC, key, strip_generic, tokens
from loaders.matching.readings import Heard, of_meanings, unknown

COUNTY_WORD = re.compile(r"(?<!\w)fylke\w*", re.IGNORECASE)
JUNK = re.compile(
    r"^(?:test(?:er|ing|rad|bruker|kommune\w*|esen|person)?\b.*|asdf\w*|sdf\w*|qwert\w*|x{2,}|abc|foo|bar|"
    r"lorem.*|dummy|prøve|tull|hei|hallo|blabla\w*|.)$",
    re.IGNORECASE,
)
NOT_GIVEN = re.compile(
    r"^(?:n/?a|ukjent|ukjend|v[ei]+t ikk?j?e|ingen|ikk?j?e (?:oppgitt|oppgjeve|relevant|aktuelt|svart)|"
    r"privat(?:person)?|ann[ea]t?|andre|none|null|mangler|blank|tom|se over|samme|ja|nei|alle(?: kommuner)?|"
    r"[\W_]*)$",
    re.IGNORECASE,
)
SWEDISH = re.compile(r"(?<!\w)(?:kommun|stad)(?!\w)", re.IGNORECASE)
DANISH_REGION = re.compile(
    r"(?<!\w)region\s+(?:hovedstaden|sjælland|syddanmark|midtjylland|nordjylland)", re.IGNORECASE
)
# Signs that part names; «Bø (N)» is not Bøn.
PARTING = re.compile(r"[;,+&|\n/()\[\]]")
COUNTY_KINDS = ("county", "branch")


def read_plain(text: str) -> Heard:
    """What the text says without any guessing; it holds no digits."""
    bare = strip_generic(text)
    if not bare or NOT_GIVEN.match(bare):
        return Heard("missing", text)
    if JUNK.match(bare) and not find_name(bare):
        return Heard("junk", text)
    if COUNTY_WORD.search(text):
        return read_county(text)
    for attempt in (read_garbled, read_known, read_genitive):
        reading = attempt(text, bare)
        if reading.kind != "unknown":
            return reading
    return read_doubted(text)


def find_name(text: str) -> Named | None:
    """What a name stands for. Words run together only where they are words: «Bø N» is not Bøn."""
    if PARTING.search(text.strip("()[] ")):
        return None
    named = gazetteer().find(text)
    words = tokens(text)
    if named is None or len(words) < 2:
        return named
    spaced_out = len(words) > 2 and all(len(word) == 1 for word in words)
    as_many = any(len(tokens(meaning.name)) == len(words) for meaning in (*named.meanings, *named.others))
    return named if spaced_out or as_many or all(len(word) > SHORT for word in words) else None


def read_county(text: str) -> Heard:
    """A county is no municipality, whatever its name: «Oslo fylkeskommune» too."""
    rest = strip_generic(COUNTY_WORD.sub(" ", text))
    territory = gazetteer().territories.get(key(rest))
    if territory or (not PARTING.search(rest) and " og " not in rest):
        return Heard("area", text, territory=territory)
    return unknown(text)


def read_garbled(text: str, bare: str) -> Heard:
    """Letters lost or changed on the way from one encoding to another."""
    for other in other_readings(text):
        named = find_name(strip_generic(other))
        if named and not named.tier:
            reading = of_named(text, other, named)
            return replace(reading, how="alias" if reading.how == "exact" else reading.how, because="garbled")
    if lost_letters(text) and (meanings := read_lost_letters(text) or read_lost_letters(bare)):
        return of_meanings(text, meanings, "alias", "garbled")
    return unknown(text)


def read_known(text: str, bare: str) -> Heard:
    """The name itself. A county's name stands before a post place's, a municipality's before both."""
    for wanted in dict.fromkeys((text, bare)):
        named = find_name(wanted)
        territory = gazetteer().territories.get(key(wanted))
        if territory and (named is None or (territory.kind in COUNTY_KINDS and not is_municipal(named))):
            return Heard("area", text, territory=territory)
        country = abroad(text, wanted)
        if named:
            reading = of_named(text, wanted, named)
            doubtful = bool(country) and reading.how == "place"
            return replace(reading, kind="choice", because="abroad too") if doubtful else reading
        if country:
            return Heard("abroad", text, detail=country)
    return unknown(text)


def read_genitive(text: str, bare: str) -> Heard:
    """«Bergens kulturskole»: the s belongs to the word after it."""
    wanted = key(bare)
    if not wanted.endswith("s") or not GENERIC.search(text):
        return unknown(text)
    owner = gazetteer().strict.get(wanted[:-1])
    return (
        of_meanings(text, owner.meanings, "alias", "", owner.others) if owner and is_municipal(owner) else unknown(text)
    )


def abroad(text: str, wanted: str) -> str:
    """The country of a place abroad, or ''."""
    if DANISH_REGION.search(text):
        return "Danmark"
    known = gazetteer().abroad
    country = known.get(key(wanted), "")
    return country or (known.get(key(SWEDISH.sub(" ", text)), "") if SWEDISH.search(text) else "")


def read_doubted(text: str) -> Heard:
    """A name with a question mark that stands for no letter: «Bergen?»."""
    whole = " ".join(text.replace("?", " ").split())
    return replace(read_plain(whole), text=text) if whole and whole != text else unknown(text)


def of_named(text: str, wanted: str, named: Named) -> Heard:
    """A name that was found; very short ones without their letters prove nothing without «kommune» beside."""
    reading = of_meanings(text, named.meanings, "", "", named.others)
    if named.tier == 2 and len(key(wanted)) <= SHORT and not GENERIC.search(text):
        return replace(reading, kind="choice", because="short")
    if reading.how == "exact" and named.tier:
        return replace(reading, how="alias")
    return reading

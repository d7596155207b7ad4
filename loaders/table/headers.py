"""How a header points to a field: whole, nearly whole, by its beginning, or by a word in it."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from loaders.table.fields import FIELDS, FORMS_LEAD, QUIZ, Field

SIGNS = str.maketrans("", "", ":*?")
NUMBERING = re.compile(r"^\(?\d{1,2}[.)]\s*(?=\D)")
REPEATED = re.compile(r"^(.*\D)\d{1,2}$")
BETWEEN_WORDS = re.compile(r"[^\w-]+")
HUMP = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ][a-zæøå])")
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
ASKING = re.compile(
    r"^(?:er|har|hadde|skal|vil|kan|ble|blei|hva|hvor|hvordan|hvem|hvorfor|når|kva|korleis|kven|kvifor|ønsker|ynskjer|"
    r"is|are|do|does|did|has|have|will|can|what|how|why|who|when)\s"
)
QUALIFIER = re.compile(
    r"\s*(?:[-–—/|,]\s*)?\b(?:ja ?/ ?nei|yes ?/ ?no|x|utc|gmt|cet|nummer|obligatorisk|valgfritt|fylles ut av oss|"
    r"(?:på|til|fra|av|for) (?:\w{0,14}samling\w*|arrangementet|møtet|kurset|konferansen|webinaret|seminaret|"
    r"oppstarten|oppstartsamlinga|påmelding\w*)|(?:per|pr)\.? [\d. ]*[a-zæøå]*|\d{1,2}\.\s?(?:[a-zæøå]{3,9}|\d{1,2}\.?)"
    r"(?:\s?\d{2,4})?)$"
)
BY_NAME = {field.name: field for field in FIELDS}
WHOLE, NEARLY, GENERAL, BEGINNING, WORD = 4.0, 3.4, 3.0, 2.5, 2.0
"""How much a header says about a field; 0 where it says nothing."""


def plain_header(text: str) -> str:
    """How headers are compared: NFKC, lower case, one kind of space, without `: * ?` and a leading number."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(SIGNS)
    text = NUMBERING.sub("", " ".join(text.split()))
    return text.strip(" .-–")


def headers_key(headers: list[str]) -> str:
    """The same for every file with the same headers, also when it comes back with our column «Feil»."""
    plain = [header for header in map(plain_header, headers) if header != "feil"]
    return hashlib.sha256("\x1f".join(plain).encode()).hexdigest()[:16]


def find_lead(headers: list[str]) -> int:
    """How many of the first columns are what Forms itself records; 0 when the file is not from Forms."""
    fields: list[str] = []
    for header in map(plain_header, headers):
        field = FORMS_LEAD.get(header)
        if field is None or field in fields:
            break
        fields.append(field)
    known = {"submission_id", "submitted_at"} <= set(fields) or {"submission_id", "started_at"} <= set(fields)
    return len(fields) if known else 0


def drop_repeat(header: str, plain: list[str]) -> str:
    """Excel's tables name a repeated question `Kommune2`; without the first, the digit belongs to the name."""
    found = REPEATED.match(header)
    return found[1].strip() if found and found[1].strip() in plain else header


def is_quiz(header: str) -> bool:
    return re.split(r"\s+[–—-]\s*", header)[0] in QUIZ


def is_question(header: str) -> bool:
    """Whether a plain header asks something in a sentence."""
    return bool(ASKING.match(header)) or header.count(" ") > 6


def readings_of(text: str, plain: list[str]) -> tuple[str, ...]:
    """A header as written, then without what stands in brackets, then what stands in them, then bare of qualifiers.

    «RecordedDate» is two words; «Navn (Fornavn)» is also «fornavn», «Avmeldt (ja/nei)» also «avmeldt».
    """
    whole = drop_repeat(plain_header(text), plain)
    found = [whole, plain_header(HUMP.sub(" ", text).replace("_", " "))]
    inside = BRACKETS.search(whole)
    if inside:
        found += [plain_header(BRACKETS.sub(" ", whole)), plain_header(inside[1])]
    bare = found[2] if inside else whole
    while (shorter := QUALIFIER.sub("", bare).strip(" .-–")) not in ("", bare):
        bare = shorter
    return tuple(dict.fromkeys((*found, bare)))


@lru_cache(maxsize=8_000)
def header_weight(name: str, readings: tuple[str, ...]) -> float:
    """How much the readings of a header say that the column holds a field.

    It is kept, for the three kinds of file ask alike, and so does the next download.
    """
    whole, field = readings[0], BY_NAME[name]
    exact, general = names_of(name)
    if whole in exact:
        return WHOLE
    if any(reading in exact for reading in readings[1:]):
        return NEARLY
    if any(reading in general for reading in readings):
        return GENERAL
    if any(whole.startswith(word[1:]) if word[0] == "^" else word in whole for word in field.against):
        return 0.0
    if field.name == part_of_name(whole):
        return GENERAL
    if begins(field, whole):
        return BEGINNING
    padded = f" {BETWEEN_WORDS.sub(' ', whole)} "
    if any(all(f" {part} " in padded for part in word) for word in field.words):
        return WORD
    return WORD if ends_like(field.name, whole) else 0.0


@lru_cache(maxsize=256)
def names_of(field: str) -> tuple[frozenset[str], frozenset[str]]:
    found = BY_NAME[field]
    return frozenset(found.exact) - found.general, found.general


def begins(field: Field, header: str) -> bool:
    return any(header.startswith(name) and not header[len(name) : len(name) + 1].isalnum() for name in field.beginnings)


COMPOUNDS = {
    "municipality": re.compile(r"^[a-zæøå]{3,}kommunen?$"),
    "email": re.compile(r"^[a-zæøå-]*?(?:e-?post|e-?mail)(?:en|a|adresse|adressen|adressa)?$"),
    "submitted_at": re.compile(
        r"^(?:inn|svar|påmeld|registrer|send|bestill|lever)[a-zæøå]*(?:tid|tidspunkt|dato|merke)$"
    ),
    "state": re.compile(r"^[a-zæøåäö]{3,}status$"),
    "phone": re.compile(r"^[a-zæøå]*(?:telefon|mobil)(?:en|nummer|nr)?$"),
}
"""Norwegian runs words together: a header of one word whose end says what it is."""


FIRST = re.compile(r"(?:fornavn|fornamn|förnamn|first ?name|given ?name)(?:et)?$")
LAST = re.compile(r"(?:etternavn|etternamn|efternavn|efternamn|last ?name|surname|family ?name)(?:et)?$")


def part_of_name(header: str) -> str:
    """Which part of whosever name a header ends with; "" where it asks for both, or for neither."""
    if FIRST.search(header):
        return "first_name"
    return "last_name" if LAST.search(header) and not re.search(r"fornavn|fornamn|förnamn|first", header) else ""


def ends_like(field: str, header: str) -> bool:
    return field in COMPOUNDS and COMPOUNDS[field].match(header) is not None

"""Which field each column of a table holds: exact name, then beginning, then a word in it, then by what is in it."""

import hashlib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from domain.answers import is_nothing
from loaders.rows.durations import read_minutes
from loaders.rows.values import EMAIL
from loaders.sandbox.sheets import Column
from loaders.table.fields import EXTRA_LABELS, FIELDS, FORMS_LEAD, NOT_A_PLACE, QUIZ, Field

SIGNS = str.maketrans("", "", ":*?")
NUMBERING = re.compile(r"^\(?\d{1,2}[.)]\s*(?=\D)")
REPEATED = re.compile(r"^(.*\D)\d$")
BETWEEN_WORDS = re.compile(r"[^\w-]+")
DATED = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\D+\d{1,2}[:.]\d{2}")
SAMPLE = 400
LABELS = {field.name: field.label for field in FIELDS} | EXTRA_LABELS


@dataclass(frozen=True)
class Claim:
    """A column's field ("" for none) and how it was recognised."""

    field: str
    how: str


NO_CLAIM = Claim("", "")


def field_labels(kind: str) -> dict[str, str]:
    """The fields that a column of such an export can be set to, with their labels in bokmål."""
    return {field.name: field.label for field in FIELDS if kind in field.kinds} | EXTRA_LABELS


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


def recognise(headers: list[str], columns: list[Column], kind: str, lead: int | None = None) -> list[Claim]:
    """What each column holds, for an export of this kind; `headers` as in the file."""
    plain = [plain_header(header) for header in headers]
    plain = [drop_repeat(header, plain) for header in plain]
    lead = find_lead(headers) if lead is None else lead
    claims = [Claim(FORMS_LEAD[header], "exact") for header in plain[:lead]]
    claims += [NO_CLAIM] * (len(plain) - lead)
    taken = {claim.field for claim in claims}
    if "email" in taken or "name" in taken:
        claim_asked(plain, columns, claims, taken, lead)
    open_to = [bool(header) and not is_quiz(header) for header in plain]
    fields = [field for field in FIELDS if kind in field.kinds]
    for how, fits in (("exact", fits_exactly), ("prefix", fits_prefix), ("word", fits_word)):
        for field in fields:
            if field.name in taken or (how != "exact" and field.only_exact):
                continue
            place = first_fitting(field, fits, how, plain, columns, claims, open_to)
            if place is not None:
                claims[place] = Claim(field.name, how)
                taken.add(field.name)
    if "upn" in taken:
        claim_by_content(columns, claims, taken)
        # A meeting report's «Role» is the role in the meeting, no job.
        claims = [Claim("meeting_role", claim.how) if claim.field == "role" else claim for claim in claims]
    return claims


def claim_by_content(columns: list[Column], claims: list[Claim], taken: set[str]) -> None:
    """A meeting report in a language without synonyms: its columns are told by what they hold.

    «(UPN)» stands in the headers of all languages, and the order of the times is the same in all.
    """
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("email", lambda text: "@" in text),
        ("joined_at", lambda text: bool(DATED.match(text))),
        ("left_at", lambda text: bool(DATED.match(text))),
        ("minutes", lambda text: not math.isnan(read_minutes(text, text, "s"))),
        ("name", lambda text: True),
        ("role", lambda text: True),
    )
    for field, holds in tests:
        for place, column in enumerate(columns):
            texts = sample(column)
            if field not in taken and not claims[place].field and texts and mostly(texts, holds):
                claims[place] = Claim(field, "word")
                taken.add(field)


def first_fitting(
    field: Field,
    fits: Callable[[Field, str], bool],
    how: str,
    plain: list[str],
    columns: list[Column],
    claims: list[Claim],
    open_to: list[bool],
) -> int | None:
    for place, header in enumerate(plain):
        if not open_to[place] or claims[place].field or not fits(field, header):
            continue
        if how != "exact" and not content_allows(field.name, header, columns[place]):
            continue
        return place
    return None


def claim_asked(plain: list[str], columns: list[Column], claims: list[Claim], taken: set[str], lead: int) -> None:
    """A question called «Navn» or «E-post» in a form that records both: it helps where Forms knows neither."""
    by_name = {field.name: field for field in FIELDS}
    for asked in ("email", "name"):
        for place in range(lead, len(plain)):
            field, header = by_name[asked], plain[place]
            if claims[place].field or f"asked_{asked}" in taken or asked not in taken:
                continue
            how = "exact" if fits_exactly(field, header) else "word" if fits_word(field, header) else ""
            if not how and fits_prefix(field, header) and content_allows(asked, header, columns[place]):
                how = "prefix"
            if how and not is_other_person(header):
                claims[place] = Claim(f"asked_{asked}", how)
                taken.add(f"asked_{asked}")


def is_other_person(header: str) -> bool:
    return any(word in header for word in ("kontakt", "leder", "leiar", "ansvarlig", "kommune", "skole", "skule"))


def apply_mapping(headers: list[str], claims: list[Claim], mapping: Mapping[str, str], how: str) -> list[Claim]:
    """The user's choice over the recognised: a field chosen for one column is given up by another."""
    wanted = {plain_header(header): field for header, field in mapping.items()}
    chosen = [wanted.get(plain_header(header)) for header in headers]
    used = {field for field in chosen if field}
    result = []
    for claim, field in zip(claims, chosen, strict=True):
        if field is not None and field in LABELS | {"": ""}:
            result.append(claim if field == claim.field else Claim(field, how if field else ""))
        else:
            result.append(NO_CLAIM if claim.field in used else claim)
    return result


def drop_repeat(header: str, plain: list[str]) -> str:
    """Excel's tables name a repeated question `Kommune2`; without the first, the digit belongs to the name."""
    found = REPEATED.match(header)
    return found[1] if found and found[1] in plain else header


def is_quiz(header: str) -> bool:
    return re.split(r"\s+[–—-]\s*", header)[0] in QUIZ


def fits_exactly(field: Field, header: str) -> bool:
    return header in field.exact


def fits_prefix(field: Field, header: str) -> bool:
    return any(
        header.startswith(name) and not header[len(name)].isalnum()
        for name in field.exact
        if len(header) > len(name) > 2
    )


def fits_word(field: Field, header: str) -> bool:
    padded = f" {BETWEEN_WORDS.sub(' ', header)} "
    return any(all(f" {part} " in padded for part in word.split("+")) for word in field.words)


def content_allows(field: str, header: str, column: Column) -> bool:
    """Whether what is in a column speaks against a guess from a part of its name."""
    if field in ("municipality", "organisation", "county", "partners", "role") and header.startswith(NOT_A_PLACE):
        return False
    texts = sample(column)
    if not texts:
        return True
    if field in ("municipality", "county", "organisation", "role", "name"):
        lengths = sorted(len(text) for text in texts)
        if lengths[len(lengths) // 2] > 70 or is_scale(texts):
            return False
        return field == "county" or not mostly(texts, lambda text: text.replace(".", "").isdigit())
    if field in ("email", "contact_email"):
        return mostly(texts, lambda text: bool(EMAIL.search(text)))
    if field in ("submitted_at", "joined_at", "left_at"):
        return mostly(texts, lambda text: sum(map(str.isdigit, text)) >= 4)
    if field == "persons":
        return mostly(texts, lambda text: any(map(str.isdigit, text)))
    return True


def sample(column: Column) -> list[str]:
    """Some of the column's values as rows have them, without those that mean nothing."""
    codes = column.codes[column.codes > 0][:SAMPLE]
    return [text for text in (column.texts[code] for code in np.unique(codes)) if text and not is_nothing(text)]


def mostly(texts: list[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, texts)) * 2 >= len(texts)


SCALE = re.compile(
    r"^(?:(?:helt|delvis|litt|svært|veldig|meget|ganske|verken|i (?:svært |veldig )?(?:stor|liten|noen) grad).*|"
    r"(?:strongly|somewhat)? ?(?:dis)?agree|neutral|nøytral|(?:u)?enig|(?:u)?einig|vet ikke|veit ikkje|ja|nei|yes|no)$",
    re.IGNORECASE,
)


def is_scale(texts: list[str]) -> bool:
    """Statements of a Likert question become columns; their answers are no places or jobs."""
    return all(SCALE.match(text.rstrip(";")) for text in texts)

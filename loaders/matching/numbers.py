"""Numbers in a text: municipality numbers now and formerly, postal codes, years; which of them is meant."""

import re
from collections.abc import Callable
from dataclasses import replace

from data import reference
from loaders.matching.gazetteer import Meaning, all_meanings, gazetteer
from loaders.matching.names import key, strip_generic
from loaders.matching.readings import NAMED, Heard, narrow, narrow_divided, of_meanings, unknown, with_doubt

NUMBER = re.compile(r"(?<![\d.,])(\d{3,4})(?:[.,]0+)?(?!\d)")
DIGITS = re.compile(r"(?<!\w)[kK]-?(?=\d)|\d+(?:[.,]\d+)?")
# A house in a street is in no municipality by itself. One word, or «Kongens gate»: what stands before may be a name.
STREET = re.compile(r"(?<!\w)(?:\w+s\s+|\w{2,})(?:gat[ae]n?|ve[gi](?:en)?)\s+\d{1,3}\s?[a-z]?(?!\w)", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
MORE = re.compile(
    r"(?:(?<!\w)(?:og|samt|and|pluss|plus)|[+&])\s*\d{1,2}"
    r"(?:\s+(?:til|andre|andra|other|others|more|flere|fleire|nabo\w*|kommun\w+|municipalities))*\s*\)?$",
    re.IGNORECASE,
)
"""«Bodø og 2 til»: others, who are not named."""
FILLERS = ("123", "1234")
"""What people type to get past a field; old numbers of Spydeberg and Granvin as well."""


def join_number(text: str) -> str:
    """«Målselv (5524)», «5524 – Målselv», «5 524» as a number and a name with a space between."""
    text = re.sub(r"^(\d) (\d{3})$", r"\1\2", text)
    text = re.sub(r"(?<!\d)(\d{4})\s*[,:;/()–-]+\s*(?=[^\W\d])", r"\1 ", text)
    if len(NUMBER.findall(text)) == 1:
        text = re.sub(r"(?<=[^\W\d]{2})[\s.]*[,:;/(\[–-]+\s*(\d{4})\s*[)\]]?$", r" \1", text)
    return text


def read_numbered(text: str, read: Callable[[str], Heard]) -> Heard:
    """A text with digits; `read` reads the name that stands beside the number, or beside «Storgata 5»."""
    without_street = STREET.sub(" ", text)
    found = NUMBER.findall(without_street)
    rest = strip_generic(DIGITS.sub(" ", without_street))
    if not LETTER.search(rest):
        return read_only_numbers(text, [number for number in found if number.strip("0")])
    if len(found) > 1:
        return unknown(text)
    beside = read(rest)
    if MORE.search(text) and beside.kind in (*NAMED, "several"):
        return with_doubt(text, [beside], "unread")
    if found:
        return number_beside(text, found[0], beside)
    return replace(beside, text=text) if beside.kind in (*NAMED, "several", "svalbard") else unknown(text)


def read_only_numbers(text: str, found: list[str]) -> Heard:
    readings = [read_number(text, number) for number in found]
    if len(readings) == 1:
        return readings[0]
    if not readings or any(reading.kind != "found" for reading in readings):
        return unknown(text)
    meanings = all_meanings(readings)
    alike = len({meaning.numbers for meaning in meanings}) == 1
    return readings[0] if alike else Heard("several", text, meanings, how="several")


def read_number(text: str, written: str) -> Heard:
    """A number alone: now in use, formerly in use, or something that only looks like one."""
    number = written.zfill(4)
    meanings = number_meanings(number)
    if is_year(written):
        return Heard("choice", text, meanings, because="year")
    if written in FILLERS:
        return Heard("choice", text, meanings, because="filler")
    if number == reference.SVALBARD:
        return of_meanings(text, (Meaning((), "svalbard", "Longyearbyen"),))
    if meanings:
        return of_meanings(text, meanings, "", "number")
    post = reference.post_codes().get(written)
    if post and post.municipality:
        return Heard("choice", text, (post_meaning(post),), because="postcode", detail=post.place.title())
    return replace(unknown(text), because="number")


def is_year(written: str) -> bool:
    """Finnmark's numbers until 2019 (2002–2030) look like years, and years get into every column."""
    return len(written) == 4 and written.startswith("20")


def number_meanings(number: str) -> tuple[Meaning, ...]:
    """What a municipality's number stands for, now or formerly."""
    current = reference.municipalities().get(number)
    if current:
        return (Meaning((number,), "exact", current.name, frozenset({key(current.county)})),)
    return tuple(
        Meaning(one.successors, "former", one.name.split(" - ")[-1], frozenset({key(one.county)}), one)
        for one in gazetteer().former_numbers.get(number, ())
    )


def post_meaning(post: reference.PostCode) -> Meaning:
    numbers = () if post.municipality == reference.SVALBARD else (post.municipality,)
    return Meaning(numbers, "place" if numbers else "svalbard", post.place)


def number_beside(text: str, written: str, beside: Heard) -> Heard:
    """A number with a name: the name says whether it is a municipality's number, a postal code or neither."""
    meanings = number_meanings(written.zfill(4))
    if beside.kind == "area" and beside.territory and meanings:
        closer = narrow(of_meanings(text, meanings, "", "number"), beside.territory.numbers)
        return closer or Heard("choice", text, meanings, because="contradiction")
    if beside.kind not in NAMED:
        told = beside.kind == "unknown" and meanings and len(written) == 4
        return Heard("choice", text, meanings, because="part") if told else replace(beside, text=text)
    numbers = {number for meaning in (*beside.meanings, *beside.others) for number in meaning.numbers}
    for meaning in meanings:
        if set(meaning.numbers) & numbers:
            same = beside.kind == "found" and beside.meanings[0].numbers == meaning.numbers
            return replace(beside, text=text) if same else of_meanings(text, (meaning,), "", "number")
    return code_beside(text, written, beside, meanings)


def code_beside(text: str, written: str, beside: Heard, meanings: tuple[Meaning, ...]) -> Heard:
    """A name with a number that is not that municipality's: a postal code, a year, or a contradiction."""
    post = reference.post_codes().get(written)
    if post and post.municipality:
        within = frozenset({post.municipality})
        closer = narrow_divided(beside, within) or narrow(beside, within)
        if closer and closer.kind == "found":
            return replace(closer, text=text, because="postcode", detail=written)
    if is_year(written) or not (meanings or post):
        return replace(beside, text=text)
    other = meanings or (post_meaning(post),) if post else meanings
    return Heard("choice", text, (*beside.meanings, *other), because="contradiction", detail=written)

"""Single values as people write them: e-mail addresses, numbers, multiple choices."""

import re
import unicodedata

from domain.answers import NOTHING

EMAIL = re.compile(r"[^\s@<>;,:()\"]{1,64}@[^\s@<>;,:()\"]{1,190}\.[^\s@<>;,:()\"]{2,63}")
"""Bounded as addresses are: without, one cell of 30,000 letters took five seconds."""
WHOLE_EMAIL = re.compile(r"^[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w](?:[\w-]*[\w])?\.)+[a-zæøå]{2,}$")
USUAL_EMAIL = re.compile(r"[a-z0-9_][a-z0-9._+-]*@[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*\.[a-z]{2,}")
"""What most addresses look like; told in half the time of the whole rule."""
NUMBER = re.compile(r"^[+-]?\d{1,3}(?:[ .]\d{3})*(?:[.,]\d+)?$|^[+-]?\d+(?:[.,]\d+)?$")
WORDS_FOR_NUMBERS = {
    "en": 1,
    "ein": 1,
    "én": 1,
    "ett": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "sju": 7,
    "syv": 7,
    "åtte": 8,
    "ni": 9,
    "ti": 10,
    "one": 1,
    "two": 2,
    "three": 3,
}
TICKS = frozenset(("x", "✓", "✔", "v", "1", "ja", "yes", "true", "ok", "*", "☑", "☒", "+", "sann"))
"""What a column holds that says yes where it holds anything."""
PRIVATE_MAIL = frozenset(
    (
        "gmail.com",
        "googlemail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "msn.com",
        "aol.com",
        "online.no",
        "getmail.no",
        "broadpark.no",
        "lyse.net",
        "frisurf.no",
        "start.no",
        "c2i.net",
        "altibox.no",
        "ebnett.no",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "mail.com",
    )
)
PRIVATE_BEGINNINGS = ("hotmail.", "outlook.", "live.", "yahoo.")


def read_email(text: str) -> tuple[str, bool]:
    """(the address in lower case, whether the text is one valid address); ("", True) for nothing."""
    plain = text.lower()
    if USUAL_EMAIL.fullmatch(plain) and ".." not in plain:
        return plain, True
    plain = unicodedata.normalize("NFKC", text).casefold().strip(" .,;<>\"'")
    plain = plain.removeprefix("mailto:")
    if plain in NOTHING:
        return "", True
    if WHOLE_EMAIL.match(plain) and ".." not in plain:
        return plain, True
    found = [part.strip(".") for part in EMAIL.findall(plain)]
    found = [part for part in found if WHOLE_EMAIL.match(part) and ".." not in part]
    # «Kari Nordmann <kari@bodo.kommune.no>» is one address; of several the first is read, and told.
    return (found[0], len(found) == 1 and plain.endswith(found[0])) if found else ("", False)


def read_number(text: str) -> float | None:
    """The number in a text with a decimal comma or point, None when it is none."""
    plain = text.replace(" ", " ").strip()
    if NUMBER.match(plain):
        bare = plain.replace(" ", "")
        if "," in bare:
            bare = bare.replace(".", "").replace(",", ".")
        return float(bare)
    word = WORDS_FOR_NUMBERS.get(plain.casefold())
    return None if word is None else float(word)


def clean_choice(text: str) -> str:
    """A multiple choice `A;B;` without the sign after the last."""
    return text[:-1].rstrip() if text.endswith(";") else text


def workplace_domain(domain: str) -> str:
    """A domain that says where somebody works, "" for the providers that anybody may have an address at."""
    return "" if domain in PRIVATE_MAIL or domain.startswith(PRIVATE_BEGINNINGS) else domain

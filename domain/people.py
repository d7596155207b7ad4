"""How persons, their names and their addresses are compared: who is the same as whom."""

import re
import unicodedata

from domain.answers import is_nothing

ADDITION = re.compile(
    r"\s*[(\[](?:external|unverified|ekstern|uverifisert|ikke bekreftet|guest|gjest|extern|"
    r"zewnętrzny|niezweryfikowany|extérieur|inviterad|vieras)[)\]]",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def clean_name(text: str) -> str:
    """A name without «(External)» and the like; '' when the text says there is none."""
    text = ADDITION.sub("", text).strip() if "(" in text or "[" in text else text
    return "" if is_nothing(text) else text


def name_key(text: str) -> str:
    """How names are compared: `Nordmann, Kari (Bodø)` and `kari  nordmann` are one; "" for a telephone number.

    What stands in brackets is where somebody works or that she is a guest, and no name.
    """
    if text.replace(" ", "").isalpha():  # as most are
        text = " ".join(text.casefold().split())
        return "" if is_nothing(text) else text
    text = BRACKETS.sub(" ", text).strip() if "(" in text or "[" in text else text
    if is_nothing(text):
        return ""
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first} {last}"
    text = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return "" if text.replace(" ", "").isdigit() else text


def address_key(text: str) -> str:
    """How e-mail addresses are compared: without regard to capitals and spaces around."""
    return text.strip().casefold()


def is_same_person(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two of (name, address) are one person: the same name, or the same address where one has no name.

    A contact person is often named without an address, and an address can serve a whole office.
    """
    names, addresses = [name_key(name) for name, _ in (one, other)], [address_key(text) for _, text in (one, other)]
    if all(names):
        return names[0] == names[1]
    return bool(addresses[0]) and addresses[0] == addresses[1]


def sender_key(address: str, name: str) -> str:
    """Who sent an answer, `address|name`; "" without an address, since two of one name may be two persons.

    One address can sign up several persons, so the name tells them apart. `name` is compared by `name_key`.
    """
    return f"{address}|{name}" if address else ""

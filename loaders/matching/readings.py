"""What a text says about municipalities, before the rest of the row is heard, and how a hint narrows it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.matching.gazetteer import Meaning, Territory, all_meanings, distinct
from loaders.matching.names import key

NAMED = ("found", "choice")
"""The kinds of a text that names one municipality, for sure or with a choice."""


@dataclass(frozen=True)
class Heard:
    """What was heard in a text. Kinds: found, several, choice, svalbard, area, abroad, junk, missing, unknown."""

    kind: str
    text: str
    meanings: tuple[Meaning, ...] = ()
    others: tuple[Meaning, ...] = ()
    """Post places that bear the name too; they are heard only where a hint points to them."""
    how: str = ""
    territory: Territory | None = None
    because: str = ""
    """What made it so, for the sentence to the user: number, postcode, hint, garbled, year …"""
    detail: str = ""
    parts: tuple["Heard", ...] = ()
    """The names of an enumeration in which at least one is in doubt."""

    @property
    def numbers(self) -> tuple[str, ...]:
        return distinct(number for meaning in self.meanings for number in meaning.numbers)


def unknown(text: str, maybe: tuple[Meaning, ...] = ()) -> Heard:
    return Heard("unknown", text, maybe)


def of_meanings(
    text: str, meanings: tuple[Meaning, ...], how: str = "", because: str = "", others: tuple[Meaning, ...] = ()
) -> Heard:
    """found where everything it may mean is one municipality, else choice."""
    numbers = {meaning.numbers for meaning in meanings}
    if numbers == {()}:
        return Heard("svalbard", text, meanings, others, "svalbard", because=because)
    if len(numbers) == 1 and len(next(iter(numbers))) == 1:
        return Heard("found", text, meanings[:1], others, how or meanings[0].how, because=because)
    return Heard("choice", text, meanings, others, how, because=because)


def with_doubt(text: str, names: Iterable[Heard], because: str) -> Heard:
    """What was understood, for the user to choose from, as the rest was not."""
    return Heard("choice", text, all_meanings(names), because=because)


def narrow(reading: Heard, numbers: frozenset[str], county: str = "") -> Heard | None:
    """The reading with only what lies in `numbers`; None where nothing does.

    A name borne in just that county comes first: «Nes, Viken» is Nes, not Nesbyen, which Viken also held.
    """
    for meanings in (reading.meanings, reading.others):
        fitting = tuple(m for m in meanings if m.numbers and set(m.numbers) <= numbers)
        borne = tuple(meaning for meaning in fitting if county in meaning.counties)
        for chosen in (borne, fitting):
            if len({meaning.numbers for meaning in chosen}) == 1:
                return narrowed_to(reading, chosen)
        if fitting:
            return replace(reading, kind="choice", meanings=fitting, others=())
    return None


def narrowed_to(reading: Heard, meanings: tuple[Meaning, ...]) -> Heard:
    if len(meanings[0].numbers) != 1:
        return replace(reading, kind="choice", meanings=meanings, others=())
    already = reading.kind == "found" and meanings[0] in reading.meanings
    how = reading.how if reading.how in ("fuzzy", "alias") else meanings[0].how
    because = reading.because if already else "hint"
    return replace(reading, kind="found", meanings=meanings[:1], others=(), how=how, because=because)


def narrow_divided(reading: Heard, numbers: frozenset[str]) -> Heard | None:
    """A divided municipality (Tysfjord) where something certain points to one of its successors."""
    for meaning in reading.meanings:
        if len(meaning.numbers) > 1 and len(numbers) == 1 and numbers <= set(meaning.numbers):
            one = replace(meaning, numbers=tuple(numbers))
            return replace(reading, kind="found", meanings=(one,), others=(), how="former", because="hint")
    return None


def narrow_by_territories(reading: Heard, areas: Iterable[Heard], strict: bool = True) -> Heard:
    """The reading with the counties written beside the name heard; `strict` asks where they contradict it."""
    for territory in (area.territory for area in areas if area.territory):
        if reading.kind not in NAMED:
            return reading
        closer = narrow(reading, territory.numbers, key(territory.name))
        if closer is None and strict:
            return replace(reading, kind="choice", because="contradiction", detail=territory.name)
        reading = closer or reading
    return reading

"""Names that are not written out: abbreviations, lost letters, names cut off.

All that fit are given back; only where one stands alone it is taken.
"""

import re
from functools import lru_cache

from loaders.matching.garbled import LOST
from loaders.matching.gazetteer import Meaning, Named, all_meanings, gazetteer
from loaders.matching.names import key, plain_letters, tokens

# Words of direction and size that begin names, with what people write for them.
DIRECTIONS = tuple(
    frozenset(group.split())
    for group in (
        "nord nordre nordra n ndr no nordr",
        "sør søndre søre syd s sndr sdr sor sondre sø",
        "øst østre øystre austre aust ø o ost ostre oystre",
        "vest vestre v ve vstr",
        "midt midtre m mid",
        "indre i inner ind",
        "ytre y",
        "øvre ø o ovre øvr",
        "nedre n ned",
        "stor store st",
    )
)
ABBREVIATION = re.compile(r"^(\w{1,5}(?=\s*[.'’´`])|\w{1,2}(?=-))\s*[.'’´`-]\s*(\w{3,})$")
PLAIN = str.maketrans("åæø", "aao")
PREFIX_LENGTH = 4


@lru_cache(maxsize=2)
def municipal_keys(plain: bool = False) -> tuple[tuple[str, Named], ...]:
    """Keys of municipalities now and formerly, as written or without æ, ø and å."""
    table = PLAIN if plain else {}
    found = ((name, named) for name, named in gazetteer().strict.items() if is_municipal(named))
    return tuple((name.translate(table), named) for name, named in found)


def is_municipal(named: Named) -> bool:
    """Whether a municipality bears the name, now or formerly, and not only a place in one."""
    return any(meaning.how not in ("place", "svalbard") for meaning in named.meanings)


def directions(word: str) -> set[int]:
    """Which of DIRECTIONS a word is written for."""
    return {index for index, group in enumerate(DIRECTIONS) if word in group}


def same_direction(one: str, other: str) -> bool:
    return bool(directions(one) & directions(other))


def read_abbreviation(text: str) -> tuple[Meaning, ...]:
    """«M. Gauldal», «Sør Land», «Kr.sand»: the municipalities whose names can be shortened like that."""
    words = tokens(text)
    if len(words) < 2 or len(words[-1]) < 3:
        return ()
    # Who writes æ, ø or å anywhere means every letter; who doesn't may have written «Ostre» for «Østre».
    table = {} if any(letter in "æøå" for word in words for letter in word) else PLAIN
    found = [gazetteer().strict[name] for full, name in full_names(bool(table)) if shortens(words, full)]
    names = municipal_keys(bool(table))
    if not found and (parts := ABBREVIATION.match(plain_letters(text).strip())):
        found = [named for name, named in names if written_between(name, parts[1], parts[2])]
    if not found and len(words) == 2 and directions(words[0]):
        first, last = words
        found = [named for name, named in names if name.endswith(last) and same_direction(first, name[: -len(last)])]
    return all_meanings(found)


@lru_cache(maxsize=2)
def full_names(plain: bool) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The words of each name, with or without their æ, ø and å."""
    table = PLAIN if plain else {}
    return tuple((tuple(word.translate(table) for word in full), name) for full, name in gazetteer().words.items())


def shortens(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words stand for the name's words one by one, the last of them written out."""
    if len(words) != len(full) or words[-1] != full[-1]:
        return False
    return all(
        word == whole or same_direction(word, whole) or starts(word, whole)
        for word, whole in zip(words[:-1], full[:-1], strict=True)
    )


def starts(word: str, whole: str) -> bool:
    return len(word) <= 4 and whole.startswith(word) and not directions(whole)


def written_between(name: str, start: str, end: str) -> bool:
    return name.startswith(start) and name.endswith(end) and len(name) > len(start) + len(end)


def read_lost_letters(text: str) -> tuple[Meaning, ...]:
    """«Troms�» → Tromsø: the names that fit when each gap was a letter with a mark or æ, ø, å."""
    pieces = LOST.split(plain_marks(text))
    gaps = [len(gap) for gap in LOST.findall(plain_marks(text))]
    if not gaps or not any(piece.strip() for piece in pieces):
        return ()
    pattern = re.escape(marked(pieces[0]))
    for gap, piece in zip(gaps, pieces[1:], strict=True):
        pattern += rf"[^\x00-\x7f]{{1,{gap}}}" + re.escape(marked(piece))
    fits = re.compile(pattern).fullmatch
    found = [named for spelling, named in marked_names() if fits(spelling)]
    municipal = [named for named in found if any(m.how != "place" for m in named.meanings)]
    return all_meanings(municipal or found)


def plain_marks(text: str) -> str:
    return text.casefold().strip(" .,:;!\"'()")


def marked(text: str) -> str:
    """Like a key, but with every mark on every letter."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@lru_cache(maxsize=1)
def marked_names() -> tuple[tuple[str, Named], ...]:
    """Names as written, with their marks; every office's spelling."""
    known = gazetteer().strict
    return tuple(
        dict.fromkeys(
            (marked(meaning.name), known[key(meaning.name)])
            for named in known.values()
            for meaning in named.meanings
            if key(meaning.name) in known
        )
    )


def read_name_words(text: str) -> tuple[Meaning, ...]:
    """«Toten», «Elvdal»: the municipalities whose names begin or end with these whole words."""
    strict = gazetteer().strict
    return all_meanings(strict[name] for name in names_by_words().get(tokens(text), ()))


@lru_cache(maxsize=1)
def names_by_words() -> dict[tuple[str, ...], list[str]]:
    """Keys of names of several words, by the words they begin and end with."""
    table: dict[tuple[str, ...], list[str]] = {}
    for full, name in gazetteer().words.items():
        for count in range(1, len(full)):
            for part in dict.fromkeys((full[:count], full[-count:])):
                table.setdefault(part, []).append(name)
    return table


def read_prefix(text: str) -> tuple[Meaning, ...]:
    """«Kristians»: the municipalities whose names begin with the text."""
    wanted = key(text)
    if len(wanted) < PREFIX_LENGTH:
        return ()
    return all_meanings(named for name, named in municipal_keys() if name.startswith(wanted))

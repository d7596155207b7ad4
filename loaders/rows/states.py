"""What people write about a state: a small grammar of states, negations, and what takes back what.

A text is read whole, to its end: «tildelt plass – takket nei» is withdrawn, «ikke innvilget» declined. What the grammar
does not understand is None, and is told with its text; nothing is guessed from a beginning.
"""

import re
from functools import lru_cache

from data.reference import read_table
from domain.states import CANCELLED, ON_WAITING_LIST, TURNED_DOWN

WEAK = ("place", "received")
"""Words that go with any answer: «avslag sendt», «plass avslått»."""
REASONS = {"withdrawn": CANCELLED, "declined": TURNED_DOWN, "waiting": ON_WAITING_LIST}
NEGATIVE = tuple(REASONS)
DENIED = {"placed": "declined", "place": "declined", "coming": "withdrawn", "came": "absent"}
"""What a negation makes of a state; any other state it takes back without saying what holds instead."""
RANKS = {"received": 1, "registered": 1, "review": 2, "place": 3, "placed": 3, "coming": 4, "came": 4, "confirmed": 4}
STATES = {
    "registered": "received",
    "review": "under_review",
    "place": "placed",
    "coming": "confirmed",
    "came": "confirmed",
    "yes": "placed",
}
BY = ("av", "by", "ved")
"""What stands before who did it: «Kansellert av: Kari Lie», «avmeldt v/ Per Eg»."""
BY_MISTAKE = ("feil", "feilen", "uhell", "vanvare", "misforståelse", "mistake", "accident", "en", "et", "ein", "eit")
"""«Påmeldt ved en feil» says something else."""
MOST_OF_A_NAME = 4
SHORT_BY = re.compile(r"(?<!\w)v/", re.IGNORECASE)
NOT_A_WORD = re.compile(r"[^\w✓✔]+|_+")
HEAD = re.compile(r"\b\w{1,3}")
LONGEST, LONGEST_PHRASE = 120, 4
ARROW = re.compile(r"\s*(?:[-–—=]+>|[→⇒➔➜])\s*")
"""«Venteliste -> plass»: what stands before it is over."""
SOME_OF_THEM = re.compile(r"\d{1,2}\s+[^\W\d]")
"""«1 avmeldt» of an order for three."""
ORGANISING = re.compile(
    r"(?:co-?|med-?|møte|medm|alternate )?(?:organi[sz]\w*|arrang\w+|anordnare|värd|vært|vert|host|anfitri\w+|"
    r"ospit\w+|hôte|gastgeber\w*|järjestäj\w*)"
)
MEETING_ROLES = re.compile(
    rf"{ORGANISING.pattern}|"
    r"(?:presen\w+|präsent\w+|prezent\w+|föredrag\w+|foredrag\w+|oplægsholder|esittäj\w*|speaker|producer|produsent)|"
    r"(?:attend\w*|deltak\w+|deltag\w+|uczestni\w+|teilnehm\w+|particip\w+|asistent\w*|osallistu\w+|panelist\w*|paneldelt\w+|"
    r"guest|gjest|viewer)"
)


@lru_cache(maxsize=1)
def grammar() -> tuple[dict[str, str], dict[str, str]]:
    """The sign of each phrase, and of each beginning of a word."""
    signs = {word: line["sign"] for line in read_table("state_words.csv") for word in line["words"].split("|")}
    stems = {word[:-1]: sign for word, sign in signs.items() if word.endswith("*")}
    return {word: sign for word, sign in signs.items() if not word.endswith("*")}, stems


def find_sign(words: list[str]) -> tuple[str, int]:
    """(the sign that a text begins with, "" for an unknown word, how many words it takes)."""
    phrases, stems = grammar()
    for size in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        if sign := phrases.get(" ".join(words[:size])):
            return sign, size
    word = words[0]
    stem = max(filter(word.startswith, stems), key=len, default="")
    return stems.get(stem, "filler" if any(map(str.isdigit, word)) else ""), 1


@lru_cache(maxsize=4_000)
def signs_of(text: str) -> tuple[str, ...] | None:
    """The signs in a text in their order, without fillers; None where a word is not understood."""
    if len(text) > LONGEST or text.rstrip().endswith("?") or SOME_OF_THEM.match(text):
        return None
    words = NOT_A_WORD.sub(" ", SHORT_BY.sub(" ved ", text.casefold())).split()
    found: list[str] = []
    who = 0
    while words:
        sign, size = find_sign(words)
        if found and words[0] in BY:
            who, words = MOST_OF_A_NAME, words[1:]
            continue
        if who and not sign and words[0] not in BY_MISTAKE:
            who, words = who - 1, words[1:]
            continue
        if not sign:
            return None
        if sign == "reason" and found:
            break
        if sign != "filler":
            found.append(sign)
        words = words[size:]
    return tuple(found)


def settle(signs: tuple[str, ...]) -> tuple[str, ...] | None:
    """The signs with negations carried out; None where they contradict each other."""
    if "cancelling" in signs:  # «avmelding trukket», «ikke bekreftet avmelding»
        if {"not", *NEGATIVE} & set(signs):
            return None
        signs = tuple("withdrawn" if sign == "cancelling" else sign for sign in signs)
    if signs == ("not",):  # «kan dessverre ikke»
        return ("no",)
    found: list[str] = []
    place = 0
    while place < len(signs):
        sign, following = signs[place], signs[place + 1] if place + 1 < len(signs) else ""
        if sign == "not" or (sign in ("coming", "came") and following == "not"):
            state = following if sign == "not" else sign
            if not state or state not in {*RANKS, *NEGATIVE}:
                return None
            if state in DENIED:
                found.append(DENIED[state])
            elif state in NEGATIVE:
                found.append("registered")
            place += 2
            if signs[place : place + 1] == ("place",):  # «ikke tildelt plass»
                place += 1
            continue
        found.append(sign)
        place += 1
    return None if "again" in found else tuple(found)


def find_state(text: str) -> str | None:
    """withdrawn, declined, waiting, or the furthest good state that a text names; None for what is not understood.

    A refusal stands over the good states before it; a good state after a refusal may take it back, and is not guessed.
    """
    signs = signs_of(text)
    found = settle(signs) if signs else None
    if not found:
        return None
    *before, now = ARROW.split(text)
    if any(find_state(part) in NEGATIVE for part in before) and find_state(now) not in NEGATIVE:
        return None
    way = "way" in found  # «nei, digitalt» is no refusal
    found = tuple(sign for sign in found if sign != "way")
    if way and ("no" in found or not set(found) - {"yes"}):
        return None if "no" in found else "coming"
    if found == ("no",):
        return "no"
    bad = [place for place, sign in enumerate(found) if sign in NEGATIVE]
    if bad:
        kinds = {found[place] for place in bad}
        after = found[bad[-1] :]
        good = any(sign in RANKS and sign not in WEAK for sign in after)
        taken_back = good or "yes" in found or "no" in after
        if taken_back or "absent" in found or kinds == {"declined", "waiting"}:
            return None
        return next(state for state in NEGATIVE if state in kinds)
    waits = "review" in found and {"place", "placed", "confirmed"} & set(found)  # «bekreftelse mangler»
    if waits or "no" in found or ("confirmed" in found and "received" in found):
        return None
    if "absent" in found:
        return "absent"
    return max(found, key=lambda sign: RANKS.get(sign, 0))


@lru_cache(maxsize=1)
def heads() -> frozenset[str]:
    """How the words begin that may tell why somebody does not count."""
    away = {*NEGATIVE, "cancelling", "not", "no"}
    return frozenset(word[:3] for words in grammar() for word, sign in words.items() if sign in away)


def may_be_negative(text: str) -> bool:
    """Whether a text has such a word at all: a quick look before it is read."""
    return not heads().isdisjoint(HEAD.findall(text.casefold()))


def begins_negative(text: str) -> bool:
    """Whether the first word or phrase of a text is a cancellation, a refusal or a waiting list."""
    words = NOT_A_WORD.sub(" ", text.casefold()).split()[:LONGEST_PHRASE]
    return bool(words) and find_sign(words)[0] in (*NEGATIVE, "cancelling")


def is_neutral(text: str) -> bool:
    """Whether a text beside a cancellation only says that somebody is on the list: «Påmelding», «Deltaker»."""
    return signs_of(text) == ()


def read_registration_state(text: str) -> str | None:
    """Why a registration does not count ("" when it does), None for a text that is not understood."""
    if not text:
        return ""
    state = find_state(text)
    if state in (None, "no"):
        return CANCELLED if state else None
    return REASONS.get(state, "")


def read_application_state(text: str) -> str | None:
    """The state of an application, "" for an empty cell, None for a text that is not understood."""
    if not text:
        return ""
    state = find_state(text)
    if state == "no":
        return "declined"
    return None if state in (None, "absent") else STATES.get(state, state)


def read_came(text: str) -> bool | None:
    """Whether somebody came, None where the text doesn't tell."""
    if not text:
        return None
    state = find_state(text)
    if state in ("no", "absent", "withdrawn", "declined"):
        return False
    return True if state in ("yes", "came", "coming", "confirmed") else None


def is_meeting_role(text: str) -> bool:
    return MEETING_ROLES.fullmatch(text.casefold().strip()) is not None


def is_organising(text: str) -> bool:
    return ORGANISING.fullmatch(text.casefold().strip()) is not None


def is_known(word: str) -> bool:
    """Whether a word is one that states are told with; «Per» and «Eg» may be names as well."""
    bare = NOT_A_WORD.sub(" ", word.casefold()).split()
    return bool(bare) and find_sign(bare)[0] not in ("", "filler")


def is_by(word: str) -> bool:
    """Whether who did it is named behind a word."""
    return NOT_A_WORD.sub(" ", SHORT_BY.sub(" ved ", word.casefold())).strip() in BY

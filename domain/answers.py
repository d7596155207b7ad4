"""What a short answer says: nothing, yes, no, or that somebody tried the form out."""

import re

NOTHING_WORDS = (
    "",
    "/",
    "n/a",
    "na",
    "nan",
    "null",
    "none",
    "ikke oppgitt",
    "ikkje oppgitt",
    "ikke besvart",
    "ukjent",
    "tom",
    "anonymous",
    "anonym",
    "(tom)",
    "(blank)",
    "?",
    "ikke aktuelt",
    "ikkje aktuelt",
    "ikke relevant",
    "#n/a",
    "#i/t",
)
RULES = frozenset(sign * length for sign in "-–—_=*.~" for length in range(1, 61))
"""Lines that are drawn across a sheet: «-----»."""
NOTHING = RULES.union(form for word in NOTHING_WORDS for form in (word, word.capitalize(), word.upper(), word.title()))
YES = frozenset(("ja", "yes", "y", "j", "x", "1", "true", "sann", "ok", "✓", "✔", "jepp", "jau"))
NO = frozenset(("nei", "nej", "no", "n", "0", "false", "usann", "ikke", "ikkje"))
NEGATIVE = re.compile(
    r"^\W*(nei|nej|ikke|ikkje|inte|ingen|none|vet ikke|veit ikkje|ukjent|mangler|manglar)\b", re.IGNORECASE
)
"""How a longer answer begins that says no: «Nei, ikke ennå»."""
TEST_HINTS = ("test", "prøve", "asdf", "eksempel", "døme", "example")
TEST_WORDS = frozenset(
    (
        "test",
        "testing",
        "testesen",
        "tester",
        "testperson",
        "testbruker",
        "prøve",
        "prøvesvar",
        "testkommune",
        "testrad",
        "testsvar",
        "testson",
        "testdata",
        "asdf",
        "eksempel",
        "eksempelkommune",
        "eksempelrad",
        "example",
        "døme",
    )
)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say; such a text never becomes a key."""
    return text in NOTHING


SORRY = re.compile(r"^\W*(?:beklager|dessverre|diverre|sorry|unfortunately|tyvärr|desværre)\b[\s,.!–-]*(?=\w)", re.I)
"""What people begin a no with: «Dessverre, nei»."""


def read_yes(text: str) -> bool | None:
    """True for yes, False for no, None for neither."""
    word = re.split(r"[\s,.;!]", SORRY.sub("", text).casefold().strip())[0]
    return True if word in YES else False if word in NO else None


def says_no(text: str) -> bool:
    """Whether an answer of any length begins with a no."""
    return bool(NEGATIVE.match(text))


def says_something(text: str) -> bool:
    """Whether an answer of any length says something other than no: «Nei, ikke ennå» and «–» do not."""
    return bool(re.search(r"\w", text)) and not says_no(text)


EXAMPLE = re.compile(r"^\W*(?:eksempel|døme|example)\s*[:–-]\s*\w", re.IGNORECASE)
"""How a list that is filled in by hand shows what to write: «Eksempel: Ola Nordmann»."""


def may_be_test(text: str) -> bool:
    """Whether a text, however long, holds a word of try-outs at all."""
    text = text.lower()
    return any(hint in text for hint in TEST_HINTS)


def is_test(text: str) -> bool:
    """Whether a name, place or workplace is of a try-out, or shows what to write: «Test Testesen», «Eksempel: Per»."""
    if len(text) > 40 or not may_be_test(text):
        return False
    if EXAMPLE.match(text):
        return True
    words = [word for word in re.split(r"[\W\d_]+", text.casefold()) if word]
    words = [word for word in words if word not in ("kommune", "kulturskole", "kulturskule")]
    return bool(words) and all(word in TEST_WORDS for word in words)

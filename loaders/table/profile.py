"""What a column holds, as shares of its values: computed once, and heard for every field the column might be."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import numpy as np

from domain.answers import is_nothing, read_yes
from loaders.matching.gazetteer import gazetteer
from loaders.matching.likeness import is_municipal
from loaders.matching.names import key, strip_generic
from loaders.rows.durations import read_minutes
from loaders.rows.states import is_meeting_role, is_neutral, read_application_state, read_registration_state
from loaders.rows.times import NONE, Order, read_times
from loaders.rows.values import EMAIL, TICKS, read_number
from loaders.sandbox.sheets import Column, spell, tidy

SAMPLE = 80
MOST_JUDGED = 500
"""More distinct values than this are not gone through one by one for those that say nothing."""
VOCABULARY = 40
"""More distinct values than this are no states and no answers to choose from."""
NAME = re.compile(r"^[^\W\d_][\w'’.-]*(?:,? +(?:[^\W\d_][\w'’.-]*|\([^)]*\))){1,4}$")
NO_NAME = re.compile(
    r"\b(?:kommune|skole|skule|skolen|herad|as|fylke|kulturskole|rektor|lærer|leder|av|i|og|med|for)\b", re.I
)
BETWEEN_LINES = re.compile(r"[\n;/]")
BETWEEN_PEOPLE = re.compile(r"[&,]|\b(?:og|and|samt|och)\b")
BESIDE_NAME = re.compile(r"\([^()]*\)|<[^<>]*>|[^\s,;]+@[^\s,;]+")
"""What people write behind a name: a job in brackets, an address."""
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]?\s+")
LONGEST_LIST = 2_000
WITH_UNIT = re.compile(r"\d\s*[^\W\d]|^\d+:\d\d:\d\d$")
CLOCK = re.compile(r"^(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?$", re.IGNORECASE)
PHONE = re.compile(r"^\+?[\d ()-]{8,17}$")
SCALE = re.compile(
    r"^(?:(?:helt|delvis|litt|svært|veldig|meget|ganske|verken|i (?:svært |veldig )?(?:stor|liten|noen) grad).*|"
    r"(?:strongly|somewhat)? ?(?:dis)?agree|neutral|nøytral|(?:u)?enig|(?:u)?einig|vet ikke|veit ikkje|ja|nei|yes|no)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Profile:
    """Shares from 0 to 1 of the distinct values that say something; `filled` and `blank` count rows.

    `rows_*` are shares of the filled rows, known only for columns of few distinct values (else 0).
    """

    rows: int
    filled: int
    distinct: int
    texts: tuple[str, ...]
    emails: float
    times: float
    clocks: float
    whole: float
    small: float
    numbers: float
    places: float
    counties: float
    names: float
    phones: float
    durations: float
    scale: float
    length: int
    rows_yes_no: float
    rows_registration: float
    rows_application: float
    negative: bool
    meeting_roles: float
    lists: float
    tick: bool
    like_a_key: bool
    """Each value stands once, in the first rows, above many empty ones: perhaps what colours or codes mean."""

    @property
    def blank(self) -> int:
        return self.rows - self.filled

    @property
    def constant(self) -> bool:
        return self.distinct == 1 and self.filled > 1

    @property
    def counts_rows(self) -> bool:
        """Whether the values are 1, 2, 3 … from the first row on."""
        return self.filled > 1 and self.texts == tuple(map(str, range(1, self.filled + 1)))

    @property
    def samples(self) -> tuple[str, ...]:
        """The first values, to be shown."""
        return self.texts[:3]

    @property
    def telling(self) -> bool:
        """Whether the column holds anything at all."""
        return self.filled > 0


def profile_of(column: Column) -> Profile:
    """The profile of a column as cut to its table's rows."""
    counts = np.bincount(column.codes, minlength=len(column.values))
    counts[0] = 0
    codes = np.flatnonzero(counts)
    if len(codes) <= MOST_JUDGED:
        codes = np.array([code for code in codes.tolist() if says_something(column, code)], dtype=np.int64)
    chosen = codes[np.linspace(0, len(codes) - 1, min(SAMPLE, len(codes))).astype(int)].tolist()
    texts = [text_of(column, code) for code in chosen]
    size = max(len(texts), 1)
    kinds = [column.kinds[code] for code in chosen]
    filled = int(counts[codes].sum())
    few = len(codes) <= VOCABULARY
    weights = counts[chosen].tolist() if few else []

    def share(holds: Callable[[str], bool]) -> float:
        return sum(map(holds, texts)) / size

    def rows(holds: Callable[[str], bool]) -> float:
        held = sum(weight for text, weight in zip(texts, weights, strict=True) if holds(text)) if few else 0
        return held / max(filled, 1)

    lengths = sorted(map(len, texts))
    numbers = [number for text in texts if len(text) < 20 and (number := read_number(text)) is not None]
    timed = share_of_times(column, chosen)
    looks_like_time = timed > 0.5
    return Profile(
        rows=len(column.codes),
        filled=filled,
        distinct=len(codes),
        texts=tuple(texts),
        emails=share(lambda text: len(text) < 120 and EMAIL.search(text) is not None),
        times=timed,
        clocks=share(lambda text: CLOCK.match(text) is not None or "t" in kinds),
        whole=sum(number == int(number) for number in numbers) / size,
        small=sum(number == int(number) and 0 <= number <= 60 for number in numbers) / size,
        numbers=len(numbers) / size,
        places=0.0 if looks_like_time else share(is_place),
        counties=0.0 if looks_like_time else share(is_county),
        names=0.0 if looks_like_time else share(is_name),
        phones=share(lambda text: PHONE.match(text) is not None and sum(map(str.isdigit, text)) >= 8),
        durations=share(lambda text: WITH_UNIT.search(text) is not None and not isnan(read_minutes(text, text, "s"))),
        scale=share(lambda text: SCALE.match(text.rstrip(";")) is not None),
        length=lengths[len(lengths) // 2] if lengths else 0,
        rows_yes_no=rows(is_yes_or_no),
        rows_registration=rows(lambda text: read_registration_state(text) is not None or is_neutral(text)),
        rows_application=rows(lambda text: read_application_state(text) is not None),
        negative=few and any(is_negative(text) for text in texts),
        meeting_roles=rows(is_meeting_role),
        lists=0.0 if looks_like_time else share(is_list_of_people),
        tick=len(codes) == 1 and texts[0].casefold() in TICKS,
        like_a_key=1 < filled == len(codes) < len(column.codes) / 2 and set(column.codes[:filled]) == set(codes),
    )


def says_something(column: Column, code: int) -> bool:
    return column.kinds[code] != "s" or not is_nothing(text_of(column, code))


def text_of(column: Column, code: int) -> str:
    """One value as text, without spelling all of a long column's."""
    value, kind = column.values[code], column.kinds[code]
    return tidy(value) if kind == "s" else spell(value, kind)


def share_of_times(column: Column, chosen: list[int]) -> float:
    """How many of the values are times; a bare number never, though Excel may mean a day by it."""
    dated = [code for code in chosen if column.kinds[code] in "de"]
    texts = [code for code in chosen if column.kinds[code] == "s" and may_be_time(text_of(column, code))]
    few = Column([column.values[code] for code in texts], "s" * len(texts), np.arange(len(texts)))
    moments = read_times(few, Order())  # read with the month first as many are times
    read = (moments.local != NONE) | moments.strange
    return (len(dated) + int(read.sum())) / len(chosen) if chosen else 0.0


def may_be_time(text: str) -> bool:
    """Whether a text has a digit and something else, as every way to write a time has, and is no address."""
    return not text.isdigit() and "@" not in text and any(map(str.isdigit, text))


def is_place(text: str) -> bool:
    """Whether a text is the name of a municipality, now or formerly, without any guessing."""
    if len(text) > 60 or any(map(str.isdigit, text)):
        return False
    named = gazetteer().find(strip_generic(text.rstrip(";"))) if text else None
    return named is not None and is_municipal(named) and named.tier < 2


def is_county(text: str) -> bool:
    found = gazetteer().territories.get(key(text.rstrip(";"))) if len(text) < 60 else None
    return found is not None and found.kind == "county"


def is_name(text: str) -> bool:
    """Whether a text looks like a person's first and last name."""
    if len(text) > 60 or not NAME.match(text) or NO_NAME.search(text):
        return False
    words = text.replace(",", " ").split()
    return sum(word[:1].isupper() for word in words) >= len(words) - 1 and not is_place(text) and read_yes(text) is None


def split_people(text: str) -> list[str]:
    """The people that a cell names, however they are parted.

    Where lines or semicolons part them, what follows a comma may be the job or the first name: «Moe, Tone; Eg, Per».
    """
    if "(" in text or "<" in text or "@" in text:
        text = BESIDE_NAME.sub(" ", text)
    lines = [line for line in map(bare_name, BETWEEN_LINES.split(text)) if line]
    people: list[str] = []
    for line in lines:
        parts = [part for part in map(bare_name, BETWEEN_PEOPLE.split(line)) if part]
        if len(lines) == 1 or len(parts) == 1 or all(map(is_name, parts)):
            people += parts
        else:
            people.append(parts[0] if is_name(parts[0]) else line)
    return people


def bare_name(text: str) -> str:
    """A part of a list without its number and bullet."""
    bare = text.strip(" ,.-–•*\t\r")
    return NUMBERED.sub("", bare).strip(" .-–•*") if bare[:1].isdigit() else bare


def is_list_of_people(text: str) -> bool:
    """Whether a cell names several people: «Tone Moe, Per Eg og Ida Berg»."""
    people = split_people(text) if len(text) < LONGEST_LIST else []
    return len(people) > 1 and sum(map(is_name, people)) > len(people) / 2


def is_yes_or_no(text: str) -> bool:
    """«Ja», «nei, dessverre», «x»; not «ikke tildelt»."""
    return read_yes(text) is not None and not text.casefold().startswith(("ikke ", "ikkje ", "ok "))


def is_negative(text: str) -> bool:
    return bool(read_registration_state(text)) and read_yes(text) is None

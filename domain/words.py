"""Dates, numbers, plurals and lists as bokmål text, the same in analyses, charts, pages and downloads."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pandas as pd
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

LOCALE = "nb"
THIN = "\u202f"
"""Narrow no-break space: the thin space in thousands that never breaks a line."""

WHOLE_COUNTRY = "hele landet"
"""What numbers are of where no region is chosen."""
SMALLEST_BASE = 10
"""Below this many a percentage says more than the figures carry; only the counts are given."""


def format_date(day: date | None) -> str:
    """`15.05.2024`, "" for no day."""
    return "" if day is None or _missing(day) else f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_short_day(day: date) -> str:
    """`15.05.`, for a day whose year is known."""
    return f"{day.day:02}.{day.month:02}."


def format_day(day: date | None, *, weekday: bool = False) -> str:
    """`15. mai`, with weekday `onsdag 15. mai`."""
    if day is None or _missing(day):
        return ""
    return babel_date(day, "EEEE d. MMMM" if weekday else "d. MMMM", locale=LOCALE)


def format_month(day: date, *, short: bool = False) -> str:
    """`september 2024`, short `sep.`."""
    return babel_date(day, "MMM" if short else "MMMM y", locale=LOCALE)


def format_time(moment: datetime | None) -> str:
    """`15.05.2024 kl. 09.30`, as the clock of the moment's own zone shows it."""
    if moment is None or _missing(moment):
        return ""
    return babel_datetime(moment, "dd.MM.y 'kl.' HH.mm", tzinfo=moment.tzinfo, locale=LOCALE)


def format_duration(minutes: int) -> str:
    """`48 min`, `4 t 7 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} t {rest} min" if rest else f"{hours} t"


def format_number(number: float | None, decimals: int = 0) -> str:
    """`1 234,5` with a thin space in thousands and a decimal comma; "" for no number."""
    if number is None or _missing(number):
        return ""
    if not decimals:  # the same as Babel's at a tenth of its time; tooltips ask for hundreds
        return f"{round(number):,d}".replace(",", THIN)
    pattern = "#,##0" + "." + "0" * decimals
    return format_decimal(number, format=pattern, locale=LOCALE).replace("\u00a0", THIN)


def format_change(change: int | None) -> str:
    """`+1 234`, `−5`; "" for no change and for none that is known."""
    return f"{'+' if change > 0 else '−'}{format_number(abs(change))}" if change else ""


def format_pace(per_week: float) -> str:
    """A pace per week for a sentence: one decimal below ten unless it is whole, `3`, `2,5`, `14`."""
    rounded = round(per_week, 1)
    return format_number(rounded, 0 if rounded >= 10 or rounded == int(rounded) else 1)


def most_of(counts: pd.Series) -> list[Any]:
    """The labels of the largest counts: up to three when they are equal, none when so many are that none stands out."""
    largest = counts[counts == counts.max()].index.tolist() if len(counts) and counts.max() else []
    return largest if len(largest) <= 3 else []


def plural(number: int, one: str, several: str) -> str:
    """`1 søknad`, `0 søknader`, `3 søknader`."""
    return f"{format_number(number)} {one if number == 1 else several}"


def join_words(words: Iterable[str], *, either: bool = False) -> str:
    """`Bodø, Nes og Ås`; where one of them is meant `Bodø, Nes eller Ås`."""
    return format_list(list(words), "or" if either else "standard", LOCALE)


def shorten(text: str, most: int = 60) -> str:
    """The text on one line, cut at `most` letters with «…» for the last."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def share_text(part: int, whole: int) -> str:
    """`12 av 40 (30 %)`; without the percentage when the whole is below ten."""
    counts = f"{format_number(part)} av {format_number(whole)}"
    return f"{counts} ({percent(part, whole)})" if whole >= SMALLEST_BASE else counts


def count_and_share(part: int, whole: int) -> str:
    """`12 (30 %)`; without the percentage when the whole is below ten."""
    share = percent(part, whole)
    return f"{format_number(part)} ({share})" if share else format_number(part)


def percent(part: int, whole: int) -> str:
    """`30 %`, "" when the whole is below ten."""
    return f"{round(100 * part / whole)} %" if whole >= SMALLEST_BASE else ""


def days_left_text(days: int) -> str:
    """`13 dager til fristen`, `fristen er i dag`, `fristen gikk ut for 3 dager siden`."""
    if days == 0:
        return "fristen er i dag"
    if days < 0:
        return f"fristen gikk ut for {plural(-days, 'dag', 'dager')} siden"
    return f"{plural(days, 'dag', 'dager')} til fristen"


def plain_name(text: str) -> str:
    """`deltok-men-har-ikke-sokt`: letters of ASCII, digits and hyphens, as every file system and mail program takes."""
    text = text.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def capital(sentence: str) -> str:
    """The sentence with a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def _missing(value: object) -> bool:
    return value is None or value != value  # NaT and NaN differ from themselves

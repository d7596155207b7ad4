"""Times as the files write them to times in Europe/Oslo: formats, day or month first, the hours of the clock change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd

from domain.clock import OSLO, ZONE
from loaders.sandbox.sheets import Column, tidy

NONE = np.iinfo(np.int64).min
"""No time, among seconds since 1970."""
DAY = 86_400
FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2010, 2040))
"""What lies outside is a misprint or an empty cell of Excel's (30.12.1899), not a time of an answer."""
SERIALS = (36_526, 73_050)  # Excel's day numbers of 2000 and 2100
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january januari stycznia",
            "feb februar february februari lutego",
            "mar mars march märz marca",
            "apr april kwietnia",
            "mai may maj maja",
            "jun juni june czerwca",
            "jul juli july lipca",
            "aug august augusti sierpnia",
            "sep sept september września",
            "okt oct oktober october października",
            "nov november listopada",
            "des dec desember december grudnia",
        ),
        1,
    )
    for name in names.split()
}
CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\.?)?"
OFFSET = r"(?P<offset>Z|(?:UTC|GMT)(?:[+-]\d{1,2})?|[+-]\d{2}:?\d{2}|CES?T)?"
GAP = r"(?:\s*,?\s*(?:kl\.?|klokken|klokka|at|T|-|–)?\s*"
WEEKDAY = r"(?:[^\W\d]{2,9}\.?,?\s+(?:den\s+)?)?"
ISO = re.compile(
    rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){GAP}{CLOCK}\s*{OFFSET})?$", re.IGNORECASE
)
PARTS = re.compile(
    rf"^{WEEKDAY}(?P<first>\d{{1,2}})(?P<sign>[./-])\s?(?P<second_part>\d{{1,2}})(?P=sign)\s?(?P<year>\d{{4}}|\d{{2}})"
    rf"{GAP}{CLOCK}\s*{OFFSET})?$",
    re.IGNORECASE,
)
WORDY = re.compile(
    rf"^{WEEKDAY}(?P<day>\d{{1,2}})\.?\s*(?P<name>[^\W\d]{{3,12}})\.?,?\s*(?P<year>\d{{4}}|\d{{2}}){GAP}{CLOCK}\s*{OFFSET})?$",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    rf"^{WEEKDAY}(?P<name>[^\W\d]{{3,12}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}){GAP}{CLOCK}\s*{OFFSET})?$",
    re.IGNORECASE,
)
ONLY_CLOCK = re.compile(rf"^(?:kl\.?|klokken|klokka)?\s*{CLOCK}$", re.IGNORECASE)
ONLY_HOUR = re.compile(r"^(?:kl\.?|klokken|klokka)?\s*(?P<hour>\d{1,2})$", re.IGNORECASE)


@dataclass(frozen=True)
class Moments:
    """`local` are seconds by the clock in Oslo, NONE for no time; `fixed` where the text gave the zone (UTC seconds).

    `unread` are the rows with a text that is no time, `strange` those outside 2010–2039, `day_only` those without
    a time of day.
    """

    local: np.ndarray
    fixed: np.ndarray
    unread: np.ndarray
    strange: np.ndarray
    day_only: np.ndarray


@dataclass(frozen=True)
class Order:
    """Whether days stand before months, and why; `asked` when nothing in the file tells."""

    day_first: bool
    asked: bool
    cells: tuple[tuple[int, int], ...] = ()


def read_times(column: Column, day_first: bool) -> Moments:
    """Each row's time in a column; every distinct value is read once."""
    table = np.zeros((4, len(column.values)), dtype=np.int64)
    table[:2] = NONE
    table[0] = [value if kind == "d" else NONE for value, kind in zip(column.values, column.kinds, strict=True)]
    for code, kind in enumerate(column.kinds):
        if kind != "d":
            table[:, code] = read_value(column.values[code], kind, day_first)
    local, fixed, unread, day_only = table[:, column.codes]
    strange = (local != NONE) & ((local < FIRST) | (local >= LAST))
    return Moments(
        np.where(strange, NONE, local),
        np.where(strange, NONE, fixed),
        unread.astype(bool),
        strange,
        day_only.astype(bool),
    )


def read_value(value: object, kind: str, day_first: bool) -> tuple[int, int, int, int]:
    """(local seconds, UTC seconds, unreadable, a day without a time)."""
    if kind == "d":
        return value, NONE, 0, 0
    if kind == "e":
        return value, NONE, 0, 1
    if kind == "n":
        return read_serial(float(value))
    if kind in ("t", "u", "b"):
        return NONE, NONE, 1, 0
    return read_text(tidy(value), day_first)


def read_serial(value: float) -> tuple[int, int, int, int]:
    """A number of days since 1900, as Excel keeps a time in a cell that has lost its format."""
    if not SERIALS[0] <= value < SERIALS[1]:
        return NONE, NONE, 1, 0
    return round((value - 25_569) * DAY), NONE, 0, int(value == int(value))


def read_text(text: str, day_first: bool) -> tuple[int, int, int, int]:
    if text.casefold() in ("", "-", "--", ".", "–", "ikke oppgitt", "n/a", "anonymous"):
        return NONE, NONE, 0, 0
    found = ISO.match(text) or PARTS.match(text) or WORDY.match(text) or AMERICAN.match(text)
    if not found:
        return read_serial_text(text)
    parts = found.groupdict()
    try:
        day = find_day(parts, day_first)
        seconds = (day - date(1970, 1, 1)).days * DAY
        clock = read_clock(parts)
    except (ValueError, KeyError):
        return NONE, NONE, 1, 0
    local = seconds + (clock or 0)
    offset = parts.get("offset")
    if offset and offset.upper() not in ("CET", "CEST"):
        fixed = local - read_offset(offset)
        return to_local(fixed), fixed, 0, 0
    return local, NONE, 0, int(clock is None)


def read_serial_text(text: str) -> tuple[int, int, int, int]:
    plain = text.replace(",", ".", 1)
    if plain.replace(".", "", 1).isdigit() and plain.isascii():
        return read_serial(float(plain))
    return NONE, NONE, 1, 0


def find_day(parts: dict[str, str | None], day_first: bool) -> date:
    year = int(parts["year"])
    year += 2000 if year < 100 else 0
    if parts.get("name"):
        return date(year, MONTHS[parts["name"].casefold()], int(parts["day"]))
    if parts.get("first") is None:
        return date(year, int(parts["month"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second_part"])
    if parts["sign"] == "." or second > 12:
        day, month = (second, first) if second > 12 else (first, second)
    elif first > 12:
        day, month = first, second
    else:
        day, month = (first, second) if day_first else (second, first)
    return date(year, month, day)


def read_clock(parts: dict[str, str | None]) -> int | None:
    if parts["hour"] is None:
        return None
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].casefold().startswith("p") else 0)
    if hour > 24 or minute > 59 or second > 59:
        raise ValueError
    return hour * 3600 + minute * 60 + second


def read_offset(text: str) -> int:
    """Seconds east of Greenwich: `Z`, `UTC`, `GMT+1`, `+01:00`."""
    sign = -1 if "-" in text else 1
    digits = "".join(letter for letter in text if letter.isdecimal())
    return sign * (int(digits[:2] or 0) * 3600 + int(digits[2:] or 0) * 60)


def to_local(seconds: int) -> int:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return seconds + int(moment.astimezone(OSLO).utcoffset().total_seconds())


def read_time_of_day(text: str, kind: str, value: object) -> int:
    """Seconds after midnight in a column of its own («Påmeldt kl.»), NONE when it is none."""
    if kind in ("t", "u"):
        return int(value) % DAY
    if kind == "n" and 0 <= float(value) < 1:
        return round(float(value) * DAY)
    if kind == "d":
        return int(value) % DAY
    found = ONLY_CLOCK.match(text)
    try:
        if found:
            return read_clock(found.groupdict()) or 0
    except ValueError:
        return NONE
    found = ONLY_HOUR.match(text)
    return int(found["hour"]) * 3600 if found and int(found["hour"]) < 24 else NONE


def find_order(columns: Iterable[Column], wanted: str = "") -> Order:
    """Day or month first, for the whole file: by a part over 12, else by the order that keeps the rows rising."""
    columns = list(columns)
    if wanted in ("day", "month"):
        return Order(wanted == "day", asked=False)
    day_votes = month_votes = 0
    doubtful: list[tuple[int, int]] = []
    american = False
    for place, column in enumerate(columns):
        if column.kinds.count("s") * 2 < len(column.kinds):
            continue
        for code, (value, kind) in enumerate(zip(column.values, column.kinds, strict=True)):
            found = PARTS.match(column.texts[code]) if kind == "s" and value else None
            if not found or found["sign"] == ".":
                continue
            first, second = int(found["first"]), int(found["second_part"])
            day_votes += first > 12
            month_votes += second > 12
            american = american or bool(found["half"])
            if first <= 12 and second <= 12 and first != second:
                rows = np.flatnonzero(column.codes == code) if len(doubtful) < 50 else ()
                doubtful += [(int(row), place) for row in rows]
    if bool(day_votes) != bool(month_votes) or not doubtful:
        return Order(day_votes >= month_votes and not (american and not day_votes), asked=False)
    rising = {first: all(keeps_rising(column, first) for column in columns) for first in (True, False)}
    if not day_votes and rising[True] != rising[False]:
        return Order(rising[True], asked=False)
    return Order(not american, asked=True, cells=tuple(doubtful))


def keeps_rising(column: Column, day_first: bool) -> bool:
    local = read_times(column, day_first).local
    known = local[local != NONE]
    return bool((np.diff(known) >= 0).all())


def localise(moments: Moments) -> tuple[pd.DatetimeIndex, np.ndarray, np.ndarray]:
    """(times in Europe/Oslo, which stand in the doubled hour of the autumn, which in the hour the spring lacks).

    Rows come in the order of their times, so a step back inside the doubled hour is the turn of the clock; without
    one the hour is taken for summer time.
    """
    stamps = moments.local.astype("datetime64[s]")
    stamps[moments.local == NONE] = np.datetime64("NaT")
    naive = pd.DatetimeIndex(stamps)
    first = naive.tz_localize(ZONE, ambiguous="NaT", nonexistent="shift_forward")
    doubled = np.asarray(first.isna() & naive.notna()) & (moments.fixed == NONE)
    if doubled.any():
        summer = is_summer(moments.local, doubled)
        first = naive.tz_localize(ZONE, ambiguous=summer, nonexistent="shift_forward")
    missing = np.asarray(first.tz_localize(None) != naive) & np.asarray(naive.notna())
    fixed = moments.fixed != NONE
    if fixed.any():
        utc = pd.DatetimeIndex(np.where(fixed, moments.fixed, 0).astype("datetime64[s]"), tz="UTC").tz_convert(ZONE)
        first = first.where(~fixed, utc)
        missing &= ~fixed
    return first.as_unit("us"), doubled, missing


def is_summer(local: np.ndarray, doubled: np.ndarray) -> np.ndarray:
    summer = np.ones(len(local), dtype=bool)
    rows = np.flatnonzero(doubled)
    turned = False
    for before, row in zip([None, *rows[:-1]], rows, strict=True):
        same_night = before is not None and abs(int(local[row]) - int(local[before])) < DAY
        turned = (turned and same_night) or (same_night and local[row] < local[before])
        summer[row] = not turned
    return summer

"""Times as the files write them to times in Europe/Oslo: formats, day or month first, the hours of the clock change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from domain.answers import is_nothing
from domain.clock import OSLO, TIME, ZONE
from loaders.rows.written_times import ONLY_CLOCK, ONLY_HOUR, PARTS, find_day, match_time, read_clock, read_offset
from loaders.sandbox.sheets import Column, tidy

NONE = np.iinfo(np.int64).min
"""No time, among seconds since 1970."""
DAY = 86_400
FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2010, 2040))
"""What lies outside is a misprint or an empty cell of Excel's (30.12.1899), not a time of an answer."""
SERIALS = (36_526, 73_050)  # Excel's day numbers of 2000 and 2100
EPOCHS = (1_200_000_000, 2_240_000_000)
"""Seconds since 1970, as some systems write a time; also in thousandths."""
FROM_1904 = 1_462
"""Days between the two days from which Excel counts."""


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
    """Whether days stand before months, and why; `asked` when nothing in the file tells, with all the cells.

    `from_1904` says that the workbook counts its days from 1904. `swapped` is what the user says of dates that an
    English Excel may have turned: "swap", "keep", or "" for what the column itself shows. `year_first` says that the
    dates are written 24-03-31.
    """

    day_first: bool = True
    asked: bool = False
    cells: tuple[tuple[int, int], ...] = ()
    from_1904: bool = False
    swapped: str = ""
    year_first: bool = False


def read_times(column: Column, order: Order, east: int | None = None) -> Moments:
    """Each row's time in a column; every distinct value is read once.

    `east` are the seconds east of Greenwich that the column's header tells, for times without an offset.
    """
    table = np.zeros((4, len(column.values)), dtype=np.int64)
    table[:2] = NONE
    table[0] = [value if kind == "d" else NONE for value, kind in zip(column.values, column.kinds, strict=True)]
    for code, kind in enumerate(column.kinds):
        if kind != "d":
            value = column.values[code]
            if kind == "n" and order.from_1904:
                value += FROM_1904
            table[:, code] = read_value(value, kind, order)
    if is_to_swap(column, order):
        for code, kind in enumerate(column.kinds):
            if kind in "de":
                table[0, code] = swap_day_and_month(int(table[0, code]))
    if east is not None:
        for code in np.flatnonzero((table[0] != NONE) & (table[1] == NONE) & (table[3] == 0)).tolist():
            table[1, code] = table[0, code] - east
            table[0, code] = to_local(int(table[1, code]))
    local, fixed, unread, day_only = table[:, column.codes]
    strange = (local != NONE) & ((local < FIRST) | (local >= LAST))
    return Moments(
        np.where(strange, NONE, local),
        np.where(strange, NONE, fixed),
        unread.astype(bool),
        strange,
        day_only.astype(bool),
    )


def read_value(value: Any, kind: str, order: Order) -> tuple[int, int, int, int]:
    """(local seconds, UTC seconds, unreadable, a day without a time) of what isn't a time of Excel's."""
    if kind == "e":
        return value, NONE, 0, 1
    if kind == "n":
        return read_number(float(value))
    if kind in ("t", "u", "b"):
        return NONE, NONE, 1, 0
    return read_text(tidy(value), order.day_first, year_first=order.year_first)


def read_number(value: float) -> tuple[int, int, int, int]:
    """Days since 1900 (a cell that has lost its format), 20240515, or seconds since 1970."""
    if SERIALS[0] <= value < SERIALS[1]:
        return round((value - 25_569) * DAY), NONE, 0, int(value == int(value))
    if not isfinite(value):
        return NONE, NONE, 1, 0
    if value == int(value) and 20_100_101 <= value < 20_400_000:
        return read_text(str(int(value)), True)
    for seconds in (value, value / 1000):
        if EPOCHS[0] <= seconds < EPOCHS[1]:
            return to_local(int(seconds)), int(seconds), 0, 0
    return NONE, NONE, 1, 0


def read_text(text: str, day_first: bool, *, year_first: bool = False) -> tuple[int, int, int, int]:
    if is_nothing(text):
        return NONE, NONE, 0, 0
    parts = match_time(text)
    if not parts:
        return read_number_text(text)
    try:
        day = find_day(parts, day_first, year_first=year_first)
        seconds = (day - date(1970, 1, 1)).days * DAY
        clock = read_clock(parts)
        offset = read_offset(parts["offset"])
    except (ValueError, KeyError):
        return NONE, NONE, 1, 0
    local = seconds + (clock or 0)
    if offset is not None:
        fixed = local - offset
        return to_local(fixed), fixed, 0, 0
    return local, NONE, 0, int(clock is None)


def read_number_text(text: str) -> tuple[int, int, int, int]:
    plain = text.replace(",", ".")
    if plain.replace(".", "", 1).isdigit() and plain.isascii() and len(plain) < 20:
        return read_number(float(plain))
    return NONE, NONE, 1, 0


def turned_by_excel(column: Column) -> bool:
    """Whether an Excel with another order of dates may have turned this column's dates.

    It made dates of those it could read, with day and month exchanged, and left the others as text: no day among the
    dates is over 12, and each text has a part that is.
    """
    days = [value for value, kind in zip(column.values, column.kinds, strict=True) if kind in "de"]
    if not days:
        return False
    used = np.bincount(column.codes, minlength=len(column.values)).tolist()
    # Not `column.texts`, which would spell thousands of dates.
    texts = [tidy(column.values[code]) for code in column.written if used[code]]
    found = [PARTS.match(text) for text in texts if text]
    parts = [(int(match["first"]), int(match["second_part"])) for match in found if match]
    if not parts or any(max(pair) <= 12 for pair in parts):
        return False
    dates = [day_of(int(value)) for value in days]
    return all(found.day <= 12 for found in dates) and any(found.day != found.month for found in dates)


def is_to_swap(column: Column, order: Order) -> bool:
    """Where it can't be told, the order that keeps the rows rising decides; the user is asked in any case."""
    if order.swapped == "keep" or not turned_by_excel(column):
        return False
    if order.swapped == "swap":
        return True
    rising = [keeps_rising(column, replace(order, swapped=swapped)) for swapped in ("swap", "keep")]
    return rising != [False, True]


def swap_day_and_month(local: int) -> int:
    found = day_of(local)
    return local + (date(found.year, found.day, found.month) - found).days * DAY


def day_of(local: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=local)).date()


def to_local(seconds: int) -> int:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    ahead = moment.astimezone(OSLO).utcoffset() or timedelta()
    return seconds + int(ahead.total_seconds())


def read_time_of_day(text: str, kind: str, value: Any) -> int:
    """Seconds after midnight in a column of its own («Påmeldt kl.»), NONE when it is none."""
    if kind in ("t", "u", "d"):
        return int(value) % DAY
    if kind == "n" and 0 <= float(value) < 1:
        return round(float(value) * DAY)
    found = ONLY_CLOCK.match(text)
    try:
        if found:
            return read_clock(found.groupdict()) or 0
    except ValueError:
        return NONE
    found = ONLY_HOUR.match(text)
    return int(found["hour"]) * 3600 if found and int(found["hour"]) < 24 else NONE


def find_order(columns: Iterable[Column], wanted: str = "", *, from_1904: bool = False) -> Order:
    """Day or month first, for the whole file: by a part over 12, else by the order that keeps the rows rising.

    `wanted` is what the user has said: "day", "month", "swap" or "keep".
    """
    columns = list(columns)
    usual = Order(from_1904=from_1904, swapped=wanted if wanted in ("swap", "keep") else "")
    if wanted in ("day", "month"):
        return replace(usual, day_first=wanted == "day")
    if puts_year_first(columns):
        return replace(usual, year_first=True)
    day_votes = month_votes = 0
    doubtful: list[tuple[int, int]] = []
    american = False
    for place, column in enumerate(columns):
        unclear = []
        for code in column.written:
            found = PARTS.match(tidy(column.values[code]))
            if not found or found["sign"] == ".":
                continue
            first, second = int(found["first"]), int(found["second_part"])
            day_votes += first > 12
            month_votes += second > 12
            american = american or bool(found["half"])
            if first <= 12 and second <= 12 and first != second:
                unclear.append(code)
        if unclear:
            doubtful += [(int(row), place) for row in np.flatnonzero(np.isin(column.codes, unclear))]
    if bool(day_votes) != bool(month_votes) or not doubtful:
        return replace(usual, day_first=day_votes >= month_votes and not (american and not day_votes))
    rising = {
        first: all(keeps_rising(column, replace(usual, day_first=first)) for column in columns)
        for first in (True, False)
    }
    if not day_votes and rising[True] != rising[False]:
        return replace(usual, day_first=rising[True])
    return replace(usual, day_first=not american, asked=True, cells=tuple(sorted(doubtful)))


def puts_year_first(columns: list[Column]) -> bool:
    """Whether all dates are like 24-03-31: what stands first hardly changes, and what stands last is never a year."""
    texts = {tidy(column.values[code]) for column in columns for code in column.written}
    found = [match for text in texts if text and (match := PARTS.match(text))]
    if not found or any(len(match["first"] + match["year"]) != 4 or match["sign"] == "." for match in found):
        return False
    first, last = [int(match["first"]) for match in found], [int(match["year"]) for match in found]
    return min(first) > 12 and max(first) - min(first) <= 1 and max(last) <= 31 and max(last) - min(last) > 1


def keeps_rising(column: Column, order: Order) -> bool:
    local = read_times(column, replace(order, swapped=order.swapped or "keep")).local
    known = local[local != NONE]
    return bool((np.diff(known) >= 0).all())


def localise(moments: Moments) -> tuple[pd.DatetimeIndex, np.ndarray, np.ndarray]:
    """(times in Europe/Oslo, which stand in the doubled hour of the autumn, which in the hour the spring lacks).

    Rows come in the order of their times, so a step back inside the doubled hour is the turn of the clock; without
    one the hour is taken for summer time.
    """
    naive = pd.DatetimeIndex(moments.local.astype("datetime64[s]"))  # NONE is what numpy takes for no time
    first = naive.tz_localize(ZONE, ambiguous="NaT", nonexistent="shift_forward")
    doubled = np.asarray(first.isna() & naive.notna()) & (moments.fixed == NONE)
    if doubled.any():
        summer = is_summer(moments.local, doubled)
        first = naive.tz_localize(ZONE, ambiguous=summer, nonexistent="shift_forward")
    missing = np.asarray(first.tz_localize(None) != naive) & np.asarray(naive.notna())
    fixed = moments.fixed != NONE
    if fixed.any():
        utc = pd.DatetimeIndex(moments.fixed.astype("datetime64[s]"), tz="UTC").tz_convert(ZONE)
        first = first.where(~fixed, utc)
        missing &= ~fixed
    return first.as_unit("us"), doubled, missing


def no_times(size: int) -> pd.DatetimeIndex:
    """So many unknown times."""
    return pd.DatetimeIndex([pd.NaT] * size, dtype=TIME)


def is_summer(local: np.ndarray, doubled: np.ndarray) -> np.ndarray:
    summer = np.ones(len(local), dtype=bool)
    rows = np.flatnonzero(doubled)
    turned = False
    for before, row in zip([None, *rows[:-1]], rows, strict=True):
        same_night = before is not None and abs(int(local[row]) - int(local[before])) < DAY
        turned = (turned and same_night) or (same_night and local[row] < local[before])
        summer[row] = not turned
    return summer

"""The ways in which people and systems write a time, as patterns, and what a matched text means."""

import re
from datetime import date
from typing import Any

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january januari stycznia",
            "feb februar february februari lutego",
            "mar mars march marts märz marca",
            "apr april kwietnia",
            "mai may maj maja",
            "jun juni june czerwca",
            "jul juli july lipca",
            "aug august augusti sierpnia",
            "sep sept september września",
            "okt oct oktober october października",
            "nov november listopada",
            "des dec desember december dez dezember grudnia",
        ),
        1,
    )
    for name in names.split()
}
HOUR = 3_600
ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "bst": HOUR,
    "koordinert universaltid": 0,
    "coordinated universal time": 0,
    "eet": 2 * HOUR,
    "oez": 2 * HOUR,
    "oesz": 3 * HOUR,
    "eest": 3 * HOUR,
    "est": -5 * HOUR,
    "edt": -4 * HOUR,
    "cst": -6 * HOUR,
    "cdt": -5 * HOUR,
    "mst": -7 * HOUR,
    "mdt": -6 * HOUR,
    "pst": -8 * HOUR,
    "pdt": -7 * HOUR,
}
"""Seconds east of Greenwich."""
OUR_ZONES = ("cet", "cest", "met", "mest", "mez", "mesz")
"""The clock in Oslo. Systems write CET in summer too, so that the name says nothing more."""
CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\.?)?"
OFFSET = rf"(?P<offset>(?:UTC|GMT)?[+-]\d{{1,2}}(?::?\d{{2}})?|{'|'.join((*ZONES, *OUR_ZONES))})?"
GAP = r"(?:\s*,?\s*(?:kl\.?|klokken|klokka|klo|at|um|T|-|–)?\s*"
WEEKDAY = r"(?:[^\W\d]{2,9}\.?,?\s+(?:den\s+)?)?"
ISO = re.compile(
    rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){GAP}{CLOCK}\s*{OFFSET})?$", re.IGNORECASE
)
BASIC = re.compile(
    r"^(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    rf"(?:T?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?:[.,]\d+)?(?P<half>)\s*{OFFSET})?$",
    re.IGNORECASE,
)
PARTS = re.compile(
    rf"^{WEEKDAY}(?P<first>\d{{1,2}})(?P<sign>[./-])\s?(?P<second_part>\d{{1,2}})(?P=sign)\s?(?P<year>\d{{4}}|\d{{2}})(?!\d)"
    rf"{GAP}{CLOCK}\s*{OFFSET})?$",
    re.IGNORECASE,
)
WORDY = re.compile(
    rf"^{WEEKDAY}(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s/-]*(?:of\s+)?(?P<name>[^\W\d]{{3,12}})\.?,?[\s/-]*"
    rf"(?P<year>\d{{4}}|\d{{2}})(?!\d){GAP}{CLOCK}\s*{OFFSET})?$",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    rf"^{WEEKDAY}(?P<name>[^\W\d]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"{GAP}{CLOCK}\s*{OFFSET})?$",
    re.IGNORECASE,
)
UNIX = re.compile(
    rf"^{WEEKDAY}(?P<name>[^\W\d]{{3}})\s+(?P<day>\d{{1,2}})\s+{CLOCK}\s*{OFFSET}\s+(?P<year>\d{{4}})$", re.IGNORECASE
)
ZONE_WORDS = re.compile(
    r"\s*\(?(?:(?:sentral|mellom)europeisk|vesteuropeisk|norsk|lokal|central european|w\. europe|westeuropäische)?\s*"
    r"(?:sommertid|vintertid|normaltid|standardtid|tid|(?:summer|standard|daylight)? ?time|europe/oslo)\)?\.?$",
    re.IGNORECASE,
)
"""«sentraleuropeisk sommertid» behind a time: the clock in Oslo, unless an offset stands before it."""
BARE_HOUR = re.compile(r"(\b(?:kl\.?|klokken|klokka|klo)\s*)(\d{1,2})(\d{2})?$", re.IGNORECASE)
ONLY_CLOCK = re.compile(rf"^(?:kl\.?|klokken|klokka)?\s*{CLOCK}$", re.IGNORECASE)
ONLY_HOUR = re.compile(r"^(?:kl\.?|klokken|klokka)?\s*(?P<hour>\d{1,2})$", re.IGNORECASE)
HEADER_ZONE = re.compile(
    r"(?<![^\W_])(utc|gmt)(?![^\W_])\s*([+-]\s?\d{1,2}(?::?\d{2})?)?|\((est|edt|cst|cdt|mst|mdt|pst|pdt|bst)\)"
)


def match_time(text: str) -> dict[str, Any] | None:
    """The parts of a written time, a text each or None; None for a text that is no time."""
    found = match_plain(text)
    if not found and text and text[-1] in ").dDeEoO0123456789":
        found = match_plain(BARE_HOUR.sub(add_minutes, ZONE_WORDS.sub("", text)))
    return found.groupdict() if found else None


def match_plain(text: str) -> re.Match[str] | None:
    for pattern in (ISO, PARTS, WORDY, AMERICAN, BASIC, UNIX):
        if found := pattern.match(text):
            return found
    return None


def add_minutes(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}:{found[3] or '00'}"


def find_day(parts: dict[str, Any], day_first: bool, *, year_first: bool = False) -> date:
    """The day that the parts name; raises ValueError or KeyError for one that isn't in the calendar."""
    year = int(parts["year"])
    year += 2000 if year < 100 else 0
    if "name" in parts:
        return date(year, MONTHS[parts["name"].casefold()], int(parts["day"]))
    if "first" not in parts:
        return date(year, int(parts["month"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second_part"])
    if year_first and len(parts["year"]) == 2:
        return date(2000 + first, second, int(parts["year"]))
    if second <= 12 and (parts["sign"] == "." or first > 12 or day_first):
        return date(year, second, first)
    return date(year, first, second)


def read_clock(parts: dict[str, Any]) -> int | None:
    """Seconds after midnight, None where no time of day is written; raises ValueError for one that can't be."""
    if parts["hour"] is None:
        return None
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].casefold().startswith("p") else 0)
    if hour > 24 or minute > 59 or second > 59:
        raise ValueError
    return hour * HOUR + minute * 60 + second


def read_offset(text: str | None) -> int | None:
    """Seconds east of Greenwich: `Z`, `UTC`, `GMT+1`, `+01:00`, `+02`, `PST`; None for the clock in Oslo."""
    name = (text or "").casefold().strip()
    if not name or name in OUR_ZONES:
        return None
    if name in ZONES:
        return ZONES[name]
    sign = -1 if "-" in name else 1
    hours, _, minutes = name.lstrip("utcgm+- ").partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return sign * (int(hours) * HOUR + int(minutes or 0) * 60)


def zone_of_header(header: str) -> int | None:
    """Seconds east of Greenwich of the times under a header such as «UTC Event Timestamp» or «Tid (GMT+1)»."""
    found = HEADER_ZONE.search(header.casefold())
    if not found:
        return None
    return read_offset(found[3] or f"{found[1]}{(found[2] or '').replace(' ', '')}")

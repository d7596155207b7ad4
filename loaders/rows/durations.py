"""How long somebody was in a meeting, as the meeting's language writes it; unreadable is unknown, not zero."""

import math
import re

UNIT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d]+)\.?")
CLOCK = re.compile(r"^(\d{1,3}):(\d{2})(?::(\d{2}))?$")
LONGEST = 40
WORDS = {
    "h": 60,
    "t": 60,
    "tim": 60,
    "time": 60,
    "timer": 60,
    "timar": 60,
    "timme": 60,
    "timmar": 60,
    "hr": 60,
    "hrs": 60,
    "hour": 60,
    "hours": 60,
    "godz": 60,
    "std": 60,
    "stunde": 60,
    "stunden": 60,
    "ч": 60,
    "uur": 60,
    "tunti": 60,
    "tuntia": 60,
    "heure": 60,
    "heures": 60,
    "m": 1,
    "min": 1,
    "mins": 1,
    "minutt": 1,
    "minutter": 1,
    "minute": 1,
    "minutes": 1,
    "minuter": 1,
    "minuten": 1,
    "minut": 1,
    "minuttar": 1,
    "мин": 1,
    "s": 1 / 60,
    "sek": 1 / 60,
    "sekund": 1 / 60,
    "sekunder": 1 / 60,
    "sec": 1 / 60,
    "secs": 1 / 60,
    "second": 1 / 60,
    "seconds": 1 / 60,
    "d": 1440,
    "dag": 1440,
    "dager": 1440,
    "day": 1440,
    "days": 1440,
}


def read_minutes(value: object, text: str, kind: str) -> float:
    """Minutes, NaN for what can't be read: `2 godz. 19 min`, `21m 7s`, `1 t 5 min`, `01:05:00`, plain minutes."""
    if kind in ("t", "u"):
        return float(value) / 60
    if kind == "n":
        return float(value)
    if len(text) > LONGEST:
        return math.nan
    if found := CLOCK.match(text):
        hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
        return hours * 60 + minutes + seconds / 60
    parts = UNIT.findall(text)
    if parts and not UNIT.sub("", text).strip(" ,ogand"):
        worth = [WORDS.get(unit.casefold(), math.nan) for _, unit in parts]
        return sum(float(number.replace(",", ".")) * unit for (number, _), unit in zip(parts, worth, strict=True))
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan

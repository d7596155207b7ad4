"""How long somebody was in a meeting, as the meeting's language writes it; unreadable is unknown, not zero."""

import math
import re

UNIT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d]+)\.?")
CLOCK = re.compile(r"^(\d{1,3})[:.](\d{2})(?:[:.](\d{2}))?$")
CLOCK_OF_HOURS = re.compile(r"^(\d{1,3}):(\d{2})\s*(?:h|t|timer|hours?)$", re.IGNORECASE)
ISO = re.compile(r"^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$", re.IGNORECASE)
LONGEST = 40
UNITS = (
    (1440, "d dag dager day days tag tage dzień dni"),
    (
        60,
        "h t tim time timer timar timme timmar hr hrs hour hours godz g std stunde stunden ч uur tunti tuntia t heure "
        "heures ora ore horas hora",
    ),
    (1, "m min mins minutt minutter minute minutes minuter minuten minut minuttar мин minuuttia minuto minutos minuti"),
    (1 / 60, "s sek sekund sekunder sec secs second seconds sekunden sekunde с сек seg segundos secondes"),
)
WORDS = {word: worth for worth, words in UNITS for word in words.split()}
"""Minutes that a word for a unit is worth."""


def read_minutes(value: object, text: str, kind: str) -> float:
    """Minutes, NaN for what can't be read: `2 godz. 19 min`, `21m 7s`, `1 t 5 min`, `01:05:00`, `PT1H5M`, `65`."""
    if kind in ("t", "u"):
        return float(str(value)) / 60
    if kind == "n":
        return float(str(value))
    if len(text) > LONGEST:
        return math.nan
    if found := CLOCK_OF_HOURS.match(text) or (CLOCK.match(text) if text.count(".") != 1 else None):
        clock = [int(part or 0) for part in found.groups()]
        return clock[0] * 60 + clock[1] + (clock[2] if len(clock) > 2 else 0) / 60
    if (found := ISO.match(text)) and any(found.groups()):
        days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
        return days * 1440 + hours * 60 + minutes + seconds / 60
    parts = UNIT.findall(text)
    if parts and not UNIT.sub("", text).strip(" ,ogandi&"):
        worth = [WORDS.get(unit.casefold(), math.nan) for _, unit in parts]
        return sum(float(number.replace(",", ".")) * unit for (number, _), unit in zip(parts, worth, strict=True))
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan

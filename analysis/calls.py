"""Who was called: of those on one list on one day, how many of the called and of the others applied soon after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analysis.draws import Draw
from analysis.efforts import list_calls
from analysis.situation import Situation
from analysis.week import count_days_over
from domain.words import format_date, format_number, plural

DAYS = 14
"""Within 14 days is on the day itself or one of the thirteen that follow."""
PROMISING_FIRST = "Rådgivere ringer gjerne de mest lovende først, så forskjellen kan ha vært der før noen ringte."


@dataclass(frozen=True)
class Called:
    """Those on a list who had not applied before the day: `called` by telephone or met on it, and `others`, and how
    many of each applied within 14 days. `had_applied` stood on the list and are in neither. `later` of the others were
    called on one of the following days. `days` of the 14 are over. `out_of_turn` of the called did not stand first in
    the drawn order, None where no order was drawn.
    """

    day: date
    called: int
    called_applied: int
    others: int
    others_applied: int
    had_applied: int
    later: int
    days: int
    out_of_turn: int | None = None


def list_call_days(situation: Situation) -> list[date]:
    """The days on which somebody was called or met, the latest first."""
    return sorted({day.date() for day in list_calls(situation)["day"]}, reverse=True)


def count_called(situation: Situation, numbers: Sequence[str], day: date, draw: Draw | None = None) -> Called:
    """Count those of a list, as it stood when the day began; of a drawn one, those whose turn had not come before."""
    situation = situation.whole or situation
    calls = list_calls(situation)
    applied = dict(zip(situation.status["number"], situation.status["applied"], strict=True))
    listed = list(dict.fromkeys(numbers))
    if draw is not None:
        done = _called_between(calls, draw.day, day - timedelta(days=1))
        listed = [number for number in listed if number not in done]
    had = {number for number in listed if _applied_between(applied, number, date.min, day - timedelta(days=1))}
    left = [number for number in listed if number not in had]
    called = _called_between(calls, day, day) & set(left)
    last = day + timedelta(days=DAYS - 1)
    soon = {number for number in left if _applied_between(applied, number, day, last)}
    others = set(left) - called
    return Called(
        day,
        len(called),
        len(called & soon),
        len(others),
        len(others & soon),
        len(had),
        len(others & _called_between(calls, day + timedelta(days=1), last)),
        count_days_over(day, situation.as_of, DAYS),
        None if draw is None else len(called - set(left[: len(called)])),
    )


def _called_between(calls: pd.DataFrame, first: date, last: date) -> set[str]:
    within = calls["day"].between(pd.Timestamp(first), pd.Timestamp(last))
    return set(calls.loc[within, "number"])


def _applied_between(applied: dict[str, date], number: str, first: date, last: date) -> bool:
    day = applied.get(number)
    return day is not None and not pd.isna(day) and first <= day <= last


def describe_called(found: Called, draw: Draw | None = None) -> list[str]:
    """The sentences that read the counts, the last of them what the reader must bear in mind."""
    listed = found.called + found.others
    told = [
        f"Av {plural(listed, 'kommune', 'kommuner')} på listen {format_date(found.day)} ble "
        f"{format_number(found.called)} kontaktet på telefon eller i møte den dagen. Innen {DAYS} dager søkte "
        f"{format_number(found.called_applied)} av {format_number(found.called)} som ble kontaktet, og "
        f"{format_number(found.others_applied)} av {format_number(found.others)} som ikke ble det."
    ]
    if found.later:
        told.append(f"{format_number(found.later)} av de andre ble kontaktet senere i de {DAYS} dagene.")
    if found.had_applied:
        told.append(f"{plural(found.had_applied, 'kommune', 'kommuner')} på listen hadde søkt før, og er ikke med.")
    if found.days < DAYS:
        told.append(f"De {DAYS} dagene er ikke over: {found.days} er talt.")
    return [*told, _caution(found, draw)]


def _caution(found: Called, draw: Draw | None) -> str:
    if draw is None or found.out_of_turn is None:
        return PROMISING_FIRST
    if found.out_of_turn:
        out = f"{format_number(found.out_of_turn)} av de kontaktede sto ikke for tur"
        return f"Rekkefølgen var trukket {format_date(draw.day)}, men ikke fulgt: {out}. {PROMISING_FIRST}"
    return (
        f"Rekkefølgen var trukket {format_date(draw.day)}, og de som ble kontaktet, sto for tur. Loddet avgjorde hvem "
        "som ble ringt først, så de to gruppene kan sammenlignes; med så få kommuner kan forskjellen likevel være "
        "tilfeldig."
    )


def tabulate_called(found: Called) -> pd.DataFrame:
    """The table to read: Gruppe, Kommuner, Søkte innen 14 dager."""
    rows = [
        ("Kontaktet den dagen", found.called, found.called_applied),
        ("Ikke kontaktet den dagen", found.others, found.others_applied),
    ]
    return pd.DataFrame(rows, columns=["Gruppe", "Kommuner", f"Søkte innen {DAYS} dager"])

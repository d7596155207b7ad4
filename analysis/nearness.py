"""Who is nearest to applying, by facts a person can follow: guided, asked for it, took part, how many, when.

No score: the order compares one fact after the other, and the reason names the facts it used.
"""

import re
from datetime import date
from typing import Any

import pandas as pd

from analysis.alphabet import norwegian_keys
from analysis.situation import Situation
from domain.words import format_date, format_number, plural

ASKED = re.compile(r"veiled|rettlei|rettleid|vurderer å søke|vurderer søknad|vurderar å søkje", re.IGNORECASE)
ORDER_SENTENCE = (
    "Øverst står de som er veiledet, så de som har spurt om veiledning, så de som deltok med flest, "
    "så de som meldte på flest. De som har trukket en søknad, står sist."
)


def who_asked(situation: Situation) -> set[str]:
    """The municipalities whose registration asks for guidance or says that they think of applying."""
    rows = situation.counting("registrations")
    asked = rows["comment"].fillna("").astype(str).str.contains(ASKED)
    return {number for numbers in rows.loc[asked, "numbers"] for number in numbers}


def add_nearness(situation: Situation, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the status table in order of nearness, with `reason`."""
    asked = who_asked(situation)
    rows = rows.assign(
        reason=[_reason(row, row.number in asked) for row in rows.itertuples()],
        _guided=rows["guided"].notna(),
        _asked=rows["number"].isin(asked),
    )
    keys = ["withdrawn", "_guided", "_asked", "attended_persons", "participants", "registrations"]
    order = rows.sort_values([*keys, "label"], ascending=[True, *[False] * 5, True], key=norwegian_keys, kind="stable")
    return order.drop(columns=["_guided", "_asked"]).reset_index(drop=True)


def _reason(row: Any, asked: bool) -> str:
    facts = []
    if row.participants:
        facts.append(plural(row.participants, "påmeldt", "påmeldte"))
    elif _is_day(row.registered):
        facts.append("påmeldt sammen med en annen kommune")
    if row.attended_persons:
        facts.append(f"{format_number(row.attended_persons)} møtte")
    elif _is_day(row.attended):
        facts.append("møtte")
    if asked:
        facts.append("spurte om veiledning")
    if _is_day(row.guided):
        facts.append(f"veiledet {format_date(row.guided)}")
    if row.withdrawn:
        facts.append("trakk søknaden")
    elif not _is_day(row.applied):
        facts.append("ikke søkt")
    return ", ".join(facts)


def _is_day(value: date | None) -> bool:
    return not pd.isna(value)

"""Small tables in the loaders' shape, written in the tests as the facts that matter."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from analysis.situation import Situation, compute_situation
from analysis.sources import Sources
from data.reference import municipalities
from domain.rounds import Round, read_round

OSLO = ZoneInfo("Europe/Oslo")
TIME = "datetime64[us, Europe/Oslo]"

BODO, NARVIK, ALTA, TROMSO, OSLO_CITY, BERGEN, ASKER, GILDESKAL = (
    "1804",
    "1806",
    "5601",
    "5501",
    "0301",
    "4601",
    "3203",
    "1838",
)

ROUND = read_round("""
id = "2024"
title = "Prøverunden"
[dates]
call = 2024-03-10
gathering_start = 2024-03-15T09:30:00
gathering_end = 2024-03-15T13:30:00
deadline = 2024-05-15
start = 2024-09-01
start_is_month = true
first_day = 2024-03-10
last_day = 2024-09-30
[example]
as_of = 2024-05-02
[targets]
applications = 40
places = 20
[targets.branches."Nordland"]
applications = 4
places = 2
[targets.branches."Oslo og Viken"]
applications = 6
places = 4
""")


def at(text: str) -> datetime:
    """`2024-05-15 23:59:59` by the clock in Oslo."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def rows(*facts: dict) -> pd.DataFrame:
    """Rows as a loader gives them; `on` is the time, `of` the municipality or municipalities."""
    made = [_row(position, **fact) for position, fact in enumerate(facts)]
    table = pd.DataFrame(made, columns=list(_row(0)) if not made else None)
    times = ["submitted_at", "joined_at", "left_at", "placed_at", "confirmed_at", "decided_at"]
    typed = {name: pd.Series(table[name].tolist(), dtype=TIME) for name in times}
    return table.assign(**typed).astype({"minutes": float, "persons": int, "counts": bool})


def _row(position: int, on: str | None = None, of: str | tuple = (), **more: object) -> dict:
    numbers = (of,) if isinstance(of, str) and of else tuple(of)
    email = str(more.get("email", f"person{position}@example.no"))
    name = str(more.get("name", f"Person {position}"))
    times = {key: at(str(value)) if value else pd.NaT for key, value in more.items() if key.endswith("_at")}
    return {
        "source_row": position + 2,
        "submission_id": str(position + 1),
        "submitted_at": at(on) if on else pd.NaT,
        "municipality_text": "",
        "municipality_numbers": numbers,
        "match": "exact" if numbers else "none",
        "match_reason": "",
        "settle_text": "",
        "organisation": "",
        "role": "",
        "persons": 1,
        "person": email and f"{email}|{name}",
        "excluded": "",
        "counts": True,
        "why_not": "",
        "state": "",
        "anchoring": "",
        "contact_person": "",
        "contact_email": "",
        "team": "",
        "minutes": float("nan"),
        **dict.fromkeys(("joined_at", "left_at", "placed_at", "confirmed_at", "decided_at"), pd.NaT),
        **more,
        "email": email,
        "name": name,
        **times,
    }


NO_ROWS = rows()
"""A file in use that holds no rows; without any table there is no file."""


def notes(*facts: tuple[str, str, str]) -> pd.DataFrame:
    """Notes as (day, municipality, channel)."""
    return pd.DataFrame(
        {
            "day": [date.fromisoformat(day) for day, _, _ in facts],
            "municipality": [number for _, number, _ in facts],
            "channel": [channel for _, _, channel in facts],
        }
    )


def settle(*facts: tuple[str, str]) -> pd.DataFrame:
    """Settlements by hand as (text, number)."""
    return pd.DataFrame({"settle_text": [text for text, _ in facts], "numbers": [(number,) for _, number in facts]})


def states(*facts: tuple[str, str, str]) -> pd.DataFrame:
    """States set in the dashboard as (submission id, state, time in Oslo)."""
    return pd.DataFrame(
        {
            "submission_id": [id_ for id_, _, _ in facts],
            "state": [state for _, state, _ in facts],
            "set_at": [at(moment) for _, _, moment in facts],
        }
    )


def situation(as_of: str, round_: Round = ROUND, **tables: pd.DataFrame) -> Situation:
    """The situation at the end of a day, `applications=rows(…)`."""
    return compute_situation(Sources(**tables), round_, date.fromisoformat(as_of))


def status_of(found: Situation, number: str) -> pd.Series:
    """The status row of a municipality."""
    return found.status.set_index("number").loc[number]


def applications(*facts: tuple[str, str | tuple[str, ...]]) -> pd.DataFrame:
    """Applications as (day, municipality or municipalities), each from somebody else."""
    return rows(*({"on": f"{day} 12:00", "of": of} for day, of in facts))


def applications_on(*days: str) -> pd.DataFrame:
    """An application on each day ("" is without a time), each from its own municipality."""
    return rows(*[{"on": day and f"{day} 12:00", "of": of} for day, of in zip(days, municipalities(), strict=False)])

"""What stays of a round when its personal data are deleted: counts per municipality and day, and no more."""

from datetime import date

import pandas as pd

from analysis.regions import TARGETED
from analysis.situation import Situation
from analysis.sources import UNKNOWN
from domain.kinds import ROW_LABELS
from domain.words import join_words, plural

COLUMNS = ["stage", "municipality", "day", "count"]
WORDS = {
    "registrations": ROW_LABELS["registrations"],
    "attendance": ROW_LABELS["attendance"],
    **TARGETED,
    "confirmed": ("bekreftelse", "bekreftelser"),
    "start_registrations": ROW_LABELS["start_registrations"],
}


def count_anonymous(situation: Situation) -> pd.DataFrame:
    """stage (what is counted), municipality (number, "" unknown), day (date) and count, over the whole country.

    Counted are the rows that count; of a joint application the municipality named first.
    """
    situation = situation.whole or situation
    applications = situation.counting("applications")
    dated = {
        "registrations": situation.counting("registrations")[["number", "day"]],
        "attendance": situation.counting("attendance")[["number", "day"]],
        "applications": applications[["number", "day"]],
        "places": applications[["number", "placed_day"]].set_axis(["number", "day"], axis=1),
        "confirmed": applications[["number", "confirmed_day"]].set_axis(["number", "day"], axis=1),
        "start_registrations": situation.counting("start_registrations")[["number", "day"]],
    }
    parts = [
        rows.dropna(subset="day").groupby(["number", "day"]).size().rename("count").reset_index().assign(stage=stage)
        for stage, rows in dated.items()
        if len(rows)
    ]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(parts, ignore_index=True).rename(columns={"number": "municipality"})
    table["municipality"] = table["municipality"].where(table["municipality"].str.len() == 4, UNKNOWN)
    return table.assign(day=pd.to_datetime(table["day"]).dt.date)[COLUMNS]


def tell_remaining(counts: pd.DataFrame, as_of: date) -> str:
    """That the round's personal data are deleted, and what is left of them as of a day, in words."""
    until = counts[counts["day"] <= as_of].groupby("stage")["count"].sum()
    told = [plural(int(until[stage]), *WORDS[stage]) for stage in WORDS if until.get(stage, 0)]
    left = f"Det som står igjen for hele landet, er {join_words(told)}." if told else ""
    return f"Personopplysningene i runden er slettet og kommer ikke tilbake. {left}".strip()

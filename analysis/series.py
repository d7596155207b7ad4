"""How counts grow over time: per day, per ISO week and in sum, in all or by branch, county or role."""

from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd

from analysis.regions import region_order
from analysis.roles import add_roles, role_groups
from analysis.situation import Situation
from analysis.sources import UNKNOWN_LABEL
from domain.kinds import ROW_LABELS, RowKind, row_kind
from domain.stages import STAGE_KEYS, STAGES
from domain.words import format_date

Measure = str
"""A kind of rows, "participants", "start_participants", or a stage for municipalities ("applied")."""
Step = Literal["day", "week"]
Split = Literal["", "branch", "county", "role"]

MEASURES = {
    "registrations": ROW_LABELS["registrations"],
    "participants": ("påmeldt deltaker", "påmeldte deltakere"),
    "applications": ROW_LABELS["applications"],
    "start_registrations": ROW_LABELS["start_registrations"],
    "start_participants": ("påmeldt til oppstart", "påmeldte til oppstart"),
    "attendance": ("deltaker på samling", "deltakere på samling"),
    "registered": ("påmeldt kommune", "påmeldte kommuner"),
    "attended": ("kommune som deltok", "kommuner som deltok"),
    "guided": ("veiledet kommune", "veiledede kommuner"),
    "applied": ("søkerkommune", "søkerkommuner"),
    "placed": ("kommune med plass", "kommuner med plass"),
    "confirmed": ("bekreftet kommune", "bekreftede kommuner"),
    "start_registered": ("kommune påmeldt oppstart", "kommuner påmeldt oppstart"),
}
PERSONS_OF: dict[str, RowKind] = {"participants": "registrations", "start_participants": "start_registrations"}
"""The measures that count persons, with the rows that they stand in."""
ALL = ""
"""The group of a series that is not split."""


def count_over_time(situation: Situation, measure: Measure, step: Step = "day", split: Split = "") -> pd.DataFrame:
    """start (the period's first day, naive midnight), label, group, n and total (up to and with the period).

    Every period from the round's first day (or the first event before it) to `as_of` is there, for every group; «uten
    kjent kommune» is one. The groups' last totals add up to the count of the table. Without a file to count from there
    are no rows.
    """
    if not situation.sources.has(source_of(measure)):
        return _no_rows()
    events = list_events(situation, measure, split)
    first, last = _span(situation, events)
    periods = pd.date_range(_start_of(first, step), last, freq="D" if step == "day" else "7D", unit="s")
    groups = [group for group in _groups(situation, split) if group in set(events["group"])] or [ALL]
    since_monday = pd.to_timedelta(events["day"].dt.day_of_week, "D")
    start = events["day"] if step == "day" else events["day"] - since_monday
    group, period = pd.Index(groups).get_indexer(events["group"]), periods.get_indexer(start)
    within = (group >= 0) & (period >= 0)
    n = np.zeros((len(groups), len(periods)), dtype=int)
    np.add.at(n, (group[within], period[within]), events["weight"].to_numpy(int)[within])
    return pd.DataFrame(
        {
            "start": np.tile(periods, len(groups)),
            "label": [period_label(period.date(), step) for period in periods] * len(groups),
            "group": [group for group in groups for _ in periods],
            "n": n.ravel(),
            "total": n.cumsum(axis=1).ravel(),
        }
    )


def source_of(measure: Measure) -> RowKind | None:
    """The kind of rows that a measure is counted from; None for guidance, which is written down in the dashboard."""
    of_stage = {stage.key: stage.source for stage in STAGES}
    return of_stage[measure] if measure in of_stage else PERSONS_OF.get(measure) or row_kind(measure)


def list_events(situation: Situation, measure: Measure, split: Split = "") -> pd.DataFrame:
    """What is counted, one line each: day (naive midnight), weight and group."""
    if measure in STAGE_KEYS:
        if split == "role":
            raise ValueError("a municipality has no role")
        rows = situation.municipalities
        rows = rows[rows[measure].notna()]
        day, weight = pd.to_datetime(rows[measure]).astype("datetime64[s]"), 1
    else:
        persons = measure in PERSONS_OF
        rows = situation.counting(PERSONS_OF.get(measure) or row_kind(measure))
        day, weight = rows["day"], rows["persons"] if persons else 1
        rows = add_roles(rows) if split == "role" else rows
    group: pd.Series | str = ALL
    if split:
        group = rows["role_group" if split == "role" else split].replace("", UNKNOWN_LABEL)
    return pd.DataFrame({"day": day, "weight": weight, "group": group}, index=rows.index)


def period_label(start: date, step: Step) -> str:
    """`15.03.2024`, or `uke 11 (11.03.2024–17.03.2024)`."""
    if step == "day":
        return format_date(start)
    return f"uke {start.isocalendar().week} ({format_date(start)}–{format_date(start + timedelta(days=6))})"


def _no_rows() -> pd.DataFrame:
    types = {"start": "datetime64[s]", "label": object, "group": object, "n": int, "total": int}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


def _groups(situation: Situation, split: Split) -> list[str]:
    if not split:
        return [ALL]
    return list(role_groups()) if split == "role" else region_order(split)


def _span(situation: Situation, events: pd.DataFrame) -> tuple[date, date]:
    last = situation.as_of
    first = situation.round.first_day or situation.round.call or last
    if not events.empty:
        first = min(first, events["day"].min().date())
    return min(first, last), last


def _start_of(day: date, step: Step) -> date:
    return day if step == "day" else day - timedelta(days=day.weekday())

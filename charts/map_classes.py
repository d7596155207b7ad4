"""What the map says of each municipality: the measures, their classes and the legend with its counts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from charts.map_choice import MapChoice, MeasureKey
from charts.map_geometry import numbers
from charts.palette import NONE_COLOR, RAMP, STAGE_COLORS
from domain.stages import NOTHING_LABEL, STAGES

OUTSIDE_COLOR = "#F1F3F5"
"""Municipalities that the filter leaves out, on paper."""


@dataclass(frozen=True)
class Measure:
    """Something the map can show. `column` is the status table's; `title` stands above the map."""

    key: MeasureKey
    label: str
    title: str
    column: str
    none: str
    """The label of municipalities without a value."""


MEASURES: dict[MeasureKey, Measure] = {
    measure.key: measure
    for measure in (
        Measure("stage", "Stadium", "Hvor langt kommunene er kommet", "furthest", NOTHING_LABEL),
        Measure("applications", "Søkere", "Søknader per kommune", "applications", "ingen søknad"),
        Measure("participants", "Påmeldte deltakere", "Påmeldte deltakere", "participants", "ingen påmeldte"),
        Measure("attended", "Deltok på samlingen", "Deltok på samlingen", "attended_persons", "ingen deltok"),
        Measure("days", "Dager siden siste kontakt", "Dager siden siste kontakt", "last_contact", "ingen notat"),
    )
}

COUNT_STEPS = ((1, 1, "1"), (2, 2, "2"), (3, 4, "3–4"), (5, 9, "5–9"), (10, None, "10 eller flere"))
DAY_STEPS = (
    (0, 7, "0–7 dager"),
    (8, 14, "8–14 dager"),
    (15, 30, "15–30 dager"),
    (31, 60, "31–60 dager"),
    (61, None, "over 60 dager"),
)


@dataclass(frozen=True)
class LegendRow:
    """One class: its label, its colour (#RRGGBB) and how many municipalities are in it."""

    label: str
    color: str
    count: int
    key: str


@dataclass(frozen=True)
class Classes:
    """The class of every municipality, in the order of the features.

    `codes` are places in `legend`, None outside the filter; `values` is what to write ("" for nothing). The
    counts of the legend add up to the municipalities shown.
    """

    measure: Measure
    codes: tuple[int | None, ...]
    values: tuple[str, ...]
    legend: tuple[LegendRow, ...]

    @property
    def shown(self) -> int:
        return sum(row.count for row in self.legend)


def classify(status: pd.DataFrame, choice: MapChoice) -> Classes:
    """Puts each municipality of the status table in a class of the measure.

    Rows without an area (Longyearbyen, «uten kjent kommune») are left out.
    """
    measure = MEASURES[choice.measure]
    found = dict(zip(status["number"], status[measure.column], strict=True))
    kinds, class_of = _stage_classes() if measure.key == "stage" else _step_classes(measure, choice.as_of)
    codes: list[int | None] = []
    values: list[str] = []
    for number in numbers():
        if number not in found:
            codes.append(None)
            values.append("")
            continue
        code, value = class_of(found[number])
        codes.append(code)
        values.append(value)
    count = Counter(codes)
    legend = tuple(LegendRow(label, color, count[place], key) for place, (key, label, color) in enumerate(kinds))
    return Classes(measure, tuple(codes), tuple(values), legend)


Kinds = list[tuple[str, str, str]]
ClassOf = Callable[[Any], tuple[int, str]]


def _stage_classes() -> tuple[Kinds, ClassOf]:
    kinds = [(stage.key, stage.label, STAGE_COLORS[stage.key]) for stage in STAGES]
    kinds.append(("none", NOTHING_LABEL, NONE_COLOR))
    places = {key: place for place, (key, _, _) in enumerate(kinds)}

    def class_of(furthest: Any) -> tuple[int, str]:
        place = places[str(furthest or "none")]
        return place, kinds[place][1]

    return kinds, class_of


def _step_classes(measure: Measure, as_of: date) -> tuple[Kinds, ClassOf]:
    days = measure.key == "days"
    steps = DAY_STEPS if days else COUNT_STEPS
    kinds = [(label, label, color) for (_, _, label), color in zip(steps, RAMP, strict=True)]
    kinds.append(("none", measure.none, NONE_COLOR))

    def class_of(value: Any) -> tuple[int, str]:
        if days:
            if pd.isna(value):
                return len(steps), ""
            amount = max((as_of - value).days, 0)
        else:
            amount = int(value)
            if amount < 1:
                return len(steps), ""
        place = next(at for at, (_, last, _) in enumerate(steps) if last is None or amount <= last)
        return place, str(amount)

    return kinds, class_of

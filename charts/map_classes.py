"""What the map says of each municipality: the measures, their classes and the legend with its counts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.reach import children_sentence
from analysis.situation import Level
from charts.map_choice import MapChoice, MeasureKey
from charts.map_geometry import numbers
from charts.palette import NONE_COLOR, RAMP, STAGE_COLORS
from data.reference import municipalities
from domain.stages import NOTHING_LABEL, STAGE_KEYS, STAGES
from domain.words import format_number, plural

OUTSIDE_COLOR = "#F1F3F5"
"""Municipalities that the filter leaves out, on paper."""
OUTSIDE_LABEL = "utenfor utvalget"


@dataclass(frozen=True)
class Measure:
    """Something the map can show. `column` is the status table's; `title` stands above the map."""

    key: MeasureKey
    label: str
    title: str
    column: str
    none: str
    """The label of municipalities without a value."""
    verb: str
    """What the others have done, after «12 kommuner»."""


MEASURES: dict[MeasureKey, Measure] = {
    measure.key: measure
    for measure in (
        Measure("stage", "Stadium", "Hvor langt kommunene er kommet", "furthest", NOTHING_LABEL, "har søkt"),
        Measure(
            "participants",
            "Påmeldte deltakere",
            "Påmeldte deltakere",
            "participants",
            "ingen påmeldte",
            "har påmeldte deltakere",
        ),
        Measure(
            "attended",
            "Deltok på samling",
            "Deltok på samling",
            "attended_persons",
            "ingen deltok",
            "deltok på samling",
        ),
        Measure(
            "children",
            "Barn nådd, prosent",
            "Barn på 6–15 år som bor i kommuner som har søkt, prosent av regionens",
            "children_reached",
            "ingen barn nådd",
            "ligger i en region der noen har søkt",
        ),
        Measure(
            "days",
            "Dager siden siste kontakt",
            "Dager siden siste kontakt",
            "last_contact",
            "ingen notat",
            "har et notat om kontakt",
        ),
    )
}

NOTHING = "none"
"""The key of the class of those without a value."""
COUNT_STEPS = ((1, 1, "1"), (2, 2, "2"), (3, 4, "3–4"), (5, 9, "5–9"), (10, None, "10 eller flere"))
SHARE_STEPS = (
    (0, 9, "under 10 %"),
    (10, 24, "10–24 %"),
    (25, 49, "25–49 %"),
    (50, 74, "50–74 %"),
    (75, None, "75 % eller mer"),
)
"""Whole percents of a region's children; a share is rounded down, so that 10 % is not said of less."""
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
    regions_finding: str = ""
    """The finding of a measure of regions, which is no count of municipalities."""
    size: str = ""
    """The class of size that alone is shown, "" for all."""

    @property
    def shown(self) -> int:
        """The municipalities that are shown."""
        return sum(row.count for row in self.legend)

    @property
    def outside(self) -> int:
        """The municipalities that the filter or the class of size leaves out, which are drawn pale."""
        return self.codes.count(None)

    @property
    def there(self) -> frozenset[int]:
        """The classes of those that have what the map asks about; of the stages, that have applied."""
        asked = STAGE_KEYS[STAGE_KEYS.index("applied") :] if self.measure.key == "stage" else None
        rows = enumerate(self.legend)
        return frozenset(code for code, row in rows if (row.key != NOTHING if asked is None else row.key in asked))

    @property
    def finding(self) -> str:
        """The map's title: `36 av 357 kommuner har søkt, og 235 er ikke i gang`, of a class of size alone too."""
        return f"Kommuner med {self.size} innbyggere: {self._finding}" if self.size else self._finding

    @property
    def _finding(self) -> str:
        if self.regions_finding:
            return self.regions_finding
        n = sum(self.legend[code].count for code in self.there)
        count = format_number(n) if n else "Ingen"
        verb = self.measure.verb
        nothing = self.legend[-1].count
        beside = f", og {format_number(nothing)} er ikke i gang" if self.measure.key == "stage" and nothing else ""
        return f"{count} av {plural(self.shown, 'kommune', 'kommuner')} {verb}{beside}"


def classify(status: pd.DataFrame, choice: MapChoice) -> Classes:
    """Puts each municipality of the status table in a class of the measure.

    For the share of children reached the table is that of analysis.reach.rows_for_map.

    Rows without an area (Longyearbyen, «uten kjent kommune») are left out, and so are classes that nobody is in. A
    few classes of quantities take the darkest colours.
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
    used = [place for place in range(len(kinds)) if count[place] or kinds[place][0] == NOTHING]
    at: dict[int | None, int | None] = {None: None, **{place: row for row, place in enumerate(used)}}
    darkest = iter(RAMP[len(RAMP) + 1 - len(used) :]) if measure.key != "stage" else iter(())
    legend = tuple(
        LegendRow(label, color if key == NOTHING else next(darkest, color), count[place], key)
        for place in used
        for key, label, color in [kinds[place]]
    )
    regions_finding = children_sentence(status) if measure.key == "children" else ""
    return Classes(measure, tuple(at[code] for code in codes), tuple(values), legend, regions_finding, choice.size)


Kinds = list[tuple[str, str, str]]
ClassOf = Callable[[Any], tuple[int, str]]


def _stage_classes() -> tuple[Kinds, ClassOf]:
    kinds = [(stage.key, stage.label, STAGE_COLORS[stage.key]) for stage in STAGES]
    kinds.append((NOTHING, NOTHING_LABEL, NONE_COLOR))
    places = {key: place for place, (key, _, _) in enumerate(kinds)}

    def class_of(furthest: Any) -> tuple[int, str]:
        place = places[str(furthest or NOTHING)]
        return place, kinds[place][1]

    return kinds, class_of


def _step_classes(measure: Measure, as_of: date) -> tuple[Kinds, ClassOf]:
    days = measure.key == "days"
    steps = {"days": DAY_STEPS, "children": SHARE_STEPS}.get(measure.key, COUNT_STEPS)
    kinds = [(label, label, color) for (_, _, label), color in zip(steps, RAMP, strict=True)]
    kinds.append((NOTHING, measure.none, NONE_COLOR))

    def class_of(value: Any) -> tuple[int, str]:
        if days:
            if pd.isna(value):
                return len(steps), ""
            amount = max((as_of - value).days, 0)
        elif measure.key == "children":
            if value <= 0:
                return len(steps), ""
            amount = int(value)
        else:
            amount = int(value)
            if amount < 1:
                return len(steps), ""
        place = next(at for at, (_, last, _) in enumerate(steps) if last is None or amount <= last)
        return place, str(amount)

    return kinds, class_of


def count_by_region(classes: Classes, level: Level) -> pd.DataFrame:
    """Of each region on the map: region, n (that have what the map asks about) and of, the most first."""
    places = [municipalities()[number] for number in numbers()]
    rows = [
        (place.branch if level == "branch" else place.county, code in classes.there)
        for place, code in zip(places, classes.codes, strict=True)
        if code is not None
    ]
    table = pd.DataFrame(rows, columns=["region", "there"])
    counted = table.groupby("region", sort=False)["there"].agg(n="sum", of="size").reset_index()
    return counted.sort_values("n", ascending=False, kind="stable", ignore_index=True)

"""A chapter of the board pack and the chart in it, as plain records that any kind of document is written from."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd


@dataclass(frozen=True)
class Series:
    """A column of a chart: its name, a value for each category (None for nothing) and its colour; `colors` has one
    for each category where they differ."""

    name: str
    values: tuple[float | None, ...]
    color: str
    colors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A named day of a curve."""

    day: date
    text: str


@dataclass(frozen=True)
class Chart:
    """What a chart shows: bars for names (beside or on top of each other), or a curve over days with marks."""

    kind: Literal["bars", "stacked", "curve"]
    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for one in self.series for value in one.values)

    @property
    def has_one_name(self) -> bool:
        """Whether bars would have nothing to be compared with."""
        return self.kind != "curve" and len(self.categories) == 1


@dataclass(frozen=True)
class Chapter:
    """A finding with its chart or table (of the map its legend: Farge, Steg, Kommuner); `unit` says what is counted,
    `remarks` what else must be known, `alt` reads the chart aloud."""

    key: str
    title: str
    unit: str = ""
    remarks: tuple[str, ...] = ()
    alt: str = ""
    chart: Chart | None = None
    table: pd.DataFrame = field(default_factory=pd.DataFrame)

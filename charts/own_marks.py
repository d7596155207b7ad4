"""What the council did, as marks under the axis of days, and its calls and meetings as a track of their own below.

They are put under a figure that is drawn already, whatever it shows: all they need is its axis. A label never meets
another, on a phone or wider: where few efforts are, each is named; where they are many, they are numbered in order of
their day, and neighbours without room share a mark («3–5»), as those of one day do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from analysis.efforts import Marks, reached_by
from analysis.sources import places
from charts.figure import Figure, make_figure
from charts.theme import NEUTRAL, TEXT, Layout, as_text
from charts.time_axis import CHARACTER, PHONE
from domain.efforts import Effort
from domain.words import format_date, format_number, format_short_day

ROW = 19
"""Height of a row of labels, in pixels."""
MOST_ROWS = 3
DOT = 4
"""Radius of the dot at an effort's day, in pixels."""
TRACK = 16
"""Height of the highest bar of the track of calls, in pixels."""
GAP = 6
SIZE = 11
EFFORTS, CALLS = "Egne tiltak", "Telefon og møter"
BELOW: Layout = {
    "xref": "x",
    "yref": "paper",
    "ysizemode": "pixel",
    "yanchor": 0,
    "fillcolor": NEUTRAL,
    "line": {"width": 0},
    "layer": "above",
}
"""A shape whose heights are pixels from the axis down, as negative numbers."""


@dataclass(frozen=True)
class Placed:
    """A label in its row (0 is nearest to the axis): the efforts it stands for, by their place from 0, and its text
    beside a dot on the left or right of it, or in a box (`anchor` "center"). `begin` and `end` are what it covers of a
    phone's width, in pixels."""

    first: int
    last: int
    text: str
    anchor: str
    begin: float
    end: float
    row: int = 0


def add_marks(drawn: Figure, marks: Marks) -> Figure:
    """The figure with the efforts on its axis of days under it, and with the calls; as it is where there are none.

    Where the efforts are numbered, `numbers` of the layout's meta says what each is: `1 Møte «Søk nå» 10.04. · 2 …`.
    """
    layout = drawn["layout"]
    if not drawn["data"] or layout["xaxis"].get("type") != "date":
        return drawn
    begin, end = (datetime.fromisoformat(text) for text in layout["xaxis"]["range"])
    efforts = [one for one in marks.efforts if begin <= _noon(one.day, begin) <= end]
    calls = marks.count_calls()
    calls = calls[calls["day"].between(pd.Timestamp(begin), pd.Timestamp(end))]
    shapes, annotations = list(layout["shapes"]), list(layout["annotations"])
    below, meta = layout["margin"]["b"], layout["meta"]
    if efforts:
        annotations.append(_heading(EFFORTS, below))
        labels = place_marks(tuple(one.day for one in efforts), _names(efforts), begin, end, layout["margin"]["r"])
        for label in labels:
            _draw_label(shapes, annotations, label, efforts, below + ROW * (label.row + 1))
        below += ROW * (2 + max(label.row for label in labels)) + GAP
        if any(label.anchor == "center" for label in labels):
            named = (f"{number} {one.name} {format_short_day(one.day)}" for number, one in enumerate(efforts, 1))
            meta = meta | {"numbers": " · ".join(named)}
    if len(calls):
        most = int(calls["n"].max())
        annotations.append(_heading(f"{CALLS} per dag, høyst {format_number(most)}", below))
        below += ROW
        shapes += [_bar(row.day, row.n / most * TRACK, below + TRACK) for row in calls.itertuples()]
        below += TRACK + GAP
    more = below - layout["margin"]["b"]
    grown = {"margin": layout["margin"] | {"b": below}, "height": layout["height"] + more, "meta": meta}
    return make_figure(drawn["data"], layout | grown | {"shapes": shapes, "annotations": annotations})


def place_marks(
    days: Sequence[date], names: Sequence[str], begin: datetime, end: datetime, right: int = 16
) -> tuple[Placed, ...]:
    """The labels of efforts (in order of their day) in at most MOST_ROWS rows, apart on a phone and so at any width."""
    width = PHONE - right
    at = [_at(day, begin, end, width) for day in days]
    named = _stack([_named(place, name, at[place], width) for place, name in enumerate(names)])
    if named is not None:
        return tuple(named)
    groups = _same_days(days)
    while True:
        found = [_numbered(first, last, (at[first] + at[last]) / 2) for first, last in groups]
        numbered = _stack(found)
        if numbered is not None:
            return tuple(numbered)
        groups = _join_nearest(groups, at)


def _stack(labels: Sequence[Placed]) -> list[Placed] | None:
    """Each label in the lowest row where it meets no other; None where the rows do not hold them."""
    placed: list[Placed] = []
    for label in labels:
        taken = {one.row for one in placed if one.begin < label.end and label.begin < one.end}
        row = next((row for row in range(MOST_ROWS) if row not in taken), None)
        if row is None:
            return None
        placed.append(Placed(label.first, label.last, label.text, label.anchor, label.begin, label.end, row))
    return placed


def _named(place: int, name: str, at: float, width: int) -> Placed:
    wide = len(name) * CHARACTER + DOT + 6
    if at + wide <= width + 12:
        return Placed(place, place, name, "left", at - DOT - 2, at + wide)
    return Placed(place, place, name, "right", at - wide, at + DOT + 2)


def _numbered(first: int, last: int, at: float) -> Placed:
    text = f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"
    half = (len(text) * 7 + 12) / 2
    return Placed(first, last, text, "center", at - half, at + half)


def _same_days(days: Sequence[date]) -> list[tuple[int, int]]:
    """The first and the last of each run of efforts on one day."""
    groups: list[tuple[int, int]] = []
    for place, day in enumerate(days):
        if groups and days[groups[-1][0]] == day:
            groups[-1] = (groups[-1][0], place)
        else:
            groups.append((place, place))
    return groups


def _join_nearest(groups: Sequence[tuple[int, int]], at: Sequence[float]) -> list[tuple[int, int]]:
    """The groups with the two joined that stand nearest to each other."""
    apart = [at[groups[place + 1][0]] - at[groups[place][1]] for place in range(len(groups) - 1)]
    here = apart.index(min(apart))
    return [*groups[:here], (groups[here][0], groups[here + 1][1]), *groups[here + 2 :]]


def _names(efforts: Sequence[Effort]) -> list[str]:
    return [f"{one.kind.capitalize()} {format_short_day(one.day)}" for one in efforts]


def _noon(day: date, like: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=like.tzinfo)


def _at(day: date, begin: datetime, end: datetime, width: int) -> float:
    return width * ((_noon(day, begin) - begin) / max(end - begin, timedelta(hours=1)))


def _heading(text: str, below: int) -> Layout:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 0,
        "yref": "paper",
        "yanchor": "middle",
        "yshift": -(below + ROW // 2),
        "text": text,
        "showarrow": False,
        "font": {"size": SIZE, "color": TEXT},
    }


def _draw_label(
    shapes: list[Layout], annotations: list[Layout], label: Placed, efforts: Sequence[Effort], below: int
) -> None:
    own = efforts[label.first : label.last + 1]
    annotation = {
        "x": _between(own[0].day, own[-1].day),
        "y": 0,
        "yref": "paper",
        "yanchor": "middle",
        "yshift": -(below + ROW // 2),
        "xanchor": label.anchor,
        "text": as_text(label.text),
        "hovertext": "<br>".join(as_text(f"{one.name} {format_date(one.day)}") for one in own),
        "showarrow": False,
        "font": {"size": SIZE, "color": TEXT},
        "name": "own_mark",
    }
    if label.anchor == "center":
        annotations.append(annotation | {"bordercolor": NEUTRAL, "borderwidth": 1, "borderpad": 1})
        return
    annotations.append(annotation | {"xshift": (DOT + 2) * (1 if label.anchor == "left" else -1)})
    shapes.append(_dot(own[0].day, below + ROW // 2))


def _between(first: date, last: date) -> str:
    begin = datetime(first.year, first.month, first.day)
    return (begin + (datetime(last.year, last.month, last.day) - begin) / 2).isoformat()


def _dot(day: date, below: int) -> Layout:
    return BELOW | {
        "type": "circle",
        "xsizemode": "pixel",
        "xanchor": day.isoformat(),
        "x0": -DOT,
        "x1": DOT,
        "y0": -below - DOT,
        "y1": -below + DOT,
    }


def _bar(day: pd.Timestamp, height: float, below: int) -> Layout:
    """A bar over its day, standing `below` pixels under the axis."""
    half = pd.Timedelta(hours=10)
    ends = {"x0": (day - half).isoformat(), "x1": (day + half).isoformat()}
    return BELOW | ends | {"type": "rect", "y0": -below, "y1": -below + max(height, 2)}


def add_columns(
    table: pd.DataFrame, marks: Marks, starts: Sequence[date], days: int = 1, groups: Sequence[str] | None = None
) -> pd.DataFrame:
    """The table behind a figure with what was done in each row's period: «Egne tiltak» and «Telefon og møter».

    A row's period begins on its day of `starts` and lasts `days`. Where `groups` name branches or counties, a row has
    what reached its own.
    """
    of = groups if groups is not None else [""] * len(table)
    added: dict[str, list[object]] = {}
    if marks.efforts:
        added[EFFORTS] = [_efforts_in(marks, start, days, group) for start, group in zip(starts, of, strict=True)]
    if len(marks.calls):
        added[CALLS] = [_calls_in(marks, start, days, group) for start, group in zip(starts, of, strict=True)]
    return table.assign(**added)


def _efforts_in(marks: Marks, start: date, days: int, group: str) -> str:
    end = start + timedelta(days=days)
    own = _numbers_of(group)
    return "; ".join(
        one.name
        for one in marks.efforts
        if start <= one.day < end and (not own or (reached := reached_by(one)) is None or reached & own)
    )


def _calls_in(marks: Marks, start: date, days: int, group: str) -> int:
    calls = marks.calls
    within = (calls["day"] >= pd.Timestamp(start)) & (calls["day"] < pd.Timestamp(start + timedelta(days=days)))
    if _numbers_of(group):
        within &= (calls["branch"] == group) | (calls["county"] == group)
    return int(within.sum())


def _numbers_of(group: str) -> set[str]:
    """The municipalities of a branch or a county; none for another group."""
    return {number for number, place in places().items() if group and group in (place.branch, place.county)}

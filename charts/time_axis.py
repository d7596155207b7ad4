"""Axes of days: dates, weekends and Easter behind the data, and milestones labelled above without overlaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, combinations
from typing import Any

from analysis.days_off import list_easter, list_weekends
from analysis.milestones import Milestone
from analysis.series import Step
from charts.theme import LABEL_ROW, NEUTRAL, SHADE, Layout, as_text
from domain.words import format_short_day

PHONE = 322
"""The width of a figure on a phone without the axis of counts, in pixels: there labels are kept apart."""
CHARACTER = 6.1
"""The width of a character of a label, in pixels."""
DAY = 86_400_000
DAYS_OFF = "Grå felt er helger."
"""Says what add_days_off shades and doesn't name."""
MOST_DAYS = 56
"""In a longer time the weekends are a barcode, louder than the data."""
MOST_MOVED = 20
"""With more labels of milestones the better rows are not searched for: the work grows with their fifth power."""


def date_axis(first: date, last: date) -> Layout:
    """An axis of days from `first` to `last`: some six dates, Mondays, or first days of months."""
    days = max((last - first).days, 1)
    step = next((step for step in (1, 2, 7, 14, 28) if days / step <= 6), None)
    monday = first - timedelta(days=first.weekday())
    months = -(-days // 180)
    return {
        "type": "date",
        "range": [f"{first - timedelta(days=1)}T12:00", f"{last}T12:00"],
        "tick0": monday.isoformat() if step else first.replace(day=1).isoformat(),
        "dtick": step * DAY if step else f"M{months}",
        "tickformat": "%d.%m.",
        "showgrid": False,
        "ticks": "outside",
    }


def week_axis(first: date, last: date) -> Layout:
    """An axis of weeks from a Monday to a Sunday: some five ISO numbers, each under the middle of its week."""
    mondays = [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]
    shown = mondays[:: -(-len(mondays) // 5)]
    return date_axis(first, last) | {
        "tickmode": "array",
        "tickvals": [(monday + timedelta(days=3)).isoformat() for monday in shown],
        "ticktext": [f"uke {monday.isocalendar().week}" for monday in shown],
    }


def bar_place(step: Step) -> dict[str, Any]:
    """Where a bar stands and how wide it is: a day around its midnight as on the axis, a week over its seven days."""
    days = 1 if step == "day" else 7
    return {"width": 0.8 * days * DAY, "offset": (0.1 * days - 0.5) * DAY}


def shows_weekends(first: date, last: date, step: Step = "day") -> bool:
    """Whether the weekends say something: of days, in up to eight weeks."""
    return step == "day" and (last - first).days < MOST_DAYS


def add_days_off(layout: Layout, first: date, last: date, step: Step = "day", *, named: bool = True) -> None:
    """Shade the weekends and Easter behind the data, where they say something; Easter is named unless the names would
    meet others."""
    if not shows_weekends(first, last, step):
        return
    easters = list_easter(first, last)
    weekends = [
        off
        for off in list_weekends(first, last)
        if not any(easter.first <= off.first <= easter.last for easter in easters)
    ]
    layout["shapes"] += [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "fillcolor": SHADE,
            "x0": f"{off.first - timedelta(days=1)}T12:00",
            "x1": f"{off.last}T12:00",
            "line": {"width": 0},
            "layer": "below",
        }
        for off in (*weekends, *easters)
    ]
    layout["annotations"] += [
        {
            "x": (easter.first + timedelta(days=2)).isoformat(),
            "y": 1,
            "yref": "paper",
            "yanchor": "top",
            "text": "påske",
            "showarrow": False,
            "font": {"size": 11},
        }
        for easter in easters
        if named and first <= easter.first + timedelta(days=2) <= last
    ]


def add_milestones(layout: Layout, milestones: Sequence[Milestone], first: date, last: date, height: int) -> None:
    """Draw each milestone as a line through the plot, labelled above it; those ahead are dotted.

    One before or after the axis is named at its end, with an arrow. `layout` is made with as many rows as
    `count_rows` tells; `height` is the plot's, in pixels.
    """
    labels = place_labels(tuple(milestones), first, last, layout["margin"]["r"])
    for one, label in zip(milestones, labels, strict=True):
        above = label.row * LABEL_ROW + 9
        at = min(max(one.day, first), last).isoformat()
        if label.inside:
            layout["shapes"].append(
                {
                    "type": "line",
                    "x0": at,
                    "x1": at,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1 + above / height,
                    "line": {"color": NEUTRAL, "width": 1, "dash": "solid" if one.state == "done" else "dot"},
                    "layer": "below",
                }
            )
        layout["annotations"].append(
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "yshift": above,
                "yanchor": "middle",
                "text": as_text(label.text),
                "xanchor": label.anchor,
                "xshift": 3 if label.anchor == "left" else -3,
                "showarrow": False,
                "font": {"size": 12},
            }
        )


def count_rows(milestones: Sequence[Milestone], first: date, last: date, right: int = 16) -> int:
    """How many rows of labels add_milestones needs above a plot with `right` pixels of margin."""
    labels = place_labels(tuple(milestones), first, last, right)
    return 1 + max((label.row for label in labels), default=-1)


@dataclass(frozen=True)
class Label:
    """A milestone's label: its row above the plot (0 is the lowest), and what it covers of a phone's width."""

    text: str
    inside: bool
    anchor: str
    at: float
    begin: float
    end: float
    row: int = 0

    def overlaps(self, other: "Label") -> bool:
        """Whether the texts would meet in one row."""
        return self.begin < other.end and other.begin < self.end

    def is_cut_by(self, higher: "Label") -> bool:
        """Whether the line of a label in a higher row goes through the text."""
        return higher.inside and self.begin < higher.at < self.end


@lru_cache(maxsize=256)
def place_labels(milestones: tuple[Milestone, ...], first: date, last: date, right: int = 16) -> tuple[Label, ...]:
    """The labels of the milestones in rows so that on a phone no texts meet and, if it can be, no line cuts
    through a text, in few rows.

    Found by steps that each make it better, from stacks built from the left and from the right: the best of all for
    most handfuls of milestones. More than MOST_MOVED stand as they were stacked.
    """
    labels = [_label(one, first, last, PHONE - right) for one in milestones]
    from_left = sorted(range(len(labels)), key=lambda place: labels[place].at)
    stacks = [_improve(labels, _stack(labels, order)) for order in (from_left, from_left[::-1])]
    rows = min(stacks, key=lambda rows: _cost(labels, rows))
    return tuple(replace(label, row=row) for label, row in zip(labels, rows, strict=True))


def _improve(labels: Sequence[Label], rows: list[int]) -> list[int]:
    """The rows after moving one label, or two that change places, as long as it helps; at most so many times as there
    are labels, and not at all where they are so many that it would hold up the page."""
    for _ in labels if len(labels) <= MOST_MOVED else ():
        better = min(_neighbours(labels, rows), key=lambda found: _cost(labels, found), default=rows)
        if _cost(labels, better) >= _cost(labels, rows):
            break
        rows = better
    return rows


def _neighbours(labels: Sequence[Label], rows: list[int]) -> Iterator[list[int]]:
    """The rows with one label moved or two swapped, where no texts meet."""
    places = range(len(labels))
    moved = ({place: row} for place in places for row in range(max(rows, default=0) + 2))
    swapped = ({a: rows[b], b: rows[a]} for a, b in combinations(places, 2))
    for change in chain(moved, swapped):
        found = [change.get(place, row) for place, row in enumerate(rows)]
        if not any(
            found[one] == found[other] and labels[one].overlaps(labels[other])
            for one in change
            for other in places
            if other != one
        ):
            yield found


def _stack(labels: Sequence[Label], order: Sequence[int]) -> list[int]:
    """The row of each label, where each takes the best one that is left when its turn comes."""
    rows: dict[int, int] = {}
    for place in order:
        taken = {row for other, row in rows.items() if labels[place].overlaps(labels[other])}
        free = [row for row in range(len(rows) + 1) if row not in taken]
        rows[place] = min(free, key=lambda row: (_count_cuts(labels, place, row, rows), row))
    return [rows[place] for place in range(len(labels))]


def _count_cuts(labels: Sequence[Label], place: int, row: int, rows: Mapping[int, int]) -> int:
    """How often a line cuts through a text between a label in a row and those that have theirs."""
    lower = sum(labels[other].is_cut_by(labels[place]) for other, at in rows.items() if at < row)
    return lower + sum(labels[place].is_cut_by(labels[other]) for other, at in rows.items() if at > row)


def _cost(labels: Sequence[Label], rows: Sequence[int]) -> tuple[int, int, int]:
    """Cuts first, then rows, then how high the labels stand."""
    at = dict(enumerate(rows))
    cuts = sum(_count_cuts(labels, place, row, at) for place, row in at.items())
    return cuts, max(rows, default=0), sum(rows)


def _label(one: Milestone, first: date, last: date, width_of_plot: int) -> Label:
    when = format_short_day(one.day) if one.day == one.until else one.when
    text = f"{one.short or one.label} {when}"
    inside = first <= one.day <= last
    if not inside:
        text = f"← {text}" if one.day < first else f"{text} →"
    at = (min(max(one.day, first), last) - first).days * width_of_plot / max((last - first).days, 1)
    width = len(text) * CHARACTER + 8
    left = one.day < first or (inside and at + width <= width_of_plot + 12)
    begin, end = (at, at + width) if left else (at - width, at)
    return Label(text, inside, "left" if left else "right", at, begin, end)

"""The applications against the target: the curve, the line that would reach it, and the two plain cases."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from analysis.forecast import FEWEST_APPLICATIONS, Case, Forecast
from analysis.milestones import Milestone
from analysis.pace import Pace, count_in
from analysis.target_line import TargetLine
from charts.figure import Figure, Trace, make_figure, scatter_trace
from charts.palette import ACCENT
from charts.participation import hover_texts
from charts.theme import NEUTRAL, Layout, as_text, axis_title, base_layout, count_axis, draw_nothing, end_label, spread
from charts.time_axis import add_days_off, add_milestones, count_rows, date_axis
from domain.words import capital, days_left_text, format_date, format_day, format_number, plural

HEIGHT = 290
COMPACT_HEIGHT = 220
CHARACTER = 7.6
"""The width of a character of a label at the right, in pixels."""
FEW = 4
"""Applications below which it says nothing when half of them had come."""
CASE_DASHES = {"pace": "dash", "rush": "dot"}


def draw_target(
    curve: pd.DataFrame,
    pace: Pace,
    line: TargetLine,
    milestones: Sequence[Milestone] = (),
    forecast: Forecast | None = None,
    *,
    compact: bool = False,
) -> Figure:
    """The cumulative applications (count_over_time's table), the target line and cases.

    The axis runs to the deadline, and as far after it as applications came.
    """
    height = COMPACT_HEIGHT if compact else HEIGHT
    if not pace.n:
        return draw_nothing(title_target(curve, pace, forecast))
    first, today = first_day(curve, line), curve["start"].max().date()
    last = _last_day(curve, pace.deadline, today)
    title = title_target(curve, pace, forecast)
    curve, today = curve[curve["start"] <= pd.Timestamp(last)], min(today, last)
    cases = forecast.cases if forecast else ()
    ends = _ends(pace, line, cases, today, last)
    right = round(max([len(text) for text, *_ in ends] + [5]) * CHARACTER + 16)
    rows = count_rows(milestones, first, last, right)
    layout = base_layout(title, _unit(line, today), height, n=pace.n, right=right, rows=rows)
    most = max([float(curve["total"].max()), float(pace.target or 0), *(case.end for case in cases)])
    layout["xaxis"] |= date_axis(first, last)
    layout["yaxis"] |= count_axis(most) | axis_title("søknader i alt")
    add_days_off(layout, first, last)
    add_milestones(layout, milestones, first, last, height)
    traces = [_target_line(line)] if not line.points.empty else []
    traces += [_case(case.label, case.end, CASE_DASHES[case.key], pace, today) for case in cases]
    traces.append(_curve(curve))
    _label_ends(layout, ends, last, layout["yaxis"]["range"][1] / height)
    if not any(bold for *_, bold in ends):
        layout["annotations"].append(_count_now(pace, line, today))
    return make_figure(traces, layout)


def first_day(curve: pd.DataFrame, line: TargetLine) -> date:
    """Where the target line begins, or the first application before it."""
    begin = line.points["day"].min() if len(line.points) else curve["start"].min()
    busy = curve.loc[curve["n"] > 0, "start"]
    return min([begin, *busy.head(1)]).date()


def _last_day(curve: pd.DataFrame, deadline: date | None, today: date) -> date:
    """The deadline or the last application after it; the days after that say nothing of the applications."""
    if deadline is None:
        return today
    busy = curve.loc[curve["n"] != 0, "start"]
    return max([deadline, *(day.date() for day in busy.tail(1))])


def _curve(curve: pd.DataFrame) -> Trace:
    return scatter_trace(
        x=curve["start"],
        y=curve["total"],
        name="Søknader",
        mode="lines",
        line={"color": ACCENT, "width": 3.5, "shape": "hv"},
        hover=hover_texts(curve, "applications"),
    )


def _target_line(line: TargetLine) -> Trace:
    return scatter_trace(
        x=line.points["day"],
        y=line.points["value"],
        name="Mål",
        mode="lines",
        line={"color": NEUTRAL, "width": 2},
        hovertemplate="Mållinjen: %{y:.0f} søknader<extra></extra>",
    )


def _case(label: str, end: float, dash: str, pace: Pace, today: date) -> Trace:
    return scatter_trace(
        x=[pd.Timestamp(today), pd.Timestamp(pace.deadline)],
        y=[pace.n, end],
        name=capital(label),
        mode="lines",
        line={"color": ACCENT, "width": 2, "dash": dash},
        hovertemplate=f"Hvis {as_text(label)}: {format_number(round(end))} ved fristen<extra></extra>",
    )


def _ends(
    pace: Pace, line: TargetLine, cases: Sequence[Case], today: date, last: date
) -> list[tuple[str, float, bool]]:
    """The name of each line that ends at the right, where it ends, and whether it is the curve's."""
    ends = []
    if not line.points.empty and last == pace.deadline:
        ends.append((f"mål {format_number(pace.target)}", float(line.points["value"].iloc[-1]), False))
    short = {"pace": "samme tempo", "rush": "som sist"}
    ends += [(f"{format_number(case.rounded)} {short[case.key]}", case.end, False) for case in cases]
    if today >= last - timedelta(days=3):
        ends.append((f"{format_number(pace.n)} nå", float(pace.n), True))
    return ends


def _label_ends(layout: Layout, ends: Sequence[tuple[str, float, bool]], last: date, per_pixel: float) -> None:
    """Name each line at its end, apart from each other."""
    shifts = spread([value for _, value, _ in ends], per_pixel)
    for (text, value, bold), shift in zip(ends, shifts, strict=True):
        layout["annotations"].append(end_label(pd.Timestamp(last), value, text, shift=shift, bold=bold))


def _count_now(pace: Pace, line: TargetLine, today: date) -> Layout:
    """The count where the curve ends in the middle of the plot, on the side where the target line is not."""
    over = line.points.empty or pace.n >= line.at([today])[0]
    return {
        "x": pd.Timestamp(today),
        "y": pace.n,
        "text": f"<b>{format_number(pace.n)}</b>",
        "showarrow": False,
        "xanchor": "right" if over else "left",
        "yanchor": "bottom" if over else "top",
        "xshift": -4 if over else 5,
        "yshift": 0 if over else 2,
        "font": {"size": 15},
    }


def title_target(curve: pd.DataFrame, pace: Pace, forecast: Forecast | None = None) -> str:
    """The chart's finding: with a forecast where it leads, else how it stands, the day on which the target was reached,
    and once the deadline has passed how late the applications came."""
    if forecast and pace.loaded and pace.days_left is not None and pace.days_left >= 0:
        return describe_forecast(pace, forecast) if pace.days_left else describe_last_days(pace)
    if not pace.n:
        due = pace.expected is not None and round(pace.expected)
        return describe_target(pace) if due or not pace.loaded else "Ingen søknader er inne ennå"
    if pace.days_left is not None and pace.days_left < 0:
        return describe_curve(curve, pace)
    return describe_reached(curve, pace)


def describe_last_days(pace: Pace) -> str:
    """On the deadline's day, which nothing leads to any more: what the last week brought."""
    came = plural(pace.last_7, "søknad", "søknader") if pace.last_7 else "ingen søknader"
    return f"Fristen er i dag, og de siste 7 dagene kom det {came}"


def describe_forecast(pace: Pace, forecast: Forecast) -> str:
    """Whether the plain cases reach the target, without a target where the first of them ends."""
    if not forecast.cases:
        why = "for få søknader til" if pace.n < FEWEST_APPLICATIONS else "for tidlig"
        return f"Det er {why} å si hvor det bærer"
    first, *others = forecast.cases
    if pace.target is None or not pace.missing:
        return f"Med samme tempo er det om lag {plural(first.rounded, 'søknad', 'søknader')} ved fristen"
    target, reach = f"målet på {format_number(pace.target)}", [case.rounded >= pace.target for case in forecast.cases]
    if others and all(reach):
        return f"Både samme tempo og en innspurt som sist når {target}"
    if others and not any(reach):
        return f"Verken samme tempo eller en innspurt som sist når {target}"
    if others:
        return f"{capital(target)} nås bare med {'samme tempo' if reach[0] else 'en innspurt som sist'}"
    if reach[0]:
        return f"Med samme tempo nås {target}"
    return f"Med samme tempo mangler det om lag {format_number(pace.target - first.rounded)} på {target}"


def describe_reached(curve: pd.DataFrame, pace: Pace) -> str:
    """The day from which the target has been reached, else the finding of how far it is."""
    ahead = pace.days_left is not None and pace.days_left >= 0
    if not (pace.target and ahead) or pace.missing:
        return describe_target(pace)
    below = curve.loc[curve["total"] < pace.target, "start"]
    if below.empty:
        return describe_target(pace)
    day = below.iloc[-1].date() + timedelta(days=1)
    before = (pace.deadline - day).days
    when = f", {plural(before, 'dag', 'dager')} før fristen" if before else ", på fristens dag"
    return f"Målet på {plural(pace.target, 'søknad', 'søknader')} ble nådd {format_day(day)}{when}"


def describe_target(pace: Pace) -> str:
    """The finding: until the deadline how far the applications are from the target line, then how many came in."""
    if (
        pace.loaded
        and pace.missing
        and pace.expected is not None
        and pace.days_left is not None
        and pace.days_left >= 0
        and (pace.n or round(pace.expected))  # before the first is due, being in time says nothing
    ):
        left = (
            f"{format_number(pace.missing)} igjen til {'målet på ' if pace.after else ''}{format_number(pace.target)}"
        )
        return f"{_beside_line(pace.n, pace.expected, pace.after)}, {left}"
    count = count_in(pace)
    if pace.days_left is None or pace.days_left < 0:
        return count
    return f"{count}, {days_left_text(pace.days_left)}"


def describe_curve(curve: pd.DataFrame, pace: Pace) -> str:
    """The finding once the deadline has passed: how late the applications came, of a few the day of the last.

    The days are the fewest before the end in which at least half of them came.
    """
    if pace.deadline is None:
        return describe_target(pace)
    busy = curve.loc[curve["n"] > 0, "start"]
    if pace.n < FEW and len(busy):
        which = "Den siste søknaden" if pace.n > 1 else "Søknaden"
        return f"{which} kom {format_day(busy.iloc[-1].date())}"
    before = curve.loc[curve["total"] <= pace.n / 2, "start"]
    if before.empty:
        return describe_target(pace)
    days = (pace.deadline - before.iloc[-1].date()).days
    if days < 2:
        return "Halvparten av søknadene kom på fristens dag eller senere"
    late = " eller etter den" if pace.late else ""
    return f"Halvparten av søknadene kom de siste {days} dagene før fristen{late}"


def _beside_line(n: int, expected: float, after: str) -> str:
    line, apart = "forløpet i forrige runde" if after else "en rett linje til målet", round(n - expected)
    if not apart:
        return f"Søknadene følger {line}"
    return f"{plural(abs(apart), 'søknad', 'søknader')} {'foran' if apart > 0 else 'bak'} {line}"


def _unit(line: TargetLine, today: date) -> str:
    unit = f"Søknader i alt til og med {format_date(today)}"
    if line.points.empty:
        return unit
    return f"{unit}. Grå linje {describe_line(line)}"


def describe_line(line: TargetLine) -> str:
    """`går rett til målet`, `følger forløpet i Runde 2023, regnet om til målet`: what the target line does."""
    return f"følger forløpet i {line.after}, regnet om til målet" if line.after else "går rett til målet"


def tabulate_target(curve: pd.DataFrame, line: TargetLine, forecast: Forecast | None = None) -> pd.DataFrame:
    """The table to read, from the day on which the drawing begins: Dag, Nye søknader, Søknader i alt, Mållinjen and the
    cases."""
    if len(curve):
        curve = curve[curve["start"] >= pd.Timestamp(first_day(curve, line))]
    table = pd.DataFrame({"Dag": curve["start"].dt.date, "Nye søknader": curve["n"], "Søknader i alt": curve["total"]})
    if not line.points.empty:
        table["Mållinjen"] = line.at(curve["start"]).round(1)
    for case in forecast.cases if forecast else ():
        table[f"Ved fristen hvis {case.label}"] = case.rounded
    return table

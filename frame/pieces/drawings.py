"""Owns the drawings of the pages: each puts together a figure, the sentence that reads it, and its table.

A drawing is made from a situation alone, so it is computed once for every session that looks at the same numbers.
"""

from dataclasses import InitVar, dataclass, field
from datetime import timedelta

import pandas as pd

from analysis.after_gathering import conversion_sentence, count_conversion, count_weeks_to_application, days_sentence
from analysis.efforts import NO_MARKS, list_marks
from analysis.forecast import forecast
from analysis.milestones import list_milestones, milestones_sentence
from analysis.pace import read_pace
from analysis.readiness import list_readiness, readiness_sentence
from analysis.regions import count_regions
from analysis.roles import count_roles
from analysis.rounds_compared import compare_rounds, compare_sentence
from analysis.series import Measure, Split, Step, count_over_time
from analysis.situation import Level, Situation
from analysis.target_line import draw_target_line
from analysis.turnout import By, count_turnout, minutes_sentence, turnout_sentence
from analysis.way import count_way, way_sentence
from charts import gathering, participation, readiness, regions, rounds, target, timeline, way
from charts.figure import Figure
from charts.own_marks import add_columns, add_marks
from charts.theme import lift_title
from frame.insides import SentFigure
from frame.pieces.how_counted import APPLICATIONS, ATTENDANCE, EVERY, GATHERING, START, Source


@dataclass(frozen=True, eq=False)
class Drawing:
    """A figure with its computed sentence, the table it shows, how it is counted and from which files.

    `drawn` is the chart's figure, `sums` says that the columns of the table can be summed.

    The title, the unit and the n are taken off the figure: as text of the page they wrap at any width and are read
    aloud as a heading. So is what the `numbers` under the axis stand for, "" where none are. `figure` is the rest, as
    plain numbers and texts, for every session to send.
    """

    drawn: InitVar[Figure]
    sentence: str
    table: pd.DataFrame
    counted: str
    sources: tuple[Source, ...] | str = EVERY
    sums: bool = False
    figure: SentFigure = field(init=False)
    title: str = field(init=False)
    unit: str = field(init=False)
    n: int = field(init=False)
    numbers: str = field(init=False)

    def __post_init__(self, drawn: Figure) -> None:
        bare, title, unit, n = lift_title(drawn)
        object.__setattr__(self, "figure", SentFigure(bare))
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "n", n)
        object.__setattr__(self, "numbers", drawn["layout"]["meta"].get("numbers", ""))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: the title says all there is."""
        return self.table.empty or not self.figure.has_data


def over_time(
    situation: Situation, measure: Measure, step: Step, split: Split, sums: bool, marked: bool = False
) -> Drawing:
    """What came per day or week, or the sum so far, in all or split; `marked` puts under it what the council did."""
    table = count_over_time(situation, measure, step, split)
    marks = list_marks(situation) if marked else NO_MARKS
    shown = "total" if sums else "new"
    drawn = participation.draw_over_time(table, measure, list_milestones(situation), step=step, view=shown)
    read, starts = participation.tabulate_over_time(table, measure), table["start"].dt.date.tolist()
    return Drawing(
        add_marks(drawn, marks),
        participation.describe_over_time(table, measure, step),
        add_columns(read, marks, starts, 1 if step == "day" else 7, table["group"].tolist()),
        "Hver rad som teller, er talt på dagen den første gang kom inn, i norsk tid.",
        (APPLICATIONS,) if measure in ("applications", "applied") else (GATHERING,),
    )


def turnout(situation: Situation, by: By) -> Drawing:
    """Of those registered who took part, in all or by region or role."""
    table = count_turnout(situation, by)
    sentence = turnout_sentence(situation, None if by else table)
    return Drawing(
        gathering.draw_turnout(table, sentence),
        f"{sentence} {minutes_sentence(situation)}".strip(),
        gathering.tabulate_turnout(table),
        "Deltakerlisten er knyttet til påmeldingene med e-postadresse, så med navn som bare finnes én gang, så "
        "med adressens domene. De som ikke lar seg knytte, er talt for seg.",
        (GATHERING, ATTENDANCE),
    )


def roles(situation: Situation) -> Drawing:
    """The roles of the registered."""
    table = count_roles(situation)
    return Drawing(
        gathering.draw_roles(table),
        gathering.describe_roles(table),
        gathering.tabulate_roles(table),
        "Stillingene er samlet i grupper etter ordene i dem.",
        (GATHERING,),
    )


def conversion(situation: Situation) -> Drawing:
    """Which share of the registered, of those that took part, and of those that did not, applied."""
    table, sentence = count_conversion(situation), conversion_sentence(situation)
    return Drawing(
        gathering.draw_conversion(table, sentence),
        sentence,
        gathering.tabulate_conversion(table),
        "Kommuner, ikke personer. Prosent er utelatt når gruppen har færre enn ti.",
        (GATHERING, ATTENDANCE, APPLICATIONS),
    )


def weeks_to_application(situation: Situation) -> Drawing:
    """How many weeks it took from the gathering to the application."""
    table, sentence = count_weeks_to_application(situation), days_sentence(situation)
    return Drawing(
        gathering.draw_weeks_to_application(table, sentence, situation.round),
        f"{sentence} {gathering.describe_weeks_to_application(table, situation.round)}",
        gathering.tabulate_weeks_to_application(table, situation.round),
        f"Uker fra {situation.round.first_gathering} til kommunens første søknad.",
        (GATHERING, ATTENDANCE, APPLICATIONS),
    )


def target_curve(
    situation: Situation, marked: bool = False, *, compact: bool = False, earlier: Situation | None = None
) -> Drawing:
    """Applications so far against the line that reaches the target by the deadline, with plain cases; `marked` puts
    under it what the council did."""
    marks = list_marks(situation) if marked else NO_MARKS
    curve, line = count_over_time(situation, "applications"), draw_target_line(situation, earlier)
    pace = read_pace(situation, earlier=earlier)
    ahead = None if compact else forecast(situation, earlier)
    sentence = " ".join(part for part in (pace.sentence, ahead.sentence if ahead else "") if part)
    read = target.tabulate_target(curve, line, ahead)
    drawn = target.draw_target(curve, pace, line, list_milestones(situation), ahead, compact=compact)
    return Drawing(
        add_marks(drawn, marks),
        sentence,
        add_columns(read, marks, read["Dag"].tolist()),
        f"Mållinjen går fra utlysningen til målet på fristens dag, og {target.describe_line(line)}. "
        "Søknader som er trukket, er ikke med.",
        (APPLICATIONS,),
    )


def small_curve(situation: Situation, marked: bool = False, *, earlier: Situation | None = None) -> Drawing:
    """The curve for the first screen."""
    return target_curve(situation, marked, compact=True, earlier=earlier)


def steps(situation: Situation) -> Drawing:
    """The way from all municipalities to the start."""
    table = count_way(situation)
    return Drawing(
        way.draw_way(table),
        way_sentence(table),
        way.tabulate_way(table),
        "Hvert steg teller kommunene som har en dato for steget. Et steg er ikke en del av det forrige: noen søker "
        "uten å ha vært påmeldt.",
    )


def by_region(situation: Situation, what: regions.What, level: Level) -> Drawing:
    """Each region against its target."""
    table = count_regions(situation, level)
    return Drawing(
        regions.draw_regions(table, what),
        regions.describe_regions(table, what),
        regions.tabulate_regions(table),
        "En søknad fra flere kommuner hører til regionen til kommunen som er nevnt først.",
        (APPLICATIONS,) if what in ("applications", "places", "applied") else (GATHERING, ATTENDANCE),
        sums=True,
    )


def milestones(situation: Situation, marked: bool = False) -> Drawing:
    """Which milestones are behind us, which is next; `marked` puts under them what the council did."""
    listed = list_milestones(situation)
    marks = list_marks(situation) if marked else NO_MARKS
    drawn = timeline.draw_milestones(listed, situation.as_of)
    return Drawing(
        add_marks(drawn, marks),
        milestones_sentence(listed),
        pd.concat([timeline.tabulate_milestones(listed), timeline.tabulate_marks(marks)], ignore_index=True),
        "Datoene er rundens innstillinger.",
        "siden Innstillinger",
    )


def ready(situation: Situation) -> Drawing:
    """What those with a place have in order."""
    table = list_readiness(situation)
    return Drawing(
        readiness.draw_readiness(table),
        readiness_sentence(table),
        readiness.tabulate_readiness(table),
        "Forankring, kontaktperson og team er svar i søknaden; «nei» og tomme svar er ikke på plass.",
        (APPLICATIONS, START),
    )


def last_round(situation: Situation, marked: bool = False, *, earlier: Situation | None = None) -> Drawing:
    """The curves of this round and the last, by days to the deadline; `marked` puts under them what the council did in
    this one."""
    table = compare_rounds([situation] + ([earlier] if earlier else []))
    sentence = compare_sentence(situation, earlier)
    deadline = situation.round.deadline
    marks = list_marks(situation) if marked and deadline else NO_MARKS
    drawn = rounds.draw_rounds(table, situation.round.id, sentence, list_milestones(situation))
    read = rounds.tabulate_rounds(table)
    days = [(deadline or situation.as_of) - timedelta(days=int(left)) for left in read["Dager til fristen"]]
    return Drawing(
        add_marks(drawn, marks),
        sentence,
        add_columns(read, marks, days),
        "Dager til hver rundes egen søknadsfrist.",
        (APPLICATIONS,),
    )

"""Are the applications in time? The target line, the pace that is needed and the pace that is kept."""

from dataclasses import dataclass
from datetime import date

from analysis.headline import days_to_deadline, target_of
from analysis.situation import Situation
from analysis.target_line import draw_target_line, expected_today
from analysis.week import count_new
from domain.words import days_left_text, format_day, format_number, format_pace, plural

WEEK = 7


@dataclass(frozen=True)
class Pace:
    """Where the applications stand: counts, days, and paces per week (None where there is no target or time).

    `days_left` counts from the day after `as_of` up to the deadline itself.
    """

    n: int
    late: int
    target: int | None
    missing: int | None
    deadline: date | None
    days_left: int | None
    needed_per_week: float | None
    last_7: int
    last_14: int
    expected: float | None  # where the target line stands today
    loaded: bool = True  # whether there is a file with applications
    after: str = ""  # the round whose course the target line follows, "" for a straight line

    @property
    def last_14_per_week(self) -> float:
        """The pace of the last 14 days, in applications per week."""
        return self.last_14 / 2

    @property
    def sentence(self) -> str:
        """The pace in words."""
        if not self.loaded:
            return "Ingen søknadsfil er lastet opp ennå."
        needed, kept = _needed(self), self.kept
        return f"{needed}; {kept}." if kept else f"{needed}."

    @property
    def kept(self) -> str:
        """`de siste 14 dagene kom det 2,5 i uka, de siste 7 dagene 4`; "" where no deadline is ahead."""
        if self.days_left is None or self.days_left < 0:
            return ""
        if not self.last_14:
            return "de siste 14 dagene kom det ingen"
        fortnight = format_pace(self.last_14_per_week)
        week = format_number(self.last_7) if self.last_7 else "ingen"
        return f"de siste 14 dagene kom det {fortnight} i uka, de siste 7 dagene {week}"


def read_pace(situation: Situation, *, earlier: Situation | None = None) -> Pace:
    """The pace of the applications under the filter; the target line follows the course of the `earlier` round."""
    line = draw_target_line(situation, earlier)
    rows = situation.counting("applications")
    n, target, days_left = len(rows), target_of(situation, "applications"), days_to_deadline(situation)
    missing = None if target is None else max(target - n, 0)
    needed = missing * WEEK / days_left if missing and days_left and days_left > 0 else None
    return Pace(
        n=n,
        late=int(rows["late"].sum()),
        target=target,
        missing=missing,
        deadline=situation.round.deadline,
        days_left=days_left,
        needed_per_week=needed,
        last_7=count_new(rows, situation.as_of, 7),
        last_14=count_new(rows, situation.as_of, 14),
        expected=expected_today(situation, line),
        loaded=situation.sources.has("applications"),
        after=line.after,
    )


def lead_sentence(situation: Situation) -> str:
    """`34 av 40 søknader er inne, 13 dager til fristen.` The board's sentence."""
    pace = read_pace(situation)
    left = "" if pace.late or pace.days_left is None else f", {days_left_text(pace.days_left)}"
    return f"{count_in(pace)}{left}."


def count_in(pace: Pace) -> str:
    """`34 av 40 søknader er inne`, `48 søknader er inne, derav 1 etter fristen, 8 over målet på 40`."""
    if not pace.loaded:
        return "Ingen søknadsfil er lastet opp ennå"
    if not pace.n and not pace.target:
        return "Ingen søknader er inne ennå"
    late = f", derav {format_number(pace.late)} etter fristen" if pace.late else ""
    if not pace.target:
        return f"{plural(pace.n, 'søknad', 'søknader')} er inne{late}"
    target = format_number(pace.target)
    if pace.n > pace.target:
        over = format_number(pace.n - pace.target)
        return f"{plural(pace.n, 'søknad', 'søknader')} er inne{late}, {over} over målet på {target}"
    return f"{format_number(pace.n)} av {plural(pace.target, 'søknad', 'søknader')} er inne{late}"


def _needed(pace: Pace) -> str:
    if pace.deadline is None or pace.days_left is None:
        return "Runden har ingen søknadsfrist"
    until = format_day(pace.deadline)
    if pace.days_left < 0:
        return f"Fristen gikk ut {until}. {count_in(pace)}"
    if pace.target is None:
        return f"{count_in(pace)}. Det er ikke satt noe mål for dette utvalget"
    if not pace.missing:
        goal = plural(pace.target, "søknad", "søknader")
        return f"Målet på {goal} er nådd: {format_number(pace.n)} er inne"
    lacking = plural(pace.missing, "søknad", "søknader")
    if pace.days_left == 0:
        return f"Fristen er i dag, og det mangler {lacking}"
    if pace.days_left <= WEEK:
        return f"Det trengs {lacking} til på {plural(pace.days_left, 'dag', 'dager')}, fram til {until}"
    per_week = format_pace(pace.needed_per_week or 0)
    return f"Det trengs {per_week} {'søknad' if per_week == '1' else 'søknader'} i uka fram til {until}"

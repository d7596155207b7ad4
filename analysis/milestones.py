"""The round's milestones as of a day: what is done, what comes next, what is late."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from analysis.situation import Situation
from domain.states import OPEN
from domain.words import format_date, format_month, plural

State = Literal["done", "next", "ahead", "late"]


@dataclass(frozen=True)
class Milestone:
    """One milestone. It lasts from `day` to `until`, the same day unless only the month is known.

    state: "done" (behind us), "next" (the first ahead), "ahead", or "late" (its day has passed and what it
    is for has not happened). `short` is its name beside a curve.
    """

    key: str
    label: str
    day: date
    until: date
    state: State
    days_left: int
    when: str
    remark: str = ""
    short: str = ""

    @property
    def left(self) -> str:
        """`om 13 dager`, `i dag`, `for 48 dager siden`; of a month `om 4 måneder`, `denne måneden`."""
        if self.day == self.until:
            return _tell_distance(self.days_left, "dag", "dager") or "i dag"
        today = self.day - timedelta(days=self.days_left)
        months = (self.day.year - today.year) * 12 + self.day.month - today.month
        return _tell_distance(months, "måned", "måneder") or "denne måneden"


def _tell_distance(ahead: int, one: str, several: str) -> str:
    if ahead < 0:
        return f"for {plural(-ahead, one, several)} siden"
    return f"om {plural(ahead, one, several)}" if ahead else ""


def list_milestones(situation: Situation) -> list[Milestone]:
    """The milestones that have a date, in order of time."""
    round_, as_of = situation.round, situation.as_of
    late = _late_remarks(situation)
    found: list[Milestone] = []
    for one in round_.milestone_days():
        passed = one.until < as_of or (one.until == as_of and one.done_on_its_day)
        if passed:
            state: State = "late" if one.key in late else "done"
        else:
            state = "ahead" if any(other.state == "next" for other in found) else "next"
        when = format_month(one.day) if one.until != one.day else format_date(one.day)
        remark = late.get(one.key, "") if passed else ""
        left = (one.day - as_of).days
        found.append(Milestone(one.key, one.label, one.day, one.until, state, left, when, remark, one.short))
    return found


def _late_remarks(situation: Situation) -> dict[str, str]:
    rows = situation.counting("applications")
    waiting = int(rows["state"].isin(OPEN).sum())
    if not waiting:
        return {}
    return {"answers": f"{plural(waiting, 'søknad har', 'søknader har')} ikke fått svar."}


def milestones_sentence(milestones: list[Milestone]) -> str:
    """`Neste milepæl er søknadsfrist 15.05.2024, om 13 dager.`"""
    late = [one for one in milestones if one.state == "late"]
    told = "".join(f" {one.label} skulle vært {one.when}: {one.remark}" for one in late)
    ahead = next((one for one in milestones if one.state == "next"), None)
    if not milestones:
        return "Runden har ingen datoer ennå."
    if ahead is None:
        return f"Alle milepælene er passert.{told}"
    return f"Neste milepæl er {ahead.label.lower()} {ahead.when}, {ahead.left}.{told}"

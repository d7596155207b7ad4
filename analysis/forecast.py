"""Two plain cases of where the applications end, each with what it assumes; no interval from so little."""

from dataclasses import dataclass
from datetime import date, timedelta

from analysis.pace import Pace, read_pace
from analysis.situation import Situation
from domain.words import format_day, format_number, join_words, plural

FEWEST_APPLICATIONS = 8
FEWEST_DAYS = 10
FORTNIGHT = 14


@dataclass(frozen=True)
class Case:
    """One case: where it ends at the deadline, and the sentence that says what it assumes."""

    key: str
    label: str
    end: float
    assumption: str

    @property
    def rounded(self) -> int:
        """The end as a whole number of applications."""
        return round(self.end)


@dataclass(frozen=True)
class Forecast:
    """The cases, or why there are none (`withheld`); `remarks` says why a single case is left out."""

    cases: tuple[Case, ...] = ()
    withheld: str = ""
    remarks: tuple[str, ...] = ()
    start: date | None = None
    n: int = 0

    @property
    def sentence(self) -> str:
        """The cases in words, or the reason for none."""
        if self.withheld:
            return self.withheld
        ends = join_words(f"{format_number(case.rounded)} hvis {case.label}" for case in self.cases)
        return f"Ved fristen kan det være {ends}. Dette er regnestykker, ikke prognoser."


def forecast(situation: Situation, earlier: Situation | None = None) -> Forecast:
    """The cases from `as_of` to the deadline; `earlier` is an earlier round's situation at its end."""
    pace = read_pace(situation)
    if reason := _reason_to_withhold(situation, pace):
        return Forecast(withheld=reason, n=pace.n)
    days_left = (situation.round.deadline or situation.as_of) - situation.as_of
    cases, remarks = [_same_pace(pace, days_left)], []
    rush = _same_rush(situation, pace, earlier, days_left)
    if isinstance(rush, Case):
        cases.append(rush)
    elif rush:
        remarks.append(rush)
    return Forecast(tuple(cases), "", tuple(remarks), situation.as_of, pace.n)


def _reason_to_withhold(situation: Situation, pace: Pace) -> str:
    if pace.deadline is None or pace.days_left is None:
        return "Framskriving vises ikke: runden har ingen søknadsfrist."
    if pace.days_left < 0:
        return f"Framskriving vises ikke: fristen gikk ut {format_day(pace.deadline)}."
    if pace.days_left == 0:
        return "Framskriving vises ikke: fristen er i dag."
    if pace.n < FEWEST_APPLICATIONS:
        so_far = format_number(pace.n) if pace.n else "ingen"
        return f"Framskriving vises først når {FEWEST_APPLICATIONS} søknader er inne; nå er det {so_far}."
    rows = situation.counting("applications")
    dated = rows.loc[~rows["undated"], "day"]
    days = 0 if dated.empty else (situation.as_of - dated.min().date()).days + 1
    if days < FEWEST_DAYS:
        since = plural(days, "dag", "dager")
        return f"Framskriving vises først når det finnes {FEWEST_DAYS} dager med søknader; nå er det {since}."
    return ""


def _same_pace(pace: Pace, left: timedelta) -> Case:
    more = pace.last_14 * left.days / FORTNIGHT
    came = plural(pace.last_14, "søknad", "søknader")
    return Case(
        "pace",
        "tempoet de siste 14 dagene fortsetter",
        pace.n + more,
        f"De siste 14 dagene kom det {came}. Med samme tempo kommer det om lag {format_number(more)} til.",
    )


def _same_rush(situation: Situation, pace: Pace, earlier: Situation | None, left: timedelta) -> Case | str:
    """The last stretch as in the earlier round, or why it can't be told ("" when there is no such round)."""
    if earlier is None or earlier.round.deadline is None:
        return ""
    rows = earlier.counting("applications")
    rows = rows[~rows["late"] & ~rows["undated"]]
    same_day = earlier.round.deadline - left
    before = int((rows["day"].dt.date <= same_day).sum())
    if earlier.as_of < earlier.round.deadline or before < FEWEST_APPLICATIONS:
        return (
            f"Innspurten fra {earlier.round.title} regnes ikke med: "
            f"{plural(before, 'søknad', 'søknader')} var inne på samme tid da."
        )
    when = plural(left.days, "dag", "dager")
    return Case(
        "rush",
        "innspurten fra forrige runde gjentar seg",
        pace.n * len(rows) / before,
        f"I {earlier.round.title} var {format_number(before)} av {format_number(len(rows))} søknader inne "
        f"{when} før fristen. Vokser de {format_number(pace.n)} like mye, blir det dette.",
    )

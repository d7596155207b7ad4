"""What the council did, beside what came in around it: counts of the week before and the week after, in those reached
and in those not, with all else that fell in the two weeks. It counts, and says nothing of causes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import pandas as pd

from analysis.milestones import list_milestones
from analysis.situation import Situation
from analysis.sources import UNKNOWN, concern, places
from analysis.week import count_days_over
from domain.efforts import CALLS, Effort
from domain.kinds import ROW_LABELS
from domain.words import format_date, format_number, join_words, plural

WEEK = 7
"""The week after is the day itself and the six that follow; the week before is the seven days before it."""
Counted = Literal["applications", "registrations"]
"""What is counted around an effort."""


@dataclass(frozen=True)
class Around:
    """What came in around an effort: in those it reached in the week after and before it, and in the others (None where
    it reached all). `unknown` came from no known municipality, and belongs to neither. `days` of the week after are
    over, of 7; 0 before the effort. `beside` names what else fell in the two weeks.
    """

    after: int
    before: int
    others_after: int | None
    others_before: int | None
    unknown: int
    days: int
    beside: tuple[str, ...]


def list_efforts(situation: Situation) -> list[Effort]:
    """The efforts that reached somebody of the filter, in order of their day."""
    rows = situation.sources.efforts
    made = [
        Effort(**{name: getattr(row, name) for name in rows.columns if name != "written_at"})
        for row in rows.itertuples()
    ]
    if not situation.regions:
        return made
    inside = set(situation.status["number"])
    return [one for one in made if (reached := reached_by(one)) is None or reached & inside]


def reached_by(effort: Effort) -> frozenset[str] | None:
    """The numbers of the municipalities that an effort was for, None for all."""
    if effort.municipalities:
        return frozenset(effort.municipalities)
    if not effort.regions:
        return None
    return frozenset(
        number for number, place in places().items() if place.branch in effort.regions or place.county in effort.regions
    )


def list_calls(situation: Situation) -> pd.DataFrame:
    """The logged contacts by telephone or in a meeting, one row each: day (naive midnight), number, county, branch."""
    notes = situation.notes
    return notes.loc[notes["channel"].isin(CALLS), ["day", "number", "county", "branch"]]


def count_around(situation: Situation, effort: Effort, counted: Counted = "applications") -> Around:
    """Count what came in around an effort, in the whole country whatever the filter: else there were no others.

    A joint application belongs to the region of the municipality named first; an effort for single municipalities
    reached it when it reached one of them.
    """
    situation = situation.whole or situation
    rows = situation.counting(counted)
    rows = rows[~rows["undated"]]
    day = pd.Timestamp(effort.day)
    after = (rows["day"] >= day) & (rows["day"] < day + pd.Timedelta(days=WEEK))
    before = (rows["day"] < day) & (rows["day"] >= day - pd.Timedelta(days=WEEK))
    days = count_days_over(effort.day, situation.as_of, WEEK)
    beside = tuple(_list_beside(situation, effort))
    reached = reached_by(effort)
    if reached is None:
        return Around(int(after.sum()), int(before.sum()), None, None, 0, days, beside)
    inside = concern(rows, reached) if effort.municipalities else rows["number"].isin(reached)
    nowhere = rows["number"] == UNKNOWN
    others = ~inside & ~nowhere
    return Around(
        int((after & inside).sum()),
        int((before & inside).sum()),
        int((after & others).sum()),
        int((before & others).sum()),
        int(((after | before) & nowhere).sum()),
        days,
        beside,
    )


def _list_beside(situation: Situation, effort: Effort) -> list[str]:
    """The milestones, the other efforts and the calls of the two weeks around an effort."""
    first, last = effort.day - timedelta(days=WEEK), effort.day + timedelta(days=WEEK - 1)
    found = [
        f"{one.label.lower()} {one.when}"
        for one in list_milestones(situation)
        if one.day <= last and one.until >= first
    ]
    found += [
        f"{one.kind} «{one.title}» {format_date(one.day)}"
        for one in list_efforts(situation)
        if one.id != effort.id and first <= one.day <= last
    ]
    calls = list_calls(situation)
    n = int(calls["day"].between(pd.Timestamp(first), pd.Timestamp(last)).sum())
    return found + ([f"{plural(n, 'kontakt', 'kontakter')} på telefon eller i møte"] if n else [])


def describe_around(effort: Effort, around: Around, counted: Counted = "applications") -> str:
    """`Uka etter: 9 søknader, uka før: 3. I regioner uten tiltaket: 2 og 2.`, with what else must be known."""
    if not around.days:
        return f"Tiltaket kommer {format_date(effort.day)}."
    told = [f"Uka etter: {plural(around.after, *ROW_LABELS[counted])}, uka før: {format_number(around.before)}."]
    if around.others_after is None or around.others_before is None:
        told.append("Tiltaket gjaldt alle, så ingen er uten det.")
    else:
        others = "kommuner" if effort.municipalities else "regioner"
        both = f"{format_number(around.others_after)} og {format_number(around.others_before)}"
        told.append(f"I {others} uten tiltaket: {both}.")
    if around.unknown:
        told.append(f"{plural(around.unknown, *ROW_LABELS[counted])} uten kjent kommune er ikke med.")
    if around.days < WEEK:
        told.append(f"Uka etter er ikke over: {around.days} av {WEEK} dager er talt.")
    if around.beside:
        told.append(f"I de to ukene falt også {join_words(around.beside)}.")
    return " ".join(told)


def describe_reach(effort: Effort) -> str:
    """Whom an effort was for: `hele landet`, `Nordland`, `12 kommuner på listen «…»`, `Bodø og Narvik`."""
    known = places()
    names = [known[number].label for number in effort.municipalities if number in known]
    if effort.list_title:
        return f"{plural(len(names), 'kommune', 'kommuner')} på listen «{effort.list_title}»"
    if len(names) > 4:
        return plural(len(names), "kommune", "kommuner")
    return join_words(names or effort.regions) if names or effort.regions else "hele landet"


def tabulate_efforts(situation: Situation, counted: Counted = "applications") -> pd.DataFrame:
    """The table to read: Dag, Slag, Tittel, Gjaldt, the four counts, I samme tid, Lenke."""
    unit = ROW_LABELS[counted][1]
    rows = []
    for effort in list_efforts(situation):
        around = count_around(situation, effort, counted)
        seen = around.days > 0
        counts = (around.after, around.before, around.others_after, around.others_before)
        rows.append(
            (
                effort.day,
                effort.kind,
                effort.title,
                describe_reach(effort),
                *(n if seen else None for n in counts),
                join_words(around.beside) if seen else "",
                effort.link,
            )
        )
    columns = [
        "Dag",
        "Slag",
        "Tittel",
        "Gjaldt",
        f"{unit.capitalize()} uka etter",
        "Uka før",
        "Uten tiltaket, uka etter",
        "Uten tiltaket, uka før",
        "I de samme to ukene",
        "Lenke",
    ]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype(dict.fromkeys(columns[4:8], "Int64"))


@dataclass(frozen=True, eq=False)
class Marks:
    """What is drawn under an axis of days: the efforts in order of their day, and the calls (list_calls)."""

    efforts: tuple[Effort, ...]
    calls: pd.DataFrame

    def count_calls(self) -> pd.DataFrame:
        """The calls by day: day (naive midnight) and n, in order of the day."""
        return self.calls.groupby("day").size().rename("n").reset_index()


NO_MARKS = Marks((), pd.DataFrame({"day": pd.Series(dtype="datetime64[s]"), "number": [], "county": [], "branch": []}))


def list_marks(situation: Situation) -> Marks:
    """The efforts and the calls under the filter."""
    return Marks(tuple(list_efforts(situation)), list_calls(situation))


def has_marks(situation: Situation) -> bool:
    """Whether anything was done in the round at all, under whatever filter; costs next to nothing."""
    return len(situation.sources.efforts) > 0 or bool(situation.sources.notes["channel"].isin(CALLS).any())

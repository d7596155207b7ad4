"""What is new in a round since a day: what came, what was withdrawn, which answers were given, what was corrected."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.situation import Situation, compute_situation
from analysis.sources import UNKNOWN_LABEL
from analysis.week import count_new, new_rows
from data.reference import norwegian_key
from domain.clock import end_of_day
from domain.latest import Key, keys_of
from domain.words import join_words, plural

MOST_NAMED = 12


@dataclass(frozen=True)
class News:
    """One piece: how many, the words for one and for several, and the municipalities concerned, if any."""

    n: int
    one: str
    several: str
    places: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """`3 nye søknader: Bodø, Nes og Ås.`"""
        named = list(self.places[:MOST_NAMED])
        if len(self.places) > MOST_NAMED:
            named.append(f"{len(self.places) - MOST_NAMED} til")
        return f"{plural(self.n, self.one, self.several)}{': ' if named else ''}{join_words(named)}."


def list_news(situation: Situation, days: int) -> list[News]:
    """What has come about in the last `days` up to `as_of`; what nothing was of is left out."""
    as_of = situation.as_of
    before = compute_situation(situation.sources, situation.round, as_of - timedelta(days=days))
    then, applications = before.counting("applications"), situation.counting("applications")
    came = new_rows(applications, as_of, days)
    registered = count_new(situation.counting("registrations"), as_of, days)
    started = new_rows(situation.counting("start_registrations"), as_of, days)
    gone = _those_of(situation.applications[situation.applications["withdrawn"]], then)
    every = situation.round.every_gathering
    found = [
        News(len(came), "ny søknad", "nye søknader", _places(came)),
        News(len(gone), "søknad trukket", "søknader trukket", _places(gone)),
        _given("placed_day", applications, then, "plass tildelt", "plasser tildelt"),
        _given("confirmed_day", applications, then, "plass bekreftet", "plasser bekreftet"),
        News(registered, f"ny påmelding til {every}", f"nye påmeldinger til {every}"),
        News(len(started), "ny påmelding til oppstarten", "nye påmeldinger til oppstarten", _places(started)),
        News(_acts_since(_settlements(situation), "made_at", as_of, days), *SETTLED),
        News(_acts_since(_states(situation), "set_at", as_of, days), *SET_BY_HAND),
    ]
    return [one for one in found if one.n]


SETTLED = ("kommune avklart for hånd", "kommuner avklart for hånd")
SET_BY_HAND = ("status satt i dashbordet", "statuser satt i dashbordet")


def _given(column: str, now: pd.DataFrame, then: pd.DataFrame, one: str, several: str) -> News:
    """The applications that have a day in the column now, of applicants that had none then."""
    rows = _those_of(now[now[column].notna()], then[then[column].notna()], known=False)
    return News(len(rows), one, several, _places(rows))


def _those_of(rows: pd.DataFrame, then: pd.DataFrame, *, known: bool = True) -> pd.DataFrame:
    """The rows of applicants that `then` has a row of, or with `known=False` of those it has none of."""
    were = {key for own in _applicants(then) for key in own}
    return rows[_mask([were.isdisjoint(own) != known for own in _applicants(rows)])]


def _applicants(rows: pd.DataFrame) -> list[tuple[Key, ...]]:
    """Who sent each row and for which municipalities: a later row of the same takes its place."""
    own = zip(rows["source"], rows["submission_id"], rows["source_row"], strict=True)
    who = [person or repr(row) for person, row in zip(rows["person"], own, strict=True)]
    return [keys_of(*one) for one in zip(who, rows["numbers"], rows["settle_text"], strict=True)]


def _settlements(situation: Situation) -> pd.DataFrame:
    """What was settled for municipalities in the filter; a text that means none belongs to the whole country."""
    acts, numbers = situation.sources.settlements, set(situation.status["number"])
    return acts[_mask([not situation.regions or not numbers.isdisjoint(own) for own in acts["numbers"]])]


def _states(situation: Situation) -> pd.DataFrame:
    """The states set on applications in the filter."""
    acts = situation.sources.states
    if not situation.regions or "source" not in acts:
        return acts
    own = set(zip(situation.applications["source"], situation.applications["submission_id"], strict=True))
    return acts[_mask([key in own for key in zip(acts["source"], acts["submission_id"], strict=True)])]


def _mask(kept: list[bool]) -> np.ndarray:
    """An empty list of rows is no list of columns."""
    return np.array(kept, dtype=bool)


def _acts_since(acts: pd.DataFrame, column: str, as_of: date, days: int) -> int:
    if column not in acts:
        return 0
    moments = pd.to_datetime(acts[column], utc=True).dt.tz_localize(None)
    begin, end = (pd.Timestamp(end_of_day(day)) for day in (as_of - timedelta(days=days), as_of))
    return int(((moments >= begin) & (moments < end)).sum())


def _places(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted({label for label in rows["label"] if label != UNKNOWN_LABEL}, key=norwegian_key))

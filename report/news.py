"""What is new in a round since a day: what came, what was withdrawn, which answers were given, what was corrected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.situation import Situation, compute_situation
from analysis.sources import UNKNOWN_LABEL
from analysis.week import count_new
from domain.clock import end_of_day
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
    """What has its day among the last `days` up to `as_of`; what nothing was of is left out."""
    first = pd.Timestamp(situation.as_of - timedelta(days=days))
    applications = situation.counting("applications")
    starters = situation.counting("start_registrations")
    came = applications[(applications["day"] > first) & ~applications["undated"]]
    registered = count_new(situation.counting("registrations"), situation.as_of, days)
    started = starters[(starters["day"] > first) & ~starters["undated"]]
    gone = _withdrawn_since(situation, days)
    every = situation.round.every_gathering
    found = [
        News(len(came), "ny søknad", "nye søknader", _places(came)),
        News(len(gone), "søknad trukket", "søknader trukket", _places(gone)),
        _given(applications, "placed_day", first, "plass tildelt", "plasser tildelt"),
        _given(applications, "confirmed_day", first, "plass bekreftet", "plasser bekreftet"),
        News(registered, f"ny påmelding til {every}", f"nye påmeldinger til {every}"),
        News(len(started), "ny påmelding til oppstarten", "nye påmeldinger til oppstarten", _places(started)),
        News(_acts_since(_settlements(situation), "made_at", situation.as_of, days), *SETTLED),
        News(_acts_since(_states(situation), "set_at", situation.as_of, days), *SET_BY_HAND),
    ]
    return [one for one in found if one.n]


SETTLED = ("kommune avklart for hånd", "kommuner avklart for hånd")
SET_BY_HAND = ("status satt i dashbordet", "statuser satt i dashbordet")


def _given(applications: pd.DataFrame, column: str, first: pd.Timestamp, one: str, several: str) -> News:
    rows = applications[applications[column] > first]
    return News(len(rows), one, several, _places(rows))


def _withdrawn_since(situation: Situation, days: int) -> pd.DataFrame:
    """The applications that are withdrawn and counted `days` before; those withdrawn without a day were gone then."""
    before = compute_situation(situation.sources, situation.round, situation.as_of - timedelta(days=days))
    counted = set(_keys(before.counting("applications")))
    gone = situation.applications[situation.applications["withdrawn"]]
    return gone[_mask([key in counted for key in _keys(gone)])]


def _keys(rows: pd.DataFrame) -> Iterable[tuple[str, str, int]]:
    return zip(rows["source"], rows["submission_id"], rows["source_row"], strict=True)


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
    return tuple(sorted({label for label in rows["label"] if label != UNKNOWN_LABEL}))

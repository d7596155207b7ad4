"""The applications at the end of a day: which count, the state of each, and which came after the deadline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from analysis.counting import Choice, Known, Pair, choose, counted_columns, read_known
from analysis.sources import Sources, attach, keys_of_states
from domain.clock import end_of_day, local_day, utc_moments
from domain.rounds import Round
from domain.states import HAS_PLACE, OPEN, OTHER_ANSWERS, SUPERSEDED, WITHDRAWN

DAYS = "datetime64[s]"
Act = tuple[datetime | None, str]
"""When a state was set in the dashboard, and which."""


@dataclass(frozen=True)
class Answer:
    """An application's state; times are UTC without a zone, None when the file or the act gives none.

    `decided_at` is the time of another answer than a place; `by_hand` tells that the dashboard has set the state.
    """

    state: str
    placed_at: datetime | None = None
    confirmed_at: datetime | None = None
    decided_at: datetime | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class Application:
    """One row of the applications at the end of a day.

    `stands` says that no later one replaces it, `excluded` is its own reason not to count, `day` the day of its
    applicant's first submission.
    """

    answer: Answer
    stands: bool
    excluded: str
    day: date
    late: bool
    joint: bool

    @property
    def withdrawn(self) -> bool:
        """Whether this is what stands for the applicant, and it was withdrawn."""
        return self.stands and self.answer.state == "withdrawn"

    @property
    def counts(self) -> bool:
        """Whether this is an application in force."""
        return self.stands and not self.withdrawn

    @property
    def why_not(self) -> str:
        """Why it does not count, "" when it does."""
        if self.counts:
            return ""
        return WITHDRAWN if self.withdrawn else self.excluded or SUPERSEDED

    @property
    def placed_day(self) -> date | None:
        """The day of the place; a place without a date takes the application's own."""
        if not self.counts or self.answer.state not in HAS_PLACE:
            return None
        return local_day(self.answer.placed_at) if self.answer.placed_at else self.day

    @property
    def confirmed_day(self) -> date | None:
        """The day of the confirmation; one without a date can't be older than the place it confirms."""
        if not self.counts or self.answer.state != "confirmed":
            return None
        return local_day(self.answer.confirmed_at) if self.answer.confirmed_at else self.placed_day

    @property
    def undated_place(self) -> bool:
        """Whether its place or its confirmation has no date of its own."""
        if self.placed_day is None:
            return False
        return self.answer.placed_at is None or (self.answer.state == "confirmed" and self.answer.confirmed_at is None)

    @property
    def undated_answer(self) -> bool:
        """Whether the file gives another answer than a place without saying since when."""
        answer = self.answer
        return self.stands and answer.state in OTHER_ANSWERS and answer.decided_at is None and not answer.by_hand


def read_applications(
    sources: Sources, round_: Round, as_of: date, undated_day: date
) -> tuple[pd.DataFrame, list[Pair], int]:
    """The applications, the pairs that count, and how many of the places lack a date.

    Adds to the columns of every counted table: state, placed_day, confirmed_day, withdrawn, undated_answer, late and
    joint.
    """
    known = read_known(sources.applications, sources, as_of, undated_day)
    choice = choose(known, [reason in ("", WITHDRAWN) for reason in known.rows["excluded"]])
    answers = _read_answers(known.rows, sources.states, choice, end_of_day(as_of))
    found = _join(known, choice, answers, end_of_day(round_.deadline) if round_.deadline else datetime.max)
    counts = [one.counts for one in found]
    choice = replace(choice, counts=counts, pairs=[pair for pair in choice.pairs if counts[pair[0]]])
    columns = counted_columns(known, choice, [one.why_not for one in found]) | {
        "state": [one.answer.state for one in found],
        "placed_day": np.array([one.placed_day for one in found], dtype=DAYS),
        "confirmed_day": np.array([one.confirmed_day for one in found], dtype=DAYS),
        **{
            name: np.array([getattr(one, name) for one in found], dtype=bool)
            for name in ("withdrawn", "undated_answer", "late", "joint")
        },
    }
    return attach(known.rows, columns), choice.pairs, sum(one.undated_place for one in found)


def _join(known: Known, choice: Choice, answers: list[Answer], late_from: datetime) -> list[Application]:
    """One application a row. It is late when its applicant's first submission came after the deadline's day."""
    found = []
    for row, excluded in enumerate(known.rows["excluded"]):
        first = choice.first[row]
        sent = known.sent[first]
        late = sent is not None and sent >= late_from
        joint = len(known.numbers[row]) > 1
        found.append(Application(answers[row], choice.counts[row], excluded, known.days[first], late, joint))
    return found


def _read_answers(rows: pd.DataFrame, states: pd.DataFrame, choice: Choice, end: datetime) -> list[Answer]:
    """The state of each row before `end`: what the file tells, and what was set in the dashboard since."""
    times = zip(*(utc_moments(rows[name]) for name in ("placed_at", "confirmed_at", "decided_at")), strict=True)
    answers = [
        read_file_state(told, placed_at, confirmed_at, decided_at, end)
        for told, (placed_at, confirmed_at, decided_at) in zip(rows["state"], times, strict=True)
    ]
    for row, acts in _acts(rows, states, choice, end).items():
        answers[row] = apply_acts(answers[row], acts)
    return answers


def read_file_state(
    told: str, placed_at: datetime | None, confirmed_at: datetime | None, decided_at: datetime | None, end: datetime
) -> Answer:
    """What the file tells, as it stood before `end`; what is not dated can't be cut and holds on any day.

    `decided_at` is the time of another answer than a place: waiting list, no, withdrawn. Before it the application
    had the place that its dates tell.
    """
    if told in OTHER_ANSWERS:
        if decided_at is None or decided_at < end:
            return Answer(told, decided_at=decided_at)
        told = ""
    placed_at = min((moment for moment in (placed_at, confirmed_at) if moment), default=None)
    undecided = told in (*OPEN, "")
    if told not in HAS_PLACE and not (undecided and placed_at):
        return Answer(told or "received")
    if placed_at and placed_at >= end:
        return Answer("received")
    confirmed = told == "confirmed" or (undecided and confirmed_at is not None)
    if not confirmed or (confirmed_at and confirmed_at >= end):
        return Answer("placed", placed_at)
    return Answer("confirmed", placed_at, confirmed_at)


def apply_acts(answer: Answer, acts: Sequence[Act]) -> Answer:
    """The answer after what was set in the dashboard, in order of time; the last act decides the state."""
    state = acts[-1][1]
    placed_at, confirmed_at = answer.placed_at, answer.confirmed_at
    # What the file already tells without a date did not begin with the act.
    if answer.state not in HAS_PLACE:
        placed_at = placed_at or _first(acts, HAS_PLACE)
    if answer.state != "confirmed":
        confirmed_at = confirmed_at or _first(acts, ("confirmed",))
    return Answer(
        state, placed_at if state in HAS_PLACE else None, confirmed_at if state == "confirmed" else None, by_hand=True
    )


def _first(acts: Sequence[Act], states: Sequence[str]) -> datetime | None:
    return next((moment for moment, state in acts if state in states), None)


def _acts(rows: pd.DataFrame, states: pd.DataFrame, choice: Choice, end: datetime) -> dict[int, list[Act]]:
    """The acts before `end` by the row that stands for the application they were set on.

    A state set on an application stays when the applicant sends a correction.
    """
    if states.empty:
        return {}
    keys = keys_of_states(states)
    row_of = {key: row for row, key in enumerate(zip(*(rows[key].astype(str) for key in keys), strict=True))}
    acts: dict[int, list[Act]] = {}
    for *key, state, set_at in states[[*keys, "state", "set_at"]].itertuples(index=False):
        row = row_of.get(tuple(str(part) for part in key))
        moment = _as_utc(set_at)
        if row is not None and (moment is None or moment < end):
            acts.setdefault(choice.standing[row], []).append((moment, state))
    return {row: sorted(found, key=lambda act: act[0] or datetime.min) for row, found in acts.items()}


def _as_utc(moment: datetime | None) -> datetime | None:
    return None if pd.isna(moment) else pd.Timestamp(moment).tz_convert(UTC).tz_localize(None).to_pydatetime()

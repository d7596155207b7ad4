"""The applications at the end of a day: which count, the state of each, and which came after the deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from analysis.counting import Choice, Pair, choose, counted_columns, read_known
from analysis.sources import Sources, attach
from domain.clock import end_of_day, local_day, utc_moments
from domain.rounds import Round
from domain.states import HAS_PLACE, OPEN, OTHER_ANSWERS, SUPERSEDED, WITHDRAWN

DAYS = "datetime64[s]"


@dataclass(frozen=True)
class State:
    """An application's state; times are UTC without a zone, None when the file or the act gives none."""

    state: str
    placed_at: datetime | None = None
    confirmed_at: datetime | None = None
    decided_at: datetime | None = None


def read_applications(
    sources: Sources, round_: Round, as_of: date, undated_day: date
) -> tuple[pd.DataFrame, list[Pair], int]:
    """The applications, the pairs that count, and how many of the states lack their date.

    Adds state, placed_day, confirmed_day, withdrawn, late and joint. A place or confirmation without a date
    takes the application's own day.
    """
    known = read_known(sources.applications, sources, as_of, undated_day)
    rows = known.rows
    excluded, told = rows["excluded"].tolist(), rows["state"].tolist()
    eligible = [reason == "" or state == "withdrawn" for reason, state in zip(excluded, told, strict=True)]
    choice = choose(known, eligible)
    end = end_of_day(as_of)
    states = [
        read_file_state(*facts, end)
        for facts in zip(
            told, *(utc_moments(rows[name]) for name in ("placed_at", "confirmed_at", "decided_at")), strict=True
        )
    ]
    undated_answer = [own.state in OTHER_ANSWERS and own.decided_at is None for own in states]
    for row, acts in _acts(rows, sources.states, choice, end).items():
        states[row] = apply_acts(states[row], acts)
        undated_answer[row] = False
    withdrawn = [chosen and own.state == "withdrawn" for chosen, own in zip(choice.counts, states, strict=True)]
    stood = choice.counts
    counts = [chosen and not gone for chosen, gone in zip(choice.counts, withdrawn, strict=True)]
    choice = Choice(counts, choice.first, choice.standing, [pair for pair in choice.pairs if counts[pair[0]]])
    reasons = [
        "" if stays else WITHDRAWN if gone else reason or SUPERSEDED
        for stays, gone, reason in zip(counts, withdrawn, excluded, strict=True)
    ]
    days = [known.days[row] for row in choice.first]
    placed, confirmed, undated = _state_days(states, counts, days)
    late_from = end_of_day(round_.deadline) if round_.deadline else datetime.max
    first_sent = [known.sent[row] for row in choice.first]
    columns = counted_columns(known, choice, reasons) | {
        "state": [own.state for own in states],
        "placed_day": np.array(placed, dtype=DAYS),
        "confirmed_day": np.array(confirmed, dtype=DAYS),
        "withdrawn": np.array(withdrawn, dtype=bool),
        "undated_answer": np.array(undated_answer, dtype=bool) & np.array(stood, dtype=bool),
        "late": np.array([sent is not None and sent >= late_from for sent in first_sent], dtype=bool),
        "joint": np.array([len(found) > 1 for found in known.numbers], dtype=bool),
    }
    return attach(rows, columns), choice.pairs, undated


def read_file_state(
    told: str, placed_at: datetime | None, confirmed_at: datetime | None, decided_at: datetime | None, end: datetime
) -> State:
    """What the file tells, as it stood before `end`; what is not dated can't be cut and holds on any day.

    `decided_at` is the day of another answer than a place: waiting list, no, withdrawn.
    """
    known = [moment for moment in (placed_at, confirmed_at) if moment]
    placed_at = min(known, default=None)
    confirmed = told == "confirmed" or (told in (*OPEN, "") and confirmed_at is not None)
    placed = told in HAS_PLACE or (told in (*OPEN, "") and placed_at is not None)
    if not placed:
        ahead = told in OTHER_ANSWERS and decided_at is not None and decided_at >= end
        return State("received" if ahead or not told else told, decided_at=None if ahead else decided_at)
    if placed_at and placed_at >= end:
        return State("received")
    if not confirmed or (confirmed_at and confirmed_at >= end):
        return State("placed", placed_at)
    return State("confirmed", placed_at, confirmed_at)


def apply_acts(file_state: State, acts: Sequence[tuple[datetime | None, str]]) -> State:
    """The state after what was set in the dashboard, in order of time; the last act decides the state."""
    state = acts[-1][1]
    placed_at, confirmed_at = file_state.placed_at, file_state.confirmed_at
    # What the file already tells without a date did not begin with the act.
    if file_state.state not in HAS_PLACE:
        placed_at = placed_at or _first(acts, HAS_PLACE)
    if file_state.state != "confirmed":
        confirmed_at = confirmed_at or _first(acts, ("confirmed",))
    return State(state, placed_at if state in HAS_PLACE else None, confirmed_at if state == "confirmed" else None)


def _first(acts: Sequence[tuple[datetime | None, str]], states: tuple[str, ...]) -> datetime | None:
    return next((moment for moment, state in acts if state in states), None)


def _acts(
    rows: pd.DataFrame, states: pd.DataFrame, choice: Choice, end: datetime
) -> dict[int, list[tuple[datetime | None, str]]]:
    """The acts before `end` by the row that stands for the application they were set on.

    A state set on an application stays when the applicant sends a correction.
    """
    if states.empty:
        return {}
    keys = [key for key in ("source", "submission_id") if key in states]
    row_of = {key: row for row, key in enumerate(zip(*(rows[key].astype(str) for key in keys), strict=True))}
    acts: dict[int, list[tuple[datetime | None, str]]] = {}
    for *key, state, set_at in states[[*keys, "state", "set_at"]].itertuples(index=False):
        row = row_of.get(tuple(str(part) for part in key))
        moment = _as_utc(set_at)
        if row is not None and (moment is None or moment < end):
            acts.setdefault(choice.standing[row], []).append((moment, state))
    return {row: sorted(found, key=lambda act: act[0] or datetime.min) for row, found in acts.items()}


def _as_utc(moment: datetime | None) -> datetime | None:
    return None if pd.isna(moment) else pd.Timestamp(moment).tz_convert(UTC).tz_localize(None).to_pydatetime()


def _state_days(
    states: Sequence[State], counts: Sequence[bool], days: Sequence[date]
) -> tuple[list[date | None], list[date | None], int]:
    placed: list[date | None] = [None] * len(states)
    confirmed: list[date | None] = [None] * len(states)
    undated = 0
    for row, own in enumerate(states):
        if not counts[row] or own.state not in HAS_PLACE:
            continue
        placed[row] = local_day(own.placed_at) if own.placed_at else days[row]
        if own.state == "confirmed":
            # A confirmation without a date can't be older than the place it confirms.
            confirmed[row] = local_day(own.confirmed_at) if own.confirmed_at else placed[row]
        undated += own.placed_at is None or (own.state == "confirmed" and own.confirmed_at is None)
    return placed, confirmed, undated

"""Which answer a state set by hand stands at today: systems number their exports anew, answers stay what they are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Engine

import loaders
from loaders import Export
from store.errors import StoreUnreadable
from store.versions import Version, history, in_force, read_version, versions

LOST = ""
"""The id of an answer that the file in force does not have."""


@dataclass(frozen=True)
class _Answer:
    """What tells an answer from others, beside its number."""

    id: str
    place: str
    number: str
    email: str
    sent: datetime | None

    def is_of_place(self, other: "_Answer") -> bool:
        """Whether both name the same municipality, in the same words or read as the same."""
        return self.place == other.place or (self.number != "" and self.number == other.number)

    def agreement(self, other: "_Answer") -> tuple[int, int]:
        """How many of address and time are the same, and how many are known of both."""
        known = [(a, b) for a, b in ((self.email, other.email), (self.sent, other.sent)) if a and b]
        return sum(a == b for a, b in known), len(known)


def follow_states(
    engine: Engine,
    round_id: str,
    states: pd.DataFrame,
    *,
    read: Callable[[int], Export] | None = None,
    known_at: datetime | None = None,
    instead: tuple[str, Export] | None = None,
) -> pd.DataFrame:
    """The states with the `submission_id` that the file in force has for the answer each was set on, "" for none.

    `municipality` is what that answer named in the file the state was set on, where it has another number or none. A
    state never goes over to another municipality. `instead` is a source and an export that is not in force yet, to
    see what it would do to the source's states. `read` gives a version's export where the caller has it at hand.
    """
    now = {version.source: version for version in in_force(engine, round_id, known_at=known_at)}
    found = states.assign(municipality="")
    if found.empty or not now:
        return found
    origins = _Origins(engine, round_id)
    read = read or (lambda version_id: read_version(engine, version_id))
    kept: dict[tuple[int, int], dict[str, tuple[str, str]] | None] = {}
    for row in states[states["source"].isin(now)].itertuples():
        origin, version = origins.of(row.source, row.made_at), now[row.source]
        after = instead[1] if instead and instead[0] == row.source else None
        if origin is None or (not after and (origin.sha256, origin.mapping) == (version.sha256, version.mapping)):
            continue
        pair = (origin.id, version.id)
        if pair not in kept:
            kept[pair] = _follow_between(read, *pair, after)
        moved = kept[pair]
        if moved is not None:  # with a damaged version nothing is known better than the number
            found.loc[row.Index, ["submission_id", "municipality"]] = moved.get(row.submission_id, (LOST, ""))
    return found


class _Origins:
    """Which version was in force for a source when something was set."""

    def __init__(self, engine: Engine, round_id: str) -> None:
        chosen = history(engine, round_id).iloc[::-1].dropna(subset=["version_id"])
        self._chosen = {
            source: list(zip(rows["chosen_at"], rows["version_id"], strict=True))
            for source, rows in chosen.groupby("source")
        }
        listed = versions(engine, round_id)
        self._versions = {row.id: row for row in listed.itertuples()}

    def of(self, source: str, made_at: datetime) -> Version | None:
        """The version of that moment; of one before the first version, whose time is not known better, the first."""
        chosen = self._chosen.get(source, [])
        before = [version_id for at, version_id in chosen if at <= made_at]
        return self._versions.get(before[-1] if before else chosen[0][1]) if chosen else None


def _follow_between(
    read: Callable[[int], Export], before: int, after: int, export: Export | None
) -> dict[str, tuple[str, str]] | None:
    """By id before: (id after, what municipality it named); None where a version is damaged. `export` is the version
    after, where it is at hand.
    """
    try:
        old, new = list(_answers(read(before).rows)), list(_answers((export or read(after)).rows))
    except StoreUnreadable:
        return None
    senders: dict[tuple[str, datetime | None], list[_Answer]] = {}
    for answer in old:
        if answer.email or answer.sent:
            senders.setdefault((answer.email, answer.sent), []).append(answer)
    same: list[_Answer] = []
    others: list[_Answer] = []
    for answer in new:
        stayed = any(map(answer.is_of_place, senders.get((answer.email, answer.sent), [])))
        (same if stayed else others).append(answer)
    return {one.id: (_find_same(one, same) or _find(one, others), one.place) for one in old if one.id}


def _find_same(old: _Answer, answers: list[_Answer]) -> str:
    """The id of the answer of the same place, address and time; at its own number first."""
    found = [new.id for new in answers if (new.email, new.sent) == (old.email, old.sent) and new.is_of_place(old)]
    return old.id if old.id in found else next(filter(None, found), LOST)


def _find(old: _Answer, answers: list[_Answer]) -> str:
    """The id of an answer that has changed: at its own number, else the one whose address or, without one, time is the
    same. `answers` are those that are not whole another one of before.
    """
    same_place = [answer for answer in answers if answer.id and answer.is_of_place(old)]
    for answer in same_place:
        same, known = answer.agreement(old)
        if answer.id == old.id and (same or not known):
            return answer.id
    others = [answer for answer in same_place if old.email == answer.email and answer.agreement(old)[0]]
    return max(others, key=lambda answer: answer.agreement(old)[0]).id if others else LOST


def _answers(rows: pd.DataFrame) -> Iterable[_Answer]:
    numbers = rows["municipality_numbers"] if "municipality_numbers" in rows else [()] * len(rows)
    times = rows["submitted_at"].astype(object).where(rows["submitted_at"].notna(), None)
    facts = zip(rows["submission_id"], rows["municipality_text"], numbers, rows["email"], times, strict=True)
    for submission_id, text, found, email, sent in facts:
        yield _Answer(str(submission_id), loaders.normalise_text(text), found[0] if found else "", email, sent)

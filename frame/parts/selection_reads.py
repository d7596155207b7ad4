"""Cached reads of the choice among applications: scores, ranking, papers, and the best choice under rules."""

from datetime import date, datetime
from typing import Any

import pandas as pd

import store
from analysis.balance import describe_places, group_applications
from analysis.board import keys_of
from analysis.ranking import KEY, rank_applications
from analysis.rules import Rule
from analysis.selection import Price, Selection, choose, price_rules
from domain.clock import now
from frame import numbers, reads
from frame.kept import ChangeId, kept


@kept("files", "selection")
def assessments(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the assessments in force, each under the number that its application has in the files in force, LOST where
    it is in none. Where two of one assessor have come under one number, only the later is returned."""
    followed = followed_assessments(round_id, change_id)
    lost = followed["submission_id"] == store.LOST
    later = followed.assign(who=followed["assessor"].str.casefold()).duplicated([*KEY, "who"], keep="last")
    return followed[lost | ~later].reset_index(drop=True)


@kept("files", "selection")
def followed_assessments(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the assessments in force under the numbers of today, also where an assessor has two under one number."""
    made = store.assessments(reads.engine(), round_id, known_at=reads.known_at(change_id))
    return reads.follow(round_id, change_id, made)


@kept(*reads.NUMBERS, "notes", "selection")
def ranking(round_id: str, change_id: ChangeId, as_of: date) -> pd.DataFrame:
    """Return the applications of the whole country at the end of `as_of`, ranked (analysis.ranking)."""
    applications = numbers.situation(round_id, change_id, as_of).applications
    return rank_applications(applications, assessments(round_id, change_id), reads.rounds(change_id)[round_id].criteria)


@kept("selection")
def papers(round_id: str, kind: store.PaperKind, change_id: ChangeId) -> list[store.Paper]:
    """Return the papers of a kind in force, the one saved last first."""
    return store.papers(reads.engine(), round_id, kind, known_at=reads.known_at(change_id))


@kept("files")
def keys_now(
    round_id: str, change_id: ChangeId, keys: tuple[tuple[str, str], ...], then: datetime
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (source, submission_id) in the files in force for applications that were named at an earlier moment."""
    named = pd.DataFrame(keys, columns=["source", "submission_id"]).assign(made_at=pd.Timestamp(then))
    return dict(zip(keys, keys_of(reads.follow(round_id, change_id, named)), strict=True))


@kept(*reads.NUMBERS, "notes")
def earlier_participants(round_id: str, change_id: ChangeId) -> frozenset[str]:
    """Return the numbers of the municipalities that had a place in the pilot or in the round before."""
    round_ = reads.rounds(change_id)[round_id]
    before = numbers.earlier_round(round_, change_id)
    known = reads.pilot(round_, change_id)
    found = set(known.known_municipalities if known else ())
    if before is not None and reads.files_in_force(before.id, change_id):
        status = numbers.situation(before.id, change_id, before.last_day or now().date()).status
        found |= set(status.loc[status["placed"].notna(), "number"])
    return frozenset(found)


@kept(*reads.NUMBERS, "notes")
def places_described(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return every municipality with the groups it counts in (analysis.balance)."""
    return describe_places(reads.rounds(change_id)[round_id], earlier_participants(round_id, change_id))


def best_choice(
    round_id: str, change_id: ChangeId, as_of: date, places: int, rules: tuple[Rule, ...]
) -> tuple[Selection, tuple[Price, ...], int]:
    """Return the best choice under rules, the price of each, and the points that can be had without any."""
    ranked = ranking(round_id, change_id, as_of)
    groups = group_applications(ranked, places_described(round_id, change_id))
    points = tuple(max(int(one), 0) for one in ranked["tenths"])
    hashable = tuple(tuple(own.items()) for own in groups)
    return *_solve(points, hashable, places, rules), sum(sorted(points, reverse=True)[:places])


Hashable = tuple[tuple[tuple[Any, tuple[str, ...]], ...], ...]


@kept()
def _solve(
    points: tuple[int, ...], groups: Hashable, places: int, rules: tuple[Rule, ...]
) -> tuple[Selection, tuple[Price, ...]]:
    """The choice, kept under what it is made of: moving an application in a draft changes none of it."""
    by_name = [dict(own) for own in groups]
    found = choose(points, by_name, places, rules)
    if found.points is None:
        return found, ()
    return found, tuple(price_rules(points, by_name, places, rules, found.choices[0]))

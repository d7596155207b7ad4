"""Cached reads of the assessing: who assesses, which application is given to whom, and what applicants have written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

import store
from analysis.board import keys_of
from data.reference import norwegian_key
from domain.assessors import Allotment, Assessor, Given, Key, PassedOn, read_allotment
from domain.criteria import Criterion, is_complete
from frame import reads
from frame.kept import ChangeId, kept
from frame.parts import selection_reads

ME = "Du"
"""What the other assessors' names stand beside."""


@dataclass(frozen=True)
class Allotted:
    """The allotment `as_written`, and `now` with the same lines under the numbers that the applications have in the
    files in force, LOST for none; `paper` is the one that holds it, None before the first draw."""

    now: Allotment
    as_written: Allotment
    paper: store.Paper | None


@kept("selection")
def assessors(round_id: str, change_id: ChangeId) -> dict[str, Assessor]:
    """Return those who assess in the round, by what signing in calls them, in the order of their names."""
    found = [
        Assessor(paper.name, paper.content["name"], tuple(paper.content["numbers"]), tuple(paper.content["branches"]))
        for paper in selection_reads.papers(round_id, "assessor", change_id)
    ]
    return {one.id: one for one in sorted(found, key=lambda one: (norwegian_key(one.name), one.id))}


@kept("files", "selection")
def allotted(round_id: str, change_id: ChangeId) -> Allotted:
    """Return which application is given to whom."""
    papers = selection_reads.papers(round_id, "allotment", change_id)
    if not papers:
        return Allotted(Allotment(), Allotment(), None)
    written = read_allotment(papers[0].content)
    given = _follow(round_id, change_id, written.given)
    passed_on = _follow(round_id, change_id, written.passed_on)
    now = Allotment(
        written.seed,
        tuple(replace(one, key=key) for one, key in zip(written.given, given, strict=True)),
        tuple(replace(one, key=key) for one, key in zip(written.passed_on, passed_on, strict=True)),
    )
    return Allotted(now, written, papers[0])


def _follow(round_id: str, change_id: ChangeId, lines: tuple[Given, ...] | tuple[PassedOn, ...]) -> list[Key]:
    """The key in the files in force of each line."""
    named = pd.DataFrame([one.key for one in lines], columns=selection_reads.KEY)
    named["made_at"] = pd.to_datetime([one.at for one in lines], utc=True, format="ISO8601")
    return keys_of(reads.follow(round_id, change_id, named))


@kept("files")
def _versions_in_force(round_id: str, change_id: ChangeId) -> dict[str, int]:
    found = store.in_force(reads.engine(), round_id, known_at=reads.known_at(change_id))
    return {version.source: version.id for version in found}


@kept(showing="Leser svarene …")
def _written_answers(version_id: int) -> pd.DataFrame:
    return store.read_written_answers(reads.engine(), version_id)


def written_answers(round_id: str, change_id: ChangeId, source: str, source_row: int) -> pd.DataFrame:
    """Return the questions and answers of one application, by the row that Excel numbers it by."""
    answers = _written_answers(_versions_in_force(round_id, change_id)[source])
    return answers[answers["source_row"] == source_row]


def of_assessor(rows: pd.DataFrame, assessor: Assessor) -> pd.DataFrame:
    """The assessments that one assessor has made."""
    return rows[rows["assessor"].str.casefold() == assessor.id.casefold()]


def of_application(rows: pd.DataFrame, key: Key) -> pd.DataFrame:
    """The rows of one application."""
    return rows[(rows["source"] == key[0]) & (rows["submission_id"] == key[1])]


def complete_only(rows: pd.DataFrame, criteria: Sequence[Criterion]) -> pd.DataFrame:
    """The assessments that have a score for every criterion."""
    return rows[pd.Series([is_complete(criteria, scores) for scores in rows["scores"]], rows.index, dtype=bool)]


def name_of_assessor(known: Mapping[str, Assessor], who: str, me: Assessor | None = None) -> str:
    """How an assessor is called: «du» for oneself, by name where it is known."""
    if me is not None and who.casefold() == me.id.casefold():
        return ME
    found = known.get(who.casefold())
    return found.name if found else who


def ids_of_assessors(known: Mapping[str, Assessor], names: pd.Series) -> pd.Series:
    """What signing in calls those whom a spreadsheet names, by name or address; others as they are written."""
    ids = {one.name.casefold(): one.id for one in known.values()} | {one: one for one in known}
    return names.map(lambda name: ids.get(name.casefold(), name))

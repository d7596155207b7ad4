"""Owns the cached reads: from the store's versions to numbers, each step kept under the ids it was made from.

Nothing here is keyed by a table. What is in force has a change id that rises with every change, so a cached value
is right for as long as it can be asked for.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

import store
from analysis.balance import describe_places, group_applications
from analysis.ranking import rank_applications
from analysis.rounds_compared import round_before
from analysis.rules import Rule
from analysis.selection import Price, Selection, choose, price_rules
from analysis.situation import Situation, compute_situation
from analysis.sources import Sources, gather
from domain.clock import local_time, now
from domain.rounds import Round, default_as_of, read_round
from frame.kept import KEPT, kept, once
from frame.view import SourceFile
from loaders import Export

ChangeId = int | tuple[int, str]
"""What reads are kept under: the store's change id, and with it the earlier moment that is asked for."""

WHOLE_COUNTRY = "hele landet"
ALL_REGISTERED = ("listen «Alle påmeldte»,", "liste registered,")
"""How a copy of their addresses begins in the log, now and in lines of earlier editions."""


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """Return the one engine of this process."""
    return store.connect()


@st.cache_resource(show_spinner=False)
def _last_known() -> dict[str, int]:
    """The change id that last came from the store, for all sessions."""
    return {}


def forget() -> None:
    """Forget all that was computed and read, and open the database anew."""
    KEPT.clear()
    st.cache_resource.clear()


def change_id() -> tuple[int, store.StoreError | None]:
    """Return the change id; while the store does not answer the last one known, and what is wrong.

    The figures of the last change id are cached, so that a database that is away takes no numbers from the screen.
    Raises StoreError when none is known.
    """
    known = _last_known()
    try:
        now = store.change_id(engine())
        if now < known.get("id", now):  # a backup was put back: what is kept was made from other files
            forget()
            known = _last_known()
        known["id"] = now
    except store.StoreError as error:
        if "id" not in known:
            raise
        return known["id"], error
    return known["id"], None


def at_moment(change_id: int, known_at: datetime | None) -> ChangeId:
    """Return what the reads take for a change id, to give what was known at an earlier moment."""
    return change_id if known_at is None else (change_id, known_at.isoformat())


def known_at(change_id: ChangeId) -> datetime | None:
    """Return the earlier moment that is asked for, None for what is known now."""
    return datetime.fromisoformat(change_id[1]) if isinstance(change_id, tuple) else None


@kept()
def first_seen(change_id: int) -> datetime:
    """Return when this process first saw a change id: from then on the store has held what it holds."""
    return now()


@kept(showing="Leser filen …")
def read_version(version_id: str) -> Export:
    """Return a version's rows and findings. A version never changes, so neither does its export."""
    return store.read_version(engine(), version_id)


@kept(showing="Leser eksempelfilene …")
def _example(file: store.ExampleFile) -> Export:
    return store.read_example(file)


@kept()
def rounds(change_id: ChangeId) -> dict[str, Round]:
    """Return every round by id, its settings as last saved."""
    return {
        round_id: read_round(text)
        for round_id, text in store.round_texts(engine(), known_at=known_at(change_id)).items()
    }


@kept()
def round_history(round_id: str, change_id: ChangeId) -> list[store.RoundSettings]:
    """Return every edition of the round's settings, the newest first."""
    return store.round_history(engine(), round_id)


@kept()
def files_in_force(round_id: str, change_id: ChangeId) -> tuple[SourceFile, ...]:
    """Return the adopted files of the round."""
    return tuple(
        SourceFile(
            version.kind,
            version.event,
            version.filename,
            version.rows,
            version.counting,
            local_time(version.adopted_at),
            version.adopted_by,
            rounds(change_id)[round_id].event_names,
        )
        for version in store.in_force(engine(), round_id, known_at=known_at(change_id))
    )


@kept()
def versions(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return every version of the round's files, the newest first."""
    return store.versions(engine(), round_id)


@kept()
def overtaken_by(version_id: int, change_id: ChangeId, _mine: store.Version) -> store.Version | None:
    """Return the version that others have put in the place of this one."""
    return store.overtaken_by(engine(), _mine)


@kept()
def corrections(round_id: str, change_id: ChangeId) -> store.Corrections:
    """Return what was settled and set by hand in the round."""
    return store.corrections(engine(), round_id, known_at=known_at(change_id))


@kept()
def set_states(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the states set by hand, each under the number its answer has in the files in force, LOST for none."""
    made = corrections(round_id, change_id).states
    return store.follow_states(engine(), round_id, made, read=read_version, known_at=known_at(change_id))


@kept()
def notes(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the contacts logged in the round, oldest first."""
    return store.notes(engine(), round_id, known_at=known_at(change_id))


@kept()
def draws(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the orders drawn for the round's lists, the oldest first."""
    return store.draws(engine(), round_id, known_at=known_at(change_id))


@kept()
def shows_examples(round_id: str, change_id: ChangeId) -> bool:
    """Return whether the round shows the examples."""
    return store.shows_examples(engine(), round_id, known_at=known_at(change_id))


@kept()
def first_round(change_id: ChangeId) -> str:
    """Return the round a visitor sees first."""
    return store.first_round(engine(), known_at=known_at(change_id))


@kept()
def example_files_shown() -> tuple[SourceFile, ...]:
    """Return the examples as files, with their counts."""
    shown = []
    for file in store.example_files():
        export = _example(file)
        counting = int(export.rows["counts"].sum())
        shown.append(SourceFile(file.kind, file.event, file.filename, len(export.rows), counting, None, ""))
    return tuple(shown)


@kept()
def _round_files(round_id: str, change_id: ChangeId) -> tuple[list[tuple[str, str, str, pd.DataFrame]], list[str]]:
    then = known_at(change_id)
    return store.read_round_files(engine(), round_id, version=read_version, example=_example, known_at=then)


@kept()
def sources(round_id: str, change_id: ChangeId) -> Sources:
    """Return the rows of the round's files, with what was added in the dashboard."""
    added = store.manual_entries(engine(), round_id, read=read_version, known_at=known_at(change_id))
    return gather(_round_files(round_id, change_id)[0], **added)


def unreadable(round_id: str, change_id: ChangeId) -> list[str]:
    """Return a sentence for each file in force that is damaged, and so is not in the numbers."""
    return _round_files(round_id, change_id)[1]


@kept()
def situation(round_id: str, change_id: ChangeId, as_of: date) -> Situation:
    """Return the numbers of the whole country at the end of `as_of`."""
    return compute_situation(sources(round_id, change_id), rounds(change_id)[round_id], as_of)


@kept()
def chosen_situation(round_id: str, change_id: ChangeId, as_of: date, regions: tuple[str, ...]) -> Situation:
    """Return the numbers under the filter."""
    return situation(round_id, change_id, as_of).select(regions)


@kept()
def shown(
    round_id: str, change_id: ChangeId, chosen_day: date | None, regions: tuple[str, ...], day: date
) -> dict[str, Any]:
    """Return the fields of a View that are the same for every user, in one look-up: each costs a run 0.1 ms.

    `day` is today, on which the numbers stand when no day was chosen in a round that is under way.
    """
    round_ = rounds(change_id)[round_id]
    examples = shows_examples(round_id, change_id)
    as_of = chosen_day or default_as_of(round_, day, examples=examples)
    key = (round_id, change_id, as_of)
    chosen = chosen_situation(*key, regions)
    before = earlier_round(round_, change_id)
    earlier = earlier_situation(before, change_id, regions, day)
    own = (*key, regions)

    def compute_once(compute: Callable[..., Any], *arguments: Any, with_earlier: bool = False) -> Any:
        if with_earlier:
            return once((*own, before, day), compute, arguments, chosen, earlier=earlier)
        return once(own, compute, arguments, chosen)

    return {
        "round": round_,
        "as_of": as_of,
        "whole": situation(*key),
        "situation": chosen,
        "examples": examples,
        "files": example_files_shown() if examples else files_in_force(round_id, change_id),
        "key": own,
        "once": compute_once,
        "earlier": earlier,
        "earlier_round": before,
    }


@kept()
def of_event(round_id: str, change_id: ChangeId, as_of: date, regions: tuple[str, ...], event: str) -> Situation:
    """Return the numbers of one event of a round under the filter."""
    return situation(round_id, change_id, as_of).of_event(event).select(regions)


def earlier_round(round_: Round, change_id: ChangeId) -> Round | None:
    """Return the round to compare with."""
    return round_before(round_, rounds(change_id), lambda other: bool(files_in_force(other, change_id)))


def earlier_situation(
    earlier: Round | None, change_id: ChangeId, regions: tuple[str, ...], day: date
) -> Situation | None:
    """Return the earlier round as it ended, under the same filter; None when it has no files of its own."""
    if earlier is None or not files_in_force(earlier.id, change_id):
        return None
    return chosen_situation(earlier.id, change_id, default_as_of(earlier, day), regions)


def pilot(round_: Round, change_id: ChangeId) -> Round | None:
    """Return the round whose municipalities with a place are known by name, whichever rounds came between."""
    named = [other for other in rounds(change_id).values() if other.known_municipalities and other.id != round_.id]
    return max(named, key=lambda other: other.last_day or date.min, default=None)


def warm() -> None:
    """Read what the first visitor will ask for, so that the first page is as fast as the next."""
    latest, _ = change_id()
    for round_ in rounds(latest).values():
        sources(round_.id, latest)


@kept()
def done_since(round_id: str, change_id: ChangeId, moment: datetime) -> store.Since:
    """Return what was done in the round after a moment."""
    return store.done_since(engine(), round_id, moment)


@kept()
def anonymous(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the counts that a deletion of personal data has left of the round."""
    return store.anonymous(engine(), round_id)


def ask_the_store() -> None:
    """Raise StoreError when the store does not answer."""
    store.check_answers(engine())


@kept()
def is_deleted(round_id: str, change_id: ChangeId) -> bool:
    """Return whether the round's personal data were deleted, and counts are kept of them."""
    return not store.anonymous(engine(), round_id).empty


@kept()
def retention_notice(round_id: str, change_id: ChangeId, day: date) -> str:
    """Return the sentence that announces the day the round's personal data are to go, "" until 30 days before."""
    return store.retention_notice(engine(), round_id, day)


@kept()
def last_copied(round_id: str, change_id: ChangeId, whose: str) -> datetime | None:
    """Return when the addresses of all registered `whose` were last copied, alone or with the whole country's.

    None when they never were: an adviser's copy of Nordland leaves everybody new to the one who follows Agder.
    """
    lines = store.read_log(engine(), round_id=round_id)
    details = lines["details"]
    of_these = details.str.startswith(ALL_REGISTERED) & details.str.endswith((f", {whose}", f", {WHOLE_COUNTRY}"))
    copied = lines[(lines["act"] == "copy_addresses") & of_these]
    return None if copied.empty else copied["at"].max().to_pydatetime()


@kept()
def assessments(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the assessments in force, each under the number its application has in the files in force, LOST for
    none."""
    made = store.assessments(engine(), round_id, known_at=known_at(change_id))
    return store.follow_states(engine(), round_id, made, read=read_version, known_at=known_at(change_id))


@kept()
def ranking(round_id: str, change_id: ChangeId, as_of: date) -> pd.DataFrame:
    """Return the applications of the whole country at the end of `as_of`, ranked (analysis.ranking)."""
    applications = situation(round_id, change_id, as_of).applications
    return rank_applications(applications, assessments(round_id, change_id), rounds(change_id)[round_id].criteria)


@kept()
def papers(round_id: str, kind: store.PaperKind, change_id: ChangeId) -> list[store.Paper]:
    """Return the papers of a kind in force, the one saved last first."""
    return store.papers(engine(), round_id, kind, known_at=known_at(change_id))


@kept()
def keys_now(
    round_id: str, change_id: ChangeId, keys: tuple[tuple[str, str], ...], then: datetime
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (source, submission_id) in the files in force for applications that were named at an earlier moment."""
    named = pd.DataFrame(keys, columns=["source", "submission_id"]).assign(made_at=pd.Timestamp(then))
    followed = store.follow_states(engine(), round_id, named, read=read_version, known_at=known_at(change_id))
    return dict(zip(keys, zip(followed["source"], followed["submission_id"], strict=True), strict=True))


@kept()
def earlier_participants(round_id: str, change_id: ChangeId) -> frozenset[str]:
    """Return the numbers of the municipalities that had a place in the pilot or in the round before."""
    round_ = rounds(change_id)[round_id]
    before = earlier_round(round_, change_id)
    known = pilot(round_, change_id)
    numbers = set(known.known_municipalities if known else ())
    if before is not None and files_in_force(before.id, change_id):
        status = situation(before.id, change_id, before.last_day or now().date()).status
        numbers |= set(status.loc[status["placed"].notna(), "number"])
    return frozenset(numbers)


@kept()
def places_described(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return every municipality with the groups it counts in (analysis.balance)."""
    return describe_places(rounds(change_id)[round_id], earlier_participants(round_id, change_id))


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


@lru_cache(maxsize=32)
def _solve(
    points: tuple[int, ...], groups: Hashable, places: int, rules: tuple[Rule, ...]
) -> tuple[Selection, tuple[Price, ...]]:
    """The choice, kept under what it is made of: moving an application in a draft changes none of it."""
    by_name = [dict(own) for own in groups]
    found = choose(points, by_name, places, rules)
    if found.points is None:
        return found, ()
    return found, tuple(price_rules(points, by_name, places, rules, found.choices[0]))


def log_lines() -> pd.DataFrame:
    """Return the whole log, the newest line first."""
    return store.read_log(engine())

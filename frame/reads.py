"""Owns the cached reads of the store, each kept under the ids it was made from; frame/numbers.py goes on from them.

Nothing here is keyed by a table. What is in force has a change id that rises with every change, so a cached value
is right for as long as it can be asked for.
"""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

import store
from domain.clock import now
from domain.rounds import Round, read_round
from domain.words import WHOLE_COUNTRY
from frame.kept import KEPT, ChangeId, kept
from loaders import Export
from report.edition import SourceFile, source_files

ROWS: tuple[store.Topic, ...] = ("files", "settings")
"""What the rows of the files in use depend on: an adoption anywhere, or a setting, ends the showing of examples."""
NUMBERS: tuple[store.Topic, ...] = (*ROWS, "settlements", "states", "efforts")
"""What counts, curves and maps depend on, beside the days of guidance."""
ALL: tuple[store.Topic, ...] = (*NUMBERS, "notes", "selection", "log")

SEEN_IDS = 64
"""Change ids that are remembered with their moments; no page takes as long as so many changes."""

ALL_REGISTERED = ("listen «Alle påmeldte»,", "liste registered,")
"""How a copy of their addresses begins in the log, now and in lines of earlier editions."""


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """Return the one engine of this process."""
    return store.connect()


@st.cache_resource(show_spinner=False)
def _last_known() -> dict[str, ChangeId]:
    """The change id that last came from the store, for all sessions."""
    return {}


@st.cache_resource(show_spinner=False)
def _seen() -> dict[ChangeId, tuple[datetime, datetime]]:
    """When the store was asked and gave a change id for the first and the last time, of the ids of late."""
    return {}


def forget() -> None:
    """Forget all that was computed and read, and open the database anew; what people looked at stays in use."""
    KEPT.clear()
    st.cache_resource.clear()


def change_id() -> tuple[ChangeId, store.StoreError | None]:
    """Return the change id; while the store does not answer the last one known, and what is wrong.

    The figures of the last change id are cached, so that a database that is away takes no numbers from the screen.
    Raises StoreError when none is known.
    """
    known, asked_at = _last_known(), now()
    try:
        found = ChangeId(tuple(sorted(store.change_numbers(engine()).items())))
        if "id" in known and found.number < known["id"].number:
            forget()  # a backup was put back: what is kept was made from other files
            known = _last_known()
        known["id"] = found
        _note_seen(found, asked_at)
    except store.StoreError as error:
        if "id" not in known:
            raise
        return known["id"], error
    return known["id"], None


def at_moment(change_id: ChangeId, known_at: datetime | None) -> ChangeId:
    """Return what the reads take for a change id, to give what was known at an earlier moment."""
    return change_id if known_at is None else replace(change_id, moment=known_at.isoformat())


def known_at(change_id: ChangeId) -> datetime | None:
    """Return the earlier moment that is asked for, None for what is known now."""
    return datetime.fromisoformat(change_id.moment) if change_id.moment else None


def _note_seen(found: ChangeId, asked_at: datetime) -> None:
    seen = _seen()
    first, _ = seen.pop(found, (asked_at, asked_at))
    seen[found] = (first, asked_at)
    for old in list(seen)[:-SEEN_IDS]:
        seen.pop(old, None)


def first_seen(change_id: ChangeId) -> datetime:
    """Return when this process was about to see a change id for the first time: what others change while a page is
    made from it comes after."""
    return _seen().get(change_id, (now(), now()))[0]


def last_seen(change_id: ChangeId) -> datetime:
    """Return when this process was about to see a change id for the last time, as yet."""
    return _seen().get(change_id, (now(), now()))[1]


@kept(showing="Leser filen …")
def read_version(version_id: str) -> Export:
    """Return a version's rows and findings. A version never changes, so neither does its export."""
    return store.read_version(engine(), version_id)


@kept(showing="Leser eksempelfilene …")
def _example(file: store.ExampleFile) -> Export:
    return store.read_example(file)


@kept("settings")
def rounds(change_id: ChangeId) -> dict[str, Round]:
    """Return every round by id, its settings as last saved."""
    return {
        round_id: read_round(text)
        for round_id, text in store.round_texts(engine(), known_at=known_at(change_id)).items()
    }


@kept("settings")
def round_history(round_id: str, change_id: ChangeId) -> list[store.RoundSettings]:
    """Return every edition of the round's settings, the newest first."""
    return store.round_history(engine(), round_id)


@kept(*ROWS)
def files_in_force(round_id: str, change_id: ChangeId) -> tuple[SourceFile, ...]:
    """Return the adopted files of the round."""
    in_force = store.in_force(engine(), round_id, known_at=known_at(change_id))
    return source_files(in_force, rounds(change_id)[round_id].event_names)


@kept("files")
def versions(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return every version of the round's files, the newest first."""
    return store.versions(engine(), round_id)


@kept("files")
def overtaken_by(version_id: int, change_id: ChangeId, _mine: store.Version) -> store.Version | None:
    """Return the version that others have put in the place of this one."""
    return store.overtaken_by(engine(), _mine)


@kept("settlements", "states")
def corrections(round_id: str, change_id: ChangeId) -> store.Corrections:
    """Return what was settled and set by hand in the round."""
    return store.corrections(engine(), round_id, known_at=known_at(change_id))


@kept("files", "settlements", "states")
def set_states(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the states set by hand, each under the number its answer has in the files in force, LOST for none."""
    return follow(round_id, change_id, corrections(round_id, change_id).states)


def follow(round_id: str, change_id: ChangeId, made: pd.DataFrame) -> pd.DataFrame:
    """Return what was made of applications, each under the number its answer has in the files in force, LOST for none;
    `made` is as store.follow_states takes it."""
    return store.follow_states(engine(), round_id, made, read=read_version, known_at=known_at(change_id))


@kept("notes")
def notes(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the contacts logged in the round, oldest first."""
    return store.notes(engine(), round_id, known_at=known_at(change_id))


@kept(*ALL)
def draws(round_id: str, change_id: ChangeId) -> pd.DataFrame:
    """Return the orders drawn for the round's lists, the oldest first."""
    return store.draws(engine(), round_id, known_at=known_at(change_id))


@kept(*ROWS)
def shows_examples(round_id: str, change_id: ChangeId) -> bool:
    """Return whether the round shows the examples."""
    return store.shows_examples(engine(), round_id, known_at=known_at(change_id))


@kept(*ROWS)
def first_round(change_id: ChangeId) -> str:
    """Return the round a visitor sees first."""
    return store.first_round(engine(), known_at=known_at(change_id))


@kept(*ROWS)
def round_files(round_id: str, change_id: ChangeId) -> tuple[list[tuple[str, str, str, pd.DataFrame]], list[str]]:
    then = known_at(change_id)
    return store.read_round_files(engine(), round_id, version=read_version, example=_example, known_at=then)


def unreadable(round_id: str, change_id: ChangeId) -> list[str]:
    """Return a sentence for each file in force that is damaged, and so is not in the numbers."""
    return round_files(round_id, change_id)[1]


def pilot(round_: Round, change_id: ChangeId) -> Round | None:
    """Return the round whose municipalities with a place are known by name, whichever rounds came between."""
    named = [other for other in rounds(change_id).values() if other.known_municipalities and other.id != round_.id]
    return max(named, key=lambda other: other.last_day or date.min, default=None)


@kept(*ALL)
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


@kept(*ALL)
def retention_notice(round_id: str, change_id: ChangeId, day: date) -> str:
    """Return the sentence that announces the day the round's personal data are to go, "" until 30 days before."""
    return store.retention_notice(engine(), round_id, day)


@kept("log")
def last_copied(round_id: str, change_id: ChangeId, whose: str) -> datetime | None:
    """Return when the addresses of all registered `whose` were last copied, alone or with the whole country's.

    None when they never were: an adviser's copy of Nordland leaves everybody new to the one who follows Agder.
    """
    lines = store.read_log(engine(), round_id=round_id, acts=("copy_addresses",))
    details = lines["details"]
    of_these = details.str.startswith(ALL_REGISTERED) & details.str.endswith((f", {whose}", f", {WHOLE_COUNTRY}"))
    copied = lines[of_these]
    return None if copied.empty else copied["at"].max().to_pydatetime()

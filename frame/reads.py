"""Owns the cached reads: from the store's versions to numbers, each step kept under the ids it was made from.

Nothing here is keyed by a table. What is in force has a change id that rises with every change, so a cached value
is right for as long as it can be asked for.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import Engine
from streamlit.runtime.scriptrunner import get_script_run_ctx

import store
from analysis.rounds_compared import round_before
from analysis.situation import Situation, compute_situation
from analysis.sources import Sources, gather
from analysis.status import GUIDANCE
from domain.clock import local_time, now, today
from domain.rounds import Round, default_as_of, read_round
from frame.filter import region_options
from frame.insides import is_served
from frame.kept import KEPT, ChangeId, kept, once
from frame.ready import Asked, Ready
from frame.view import SourceFile
from loaders import Export

ROWS: tuple[store.Topic, ...] = ("files", "settings")
"""What the rows of the files in use depend on: an adoption anywhere, or a setting, ends the showing of examples."""
NUMBERS: tuple[store.Topic, ...] = (*ROWS, "settlements", "states", "efforts")
"""What counts, curves and maps depend on, beside the days of guidance."""
ALL: tuple[store.Topic, ...] = (*NUMBERS, "notes", "selection", "log")

WHOLE_COUNTRY = "hele landet"
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


def forget() -> None:
    """Forget all that was computed and read, and open the database anew."""
    KEPT.clear()
    READY.asked.clear()
    st.cache_resource.clear()


def change_id() -> tuple[ChangeId, store.StoreError | None]:
    """Return the change id; while the store does not answer the last one known, and what is wrong.

    The figures of the last change id are cached, so that a database that is away takes no numbers from the screen.
    Raises StoreError when none is known.
    """
    known = _last_known()
    try:
        now = ChangeId(tuple(sorted(store.change_numbers(engine()).items())))
        if "id" in known and now.number < known["id"].number:
            forget()  # a backup was put back: what is kept was made from other files
            known = _last_known()
        known["id"] = now
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


@kept(*ALL)
def first_seen(change_id: ChangeId) -> datetime:
    """Return when this process first saw a change id: from then on the store has held what it holds."""
    return now()


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
    made = corrections(round_id, change_id).states
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


@kept()
def example_files_shown() -> tuple[SourceFile, ...]:
    """Return the examples as files, with their counts."""
    shown = []
    for file in store.example_files():
        export = _example(file)
        counting = int(export.rows["counts"].sum())
        shown.append(SourceFile(file.kind, file.event, file.filename, len(export.rows), counting, None, ""))
    return tuple(shown)


@kept(*ROWS)
def _round_files(round_id: str, change_id: ChangeId) -> tuple[list[tuple[str, str, str, pd.DataFrame]], list[str]]:
    then = known_at(change_id)
    return store.read_round_files(engine(), round_id, version=read_version, example=_example, known_at=then)


@kept("notes")
def guidance(round_id: str, change_id: ChangeId) -> tuple[tuple[str, date, str], ...]:
    """Return municipality, day and channel of the notes that tell of guidance, a stage of its own: of all notes the
    only ones that counts, curves and the map's stages depend on."""
    found = notes(round_id, change_id)
    channels = found["channel"].str.strip().str.casefold()
    told = found[channels == GUIDANCE].sort_values(["municipality", "day"], kind="stable")
    return tuple(zip(told["municipality"], told["day"], told["channel"], strict=True))


@kept(*NUMBERS)
def _sources(round_id: str, change_id: ChangeId, guided: tuple[tuple[str, date, str], ...]) -> Sources:
    """Return the rows of the round's files with what was added in the dashboard; of the notes those of guidance."""
    states = set_states(round_id, change_id)
    return gather(
        _round_files(round_id, change_id)[0],
        notes=pd.DataFrame(guided, columns=["municipality", "day", "channel"]),
        settlements=corrections(round_id, change_id).settlements,
        states=states[states["submission_id"] != store.LOST].drop(columns="municipality"),
        efforts=store.efforts(engine(), round_id, known_at=known_at(change_id)),
    )


def unreadable(round_id: str, change_id: ChangeId) -> list[str]:
    """Return a sentence for each file in force that is damaged, and so is not in the numbers."""
    return _round_files(round_id, change_id)[1]


@kept(*NUMBERS)
def _bare_situation(
    round_id: str, change_id: ChangeId, as_of: date, guided: tuple[tuple[str, date, str], ...]
) -> Situation:
    """Return the numbers of the whole country at the end of `as_of`, without contacts."""
    made_from = _sources(round_id, change_id, guided)
    return compute_situation(made_from, rounds(change_id)[round_id], as_of).without_contacts()


@kept(*NUMBERS)
def _bare_chosen(
    round_id: str, change_id: ChangeId, as_of: date, guided: tuple[tuple[str, date, str], ...], regions: tuple[str, ...]
) -> Situation:
    """Return the numbers under the filter, without contacts."""
    return _bare_situation(round_id, change_id, as_of, guided).select(regions)


@kept(*NUMBERS, "notes")
def situation(round_id: str, change_id: ChangeId, as_of: date) -> Situation:
    """Return the numbers of the whole country at the end of `as_of`."""
    bare = _bare_situation(round_id, change_id, as_of, guidance(round_id, change_id))
    return bare.with_contacts(notes(round_id, change_id))


@kept(*NUMBERS, "notes")
def chosen_situation(round_id: str, change_id: ChangeId, as_of: date, regions: tuple[str, ...]) -> Situation:
    """Return the numbers under the filter."""
    whole = situation(round_id, change_id, as_of)
    if not regions:
        return whole
    bare = _bare_chosen(round_id, change_id, as_of, guidance(round_id, change_id), regions)
    return bare.with_contacts(notes(round_id, change_id), whole)


@kept(*NUMBERS, "notes")
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
    own = (round_id, change_id.of(NUMBERS), as_of, guidance(round_id, change_id), regions)
    contacts = change_id.of(("notes",))
    ended = (before, day, guidance(before.id, change_id) if before else ())

    def compute_once(
        compute: Callable[..., Any], *arguments: Any, with_earlier: bool = False, without_contacts: bool = False
    ) -> Any:
        if change_id.moment is None and get_script_run_ctx(suppress_warning=True) is not None:
            named = (("with_earlier", with_earlier), ("without_contacts", without_contacts))
            asked = Asked(round_id, chosen_day, regions, compute, arguments, named)
            READY.note(asked)
            if is_served():
                READY.make_elsewhere(asked, change_id)
        seen, under = (chosen.bare, own) if without_contacts else (chosen, (*own, contacts))
        if with_earlier:
            return once((*under, ended), compute, arguments, seen, earlier=earlier and earlier.bare)
        return once(under, compute, arguments, seen)

    return {
        "round": round_,
        "as_of": as_of,
        "whole": situation(*key),
        "situation": chosen,
        "examples": examples,
        "files": example_files_shown() if examples else files_in_force(round_id, change_id),
        "once": compute_once,
        "earlier": earlier,
        "earlier_round": before,
    }


@kept(*NUMBERS, "notes")
def of_event(round_id: str, change_id: ChangeId, as_of: date, regions: tuple[str, ...], event: str) -> Situation:
    """Return the numbers of one event of a round under the filter."""
    return situation(round_id, change_id, as_of).of_event(event).select(regions)


def _make(asked: Asked, change_id: ChangeId) -> object:
    """Compute what somebody looked at, for another state of the store."""
    if asked.round_id not in rounds(change_id):
        return None
    found = shown(asked.round_id, change_id, asked.chosen_day, asked.regions, today())
    return found["once"](asked.compute, *asked.arguments, **dict(asked.named))


READY = Ready(_make, region_options(), KEPT.is_computing)
"""What people look at in this process."""


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
        situation(round_.id, latest, default_as_of(round_, today(), examples=shows_examples(round_.id, latest)))


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


@kept()
def is_deleted(round_id: str, change_id: ChangeId) -> bool:
    """Return whether the round's personal data were deleted, and counts are kept of them."""
    return not store.anonymous(engine(), round_id).empty


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

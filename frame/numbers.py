"""Owns the numbers: from the reads of the store to what a page shows, each step kept under what it was made from."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
from streamlit.runtime.scriptrunner import get_script_run_ctx

import store
from analysis.rounds_compared import round_before
from analysis.situation import Situation, compute_situation
from analysis.sources import Sources, gather
from analysis.status import tells_guidance
from domain.clock import today
from domain.rounds import Round, default_as_of
from frame import reads
from frame.filter import region_options
from frame.insides import is_served
from frame.kept import KEPT, ChangeId, kept, once
from frame.reads import NUMBERS
from frame.ready import Asked, Ready
from report.edition import SourceFile


@kept("notes")
def guidance(round_id: str, change_id: ChangeId) -> tuple[tuple[str, date, str], ...]:
    """Return municipality, day and channel of the notes that tell of guidance, a stage of its own: of all notes the
    only ones that counts, curves and the map's stages depend on."""
    found = reads.notes(round_id, change_id)
    guided = found[tells_guidance(found)].sort_values(["municipality", "day"], kind="stable")
    return tuple(zip(guided["municipality"], guided["day"], guided["channel"], strict=True))


@kept(*NUMBERS)
def _sources(round_id: str, change_id: ChangeId, guided: tuple[tuple[str, date, str], ...]) -> Sources:
    """Return the rows of the round's files with what was added in the dashboard; of the notes those of guidance."""
    states = reads.set_states(round_id, change_id)
    return gather(
        reads.round_files(round_id, change_id)[0],
        notes=pd.DataFrame(guided, columns=["municipality", "day", "channel"]),
        settlements=reads.corrections(round_id, change_id).settlements,
        states=states[states["submission_id"] != store.LOST].drop(columns="municipality"),
        efforts=store.efforts(reads.engine(), round_id, known_at=reads.known_at(change_id)),
    )


@kept(*NUMBERS)
def _bare_situation(
    round_id: str, change_id: ChangeId, as_of: date, guided: tuple[tuple[str, date, str], ...]
) -> Situation:
    """Return the numbers of the whole country at the end of `as_of`, without contacts."""
    made_from = _sources(round_id, change_id, guided)
    return compute_situation(made_from, reads.rounds(change_id)[round_id], as_of).without_contacts()


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
    return bare.with_contacts(reads.notes(round_id, change_id))


@kept(*NUMBERS, "notes")
def chosen_situation(round_id: str, change_id: ChangeId, as_of: date, regions: tuple[str, ...]) -> Situation:
    """Return the numbers under the filter."""
    whole = situation(round_id, change_id, as_of)
    if not regions:
        return whole
    bare = _bare_chosen(round_id, change_id, as_of, guidance(round_id, change_id), regions)
    return bare.with_contacts(reads.notes(round_id, change_id), whole)


@kept(*NUMBERS, "notes")
def of_event(round_id: str, change_id: ChangeId, as_of: date, regions: tuple[str, ...], event: str) -> Situation:
    """Return the numbers of one event of a round under the filter."""
    return situation(round_id, change_id, as_of).of_event(event).select(regions)


@kept(*NUMBERS, "notes")
def shown(
    round_id: str, change_id: ChangeId, chosen_day: date | None, regions: tuple[str, ...], day: date
) -> dict[str, Any]:
    """Return the fields of a View that are the same for every user, in one look-up: each costs a run 0.1 ms.

    `day` is today, on which the numbers stand when no day was chosen in a round that is under way.
    """
    round_ = reads.rounds(change_id)[round_id]
    examples = reads.shows_examples(round_id, change_id)
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
        "files": _example_files() if examples else reads.files_in_force(round_id, change_id),
        "once": compute_once,
        "earlier": earlier,
        "earlier_round": before,
    }


def _example_files() -> tuple[SourceFile, ...]:
    return tuple(SourceFile(file.kind, file.event, file.filename) for file in store.example_files())


def earlier_round(round_: Round, change_id: ChangeId) -> Round | None:
    """Return the round to compare with."""
    return round_before(round_, reads.rounds(change_id), lambda other: bool(reads.files_in_force(other, change_id)))


def earlier_situation(
    earlier: Round | None, change_id: ChangeId, regions: tuple[str, ...], day: date
) -> Situation | None:
    """Return the earlier round as it ended, under the same filter; None when it has no files of its own."""
    if earlier is None or not reads.files_in_force(earlier.id, change_id):
        return None
    return chosen_situation(earlier.id, change_id, default_as_of(earlier, day), regions)


def _make(asked: Asked, change_id: ChangeId) -> object:
    """Compute what somebody looked at, for another state of the store."""
    if asked.round_id not in reads.rounds(change_id):
        return None
    found = shown(asked.round_id, change_id, asked.chosen_day, asked.regions, today())
    return found["once"](asked.compute, *asked.arguments, **dict(asked.named))


READY = Ready(_make, region_options(), KEPT.is_computing)
"""What people look at in this process."""


def warm() -> None:
    """Read what the first visitor will ask for, so that the first page is as fast as the next."""
    latest, _ = reads.change_id()
    for round_ in reads.rounds(latest).values():
        situation(round_.id, latest, default_as_of(round_, today(), examples=reads.shows_examples(round_.id, latest)))


def forget() -> None:
    """Forget all that was computed, read and looked at, and open the database anew."""
    READY.asked.clear()
    reads.forget()

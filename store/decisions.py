"""The decision on a round's applications: every state and the protocol in one act, taken back in one act."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from domain.states import State
from store.corrections import add_states
from store.errors import StoreConflict, StoreMissing, StoreRefused
from store.moments import remove_rows
from store.papers import Paper, add_paper, find_paper, take_paper_away
from store.tables import states
from store.transactions import writing

NAME = "vedtak"
"""A round has one decision in force at most."""
OUT = "answers_out"


def decide(
    engine: Engine,
    round_id: str,
    outcomes: Mapping[State, Sequence[tuple[str, str]]],
    protocol: Mapping[str, Any],
    who: str,
    at: datetime,
) -> Paper:
    """Set the states of all applications, given as (source, submission_id) by state, from `at` on, and keep what the
    protocol says.

    Raises StoreConflict when a decision is in force (`.theirs`), and StoreRefused for an application without an id.
    """
    if not all(submission_id for keys in outcomes.values() for _source, submission_id in keys):
        raise StoreRefused(
            "En søknad har ingen ID i filen, så utfallet kan ikke festes til den.",
            "Ta med ID-kolonnen i eksporten, og last opp søknadene på nytt.",
        )
    with writing(engine, round_id) as connection:
        if before := find_paper(connection, round_id, "decision", NAME):
            raise StoreConflict("Det er alt gjort et vedtak i runden.", theirs=before)
        made = [
            number
            for state, keys in outcomes.items()
            for number in add_states(connection, round_id, keys, state, who, at)
        ]
        content = {**protocol, "state_ids": made, OUT: ""}
        return add_paper(connection, round_id, "decision", NAME, content, who)


def take_back_decision(engine: Engine, round_id: str, who: str, *, expected: int) -> None:
    """Remove the decision with every state that it set; what held before holds again.

    `expected` is the id of the decision that the user saw. Raises StoreRefused once the answers are out, StoreConflict
    when the decision is another one now, and StoreMissing.
    """
    with writing(engine, round_id) as connection:
        now = find_paper(connection, round_id, "decision", NAME)
        if now and now.content[OUT]:
            raise StoreRefused(
                "Svarene er sendt, så vedtaket kan ikke tas tilbake.", "Sett en ny status på søknadene det gjelder."
            )
        take_paper_away(connection, round_id, "decision", NAME, who, expected=expected)
        remove_rows(connection, states, who, states.c.id.in_(now.content["state_ids"] if now else []))


def mark_answers_out(engine: Engine, round_id: str, who: str, *, expected: int) -> Paper:
    """Keep that the answers have been sent: from now on the decision can't be taken back. Raises StoreConflict when the
    decision is another one than the user saw, and StoreMissing."""
    with writing(engine, round_id) as connection:
        now = find_paper(connection, round_id, "decision", NAME)
        if now is None:
            raise StoreMissing("Det er ikke gjort noe vedtak i runden.")
        if now.id != expected:
            raise StoreConflict("Noen andre har endret vedtaket siden du så det.", theirs=now)
        content = {**now.content, OUT: datetime.now(UTC).isoformat()}
        return add_paper(connection, round_id, "decision", NAME, content, who)

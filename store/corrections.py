"""What people correct beside the files: a municipality settled by hand, a state set on an application.

Corrections live apart from the versions: they hold for every upload of the same text or submission.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

import pandas as pd
from sqlalchemy import Connection, Engine, Table, select

import loaders
from domain.states import STATE_LABELS, State
from domain.words import plural
from store.errors import StoreConflict, StoreRefused
from store.log import add_line, place_name
from store.moments import as_table, known_by, not_removed, remove_rows
from store.tables import settlements, states
from store.transactions import insert_row, reading, round_of, writing

_TABLES = {"settlement": settlements, "state": states}


@dataclass(frozen=True, eq=False)
class Corrections:
    """settlements: id, settle_text, numbers (tuple), made_by, made_at.
    states: id, source, submission_id, state, set_at (from when it holds), set_by, made_at; several of a submission
    are its history, the last holds. Times are in UTC.
    """

    settlements: pd.DataFrame
    states: pd.DataFrame


def corrections(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> Corrections:
    """The corrections that hold in a round, the oldest first; `known_at` asks for those that held at an earlier
    moment."""
    with reading(engine) as connection:
        settled = _read(connection, settlements, round_id, known_at)
        numbers = [tuple(json.loads(text)) for text in settled["numbers"]]
        settled["numbers"] = pd.Series(numbers, settled.index, dtype=object)
        return Corrections(settled, _read(connection, states, round_id, known_at))


def settle_municipality(
    engine: Engine, round_id: str, text: str, numbers: Iterable[str], who: str, *, expected: int | None = None
) -> int:
    """Settle which municipalities a text means (none: it means no municipality), now and in later uploads.

    An earlier settlement of the text is removed by it. `expected` is the id of the one that the user saw, 0 for none,
    None for any: StoreConflict is raised when it is another one now. The answer is the correction's id.
    """
    settle_text = loaders.normalise_text(text)
    if not settle_text:
        raise StoreRefused("Raden har ingen tekst som kan knyttes til en kommune.", "Rett raden i regnearket.")
    with writing(engine, round_id, topic="settlements") as connection:
        now = datetime.now(UTC)
        of_text = (settlements.c.round_id == round_id) & (settlements.c.settle_text == settle_text)
        earlier = of_text & settlements.c.removed_at.is_(None)
        if expected is not None and expected != (connection.scalar(select(settlements.c.id).where(earlier)) or 0):
            raise StoreConflict("Noen andre har valgt kommune for teksten. Valget deres står.")
        remove_rows(connection, settlements, who, of_text, at=now)
        row = {"round_id": round_id, "settle_text": settle_text, "made_by": who, "made_at": now}
        chosen = tuple(numbers)
        made_id = insert_row(connection, settlements, **row, numbers=json.dumps(chosen))
        # The text may be a person's: only what it was settled to is logged.
        names = ", ".join(map(place_name, chosen)) or "ingen kommune"
        add_line(connection, "settle", who, round_id, f"{names} avklart")
        return made_id


def settled_elsewhere(engine: Engine, round_id: str, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What these texts were settled to in other rounds, the latest: a proposal, for a name may change its meaning."""
    others = (settlements.c.round_id != round_id) & settlements.c.removed_at.is_(None)
    wanted = select(settlements.c.settle_text, settlements.c.numbers).where(
        others, settlements.c.settle_text.in_(list(texts))
    )
    with reading(engine) as connection:
        rows = connection.execute(wanted.order_by(settlements.c.id)).all()
    return {text: tuple(json.loads(numbers)) for text, numbers in rows}


def set_state(
    engine: Engine,
    round_id: str,
    submissions: Iterable[tuple[str, str]],
    state: State,
    who: str,
    at: datetime | None = None,
) -> list[int]:
    """Set the state of applications, one or many at once, each given as (source, submission_id), from `at`
    on.

    The answer is the corrections' ids. A state set before stays as history, and comes back when this is
    removed.
    """
    if state not in get_args(State):
        raise ValueError(f"not a state of an application: {state}")
    keys = list(submissions)
    if not all(submission_id for _source, submission_id in keys):
        raise StoreRefused(
            "Søknaden har ingen ID i filen, så statusen kan ikke festes til den.",
            "Sett statusen i regnearket, eller ta med ID-kolonnen i eksporten.",
        )
    with writing(engine, round_id, topic="states") as connection:
        return add_states(connection, round_id, keys, state, who, at)


def add_states(
    connection: Connection,
    round_id: str,
    keys: Iterable[tuple[str, str]],
    state: State,
    who: str,
    at: datetime | None = None,
) -> list[int]:
    """Set the state of applications in the transaction of an act that it belongs to."""
    now = datetime.now(UTC)
    row = {"round_id": round_id, "state": state, "set_at": at or now, "set_by": who, "made_at": now}
    made = [
        insert_row(connection, states, **row, source=source, submission_id=submission_id)
        for source, submission_id in keys
    ]
    add_line(connection, "state", who, round_id, f"{plural(len(made), 'søknad', 'søknader')}: {STATE_LABELS[state]}")
    return made


def remove_correction(
    engine: Engine, correction_id: int, who: str, *, kind: Literal["settlement", "state"] = "settlement"
) -> None:
    """Take a correction away, as if it had never been made; who did so first is kept. Raises StoreMissing."""
    table = _TABLES[kind]
    round_id = round_of(engine, table, correction_id, "Rettingen finnes ikke.")
    with writing(engine, round_id, topic="settlements" if kind == "settlement" else "states") as connection:
        if not remove_rows(connection, table, who, table.c.id == correction_id):
            return
        word = "avklart kommune" if kind == "settlement" else "status på søknad"
        add_line(connection, "remove_correction", who, round_id, f"{word} fjernet")


def _read(connection: Connection, table: Table, round_id: str, known_at: datetime | None) -> pd.DataFrame:
    columns = [column for column in table.c if column.name not in ("round_id", "removed_by", "removed_at")]
    held = (known_by(table.c.made_at, known_at), not_removed(table.c.removed_at, known_at))
    wanted = select(*columns).where(table.c.round_id == round_id, *held).order_by(table.c.id)
    return as_table(connection.execute(wanted).mappings().all(), [column.name for column in columns])

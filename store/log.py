"""The log: who did what and when, one line each, and never anything about the people in the exports."""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Literal, get_args

import pandas as pd
from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.sql.elements import ColumnElement

from data.reference import longyearbyen, municipalities
from store.moments import as_table, known_by
from store.tables import log
from store.transactions import reading, writing

Act = Literal[
    "upload",
    "adopt",
    "restore",
    "take_out",
    "settle",
    "state",
    "remove_correction",
    "settings",
    "note",
    "effort",
    "draw",
    "assess",
    "choose",
    "decide",
    "letters",
    "see",
    "download",
    "copy_addresses",
    "delete",
    "restore_backup",
]
ACT_NAMES: dict[str, str] = {
    "upload": "lastet opp en fil",
    "adopt": "tok i bruk en fil",
    "restore": "gjenopprettet en versjon",
    "take_out": "tok en kilde ut av tallene",
    "settle": "avgjorde en kommune",
    "state": "satte status på søknad",
    "remove_correction": "fjernet en retting",
    "settings": "endret innstillinger",
    "note": "skrev i oppfølgingen",
    "effort": "førte et tiltak",
    "draw": "trakk en rekkefølge",
    "assess": "arbeidet med vurderingen",
    "choose": "arbeidet med utvelgelsen",
    "decide": "vedtok eller tok tilbake et vedtak",
    "letters": "arbeidet med svarene",
    "see": "så personopplysninger",
    "download": "lastet ned en liste eller en fil",
    "copy_addresses": "kopierte adresser",
    "delete": "slettet personopplysninger",
    "restore_backup": "hentet inn en sikkerhetskopi",
}
COLUMNS = ["id", "at", "who", "act", "round_id", "details"]
# Who is new since the addresses were last copied is read from the log: such a line is a change to be noticed.
# The others are not, or every download would have all sessions compute their numbers anew.
_READ_FROM = ("copy_addresses",)
_ADDRESS = re.compile(r"\S+@\S+")


def write_log(
    engine: Engine, act: Act, who: str, details: str = "", *, round_id: str = "", patience: float | None = None
) -> None:
    """Add one line. `details` holds ids and counts; an e-mail address in it is struck out, and so are line breaks.

    Where the line can wait for another time, `patience` is how many seconds it waits for its turn now.
    """
    with writing(engine, round_id, topic="log", moves=act in _READ_FROM, patience=patience) as connection:
        add_line(connection, act, who, round_id, details)


def add_line(connection: Connection, act: str, who: str, round_id: str, details: str) -> None:
    """Add one line in the transaction of the act itself: it is logged if, and only if, it was done."""
    if act not in get_args(Act):
        raise ValueError(f"not an act of the log: {act}")
    one_line = " ".join(_ADDRESS.sub("[adresse]", details).split())[:500]
    connection.execute(insert(log).values(at=datetime.now(UTC), who=who, act=act, round_id=round_id, details=one_line))


def place_name(number: str) -> str:
    """A municipality as the log names it, in words."""
    places = {place.number: place.label for place in (*municipalities().values(), longyearbyen())}
    return places.get(number, number)


def read_log(
    engine: Engine,
    *,
    round_id: str | None = None,
    acts: Collection[str] | None = None,
    limit: int | None = None,
    skip: int = 0,
) -> pd.DataFrame:
    """The lines, the newest first: id, at (UTC), who, act, round_id, details; ACT_NAMES has the acts in words.

    Of a round those that concern all rounds too; of `acts` only these; `limit` lines after the first `skip`.
    """
    wanted = select(log).where(*_of(round_id, acts)).order_by(log.c.id.desc()).limit(limit).offset(skip)
    with reading(engine) as connection:
        return as_table(connection.execute(wanted).mappings().all(), COLUMNS)


def count_log(engine: Engine, *, round_id: str | None = None, acts: Collection[str] | None = None) -> int:
    """How many lines read_log has in all."""
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(log).where(*_of(round_id, acts))) or 0


def _of(round_id: str | None, acts: Collection[str] | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if round_id is not None:
        found.append(log.c.round_id.in_([round_id, ""]))
    if acts is not None:
        found.append(log.c.act.in_(list(acts)))
    return found


def was_done(engine: Engine, act: Act, *, known_at: datetime | None = None) -> bool:
    """Whether an act was ever done in any round, also in one whose data are deleted: the log stays.

    `known_at` asks whether it had been done at an earlier moment.
    """
    wanted = select(log.c.id).where(log.c.act == act, known_by(log.c.at, known_at))
    with reading(engine) as connection:
        return connection.scalar(wanted.limit(1)) is not None

"""What the council did, entered by hand: each edit, removal and undoing is a new version, so none loses another."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Select, insert, select

from domain.efforts import EFFORT_KINDS, LONGEST_TITLE, Effort
from domain.links import WHOLE_ADDRESS, is_web_address
from domain.words import format_date
from store.errors import StoreConflict, StoreMissing, StoreRefused
from store.log import add_line
from store.moments import as_table, last_texts
from store.tables import effort_texts
from store.tables import efforts as table
from store.transactions import insert_row, reading, round_of, writing

COLUMNS = [item.name for item in fields(Effort) if item.name != "removed"]
_LISTS = ("regions", "municipalities")
_LOOK_FIRST = "Les hva som står der nå, og gjør det på nytt hvis det fortsatt skal gjøres."
_MISSING = "Tiltaket finnes ikke. Det kan være slettet."


def add_effort(engine: Engine, round_id: str, effort: Effort, who: str, *, request: str | None = None) -> Effort:
    """Save a new effort; the answer has its id. `request` is a mark of the form: sent twice, it is saved once.

    Raises StoreRefused, with a sentence for each field that is wrong.
    """
    _check(effort)
    with writing(engine, round_id, topic="efforts") as connection:
        if request is not None:
            sent = select(table.c.id).where(table.c.round_id == round_id, table.c.request == request)
            if (saved := connection.scalar(sent)) is not None:
                return _find(connection, saved)
        added = insert_row(connection, table, round_id=round_id, request=request)
        _write(connection, added, 1, replace(effort, removed=False), who)
        add_line(connection, "effort", who, round_id, f"nytt tiltak: {_told(effort)}")
        return _find(connection, added)


def edit_effort(engine: Engine, effort: Effort, who: str) -> Effort:
    """Save `effort` (as read, with its changes) over the version it was read as.

    Raises StoreConflict when somebody has edited or removed it since (`.theirs` is the Effort as it is now),
    StoreRefused and StoreMissing.
    """
    _check(effort)
    return _save(engine, replace(effort, removed=False), who, "endret", removed=False)


def remove_effort(engine: Engine, effort_id: int, who: str, *, version: int) -> Effort:
    """Take an effort away; restore_effort takes that back. `version` is the one the user saw.

    Raises StoreConflict when somebody has edited or removed it since, and StoreMissing.
    """
    now = read_effort(engine, effort_id)
    return _save(engine, replace(now, version=version, removed=True), who, "fjernet", removed=False)


def restore_effort(engine: Engine, effort_id: int, who: str, *, version: int) -> Effort:
    """Bring back the effort that was removed with this version. Raises StoreConflict and StoreMissing."""
    now = read_effort(engine, effort_id)
    return _save(engine, replace(now, version=version, removed=False), who, "hentet tilbake", removed=True)


def efforts(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> pd.DataFrame:
    """The round's efforts in order of their day: COLUMNS, with `day` a date, `regions` and `municipalities` tuples and
    `written_at` in UTC. `known_at` asks for them as they stood at an earlier moment.
    """
    wanted = _last_texts(known_at).where(table.c.round_id == round_id, effort_texts.c.removed.is_(False))
    with reading(engine) as connection:
        rows = connection.execute(wanted.order_by(effort_texts.c.day, table.c.id)).mappings().all()
    return as_table([_read(row) for row in rows], COLUMNS).astype({"day": object})


def read_effort(engine: Engine, effort_id: int) -> Effort:
    """One effort as it is now, also a removed one; raises StoreMissing."""
    with reading(engine) as connection:
        return _find(connection, effort_id)


def _save(engine: Engine, effort: Effort, who: str, done: str, *, removed: bool) -> Effort:
    """A new version, made from the one the user saw; `removed` is whether that one is to be a removed one."""
    round_id = round_of(engine, table, effort.id, _MISSING)
    with writing(engine, round_id, topic="efforts") as connection:
        now = _find(connection, effort.id)
        if now.version != effort.version or now.removed != removed:
            what = "fjernet" if now.removed else "endret"
            raise StoreConflict(f"Noen andre har {what} tiltaket siden du så det.", _LOOK_FIRST, theirs=now)
        _write(connection, effort.id, now.version + 1, effort, who)
        add_line(connection, "effort", who, round_id, f"tiltak {done}: {_told(effort)}")
        return _find(connection, effort.id)


def _told(effort: Effort) -> str:
    return f"{effort.kind} {format_date(effort.day)}"


def _check(effort: Effort) -> None:
    problems = {}
    if not isinstance(effort.day, date):
        problems["day"] = "Velg dagen."
    if effort.kind not in EFFORT_KINDS:
        problems["kind"] = f"Velg hva slags tiltak det er: {', '.join(EFFORT_KINDS)}."
    if not effort.title.strip():
        problems["title"] = "Skriv en kort tittel."
    elif len(effort.title) > LONGEST_TITLE:
        problems["title"] = f"Tittelen kan ha høyst {LONGEST_TITLE} tegn."
    if effort.link and not is_web_address(effort.link):
        problems["link"] = WHOLE_ADDRESS
    if problems:
        raise StoreRefused("Tiltaket er ikke lagret.", "Rett feltene som er merket.", problems=problems)


def _write(connection: Connection, effort_id: int, version: int, effort: Effort, who: str) -> None:
    values: dict[str, Any] = {
        "day": effort.day,
        "kind": effort.kind,
        # PostgreSQL takes no NUL in a text; nobody means to write one.
        "title": " ".join(effort.title.replace("\x00", "").split()),
        "link": effort.link,
        "list_title": effort.list_title,
        "removed": effort.removed,
        "written_by": who,
        "written_at": datetime.now(UTC),
    }
    lists = {name: json.dumps(list(getattr(effort, name)), ensure_ascii=False) for name in _LISTS}
    connection.execute(insert(effort_texts).values(effort_id=effort_id, version=version, **values, **lists))


def _last_texts(known_at: datetime | None = None) -> Select[Any]:
    """Each effort's last version, or its last at an earlier moment."""
    found = last_texts(table, effort_texts, effort_texts.c.effort_id, known_at)
    return select(table.c.id, *(column for column in effort_texts.c if column.name != "effort_id")).select_from(found)


def _read(row: Any) -> dict[str, Any]:
    return {**row, **{name: tuple(json.loads(row[name])) for name in _LISTS}}


def _effort(row: Any) -> Effort:
    values = _read(row)
    return Effort(**{name: values[name] for name in (*COLUMNS, "removed")})


def _find(connection: Connection, effort_id: int) -> Effort:
    row = connection.execute(_last_texts().where(table.c.id == effort_id)).mappings().one_or_none()
    if row is None:
        raise StoreMissing(_MISSING)
    return _effort(row)

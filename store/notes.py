"""The follow-up notes: contacts with municipalities, what was agreed, and the next step. No edit loses
another.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, Literal

import pandas as pd
from sqlalchemy import Connection, Engine, Select, insert, select, update

from store.errors import StoreConflict, StoreMissing, StoreRefused
from store.log import add_line, place_name
from store.moments import as_table, last_texts, not_removed, remove_rows
from store.tables import note_texts
from store.tables import notes as table
from store.transactions import insert_row, reading, round_of, writing

Channel = Literal["telefon", "e-post", "møte", "veiledning"]
CHANNELS: tuple[Channel, ...] = ("telefon", "e-post", "møte", "veiledning")


@dataclass(frozen=True)
class Note:
    """A contact with a municipality (its number) on a day. `version` counts its edits, from 1."""

    municipality: str
    day: date
    channel: Channel
    agreed: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    next_step_done_on: date | None = None
    responsible: str = ""
    author: str = ""
    id: int = 0
    version: int = 0
    written_by: str = ""
    written_at: datetime | None = field(default=None, compare=False)


COLUMNS = [item.name for item in fields(Note)]
_LOOK_FIRST = "Les hva som står der nå, og fjern det på nytt hvis det fortsatt skal bort."
_DELETED = "Notatet finnes ikke. Det kan være slettet."
_TEXT = ("day", "channel", "agreed", "next_step", "next_step_on", "next_step_done_on", "responsible")


def add_note(engine: Engine, round_id: str, note: Note, who: str, *, request: str | None = None) -> Note:
    """Save a new note; the answer has its id. `request` is a mark of the form: sent twice, it is saved
    once.
    """
    _check(note)
    with writing(engine, round_id, topic="notes") as connection:
        if request is not None:
            sent = select(table.c.id).where(table.c.round_id == round_id, table.c.request == request)
            if (saved := connection.scalar(sent)) is not None:
                return _find(connection, saved)
        row = {"round_id": round_id, "municipality": note.municipality, "author": who, "version": 1}
        added = insert_row(connection, table, **row, request=request)
        _write_text(connection, added, 1, note, who)
        add_line(connection, "note", who, round_id, f"nytt notat om {place_name(note.municipality)}")
        return _find(connection, added)


def edit_note(engine: Engine, note: Note, who: str) -> Note:
    """Save `note` (as read, with its changes) over the version it was read as; the earlier text is kept.

    Raises StoreConflict when somebody has edited or removed it since (`.theirs` is the Note as it is now,
    None when removed), and StoreMissing.
    """
    _check(note)
    round_id = round_of(engine, table, note.id, _DELETED)
    with writing(engine, round_id, topic="notes") as connection:
        now = _find(connection, note.id, removed=True)
        if _is_removed(connection, note.id):
            raise StoreConflict("Noen andre har fjernet notatet mens du skrev.", "Lagre teksten som et nytt notat.")
        if now.version != note.version:
            raise StoreConflict("Noen andre har endret notatet mens du skrev.", theirs=now)
        version = now.version + 1
        connection.execute(update(table).where(table.c.id == note.id).values(version=version))
        _write_text(connection, note.id, version, note, who)
        add_line(connection, "note", who, round_id, f"notat om {place_name(note.municipality)} endret")
        return _find(connection, note.id)


def remove_note(engine: Engine, note_id: int, who: str, *, version: int) -> None:
    """Take a note away; it is kept as history until the round's deletion.

    `version` is the one the user saw. Raises StoreConflict when somebody has edited the note since (`.theirs` is the
    Note as it is now), and StoreMissing when it is gone.
    """
    round_id = round_of(engine, table, note_id, _DELETED)
    with writing(engine, round_id, topic="notes") as connection:
        now = _find(connection, note_id)
        if version != now.version:
            raise StoreConflict("Noen andre har endret notatet. Det er ikke fjernet.", _LOOK_FIRST, theirs=now)
        remove_rows(connection, table, who, table.c.id == note_id)
        add_line(connection, "note", who, round_id, f"notat om {place_name(now.municipality)} fjernet")


def notes(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> pd.DataFrame:
    """The round's notes with the columns of Note, the latest contact last; days are dates, written_at in
    UTC. `known_at` asks for them as they stood at an earlier moment.
    """
    wanted = _last_texts(known_at).where(table.c.round_id == round_id, not_removed(table.c.removed_at, known_at))
    with reading(engine) as connection:
        rows = connection.execute(wanted.order_by(note_texts.c.day, table.c.id)).mappings().all()
    return as_table(rows, COLUMNS).astype(dict.fromkeys(("day", "next_step_on", "next_step_done_on"), object))


def read_note(engine: Engine, note_id: int) -> Note:
    """One note as it is now; raises StoreMissing."""
    with reading(engine) as connection:
        return _find(connection, note_id)


def _check(note: Note) -> None:
    problems = {}
    if note.channel not in CHANNELS:
        problems["channel"] = f"Velg en kanal: {', '.join(CHANNELS)}."
    if not isinstance(note.day, date):
        problems["day"] = "Velg dagen dere hadde kontakt."
    if not note.municipality:
        problems["municipality"] = "Velg en kommune."
    if problems:
        raise StoreRefused("Notatet er ikke lagret.", "Fyll ut feltene som er merket.", problems=problems)


def _write_text(connection: Connection, note_id: int, version: int, note: Note, who: str) -> None:
    text = {name: value for name, value in asdict(note).items() if name in _TEXT}
    # PostgreSQL takes no NUL in a text; nobody means to write one.
    text = {name: value.replace("\x00", "") if isinstance(value, str) else value for name, value in text.items()}
    written = {"written_by": who, "written_at": datetime.now(UTC)}
    connection.execute(insert(note_texts).values(note_id=note_id, version=version, **text, **written))


def _last_texts(known_at: datetime | None = None) -> Select[Any]:
    """Each note with its last version, or its last at an earlier moment."""
    of_both = {column.name: column for column in (*table.c, *note_texts.c)}
    found = last_texts(table, note_texts, note_texts.c.note_id, known_at)
    return select(*(of_both[name] for name in COLUMNS)).select_from(found)


def _find(connection: Connection, note_id: int, *, removed: bool = False) -> Note:
    wanted = _last_texts().where(table.c.id == note_id)
    if not removed:
        wanted = wanted.where(table.c.removed_at.is_(None))
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise StoreMissing("Notatet finnes ikke. Det kan være fjernet.")
    return Note(**row)


def _is_removed(connection: Connection, note_id: int) -> bool:
    return connection.scalar(select(table.c.removed_at).where(table.c.id == note_id)) is not None

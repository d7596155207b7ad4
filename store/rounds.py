"""The rounds and their settings: those of data/rounds, until they are edited in the dashboard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, func, select

from data import DATA
from domain.gatherings import with_gatherings
from domain.kinds import event_key
from domain.rounds import Round, read_round, read_tables
from domain.words import join_words
from store.errors import StoreConflict, StoreMissing, StoreRefused
from store.log import add_line
from store.moments import known_by
from store.pairing import times_of
from store.round_settings import check_settings, write_settings
from store.tables import settings as table
from store.tables import versions
from store.transactions import insert_row, reading, writing
from store.versions import ids_in_force, rounds_in_force

ROUNDS = DATA / "rounds"


@dataclass(frozen=True)
class RoundSettings:
    """A round's settings as TOML text; `version` is 0, and nobody saved them, while they are those of
    data/rounds.
    """

    round_id: str
    title: str
    text: str
    version: int = 0
    saved_by: str = ""
    saved_at: datetime | None = None

    @property
    def values(self) -> dict[str, object]:
        """The settings as tables, ready for a form; give them back to save_round."""
        return read_tables(self.text)

    @property
    def round(self) -> Round:
        """The round of these settings."""
        return read_round(self.text)

    @property
    def dates(self) -> dict[str, date]:
        """The round's dates that are known, by their name in the settings; its gatherings stand apart."""
        found = self.values.get("dates", {})
        return {name: day for name, day in found.items() if isinstance(day, date)} if isinstance(found, dict) else {}


def rounds(engine: Engine, *, known_at: datetime | None = None) -> list[RoundSettings]:
    """Every round's settings as last saved, the newest round first; `known_at` asks for an earlier moment."""
    with reading(engine) as connection:
        found = from_files() | _saved(connection, known_at)
    return sorted(found.values(), key=_first_day, reverse=True)


def first_round(engine: Engine, *, known_at: datetime | None = None) -> str:
    """The id of the round to show first: the newest with files in force, else the newest with examples."""
    dated = [found for found in rounds(engine, known_at=known_at) if "deadline" in found.dates]
    own = rounds_in_force(engine, known_at=known_at)
    with_files = [found for found in dated if found.round_id in own]
    return (with_files or [found for found in dated if "example" in found.values] or dated)[0].round_id


def round_texts(engine: Engine, *, known_at: datetime | None = None) -> dict[str, str]:
    """The TOML text of every round by id, the newest round first; `known_at` asks for an earlier moment."""
    return {found.round_id: found.text for found in rounds(engine, known_at=known_at)}


def round_settings(engine: Engine, round_id: str) -> RoundSettings:
    """One round's settings as last saved; raises StoreMissing."""
    with reading(engine) as connection:
        return _current(connection, round_id)


def round_history(engine: Engine, round_id: str) -> list[RoundSettings]:
    """Every edition of the round's settings, the newest first; saving an earlier one's text restores it."""
    wanted = select(table).where(table.c.round_id == round_id).order_by(table.c.id.desc())
    with reading(engine) as connection:
        saved = [_settings_of(row) for row in connection.execute(wanted)]
    start = from_files().get(round_id)
    return saved + ([start] if start else [])


def round_for(found: list[RoundSettings], rows: pd.DataFrame) -> RoundSettings:
    """The round whose first and last day hold most of the rows; the first of `found` when none holds any."""

    def held(one: RoundSettings) -> int:
        first, last = one.dates.get("first_day"), one.dates.get("last_day")
        return rows_within(rows, first, last)[0] if first and last else 0

    return max(found, key=held)


def rows_within(rows: pd.DataFrame, first: date | None, last: date | None) -> tuple[int, int]:
    """How many dated rows lie from `first` to the end of `last`, an unknown day being no limit, and how many are
    dated. Of a meeting's report the day someone came.
    """
    days = times_of(rows).dropna().dt.date
    within = days.between(first or date.min, last or date.max)
    return int(within.sum()), len(days)


def save_round(engine: Engine, settings: Mapping[str, object] | str, who: str, *, expected: int) -> RoundSettings:
    """Save an edition of a round's settings, given as tables or as TOML text; a new id makes a new round.

    `expected` is the `version` that the user saw, 0 of a round that nobody has saved. Raises StoreConflict when
    somebody has saved since (`.theirs` is their RoundSettings), and StoreRefused with a sentence per field in
    `.problems`.
    """
    values = read_settings(settings) if isinstance(settings, str) else with_gatherings(settings)
    if problems := check_settings(values):
        raise StoreRefused("Innstillingene er ikke lagret.", "Rett feltene som er merket.", problems=problems)
    round_id = str(values["id"])
    text = settings if isinstance(settings, str) else write_settings(values)
    with writing(engine, round_id, topic="settings") as connection:
        before = _find(connection, round_id)
        if expected != (before.version if before else 0):
            raise StoreConflict("Noen andre har lagret innstillingene mens du skrev.", theirs=before)
        if before:
            _keep_events_with_files(connection, before, read_round(text))
        row = {"round_id": round_id, "text": text, "saved_by": who, "saved_at": datetime.now(UTC)}
        saved = insert_row(connection, table, **row)
        add_line(connection, "settings", who, round_id, f"utgave {saved} av innstillingene")
        return _current(connection, round_id)


def _keep_events_with_files(connection: Connection, before: RoundSettings, after: Round) -> None:
    """Remove no gathering that files in force are about: their numbers would belong nowhere."""
    names = before.round.event_names
    files = connection.execute(
        select(versions.c.kind, versions.c.event).where(versions.c.id.in_(ids_in_force(before.round_id)))
    )
    used = {event_key(file.kind, file.event) for file in files}
    if gone := [name for key, name in names.items() if key in used and key not in after.event_names]:
        sentence = f"Filer som er i bruk, gjelder {join_words(gone)}. Ta dem ut av tallene på siden Data først."
        raise StoreRefused("Innstillingene er ikke lagret.", sentence, problems={"gatherings": sentence})


def event_names(connection: Connection, round_id: str) -> dict[str, str]:
    """The round's events by their keys, as a sentence names them; {} for a round that is not there."""
    found = _find(connection, round_id)
    return found.round.event_names if found else {}


def read_settings(text: str) -> dict[str, object]:
    """The tables of a TOML text; StoreRefused when it can't be read."""
    try:
        return read_tables(text)
    except ValueError as error:
        problem = {"": str(error)}
        raise StoreRefused("Innstillingene er ikke lagret.", "Rett teksten.", problems=problem) from error


def from_files() -> dict[str, RoundSettings]:
    """The rounds that came with the dashboard, as data/rounds has them."""
    found = {}
    for path in sorted(ROUNDS.glob("*.toml")):
        text = path.read_text("utf-8")
        values = read_tables(text)
        found[str(values["id"])] = RoundSettings(str(values["id"]), str(values["title"]), text)
    return found


def _saved(connection: Connection, known_at: datetime | None) -> dict[str, RoundSettings]:
    last = select(func.max(table.c.id)).where(known_by(table.c.saved_at, known_at)).group_by(table.c.round_id)
    rows = connection.execute(select(table).where(table.c.id.in_(last)))
    return {row.round_id: _settings_of(row) for row in rows}


def no_such_round(round_id: str) -> StoreMissing:
    return StoreMissing(f"Runden «{round_id}» finnes ikke.", "Velg en av rundene som finnes.")


def _current(connection: Connection, round_id: str) -> RoundSettings:
    found = _find(connection, round_id)
    if found is None:
        raise no_such_round(round_id)
    return found


def _find(connection: Connection, round_id: str) -> RoundSettings | None:
    wanted = select(table).where(table.c.round_id == round_id).order_by(table.c.id.desc()).limit(1)
    row = connection.execute(wanted).one_or_none()
    return _settings_of(row) if row else from_files().get(round_id)


def _settings_of(row: Row[Any]) -> RoundSettings:
    title = str(read_tables(row.text)["title"])
    return RoundSettings(row.round_id, title, row.text, row.id, row.saved_by, row.saved_at)


def _first_day(found: RoundSettings) -> tuple[date, str]:
    first = found.dates.get("first_day") or found.dates.get("call")
    return (first or date.min, found.round_id)

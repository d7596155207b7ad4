"""What has been adopted: the versions of exports, and which of them is in force for each source."""

import hashlib
import json
import logging
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, Select, func, select

import loaders
from domain.kinds import KINDS, Kind
from loaders import Export
from store.errors import StoreDamaged, StoreMissing, StoreNewer, StoreUnreadable, told_calmly
from store.moments import as_table, known_by
from store.tables import choices, contents
from store.tables import versions as table
from store.transactions import LONG, reading

log = logging.getLogger("dashbord")


@dataclass(frozen=True)
class Version:
    """One adopted export. `adopted_at` is in UTC; `source` (its *kilde*) is kind, event and form.

    `outcome` and `between` are filled where a version comes back from an act: "adopted", "restored", or
    "unchanged" (the same file was in force, nothing was done); `between` holds the versions that others put
    in force after the one the user had seen.
    """

    id: int
    round_id: str
    kind: Kind
    event: str
    source: str
    source_name: str
    filename: str
    sha256: str
    rows: int
    counting: int
    adopted_at: datetime
    adopted_by: str
    in_force: bool
    restored_from: int | None = None
    mapping: dict[str, str] = field(default_factory=dict, hash=False)
    left_out: tuple[str, ...] = ()
    form: str = ""
    outcome: str = ""
    between: tuple["Version", ...] = ()


_ACT_ONLY = ("outcome", "between")
COLUMNS = [item.name for item in fields(Version) if item.name not in _ACT_ONLY]


def in_force(engine: Engine, round_id: str, *, known_at: datetime | None = None) -> list[Version]:
    """The versions that the round's numbers come from: at most one per source, by kind and then by age.

    `known_at` asks for those that were in force at an earlier moment.
    """
    chosen = ids_in_force(round_id, known_at)
    with reading(engine) as connection:
        rows = connection.execute(select(table).where(table.c.id.in_(chosen)).order_by(table.c.kind, table.c.id)).all()
    return [version_of(row, in_force=True) for row in rows]


def rounds_in_force(engine: Engine, *, known_at: datetime | None = None) -> set[str]:
    """The ids of the rounds that have a version in force, or had one at an earlier moment."""
    with reading(engine) as connection:
        wanted = select(table.c.round_id).where(table.c.id.in_(ids_in_force(None, known_at))).distinct()
        return set(connection.scalars(wanted))


def versions(engine: Engine, round_id: str | None = None) -> pd.DataFrame:
    """All versions, the newest first, with the columns of Version; `adopted_at` is in UTC."""
    wanted = select(table).order_by(table.c.id.desc())
    if round_id is not None:
        wanted = wanted.where(table.c.round_id == round_id)
    with reading(engine) as connection:
        rows = connection.execute(wanted).all()
        chosen = set(connection.scalars(ids_in_force(round_id)))
    records = [asdict(version_of(row, in_force=row.id in chosen)) for row in rows]
    listed = as_table(records, COLUMNS)
    listed["restored_from"] = listed["restored_from"].astype("Int64")
    return listed


def version(engine: Engine, version_id: int) -> Version:
    """One version; raises StoreMissing."""
    with reading(engine) as connection:
        return find_version(connection, version_id)


def history(engine: Engine, round_id: str) -> pd.DataFrame:
    """Every choice made, the newest first: id, source, version_id (none: the source was taken out), act, who,
    when.
    """
    wanted = select(choices).where(choices.c.round_id == round_id).order_by(choices.c.id.desc())
    with reading(engine) as connection:
        listed = as_table(connection.execute(wanted).mappings().all(), [column.name for column in choices.c])
    listed["version_id"] = listed["version_id"].astype("Int64")
    return listed.drop(columns="round_id")


def content(engine: Engine, version_id: int) -> bytes:
    """The version's file, byte for byte as adopted; raises StoreMissing or StoreUnreadable."""
    with reading(engine, within=LONG) as connection:
        return find_content(connection, version_id)


def find_content(connection: Connection, version_id: int) -> bytes:
    """The bytes of a version's file, compared with the hash they were adopted with."""
    found = _row_of(connection, version_id)
    damaged = StoreUnreadable(f"Filen «{found.filename}» er skadet i databasen og kan ikke leses.")
    try:
        with told_calmly():
            compressed = connection.scalar(select(contents.c.compressed).where(contents.c.id == found.content_id))
    except StoreDamaged as error:  # the page that it stands on: other versions stand on others
        raise damaged from error
    unpacked = unpack(compressed, found.sha256)
    if unpacked is None:
        raise damaged
    return unpacked


def unpack(compressed: bytes | None, sha256: str) -> bytes | None:
    """The bytes that were packed; None when they are not those that were adopted."""
    try:
        unpacked = zlib.decompress(compressed or b"")
    except zlib.error:
        return None
    return unpacked if hashlib.sha256(unpacked).hexdigest() == sha256 else None


def read_version(engine: Engine, version_id: int) -> Export:
    """The version's rows, read by today's loader from the bytes that were adopted; raises StoreUnreadable."""
    found = version(engine, version_id)
    if found.kind not in KINDS:  # as a newer edition may have written it
        sentence = f"Filen «{found.filename}» har innhold av et slag som denne utgaven av oversikten ikke kjenner."
        raise StoreUnreadable(sentence, StoreNewer.remedy)
    stored = content(engine, version_id)
    try:
        return loaders.read_export(stored, found.filename, kind=found.kind, mapping=found.mapping)
    except loaders.ExportError as error:
        raise _not_read_here(found) from error


def read_written_answers(engine: Engine, version_id: int) -> pd.DataFrame:
    """What applicants have written in the version's file, question by question (loaders.read_written_answers); raises
    StoreUnreadable."""
    found = version(engine, version_id)
    try:
        return loaders.read_written_answers(content(engine, version_id), found.filename, found.mapping)
    except loaders.ExportError as error:
        raise _not_read_here(found) from error


def _not_read_here(found: Version) -> StoreUnreadable:
    return StoreUnreadable(f"Filen «{found.filename}» kan ikke leses av denne utgaven av oversikten.")


def read_in_force(
    engine: Engine, round_id: str, read: Callable[[int], Export] | None = None, *, known_at: datetime | None = None
) -> tuple[list[tuple[Version, Export]], list[str]]:
    """The versions that the round's numbers come from with their exports, and a sentence for each that is unreadable.

    `read` gives a version's export where the caller has it at hand; `known_at` asks for an earlier moment.
    """
    whole, sentences = [], []
    for found in in_force(engine, round_id, known_at=known_at):
        try:
            whole.append((found, read(found.id) if read else read_version(engine, found.id)))
        except StoreUnreadable as error:
            sentences.append(f"{error} Tallene er uten den. {error.remedy}")
            log.warning("Tallene er uten versjon %d (%s), som ikke kan leses.", found.id, found.kind)
    return whole, sentences


def overtaken_by(engine: Engine, mine: Version) -> Version | None:
    """The version now in force in the place of `mine`; None while `mine` still is, or nothing is."""
    with reading(engine) as connection:
        now = current(connection, mine.round_id, mine.source)
    return None if now is None or now.id == mine.id else now


def find_version(connection: Connection, version_id: int) -> Version:
    row = _row_of(connection, version_id)
    now = current(connection, row.round_id, row.source)
    return version_of(row, in_force=now is not None and now.id == row.id)


def _row_of(connection: Connection, version_id: int) -> Row[Any]:
    row = connection.execute(select(table).where(table.c.id == version_id)).one_or_none()
    if row is None:
        raise StoreMissing("Versjonen finnes ikke.")
    return row


def current(connection: Connection, round_id: str, source: str) -> Version | None:
    """The version in force for a source, if any."""
    last = (
        select(choices.c.version_id)
        .where(choices.c.round_id == round_id, choices.c.source == source)
        .order_by(choices.c.id.desc())
        .limit(1)
    )
    row = connection.execute(select(table).where(table.c.id == last.scalar_subquery())).one_or_none()
    return None if row is None else version_of(row, in_force=True)


def ids_in_force(round_id: str | None, known_at: datetime | None = None) -> Select[tuple[int]]:
    """What selects the ids of the versions in force, of one round or of all."""
    by_then = known_by(choices.c.chosen_at, known_at)
    last = select(func.max(choices.c.id)).where(by_then).group_by(choices.c.round_id, choices.c.source)
    if round_id is not None:
        last = last.where(choices.c.round_id == round_id)
    return select(choices.c.version_id).where(choices.c.id.in_(last), choices.c.version_id.is_not(None))


def version_of(row: Row[Any], *, in_force: bool) -> Version:
    facts = {name: getattr(row, name) for name in COLUMNS if name not in ("in_force", "mapping", "left_out")}
    return Version(
        **facts, in_force=in_force, mapping=json.loads(row.mapping), left_out=tuple(json.loads(row.left_out))
    )

"""Writes the whole store to one file while others go on using it, and puts such a file in a store's place.

The file is a SQLite database for both engines: a copy of PostgreSQL can be gone on with in SQLite, and the other way.
Whoever runs a PostgreSQL server with more on it than this takes pg_dump for the server as a whole.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, func, select, update

from domain.clock import OSLO
from domain.words import plural
from store.checking import check_store
from store.copying import copy_rows, given_numbers, set_given_numbers
from store.engine import connect
from store.errors import StoreDamaged, StoreError, StoreRefused, told_calmly
from store.log import add_line
from store.tables import changes, log, settings, versions
from store.transactions import change_id, move_everything, reading, writing

_MAGIC = b"SQLite format 3\0"
_NO_COPY = "Velg en fil som «python -m store backup FIL» har skrevet."


@dataclass(frozen=True)
class _State:
    """What a store holds before another takes its place; nothing of one that is not there or can't be read."""

    in_use: bool = False
    change: int = 0
    given: dict[str, int] = field(default_factory=dict)


def write_backup(engine: Engine, file: Path) -> int:
    """Write everything as it is at one moment to `file`, and answer how many versions it holds.

    The copy is compared with its hashes before it takes the place of an earlier one; only its owner may read it.
    Raises StoreRefused, StoreDamaged and OSError.
    """
    _refuse_other_files(engine, file)
    with _file_beside(file) as part:
        copied = connect(_address(part))
        try:
            with _one_moment(engine) as source, writing(copied, moves=False) as target:
                copy_rows(source, target)
            count, faults = check_store(copied)
        finally:
            copied.dispose()
        if faults:
            raise StoreDamaged(f"Sikkerhetskopien er ikke skrevet, for databasen har skader. {faults[0]}")
        part.replace(file)
    return count


@contextlib.contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the store as it was when it began, whatever others write meanwhile."""
    level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with told_calmly(), engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


def _refuse_other_files(engine: Engine, file: Path) -> None:
    if engine.dialect.name == "sqlite" and file.exists() and file.samefile(str(engine.url.database)):
        raise StoreRefused("Sikkerhetskopien kan ikke skrives over databasen selv.", "Velg et annet navn.")
    if _is_device(file):
        # The copy takes the place of what has its name, and a device or a pipe would be gone.
        raise StoreRefused("Sikkerhetskopien må skrives til en vanlig fil.", "Velg et annet navn.")
    if file.is_file() and file.stat().st_size and not _is_sqlite(file):
        raise StoreRefused("Filen finnes fra før, og er ingen sikkerhetskopi.", "Velg et annet navn.")


def _address(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


def _is_device(file: Path) -> bool:
    """Whether a name is that of a device or a pipe, and neither a file's nor a folder's."""
    return file.exists() and not file.is_file() and not file.is_dir()


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


@contextlib.contextmanager
def _file_beside(file: Path) -> Iterator[Path]:
    """The name of a file on the same disk; what is left of it at the end is removed."""
    with tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder) / file.name


def restore_backup(
    file: Path, who: str, *, url: str | URL | None = None, replace: bool = False
) -> tuple[int, Path | None]:
    """Put a copy in the place of what the store at `url` holds; answers its versions, and where the old file went.

    A SQLite file that was there is kept beside the new one; what PostgreSQL held is gone. A store that is in use is
    left alone unless `replace` is given. Raises StoreRefused, StoreDamaged and OSError.
    """
    if _is_device(file) or not _is_sqlite(file):
        raise StoreRefused("Filen er ingen sikkerhetskopi.", _NO_COPY)
    bare = connect(url, check=False)
    try:
        before = _state_of(bare)
        if before.in_use and not replace:
            raise StoreRefused(
                "Databasen er i bruk, og er ikke endret.",
                "Legg til --replace for å sette sikkerhetskopien i stedet for det som er der nå.",
            )
        if bare.dialect.name == "sqlite":
            return _replace_file(file, Path(str(bare.url.database)), before, who)
    finally:
        bare.dispose()
    return _replace_rows(file, url, before, who), None


def _state_of(engine: Engine) -> _State:
    try:
        with reading(engine) as connection:
            used = any(connection.scalar(select(table.c.id).limit(1)) for table in (versions, settings, log))
            given = given_numbers(connection)
        return _State(used, change_id(engine), given)
    except StoreError:
        return _State()


def _opened(part: Path) -> tuple[Engine, int]:
    """A copy of the backup, brought up to date, and how many versions it holds."""
    try:
        engine = connect(_address(part))
    except StoreDamaged as error:
        raise StoreDamaged("Sikkerhetskopien er skadet, og databasen er ikke endret.", _NO_COPY) from error
    count, faults = check_store(engine)
    if faults or change_id(engine) == 0:
        engine.dispose()
        what = f"har skader: {faults[0]}" if faults else "er tom"
        raise StoreRefused(f"Sikkerhetskopien {what} Databasen er ikke endret.", _NO_COPY)
    return engine, count


def _replace_file(file: Path, target: Path, before: _State, who: str) -> tuple[int, Path | None]:
    target.parent.mkdir(parents=True, exist_ok=True)
    with _file_beside(target) as part:
        shutil.copyfile(file, part)
        part.chmod(0o600)
        copied, count = _opened(part)
        try:
            with writing(copied) as connection:
                _go_on(connection, before, who, count)
        finally:
            copied.dispose()
        kept = _move_aside(target) if target.exists() else None
        part.replace(target)
    return count, kept


def _replace_rows(file: Path, url: str | URL | None, before: _State, who: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / file.name
        shutil.copyfile(file, part)
        copied, count = _opened(part)
        engine = connect(url)
        try:
            with writing(engine) as target, _one_moment(copied) as source:
                copy_rows(source, target)
                _go_on(target, before, who, count)
        finally:
            copied.dispose()
            engine.dispose()
    return count


def _go_on(connection: Connection, before: _State, who: str, count: int) -> None:
    """Give no number again that the store had given out: what is known by its number must not be mistaken for it."""
    known = given_numbers(connection)
    set_given_numbers(connection, {name: max(before.given.get(name, 0), number) for name, number in known.items()})
    number = max(before.change, connection.scalar(select(func.max(changes.c.number))) or 0) + 1
    connection.execute(update(changes).values(number=number))
    move_everything(connection, number)
    add_line(connection, "restore_backup", who, "", plural(count, "versjon", "versjoner"))


def _move_aside(target: Path) -> Path:
    """Give the file, with the log that belongs to it, another name."""
    aside = target.with_name(f"{target.name}.før-{datetime.now(OSLO):%Y%m%d-%H%M%S}")
    for ending in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{target}{ending}").replace(f"{aside}{ending}")
    return aside

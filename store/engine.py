"""Opens the database, SQLite or PostgreSQL, and brings its schema up to date."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from data import DATA
from store.deadline import watch_answers
from store.errors import StoreDamaged, StoreGone, StoreRefused, told_calmly
from store.migrations import LATEST, bring_up_to_date

DEFAULT_FILE = DATA / "dashboard.sqlite"
# How long a writer waits for another one before it says that the database is busy, in seconds; it asks anew each
# second, so that whoever waits can be told, and can give up.
PATIENCE = 10
ONE_TRY = 1
# How long a reader waits for an answer: a page shows the last known numbers rather than nothing.
READING_PATIENCE = 2
# Readers have a small pool of their own, so that those who wait to write don't hold them up.
READERS: dict[str, Any] = {"pool_size": 4, "max_overflow": 4, "pool_timeout": READING_PATIENCE}


def connect(url: str | URL | None = None, *, check: bool = True, to: str = LATEST) -> Engine:
    """The database as an engine, its schema brought up to date.

    `url` or, failing that, the variable DATABASE_URL; without either a SQLite file in data/. `?timeout=2`
    sets how many seconds a writer waits. `check=False` opens a damaged or outdated database as it is, for
    saving what it holds, `to` stops at an earlier schema. Raises StoreDamaged, StoreGone, StoreNewer,
    StoreReadOnly or StoreRefused (the address can't be understood).
    """
    address = _read_address(url or os.environ.get("DATABASE_URL") or f"sqlite:///{DEFAULT_FILE}")
    patience = float(str(address.query.get("timeout", PATIENCE)))
    address = address.difference_update_query(["timeout"])
    if address.get_backend_name() == "sqlite":
        engine = _open_sqlite(address, patience, check)
    else:
        engine = _open_postgres(address, patience)
    try:
        if check:
            with told_calmly():
                bring_up_to_date(engine, to)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _read_address(url: str | URL) -> URL:
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except ArgumentError as error:
        raise StoreRefused("DATABASE_URL er ikke en adresse som kan leses.", "Se README om databasen.") from error
    if backend == "sqlite":
        if not address.database or address.database == ":memory:":
            raise StoreRefused("DATABASE_URL må peke på en databasefil.", "Skriv sqlite:////mappe/fil.sqlite.")
        return address
    if backend in ("postgresql", "postgres"):  # the short name is what many hosts hand out
        return address.set(drivername="postgresql+psycopg")
    raise StoreRefused("DATABASE_URL må peke på SQLite eller PostgreSQL.", "Se README om databasen.")


def _open_sqlite(address: URL, patience: float, check: bool) -> Engine:
    path = Path(address.database or "").absolute()
    if check:
        _prepare_file(path)

    def open_for(seconds: float, **pool: Any) -> Engine:
        engine = create_engine(
            address.set(query={}), creator=lambda: _open_file(path, seconds), hide_parameters=True, **pool
        )
        event.listen(engine, "connect", lambda raw, entry: entry.info.update(file=_identity(path, _frozen(raw))))
        event.listen(engine, "checkout", _same_file_as_when_opened(path))
        event.listen(engine, "begin", _begin)
        return engine

    engine = open_for(min(ONE_TRY, patience), pool_timeout=patience)
    _give_readers(engine, open_for(min(READING_PATIENCE, patience), **READERS), patience)
    if check:
        _refuse_damage(engine)
    return engine


def _give_readers(engine: Engine, readers: Engine, patience: float) -> None:
    """Keep with an engine the one its readers use, and how long its writers wait."""
    engine.update_execution_options(store_readers=readers, store_patience=patience)
    event.listen(engine, "engine_disposed", lambda _engine: readers.dispose())


def _prepare_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():  # readable by its owner only: it will hold personal data
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreGone("Databasefilen kan ikke lages der den skal ligge.", "Sjekk DATABASE_URL.") from error


def _open_file(path: Path, patience: float) -> sqlite3.Connection:
    # mode=rw: a file that has gone must not come back as an empty one.
    try:
        return _open_as(path, "mode=rw", patience)
    except sqlite3.OperationalError as error:
        # SQLite needs a second file beside one in WAL mode, and can't make it in a folder that may only be read. If
        # there is no log either, nobody is changing the file, and it can be opened as one that never changes.
        log = path.with_name(f"{path.name}-wal")
        if error.sqlite_errorcode & 0xFF not in (8, 14) or not path.exists() or _size(log):
            raise
        return _open_as(path, "mode=ro&immutable=1", patience)


def _open_as(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?{mode}", uri=True, timeout=patience, check_same_thread=False, isolation_level=None
    )
    try:
        _set_pragmas(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_pragmas(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    connection.execute("PRAGMA synchronous = FULL")  # what is told as saved has reached the disk
    connection.execute("PRAGMA temp_store = MEMORY")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Read-only: it can be read as it is. Locked: another process has it in WAL mode already.
        if error.sqlite_errorcode & 0xFF not in (5, 8):
            raise


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _frozen(connection: sqlite3.Connection) -> bool:
    """Whether the file was opened as one that nobody changes."""
    return connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal"


def _identity(path: Path, frozen: bool) -> tuple[object, ...] | None:
    """Which file it is; of a frozen one also when it was changed, since its connections would not notice."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return (frozen, facts.st_dev, facts.st_ino, facts.st_mtime_ns if frozen else 0)


def _same_file_as_when_opened(path: Path) -> Callable[..., None]:
    """SQLite goes on writing to a file that was removed or replaced, and all of it would be lost:
    reconnect.
    """

    def check(_raw: object, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        known = entry.info.get("file")
        if known is None or known != _identity(path, known[0]):
            raise DisconnectionError("the database file is another one")

    return check


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: one that began by reading could not wait for another writer.
    options = connection.get_execution_options()
    if not options.get("store_bare", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("store_writes", False) else "BEGIN")


def _refuse_damage(engine: Engine) -> None:
    try:
        with told_calmly(), engine.connect() as connection, connection.begin():
            verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if verdict != "ok":
            raise StoreDamaged
    except BaseException:
        engine.dispose()
        raise


def _open_postgres(address: URL, patience: float) -> Engine:
    def open_for(seconds: float, **pool: Any) -> Engine:
        options = f"-c lock_timeout={int(seconds * 1000)} -c timezone=UTC"
        connect = {"connect_timeout": READING_PATIENCE, "options": options}
        engine = create_engine(address, hide_parameters=True, connect_args=connect, **pool)
        watch_answers(engine)
        return engine

    engine = open_for(patience, pool_timeout=patience)
    _give_readers(engine, open_for(min(READING_PATIENCE, patience), **READERS), patience)
    return engine

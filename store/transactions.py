"""Transactions for reading and for writing, with the time they may take, and the numbers that tell of a change."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Table, func, insert, select, text, update

from store.deadline import answer_within
from store.engine import ONE_TRY, READING_PATIENCE
from store.errors import StoreGone, StoreLocked, StoreMissing, StoreUnavailable, told_calmly
from store.tables import changes

Waiting = Callable[[float], None]
"""Is told each second how many seconds a writer has waited for its turn; what it raises gives up."""
Topic = Literal["files", "settlements", "states", "notes", "efforts", "selection", "settings", "log", "everything"]
"""What an act changes: which files are in force and how files are read, texts settled, states set, notes, efforts, the
assessments and papers of a selection, the settings of rounds, the lines of the log that something is read from."""
# For a whole file over a slow line, and for what a writer does when it is its turn.
LONG = 60.0
# How long nobody asks a database that did not answer: each who asks holds one of the readers' connections.
_PAUSE = 2.0
# How long a writer whose waiting is told waits: until the user gives up, or has surely left.
_TOLD_PATIENCE = 300.0


@contextmanager
def reading(engine: Engine, *, within: float = READING_PATIENCE) -> Iterator[Connection]:
    """A transaction that only reads; faults of the database become StoreErrors.

    Raises StoreUnavailable when it takes longer than `within` seconds.
    """
    readers: Engine = engine.get_execution_options().get("store_readers", engine)
    began = time.monotonic()
    if began < readers.get_execution_options().get("store_silent_until", 0.0):
        raise StoreUnavailable
    try:
        with told_calmly(), _connect(readers, within) as connection, connection.begin():
            yield connection
    except StoreUnavailable:
        if time.monotonic() - began >= READING_PATIENCE:
            readers.update_execution_options(store_silent_until=time.monotonic() + _PAUSE)
        raise


def _connect(engine: Engine, within: float | None) -> Connection:
    with answer_within(within):
        return engine.connect()


@contextmanager
def writing(
    engine: Engine,
    round_id: str = "",
    *,
    topic: Topic = "everything",
    moves: bool = True,
    patience: float | None = None,
    waiting: Waiting | None = None,
) -> Iterator[Connection]:
    """A transaction that writes, one at a time in the whole store, and that moves the change numbers: the store's, the
    round's and the topic's.

    `moves=False` leaves them: for lines of the log that no number or list is read from. It waits for its turn for
    `patience` seconds, or, where `waiting` is told of it, until that raises something.
    """
    connection = _take_turn(engine, _moved(round_id, topic) if moves else (), patience, waiting)
    try:
        with told_calmly():
            yield connection
        _commit(connection)
    finally:
        connection.close()


def _moved(round_id: str, topic: Topic) -> tuple[str, ...]:
    """Which counters an act moves, in the order in which every writer takes them."""
    return ("", *([round_id] if round_id else []), f" {topic}")


def _take_turn(engine: Engine, moved: tuple[str, ...], patience: float | None, waiting: Waiting | None) -> Connection:
    longest = engine.get_execution_options().get("store_patience", 0.0) if patience is None else patience
    longest = max(longest, _TOLD_PATIENCE) if waiting else longest
    began = time.monotonic()
    while True:
        try:
            with told_calmly():
                return _begin_writing(engine, moved, max(0.1, began + longest - time.monotonic()))
        except StoreUnavailable as error:
            waited = time.monotonic() - began
            in_use = isinstance(error, StoreLocked) or type(error) is StoreUnavailable
            away = isinstance(error, StoreGone) and waiting is not None
            if waited >= longest or not (in_use or away):
                raise
            if waiting:
                time.sleep(max(0.0, ONE_TRY - waited))  # a server that is away refuses at once
                waiting(waited)


def _begin_writing(engine: Engine, moved: tuple[str, ...], seconds: float) -> Connection:
    connection = _connect(engine, READING_PATIENCE).execution_options(store_writes=True)
    try:
        connection.begin()
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {int(min(ONE_TRY, seconds) * 1000)}"))
        for counter in moved:
            _move(connection, counter)
        if watch := connection.info.get("watch"):
            watch.expect_within(LONG)
    except BaseException:
        connection.close()
        raise
    return connection


def _commit(connection: Connection) -> None:
    try:
        with told_calmly():
            connection.commit()
    except StoreGone as error:  # the server may have kept it, and gone silent before it said so
        raise StoreUnavailable(
            "Databasen sluttet å svare mens det ble lagret, så det er uvisst om det ble lagret.",
            "Last siden på nytt om et øyeblikk, og se etter før du gjør det på nytt.",
        ) from error


@contextmanager
def without_transaction(engine: Engine) -> Iterator[Connection]:
    """A connection on which each statement stands alone, for those that no transaction may hold (VACUUM)."""
    bare = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {"store_bare": True}
    with told_calmly(), engine.connect().execution_options(**bare) as connection:
        yield connection


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Add a row to a table whose rows have a number, and answer the number."""
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None  # both engines tell it
    return int(key[0])


def has_rows(connection: Connection, round_id: str, tables: Iterable[Table]) -> bool:
    """Whether any of the tables has a row of the round."""
    found = (select(table.c.round_id).where(table.c.round_id == round_id).limit(1) for table in tables)
    return any(connection.scalar(wanted) is not None for wanted in found)


def round_of(engine: Engine, table: Table, row_id: int, missing: str) -> str:
    """The round that a row belongs to, which never changes; raises StoreMissing with the sentence `missing`."""
    with reading(engine) as connection:
        found = connection.scalar(select(table.c.round_id).where(table.c.id == row_id))
    if found is None:
        raise StoreMissing(missing)
    return str(found)


def _move(connection: Connection, counter: str) -> None:
    moved = connection.execute(update(changes).where(changes.c.round_id == counter).values(number=changes.c.number + 1))
    if moved.rowcount == 0:
        connection.execute(changes.insert().values(round_id=counter, number=1))


def move_everything(connection: Connection, number: int) -> None:
    """Set the counter of what every topic may have changed with, where it is not known which."""
    everything = changes.c.round_id == " everything"
    if connection.execute(update(changes).where(everything).values(number=number)).rowcount == 0:
        connection.execute(changes.insert().values(round_id=" everything", number=number))


def change_id(engine: Engine) -> int:
    """A number that is higher after every act in the store."""
    return round_change_id(engine, "")


def round_change_id(engine: Engine, round_id: str) -> int:
    """A number that is higher after every act that concerns the round; 0 before the first."""
    with reading(engine) as connection:
        number = connection.scalar(select(func.max(changes.c.number)).where(changes.c.round_id == round_id))
    return number or 0


def change_numbers(engine: Engine) -> dict[str, int]:
    """The number of every counter: of the whole store under "", of each round under its id, of each topic under " " and
    its name. A topic's is higher after every act that changes it, and so is that of "everything" after one of which
    nothing more is known."""
    with reading(engine) as connection:
        return {row.round_id: row.number for row in connection.execute(select(changes))}


def check_answers(engine: Engine) -> None:
    """Raises the StoreError that says why the database doesn't answer, for the health check."""
    with reading(engine) as connection:
        connection.execute(text("SELECT 1"))

"""Gives up on a PostgreSQL server that does not answer: the driver itself would wait for ever.

A server that is stopped in the middle keeps its connections open, so that nothing but the clock tells. SQLite needs
none of this: it waits for locks only, and for as long as it is told.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from store.errors import StoreUnavailable

# How long the server may take for what is asked of it next, in seconds; None: as long as it likes.
_allowed: ContextVar[float | None] = ContextVar("allowed", default=None)


class Watch:
    """Hangs up a connection when its answer is overdue."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self.overdue = False

    def expect_within(self, seconds: float | None) -> None:
        """Start counting anew; None stops the clock."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None
            if seconds is not None:
                self._timer = threading.Timer(seconds, self._hang_up)
                self._timer.daemon = True
                self._timer.start()

    def _hang_up(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._timer is not threading.current_thread():
                return  # answered in the same moment
            self.overdue = True
            # The one who waits sees the connection end; the socket itself stays the driver's.
            with socket.fromfd(self._raw.fileno(), socket.AF_INET, socket.SOCK_STREAM) as its:
                its.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def answer_within(seconds: float | None) -> Iterator[None]:
    """Connections taken from a watched pool in here are hung up when they take longer than this."""
    token = _allowed.set(seconds)
    try:
        yield
    finally:
        _allowed.reset(token)


def watch_answers(engine: Engine) -> None:
    """Watch over the connections of an engine, and meet a server that was restarted with a new connection."""

    def begin(raw: Any, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        watch = entry.info["watch"] = Watch(raw)
        watch.expect_within(_allowed.get())
        try:
            engine.dialect.do_ping(raw)
        except engine.dialect.loaded_dbapi.Error as error:
            watch.expect_within(None)
            if watch.overdue:
                raise StoreUnavailable from error
            raise DisconnectionError("the server was restarted") from error

    def end(_raw: Any, entry: ConnectionPoolEntry) -> None:
        if watch := entry.info.pop("watch", None):
            watch.expect_within(None)

    event.listen(engine, "checkout", begin)
    event.listen(engine, "checkin", end)

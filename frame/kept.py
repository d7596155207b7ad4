"""Owns what is computed once for everybody: whoever asks first computes it, the others wait for that one.

What is kept is kept under everything it depends on, so it is right for as long as it can be asked for; a bound on bytes
holds it, and what was asked for longest ago goes first, but nothing before what was made from it: that holds it in
memory, and only what was made is asked for.
"""

import inspect
import sys
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from itertools import islice
from typing import Any, Final, ParamSpec, TypeVar

import numpy as np
import pandas as pd
import streamlit as st
from pandas.arrays import ArrowExtensionArray, DatetimeArray
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.situation import Situation
from analysis.sources import Sources
from domain.kinds import ROW_KINDS
from store import Topic

P = ParamSpec("P")
T = TypeVar("T")

MOST_BYTES: Final = 256 * 1024 * 1024
_SMALLEST: Final = 500
"""What an entry costs at least, in bytes: its key and its place in the order."""
_LOOKED_AT: Final = 20
"""Values of a long list that are looked at to tell how many bytes it holds."""
_within: ContextVar[frozenset[Topic] | None] = ContextVar("within", default=None)
"""The topics that what is being computed in this thread may depend on; None where nothing is being computed."""
_asked_for: ContextVar[set[Hashable] | None] = ContextVar("asked_for", default=None)
"""The keys that what is being computed in this thread has asked for; None where nothing is being computed."""


@dataclass(frozen=True)
class ChangeId:
    """Which state of the store is read: the number of each of its counters, and the earlier moment that is asked for,
    as ISO, None for what is known now."""

    numbers: tuple[tuple[str, int], ...]
    moment: str | None = None

    @property
    def number(self) -> int:
        """The store's own change number, which rises with every act."""
        return dict(self.numbers).get("", 0)

    def of(self, topics: tuple[Topic, ...]) -> tuple[int | str | None, ...]:
        """What a value that depends on these topics is kept under."""
        known = dict(self.numbers)
        return (self.moment, *(known.get(f" {topic}", 0) for topic in (*topics, "everything")))


@dataclass(frozen=True)
class _Entry:
    value: Any
    size: int
    ends: float
    made_from: frozenset[Hashable]


class _Stopped(Exception):
    """The one who computed was stopped by Streamlit, before there was anything to hand on."""


class Kept:
    """Values by key, at most `most_bytes` of them in all."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._ending: set[Hashable] = set()  # those that are kept for some seconds only
        self._used: Counter[Hashable] = Counter()  # how many of the entries were made from each
        self._under_way: dict[Hashable, tuple[Future[Any], int]] = {}
        self._edition = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, compute: Callable[[], Any], *, seconds: float = float("inf")) -> Any:
        """Return what is kept under `key`, else compute and keep it for `seconds`.

        Where somebody computes it already, wait for that one. An exception reaches all who wait, and is not kept; where
        Streamlit stopped the one who computed, another one does. Raises RuntimeError for a value that needs itself.
        """
        me = threading.get_ident()
        if (asked_for := _asked_for.get()) is not None:
            asked_for.add(key)
        while True:
            with self._lock:
                if (entry := self._entries.get(key)) and entry.ends > time.monotonic():
                    self._entries.move_to_end(key)
                    return entry.value
                under_way = self._under_way.get(key)
                if under_way is None:
                    mine: Future[Any] = Future()
                    edition = self._edition
                    self._under_way[key] = mine, me
                    break
            theirs, who = under_way
            if who == me:
                raise RuntimeError("What is kept under a key asks for itself.")
            try:
                return theirs.result()
            except _Stopped:
                continue
        return self._compute(key, compute, seconds, mine, edition)

    def _compute(
        self, key: Hashable, compute: Callable[[], Any], seconds: float, mine: "Future[Any]", edition: int
    ) -> Any:
        asked_for: set[Hashable] = set()
        mark = _asked_for.set(asked_for)
        try:
            value = compute()
            entry = _Entry(value, _SMALLEST + size_of(value), time.monotonic() + seconds, frozenset(asked_for))
        except BaseException as error:
            self._end(key, mine)
            mine.set_exception(error if isinstance(error, Exception) else _Stopped())
            raise
        finally:
            _asked_for.reset(mark)
        with self._lock:
            # What was made from something that has been forgotten meanwhile is not kept.
            if edition == self._edition and entry.size <= self.most_bytes:
                self._keep(key, entry)
        self._end(key, mine)
        mine.set_result(value)
        return value

    def _end(self, key: Hashable, mine: "Future[Any]") -> None:
        with self._lock:
            if self._under_way.get(key, (None, 0))[0] is mine:
                del self._under_way[key]

    def _keep(self, key: Hashable, entry: _Entry) -> None:
        self._drop(key)
        self._entries[key] = entry
        self._used.update(entry.made_from)
        self.bytes += entry.size
        now = time.monotonic()
        for ended in [other for other in self._ending if self._entries[other].ends <= now]:
            self._drop(ended)
        if entry.ends < float("inf"):
            self._ending.add(key)
        while self.bytes > self.most_bytes:
            self._drop(next(key for key in self._entries if key not in self._used))

    def _drop(self, key: Hashable) -> None:
        self._ending.discard(key)
        if entry := self._entries.pop(key, None):
            self.bytes -= entry.size
            self._used -= Counter(entry.made_from)  # leaves none at nought

    def forget(self, about: Hashable) -> int:
        """Forget what is kept under keys that hold this value; how many they were."""
        with self._lock:
            found = [key for key in self._entries if isinstance(key, tuple) and about in key]
            for key in found:
                self._drop(key)
        return len(found)

    def is_computing(self) -> bool:
        """Whether anything is being computed now."""
        return bool(self._under_way)

    def clear(self) -> None:
        """Forget everything; what is being computed now reaches those who wait for it, and is not kept."""
        with self._lock:
            self._entries.clear()
            self._ending.clear()
            self._used.clear()
            self._under_way.clear()
            self.bytes = 0
            self._edition += 1

    def __len__(self) -> int:
        return len(self._entries)


KEPT: Final = Kept()
"""Everything that this process keeps of what it has computed."""


def kept(
    *topics: Topic, showing: str = "", seconds: float = float("inf")
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorate a function whose answers are kept under its arguments, but for those that begin with an underscore.

    Of an argument `change_id` the key holds only the counters of `topics`, so that an act of another topic leaves the
    answer in its place. Raises RuntimeError where the function is asked within the computation of one that does not
    name all of these topics: that one would go on showing what has changed. `showing` is said to the user while they
    wait; `seconds` is how long an answer is kept at most.
    """

    def decorate(compute: Callable[P, T]) -> Callable[P, T]:
        names = list(inspect.signature(compute).parameters)
        in_key = [place for place, name in enumerate(names) if not name.startswith("_")]
        changing = names.index("change_id") if "change_id" in names else None

        @wraps(compute)
        def ask(*given: P.args, **named: P.kwargs) -> T:
            if named:
                raise TypeError(f"{compute.__name__} is kept under its arguments, which are given by place.")
            within = _within.get()
            if within is not None and not within.issuperset(topics):
                raise RuntimeError(f"{compute.__name__} depends on {topics}, and is asked by what names only {within}.")
            key = (
                compute,
                *(given[at].of(topics) if at == changing else given[at] for at in in_key),  # type: ignore[attr-defined]
            )
            return KEPT.get(key, lambda: _compute_within(compute, given, frozenset(topics), showing), seconds=seconds)

        return ask

    return decorate


def once(key: tuple, compute: Callable[..., Any], arguments: tuple, *given: Any, **named: Any) -> Any:
    """Return `compute(*given, *arguments, **named)`, kept under `key`, the function, and the arguments.

    Raises TypeError for a function made anew in each run: nobody would find what is kept under it, and what it has
    caught of its surroundings stands in no key.
    """
    if getattr(compute, "__closure__", None) or "<lambda>" in compute.__qualname__:
        raise TypeError(f"{compute.__qualname__} holds values that are in no key: give them as arguments.")
    return KEPT.get((once, key, compute, arguments, *named), lambda: compute(*given, *arguments, **named))


def _compute_within(function: Callable[..., Any], arguments: tuple, topics: frozenset[Topic], showing: str) -> Any:
    """Within another computation nothing is shown: the page's own thread tells what it waits for."""
    outermost = _within.get() is None and get_script_run_ctx(suppress_warning=True) is not None
    mark = _within.set(topics)
    try:
        with st.spinner(showing) if showing and outermost else nullcontext():
            return function(*arguments)
    finally:
        _within.reset(mark)


def size_of(value: Any, depth: int = 6) -> int:
    """Return about how many bytes a value holds; what it shares with others, as the rows that a situation is made from,
    is not counted."""
    if isinstance(value, pd.DataFrame | pd.Series):
        used = value.memory_usage(index=True, deep=False)
        return int(used.sum() if isinstance(value, pd.DataFrame) else used) + _SMALLEST
    if isinstance(value, Situation):
        if value.bare:  # the rest is that of the one without contacts, which is kept beside it
            return size_of(value.status) + size_of(value.notes)
        rows = sum(_size_of_rows(getattr(value, kind), getattr(value.sources, kind)) for kind in ROW_KINDS)
        return 2 * (size_of(value.status) + rows) + size_of(value.notes)  # now and a week ago
    if isinstance(value, Sources):
        return sum(size_of(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, str | bytes | int | float | None) or depth == 0:
        return sys.getsizeof(value)
    if isinstance(value, Mapping):
        return sys.getsizeof(value) + sum(size_of(one, depth - 1) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple | set | frozenset):
        looked_at = list(islice(value, 0, None, len(value) // _LOOKED_AT + 1))
        inside = sum(size_of(one, depth - 1) for one in looked_at)
        return sys.getsizeof(value) + inside * len(value) // max(len(looked_at), 1)
    if is_dataclass(value):
        return _SMALLEST + sum(size_of(getattr(value, field.name), depth - 1) for field in fields(value))
    return _SMALLEST + size_of(vars(value), depth - 1) if hasattr(value, "__dict__") else sys.getsizeof(value)


def _size_of_rows(rows: pd.DataFrame, read: pd.DataFrame) -> int:
    """How many bytes the rows of a situation and its choice of those that count hold beside what was `read` from the
    files: where no row is left out, the columns that were added."""
    shared = dict(_buffers_of(read))
    own = sum(size for address, size in _buffers_of(rows) if address not in shared)
    counts = rows["counts"]
    return own if counts.all() else own + int(size_of(rows) * counts.mean())


def _buffers_of(table: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Where in memory the values of each column stand, and how many bytes: tables may share columns."""
    for _, column in table.items():
        values = column.array
        if isinstance(values, ArrowExtensionArray):
            buffers = (buffer for chunk in values.__arrow_array__().chunks for buffer in chunk.buffers() if buffer)
            yield from ((buffer.address, buffer.size) for buffer in buffers)
        else:
            within = values.asi8 if isinstance(values, DatetimeArray) else np.asarray(values)
            yield within.__array_interface__["data"][0], within.nbytes

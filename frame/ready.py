"""Owns what is made ready before anybody waits for it: after a change, all that people looked at just before.

What was asked for is remembered, not by whom, and asked for again under the new numbers, in a thread beside the pages.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from frame.kept import ChangeId

IN_USE: Final = 600.0
"""Seconds since somebody asked for it: what is older is not made ready."""
MOST: Final = 400
"""Figures, tables and numbers that are made ready at most: all that 25 regions show on the first page."""

log = logging.getLogger("dashbord")


@dataclass(frozen=True)
class Asked:
    """What somebody looked at: a computation of `view.once` in a round, on a chosen day, under regions."""

    round_id: str
    chosen_day: date | None
    regions: tuple[str, ...]
    compute: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    named: tuple[tuple[str, bool], ...] = ()


@dataclass
class Ready:
    """What is in use in this process, and for which states of the store it has been made ready.

    `make` computes what was asked for under a change id.
    """

    make: Callable[[Asked, ChangeId], object]
    asked: "OrderedDict[Asked, float]" = field(default_factory=OrderedDict)
    done: dict[ChangeId, threading.Event] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, asked: Asked) -> None:
        """Remember that somebody looked at this."""
        with self.lock:
            self.asked[asked] = time.monotonic()
            self.asked.move_to_end(asked)
            while len(self.asked) > MOST:
                self.asked.popitem(last=False)

    def for_change(self, change_id: ChangeId) -> threading.Event:
        """Make what is in use ready for a state of the store; the event is set when it is, whoever began it."""
        with self.lock:
            if event := self.done.get(change_id):
                return event
            for old in list(self.done)[:-3]:
                del self.done[old]
            event = self.done[change_id] = threading.Event()
            since = time.monotonic() - IN_USE
            wanted = [asked for asked, at in reversed(self.asked.items()) if at >= since]
        threading.Thread(target=self._make_all, args=(wanted, change_id, event), name="make-ready", daemon=True).start()
        return event

    def _make_all(self, wanted: list[Asked], change_id: ChangeId, event: threading.Event) -> None:
        try:
            for asked in wanted:
                self.make(asked, change_id)
        except Exception:
            # The page that shows it meets the same fault, and tells of it.
            log.exception("Det som er i bruk, ble ikke gjort klart på forhånd.")
        finally:
            event.set()

"""Owns what is made ready before anybody waits for it: after a change, all that people looked at just before.

What was asked for is remembered, not by whom, and asked for again under the new numbers, in a thread beside the pages.
What somebody looks at under one region is made for every other too, so that the next to choose one need not wait.
"""

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from analysis.regions import level_for
from frame.kept import ChangeId

IN_USE: Final = 600.0
"""Seconds since somebody asked for it: what is older is not made ready."""
MOST: Final = 400
"""Figures, tables and numbers that are made ready at most: all that 25 regions show on the first page."""
REST: Final = 2.0
"""How many times longer the making for other regions rests than it works: those who wait for a page come first."""
MOST_ELSEWHERE: Final = 60
"""Figures, tables and numbers that wait to be made for other regions: those of all pages on one day."""
TOO_LONG: Final = 0.15
"""Seconds: what takes longer for one region is left to those who ask for it."""
WAIT: Final = 0.05
"""Seconds until it is asked again whether somebody waits."""
AFTERWARDS: Final = 2.0
"""Seconds until the making for other regions begins: the page that was asked for is on its way by then."""

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

    @property
    def is_for_any_region(self) -> bool:
        """Whether it is the same question under another region: it names neither a municipality nor a choice of its
        own, as the map's, which holds the regions that it is drawn for."""
        return all(isinstance(one, str | int) and not str(one).isdigit() for one in self.arguments)

    def under(self, region: str) -> "Asked":
        """The same under one region, compared by the level that the page would choose there."""
        levels = (level_for((region,), one) if one in ("branch", "county") else one for one in self.arguments)
        return replace(self, regions=(region,), arguments=tuple(levels))


@dataclass
class Ready:
    """What is in use in this process, and for which states of the store it has been made ready.

    `make` computes what was asked for under a change id; `regions` are those that can be chosen, and `is_busy` tells
    whether somebody waits for what is being computed.
    """

    make: Callable[[Asked, ChangeId], object]
    regions: Sequence[str] = ()
    is_busy: Callable[[], bool] = lambda: False
    asked: "OrderedDict[Asked, float]" = field(default_factory=OrderedDict)
    done: dict[ChangeId, threading.Event] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    elsewhere: deque[Asked] = field(default_factory=lambda: deque(maxlen=MOST_ELSEWHERE))
    begun: set[Asked] = field(default_factory=set)
    latest: ChangeId | None = None
    at_work: bool = False

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

    def make_elsewhere(self, asked: Asked, change_id: ChangeId) -> None:
        """Begin to make the same ready for every region, once for a state of the store, and return at once."""
        if not asked.is_for_any_region:
            return
        general = replace(asked, regions=())
        with self.lock:
            if change_id != self.latest:
                self.latest = change_id
                self.elsewhere.clear()
                self.begun.clear()
            if general in self.begun:
                return
            self.begun.add(general)
            self.elsewhere.append(general)
            if self.at_work:
                return
            self.at_work = True
        threading.Thread(target=self._make_elsewhere, name="make-elsewhere", daemon=True).start()

    def _make_elsewhere(self) -> None:
        """Make what waits, the latest first; a state of the store that is no longer the latest is left."""
        time.sleep(AFTERWARDS)
        while True:
            with self.lock:
                if not self.elsewhere or self.latest is None:
                    self.at_work = False
                    return
                general, change_id = self.elsewhere.pop(), self.latest
            for region in self.regions:
                while self.is_busy():
                    time.sleep(WAIT)
                began = time.monotonic()
                try:
                    self.make(general.under(region), change_id)
                except Exception:
                    log.exception("Det andre regioner viser, ble ikke gjort klart på forhånd.")
                    break
                took = time.monotonic() - began
                time.sleep(REST * took)
                if took > TOO_LONG or change_id != self.latest:
                    break

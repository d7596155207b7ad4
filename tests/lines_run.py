"""Which lines of the rooms each test runs, watched once. A test that does not run a line cannot notice its change."""

import sys
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

Line = tuple[str, int]
"""A file, from the project's folder, and the number of a line in it."""
OFTEN = 20
"""A function that one test calls so often is taken to run all its lines: to watch each costs too much."""


@dataclass(frozen=True)
class TestRun:
    """A test's seconds of the processor's time, the lines it runs as bits, and whether it starts a process, where
    nothing is watched."""

    __test__ = False
    seconds: float
    lines: int
    elsewhere: bool


@dataclass
class LinesRun:
    """The lines that were run, each with its place among the bits, and by its name what each test runs of them."""

    places: dict[Line, int] = field(default_factory=dict)
    tests: dict[str, TestRun] = field(default_factory=dict)

    def bits(self, lines: Iterable[Line], *, new: bool = False) -> int:
        """The lines as bits; those never run are left out, or `new` ones added."""
        bits = 0
        for line in lines:
            if new or line in self.places:
                bits |= 1 << self.places.setdefault(line, len(self.places))
        return bits

    def tests_of(self, lines: Iterable[Line]) -> list[str]:
        """The tests that run one of the lines, or may run it where nothing is watched."""
        bits = self.bits(lines)
        return [name for name, test in self.tests.items() if test.lines & bits or test.elsewhere]


class Watcher:
    """Watches this process while it imports, and while it runs one test after the other."""

    def __init__(self, folder: str, rooms: Iterable[str]) -> None:
        self.start = len(folder) + 1
        self.folders = tuple(f"{folder}/{room}/" for room in rooms)
        self.imported: set[Line] = set()
        self.lines = self.imported
        self.calls: Counter[int] = Counter()
        self.elsewhere = False
        sys.addaudithook(self._hear)

    def watch(self, *, on: bool) -> None:
        """Begin or end."""
        sys.settrace(self._call if on else None)
        threading.settrace(self._call if on else None)  # type: ignore[arg-type]

    def begin_test(self) -> None:
        """What runs from now on is run by the next test."""
        self.lines, self.elsewhere = set(), False
        self.calls.clear()

    def _hear(self, event: str, _: Any) -> None:
        if event in ("subprocess.Popen", "os.fork", "os.posix_spawn"):
            self.elsewhere = True

    def _call(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if not code.co_filename.startswith(self.folders):
            return None
        self.calls[id(code)] += 1
        if self.calls[id(code)] > OFTEN:
            if self.calls[id(code)] == OFTEN + 1:
                self.lines.update(self._lines_of(code))
            return None
        return self._line(frame, event, _)

    def _line(self, frame: FrameType, event: str, _: Any) -> Any:
        self.lines.add((frame.f_code.co_filename[self.start :], frame.f_lineno))
        return self._line

    def _lines_of(self, code: CodeType) -> list[Line]:
        file = code.co_filename[self.start :]
        return [(file, line) for _, _, line in code.co_lines() if line is not None]

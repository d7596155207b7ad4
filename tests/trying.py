"""Tries changes of the code: each in a fork of one process that has imported the rooms and collected their fast tests.

In the fork the changed functions get their new code, and only the tests that run the changed line are run; then, since
tests may share what is made once, the others of their modules. A line that runs while modules are imported, such as a
table of constants, is tried in a process that imports everything anew, with all the fast tests.
"""

import contextlib
import functools
import gc
import hashlib
import importlib
import itertools
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Protocol

import pytest

from tests.lines_run import LinesRun, TestRun, Watcher

ROOT = Path(__file__).resolve().parent.parent
FAST = ("-q", "-m", "fast", "-p", "no:cacheprovider", "-p", "no:xdist", "tests")
LIBRARIES = ("openpyxl", "pandas", "plotly.graph_objects", "python_calamine", "sqlalchemy")
"""Imported before anything is watched, which takes longer."""
WATCHED = ROOT / "build" / "lines_run.pickle"
"""Which lines each test runs, kept for the next sample as long as no file of the rooms or the tests has changed."""
MOMENTS = itertools.count(1_000_000_000)
SECONDS = 20
"""Of the processor's time that a change may always take; besides, five times what its tests took without it."""
KEEPING = type(functools.lru_cache(len))
"""A function that keeps what it has given."""
NOT_TRIED = 77
"""How a fork ends in which the changed code could not be put in the place of what runs."""


class Mutant(Protocol):
    """What is tried: the changed module's path, text and code, and the lines of the changed statement."""

    path: Path
    lines: range
    text: str

    def compile(self, file: str) -> CodeType:
        """The module's code, on the lines where it stood unchanged."""


Report = Callable[[Mutant, str, float], None]
"""Called with each change, what became of it ("killed", "timed out", "SURVIVED", "never run"), and the seconds."""


def try_out(mutants: Sequence[Mutant], modules: Sequence[Path], rooms: Sequence[str], report: Report) -> None:
    """Try one change after the other in a copy of the project. This process is of no other use afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        copy_project(folder, rooms)
        os.chdir(folder)
        sys.path[0] = str(folder)
        for known in [known for known in sys.modules if known == "tests" or known.startswith("tests.")]:
            del sys.modules[known]
        for library in LIBRARIES:
            importlib.import_module(library)
        watcher = Watcher(str(folder), rooms)
        watcher.watch(on=True)
        trial = Trial(folder, mutants, modules, rooms, watcher, report)
        with silence():
            code = pytest.main(["--capture=no", *FAST], plugins=[trial])
        if code:
            raise SystemExit(trial.problem or f"The fast tests could not be collected ({code!r}).")


def copy_project(folder: Path, rooms: Sequence[str]) -> None:
    """The rooms and their tests as they can be changed, with what is compiled of them, and the rest as links."""
    for entry in ROOT.iterdir():
        if entry.name in (*rooms, "tests"):
            shutil.copytree(entry, folder / entry.name)
        elif entry.is_file():
            shutil.copy(entry, folder / entry.name)
        elif not entry.name.startswith(".") or entry.name == ".streamlit":
            (folder / entry.name).symlink_to(entry)


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Nothing of what the tests say is seen."""
    kept = [os.dup(1), os.dup(2)]
    sys.stdout.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    try:
        yield
    finally:
        for stream, shown in zip((1, 2), kept, strict=True):
            os.dup2(shown, stream)


class Trial:
    """The plugin that runs the collected tests, each time in a fork: once to watch them, then for each change."""

    def __init__(self, folder: Path, mutants, modules, rooms, watcher: Watcher, report: Report) -> None:
        self.folder, self.mutants, self.modules, self.rooms = folder, mutants, modules, rooms
        self.watcher, self.report = watcher, report
        self.problem = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a test that fails, in the process where it runs."""
        if report.failed:
            (self.folder / "failed").write_text(f"{report.nodeid}\n{report.longreprtext}", "utf-8")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember a module that can't be collected."""
        if report.failed:
            self.problem = report.longreprtext

    def pytest_internalerror(self, excrepr: object) -> None:
        """Remember what went wrong here."""
        self.problem = str(excrepr)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once."""
        if self.problem:
            session.testsfailed = True
            return True
        self.items = {item.nodeid: item for item in session.items}
        self._import_all()
        self.watcher.watch(on=False)
        self.run = self._watch_tests()
        for mutant in () if self.problem else self.mutants:
            begun = time.monotonic()
            fate = self._try_out(mutant)
            self.report(mutant, fate, time.monotonic() - begun)
        session.testsfailed = bool(self.problem)
        return True

    def _import_all(self) -> None:
        """Import what would otherwise be imported by the first test that needs it, and only run there."""
        for path in self.modules:
            if "child" not in path.parts:
                importlib.import_module(".".join(path.with_suffix("").parts))
        importlib.import_module("tests.read_here").child()

    def _watch_tests(self) -> LinesRun:
        """Run the tests in a fork, each watched; what is known of those whose module has not changed is kept.

        What functions keep from call to call is forgotten before each module.
        """
        digests = self._digests()
        known = self._read_watched(digests)
        left = [item for item in self.items.values() if item.nodeid not in known.tests]

        def watch() -> int:
            module = None
            self.watcher.watch(on=True)
            for item, following in itertools.zip_longest(left, left[1:]):
                if item.path != module:
                    forget_what_is_kept(self.folder)
                    module = item.path
                    keep_watched(digests, known)
                begun = time.process_time()
                self.watcher.begin_test()
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                seconds, bits = time.process_time() - begun, known.bits(self.watcher.lines, new=True)
                known.tests[item.nodeid] = TestRun(seconds, bits, self.watcher.elsewhere)
                if item.session.testsfailed:
                    return 1
            self.watcher.watch(on=False)
            keep_watched(digests, known)
            return 0

        if left and (status := in_fork(watch, self.folder)):
            failed = self.folder / "failed"
            why = failed.read_text("utf-8") if failed.exists() else f"status {status}"
            self.problem = f"The fast tests fail without any change: {why}"
            return known
        return self._read_watched(digests)

    def _digests(self) -> dict[str, str]:
        """What the rooms and what the tests share hold, under "", and each module of tests under its path."""
        digests, shared = {}, hashlib.sha256()
        for folder in (*self.rooms, "tests"):
            for file in sorted((self.folder / folder).rglob("*.*")):
                path = file.relative_to(self.folder).as_posix()
                if file.name.startswith("test_"):
                    digests[path] = hashlib.sha256(file.read_bytes()).hexdigest()
                elif file.suffix in (".py", ".csv"):
                    shared.update(path.encode() + file.read_bytes())
        return digests | {"": shared.hexdigest()}

    def _read_watched(self, digests: dict[str, str]) -> LinesRun:
        """What is known from before of the tests that are collected now."""
        if not WATCHED.exists():
            return LinesRun()
        before, places, tests = pickle.loads(WATCHED.read_bytes())
        same = {path for path, digest in digests.items() if before.get(path) == digest}
        if "" not in same:
            return LinesRun()
        kept = {name for name in tests if name in self.items and name.partition("::")[0] in same}
        return LinesRun(places, {name: TestRun(*tests[name]) for name in kept})

    def _try_out(self, mutant: Mutant) -> str:
        file = self.folder / mutant.path
        lines = [(mutant.path.as_posix(), line) for line in mutant.lines]
        names = self.run.tests_of(lines)
        with written(file, mutant.text):
            if not self.watcher.imported.isdisjoint(lines):
                return self._try_anew(mutant)
            if not names:
                return "never run"
            chosen = self._in_order(names)
            status = in_fork(lambda: self._run_changed(mutant, chosen), self.folder, self._most_seconds(chosen))
            return self._try_anew(mutant) if status == NOT_TRIED else fate_of(status)

    def _most_seconds(self, names: Iterable[str]) -> int:
        return SECONDS + int(5 * sum(self.run.tests[name].seconds for name in names))

    def _in_order(self, names: Sequence[str]) -> list[str]:
        """The tests that run the line, the shortest modules first, and then the others of their modules."""
        modules: dict[Path, list[str]] = defaultdict(list)
        for name in names:
            modules[self.items[name].path].append(name)
        lots = sorted(modules.values(), key=lambda lot: sum(self.run.tests[name].seconds for name in lot))
        first = dict.fromkeys(name for lot in lots for name in lot)
        return [*first, *(name for name, item in self.items.items() if name not in first and item.path in modules)]

    def _run_changed(self, mutant: Mutant, names: Sequence[str]) -> int:
        """1 when one of the tests fails."""
        if not put_in_place(mutant.compile(str(self.folder / mutant.path))):
            return NOT_TRIED
        chosen = [self.items[name] for name in names]
        for item, following in itertools.zip_longest(chosen, chosen[1:]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return 1
        return 0

    def _try_anew(self, mutant: Mutant) -> str:
        """Run all tests in processes of their own: first the modules that run anything of the changed file."""
        names = self.run.tests_of(line for line in self.run.places if line[0] == mutant.path.as_posix())
        near = dict.fromkeys(str(self.items[name].path) for name in names)
        others = [name for name in dict.fromkeys(str(item.path) for item in self.items.values()) if name not in near]
        limit = 3 * self._most_seconds(self.items)
        for lot in filter(None, (list(near), others)):
            command = [sys.executable, "-m", "pytest", "-x", *FAST[:-1], *lot]
            if status := in_fork(lambda command=command: os.execv(sys.executable, command), self.folder, limit):
                return fate_of(status)
        return "SURVIVED"


def keep_watched(digests: dict[str, str], run: LinesRun) -> None:
    """Keep what was watched so far: the modules that are over are not watched again."""
    WATCHED.parent.mkdir(exist_ok=True)
    tests = {name: (one.seconds, one.lines, one.elsewhere) for name, one in run.tests.items()}
    beside = WATCHED.with_suffix(".new")
    beside.write_bytes(pickle.dumps((digests, run.places, tests)))
    beside.replace(WATCHED)


def fate_of(status: int) -> str:
    """What became of a change, from how the tests ended."""
    if status in (-signal.SIGXCPU, -signal.SIGALRM):
        return "timed out"
    return "killed" if status else "SURVIVED"


def in_fork(task: Callable[[], int], folder: Path, seconds: int = 3600) -> int:
    """How a task ends, in a copy of this process; negative for a signal. Its temporary files are deleted."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="run") as temporary:
        if not (child := os.fork()):
            code = 1
            try:
                os.environ["PYTEST_DEBUG_TEMPROOT"] = temporary
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
                signal.alarm(20 * seconds)
                code = task()
            except BaseException:
                (folder / "failed").write_text(traceback.format_exc(), "utf-8")
            finally:
                os._exit(code)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextlib.contextmanager
def written(file: Path, text: str) -> Iterator[None]:
    """The module as it is changed, for the processes that tests start; afterwards as it was."""
    whole = file.read_text("utf-8")
    write_anew(file, text)
    try:
        yield
    finally:
        write_anew(file, whole)


def write_anew(file: Path, text: str) -> None:
    """Write a module so that Python compiles it anew: it looks at the second and the size of the file."""
    file.write_text(text, "utf-8")
    moment = next(MOMENTS)
    os.utime(file, (moment, moment))


def put_in_place(module: CodeType) -> bool:
    """Give every living function of a module its code from here; whether each could be told from the others."""
    codes: dict[tuple[str, int], list[CodeType]] = defaultdict(list)
    for code in inner_codes(module):
        codes[code.co_qualname, code.co_firstlineno].append(code)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == module.co_filename:
            found = codes[one.__code__.co_qualname, one.__code__.co_firstlineno]
            if len(found) != 1 or found[0].co_freevars != one.__code__.co_freevars:
                return False
            one.__code__ = found[0]
    return True


def inner_codes(code: CodeType) -> Iterator[CodeType]:
    """The codes of all functions in a module, and in each other."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from inner_codes(one)


def forget_what_is_kept(folder: Path) -> None:
    """Empty what functions of the project keep from call to call."""
    for one in gc.get_objects():
        if isinstance(one, KEEPING):
            code = getattr(one.__wrapped__, "__code__", None)
            if code and code.co_filename.startswith(str(folder)):
                one.cache_clear()

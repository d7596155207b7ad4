"""`python -m tests.mutate --sample 100 --seed 1 [--room …]` changes the code a little and says what no test noticed.

Each change is made in a temporary copy: a comparison moved over its edge, «and» for «or», plus for minus, a number or a
truth changed, a condition turned, a value not returned. The fast tests of the room then have to fail.
"""

import argparse
import ast
import importlib
import itertools
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = {
    "domain": ("tests/domain", "tests/analysis", "tests/loaders"),
    "analysis": ("tests/analysis", "tests/data/test_examples_read.py"),
    "store": ("tests/store",),
    "loaders": ("tests/loaders", "tests/data/test_examples_read.py"),
}
"""The rooms, and the fast tests that have to notice a change in each, the nearest first."""
LEFT_OUT = ("loaders/benchmark.py", "store/migrations")
"""A measurement, and steps that are done once and never changed."""
MOST_SECONDS = 300
"""Of the processor's time; all fast tests of a room take a fraction of it."""
MOMENTS = itertools.count(1_000_000_000)
LIBRARIES = ("openpyxl", "pandas", "plotly.graph_objects", "psycopg", "python_calamine", "sqlalchemy")
OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
"""What stands in an operator's place."""


@dataclass(frozen=True)
class Site:
    """Where a change can be made: the module, which of its changeable nodes, and which of the node's changes."""

    path: Path
    place: int
    choice: int


@dataclass(frozen=True)
class Mutant:
    """One change made: the module, the line, what stood there and what stands there now, and the module's new text."""

    path: Path
    line: int
    before: str
    after: str
    text: str

    @property
    def name(self) -> str:
        """`analysis/pace.py:55  a < b  →  a <= b`."""
        return f"{self.path.as_posix()}:{self.line}  {self.before}  →  {self.after}"


def list_sites(room: str) -> list[Site]:
    """Every change that can be made in a room, in the order of its modules and lines."""
    sites = []
    for path in sorted((ROOT / room).rglob("*.py")):
        relative = path.relative_to(ROOT)
        if not relative.as_posix().startswith(LEFT_OUT):
            sites += [Site(relative, *place) for place in find_places(path.read_text("utf-8"))]
    return sites


def find_places(text: str) -> list[tuple[int, int]]:
    """(which of the changeable nodes, which of its changes) of every change that can be made in a module's text."""
    nodes = _changeable(ast.parse(text))
    return [(place, choice) for place, node in enumerate(nodes) for choice in range(len(_changes(node)))]


def change(text: str, site: Site) -> Mutant:
    """The text of a module with the change made."""
    tree = ast.parse(text)
    node = _changeable(tree)[site.place]
    before = ast.unparse(node)
    _changes(node)[site.choice]()
    return Mutant(site.path, node.lineno, _short(before), _short(ast.unparse(node)), ast.unparse(tree))


def _changeable(tree: ast.Module) -> list[ast.AST]:
    """The nodes that can be changed; annotations and decorators are left out, which no test looks at."""
    hidden: set[int] = set()
    for node in ast.walk(tree):
        parts = [
            getattr(node, "annotation", None),
            getattr(node, "returns", None),
            *getattr(node, "decorator_list", ()),
        ]
        for part in filter(None, parts):
            hidden |= {id(one) for one in ast.walk(part)}
    return [node for node in ast.walk(tree) if id(node) not in hidden and _changes(node)]


def _changes(node: ast.AST) -> list:
    """What can be done to a node, as functions that do it."""
    if isinstance(node, ast.Compare):
        return [lambda place=place: _swap_in(node.ops, place) for place, op in enumerate(node.ops) if type(op) in OTHER]
    if isinstance(node, ast.BoolOp) or (isinstance(node, ast.BinOp) and type(node.op) in OTHER and not _joins(node)):
        return [lambda: setattr(node, "op", OTHER[type(node.op)]())]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        value = not node.value if isinstance(node.value, bool) else node.value + 1
        return [lambda: setattr(node, "value", value)]
    if isinstance(node, ast.If | ast.IfExp):
        return [lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test))]
    if isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        return [lambda: setattr(node, "value", ast.Constant(None))]
    return []


def _swap_in(operators: list[ast.cmpop], place: int) -> None:
    operators[place] = OTHER[type(operators[place])]()


def _joins(node: ast.BinOp) -> bool:
    """Whether texts are joined: minus would fail at once, and show nothing about the tests."""
    sides = (node.left, node.right)
    return any(
        isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and isinstance(one.value, str))
        for one in sides
    )


def _is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else f"{line[:69]}…"


def choose(sites: Sequence[Site], sample: int, seed: int) -> list[Site]:
    """The same ones for the same seed."""
    return random.Random(seed).sample(list(sites), min(sample, len(sites)))


def copy_project(folder: Path) -> None:
    """The rooms and their tests as they can be changed, and the rest as links."""
    for entry in ROOT.iterdir():
        if entry.name in (*TESTS, "tests"):
            shutil.copytree(entry, folder / entry.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif entry.is_file():
            shutil.copy(entry, folder / entry.name)
        elif not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)


def order_tests(path: Path) -> list[list[str]]:
    """The modules of tests to run, one lot after the other: those that name the changed module, then the others."""
    module = ".".join(path.with_suffix("").parts)
    near, others = [], []
    for where in TESTS[path.parts[0]]:
        files = sorted((ROOT / where).rglob("test_*.py")) if (ROOT / where).is_dir() else [ROOT / where]
        for file in files:
            (near if module in file.read_text("utf-8") else others).append(str(file.relative_to(ROOT)))
    return [lot for lot in (near, others) if lot]


def try_out(mutant: Mutant, folder: Path) -> str:
    """What became of the change: "killed" by a test, "timed out" where the tests came to no end, or "SURVIVED"."""
    target = folder / mutant.path
    whole = target.read_text("utf-8")
    write_anew(target, mutant.text)
    try:
        for lot in order_tests(mutant.path):
            status = run_tests(folder, lot)
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGALRM):
                return "timed out"
            if status and os.waitstatus_to_exitcode(status) != pytest.ExitCode.NO_TESTS_COLLECTED:
                return "killed"
        return "SURVIVED"
    finally:
        write_anew(target, whole)


def write_anew(file: Path, text: str) -> None:
    """Write a module so that Python compiles it anew: it looks at the second and the size of the file."""
    file.write_text(text, "utf-8")
    moment = next(MOMENTS)
    os.utime(file, (moment, moment))


def run_tests(folder: Path, tests: Sequence[str]) -> int:
    """Run the fast ones of these tests until one fails, in a copy of this process; its exit status.

    The libraries are imported once, here, and nothing of the project: that took longer than most runs of the tests.
    """
    if not (child := os.fork()):
        code: int = pytest.ExitCode.INTERNAL_ERROR
        try:
            begin_in(folder)
            code = pytest.main(["-x", "-q", "-m", "fast", "-p", "no:cacheprovider", *tests])
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def begin_in(folder: Path) -> None:
    """Make this process one that was started in the folder, says nothing, and comes to an end."""
    os.chdir(folder)
    sys.path[0] = str(folder)
    for name in [name for name in sys.modules if name == "tests" or name.startswith("tests.")]:
        del sys.modules[name]
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    signal.alarm(20 * MOST_SECONDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each change with what became of it, and the survivors; 0 when at least nine of ten were noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutate", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many changes")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--room", action="append", choices=tuple(TESTS), help="of this room only; may be repeated")
    parser.add_argument("--first", type=int, default=0, help="leave out so many of them, which were tried before")
    options = parser.parse_args(arguments)
    every = [site for room in options.room or TESTS for site in list_sites(room)]
    chosen, found = choose(every, options.sample, options.seed)[options.first :], Counter[str]()
    for library in LIBRARIES:
        importlib.import_module(library)
    with tempfile.TemporaryDirectory() as folder:
        copy_project(Path(folder))
        for site in chosen:
            mutant, begun = change((Path(folder) / site.path).read_text("utf-8"), site), time.monotonic()
            fate = try_out(mutant, Path(folder))
            found[fate] += 1
            print(f"{fate:9} {time.monotonic() - begun:5.0f} s  {mutant.name}", flush=True)
    noticed = f"{len(chosen) - found['SURVIVED']} of {len(chosen)} noticed"
    print(f"{noticed} ({found['timed out']} timed out), of {len(every)} changes that could be made")
    return 0 if 10 * found["SURVIVED"] <= len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.mutate --sample 100 --seed 1 [--room …]` changes the code a little and says what no test noticed.

Each change is made in a temporary copy: a comparison moved over its edge, «and» for «or», plus for minus, a number or a
truth changed, a condition turned, a value not returned. A fast test then has to fail.
"""

import argparse
import ast
import os
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tests.trying import try_out

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("domain", "analysis", "store", "loaders")
LEFT_OUT = ("loaders/benchmark.py", "store/migrations")
"""A measurement, and steps that are done once and never changed."""
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
    """One change made: the module, the line, what stood there and what stands there now."""

    path: Path
    line: int
    before: str
    after: str
    tree: ast.Module
    lines: range
    """Of the statement that is changed; of one that holds others, its head."""

    @property
    def name(self) -> str:
        """`analysis/pace.py:55  a < b  →  a <= b`."""
        return f"{self.path.as_posix()}:{self.line}  {self.before}  →  {self.after}"

    @property
    def text(self) -> str:
        """The changed module."""
        return ast.unparse(self.tree)

    def compile(self, file: str) -> CodeType:
        """Its code, on the lines where it stood unchanged."""
        return compile(ast.fix_missing_locations(self.tree), file, "exec")


def list_modules(room: str) -> list[Path]:
    """The modules of a room that are changed."""
    paths = (path.relative_to(ROOT) for path in sorted((ROOT / room).rglob("*.py")))
    return [path for path in paths if not path.as_posix().startswith(LEFT_OUT)]


def list_sites(room: str) -> list[Site]:
    """Every change that can be made in a room, in the order of its modules and lines."""
    return [
        Site(path, *place) for path in list_modules(room) for place in find_places((ROOT / path).read_text("utf-8"))
    ]


def find_places(text: str) -> list[tuple[int, int]]:
    """(which of the changeable nodes, which of its changes) of every change that can be made in a module's text."""
    nodes = _changeable(ast.parse(text))
    return [(place, choice) for place, node in enumerate(nodes) for choice in range(len(_changes(node)))]


def change(text: str, site: Site) -> Mutant:
    """A module with the change made."""
    tree = ast.parse(text)
    node = _changeable(tree)[site.place]
    before, lines = ast.unparse(node), _lines_around(tree, node)
    _changes(node)[site.choice]()
    return Mutant(site.path, node.lineno, _short(before), _short(ast.unparse(node)), tree, lines)


def _lines_around(tree: ast.Module, node: ast.AST) -> range:
    """The lines of the innermost statement that holds a node, up to the first one within it."""
    around = [
        one for one in ast.walk(tree) if isinstance(one, ast.stmt) and one.lineno <= node.lineno <= one.end_lineno
    ]
    statement = max(around, key=lambda one: (one.lineno, one.col_offset))
    body = getattr(statement, "body", None)
    end = max(statement.lineno, node.lineno, body[0].lineno - 1) if body else statement.end_lineno
    return range(statement.lineno, end + 1)


def _changeable(tree: ast.Module) -> list[ast.AST]:
    """The nodes that can be changed. Annotations and decorators are left out, which no test looks at, and `strict=` of
    a zip, which watches over two lists that are made alike and changes nothing of what the code means."""
    hidden: set[int] = set()
    for node in ast.walk(tree):
        parts = [
            getattr(node, "annotation", None),
            getattr(node, "returns", None),
            *getattr(node, "decorator_list", ()),
            node.value if isinstance(node, ast.keyword) and node.arg == "strict" else None,
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each change with what became of it, and the survivors; 0 when at least nine of ten were noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutate", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many changes")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--room", action="append", choices=ROOMS, help="of this room only; may be repeated")
    parser.add_argument("--first", type=int, default=0, help="leave out so many of them, which were tried before")
    options = parser.parse_args(arguments)
    every = [site for room in options.room or ROOMS for site in list_sites(room)]
    chosen, found = choose(every, options.sample, options.seed)[options.first :], Counter[str]()
    mutants = [change((ROOT / site.path).read_text("utf-8"), site) for site in chosen]
    shown = os.fdopen(os.dup(1), "w", buffering=1)

    def report(mutant: Mutant, fate: str, seconds: float) -> None:
        found[fate] += 1
        print(f"{fate:9} {seconds:5.1f} s  {mutant.name}", file=shown)

    try_out(mutants, [path for room in ROOMS for path in list_modules(room)], ROOMS, report)
    noticed = found["killed"] + found["timed out"]
    print(f"{noticed} of {len(chosen)} noticed ({found['timed out']} timed out), of {len(every)} that could be made")
    return 0 if 10 * noticed >= 9 * len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Opens files for the tests: with the child's own code but without a process for each, or the same bytes once.

A process under limits takes twice as long as reading a small file. That it is started, limited and outlived is what
tests/loaders/test_bad_files.py and test_fuzz.py are for, and every test that drives the dashboard.
"""

import importlib
import sys
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

from loaders.sandbox import open_file
from loaders.sandbox.open_file import CHILD, SECONDS, split_answer

Answer = tuple[int, bytes, bool]
MOST_KEPT = 4 << 20
"""Bytes of an answer; the larger ones are few and not asked for again."""


@lru_cache(maxsize=1)
def child() -> dict[str, ModuleType]:
    """The child's modules by name. They find each other beside them, by their bare names."""
    folder = CHILD.parent
    sys.path.insert(0, str(folder))
    try:
        names = [file.stem for file in sorted(folder.glob("*.py")) if file != CHILD]
        return {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(folder))


def ask_here(task: str, content: bytes, *, seconds: int = SECONDS) -> tuple[dict[str, Any], memoryview]:
    """What `ask_child` gives, computed in this process: as `main` of the child does it, without its limits."""
    modules = child()
    unreadable = modules["problems"].Unreadable
    try:
        answer = modules["mark"].mark(content) if task == "mark" else modules["cells"].read_cells(content)
    except unreadable as error:
        answer = modules["problems"].write_problem(error.code, error.detail)
    return split_answer(answer)


def remember(run: Callable[..., Answer]) -> Callable[..., Answer]:
    """`open_file.run`, which starts a process only for bytes that it was not given before.

    The same code makes the same answer of the same bytes. What failed is not kept: it may have been the machine.
    """
    kept: dict[tuple[str, bytes], Answer] = {}

    def run_once(command: list[str], content: bytes, patience: float) -> Answer:
        asked = ("\0".join(command), content)
        if asked in kept:
            return kept[asked]
        answer = run(command, content, patience)
        if answer[0] == 0 and len(answer[1]) + len(content) <= MOST_KEPT:
            kept[asked] = answer
        return answer

    return run_once


def open_once() -> None:
    """From now on this process opens the same bytes once."""
    open_file.run = remember(open_file.run)


def read_examples_once() -> None:
    """From now on this process reads each example file once, as a dashboard does that keeps running."""
    from store import round_files

    if not hasattr(round_files.read_export, "cache_info"):
        round_files.read_export = lru_cache(maxsize=None)(round_files.read_export)

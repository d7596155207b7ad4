"""Holds who may import whom, so that data keep flowing one way (README, "What each folder is for")."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "data": set(),
    "loaders": {"data"},
    "store": {"loaders", "data"},
    "analysis": {"data"},
    "charts": {"analysis", "data"},
    "frame": {"analysis", "store", "loaders", "charts", "data"},
    "pages": {"frame", "charts"},
}
EXCEPTIONS = {"analysis/__main__.py": {"store", "loaders"}}
STREAMLIT_ROOMS = ("frame", "pages")


def python_files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_before_it(room):
    for path in python_files(room):
        allowed = MAY_IMPORT[room] | {room} | EXCEPTIONS.get(path.relative_to(ROOT).as_posix(), set())
        assert imported_rooms(path) & set(MAY_IMPORT) <= allowed, path


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if room not in STREAMLIT_ROOMS])
def test_only_the_frame_and_the_pages_know_streamlit(room):
    for path in python_files(room):
        assert "streamlit" not in imported_rooms(path), path


def test_the_examples_are_built_without_the_project():
    for path in python_files("data/build_examples"):
        assert not imported_rooms(path) & set(MAY_IMPORT) - {"data"}, path


def test_the_layout_is_the_one_that_was_asked_for():
    for name in ("dashboard.py", "pages", "data", "loaders", "tests", "requirements.txt", "README.md"):
        assert (ROOT / name).exists(), name

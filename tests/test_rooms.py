"""Holds who may import whom, so that data keep flowing one way (README, "What each folder is for")."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "data": set(),
    "domain": set(),
    "loaders": {"domain", "data"},
    "store": {"loaders", "domain", "data"},
    "analysis": {"domain", "data"},
    "charts": {"analysis", "domain", "data"},
    "report": {"charts", "analysis", "domain", "data"},
    "frame": {"report", "analysis", "store", "loaders", "charts", "domain", "data"},
    "pages": {"frame", "charts", "domain"},
}
EXCEPTIONS = {"analysis/__main__.py": {"store", "loaders"}, "report/__main__.py": {"store", "loaders"}}
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
    for path in python_files("data/tools/build_examples"):
        assert not imported_rooms(path) & set(MAY_IMPORT) - {"data"}, path


def test_the_layout_is_the_one_that_was_asked_for():
    for name in ("dashboard.py", "pages", "data", "loaders", "tests", "requirements.txt", "README.md"):
        assert (ROOT / name).exists(), name


def test_no_module_imports_itself_by_way_of_others():
    imports = {module: found - {module} for module, found in _module_imports().items()}
    while leaves := {module for module, found in imports.items() if not found & set(imports)}:
        for module in leaves:
            del imports[module]
    assert not imports, f"in circles, or importing what is: {sorted(imports)}"


def _module_imports() -> dict[str, set[str]]:
    """Each module with the modules it imports when it is loaded, or for its annotations."""
    modules = _modules()
    return {name: _imports_of(path, set(modules)) for name, path in modules.items()}


def _modules() -> dict[str, Path]:
    """Each module of the rooms by its full name."""
    modules = {}
    for room in MAY_IMPORT:
        for path in python_files(room):
            parts = path.relative_to(ROOT).with_suffix("").parts
            modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def _imports_of(path: Path, known: set[str]) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & known if inside <= known else (inside & known) | {node.module}
    return found & known


def test_every_name_imported_within_the_house_is_there():
    modules = _modules()
    missing = []
    for room in (*MAY_IMPORT, "tests"):
        for path in python_files(room):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in MAY_IMPORT:
                    named = [alias.name for alias in node.names if alias.name != "*"]
                    missing += [f"{path}: {node.module}.{name}" for name in named if not _is_there(node, name, modules)]
    assert not missing


def _is_there(node: ast.ImportFrom, name: str, modules: dict[str, Path]) -> bool:
    return f"{node.module}.{name}" in modules or name in _names_in(modules.get(node.module))


@cache
def _names_in(path: Path | None) -> set[str]:
    """What a module gives out; nothing for a module that is not there."""
    if path is None:
        return set()
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
    return names


def test_two_test_modules_never_have_one_name():
    """pytest imports test modules by their bare names: of two that share one, only the first is collected."""
    seen: dict[str, list[str]] = {}
    for path in Path("tests").rglob("test_*.py"):
        seen.setdefault(path.name, []).append(str(path))
    assert not [paths for paths in seen.values() if len(paths) > 1]


def test_the_format_is_the_tools_own_everywhere():
    mark = "fmt: " + "skip"
    files = (path for room in (*MAY_IMPORT, "tests") for path in python_files(room))
    assert not [str(path) for path in files if mark in path.read_text("utf-8")]

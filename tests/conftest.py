"""Marks the fast tests (`pytest -m fast`) and the attacks (tests/attacks.py).

Run alone, with `pytest -m attack`, the attacks are counted by kind.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest
from attacks import KIND_OF

FAST = ("domain", "loaders", "analysis", "charts", "store")
"""The rooms whose tests need neither browser nor page nor server."""
LONG = frozenset(
    (
        "test_bad_files.py",
        "test_benchmark.py",
        "test_commands.py",
        "test_fuzz.py",
        "test_generated_exports.py",
        "test_municipalities_properties.py",
        "test_store_faults.py",
        "test_store_deadlines.py",
        "test_store_with_exports.py",
    )
)
"""Modules in those rooms that start processes, wait, or try hundreds of cases."""


OWN_PROCESS = frozenset(("test_bad_files.py", "test_fuzz.py", "test_generated_exports.py", "test_benchmark.py"))
"""Modules of the loaders that open files as the dashboard does, in a process under limits."""


LONGEST = (
    "test_accessibility.py",
    "test_store_deadlines.py",
    "test_sign_in.py",
    "test_first_screen.py",
    "test_map_journeys.py",
    "test_journeys_together.py",
    "test_guide.py",
    "test_keyboard.py",
    "test_personal_data.py",
)
LONG_ROOMS = ("browser", "frame", "pages", "report", "store")
"""Modules and rooms that take longest and begin first: one begun last would leave the other worker idle. One that only
waits stands among those of the browser, which is glad of the processor."""


@pytest.fixture(scope="session")
def read_here():
    """What opens files. Imported late: the process that hands out the tests to others needs no loaders."""
    import tests.read_here as read_here

    read_here.open_once()
    return read_here


@pytest.fixture(scope="session")
def made_file(tmp_path_factory):
    """An SQLite file with the tables and nothing in them, to copy: the steps that make them take longer than a test."""
    import store

    file = tmp_path_factory.mktemp("made") / "dashboard.sqlite"
    store.connect(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(autouse=True)
def _open_here(request, monkeypatch, read_here):
    """Files are opened in the process of the tests in the rooms that are about what files hold."""
    if request.path.parent.name in ("loaders", "store") and request.path.name not in OWN_PROCESS:
        monkeypatch.setattr(read_here.open_file, "ask_child", read_here.ask_here)


def pytest_configure(config):
    config.addinivalue_line("markers", "attack: something hostile that must not get through")
    config.addinivalue_line("markers", "fast: for the inner loop, `make check`")
    config.addinivalue_line("markers", "long: one more case of a kind that another case shows in the inner loop")


def pytest_ignore_collect(collection_path, config):
    """For the inner loop only the rooms with fast tests are imported."""
    if config.option.markexpr == "fast" and collection_path.parent == Path(__file__).parent:
        return True if collection_path.is_dir() and collection_path.name not in FAST else None
    return None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest first, each module whole; with `--no-loadscope-reorder` they are handed out in this order."""

    def place(item):
        room, name = item.path.parts[-2:]
        first = LONGEST.index(name) if name in LONGEST else len(LONGEST)
        return first, LONG_ROOMS.index(room) if room in LONG_ROOMS else len(LONG_ROOMS)

    items.sort(key=place)


def pytest_collection_finish():
    """A busy machine is no failure: no example of a property is timed. Where none is tested it is not imported.

    Thirty examples, not a hundred: every run of the suite draws others.
    """
    if "hypothesis" in sys.modules:
        from hypothesis import HealthCheck, settings

        busy = [HealthCheck.too_slow]
        settings.register_profile("suite", deadline=None, max_examples=30, suppress_health_check=busy)
        settings.load_profile("suite")


def pytest_itemcollected(item):
    room, name = item.path.parts[-2:]
    long = name in LONG or "postgresql" in item.name or item.get_closest_marker("long")
    if room in FAST and not long:
        item.add_marker(pytest.mark.fast)
    if kind := _kind(item.nodeid):
        item.add_marker(pytest.mark.attack)
        item.user_properties.append(("attack", kind))


def _kind(nodeid):
    file, _, test = nodeid.partition("::")
    return KIND_OF.get((file.removeprefix("tests/"), test.partition("[")[0]))


def pytest_terminal_summary(terminalreporter, config):
    _tell_first_tries(terminalreporter)
    if config.option.markexpr != "attack" or config.option.collectonly:
        return
    stats = terminalreporter.stats
    stopped = Counter(_kind(report.nodeid) for report in stats.get("passed", []) if report.when == "call")
    through = Counter(_kind(report.nodeid) for kind in ("failed", "error") for report in stats.get(kind, []))
    terminalreporter.section("attacks: stopped, let through")
    for kind in dict.fromkeys(KIND_OF.values()):
        terminalreporter.write_line(f"{stopped[kind]:4} {through[kind]:4}  {kind}")
    terminalreporter.write_line(f"{stopped.total():4} {through.total():4}  in all")


def _tell_first_tries(terminalreporter):
    """What made a test of the browser run once more: a click that was lost, or a fault that shows now and then only."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"first try of {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)

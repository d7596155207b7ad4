"""Marks the attacks (tests/attacks.py), and counts them by kind when they are run alone: `pytest -m attack`."""

from collections import Counter

import pytest
from attacks import KIND_OF
from hypothesis import settings

# A busy machine is no failure: no test is timed.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_configure(config):
    config.addinivalue_line("markers", "attack: something hostile that must not get through")


def pytest_itemcollected(item):
    if kind := _kind(item.nodeid):
        item.add_marker(pytest.mark.attack)
        item.user_properties.append(("attack", kind))


def _kind(nodeid):
    file, _, test = nodeid.partition("::")
    return KIND_OF.get((file.removeprefix("tests/"), test.partition("[")[0]))


def pytest_terminal_summary(terminalreporter, config):
    if config.option.markexpr != "attack" or config.option.collectonly:
        return
    stats = terminalreporter.stats
    stopped = Counter(_kind(report.nodeid) for report in stats.get("passed", []) if report.when == "call")
    through = Counter(_kind(report.nodeid) for kind in ("failed", "error") for report in stats.get(kind, []))
    terminalreporter.section("attacks: stopped, let through")
    for kind in dict.fromkeys(KIND_OF.values()):
        terminalreporter.write_line(f"{stopped[kind]:4} {through[kind]:4}  {kind}")
    terminalreporter.write_line(f"{stopped.total():4} {through.total():4}  in all")

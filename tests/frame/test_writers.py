"""Everything that writes, read in the code: it asks first for the right it needs, and all of it is in the table."""

import ast
import re
from functools import cache

from locks import WRITERS
from visitors import ROOT

# Functions that ask for a right and for more than the right.
ASKS_FOR = {
    "_require_note": "write_notes",
    "_require_own": "write_notes",
    "_require_settlement": "correct",
    "_require_self": "assess",
}


@cache
def calls():
    """(function, writer, the rights it asked for before) of every call in the frame and the pages that writes."""
    found = []
    for path in sorted([*(ROOT / "frame").rglob("*.py"), *(ROOT / "pages").glob("*.py")]):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found += [(f"{path.name}:{function.name}", *call) for call in _calls_in(function)]
    return found


def _calls_in(function):
    inner = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    for node in inner:
        name = ast.unparse(node.func)
        if name.startswith("store.") and name.removeprefix("store.") in WRITERS:
            asked = [
                ast.unparse(other)
                for other in inner
                if other.lineno <= node.lineno and ast.unparse(other.func) in {"access.require", *ASKS_FOR}
            ]
            yield name.removeprefix("store."), asked


def test_every_function_that_writes_asks_first_for_the_right_it_needs():
    assert {writer for _, writer, _ in calls()} == set(WRITERS)
    for place, writer, asked in calls():
        own = {function for function, right in ASKS_FOR.items() if right == WRITERS[writer]}
        assert any(WRITERS[writer] in call or call.split("(")[0] in own for call in asked), (place, writer)


def test_all_that_the_store_writes_is_in_the_table():
    """A new function that writes has to be given a right here."""
    reading = {
        "manual_entries",
        "anonymous",
        "assessments",
        "papers",
        "score_uploads",
        "efforts",
        "change_numbers",
        "event_of",
        "guess_event_of",
        "count_log",
        "change_id",
        "check_answers",
        "compare",
        "connect",
        "content",
        "done_since",
        "draws",
        "read_effort",
        "corrections",
        "example_files",
        "first_round",
        "follow_states",
        "guess_event",
        "in_force",
        "may_remove_round",
        "notes",
        "overtaken_by",
        "place_export",
        "read_example",
        "read_log",
        "read_note",
        "read_round_files",
        "read_upload",
        "read_version",
        "read_written_answers",
        "retention_notice",
        "round_history",
        "round_settings",
        "round_texts",
        "rounds",
        "rows_within",
        "settled_elsewhere",
        "shows_examples",
        "times_of",
        "versions",
        "write_log",
    }
    used = set()
    for path in (ROOT / "frame").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if re.fullmatch(r"store\.[a-z_]+", name):
                used.add(name.removeprefix("store."))
    assert used - reading == set(WRITERS)

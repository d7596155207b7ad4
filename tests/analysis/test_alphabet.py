"""Lists stand in the order of the Norwegian alphabet: Ørland, Øygarden, Åfjord, Ås."""

import ast
from pathlib import Path

import pandas as pd

from analysis.alphabet import NAMES, norwegian_keys
from analysis.lists import make_lists
from tests.analysis.tables import rows, situation

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = {"3218": "Ås", "5058": "Åfjord", "4626": "Øygarden", "1804": "Bodø", "5057": "Ørland"}
IN_ORDER = ["Bodø", "Ørland", "Øygarden", "Åfjord", "Ås"]


def test_names_are_put_in_order_by_their_letters_and_other_columns_as_they_are():
    table = pd.DataFrame({"rank": [2, 1, 1, 1, 1], "label": ["Asker", "Ås", "ærlig", "Øya", "Zürich"]})
    ordered = table.sort_values(["rank", "label"], key=norwegian_keys)
    assert ordered["label"].tolist() == ["Zürich", "ærlig", "Øya", "Ås", "Asker"]
    assert ordered["rank"].tolist() == [1, 1, 1, 1, 2]


def test_municipalities_that_are_otherwise_alike_stand_in_the_order_of_the_alphabet():
    sent = rows(*[{"on": "2024-03-11 10:00", "of": of, "email": f"{of}@x.no", "name": "Kari"} for of in NUMBERS])
    came = rows({"joined_at": "2024-03-15 09:30", "email": "somebody@x.no", "name": "Ola"})
    lists = make_lists(situation("2024-04-01", registrations=sent, attendance=came))
    assert lists["not_attended"].rows["label"].tolist() == IN_ORDER
    assert lists["people_not_attended"].rows["label"].tolist() == IN_ORDER


def test_no_table_is_sorted_by_names_in_another_order():
    """æ, ø and å have their places in Unicode as å, æ, ø."""
    found = []
    for room in ("analysis", "charts", "report", "frame", "pages"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "sort_values":
                    named = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)} & set(NAMES)
                    if named and "norwegian_keys" not in ast.unparse(node):
                        found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []

"""The list of attacks holds what it names, and enough of each kind."""

import ast
from pathlib import Path

import pytest
from attacks import ATTACKS, KIND_OF

HERE = Path(__file__).parent


@pytest.mark.parametrize("file", sorted({file for file, _ in KIND_OF}))
def test_every_attack_on_the_list_is_a_test(file):
    body = ast.parse((HERE / file).read_text("utf-8")).body
    tests = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    assert {test for own, test in KIND_OF if own == file} <= tests


def test_at_least_350_attacks_are_tried(request):
    """With all their cases; said only of a run of the whole suite."""
    tried = [item for item in request.session.items if item.get_closest_marker("attack")]
    if {item.originalname for item in tried} != {test for _, test in KIND_OF}:
        pytest.skip("a part of the suite was asked for")
    assert len(tried) >= 350
    assert all(files for files in ATTACKS.values())

"""Some of the invented links, tokens, messages and settings, the same each time; many more by command."""

import random

import pytest

from frame.door import sign_in
from tests.frame import fuzz_door


@pytest.mark.parametrize("name", fuzz_door.TRIED)
def test_nothing_invented_ends_in_a_fault_or_opens_anything(monkeypatch, name):
    monkeypatch.setattr(sign_in, "secret", lambda _name: None)
    monkeypatch.setattr(sign_in, "current_mode", lambda: "oidc")
    outcomes = {fuzz_door.TRIED[name](random.Random(f"7 {name} {number}")) for number in range(600)}
    assert len(outcomes) > 1

"""Every claim of a token in every form that JSON has: a role, no role, or a sentence, and never a fault."""

import json
import time

import pytest
from streamlit.testing.v1 import AppTest
from visitors import OIDC

from frame.door import sign_in
from frame.door.claims import find_name, read_user
from frame.door.roles import CAN, User
from frame.serving import admission
from tests.menu import APP

NAMES = ("preferred_username", "email", "sub", "name")
CLAIMS = ("roles", "branches", *NAMES, "iat", "iss", "nonce", "is_logged_in")
FORMS = {
    "null": None,
    "true": True,
    "false": False,
    "zero": 0,
    "number": 7,
    "fraction": 1.5,
    "a number beyond all": 10**400,
    "infinity": float("inf"),
    "not a number": float("nan"),
    "an empty text": "",
    "spaces": "   ",
    "text": "administrator",
    "line breaks": "administrator\nleder",
    "a very long text": "x" * 1_000_000,
    "an empty list": [],
    "a list": ["Nordland", "administrator"],
    "a list of numbers": [1, 2],
    "a mixed list": ["administrator", 7, None],
    "a nested list": [["administrator"], ["Nordland"]],
    "a deep list": json.loads("[" * 500 + "]" * 500),
    "a long list": ["Nordland"] * 100_000,
    "an object": {"administrator": True, "Nordland": ["alle"]},
    "an empty object": {},
}
WHOLE = {
    "is_logged_in": True,
    "roles": ["radgiver"],
    "branches": ["Nordland"],
    "preferred_username": "kari@example.no",
    "email": "kari@example.no",
    "sub": "1",
    "name": "Kari",
    "iss": "https://login.example.no",
    "nonce": "n",
}


@pytest.fixture(autouse=True)
def fresh_start(monkeypatch):
    monkeypatch.setattr(sign_in, "_started_as", None)
    monkeypatch.setattr(sign_in, "_ended", {})
    monkeypatch.setattr(sign_in, "secret", {}.get)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_of_any_form_gives_a_user_no_role_or_a_sentence(claim, form):
    claims = {**WHOLE, "iat": time.time(), claim: FORMS[form]}
    found = read_user(claims)
    assert isinstance(found, User | str)
    if isinstance(found, User):
        assert found.role in CAN
        assert found.id == found.id.strip().lower() != ""
        assert len(found.name) <= 320
        assert set(found.branches) <= {"Nordland"} or found.role == "administrator"
    assert isinstance(find_name(claims), str)
    assert sign_in.is_fresh(claims, time.time()) in (True, False)
    sign_in.end_sign_in(claims, time.time())
    assert sign_in.is_ended(claims)


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("text", "a list", "line breaks")])
def test_roles_of_a_strange_form_give_none(form):
    assert read_user({**WHOLE, "roles": FORMS[form]}) == ""


@pytest.mark.parametrize("form", ["true", "number", "a list of numbers", "a mixed list", "a nested list", "an object"])
def test_branches_of_a_strange_form_are_a_sentence(form):
    assert "«branches»" in read_user({**WHOLE, "branches": FORMS[form]})
    assert read_user({**WHOLE, "roles": ["leder"], "branches": FORMS[form]}).branches == ()


def test_without_a_name_that_can_be_read_there_is_a_sentence():
    assert "ikke hvem du er" in read_user({**WHOLE, **dict.fromkeys(NAMES, 7)})


@pytest.mark.parametrize("table", ["Nordland", 7, ["kari@example.no"], {"kari@example.no": 7}, {7: "Nordland"}])
def test_a_table_of_branches_of_a_strange_form_opens_nothing(monkeypatch, table):
    monkeypatch.setattr(sign_in, "secret", {"branches": table}.get)
    found = read_user({**WHOLE, "branches": None})
    assert "«branches»" in found if isinstance(found, str) else found.branches == ()


@pytest.mark.parametrize("form", ["number", "a list", "an object", "a number beyond all", "not a number", "true"])
def test_a_sign_in_of_a_strange_age_has_no_file(monkeypatch, form):
    monkeypatch.setattr(admission, "_claims_of", lambda _cookies: {**WHOLE, "iat": FORMS[form]})
    assert admission.user_of({}) is None


@pytest.mark.parametrize("form", ["number", "a mixed list", "an object"])
@pytest.mark.parametrize("claim", ["roles", "branches", "preferred_username", "name"])
def test_the_page_of_one_with_a_strange_claim_is_calm(monkeypatch, claim, form):
    monkeypatch.undo()
    monkeypatch.delenv("AUTH_MODE", raising=False)
    test = AppTest.from_file(str(APP), default_timeout=60)
    test.secrets.update(OIDC)
    test.user = {**WHOLE, "iat": int(time.time()), claim: FORMS[form]}
    test.run()
    assert not test.exception
    assert not test.error

"""Every page × every role × every way in: the menu's page, the page's own file, a tampered link."""

from typing import get_args

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from visitors import FILES, NOBODY, OIDC, ROOT, WHO, pages, texts, visit

from frame import numbers
from frame.door import sign_in
from frame.door.roles import CAN, Right, Role, User


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory):
    """The address of a store with nothing in it; what is read of it is kept for all roles, as the dashboard does it."""
    st.cache_data.clear()
    numbers.forget()
    yield f"sqlite:///{tmp_path_factory.mktemp('empty') / 'dashboard.sqlite'}"
    st.cache_data.clear()
    numbers.forget()


@pytest.fixture(autouse=True)
def on_this_store(monkeypatch, empty_store):
    """The empty store, and no mode from the environment."""
    monkeypatch.setenv("DATABASE_URL", empty_store)
    monkeypatch.delenv("AUTH_MODE", raising=False)
    monkeypatch.setattr(sign_in, "_started_as", None)


def run(path, who, **query):
    test = visit(path, who)
    test.query_params.update(query)
    return test.run()


def test_every_page_is_in_the_menu_with_a_right():
    assert sorted(pages()) == FILES
    assert set(pages().values()) <= set(get_args(Right))


@pytest.mark.parametrize("who", WHO)
def test_a_page_run_past_the_frame_asks_by_itself(who):
    """As when someone finds a way to run a page that isn't in their menu."""
    closed = [file for file in FILES if who == NOBODY or pages()[file] not in CAN[who]]
    for file in closed:
        test = run(ROOT / "pages" / f"{file}.py", who)
        expected = "Logg inn med jobbkontoen" if who == NOBODY else "ikke åpen for rollen"
        assert expected in texts(test), file
        assert not test.exception, file
        assert not test.dataframe and not test.metric and not test.text_input, file


@pytest.mark.parametrize("role", get_args(Role))
def test_in_the_frame_the_pages_that_open_are_those_the_role_may_see(role):
    test = run(ROOT / "frame" / "app.py", role)
    opened = set()
    for file in FILES:
        try:
            test.switch_page(str(ROOT / "pages" / f"{file}.py"))
        except ValueError:  # not among the pages of this user
            continue
        test.run()
        assert not test.exception, file
        assert "ikke åpen for rollen" not in texts(test), file
        opened.add(file)
    assert opened == {file for file, right in pages().items() if right in CAN[role]}


def test_in_the_frame_nothing_opens_for_nobody():
    test = run(ROOT / "frame" / "app.py", NOBODY)
    for file in ["", *FILES]:
        if file:  # nothing is registered, so the test may ask for any page, as a browser may
            test.switch_page(str(ROOT / "pages" / f"{file}.py")).run()
        assert [button.label for button in test.button] == ["Logg inn"], file
        assert not test.metric and not test.dataframe and not test.sidebar.multiselect, file


@pytest.mark.parametrize(
    "query",
    [
        {"rolle": "administrator"},
        {"roles": "administrator"},
        {"user": "admin"},
        {"innlogging": "ok"},
        {"is_logged_in": "true"},
        {"kommune": "1804"},
        {"region": "Nordland"},
        {"side": "innstillinger"},
    ],
)
def test_no_parameter_of_a_link_lets_anyone_in(query):
    test = run(ROOT / "frame" / "app.py", NOBODY, **query)
    assert [button.label for button in test.button] == ["Logg inn"]
    assert not test.metric and not test.dataframe


def test_a_state_replayed_from_another_session_lets_nobody_in():
    test = AppTest.from_file(str(ROOT / "pages" / "settings.py"), default_timeout=60)
    test.secrets.update(OIDC)
    test.session_state["view"] = object()
    test.session_state["user"] = User("admin", "Admin", "administrator", ())
    test.run()
    assert "Logg inn med jobbkontoen" in texts(test)
    assert not test.text_input

"""Who may do what, and the configurations that are refused."""

import time
from typing import get_args

import pytest
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from data.reference import branches
from frame.door import sign_in
from frame.door.claims import read_user
from frame.door.roles import CAN, Right, Role, User

AUTH = {
    "redirect_uri": "https://oppfolging.example.no/oauth2callback",
    "cookie_secret": "h" * 40,
    "client_id": "dashbord",
    "client_secret": "hemmelig",
    "server_metadata_url": "https://login.example.no/tenant/v2.0/.well-known/openid-configuration",
}
OIDC = {"AUTH_MODE": "oidc", "auth": AUTH}


@pytest.fixture(autouse=True)
def fresh_start(monkeypatch):
    """No mode from the environment, no server started before, nobody signed out."""
    monkeypatch.delenv("AUTH_MODE", raising=False)
    monkeypatch.delenv("SESSION_HOURS", raising=False)
    monkeypatch.setattr(sign_in, "_started_as", None)
    monkeypatch.setattr(sign_in, "_ended", {})


@pytest.fixture
def secrets(monkeypatch):
    """A function that puts values in the place of secrets.toml."""

    def put(**values):
        monkeypatch.setattr(sign_in, "secret", values.get)

    put()
    return put


def set_options(monkeypatch, address, base=""):
    options = {"server.address": address, "server.baseUrlPath": base}
    monkeypatch.setattr(sign_in.config, "get_option", options.get)


def user_of(role, *own):
    return User("kari@example.no", "Kari", role, own)


def show_page(right):
    """A page that asks for a right, as every page does."""
    import streamlit as st

    from frame.door import access

    user = access.require(right)
    st.write(f"Innhold for {user.role}: {', '.join(user.branches)}")


def run_page(right, **claims):
    """The page run for a user with these claims; without any, for nobody."""
    page = AppTest.from_function(show_page, kwargs={"right": right})
    page.secrets.update(OIDC)
    if claims:
        page.user = {"is_logged_in": True, "sub": "1", "iat": int(time.time()), **claims}
    return page.run()


def texts(page):
    return " ".join(element.value for element in (*page.markdown, *page.info, *page.warning, *page.error))


# What is refused at the start


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"auth": AUTH}, "AUTH_MODE er ikke satt"),
        ({"AUTH_MODE": "oidc"}, "ingen \\[auth\\]-seksjon"),
        ({"AUTH_MODE": "åpen"}, "AUTH_MODE er «åpen»"),
        ({"AUTH_MODE": "oidc", "auth": {**AUTH, "client_id": ""}}, "client_id mangler"),
        ({"AUTH_MODE": "oidc", "auth": {**AUTH, "cookie_secret": "kort"}}, "minst 32 tegn"),
        ({"AUTH_MODE": "oidc", "auth": {**AUTH, "redirect_uri": "http://x.no/oauth2callback"}}, "https://"),
        ({"AUTH_MODE": "oidc", "auth": {**AUTH, "redirect_uri": "https://x.no/"}}, "/oauth2callback"),
        (
            {"AUTH_MODE": "oidc", "auth": {**AUTH, "server_metadata_url": "https://login.x.no/common/v2.0"}},
            "egen leietaker",
        ),
        (
            {"AUTH_MODE": "oidc", "auth": {**AUTH, "server_metadata_url": "https://login.x.no/Organizations/v2.0"}},
            "egen leietaker",
        ),
        (
            {"AUTH_MODE": "oidc", "auth": {**AUTH, "server_metadata_url": "https://login.x.no/TENANT-ID/v2.0"}},
            "bytt ut TENANT-ID",
        ),
        ({"auth": {}}, "AUTH_MODE er ikke satt"),
        ({"AUTH_MODE": "oidc", "auth": {}}, "client_secret, server_metadata_url mangler"),
        ({"AUTH_MODE": "oidc", "auth": "ja"}, "må være en seksjon"),
        ({"AUTH_MODE": True}, "AUTH_MODE er «true»"),
    ],
)
def test_an_unclear_or_unsafe_configuration_does_not_start(secrets, given, sentence):
    secrets(**given)
    with pytest.raises(sign_in.StartRefused, match=sentence):
        sign_in.check_start()


@pytest.mark.parametrize("content", [b'AUTH_MODE = "oidc"\n[auth\n', b"AUTH_MODE", b"\xff\xfe", None])
def test_a_file_of_secrets_that_cannot_be_read_does_not_start_as_local(monkeypatch, tmp_path, content):
    file = tmp_path / "secrets.toml"
    file.mkdir() if content is None else file.write_bytes(content)
    monkeypatch.setattr(sign_in.config, "get_option", {"secrets.files": [str(file)]}.get)
    monkeypatch.setattr(sign_in.st, "secrets", Secrets())
    with pytest.raises(sign_in.StartRefused, match=r"secrets.toml kan ikke leses"):
        sign_in.check_start()


def test_a_server_started_past_the_door_shows_nothing(secrets, monkeypatch):
    """As with `streamlit run frame/app.py`, which checks no address and has no middleware."""
    monkeypatch.setattr(sign_in, "is_served", lambda: True)
    with pytest.raises(sign_in.StartRefused, match="streamlit run dashboard"):
        sign_in.current_mode()
    sign_in.check_start()
    assert sign_in.current_mode() == "local"


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.20", "dashbord.example.no", ""])
def test_without_sign_in_the_app_starts_on_this_machine_only(secrets, monkeypatch, address):
    set_options(monkeypatch, address)
    with pytest.raises(sign_in.StartRefused, match="bare brukes på denne maskinen"):
        sign_in.check_start()


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_without_configuration_the_mode_is_local(secrets, monkeypatch, address):
    set_options(monkeypatch, address)
    assert sign_in.check_start() == "local"


def test_with_sign_in_any_address_may_be_listened_on(secrets, monkeypatch):
    secrets(**OIDC)
    set_options(monkeypatch, "0.0.0.0")
    assert sign_in.check_start() == "oidc"


@pytest.mark.parametrize("base", ["dashbord", "/dashbord/"])
def test_a_path_below_the_root_does_not_start(secrets, monkeypatch, base):
    set_options(monkeypatch, "127.0.0.1", base)
    with pytest.raises(sign_in.StartRefused, match="roten"):
        sign_in.check_start()


def test_local_beside_an_auth_section_must_be_said(secrets):
    secrets(AUTH_MODE="local", auth=AUTH)
    assert sign_in.check_start() == "local"


def test_taking_the_configuration_away_while_running_opens_nothing(secrets):
    secrets(**OIDC)
    sign_in.check_start()
    secrets()
    with pytest.raises(sign_in.StartRefused, match="på nytt"):
        sign_in.current_mode()


# How long a sign-in lasts


@pytest.mark.parametrize(
    ("issued", "fresh"),
    [(0, True), (7.9 * 3600, True), (8 * 3600, False), (30 * 86400, False), (-60, True), (-3600, False)],
)
def test_a_sign_in_lasts_eight_hours(secrets, issued, fresh):
    assert sign_in.is_fresh({"iat": 1_000_000 - issued}, 1_000_000) is fresh


@pytest.mark.parametrize("issued", [None, "1000000", [], {}])
def test_a_sign_in_of_unknown_age_does_not_count(secrets, issued):
    assert not sign_in.is_fresh({"iat": issued}, 1_000_000)


@pytest.mark.parametrize(("hours", "seconds"), [("2", 7200), ("0,5", 28800), ("-1", 28800), ("1000", 28800)])
def test_the_length_of_a_sign_in_is_a_setting_within_a_day(secrets, hours, seconds):
    secrets(SESSION_HOURS=hours)
    assert sign_in.longest_session() == seconds


def test_signing_out_ends_that_sign_in_and_no_other(secrets):
    mine = {"sub": "1", "iat": 5, "nonce": "a"}
    sign_in.end_sign_in(mine, 10)
    assert sign_in.is_ended(mine)
    assert not sign_in.is_ended({**mine, "nonce": "b"})
    sign_in.end_sign_in({"sub": "2"}, 10 + 9 * 3600)  # by now the first has run out by itself
    assert not sign_in.is_ended(mine)


# Roles


def test_each_role_may_do_what_the_table_says():
    everything = set(get_args(Right))
    assert CAN["administrator"] == everything
    assert CAN["vurderer"] == {"assess"}
    assert CAN["leder"] == {"see_figures"}
    administrators = {"see_log", "change_settings", "delete", "choose", "see_answers"}
    assert everything - CAN["rådgiver"] == administrators | {"assess"}


@pytest.mark.parametrize(
    ("kind", "adviser"),
    [("registrations", True), ("attendance", True), ("applications", False), ("evaluations", False)],
)
def test_an_adviser_of_every_branch_may_have_the_files_that_surely_hold_no_answers(kind, adviser):
    for role, may in (("rådgiver", adviser), ("administrator", True), ("leder", False)):
        assert User("kari", "Kari", role, branches()).may_have_file(kind) is may


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        (["vurderer"], "vurderer"),
        (["vurderer", "leder"], "leder"),
        (["leder"], "leder"),
        (["radgiver"], "rådgiver"),
        (["Rådgiver"], "rådgiver"),
        ("administrator", "administrator"),
        (["leder", "administrator", "ukjent"], "administrator"),
        (["leder", "radgiver"], "rådgiver"),
        ([], None),
        (None, None),
        (["admin"], None),
        (["administrator "], None),
        ([["administrator"]], None),
        ({"administrator": True}, None),
        (7, None),
    ],
)
def test_only_known_app_roles_give_a_role(roles, role):
    found = read_user({"sub": "1", "roles": roles})
    assert (found.role if found else None) == role


def test_the_user_name_goes_before_the_address():
    def found(**claims):
        return read_user({"roles": "leder", **claims}).id

    assert found(preferred_username="Kari@Example.no", email="x@y.no") == "kari@example.no"
    assert found(email="Ola@Example.no") == "ola@example.no"
    assert found(sub="AbC") == "abc"
    assert found(preferred_username=["Kari"], email=None, sub="AbC") == "abc"


def branches_of(role, **claims):
    return read_user({"roles": role, **claims}).branches


def test_an_advisers_branches_come_from_the_token_or_the_table(secrets):
    secrets(branches={"Kari@example.no": ["Nordland", "Atlantis"], "ola@example.no": "Agder"})
    kari = {"email": "kari@example.no"}
    assert branches_of("radgiver", **kari) == ("Nordland",)
    assert branches_of("radgiver", **kari, branches=["Agder"]) == ("Agder",)
    assert branches_of("radgiver", **kari, branches=[]) == ()
    assert branches_of("radgiver", email="ola@example.no") == ("Agder",)
    assert branches_of("radgiver", email="per@example.no") == ()
    assert branches_of("radgiver", **kari, branches="alle") == branches()


def test_a_leader_sees_no_ones_contacts_and_an_administrator_everyones(secrets):
    claims = {"email": "kari@example.no", "branches": ["Nordland"]}
    assert branches_of("leder", **claims) == ()
    assert branches_of("administrator", **claims) == branches()
    assert not user_of("leder", "Nordland").sees_people_of("Nordland")
    assert user_of("rådgiver", "Nordland").sees_people_of("Nordland")
    assert not user_of("rådgiver", "Nordland").sees_people_of("Rogaland")


# Pages


@pytest.mark.parametrize("right", get_args(Right))
@pytest.mark.parametrize("role", get_args(Role))
def test_every_right_is_asked_for_as_the_table_says(role, right):
    page = run_page(right, roles=[role], name="Kari")
    shown = texts(page)
    assert ("Innhold for" in shown) is (right in CAN[role])
    assert ("ikke åpen for rollen" in shown) is (right not in CAN[role])
    assert not page.exception


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({}, "Logg inn med jobbkontoen"),
        ({"roles": ["administrator"], "is_logged_in": False}, "Logg inn med jobbkontoen"),
        ({"roles": ["administrator"], "iat": int(time.time()) - 9 * 3600}, "er utløpt"),
        ({"roles": ["administrator"], "iat": None}, "er utløpt"),
        ({"roles": []}, "har ikke fått noen rolle"),
        ({"roles": ["konge"]}, "har ikke fått noen rolle"),
    ],
)
def test_whoever_is_not_signed_in_with_a_role_sees_why_and_nothing_else(claims, sentence):
    page = run_page("see_figures", **claims)
    assert sentence in texts(page)
    assert "Innhold for" not in texts(page)
    assert not page.exception


def test_after_signing_out_an_open_session_sees_nothing(monkeypatch):
    claims = {"roles": ["administrator"], "sub": "1", "iat": int(time.time())}
    sign_in.end_sign_in(claims, time.time())
    shown = texts(run_page("see_figures", **claims))
    assert "Du er logget ut" in shown
    assert "Innhold for" not in shown


def test_the_local_user_is_administrator_of_everything():
    page = AppTest.from_function(show_page, kwargs={"right": "delete"}).run()
    assert "Innhold for administrator" in texts(page)
    assert branches()[0] in texts(page)


def test_a_name_from_the_token_is_no_markup():
    page = run_page("see_figures", roles=[], name="**[Kari](http://evil.example)** $x$ :red[y]")
    assert r"\*\*\[Kari\]\(http\:" in texts(page)

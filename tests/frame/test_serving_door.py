"""Who is answered: this machine alone, or those signed in, and where a sign-in leads back to."""

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse

from frame.door import sign_in
from frame.serving import admission
from frame.serving.admission import Door

HELLO = PlainTextResponse("hei")


@pytest.mark.parametrize(
    ("given", "client", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({"host": "127.0.0.1:8501", "origin": "http://localhost:8501"}, "127.0.0.1", 200),
        ({"host": "[::1]:8501"}, "::1", 200),
        ({}, "10.0.0.7", 403),
        ({"host": "dashbord.no"}, "127.0.0.1", 403),
        ({"host": "localhost.evil.example"}, "127.0.0.1", 403),
        ({"host": "localhost@evil.example"}, "127.0.0.1", 403),
        ({"host": "[::1"}, "127.0.0.1", 403),
        ({"origin": "null"}, "127.0.0.1", 403),
        ({"origin": "https://evil.example"}, "127.0.0.1", 403),
        ({"origin": "http://localhost:3000"}, "127.0.0.1", 403),  # another program's page on this machine
        ({"x-forwarded-for": "127.0.0.1"}, "127.0.0.1", 403),
    ],
)
def test_local_mode_answers_this_machine_only(ask, mode, given, client, status):
    mode("local")
    assert ask(Door(HELLO), "/", given, client=client).status == status


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 200),
        ({"origin": "http://localhost:8501"}, 200),
        ({"origin": "https://oppfolging.example.no"}, 200),  # a proxy has changed the host
        ({"host": "oppfolging.example.no", "origin": "https://oppfolging.example.no"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "https://oppfolging.example.no.evil.example"}, 403),
        ({"origin": "https://oppfolging.example.no@evil.example"}, 403),
        ({"origin": "http://oppfolging.example.no"}, 403),
        ({"origin": "http://localhost:3000"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "[::1", "origin": "null"}, 403),
        ({"origin": ""}, 403),
    ],
)
def test_with_sign_in_no_other_page_is_answered(ask, connect, mode, monkeypatch, given, status):
    auth = {"redirect_uri": "https://oppfolging.example.no/oauth2callback"}
    monkeypatch.setattr(sign_in, "secret", {"auth": auth}.get)
    assert ask(Door(HELLO), "/", given).status == status
    assert (connect(Door(HELLO), given)["status"] == 403) is (status == 403)


def test_a_configuration_changed_while_running_closes_the_door(ask, monkeypatch):
    def refuse():
        raise sign_in.StartRefused("Start på nytt.")

    monkeypatch.setattr(sign_in, "current_mode", refuse)
    answer = ask(Door(HELLO), "/")
    assert (answer.status, answer.body.decode()) == (403, "Start på nytt.")


@pytest.mark.parametrize(
    ("referer", "kept"),
    [
        ("http://localhost:8501/kommuner?kommune=1804", "/kommuner?kommune=1804"),
        ("http://localhost:8501/kart", "/kart"),
        ("http://evil.example/kart", ""),
        ("http://localhost:8501//evil.example", ""),
        ("http://localhost:8501/\\evil.example", ""),
        ("http://localhost:8501/?innlogging=mislyktes", ""),
        ("http://localhost:8501/" + "x" * 3000, ""),
        ("", ""),
    ],
)
def test_only_a_page_of_our_own_is_the_way_back(mode, ask, referer, kept):
    assert admission.find_way_back({"referer": referer, "host": "localhost:8501"}) == kept
    answer = ask(Door(RedirectResponse("https://login.example.no")), "/auth/login", {"referer": referer})
    assert bool(answer.cookies) is bool(kept)


@pytest.mark.parametrize(
    ("cookie", "target"),
    [
        ("%2Fkommuner%3Fkommune%3D1804", "/kommuner?kommune=1804"),
        ("%2F%2Fevil.example", "/"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("%2Fx%0d%0aSet-Cookie:%20a=1", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_never_leads_to_another_site(mode, ask, cookie, target):
    signed_in = RedirectResponse("/")
    signed_in.set_cookie("_streamlit_user", "x")
    address = "/oauth2callback?code=1&state=2"
    answer = ask(Door(signed_in), address, {"cookie": f"{admission.WAY_BACK}={cookie}"})
    assert answer.headers["location"] == target


@pytest.mark.parametrize("referer", ["http://[", "http://[::1", "https://[x]/kommuner"])
def test_a_page_whose_address_is_none_is_no_way_back(mode, ask, referer):
    answer = ask(Door(HELLO), "/auth/login", {"referer": referer})
    assert answer.status == 200
    assert not answer.cookies


def test_a_sign_in_that_came_to_nothing_is_said_and_the_way_back_kept(mode, ask):
    failed = RedirectResponse("/")
    failed.delete_cookie("_streamlit_user")
    answer = ask(Door(failed), "/oauth2callback?error=access_denied", {"cookie": f"{admission.WAY_BACK}=%2Fkart"})
    assert answer.headers["location"] == "/?innlogging=mislyktes"
    assert not any(admission.WAY_BACK in cookie for cookie in answer.cookies)

"""Whose downloads and uploads are let through."""

import time
from types import SimpleNamespace

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse

from frame import insides
from frame.door import file_owners, sign_in
from frame.serving import admission
from frame.serving.admission import Door

HELLO = PlainTextResponse("hei")


@pytest.fixture
def cookie_of(monkeypatch):
    """A function that makes every request carry the sign-in of somebody with these claims."""

    def put(**claims):
        signed_in = {"is_logged_in": True, "sub": "1", "iat": time.time(), **claims}
        monkeypatch.setattr(admission, "_claims_of", lambda _cookies: signed_in)

    monkeypatch.setattr(sign_in, "_ended", {})
    return put


@pytest.fixture
def media(monkeypatch):
    """A server that has written one file, `/media/abc.xlsx`, for a user."""

    def put(user, content):
        file_owners.for_user(user, lambda: content)()
        files = SimpleNamespace(read_file=lambda name: SimpleNamespace(content=content) if "abc" in name else None)
        server = SimpleNamespace(exists=lambda: True, instance=lambda: SimpleNamespace(media_file_mgr=files))
        monkeypatch.setattr(insides, "Runtime", server)

    return put


def test_a_download_is_for_the_user_it_was_written_for(mode, ask, cookie_of, media):
    media("kari@example.no", b"Karis liste")
    cookie_of(roles=["radgiver"], email="kari@example.no")
    assert ask(Door(HELLO), "/media/abc.xlsx").status == 200
    for other in ({"roles": ["leder"]}, {"roles": ["radgiver"]}, {"roles": ["administrator"]}):
        cookie_of(**other, email="ola@example.no")
        assert ask(Door(HELLO), "/media/abc.xlsx").status == 403
        assert ask(Door(HELLO), "/media/picture.png").status == 200


def test_two_who_write_the_same_both_get_it(mode, ask, cookie_of, media):
    media("kari@example.no", b"en felles tabell")
    media("ola@example.no", b"en felles tabell")
    for user in ("kari@example.no", "ola@example.no"):
        cookie_of(roles=["leder"], email=user)
        assert ask(Door(HELLO), "/media/abc.xlsx").status == 200


@pytest.mark.parametrize(("role", "status"), [("leder", 403), ("radgiver", 200), ("administrator", 200)])
def test_only_those_who_may_upload_send_files(mode, ask, cookie_of, role, status):
    cookie_of(roles=[role])
    assert ask(Door(HELLO), "/_stcore/upload_file/s/f", method="PUT").status == status


@pytest.mark.parametrize("host", ["x/y", "x?y", "x#y", "evil.example"])
def test_a_strange_host_opens_no_file(mode, ask, host):
    assert ask(Door(HELLO), "/media/abc.xlsx", {"host": host}).status == 403


def test_a_link_that_signs_out_ends_the_sign_in(mode, ask, cookie_of):
    cookie_of(roles=["administrator"], email="kari@example.no", iat=time.time())
    assert ask(Door(HELLO), "/media/abc.xlsx").status == 200
    ask(Door(RedirectResponse("/")), "/auth/logout")
    assert ask(Door(HELLO), "/media/abc.xlsx").status == 403


@pytest.mark.parametrize("path", ["/media/abc.xlsx", "/_stcore/upload_file/s/f"])
def test_files_are_not_for_those_without_a_sign_in(mode, ask, path):
    assert ask(Door(HELLO), path, {"cookie": "_streamlit_user=falsk"}).status == 403
    assert ask(Door(HELLO), "/app/static/favicon.svg").status == 200

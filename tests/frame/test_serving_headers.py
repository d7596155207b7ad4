"""The headers of every answer, and the addresses that are closed."""

import pytest
from starlette.responses import PlainTextResponse, Response

from frame.door import errors
from frame.serving import headers
from frame.serving.headers import SecurityHeaders

HELLO = PlainTextResponse("hei")


def test_a_header_of_streamlits_own_does_not_weaken_ours(ask):
    loose = Response("x", headers={"access-control-allow-origin": "*", "X-Frame-Options": "SAMEORIGIN"})
    answer = ask(SecurityHeaders(loose), "/")
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-frame-options"] == "DENY"


def test_behind_tls_cookies_are_secure_and_the_browser_stays_on_tls(ask):
    inner = Response("x")
    inner.set_cookie("a", "1")
    inner.set_cookie("b", "2", secure=True)
    answer = ask(SecurityHeaders(inner), "/", scheme="https")
    assert all(cookie.lower().count("; secure") == 1 for cookie in answer.cookies)
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "wss://localhost:8501" in answer.headers["content-security-policy"]


def test_without_tls_no_cookie_is_made_unusable(ask):
    inner = Response("x")
    inner.set_cookie("a", "1")
    answer = ask(SecurityHeaders(inner), "/")
    assert not any("secure" in cookie.lower() for cookie in answer.cookies)
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("host", ["x; script-src *", "evil.example/ 'unsafe-eval'", "a b", "", "h:999999"])
def test_a_host_that_is_no_host_name_adds_nothing_to_the_policy(host):
    policy = headers.content_security_policy(host, tls=False)
    assert "connect-src 'self';" in policy
    assert policy.count("script-src") == 1


@pytest.mark.parametrize("host", ["dashbord.no", "localhost:8501", "[::1]:8501", "192.168.1.2:80"])
def test_a_host_name_is_where_the_socket_may_connect(host):
    assert f"connect-src 'self' ws://{host};" in headers.content_security_policy(host, tls=False)


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/x", "/_stcore/agent", "/component/a/b.js"])
def test_closed_addresses_never_reach_streamlit(ask, path):
    assert ask(SecurityHeaders(HELLO), path).status == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/stream", "/komponent", "/_stcore/metricsx"])
def test_addresses_that_only_resemble_closed_ones_are_open(path):
    assert not headers.is_closed(path)


def test_a_bug_outside_the_pages_is_answered_with_a_number_that_finds_the_line(ask, monkeypatch):
    lines = []
    monkeypatch.setattr(errors.log, "error", lambda text, *values: lines.append(text % values))

    async def fail(scope, receive, send):
        raise KeyError("kari.nordmann@example.no")

    answer = ask(SecurityHeaders(fail), "/media/x")
    assert answer.status == 500
    assert lines[0].split()[1] in answer.body.decode()
    assert "KeyError" in lines[0] and "KeyError" not in answer.body.decode()
    assert "kari.nordmann" not in lines[0] + answer.body.decode()
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("first", [{"type": "websocket.close", "code": 1008}, {"type": "websocket.accept"}])
def test_the_answer_to_a_websocket_carries_the_headers(connect, first):
    async def answer(scope, receive, send):
        await send(first)

    start = connect(SecurityHeaders(answer))
    assert start.get("status") == (403 if first["type"] == "websocket.close" else None)
    assert (b"x-content-type-options", b"nosniff") in start["headers"]

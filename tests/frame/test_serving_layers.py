"""The middleware, each layer by itself."""

import gzip
import hashlib
import re
import time
from types import SimpleNamespace

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from frame import insides
from frame.door import errors, file_owners, sign_in
from frame.serving import admission, assets, headers, page
from frame.serving.admission import Door
from frame.serving.assets import Assets
from frame.serving.headers import SecurityHeaders
from frame.serving.page import TheOnePage

HELLO = PlainTextResponse("hei")


@pytest.fixture
def mode(monkeypatch):
    """A function that sets how the dashboard is opened."""

    def put(wanted):
        monkeypatch.setattr(sign_in, "current_mode", lambda: wanted)

    put("oidc")
    return put


# The headers


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


# The page


def test_streamlits_page_becomes_ours_and_other_html_stays(ask):
    ours = ask(TheOnePage(HTMLResponse(page.original_index())), "/kommuner", {"accept-encoding": "gzip"})
    assert ours.body == page.our_index()
    assert int(ours.headers["content-length"]) == len(ours.body)
    assert ask(TheOnePage(HTMLResponse("<p>annet</p>")), "/").body == b"<p>annet</p>"


def test_a_head_request_gets_the_headers_only(ask):
    answer = ask(TheOnePage(HTMLResponse(page.original_index())), "/", method="HEAD")
    assert answer.body == b""
    assert int(answer.headers["content-length"]) == len(page.our_index())


def test_the_policy_allows_exactly_the_inline_scripts_the_page_has():
    html = page.our_index().decode()
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(scripts) == len(page.inline_script_hashes()) == 2
    assert not re.search(r"\son[a-z]+=", html)


def test_another_streamlit_with_another_page_fails_at_the_start():
    with pytest.raises(RuntimeError, match="<title>"):
        page.rewrite_index(page.original_index().decode().replace("<title>Streamlit</title>", ""))


def test_our_script_stands_before_streamlits():
    html = page.our_index().decode()
    assert html.index("bokmal.js") < html.index('type="module"')
    mark = hashlib.sha256((page.STATIC / "bokmal.js").read_bytes()).hexdigest()[:12]
    assert f"bokmal.js?v={mark}" in html


# Static files


def test_a_script_is_sent_compressed_to_those_who_take_it(ask):
    script = "/app/static/bokmal.js"
    packed = ask(Assets(HELLO), script, {"accept-encoding": "gzip, br"})
    plain = ask(Assets(HELLO), script)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body == (page.STATIC / "bokmal.js").read_bytes()
    assert packed.headers["content-type"].startswith("text/javascript")


def test_a_file_with_a_mark_of_its_content_is_kept_for_ever_and_others_for_a_while(ask):
    for address, lasting in [
        (f"/{page.static_url('bokmal.js')}", True),
        ("/app/static/bokmal.js", False),
        ("/app/static/fonts/inter-latin.woff2", True),
    ]:
        assert ("immutable" in ask(Assets(HELLO), address).headers["cache-control"]) is lasting


def test_a_file_the_browser_has_is_not_sent_again(ask):
    first = ask(Assets(HELLO), "/app/static/favicon.svg")
    again = ask(Assets(HELLO), "/app/static/favicon.svg", {"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "/app/static/../app.py",
        "/app/static/../../data/dashboard.sqlite",
        "/app/static//etc/passwd",
        "/static/../index.html",
        "/app/static/",
        "/app/static/fonts",
        "/app/static/x\0.js",
        "/annet.js",
    ],
)
def test_only_files_of_the_static_folders_are_read(ask, address):
    assert ask(Assets(HELLO), address).body == b"hei"


def test_a_changed_file_is_sent_as_it_now_is(ask, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "_ROOTS", {"/app/static/": tmp_path})
    (tmp_path / "a.js").write_text("1")
    assert ask(Assets(HELLO), "/app/static/a.js").body == b"1"
    (tmp_path / "a.js").write_text("22")
    assert ask(Assets(HELLO), "/app/static/a.js").body == b"22"


# The door


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

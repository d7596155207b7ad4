"""What is tried against the served dashboard with sign-in, past the pages: addresses, sockets, files, links."""

import http.client
import os
from base64 import b64encode
from urllib.parse import quote, urlsplit

import pytest
from map_server import until
from people import come_in
from playwright.sync_api import expect
from steps import fetch
from streamlit.proto.BackMsg_pb2 import BackMsg

from frame.serving.headers import _ALWAYS


@pytest.fixture
def app(guarded_app):
    return guarded_app


@pytest.fixture
def watch(watch, provider):
    watch.allowed.add(urlsplit(provider).netloc)
    return watch


def ask(app, method, address, body=None, **headers):
    """Status, headers and body of a request as it is written here, which a browser would tidy up."""
    connection = http.client.HTTPConnection("localhost", urlsplit(app.url).port, timeout=30)
    connection.putrequest(method, address, skip_host=True)
    named = {"Host": urlsplit(app.url).netloc, **{name.replace("_", "-"): value for name, value in headers.items()}}
    for name, value in named.items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    with connection.getresponse() as answer:
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read(2_000)
    connection.close()
    return found


def cookies_of(page):
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())


def enter(page, app, user, address="/"):
    come_in(page, app.url, user, address)
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()


INSIDE = (b"Traceback", b"root:", b"cookie_secret", b"SQLite format", b"import ")  # of files and of errors
ADDRESSES = (
    "/%2e%2e/%2e%2e/etc/passwd",
    "/app/static/..%2f..%2fdata/dashboard.sqlite",
    "/static/%00",
    "//evil.example/",
    "/media/../../etc/passwd",
    "/media/%2e%2e%2fsecrets.toml",
    "/.streamlit/secrets.toml",
    "/.git/config",
    "/data/dashboard.sqlite",
    "/frame/app.py",
    "/pages/data.py",
    "/%c3%28",
    "/" + "a" * 5000,
    "/?x=%ff%0d%0aSet-Cookie:a",
    "/oauth2callback?error=x%0d%0aSet-Cookie:%20a=1",
    "/oauth2callback?code=1&state=2",
    "/auth/login?provider=falsk",
    "/_stcore/stream",
    "/_stcore/upload_file/a/b",
    "/manifest.json",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_gives_more_than_the_page_and_each_answer_has_the_headers(app, method, address):
    status, headers, body = ask(app, method, address)
    assert status in {200, 302, 400, 403, 404, 405}
    assert not [word for word in INSIDE if word in body]
    assert {name: headers.get(name) for name in _ALWAYS} == _ALWAYS
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "evil.example" not in headers.get("location", "")
    assert "a" not in headers.get("set-cookie", "").split("=")[0].split(", ")


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:1", "https://localhost.evil.example"],
)
def test_a_socket_from_another_origin_is_refused(app, origin):
    key = b64encode(os.urandom(16)).decode()
    status, headers, _ = ask(
        app,
        "GET",
        "/_stcore/stream",
        Origin=origin,
        Upgrade="websocket",
        Connection="Upgrade",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key=key,
    )
    assert status == 403
    assert headers["x-content-type-options"] == "nosniff"
    assert "external IP" not in app.log.read_text("utf-8")  # Streamlit asks a server elsewhere for its own address


def test_the_browser_is_told_no_versions_and_no_system(app, page):
    frames = []

    def hear(socket):
        socket.on("framereceived", lambda frame: frames.append(frame))

    page.on("websocket", hear)
    page.goto(app.url)
    expect(page.get_by_role("button", name="Logg inn")).to_be_visible()
    page.remove_listener("websocket", hear)
    told = b"".join(frame if isinstance(frame, bytes) else frame.encode() for frame in frames)
    assert told
    assert not [word for word in (b"1.67", b"3.11", b"final.0", b"Linux") if word in told]


OPEN_A_SOCKET_AND_SEND = """data => new Promise(done => {
    const address = new URL("/_stcore/stream", location.href.replace("http", "ws"));
    const socket = new WebSocket(address, "streamlit");
    socket.onopen = () => { socket.send(new Uint8Array(data)); setTimeout(() => socket.close(), 500); };
    socket.onclose = done;
})"""


@pytest.mark.parametrize("who", ["", "leder@example.no"])
def test_nobody_empties_the_caches_of_all(app, page, who):
    if who:
        enter(page, app, who)
    else:
        page.goto(app.url)
        expect(page.get_by_role("button", name="Logg inn")).to_be_visible()
    before = app.log.read_text("utf-8").count("en melding av typen clear_cache")
    page.evaluate(OPEN_A_SOCKET_AND_SEND, list(BackMsg(clear_cache=True).SerializeToString()))
    until(lambda: app.log.read_text("utf-8").count("en melding av typen clear_cache") == before + 1, "the refusal")


def test_an_advisers_download_is_for_no_one_else(app, page, new_page):
    other = new_page()
    enter(other, app, "leder@example.no")
    enter(page, app, "nord@example.no", "/oppfolging?dato=2024-05-02")
    address = urlsplit(fetch(page, "Last ned som Excel").url).path
    assert ask(app, "GET", address, Cookie=cookies_of(page))[0] == 200
    assert ask(app, "GET", address, Cookie=cookies_of(other))[0] == 403
    assert ask(app, "GET", address)[0] == 403
    for host in ("x/y", "x?y", "x#y"):
        assert ask(app, "GET", address, Host=host)[0] == 403


def test_no_file_is_taken_without_the_token_the_right_and_the_session(app, page):
    def send(**headers):
        body = b'--B\r\nContent-Disposition: form-data; name="f"; filename="x.csv"\r\n\r\nhei\r\n--B--\r\n'
        named = {"Content_Type": "multipart/form-data; boundary=B", **headers}
        return ask(app, "PUT", "/_stcore/upload_file/s/f", body, **named)[0]

    def token():
        return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "_streamlit_xsrf")

    assert send() == 403
    enter(page, app, "leder@example.no")
    assert send(Cookie=cookies_of(page), X_Xsrftoken=token()) == 403  # no right to upload
    page.context.clear_cookies()
    enter(page, app, "admin@example.no")
    assert send(Cookie=cookies_of(page)) == 403  # no token
    assert send(Cookie=cookies_of(page), X_Xsrftoken="falsk") == 403
    assert send(Cookie=cookies_of(page), X_Xsrftoken=token(), Origin="https://evil.example") == 403
    assert send(Cookie=cookies_of(page), X_Xsrftoken=token()) == 400  # let through; there is no such session


@pytest.mark.parametrize("text", ["[her](https://evil.example)", "<a href='//evil.example'>", "$x$ :rocket: **x**"])
def test_a_text_in_a_link_is_shown_as_it_is(app, page, text):
    links = [address.format(quote(text)) for address in ("/?region={}", "/?runde={}", "/kommuner?kommune={}")]
    enter(page, app, "leder@example.no", links[0])
    for link in links:
        if link != links[0]:  # there signing in has led to
            page.goto(app.url + link)
        told = page.get_by_test_id("stAlert").filter(has_text="i lenken")
        expect(told).to_be_visible()
        assert f"«{text}»" in told.inner_text().replace("\u2060", "")
        expect(told.locator("a, .katex, strong, img")).to_have_count(0)

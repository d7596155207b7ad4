"""The app as a browser meets it: what comes over the wire, under which rules, in which language."""

import gzip
import json
import re
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import expect
from visiting import open_page

PAGES = ("", "kart", "kommuner", "data")
"""A page of charts, the map, a drawn table, and what uploads."""
ADDRESSES = (
    "/",
    "/kommuner?region=Nordland",
    "/finnes-ikke",
    "/helse",
    "/_stcore/health",
    "/_stcore/host-config",
    "/app/static/dashboard.js",
    "/app/static/fonts/inter-latin.woff2",
    "/_stcore/metrics",
    "/media/x",
    "/static/x.js",
)
CLOSED = (
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/component/x/index.html",
    "/_stcore/bidi-components/x",
)
MEGABYTE = 1_000_000


def ask(url, method="GET", **headers):
    """Status, headers and body, also of an error."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, method=method, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_carries_the_security_headers(app, address):
    _, headers, _ = ask(app.url + address)
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-" in policy
    assert "'unsafe-eval'" not in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Access-Control-Allow-Origin"] is None
    assert headers["Strict-Transport-Security"] is None  # only behind TLS


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_nobody_needs_is_closed(app, address, method):
    status, _, body = ask(app.url + address, method)
    assert (status, body) == (404, b"Ikke funnet")


def test_streamlit_adds_no_host_that_may_steer_the_dashboard(app):
    assert json.loads(ask(app.url + "/_stcore/host-config")[2])["allowedOrigins"] == []


def test_the_health_address_says_that_the_store_answers(app):
    status, _, body = ask(app.url + "/helse")
    assert (status, json.loads(body)) == (200, {"status": "ok"})


@pytest.mark.parametrize("host", ["evil.example", "dashbord.evil.example:8501", ""])
def test_without_sign_in_only_this_machine_is_let_in(app, host):
    assert ask(app.url + "/", Host=host)[0] == 403


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP"])
def test_without_sign_in_a_proxy_in_front_lets_nobody_in(app, header):
    assert ask(app.url + "/", **{header: "for=10.0.0.1" if header == "Forwarded" else "10.0.0.1"})[0] == 403


def test_without_sign_in_a_page_of_another_site_is_not_answered(app):
    assert ask(app.url + "/_stcore/health", Origin="https://evil.example")[0] == 403


def test_the_page_is_norwegian_before_any_script_has_run(app):
    html = ask(app.url + "/deltakelse")[2].decode()
    assert '<html lang="nb">' in html
    assert "<title>Fremtidens kulturskole" in html
    assert "You need" not in html
    assert "agent" not in html


def test_the_page_is_ours_also_where_the_client_takes_compressed_answers(app):
    body = ask(app.url + "/finnes-ikke", Accept_Encoding="gzip", Accept="text/html")[2]
    assert b'<html lang="nb">' in body


def test_scripts_are_sent_compressed_and_kept_by_the_browser(app):
    html = ask(app.url + "/")[2].decode()
    for script in re.findall(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', html):
        status, headers, body = ask(f"{app.url}/{script}", Accept_Encoding="gzip")
        assert status == 200
        assert "immutable" in headers["Cache-Control"]
        if headers["Content-Encoding"] == "gzip":
            assert len(body) < len(gzip.decompress(body))
        etag = headers["ETag"]
        assert ask(f"{app.url}/{script}", If_None_Match=etag)[0] == 304
    assert ask(app.url + "/")[1]["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/app/static/../app.py", "/app/static/%2e%2e/app.py", "/static/..%2f..%2fx.js"])
def test_no_address_leads_out_of_the_static_folders(app, path):
    status, _, body = ask(app.url + path)
    assert b"import" not in body
    assert status in {200, 400, 404}


NEVER_DRAWN = """const see = Element.prototype.checkVisibility;
Element.prototype.checkVisibility = function (...how) {
    window.looked ??= performance.now();
    return this.dataset.testid !== "stMetricValue" && see.apply(this, how); };"""


def test_charts_wait_for_the_first_numbers_but_not_for_ever(app, new_page):
    page = new_page()
    page.add_init_script(NEVER_DRAWN)
    page.goto(app.url)
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible()
    chart = page.locator(".js-plotly-plot .main-svg").first
    expect(chart).to_be_visible()
    assert page.evaluate("performance.now() - looked") >= 1000


ANSWERED = """async (asked) => {
    const { imports } = JSON.parse(document.querySelector("script[type=importmap]").textContent);
    const { t: ask } = await import(imports["streamlit/preload-helper"].replace("./", location.origin + "/"));
    const address = new URL(imports[`streamlit/${asked}`], location.origin).href;
    let answered = "later";
    const answer = ask(() => import(address), [address], location.origin);
    answer.then((script) => { answered = script; });
    const atOnce = answered !== "later";
    await answer;
    return [atOnce, "default" in answered]; }"""


@pytest.mark.parametrize(("asked", "at_once"), [("Multiselect", True), ("Metric", True), ("PlotlyChart", False)])
def test_whoever_asks_for_the_script_of_a_first_element_is_answered_at_once(app, page, asked, at_once):
    open_page(page, app.url)
    assert page.evaluate(ANSWERED, asked) == [at_once, True]


@pytest.mark.parametrize("address", PAGES)
def test_a_first_load_is_at_most_four_megabytes_and_all_from_the_app(app, new_page, watch, address):
    received = []
    page = new_page(fresh=True)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    open_page(page, f"{app.url}/{address}")
    page.wait_for_load_state("networkidle")
    print(f"{address or 'oversikt'}: {sum(received):,.0f} bytes in {len(received)} responses")
    # Kart has 3.7 at first, and 4.1 with the detailed borders, which follow a little later.
    assert sum(received) <= (4.2 if address == "kart" else 4) * MEGABYTE
    assert len(watch.requests) > 50  # and none elsewhere, which the fixture asserts


def test_an_unknown_address_says_so_in_norwegian(app, page, watch):
    watch.expected.append("does not seem to exist")  # Streamlit's own note in the console
    open_page(page, f"{app.url}/finnes-ikke")
    expect(page.get_by_text("Fant ikke siden")).to_be_visible()


def test_the_calendar_is_norwegian_in_an_english_browser(app, page):
    open_page(page, app.url)
    page.get_by_role("button", name="Velg dato").click()
    calendar = page.get_by_role("dialog")
    expect(calendar.get_by_role("button", name=re.compile("^Neste")).first).to_be_visible()
    letters = calendar.get_by_role("columnheader").all_inner_texts() or calendar.locator("th").all_inner_texts()
    assert letters == ["M", "T", "O", "T", "F", "L", "S"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads the sockets from /proc")
def test_the_app_listens_on_this_machine_only(app):
    port = int(app.url.rsplit(":", 1)[1])
    sockets = "".join(Path(f"/proc/net/{table}").read_text() for table in ("tcp", "tcp6"))
    addresses = re.findall(rf"\s([0-9A-F]+):{port:04X} [0-9A-F]+:0000 0A", sockets)
    assert addresses == ["0100007F"]  # 127.0.0.1

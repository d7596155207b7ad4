"""The one page with our scripts in it, and the static files beside it."""

import gzip
import hashlib
import json
import re

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from frame.serving import assets, page
from frame.serving.assets import Assets
from frame.serving.page import TheOnePage

HELLO = PlainTextResponse("hei")


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
    scripts = re.findall(r'<script(?: type="importmap")?>(.*?)</script>', html, re.DOTALL)
    assert len(scripts) == len(page.inline_script_hashes()) == 3
    assert not re.search(r"\son[a-z]+=", html)


def test_another_streamlit_with_another_page_fails_at_the_start():
    with pytest.raises(RuntimeError, match="<title>"):
        page.rewrite_index(page.original_index().decode().replace("<title>Streamlit</title>", ""))


def test_what_the_first_numbers_need_stands_ready_and_what_a_chart_needs_is_only_fetched():
    html = page.our_index().decode()
    ready, fetched = (
        re.findall(rf'<link rel="{how}"[^>]*href="./static/js/([^"]+)">', html) for how in ("modulepreload", "prefetch")
    )
    assert {"Metric", "Multiselect"} <= {name.partition(".")[0] for name in ready}
    assert "PlotlyChart" in {name.partition(".")[0] for name in fetched}
    assert len({*ready, *fetched}) == len(ready) + len(fetched)
    for name in (*ready, *fetched):
        imported = re.findall(r'(?:from|import)"./([^"]+[.]js)"', (page._SCRIPTS / name).read_text("utf-8"))
        assert all(other in html for other in imported)


def test_another_streamlit_with_other_scripts_fails_at_the_start():
    with pytest.raises(RuntimeError, match="0 scripts for Strange"):
        page.scripts_of(("Strange",), "")


def test_our_script_stands_before_streamlits():
    html = page.our_index().decode()
    script = page.our_script()
    mark = hashlib.sha256(script).hexdigest()[:12]
    assert html.index(f"app/static/dashboard.js?v={mark}") < html.index('type="module"')
    assert all((page.STATIC / name).read_bytes() in script for name in page.SCRIPTS)


def test_our_scripts_stand_in_the_place_of_two_and_find_the_real_ones():
    found = re.search(r'<script type="importmap">(.*?)</script>', html := page.our_index().decode())
    mapped = json.loads(found[1])["imports"]
    real = {name: mapped[f"streamlit/{name}"] for name in (*page.FIRST_SEEN, *page.IN_PLACE_OF)}
    assert all(re.fullmatch(rf"\./static/js/{name}\.[\w-]+\.js", address) for name, address in real.items())
    for name, script in page.IN_PLACE_OF.items():
        assert mapped[real[name]] == f"./{page.static_url(script)}" and (page.STATIC / script).is_file()
    assert len(mapped) == len(real) + len(page.IN_PLACE_OF)
    assert f'<link rel="prefetch" as="script" crossorigin href="{real[page.AFTERWARDS]}">' in html
    assert found.start() < html.index('type="module"')  # browsers read none after the first module


def test_another_streamlit_that_asks_for_scripts_otherwise_fails_at_the_start(monkeypatch, tmp_path):
    for element in (*page.FIRST_SEEN, *page.IN_PLACE_OF):
        (tmp_path / f"{element}.A1b2.js").write_text("export{i as u};", "utf-8")
    monkeypatch.setattr(page, "_SCRIPTS", tmp_path)
    with pytest.raises(RuntimeError, match="in another way"):
        page.rewrite_index(page.original_index().decode())


def test_a_script_is_sent_compressed_to_those_who_take_it(ask):
    script = f"/app/static/{page.OUR_SCRIPT}"
    packed = ask(Assets(HELLO), script, {"accept-encoding": "gzip, br"})
    plain = ask(Assets(HELLO), script)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body == page.our_script()
    assert packed.headers["content-type"].startswith("text/javascript")


def test_a_compressed_file_is_not_kept_as_it_was_beside_it():
    script, picture = (assets.read_asset(f"/app/static/{name}") for name in ("bokmal.js", "fonts/inter-latin.woff2"))
    assert gzip.decompress(script.content) == (page.STATIC / "bokmal.js").read_bytes()
    assert picture.content == (page.STATIC / "fonts" / "inter-latin.woff2").read_bytes()
    assert (script.packed, picture.packed) == (True, False)


def test_a_file_with_a_mark_of_its_content_is_kept_for_ever_and_others_for_a_while(ask):
    for address, lasting in [
        (f"/{page.static_url('bokmal.js')}", True),
        (f"/{page.static_url(page.OUR_SCRIPT)}", True),
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

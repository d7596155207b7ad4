"""The one HTML page of the app: Streamlit's index.html, in Norwegian and with our title, icon and script."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame.door.sign_in import TITLE

SCRIPTS: Final = (
    "bokmal.js",
    "accessible.js",
    "paper.js",
    "browser_facts.js",
    "remembered_region.js",
    "copied_addresses.js",
    "chart_pictures.js",
    "date_by_enter.js",
    "back_to_filter.js",
    "opened_at_the_top.js",
)
OUR_SCRIPT: Final = "dashboard.js"
"""The name under which they are served as one, so that the page waits for one answer and not for ten."""
FIRST_SEEN: Final = ("Selectbox", "DateInput", "Multiselect", "Metric", "Html", "LinkButton", "DownloadButton")
"""Elements of the filter and of the first screen, by the names of Streamlit's scripts."""
AFTERWARDS: Final = "PlotlyChart"
"""The element that comes after the first numbers, and whose script takes long to run."""
ASKS: Final = "preload-helper"
"""Streamlit's script by which an element's script is asked for."""
IN_PLACE_OF: Final = {AFTERWARDS: "after_the_numbers.js", ASKS: "ready_at_once.js"}
"""Our scripts in the place of two of Streamlit's."""
PRINT_STYLE: Final = "print.css"
STATIC: Final = Path(__file__).parent.parent / "static"
_INDEX: Final = Path(streamlit.__file__).parent / "static" / "index.html"
_SCRIPTS: Final = _INDEX.parent / "static" / "js"
_IMPORT: Final = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_INLINE_SCRIPT: Final = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Without it Streamlit looks for its server below the page's own address first, at /kommuner/_stcore/health.
_ROOT: Final = 'window.__streamlit = {BACKEND_BASE_URL: new URL("./", location.href).href}'
_NO_PAGES: Final = ("/_stcore/", "/media/", "/app/static/", "/static/")
_MADE_TO_MEASURE: Final = {b"range", b"if-range", b"accept-encoding"}
_NOSCRIPT: Final = "<p>Dashbordet trenger JavaScript. Slå det på i nettleseren, og last siden på nytt.</p>"


def static_url(name: str) -> str:
    """The address of a file in frame/static with its content's mark, so that it may be cached for ever."""
    content = our_script() if name == OUR_SCRIPT else (STATIC / name).read_bytes()
    return f"app/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@cache
def our_script() -> bytes:
    """The scripts of SCRIPTS one after the other, each with its names to itself."""
    return b"".join(b"{\n%b}\n" % (STATIC / name).read_bytes() for name in SCRIPTS)


def _swap(html: str, pattern: str, replacement: str) -> str:
    """Replace exactly one place; another Streamlit with another index.html fails here, not in the browser."""
    changed, found = re.subn(pattern, lambda _: replacement, html, flags=re.DOTALL)
    if found != 1:
        raise RuntimeError(f"Streamlit's index.html has {found} places for {pattern!r}, one was expected.")
    return changed


def rewrite_index(html: str) -> str:
    """Streamlit's page as we serve it.

    Links are relative, as Streamlit's are: every page's address has one segment.
    """
    html = _swap(html, r"<!--\s*Copyright.*?-->\s*", "")
    html = _swap(html, r'<html lang="en">', '<html lang="nb">')
    html = _swap(html, r"<title>Streamlit</title>", f"<title>{TITLE}</title>")
    icon = f'<link rel="icon" type="image/svg+xml" href="./{static_url("favicon.svg")}" />'
    html = _swap(html, r'<link rel="shortcut icon"[^>]*>', icon)
    font = '<link rel="preload" href="./app/static/fonts/inter-latin.woff2" as="font" type="font/woff2" crossorigin />'
    html = _swap(html, r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>', font)
    style = f'<link rel="stylesheet" href="./{static_url("dashboard.css")}" />\n  '
    html = _swap(html, r"(?=</head>)", style)
    html = _swap(html, r'<!--\s*Machine-readable.*?-->\s*<link rel="service-desc"[^>]*>\s*', "")
    html = _swap(html, r"<noscript>.*?</noscript>", f"<noscript>{_NOSCRIPT}</noscript>")
    on_paper = f'<link rel="stylesheet" media="print" href="./{static_url(PRINT_STYLE)}" />'
    html = _swap(html, r"(?=</head>)", on_paper)
    html = _swap(html, r"(?=</head>)", "".join(_preload(name) for name in scripts_of(FIRST_SEEN, html)))
    html = _swap(html, r"(?=</head>)", "".join(_fetch(name) for name in scripts_of([AFTERWARDS], html)))
    # Before Streamlit's modules, which read all three as they start: scripts, root and the browser's language.
    scripts = f'<script type="importmap">{json.dumps(_scripts_by_name())}</script>\n    '
    ahead = f'<link rel="modulepreload" crossorigin href="./{static_url(IN_PLACE_OF[ASKS])}">\n    '
    ours = f'{ahead}<script src="./{static_url(OUR_SCRIPT)}"></script>\n    '
    return _swap(html, r'(?=<script type="module")', f"{scripts}<script>{_ROOT}</script>\n    {ours}")


def _scripts_by_name() -> dict[str, dict[str, str]]:
    """The import map: what stands in the place of Streamlit's scripts, and the names by which that finds the real ones.

    Raises RuntimeError when Streamlit asks for scripts in another way.
    """
    real = {name: f"./static/js/{_script_of(name)}" for name in (*FIRST_SEEN, *IN_PLACE_OF)}
    if not (_SCRIPTS / _script_of(ASKS)).read_text("utf-8").rstrip().endswith("export{i as t};"):
        raise RuntimeError("Streamlit asks for its scripts in another way.")
    ours = {real[name]: f"./{static_url(script)}" for name, script in IN_PLACE_OF.items()}
    return {"imports": {**ours, **{f"streamlit/{name}": address for name, address in real.items()}}}


def _script_of(element: str) -> str:
    named = sorted(_SCRIPTS.glob(f"{element}.*.js"))
    if len(named) != 1:
        raise RuntimeError(f"Streamlit has {len(named)} scripts for {element}, one was expected.")
    return named[0].name


def scripts_of(elements: Sequence[str], html: str) -> list[str]:
    """The scripts that these elements need beside those that `html` names, which the browser would otherwise ask for
    one after the other once the first element has come. Raises RuntimeError when Streamlit's are named otherwise."""
    found = [_script_of(element) for element in elements]
    for name in found:  # grows while it is walked through
        imported = _IMPORT.findall((_SCRIPTS / name).read_text("utf-8"))
        found += [other for other in dict.fromkeys(imported) if other not in found and other not in html]
    return found


def _preload(name: str) -> str:
    # After what draws the page itself: on a page without the element nothing waits for it.
    return f'<link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{name}">\n  '


def _fetch(name: str) -> str:
    # Only fetched: a script that stands ready is run as soon as its element comes, and holds what came before it back.
    return f'<link rel="prefetch" as="script" crossorigin href="./static/js/{name}">\n  '


@cache
def original_index() -> bytes:
    """Streamlit's index.html as installed."""
    return _INDEX.read_bytes()


@cache
def our_index() -> bytes:
    """The page as we serve it; built once."""
    return rewrite_index(original_index().decode("utf-8")).encode("utf-8")


@cache
def inline_script_hashes() -> tuple[str, ...]:
    """The sources a Content-Security-Policy needs for the inline scripts the page really has."""
    scripts = _INLINE_SCRIPT.findall(our_index().decode("utf-8"))
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


class TheOnePage:
    """Sends our page wherever Streamlit would send its own: at / and at every page's address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        swap = False

        async def send_ours(message: Message) -> None:
            nonlocal swap
            if message["type"] == "http.response.start":
                swap = _is_index(message)
                if swap:
                    message = {**message, "headers": _our_headers()}
            elif swap:
                if message.get("more_body"):
                    return
                message = {**message, "body": b"" if scope["method"] == "HEAD" else our_index()}
            await send(message)

        # A part of the page, or the page already compressed by Streamlit, couldn't be told from other HTML.
        if not scope["path"].startswith(_NO_PAGES):
            asked = [(k, v) for k, v in scope["headers"] if k not in _MADE_TO_MEASURE]
            scope = {**scope, "headers": asked}
        await self.app(scope, receive, send_ours)


def _is_index(start: Message) -> bool:
    """Streamlit's answer is its index.html: HTML of exactly that length."""
    headers = dict(start["headers"])
    length = str(len(original_index())).encode("ascii")
    is_html = headers.get(b"content-type", b"").startswith(b"text/html")
    return start["status"] == 200 and is_html and headers.get(b"content-length") == length


def _our_headers() -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(our_index())).encode("ascii")),
        (b"cache-control", b"no-cache"),
    ]

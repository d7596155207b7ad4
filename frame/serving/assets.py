"""Scripts, styles, fonts and boundaries: compressed once, kept in memory as they are sent, cached by the browser.

Streamlit sends its scripts uncompressed and leaves compressing to a proxy; without one a first load was
12.8 MB. Compressing each answer anew would cost more than the network does, so each file is done once.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import streamlit
from anyio import to_thread
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data import DATA
from frame.serving.page import OUR_SCRIPT, STATIC, our_index, our_script

# Address → folder. The names of Streamlit's files carry a mark of their content, ours carry it as ?v=….
_ROOTS: Final = {
    "/static/": Path(streamlit.__file__).parent / "static" / "static",
    "/app/static/": STATIC,
    "/app/boundaries/": DATA / "boundaries",
}
_TEXT: Final = {".js", ".css", ".json", ".geojson", ".svg", ".txt", ".map"}
_SERVED: Final = _TEXT | {".woff2", ".png", ".ico", ".gif"}
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_A_WHILE: Final = "public, max-age=300"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: with gzip where that pays, and then not beside it as it was."""

    content: bytes
    packed: bool
    media_type: str
    etag: str


@lru_cache(maxsize=1024)
def _read(path: Path, _changed: int) -> Asset:
    return _pack(path.read_bytes(), path)


@cache
def _read_our_script() -> Asset:
    return _pack(our_script(), STATIC / OUR_SCRIPT)


def _pack(body: bytes, path: Path) -> Asset:
    packed = gzip.compress(body, compresslevel=9, mtime=0) if path.suffix in _TEXT else body
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    worth_it = len(packed) < len(body)
    return Asset(packed if worth_it else body, worth_it, kind or "application/octet-stream", etag)


def read_asset(address: str) -> Asset | None:
    """The file behind an address, or None when it is none of ours to send."""
    if address == f"/app/static/{OUR_SCRIPT}":
        return _read_our_script()
    for prefix, root in _ROOTS.items():
        if address.startswith(prefix):
            path = (root / address.removeprefix(prefix)).resolve()
            if path.is_relative_to(root.resolve()) and path.suffix in _SERVED and path.is_file():
                return _read(path, path.stat().st_mtime_ns)
    return None


def compress_ahead() -> None:
    """Compress every script and style before anyone asks; about two seconds of one processor."""
    for prefix, root in _ROOTS.items():
        for path in sorted(root.rglob("*"), key=_first_needed):
            if path.suffix in _TEXT:
                read_asset(f"{prefix}{path.relative_to(root).as_posix()}")


def _first_needed(path: Path) -> tuple[bool, str]:
    return f"/{path.name}".encode() not in our_index(), path.name


class Assets:
    """Answers for the static files itself; everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        asset = None
        if ours and scope["path"].startswith(tuple(_ROOTS)) and "\0" not in scope["path"]:
            asset = await to_thread.run_sync(read_asset, scope["path"])
        if asset is None:
            await self.app(scope, receive, send)
            return
        await _answer(asset, scope)(scope, receive, send)


def _answer(asset: Asset, scope: Scope) -> Response:
    asked = dict(scope["headers"])
    marked = scope["path"].startswith("/static/") or scope["query_string"].startswith(b"v=")
    lasting = marked or scope["path"].endswith(".woff2")
    headers = {"etag": asset.etag, "cache-control": _FOR_EVER if lasting else _A_WHILE, "vary": "accept-encoding"}
    if asked.get(b"if-none-match", b"").decode("latin-1") == asset.etag:
        return Response(status_code=304, headers=headers)
    body = asset.content
    if asset.packed and b"gzip" in asked.get(b"accept-encoding", b""):
        headers["content-encoding"] = "gzip"
    elif asset.packed:  # as no browser asks
        body = gzip.decompress(body)
    response = Response(body, headers=headers, media_type=asset.media_type)
    if scope["method"] == "HEAD":
        response.body = b""
    return response

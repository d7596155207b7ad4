"""The security headers on every response, and the addresses that are closed."""

import re
from collections.abc import Iterable
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame.door import errors
from frame.serving.page import inline_script_hashes

# Streamlit answers at these, and nobody who uses the dashboard needs them: numbers about the process, the
# interface for programs, the health check that runs the whole script, and components we don't have.
CLOSED: Final = (
    "/_stcore/metrics",
    "/_stcore/agent/",
    "/_stcore/script-health-check",
    "/_stcore/bidi-components/",
    "/component/",
)

# Drawing the map compiles WebAssembly; Streamlit's styles are written into the page (emotion), hence
# 'unsafe-inline' for styles only.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    # Within the app the whole address is sent: sign-in reads it to come back to the same page.
    "referrer-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
}
_A_YEAR: Final = "max-age=31536000"
_STARTS: Final = {"http.response.start", "websocket.accept", "websocket.http.response.start"}
_closed: Final = PlainTextResponse("Ikke funnet", status_code=404)
_refused: Final = PlainTextResponse("Avvist", status_code=403)
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


def content_security_policy(host: str, *, tls: bool) -> str:
    """The policy for a page asked for at this host; a host that is no host name is left out of it."""
    socket = f"{'wss' if tls else 'ws'}://{host}" if _HOST.fullmatch(host) else ""
    return _POLICY.format(hashes=" ".join(inline_script_hashes()), socket=socket).replace(" ;", ";")


def is_closed(path: str) -> bool:
    """Whether nothing is answered at this address."""
    return any(f"{path.rstrip('/')}/".startswith(f"{closed.rstrip('/')}/") for closed in CLOSED)


class SecurityHeaders:
    """Adds the headers to every response, makes cookies secure behind TLS and closes what is closed.

    A bug below it is answered here too: the answer of Starlette's own would have neither headers nor a number.

    Whether the user's connection is encrypted is what the server says (uvicorn reads X-Forwarded-Proto
    from a proxy on this machine, or from the addresses in FORWARDED_ALLOW_IPS).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        tls = scope.get("scheme") in {"https", "wss"}
        host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "websocket.close" and not begun and "websocket.http.response" in scope["extensions"]:
                await _refused(scope, receive, send_with_headers)
                return
            if message["type"] in _STARTS:
                begun = True
                message = {**message, "headers": _headers(message.get("headers", ()), host, tls=tls)}
            await send(message)

        if is_closed(scope["path"]):
            await _closed(scope, receive, send_with_headers)
            return
        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await errors.answer(error)(scope, receive, send_with_headers)


def _headers(given: Iterable[tuple[bytes, bytes]], host: str, *, tls: bool) -> list[tuple[bytes, bytes]]:
    ours = {**_ALWAYS, "content-security-policy": content_security_policy(host, tls=tls)}
    if tls:
        ours["strict-transport-security"] = _A_YEAR
    # Streamlit opens its static files to every origin; ours are for our own page only.
    left_out = {name.encode("ascii") for name in ours} | {b"access-control-allow-origin"}
    kept = [(k, _secure(v) if tls and k == b"set-cookie" else v) for k, v in given if k not in left_out]
    return kept + [(name.encode("ascii"), value.encode("latin-1")) for name, value in ours.items()]


def _secure(cookie: bytes) -> bytes:
    """Streamlit knows nothing of the TLS of a proxy in front of it, so it leaves this out."""
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"

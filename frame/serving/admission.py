"""The door, for what never reaches a page: who may connect in local mode, the way back after signing in,
and downloads, which Streamlit gives to anybody who has their address.
"""

import json
import time
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frame.door import file_owners, sign_in
from frame.door.claims import read_user
from frame.door.roles import User
from frame.insides import COOKIE, DOWNLOADS, UPLOADS, read_cookie, read_download

WAY_BACK: Final = "dashbord_tilbake"
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_LONGEST_LINK: Final = 2000


class Door:
    """Refuses strangers in local mode; in oidc mode keeps the deep link and guards files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        refused = why_refused(request)
        if refused:
            await PlainTextResponse(refused, status_code=403)(scope, receive, send)
            return
        if scope["path"].endswith("/auth/logout"):  # by whichever way, also a link
            sign_in.end_sign_in(_claims_of(request.cookies), time.time())
        if scope["type"] == "http" and scope["path"].endswith(("/auth/login", "/oauth2callback")):
            await self.app(scope, receive, _keep_way_back(request, send))
        else:
            await self.app(scope, receive, send)


def why_refused(request: HTTPConnection) -> str:
    """The sentence for a request that is not let in, "" for the others."""
    try:
        mode = sign_in.current_mode()
    except sign_in.StartRefused as refused:
        return str(refused)
    if mode == "local":
        return "" if is_from_here(request) else "Dashbordet kan bare brukes på denne maskinen."
    if not is_from_our_page(request):
        return "Forespørselen kommer fra en side som ikke er dashbordets."
    return "" if may_have_file(request) else "Logg inn for å hente filen."


def is_from_here(request: HTTPConnection) -> bool:
    """Whether a request was made on this machine, to this machine, by no page of another site.

    A proxy on this machine would make everybody look local, so a forwarded request isn't; and neither is one
    whose Host or Origin is another name, as when a page elsewhere has its own name point to 127.0.0.1.
    """
    if request.client is None or not sign_in.is_loopback(request.client.host):
        return False
    if any(name in request.headers for name in _FORWARDED):
        return False
    ours, *origins = (_place(url) for url in (_own_address(request), *request.headers.getlist("origin")))
    return sign_in.is_loopback(ours[0]) and all(sign_in.is_loopback(host) and port == ours[1] for host, port in origins)


def is_from_our_page(request: HTTPConnection) -> bool:
    """Whether no other site's page has made the request.

    Streamlit would also take one from any page of this machine, and to learn its own addresses it asks a server
    elsewhere. Behind a proxy that changes the host the address of the sign-in is the page's.
    """
    redirect = str((sign_in.secret("auth") or {}).get("redirect_uri", ""))
    ours = {_place(url) for url in (_own_address(request), redirect)}
    origins = [_place(origin) for origin in request.headers.getlist("origin")]
    return all(place[0] and place in ours for place in origins)


def _own_address(request: HTTPConnection) -> str:
    return f"{'https' if request.scope['scheme'] in {'https', 'wss'} else 'http'}://{request.headers.get('host', '')}"


def _place(url: str) -> tuple[str, int]:
    """Host and port of an address, ("", 0) of what is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return "", 0


def may_have_file(request: HTTPConnection) -> bool:
    """Whether the address is open to all, or the request carries the sign-in of one who may have the file.

    A download is for the user it was written for, and only those who may upload may send files.
    """
    path = request.scope["path"]  # not request.url, which a strange Host changes
    if not path.startswith((DOWNLOADS, UPLOADS)):
        return True
    user = user_of(request.cookies)
    if user is None:
        return False
    if path.startswith(UPLOADS):
        return user.may("upload")
    content = read_download(path)
    return content is None or file_owners.may_fetch(user.id, content)


def user_of(cookies: Mapping[str, str]) -> User | None:
    """The user whose sign-in these cookies carry, while it counts and gives a role."""
    claims = _claims_of(cookies)
    if not sign_in.is_fresh(claims, time.time()) or sign_in.is_ended(claims):
        return None
    found = read_user(claims)
    return found if isinstance(found, User) else None


def _claims_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    raw = read_cookie(cookies)
    try:
        claims = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else {}


def _keep_way_back(request: HTTPConnection, send: Send) -> Send:
    """Remember the page someone signs in from, and send them there when they come back.

    Streamlit sends everyone to the front page. The page is read from the Referer, and only its path and
    parameters are kept, so the way back never leads to another site.
    """
    path, query = request.url.path, parse_qs(request.url.query)

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            if path.endswith("/auth/login"):
                message = _with_cookie(message, find_way_back(request.headers))
            elif path.endswith("/oauth2callback") and query.keys() & {"state", "error"}:
                message = _lead_back(message, request.cookies.get(WAY_BACK, ""))
        await send(message)

    return send_on


def find_way_back(headers: Mapping[str, str]) -> str:
    """The path and parameters of the page that led here, "" when it wasn't one of ours."""
    try:
        came_from = urlsplit(headers.get("referer", ""))
    except ValueError:  # no address at all
        return ""
    link = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    ours = came_from.netloc == headers.get("host") and sign_in.FAILED not in parse_qs(came_from.query)
    return link if ours and is_own_link(link) else ""


def is_own_link(link: str) -> bool:
    """Whether a link stays within the app: //elsewhere and /\\elsewhere don't."""
    plain = link.isascii() and link.isprintable() and " " not in link and "\\" not in link
    return plain and link.startswith("/") and not link.startswith("//") and len(link) <= _LONGEST_LINK


def _with_cookie(message: Message, link: str) -> Message:
    if not link:
        return message
    answer = Response()
    answer.set_cookie(WAY_BACK, quote(link, safe=""), max_age=900, httponly=True, samesite="lax")
    return {**message, "headers": [*message["headers"], *_cookies(answer)]}


def _lead_back(message: Message, kept: str) -> Message:
    headers = list(message["headers"])
    signed_in = any(k == b"set-cookie" and _names(v) & {COOKIE} for k, v in headers)
    link = unquote(kept)
    front_page = dict(headers).get(b"location", b"/").decode("latin-1")
    if signed_in and is_own_link(link):
        target = link
    else:
        target = front_page if signed_in else f"{front_page}?{sign_in.FAILED}=mislyktes"
    headers = [(k, target.encode("ascii")) if k == b"location" else (k, v) for k, v in headers]
    if signed_in and kept:
        answer = Response()
        answer.delete_cookie(WAY_BACK, httponly=True, samesite="lax")
        headers += _cookies(answer)
    return {**message, "headers": headers}


def _names(cookie: bytes) -> set[str]:
    """The name of the cookie a header sets, none when the header deletes it."""
    jar = SimpleCookie(cookie.decode("latin-1"))
    return {name for name, part in jar.items() if part.value and part["max-age"] != "0"}


def _cookies(answer: Response) -> list[tuple[bytes, bytes]]:
    return [(k, v) for k, v in answer.raw_headers if k == b"set-cookie"]

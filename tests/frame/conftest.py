"""What the tests of the frame share."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from frame.door import sign_in
from tests.read_here import read_examples_once


@pytest.fixture(scope="session", autouse=True)
def _examples_read_once():
    read_examples_once()


@pytest.fixture
def mode(monkeypatch):
    """A function that sets how the dashboard is opened."""

    def put(wanted):
        monkeypatch.setattr(sign_in, "current_mode", lambda: wanted)

    put("oidc")
    return put


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: list[str]


def run(app, scope, receive, send):
    """In a thread of its own: the browser tests before this one leave an event loop running in the main one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()


@pytest.fixture
def connect() -> Callable[..., dict]:
    """The first answer to a websocket: `connect(app, {"origin": "https://elsewhere.example"})`."""

    def open_socket(app, headers=None):
        given = {"host": "localhost:8501", **(headers or {})}
        scope = {
            "type": "websocket",
            "path": "/_stcore/stream",
            "query_string": b"",
            "scheme": "ws",
            "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in given.items()],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 8501),
            "extensions": {"websocket.http.response": {}},
        }
        messages = []

        async def receive():
            return {"type": "websocket.connect"}

        async def send(message):
            messages.append(message)

        run(app, scope, receive, send)
        return messages[0]

    return open_socket


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """A request to an ASGI app, without a server: `ask(app, "/path?query", {"host": "localhost"})`."""

    def send_request(app, address, headers=None, method="GET", scheme="http", client="127.0.0.1"):
        path, _, query = address.partition("?")
        given = {"host": "localhost:8501", **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "scheme": scheme,
            "headers": [(k.lower().encode(), v.encode()) for k, v in given.items()],
            "http_version": "1.1",
            "server": ("127.0.0.1", 8501),
            "client": (client, 50000),
            "root_path": "",
            "raw_path": path.encode(),
        }
        messages = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            messages.append(message)

        run(app, scope, receive, send)
        start, *parts = messages
        named = [(k.decode(), v.decode("latin-1")) for k, v in start["headers"]]
        cookies = [value for name, value in named if name == "set-cookie"]
        body = b"".join(part.get("body", b"") for part in parts)
        return Answer(start["status"], dict(named), body, cookies)

    return send_request

"""The messages between browser and server: what a browser may ask for, by its role, and what it is told.

Streamlit acts on every message of whoever has a socket, signed in or not: one of them empties the caches of all.
"""

import hashlib
import logging
from typing import Final, Literal

import streamlit
from google.protobuf.message import DecodeError
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from frame.door import sign_in
from frame.door.roles import Right
from frame.insides import SOCKET
from frame.serving.admission import user_of
from frame.serving.page import our_index

log = logging.getLogger("dashbord")

# Whom a message is open to: everybody, whoever has a right, or nobody. Running the page is for everybody, since the
# page itself asks who it is, and signing in is a button on it.
OPEN_TO: Final[dict[str, Right | Literal["everybody", "nobody"]]] = {
    "rerun_script": "everybody",
    "app_heartbeat": "everybody",
    "stop_script": "see_figures",
    "file_urls_request": "upload",
    "deferred_file": "see_figures",  # a download, which asks whose it is
    "dataframe_chunk": "see_figures",  # more rows of a table on the page
    "clear_cache": "nobody",
    "set_run_on_save": "nobody",
    "load_git_info": "nobody",
    "debug_disconnect_websocket": "nobody",
    "debug_shutdown_runtime": "nobody",
    "install_skills": "nobody",
    "dismiss_skills_nudge": "nobody",
}
# Streamlit's page sends these by itself: refusing them is nothing to tell of.
_BY_ITSELF: Final = ("load_git_info",)


class Messages:
    """Takes in no message that its sender may not send, and sends out no versions."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or not scope["path"].startswith(SOCKET):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)

        async def receive_allowed() -> Message:
            while True:
                message = await receive()
                kind = read_kind(message.get("bytes")) if message["type"] == "websocket.receive" else ""
                if kind == "" or may_send(request, kind):
                    return message
                if kind not in _BY_ITSELF:
                    log.warning("Avvist: en melding av typen %s.", kind)

        async def send_without_versions(message: Message) -> None:
            if message.get("bytes"):
                message = {**message, "bytes": hide_versions(message["bytes"])}
            await send(message)

        await self.app(scope, receive_allowed, send_without_versions)


def read_kind(data: bytes | None) -> str:
    """What a message asks for; "" of what is no message, with which Streamlit closes the socket."""
    if data is None:  # sent as text, which Streamlit does not expect and stumbles over
        return "text"
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return ""
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        operation = message.backend_operation_request
        kinds = [operation.WhichOneof(group.name) for group in operation.DESCRIPTOR.oneofs]
        return next(filter(None, kinds), "unknown")
    return kind or "unknown"


def may_send(request: HTTPConnection, kind: str) -> bool:
    """Whether whoever has opened the socket may send a message of this kind now."""
    needed = OPEN_TO.get(kind, "nobody")
    if needed in ("everybody", "nobody"):
        return needed == "everybody"
    if sign_in.current_mode() == "local":  # the door lets in this machine only
        return True
    user = user_of(request.cookies)
    return user is not None and user.may(needed)  # type: ignore[arg-type]  # the two words are dealt with above


def hide_versions(data: bytes) -> bytes:
    """A message without the versions of Streamlit and Python and the system's name, told before anyone signs in.

    The browser only compares Streamlit's version with what it was told before, to load the page anew after an
    upgrade; a mark of the page serves as well.
    """
    if streamlit.__version__.encode() not in data:
        return data
    message = ForwardMsg.FromString(data)
    if message.WhichOneof("type") != "new_session":
        return data
    environment = message.new_session.initialize.environment_info
    environment.streamlit_version = hashlib.sha256(our_index()).hexdigest()[:12]
    environment.python_version = environment.server_os = ""
    return message.SerializeToString()

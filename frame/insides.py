"""What the dashboard knows of Streamlit's inside, in one place, and looked at when the server starts.

None of it is promised by Streamlit, which is pinned for that reason. Where a new version is otherwise than expected
here, the server says so and does not start: what leans on it would go wrong in silence.
"""

import asyncio
import inspect
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from google.protobuf.descriptor import Descriptor
from plotly.basedatatypes import BaseFigure
from plotly.graph_objects import Figure
from plotly.io import to_json
from plotly.tools import return_figure_from_figure_or_data
from streamlit import cli_util, error_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig, EnvironmentInfo
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryFile
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import ActiveSessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.starlette import starlette_routes, starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

DOWNLOADS: Final = "/media/"
UPLOADS: Final = "/_stcore/upload_file/"
SOCKET: Final = "/_stcore/stream"
COOKIE: Final = "_streamlit_user"
# What Streamlit logs of a page's fault, just before it asks us to show it.
UNCAUGHT: Final = "Uncaught app execution"
# What the browser is told of the server before anyone signs in.
ENVIRONMENT: Final = ("streamlit_version", "python_version", "server_os")
# Every kind of message a browser can send, and of the requests within one of them.
MESSAGES: Final = (
    "app_heartbeat",
    "backend_operation_request",
    "clear_cache",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
    "file_urls_request",
    "load_git_info",
    "rerun_script",
    "set_run_on_save",
    "stop_script",
)
OPERATIONS: Final = ("dataframe_chunk", "deferred_file", "dismiss_skills_nudge", "install_skills")


# How many messages are sent in one turn of the loop: a browser's queue takes 500 before it counts as too slow.
TOGETHER: Final = 100


class SentFigure(BaseFigure):
    """A figure of plain values, as `charts.figure` makes it, that Streamlit sends without looking at each value anew.

    Streamlit lets plotly look at every property of a dict in every run, which costs some 10 ms a figure, and takes one
    of plotly's own figures at its word. It is turned into numbers and texts once; what is the same in all, the
    template of the page's theme, is added when it is sent.
    """

    def __init__(self, figure: Mapping[str, Any]) -> None:
        self._sent = json.loads(to_json(figure, validate=False))

    @property
    def has_data(self) -> bool:
        """Whether anything is drawn."""
        return bool(self._sent["data"])

    def to_dict(self) -> dict[str, Any]:
        """The figure as it is sent."""
        return {**self._sent, "layout": {**self._sent["layout"], "template": _template()}}


@cache
def _template() -> dict[str, Any]:
    """What plotly gives every figure of its own by default: Streamlit's theme, which the browser fills with colours."""
    return json.loads(to_json(Figure(), validate=False))["layout"]["template"]


class Changed(RuntimeError):
    """Streamlit's inside is not what the dashboard leans on; the text says what was expected."""


def check_insides() -> None:
    """Raises Changed when something in here is no longer as it was."""
    _expect("the kinds of messages", sorted(kinds_of(BackMsg.DESCRIPTOR)), list(MESSAGES))
    operation = BackMsg.DESCRIPTOR.fields_by_name["backend_operation_request"].message_type
    _expect("the kinds of operations", sorted(kinds_of(operation)), list(OPERATIONS))
    fields = [field.name for field in EnvironmentInfo.DESCRIPTOR.fields]
    _expect("what the browser is told of the server", fields, [*ENVIRONMENT, "has_display"])
    _expect("the address of downloads", f"/{starlette_routes.BASE_ROUTE_MEDIA}/", DOWNLOADS)
    _expect("the address of uploads", f"/{starlette_routes.BASE_ROUTE_UPLOAD_FILE}/", UPLOADS)
    _expect("the address of the socket", f"/{starlette_websocket._ROUTE_WEBSOCKET_STREAM}", SOCKET)
    _expect("the name of the cookie", USER_COOKIE_NAME, COOKIE)
    _expect_parameters(starlette_websocket._get_signed_cookie_with_chunks, "cookies", "cookie_name")
    _expect_parameters(MediaFileManager.read_file, "self", "file_id")
    _expect_parameters(MemoryUploadedFileManager.remove_file, "self", "session_id", "file_id")
    _expect("a stored file", MemoryFile._fields[0], "content")
    _expect("the log line of a page's fault", UNCAUGHT in inspect.getsource(error_util), True)
    _expect_parameters(cli_util.open_browser, "url")
    _expect_parameters(app_session._populate_theme_msg, "msg", "section")
    _expect_parameters(AppSession.register_file_watchers, "self")
    taken_up = inspect.getsource(WebsocketSessionManager._resume_stored_session)
    _expect_parameters(AppSession.flush_browser_queue, "self")
    _expect("how a session is taken up again", ".register_file_watchers()" in taken_up, True)
    empty = SentFigure({"data": [], "layout": {"height": 300}})
    _expect("a figure that is sent", return_figure_from_figure_or_data(empty, True)["layout"]["height"], 300)
    _expect("the server's files", isinstance(inspect.getattr_static(Runtime, "media_file_mgr", None), property), True)
    _expect_parameters(Runtime._send_message, "self", "session_info", "msg")
    sending = inspect.getsource(Runtime._loop_coroutine)
    _expect("how messages are sent", "for msg in msg_list:" in sending, True)


def keep_theme() -> None:
    """Have Streamlit read the theme's settings once, and not in every run: it took a seventh of a change of the filter.

    They are those of the start until the server ends.
    """
    read = app_session._populate_theme_msg
    kept: dict[str, CustomThemeConfig] = {}

    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in kept:
            read(theme := CustomThemeConfig(), section)
            kept[section] = theme
        if kept[section].ByteSize():  # what is merged with nothing would still count as told
            msg.MergeFrom(kept[section])

    app_session._populate_theme_msg = populate


def forget_what_was_cut() -> None:
    """Have a browser that comes back not be sent the rest of the run that ended when its connection broke.

    In it stands that the run has ended, and the browser takes away what that run had not shown yet: a form, and with
    it what was written there.
    """
    come_back = AppSession.register_file_watchers

    def register(session: AppSession) -> None:
        session._browser_queue.clear()
        come_back(session)

    AppSession.register_file_watchers = register  # asked just when a session is taken up again: no file is watched


def send_together() -> None:
    """Have the loop send what a run has ready in one turn, not in a turn for each message: a twentieth of a run."""
    flush, send = AppSession.flush_browser_queue, Runtime._send_message

    def flush_together(session: AppSession) -> list[list[ForwardMsg]]:
        messages = flush(session)
        return [messages[start : start + TOGETHER] for start in range(0, len(messages), TOGETHER)]

    def send_each(runtime: Runtime, session: ActiveSessionInfo, messages: list[ForwardMsg]) -> None:
        for message in messages:
            send(runtime, session, message)

    AppSession.flush_browser_queue = flush_together
    Runtime._send_message = send_each


def check_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Raises Changed when the loop can't be asked to listen at a socket that it is handed."""
    if "sock" not in inspect.signature(loop.create_server).parameters:
        raise Changed("The event loop's create_server takes no sock.")


def check_runtime(runtime: Any) -> None:
    """Raises Changed when the running server is none that `is_served` would know."""
    _expect("the running server", type(runtime), Runtime)


def is_served() -> bool:
    """Whether a server of Streamlit's runs this; the tests' AppTest has one of another type."""
    return Runtime.exists() and type(Runtime.instance()) is Runtime


def read_cookie(cookies: Mapping[str, str]) -> bytes | None:
    """The signed content of the sign-in's cookie: there is no public way to read the sign-in of a request."""
    return starlette_websocket._get_signed_cookie_with_chunks(dict(cookies), COOKIE)


def is_of_sign_in(cookie: str) -> bool:
    """Whether a cookie's name is the sign-in's or that of one of its parts: Streamlit divides a long one."""
    return cookie.partition("__")[0] == COOKIE


def read_download(path: str) -> bytes | None:
    """The content of the download at a path, None when there is none."""
    file = Runtime.instance().media_file_mgr.read_file(path.removeprefix(DOWNLOADS)) if Runtime.exists() else None
    return None if file is None else file.content


def forget_upload(file: Any) -> None:
    """Have Streamlit forget a file that the uploader has handed over, which it would hold until the session ends."""
    if context := get_script_run_ctx():
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def kinds_of(message: Descriptor) -> list[str]:
    """What a message may be, by the names of its alternatives."""
    return [field.name for group in message.oneofs for field in group.fields]


def _expect(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise Changed(f"Streamlit has changed: {what} is {found!r}, not {expected!r}. See frame/insides.py.")


def _expect_parameters(function: Any, *names: str) -> None:
    _expect(f"how {function.__name__} is called", list(inspect.signature(function).parameters), list(names))

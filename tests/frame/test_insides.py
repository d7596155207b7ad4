"""What is known of Streamlit's inside: a changed one stops the start, and says what was expected."""

import asyncio
import inspect
from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime

from frame import insides
from frame.serving import start


def test_this_streamlit_is_as_expected():
    insides.check_insides()


def other_cookie(name, cookies):
    return None


def other_file(self, name):
    return None


STAND_INS = {
    "a message of a new kind": ("kinds_of", lambda descriptor: [*insides.MESSAGES, "shut_down"]),
    "another operation": ("OPERATIONS", ("deferred_file",)),
    "one more thing told": ("EnvironmentInfo", ClientState),
    "downloads elsewhere": ("starlette_routes", SimpleNamespace(BASE_ROUTE_MEDIA="files", BASE_ROUTE_UPLOAD_FILE="")),
    "uploads elsewhere": ("UPLOADS", "/_stcore/upload/"),
    "the socket elsewhere": ("SOCKET", "/_stcore/socket"),
    "another cookie": ("USER_COOKIE_NAME", "_st_user"),
    "a cookie read otherwise": (
        "starlette_websocket",
        SimpleNamespace(_ROUTE_WEBSOCKET_STREAM="_stcore/stream", _get_signed_cookie_with_chunks=other_cookie),
    ),
    "uploads forgotten otherwise": ("MemoryUploadedFileManager", SimpleNamespace(remove_file=other_file)),
    "files read otherwise": ("MediaFileManager", SimpleNamespace(read_file=other_file)),
    "files of another form": ("MemoryFile", SimpleNamespace(_fields=("path", "content"))),
    "another log line": ("UNCAUGHT", "Unhandled app execution"),
    "a browser opened otherwise": ("cli_util", SimpleNamespace(open_browser=other_file)),
    "a server without files": ("Runtime", SimpleNamespace()),
}


@pytest.mark.parametrize("name", STAND_INS)
def test_a_changed_inside_stops_the_start(monkeypatch, name):
    what, stand_in = STAND_INS[name]
    monkeypatch.setattr(insides, what, stand_in)
    with pytest.raises(insides.Changed, match=r"frame/insides\.py"):
        insides.check_insides()


def test_a_message_of_a_new_kind_is_named():
    assert set(insides.kinds_of(BackMsg.DESCRIPTOR)) == set(insides.MESSAGES)


def test_a_server_of_another_type_stops_the_start():
    class Other(Runtime):
        def __init__(self):
            pass

    with pytest.raises(insides.Changed, match="the running server"):
        insides.check_runtime(Other())
    insides.check_runtime(object.__new__(Runtime))


def test_a_loop_that_takes_no_listener_stops_the_start():
    async def create_server(factory, host=None, port=None):
        pass

    with pytest.raises(insides.Changed, match="create_server"):
        start.send_at_once(SimpleNamespace(create_server=create_server))


def test_the_start_looks_at_all_of_it():
    source = inspect.getsource(start)
    for check in ("check_insides()", "check_runtime(", "check_loop(", "our_index()"):
        assert check in source
    loop = asyncio.new_event_loop()
    insides.check_loop(loop)
    loop.close()

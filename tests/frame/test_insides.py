"""What is known of Streamlit's inside: a changed one stops the start, and says what was expected."""

import asyncio
import inspect
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

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
    "a theme told otherwise": ("app_session", SimpleNamespace(_populate_theme_msg=other_file)),
    "a session that hears of changed files otherwise": (
        "AppSession",
        SimpleNamespace(register_file_watchers=other_file),
    ),
    "messages handed over otherwise": (
        "AppSession",
        SimpleNamespace(register_file_watchers=lambda self: None, flush_browser_queue=other_file),
    ),
    "a session taken up otherwise": ("WebsocketSessionManager", SimpleNamespace(_resume_stored_session=other_file)),
    "a server without files": ("Runtime", SimpleNamespace()),
}


@pytest.mark.parametrize("name", STAND_INS)
def test_a_changed_inside_stops_the_start(monkeypatch, name):
    what, stand_in = STAND_INS[name]
    monkeypatch.setattr(insides, what, stand_in)
    with pytest.raises(insides.Changed, match=r"frame/insides\.py"):
        insides.check_insides()


@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.dark.sidebar"])
def test_the_theme_that_is_kept_is_told_as_the_one_that_is_read(monkeypatch, section):
    read = app_session._populate_theme_msg
    monkeypatch.setattr(app_session, "_populate_theme_msg", read)  # and is put back afterwards
    read(expected := CustomThemeConfig(), section)
    insides.keep_theme()
    for _ in range(2):  # the first is read, the second kept
        app_session._populate_theme_msg(told := CustomThemeConfig(), section)
        assert told == expected


def test_a_section_of_the_theme_without_settings_is_not_told(monkeypatch):
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    insides.keep_theme()
    told = CustomThemeConfig()
    app_session._populate_theme_msg(told.sidebar, "theme.sidebar")
    app_session._populate_theme_msg(told.dark, "theme.dark")
    assert not told.HasField("sidebar") and told.HasField("dark")


def test_what_a_broken_connection_left_unsent_is_forgotten_when_its_browser_comes_back(monkeypatch):
    come_back = []
    monkeypatch.setattr(
        app_session.AppSession, "register_file_watchers", come_back.append
    )  # and is put back afterwards
    insides.forget_what_was_cut()
    session = SimpleNamespace(_browser_queue=ForwardMsgQueue())
    session._browser_queue.enqueue(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY))
    app_session.AppSession.register_file_watchers(session)
    assert session._browser_queue.is_empty() and come_back == [session]


@pytest.mark.parametrize("number", [0, 1, insides.TOGETHER - 1, insides.TOGETHER, insides.TOGETHER + 1])
def test_messages_are_sent_together_and_in_their_order(monkeypatch, number):
    queue, sent = ForwardMsgQueue(), []
    monkeypatch.setattr(app_session.AppSession, "flush_browser_queue", lambda self: queue.flush())
    monkeypatch.setattr(Runtime, "_send_message", lambda self, session_info, msg: sent.append(msg))
    insides.send_together()
    messages = [ForwardMsg(hash=str(place)) for place in range(number)]
    for message in messages:
        queue.enqueue(message)
    turns = app_session.AppSession.flush_browser_queue(object())
    assert len(turns) == -(-number // insides.TOGETHER)
    for turn in turns:
        Runtime._send_message(object(), object(), turn)
    assert sent == messages


def run_woken(work):
    """What `work(loop, woken)` gives in a loop that is woken seldom; `woken` has grown with each time it was."""

    async def count():
        loop, woken = asyncio.get_running_loop(), []
        wake = loop._write_to_self
        loop._write_to_self = lambda: (woken.append(True), wake())
        start.wake_seldom(loop)
        return await work(loop, woken)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(count())).result()


def test_what_runs_in_the_loop_does_not_wake_it():
    async def work(loop, woken):
        done = []
        loop.call_soon_threadsafe(done.append, "inside")
        await asyncio.sleep(0)
        return done, woken

    assert run_woken(work) == (["inside"], [])


def test_a_loop_is_woken_once_for_all_that_comes_before_it_wakes_and_takes_it_in_order():
    async def work(loop, woken):
        done, handed = [], threading.Event()

        def hand_over():
            for number in range(5):
                loop.call_soon_threadsafe(done.append, number)
            loop.call_soon_threadsafe(done.append, "cancelled").cancel()
            handed.set()

        threading.Thread(target=hand_over).start()
        handed.wait()  # the loop stands still meanwhile
        await asyncio.sleep(0.01)
        first = len(woken)
        await asyncio.to_thread(loop.call_soon_threadsafe, done.append, "later")
        await asyncio.sleep(0.01)
        return done, first, len(woken) > first

    assert run_woken(work) == ([0, 1, 2, 3, 4, "later"], 1, True)


def test_nothing_is_lost_between_threads_that_hand_over_while_the_loop_runs():
    async def work(loop, _woken):
        done = []
        threads = [
            threading.Thread(target=lambda: [loop.call_soon_threadsafe(done.append, n) for n in range(500)])
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        return Counter(done)

    assert run_woken(work) == Counter(dict.fromkeys(range(500), 8))


def test_a_closed_loop_says_so():
    loop = asyncio.new_event_loop()
    start.wake_seldom(loop)
    loop.close()
    for _ in range(2):
        with ThreadPoolExecutor(1) as thread, pytest.raises(RuntimeError, match="closed"):
            thread.submit(loop.call_soon_threadsafe, print).result()


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

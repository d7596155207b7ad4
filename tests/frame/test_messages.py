"""Every kind of message of the protocol, sent by nobody and by each role: taken in only where it may be."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest
import streamlit
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from frame.door import sign_in
from frame.door.roles import Role
from frame.insides import MESSAGES, OPERATIONS, kinds_of
from frame.serving import admission, messages
from frame.serving.messages import Messages

NOBODY = "ingen"
WHO = (NOBODY, *get_args(Role))
EVERYBODY = {"rerun_script", "app_heartbeat"}
SIGNED_IN = EVERYBODY | {"stop_script", "deferred_file", "dataframe_chunk"}
TAKEN_IN = {
    NOBODY: EVERYBODY,
    "vurderer": EVERYBODY,
    "leder": SIGNED_IN,
    "rådgiver": SIGNED_IN | {"file_urls_request"},
    "administrator": SIGNED_IN | {"file_urls_request"},
}


def every_message():
    """One message of each kind, with all that can be told apart within it."""
    made = {}
    for kind in kinds_of(BackMsg.DESCRIPTOR):
        message = BackMsg()
        field = BackMsg.DESCRIPTOR.fields_by_name[kind]
        if kind == "backend_operation_request":
            for operation in kinds_of(field.message_type):
                one = BackMsg()
                getattr(one.backend_operation_request, operation).SetInParent()
                made[operation] = one.SerializeToString()
            one = BackMsg()
            one.backend_operation_request.request_id = "of no kind"
            made["unknown"] = one.SerializeToString()
            continue
        if field.message_type:
            getattr(message, kind).SetInParent()
        else:
            setattr(message, kind, True)
        made[kind] = message.SerializeToString()
    return made


EVERY = every_message()


@pytest.fixture
def come_as(monkeypatch):
    """A function that opens the socket as somebody and answers which of these messages Streamlit gets."""
    monkeypatch.setattr(sign_in, "_ended", {})
    monkeypatch.setattr(sign_in, "current_mode", lambda: "oidc")

    def send(who, *sent, **claims):
        found = {"is_logged_in": True, "sub": "1", "iat": time.time(), "roles": [who], **claims}
        monkeypatch.setattr(admission, "_claims_of", lambda _cookies: {} if who == NOBODY else found)
        return take_in(*({"type": "websocket.receive", "bytes": data} for data in sent))

    return send


def take_in(*frames):
    waiting, got = [*frames, {"type": "websocket.disconnect"}], []

    async def streamlits_own(_scope, receive, _send):
        while (message := await receive())["type"] != "websocket.disconnect":
            got.append(message.get("bytes"))

    async def receive():
        return waiting.pop(0)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(Messages(streamlits_own)(scope, receive, None))).result()
    return got


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("kind", EVERY)
def test_a_message_is_taken_in_only_from_those_it_is_open_to(come_as, who, kind):
    assert come_as(who, EVERY[kind]) == ([EVERY[kind]] if kind in TAKEN_IN[who] else [])


def test_every_kind_of_message_is_on_the_list():
    assert set(messages.OPEN_TO) == {*MESSAGES, *OPERATIONS} - {"backend_operation_request"}
    assert set(EVERY) == {*messages.OPEN_TO, "unknown"}


@pytest.mark.parametrize("kind", EVERY)
def test_on_this_machine_alone_nothing_more_is_open_than_to_an_administrator(come_as, monkeypatch, kind):
    monkeypatch.setattr(sign_in, "current_mode", lambda: "local")
    assert come_as(NOBODY, EVERY[kind]) == ([EVERY[kind]] if kind in TAKEN_IN["administrator"] else [])


def test_a_refused_message_is_passed_over_and_the_next_one_taken_in(come_as, caplog):
    logging.getLogger("dashbord").propagate = True
    assert come_as(NOBODY, EVERY["clear_cache"], EVERY["rerun_script"]) == [EVERY["rerun_script"]]
    assert "Avvist: en melding av typen clear_cache." in caplog.text


def test_a_sign_in_that_has_run_out_sends_no_more_than_nobody(come_as):
    nine_hours_ago = time.time() - 9 * 3600
    assert come_as("administrator", EVERY["file_urls_request"], iat=nine_hours_ago) == []


def test_a_message_of_two_kinds_is_what_streamlit_takes_it_for(come_as):
    both = EVERY["rerun_script"] + EVERY["clear_cache"]  # the later one holds
    assert come_as(NOBODY, both) == []
    assert come_as(NOBODY, EVERY["clear_cache"] + EVERY["rerun_script"]) != []


@pytest.mark.parametrize("rest", [{"bytes": None}, {}])
def test_a_message_sent_as_text_is_passed_over(come_as, rest):
    """Streamlit looks for bytes without asking, and the fault it ends in would fill the log."""
    come_as(NOBODY)
    text = {"type": "websocket.receive", "text": EVERY["rerun_script"].decode("latin-1"), **rest}
    assert take_in(text, {"type": "websocket.receive", "bytes": EVERY["rerun_script"]}) == [EVERY["rerun_script"]]


@pytest.mark.parametrize("data", [b"\xff\xff", b"", b"\x08", b"tekst" * 100, b"\x00" * 50])
def test_what_is_no_message_is_left_to_streamlit_or_refused(come_as, data):
    """Streamlit closes the socket of what it can't read; what it can read is of no kind."""
    assert come_as(NOBODY, data) in ([], [data])
    if come_as(NOBODY, data):
        with pytest.raises(Exception):  # noqa: B017  (whatever protobuf raises, Streamlit catches)
            BackMsg.FromString(data)


def test_the_browser_is_told_no_versions_and_everything_else():
    """Streamlit tells its own, Python's and the system's before anyone has signed in."""
    message = ForwardMsg()
    message.new_session.name = "økt"
    told = message.new_session.initialize.environment_info
    told.streamlit_version, told.python_version, told.server_os = streamlit.__version__, "3.11.7", "Linux"
    sent = ForwardMsg.FromString(messages.hide_versions(message.SerializeToString()))
    told = sent.new_session.initialize.environment_info
    assert (told.python_version, told.server_os) == ("", "")
    assert told.streamlit_version not in ("", streamlit.__version__)  # by which the browser sees an upgrade
    assert sent.new_session.name == "økt"
    other = ForwardMsg()
    other.delta.new_element.markdown.body = f"Versjon {streamlit.__version__}"
    assert messages.hide_versions(other.SerializeToString()) == other.SerializeToString()

"""What happens when the server starts."""

import asyncio
import ctypes
import gc
import logging
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from contextvars import Context, copy_context
from typing import Any, Final

import pyarrow
from anyio import to_thread
from streamlit import cli_util, config
from streamlit.runtime import Runtime

from frame.door import errors
from frame.door.sign_in import served_address
from frame.insides import check_insides, check_loop, check_runtime, forget_what_was_cut, keep_theme, send_together
from frame.serving.assets import compress_ahead
from frame.serving.inbox_watch import start_watching
from frame.serving.page import our_index

log = logging.getLogger("dashbord")

LARGE: Final = 128 * 1024
"""Bytes from which on a freed block goes back to the system: a column of a table of 16,000 rows."""
_M_MMAP_THRESHOLD: Final = -3
"""What the C library calls it (malloc.h)."""


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Have everything ready before the first visitor: modules, caches, compressed scripts."""
    errors.set_up_logs()
    give_back_freed_tables()
    check_insides()
    check_runtime(Runtime.instance())
    keep_theme()
    forget_what_was_cut()
    send_together()
    send_at_once(asyncio.get_running_loop())
    wake_seldom(asyncio.get_running_loop())
    our_index()  # another Streamlit, or a file of ours that is gone, stops the start and not the first visitor
    threading.Thread(target=compress_ahead, name="compress-ahead", daemon=True).start()
    await to_thread.run_sync(_warm)
    # Streamlit collects garbage after every run of a script; what start-up has made stays for good, and
    # walking through it each time cost some 84 ms.
    gc.collect()
    gc.freeze()
    start_watching()
    _say_where()
    yield


def give_back_freed_tables() -> None:
    """Have freed columns of long tables go back to the system at once (Linux).

    The C library raises the size from which it does so with every large block that is freed, up to 32 MB, and keeps the
    rest for the thread that had it: with 50,000 registrations half of what its blocks took was free. A size that is
    set stays. C libraries that know of none are left as they are. The texts of tables, which Arrow would keep in a
    store of its own, stand there too.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE)
            pyarrow.set_memory_pool(pyarrow.system_memory_pool())


def send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Let no small message wait until the one before it is acknowledged, which made each rerun 40 ms longer.

    asyncio sees to that by itself, but not for a listener that it is handed, as Streamlit does (uvicorn's issue 3149);
    what a listener accepts has its options. uvicorn asks the loop to listen after this start-up.
    """
    check_loop(loop)
    listen = loop.create_server

    async def listen_without_delay(*given: Any, **named: Any) -> asyncio.Server:
        if listener := named.get("sock"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await listen(*given, **named)

    loop.create_server = listen_without_delay


def wake_seldom(loop: asyncio.AbstractEventLoop) -> None:
    """Wake the loop once for all that is handed to it until it wakes, and not at all for what it hands itself.

    Streamlit does both with every message it has ready, some sixty for a page, and each time costs a system call, after
    which the page's thread waits for the loop's.
    """
    wake, own_thread = loop.call_soon_threadsafe, threading.get_ident()
    handed: deque[tuple[asyncio.Handle, Any, tuple[Any, ...], Context | None]] = deque()
    is_woken = False

    def schedule(callback: Any, *given: Any, context: Context | None = None) -> asyncio.Handle:
        nonlocal is_woken
        if threading.get_ident() == own_thread:
            return loop.call_soon(callback, *given, context=context)
        context = context or copy_context()
        handle = asyncio.Handle(callback, given, loop, context)
        handed.append((handle, callback, given, context))
        if not is_woken or loop.is_closed():  # a closed one says so
            is_woken = True
            wake(take_over)
        return handle

    def take_over() -> None:
        nonlocal is_woken
        is_woken = False  # before it is looked at what there is: what comes after that wakes the loop again
        for _ in range(len(handed)):
            handle, callback, given, context = handed.popleft()
            if not handle.cancelled():
                loop.call_soon(callback, *given, context=context)

    loop.call_soon_threadsafe = schedule


def _warm() -> None:
    """Read what the first visitor would wait for. A failure is for the page to show; the server starts."""
    began = time.perf_counter()
    try:
        from frame import numbers

        numbers.warm()
    except Exception:
        log.exception("Oppvarmingen mislyktes; første besøk blir tregere.")
    else:
        log.info("Varmet opp på %.1f s.", time.perf_counter() - began)


def _say_where() -> None:
    url = served_address()
    print(f"Dashbordet er klart: {url}", flush=True)
    # `streamlit run` opens a browser for a plain script, but not for an app object.
    if not config.get_option("server.headless"):
        threading.Thread(target=cli_util.open_browser, args=(url,), daemon=True).start()

"""The address that says whether the server is well, and that holds nobody up when the store is not."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

log = logging.getLogger("dashbord")

PATIENCE: Final = 2.0
# Threads of its own: those of a store that never answers stay where they are, and files are sent by other threads.
_threads: Final = ThreadPoolExecutor(2, thread_name_prefix="health-check")
_asking: asyncio.Task[bool] | None = None


async def health(_request: Request) -> Response:
    """200 while the store answers within two seconds, 503 otherwise; says no more than that to anybody."""
    if await asyncio.shield(_ask_once()):
        return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})
    return JSONResponse({"status": "lageret svarer ikke"}, status_code=503)


def _ask_once() -> asyncio.Task[bool]:
    """The question that is under way, or a new one: all who ask at once get the same answer."""
    global _asking
    if _asking is None or _asking.done() or _asking.get_loop() is not asyncio.get_running_loop():
        _asking = asyncio.create_task(_ask())
    return _asking


async def _ask() -> bool:
    try:
        await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(_threads, _ask_the_store), PATIENCE)
    except Exception:
        log.exception("Helsesjekk: lageret svarer ikke.")
        return False
    return True


def _ask_the_store() -> None:
    from frame import reads

    reads.ask_the_store()

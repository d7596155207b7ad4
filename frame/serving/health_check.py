"""The address that says whether the server is well, and that holds nobody up when the store is not."""

import asyncio
import logging
from typing import Final

from anyio import CapacityLimiter, fail_after, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

log = logging.getLogger("dashbord")

PATIENCE: Final = 2.0
# Threads of its own: those of a store that never answers stay where they are, and files are sent by other threads.
_THREADS: Final = 2
_limiter: CapacityLimiter | None = None
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
    global _limiter
    _limiter = _limiter or CapacityLimiter(_THREADS)
    try:
        with fail_after(PATIENCE):
            await to_thread.run_sync(_ask_the_store, abandon_on_cancel=True, limiter=_limiter)
    except Exception:
        log.exception("Helsesjekk: lageret svarer ikke.")
        return False
    return True


def _ask_the_store() -> None:
    from frame import reads

    reads.ask_the_store()

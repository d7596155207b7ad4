"""Owns whose a written file is: Streamlit gives a download to anybody who has its address."""

import hashlib
import threading
import time
from collections.abc import Callable
from typing import Final

_KEPT: Final = 24 * 3600  # seconds; no sign-in lasts longer
_owners: dict[str, dict[str, float]] = {}  # mark of a content → user → when it was written
_lock = threading.Lock()


def for_user(user_id: str, write: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return `write` so that only this user can fetch what it writes."""

    def write_and_remember() -> bytes:
        content = write()
        now = time.monotonic()
        with _lock:
            for mark in [mark for mark, users in _owners.items() if max(users.values()) < now - _KEPT]:
                del _owners[mark]
            _owners.setdefault(_mark(content), {})[user_id] = now
        return content

    return write_and_remember


def may_fetch(user_id: str, content: bytes) -> bool:
    """Whether the content is the user's, or nobody's: pictures on a page belong to all who see the page."""
    with _lock:
        users = _owners.get(_mark(content))
    return users is None or user_id in users


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

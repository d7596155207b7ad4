"""Looks at the inbox for as long as the server runs, where INBOX_DIR names one."""

import logging
import os
import threading
import time
from pathlib import Path
from typing import Final

import store

EVERY: Final = 15.0
"""Seconds between two looks: a new file is adopted within a minute, after it has rested over two of them."""

log = logging.getLogger("dashbord")
_inbox: store.Inbox | None = None


def watched() -> store.Inbox | None:
    """The inbox of this process, None where there is none."""
    return _inbox


def start_watching() -> None:
    """Watch the folder of INBOX_DIR in a thread of its own; without the variable nothing is watched."""
    folder = os.environ.get("INBOX_DIR", "").strip()
    if folder and _inbox is None:
        threading.Thread(target=_watch, args=(Path(folder),), name="inbox", daemon=True).start()


def _watch(folder: Path) -> None:
    from frame import reads

    global _inbox
    while True:
        try:
            if _inbox is None:
                _inbox = store.Inbox(reads.engine(), folder)
            if adopted := _inbox.look():
                log.info("Innboksen tok i bruk filer: %d.", len(adopted))
        except store.StoreError as error:
            log.warning("Innboksen venter: %s", error)
        except Exception:
            # One strange file must not stop the watch for good; what it is lies in the folder.
            log.exception("Innboksen kunne ikke se på mappen.")
        time.sleep(EVERY)

"""Opens an uploaded file in a process of its own (loaders/child) and gives its sheets."""

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
import unicodedata
from functools import lru_cache
from pathlib import Path, PurePath
from typing import IO, Any

from loaders.export import MAX_BYTES, ExportError
from loaders.sandbox.packages import check_package
from loaders.sandbox.problems import problem
from loaders.sandbox.sheets import Sheet, unpack_sheets

CHILD = Path(__file__).parent / "child" / "__main__.py"
MEMORY_MB = 1_000
SECONDS = 8
"""Of the processor's time; on Windows, which has no limit on that, by the clock."""
PATIENCE = 30
"""By the clock, where a busy machine may take longer than the processor's time."""
MOST_ANSWER = 600 << 20
PIECE = 4 << 20


def read_sheets(content: bytes, filename: str) -> list[Sheet]:
    """The file's sheets that hold anything; raises ExportError."""
    if len(content) > MAX_BYTES:
        raise ExportError(
            f"Filen er på {len(content) / 2**20:.0f} MB, og grensen er {MAX_BYTES // 2**20} MB.",
            remedy="Fjern bilder og ark som ikke er svar, eller lagre arket med svarene som csv.",
        )
    if content.startswith(b"PK\x03\x04"):
        check_package(content)
    head, body = ask_child("read", content)
    sheets = unpack_sheets(head, body, sheet_name_of(filename))
    if not sheets:
        raise problem("empty")
    return sheets


def stem_of(filename: str) -> str:
    """The file's name without its folder and its ending, in composed letters."""
    return unicodedata.normalize("NFC", PurePath(filename.replace("\\", "/")).stem)


def sheet_name_of(filename: str) -> str:
    """What Excel calls the only sheet of a text file: the name of the file, cut to 31 characters."""
    return stem_of(filename)[:31] or "Ark1"


def ask_child(task: str, content: bytes, *, seconds: int = SECONDS) -> tuple[dict[str, Any], memoryview]:
    """The answer of a fresh process to one task: its JSON head and the bytes after it; raises ExportError."""
    command = [sys.executable, "-I", "-S", str(CHILD), task, site_folder(), str(MEMORY_MB), str(seconds)]
    patience = seconds if os.name == "nt" else max(PATIENCE, seconds)
    code, answer, late = run(command, content, patience)
    if late:
        raise problem("time")
    if code:
        # The reader aborts when it is refused memory; the limit on CPU time kills.
        raise problem("time" if code in (-24, -9) else "memory" if code < 0 else "broken")
    return split_answer(answer)


def run(command: list[str], content: bytes, patience: float) -> tuple[int, bytes, bool]:
    """(exit status, output, whether it was stopped for its time).

    `subprocess.communicate` hands over the input in pieces of 4 kB, which took longer than starting the process.
    """
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    window = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open one
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, creationflags=window) as process:
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(patience, give_up)
        feeder = threading.Thread(target=feed, args=(process.stdin, content))
        timer.start()
        feeder.start()
        try:
            answer = read_at_most(process.stdout, MOST_ANSWER) if process.stdout else b""
            if len(answer) > MOST_ANSWER:
                process.kill()
        finally:
            code = process.wait()
            timer.cancel()
            feeder.join()
    return code, answer, late.is_set()


def read_at_most(stream: IO[bytes], most: int) -> bytes:
    """All that comes, or a little more than `most` where there is more."""
    pieces, size = [], 0
    while size <= most and (piece := stream.read(PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def feed(stream: IO[bytes], content: bytes) -> None:
    """A process that has ended takes no more input; its exit status says why."""
    with contextlib.suppress(OSError), stream:
        stream.write(content)


def split_answer(answer: bytes) -> tuple[dict[str, Any], memoryview]:
    length = int.from_bytes(answer[:8], "little")
    if len(answer) < 8 + length or not length or len(answer) > MOST_ANSWER:
        raise problem("broken")
    head = json.loads(answer[8 : 8 + length])
    if "problem" in head:
        raise problem(head["problem"], head["detail"])
    return head, memoryview(answer)[8 + length :]


@lru_cache(maxsize=1)
def site_folder() -> str:
    """Where calamine is installed; the child starts without looking for it."""
    found = importlib.util.find_spec("python_calamine")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("python_calamine")
    return str(Path(found.origin).parent.parent)

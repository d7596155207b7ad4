"""The process that opens an uploaded file: bytes on standard input, cells on standard output, under limits.

Started by `loaders.sandbox.open_file` as
`python -I -S <this file> <task> <site folder> <memory MB> <CPU seconds>`. (Given the folder, Python would import three
modules more, only to find this file.) It imports no pandas, so that it starts in some 20 ms, and nothing of the project
but this folder. A file that makes a reader abort, or eat memory or time, ends this process and not the app.
"""

import gc
import os
import sys


def limit(memory_mb: int, cpu_seconds: int) -> None:
    """Windows knows no such limits, and macOS not that of memory: there the parent's time limit is what holds."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, memory_mb << 20), (resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        try:  # noqa: SIM105 - contextlib takes longer to import than a small file to read
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            pass


def main() -> None:
    _, task, site, memory_mb, cpu_seconds = sys.argv
    gc.disable()  # one task, then the end: collecting the many rows only costs time
    limit(int(memory_mb), int(cpu_seconds))
    folder = os.path.dirname(__file__)  # noqa: PTH120 - pathlib takes longer to import than a small file to read
    sys.path = [folder, *sys.path, site]
    content = sys.stdin.buffer.read()
    from problems import Unreadable, write_problem

    try:
        if task == "mark":
            from mark import mark

            answer = mark(content)
        else:
            from cells import read_cells

            answer = read_cells(content)
    except Unreadable as error:
        answer = write_problem(error.code, error.detail)
    except MemoryError:
        answer = write_problem("memory")
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # taking the many rows apart one by one at the end cost as much as packing them


if __name__ == "__main__":
    main()

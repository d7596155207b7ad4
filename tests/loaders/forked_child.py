"""Opens file after file in forks of one process, under the same limits as the child that the app starts for each.

Starting an interpreter takes half of the time of a small file; a fuzz run of many thousands can do without. Run as a
script this is the process that forks (`python -I -S forked_child.py <child's folder> <site folder> <MB> <seconds>`):
each length and content on its input is answered with exit status, length and answer.
"""

import os
import struct
import subprocess
import sys

HEAD = struct.Struct("<iQ")
LENGTH = struct.Struct("<Q")


class ForkedChild:
    """What `loaders.sandbox.open_file.ask_child` does, in a fork."""

    def __init__(self) -> None:
        from loaders.sandbox import open_file

        self.inside = open_file
        limits = (str(open_file.MEMORY_MB), str(open_file.SECONDS))
        command = [sys.executable, "-I", "-S", __file__, str(open_file.CHILD.parent), open_file.site_folder(), *limits]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, _task, content, **_limits):
        """The JSON head and the bytes after it, or the same ExportError as from a process of its own."""
        self.process.stdin.write(LENGTH.pack(len(content)) + content)
        self.process.stdin.flush()
        code, length = HEAD.unpack(self.process.stdout.read(HEAD.size))
        answer = self.process.stdout.read(length)
        if code:
            raise self.inside.problem("time" if code in (-24, -9) else "memory" if code < 0 else "broken")
        return self.inside.split_answer(answer)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def serve(folder: str, site: str, memory_mb: int, seconds: int) -> None:
    sys.path[:0] = [folder]
    sys.path.append(site)
    import cells
    import python_calamine  # noqa: F401 - imported once, before all forks

    while head := sys.stdin.buffer.read(LENGTH.size):
        content = sys.stdin.buffer.read(LENGTH.unpack(head)[0])
        code, answer = read_whole(lambda content=content: open_one(cells, content), memory_mb, seconds)
        sys.stdout.buffer.write(HEAD.pack(code, len(answer)) + answer)
        sys.stdout.buffer.flush()


def open_one(cells, content: bytes) -> bytes:
    from problems import Unreadable, write_problem

    try:
        return cells.read_cells(content)
    except Unreadable as error:
        return write_problem(error.code, error.detail)
    except MemoryError:
        return write_problem("memory")


def read_whole(task, memory_mb: int, seconds: int) -> tuple[int, bytes]:
    """The exit status (negative for a signal) and what the task gives, in a fork under limits."""
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.close(hear)
            limit(memory_mb, seconds)
            answer = task()
            with os.fdopen(tell, "wb") as stream:
                stream.write(answer)
            status = 0
        finally:
            os._exit(status)
    os.close(tell)
    with os.fdopen(hear, "rb") as stream:
        answer = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), answer


def limit(memory_mb: int, seconds: int) -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

"""A real PostgreSQL on loopback, from the system's own packages, for the tests that run on both engines."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

MISSING = (
    "PostgreSQL's programs (initdb, pg_ctl) were not found in PATH or /usr/lib/postgresql/*/bin. "
    "Install them, on Debian and Ubuntu with: apt-get install postgresql"
)

MEMORY, ROOM_NEEDED = Path("/dev/shm"), 1 << 30
"""Where Linux keeps files in memory, and the bytes that a server may take there. A database is some 300 files; a disk
takes a millisecond for each that is made, and nearly every test asks for a database of its own."""


class PostgresMissing(RuntimeError):
    pass


def _roomiest() -> Path | None:
    """The folder in memory where it has room, else None: wherever temporary files lie."""
    found = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM_NEEDED
    return MEMORY if found else None


def find_program(name: str) -> str:
    """Where a program of the newest PostgreSQL lies; raises PostgresMissing."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name.split(".")[0]))
    found = next((str(p / name) for p in reversed(places) if (p / name).exists()), None) or shutil.which(name)
    if found is None:
        raise PostgresMissing(MISSING)
    return found


class Postgres:
    """One server with its own folder; `start`, `stop` and `start` again keep its port and its data."""

    def __init__(self, parent: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="store-postgres-", dir=parent or _roomiest()))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = self.folder / "data"
        try:
            self._as_user = self._other_user()
            self._run(
                "initdb", "-D", self.data, "-U", "tester", "--auth=trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"
            )
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _other_user(self) -> list[str]:
        """PostgreSQL refuses to run as root: then it runs as postgres, or else as nobody."""
        if os.geteuid() != 0:
            return []
        import pwd

        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                user = pwd.getpwnam(name)
                os.chown(self.folder, user.pw_uid, user.pw_gid)
                return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        raise PostgresMissing("PostgreSQL does not run as root, and there is no user postgres or nobody")

    def _run(self, program: str, *arguments: object) -> None:
        command = [*self._as_user, find_program(program), *map(str, arguments)]
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, env=environment)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories= -c fsync=off"
        options += " -c full_page_writes=off -c autovacuum=off -c min_wal_size=32MB -c max_wal_size=128MB"
        # All it keeps lies in its own folder, and goes with it.
        options += " -c dynamic_shared_memory_type=mmap"
        # pg_ctl hands its output to the server, which would keep our pipe open: hence the log file.
        log = self.folder / "log"
        self._run("pg_ctl", "-D", self.data, "-l", log, "-o", options, "-w", "-t", "60", "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def freeze(self) -> None:
        """Stop all its processes where they are: connections stay open, and nothing is answered."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        os.kill(postmaster, which)
        for child in map(int, children):
            # One that had ended may be collected by the postmaster, which goes on first.
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, which)

    def new_database(self, template: str = "template1") -> str:
        """The URL of a fresh database, empty or as another one is that nobody uses."""
        name = f"test_{time.monotonic_ns()}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql://tester@127.0.0.1:{self.port}/{name}"

    def drop_database(self, url: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")

    def address(self, database: str) -> str:
        return f"postgresql://tester@127.0.0.1:{self.port}/{database}"

    def close(self) -> None:
        with contextlib.suppress(RuntimeError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

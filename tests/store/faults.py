"""`python -m tests.store.faults [--kills 50]`: the store under SIGKILL, on a full disk, measured as it grows, and
locked, read-only, gone and damaged.

The last are short and stand in test_store_faults.py; the others take minutes, so they are a command. The exit
status is 1 when one of them fails. On Linux; a full PostgreSQL needs the right to mount a small disk and is else left
out.
"""

import argparse
import contextlib
import hashlib
import multiprocessing
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import func, select

import loaders
import store
from store.tables import choices, contents
from store.tables import versions as table
from tests.store.exports import read_fake, registration, write_csv
from tests.store.postgres import Postgres, PostgresMissing

ROOT = Path(__file__).resolve().parents[2]
FORKS = multiprocessing.get_context("forkserver")
"""Each process that is killed comes from one that has imported everything: else that takes most of the time."""


def make_file(seed: int, rows: int = 500) -> bytes:
    """An export of about 60 kB whose names do not compress."""
    names = random.Random(seed)
    return write_csv(*(registration(n, names.randbytes(30).hex()) for n in range(rows)))


def adopt(engine, content: bytes) -> store.Version:
    export = read_fake(content, "Samling.csv")
    return store.adopt(engine, content, "Samling.csv", round_id="2024", who="faults", export=export)


def adopt_forever(url: str, tell: Connection) -> None:
    """What the killed process does; each message says which version it has been told is adopted."""
    loaders.read_export = read_fake
    engine = store.connect(url)
    files = [make_file(seed) for seed in range(4)]
    while True:
        for content in files:
            tell.send(adopt(engine, content).id)


def check_whole(engine) -> int:
    """The id in force; fails when anything is half done."""
    [now] = store.in_force(engine, "2024")
    content = store.content(engine, now.id)  # compared with its hash
    assert hashlib.sha256(content).hexdigest() == now.sha256
    assert len(store.read_version(engine, now.id).rows) == now.rows == 500
    with engine.connect() as connection:
        versions = connection.scalar(select(func.count()).select_from(table))
        chosen = connection.scalar(select(func.count()).select_from(choices))
        used = set(connection.scalars(select(table.c.content_id)))
        assert versions == chosen == store.change_id(engine), "a version, its choice and the change go together"
        assert set(connection.scalars(select(contents.c.id))) == used
    return now.id


def kill_while_adopting(url: str, times: int) -> str:
    engine = store.connect(url)
    adopt(engine, make_file(99))
    moment, told_last, hits = random.Random(5), 1, 0
    for _ in range(times):
        hear, tell = FORKS.Pipe(duplex=False)
        child = FORKS.Process(target=adopt_forever, args=(url, tell))
        child.start()
        tell.close()
        told = [hear.recv() for _ in range(2)]
        # Not a wait for something to be done: the moment of the kill is what is drawn.
        time.sleep(moment.uniform(0, 0.12))
        child.kill()
        with contextlib.suppress(EOFError):
            while True:
                told.append(hear.recv())
        child.join()
        hear.close()
        now = check_whole(engine)
        assert now in (told[-1], told[-1] + 1), (now, told)
        hits += now == told[-1] + 1
        assert now > told_last
        told_last = now
    engine.dispose()
    store.connect(url).dispose()
    return f"{times} kills, version {told_last} in force, {hits} times adopted but not yet told"


def fill_a_file(url: str) -> str:
    """SQLite may not grow past a limit: the same to it as a disk without room."""
    engine = store.connect(url)
    first = adopt(engine, make_file(1))
    file = Path(engine.url.database)
    room = file.stat().st_size + Path(f"{file}-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        refused = _adopt_until_full(engine)
        assert store.in_force(engine, "2024")[0].id >= first.id, "it is still read"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    return _and_goes_on(engine, refused)


def fill_a_disk(folder: Path, url: str) -> str:
    engine = store.connect(url)
    adopt(engine, make_file(1))
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    refused = _adopt_until_full(engine)
    ballast.unlink()
    return _and_goes_on(engine, refused)


def _adopt_until_full(engine) -> store.StoreFull:
    """PostgreSQL and SQLite have some pages at hand before they ask for more."""
    for seed in range(10, 200):
        before = store.in_force(engine, "2024")[0].id
        try:
            adopt(engine, make_file(seed))
        except store.StoreFull as refused:
            assert store.in_force(engine, "2024")[0].id == before
            return refused
    raise AssertionError("it never became full")


def _and_goes_on(engine, refused: store.StoreFull) -> str:
    adopt(engine, make_file(7))
    check_whole_after_full(engine)
    engine.dispose()
    return f"«{refused}», and adopted again once there was room"


def check_whole_after_full(engine) -> None:
    for version_id in store.versions(engine)["id"]:
        store.content(engine, int(version_id))


@contextlib.contextmanager
def small_disk(size: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="store-small-disk-"))
    folder.chmod(0o777)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        folder.rmdir()
        raise PermissionError("no right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=False)
        folder.rmdir()


def measure_growth(url_of_one: str, url_of_many: str) -> str:
    """What a rerun asks of the store, with one version and with 200 of 500 rows; taken in turns."""
    one, many = store.connect(url_of_one), store.connect(url_of_many)
    adopt(one, make_file(0))
    for seed in range(200):
        adopt(many, make_file(seed))
    times = [(_timed(lambda: _rerun(one)), _timed(lambda: _rerun(many))) for _ in range(300)]
    of_one, of_many = (statistics.median(taken) * 1000 for taken in zip(*times, strict=True))
    listing = statistics.median(_timed(lambda: store.versions(many, "2024")) for _ in range(20)) * 1000
    one.dispose()
    many.dispose()
    ratio = of_many / of_one
    assert ratio < 1.3, f"a rerun costs {ratio:.2f} times as much"
    took = f"a rerun's queries {of_one:.2f} ms with 1, {of_many:.2f} ms with 200 (ratio {ratio:.2f})"
    return f"{took}; the list of 200 {listing:.1f} ms"


def _rerun(engine) -> None:
    store.change_id(engine)
    store.round_texts(engine)
    store.in_force(engine, "2024")
    store.manual_entries(engine, "2024")


def _timed(step) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    # reading a file is the loaders' matter, and would only slow the kills down
    loaders.read_export = read_fake
    FORKS.set_forkserver_preload(["tests.store.faults"])
    return max(_run(name, step) for name, step in _steps(options.kills))


def _steps(kills: int) -> Iterator[tuple]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite killed", lambda: kill_while_adopting(f"sqlite:///{folder}/kill.sqlite", kills)
        yield "SQLite at its size limit", lambda: fill_a_file(f"sqlite:///{folder}/limit.sqlite")
        yield (
            "SQLite as it grows",
            lambda: measure_growth(f"sqlite:///{folder}/one.sqlite", f"sqlite:///{folder}/many.sqlite"),
        )
    yield "SQLite on a full disk", _fill_sqlite
    yield "Locked, read-only, gone, damaged, on both engines", _run_the_short_ones
    server = Postgres()
    try:
        yield "PostgreSQL killed", lambda: kill_while_adopting(server.new_database(), kills)
        yield "PostgreSQL as it grows", lambda: measure_growth(server.new_database(), server.new_database())
    finally:
        server.close()
    yield "PostgreSQL on a full disk", _fill_postgres


def _run_the_short_ones() -> str:
    command = [sys.executable, "-m", "pytest", "-q", "tests/store/test_store_faults.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return f"{done.stdout.count('.')} tests passed"


def _fill_sqlite() -> str:
    with small_disk("1m") as folder:
        return fill_a_disk(folder, f"sqlite:///{folder}/full.sqlite")


def _fill_postgres() -> str:
    with small_disk("200m") as folder:
        server = Postgres(folder)
        try:
            return fill_a_disk(folder, server.new_database())
        finally:
            server.close()


def _run(name: str, step) -> int:
    start = time.perf_counter()
    try:
        told, status = step(), 0
    except (PermissionError, PostgresMissing) as missing:
        told, status = f"left out: {missing}", 0
    except (AssertionError, store.StoreError) as error:
        told, status = f"FAILED: {error}", 1
    print(f"{name}: {told} ({time.perf_counter() - start:.0f} s)", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.store.mixed_use --minutes 60 [--url URL]`: twenty sessions look, adopt, take back, write and delete.

Each minute the numbers on the screen are compared with the numbers computed anew, without anything kept, from the
bytes of the files in force. First what is kept is filled to its bound, and every session and every page opened; then it
is used until a quarter of the time has gone. What the process holds then is the start; at the end it may hold at most
a tenth more memory, open files and threads. A line each five minutes says how it stands. Exit status 1 when something
of it is not so.
"""

import argparse
import contextlib
import gc
import logging
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

import loaders
import store
from analysis.headline import headline
from analysis.situation import compute_situation
from analysis.sources import gather
from domain.rounds import read_round
from frame import numbers, reads
from frame.kept import KEPT
from tests.browser.steps import applications, registrations
from tests.store.kept import counts_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
PLACES = ("Bodø", "Rana", "Narvik", "Alta", "Ås", "Asker", "Hamar", "Molde", "Volda", "Lom", "Herøy", "Atlantis")
ROUNDS = ("2024", "2025", "2026")
DAY = date(2024, 6, 20)
FILTERS: tuple[tuple[str, ...], ...] = ((), ("Nordland",), ("Agder",))
FILLED, READ = 160, 40
"""Acts before the start, and how many of them are read."""
KEPT_BYTES = 16 << 20
"""What is kept is held to less than in the app, so that it is full before the start and not after days."""
EACH = 300
"""Seconds from one line to the next."""


class Session:
    """One browser's page, with a filter of its own."""

    def __init__(self, number: int) -> None:
        self.app = AppTest.from_file(str(ROOT / "frame" / "app.py"), default_timeout=120)
        self.opened = False
        self.link = {"dato": DAY.isoformat(), "kommune": "1804"}
        if number % 3:
            self.link["region"] = ("Nordland", "Agder")[number % 2]

    def look(self, draw: random.Random, page: str | None = None) -> None:
        """Look at a page, else at the same or another one."""
        self.app.query_params.update(self.link)
        if self.opened and page is None and draw.random() < 0.5:
            page = draw.choice(PAGES)
        if page is not None:
            self.app.switch_page(str(ROOT / "pages" / f"{page}.py"))
            self.app.query_params.update(self.link)
        self.app.run()
        self.opened = True
        assert not self.app.exception, [error.message for error in self.app.exception]


def adopt(engine, draw: random.Random, round_id: str) -> None:
    kind = draw.choice((registrations, applications))
    content = kind(*draw.sample(PLACES, draw.randrange(1, len(PLACES))))
    name = "Påmelding(1-9).xlsx" if kind is registrations else "Søknad(1-9).xlsx"
    store.adopt(engine, content, name, round_id=round_id, who="blandet")


def restore(engine, draw: random.Random, round_id: str) -> None:
    listed = store.versions(engine, round_id)
    if listed.empty:
        return
    chosen = listed.sample(1, random_state=draw.randrange(2**31)).iloc[0]
    now = next((v.id for v in store.in_force(engine, round_id) if v.source == chosen["source"]), 0)
    store.restore(engine, int(chosen["id"]), "blandet", expected=now)


def note(engine, draw: random.Random, round_id: str) -> None:
    written = store.Note("1804", DAY - timedelta(days=draw.randrange(90)), "telefon", "Avtalt", "Ringe", DAY)
    saved = store.add_note(engine, round_id, written, "blandet")
    saved = store.edit_note(engine, replace(saved, agreed="Avtalt på nytt"), "blandet")
    if draw.random() < 0.5:
        store.remove_note(engine, saved.id, "blandet", version=saved.version)


def state(engine, draw: random.Random, round_id: str) -> None:
    sources = [v.source for v in store.in_force(engine, round_id) if v.kind == "applications"]
    if sources:
        store.set_state(engine, round_id, [(sources[0], str(draw.randrange(1, 5)))], "placed", "blandet")
    made = store.settle_municipality(engine, round_id, "Atlantis", ["1804"], "blandet")
    if draw.random() < 0.5:
        store.remove_correction(engine, made, "blandet")


def settings(engine, draw: random.Random, round_id: str) -> None:
    now = store.round_settings(engine, round_id)
    store.save_round(engine, now.values | {"title": f"Runde {draw.randrange(9)}"}, "blandet", expected=now.version)


def delete(engine, draw: random.Random, round_id: str) -> None:
    if draw.random() < 0.1:
        with contextlib.suppress(store.StoreLocked):  # others are reading: it is cleaned the next time
            store.delete_personal_data(engine, round_id, "blandet", counts_of(("applied", "1804", DAY, 1)))


ACTS = (adopt, adopt, restore, note, state, settings, delete)


def check_figures(engine) -> None:
    """The numbers the pages keep, against those computed anew from the files' bytes."""
    now = reads.change_id()[0]
    rounds = {id_: read_round(text) for id_, text in store.round_texts(engine).items()}
    for round_id in ROUNDS:
        tables = []
        for version in store.in_force(engine, round_id):
            export = loaders.read_export(store.content(engine, version.id), version.filename, kind=version.kind)
            tables.append((version.kind, version.event, version.source, export.rows))
        if not tables:
            continue
        sources = gather(tables, **store.manual_entries(engine, round_id))
        anew = headline(compute_situation(sources, rounds[round_id], DAY))
        kept = headline(numbers.situation(round_id, now, DAY))
        assert kept == anew, {name: (kept[name], anew[name]) for name in anew if kept[name] != anew[name]}


def held() -> dict[str, int]:
    """What the process holds, without the garbage that waits to be collected."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = len(list(Path("/proc/self/fd").iterdir()))
    return {"memory in MB": pages * 4 // 1024, "open files": files, "threads": threading.active_count()}


def prepare(engine) -> None:
    base = store.round_settings(engine, "2024").values
    for round_id in ROUNDS[1:]:
        own = {name: value for name, value in base.items() if name != "example"}
        store.save_round(engine, own | {"id": round_id, "title": f"Runde {round_id}"}, "blandet", expected=0)
    for round_id in ROUNDS:
        adopt(engine, random.Random(1), round_id)


def fill(engine, draw: random.Random, sessions: list[Session]) -> None:
    """Do what fills every cache, so that all that grows later is a leak."""
    for number in range(FILLED):
        round_id = draw.choice(ROUNDS)
        draw.choice(ACTS)(engine, draw, round_id)
        if number >= FILLED - READ:
            now = reads.change_id()[0]
            for regions in FILTERS:
                numbers.shown(round_id, now, DAY, regions, DAY)
    for session in sessions:
        session.look(draw)
    for page in PAGES:
        sessions[0].look(draw, page)
    print(f"filled: {KEPT.bytes / 2**20:.0f} of {KEPT_BYTES >> 20} MB are kept", flush=True)


def run(minutes: float, seed: int) -> str:
    engine, draw = store.connect(), random.Random(seed)
    begin = time.monotonic()
    end, warm = begin + minutes * 60, begin + minutes * 60 / 4
    prepare(engine)
    sessions = [Session(number) for number in range(20)]
    fill(engine, draw, sessions)
    at_start: dict[str, int] = {}
    due = line = time.monotonic()
    done: Counter[str] = Counter()
    while time.monotonic() < end:
        if time.monotonic() >= line:
            _tell(time.monotonic() - begin, done, held())
            line += EACH
        if not at_start and time.monotonic() >= warm:
            at_start = held()
            _tell(time.monotonic() - begin, done, at_start)
        act = draw.choice(ACTS)
        act(engine, draw, draw.choice(ROUNDS))
        done[act.__name__] += 1
        for session in draw.sample(sessions, 2):
            session.look(draw)
            done["page"] += 1
        if time.monotonic() >= due:
            check_figures(engine)
            done["comparison"] += 1
            due = time.monotonic() + 60
    check_figures(engine)
    at_end = held()
    _tell(time.monotonic() - begin, done, at_end)
    engine.dispose()
    assert at_start, "the time was over before all was filled: give it more minutes"
    told = ", ".join(f"{name} {at_start[name]} → {at_end[name]}" for name in at_end)
    grown = [name for name in at_end if at_end[name] > at_start[name] * 1.1 + (name != "memory in MB")]
    assert not grown, f"{', '.join(grown)} grew: {told}"
    return f"{dict(done)}; {told}"


def _tell(seconds: float, done: Counter[str], now: dict[str, int]) -> None:
    counts = ", ".join(f"{name} {n}" for name, n in now.items())
    print(f"{seconds / 60:5.1f} min: {sum(done.values())} acts and pages; {counts}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--url", help="the database; a new SQLite file when none is given")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # Streamlit says again and again that no browser is there
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = options.url or f"sqlite:///{folder}/mixed.sqlite"
        numbers.forget()
        KEPT.most_bytes = KEPT_BYTES
        began = datetime.now()
        print(f"from {began:%H:%M} for {options.minutes:g} minutes, seed {options.seed}", flush=True)
        print(run(options.minutes, options.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())

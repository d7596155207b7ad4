"""What ten years cost a page against a spring: `python -m tests.benchmarks.growth`.

Two dashboards: one with 300 registrations and 40 applications in one round, one with 50,000 and 5,000, 30 rounds, 2,000
notes, 500 versions and 20,000 lines of the log. For each page the milliseconds of a rerun and the server's processor
time for it; then what a note that is saved costs the next page, another day, and the first page after a start; and the
memory at the end. Both dashboards are asked by turns, since what else the machine does slows both.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, insert

import store
from data.reference import branches, municipalities
from data.tools.build_examples.write import write_forms_workbook
from store.tables import log, note_texts, notes
from tests.benchmarks.pages import DAY, HEAD, ROLES, STARTING
from tests.benchmarks.wire import App, Session, choose_regions, processor_seconds, start

PAGES = ("", "deltakelse", "framdrift", "kommuner", "kart", "data", "oppfolging", "min-region", "personvern", "logg")
SMALL = {"registrations": 300, "applications": 40, "rounds": 0, "notes": 20, "versions": 2, "lines": 100}
LARGE = {"registrations": 50_000, "applications": 5_000, "rounds": 29, "notes": 2_000, "versions": 500, "lines": 20_000}
FIRST = datetime(2024, 2, 20, 8)
NAMES = [place.label.split(" (")[0] for place in municipalities().values()]
NUMBERS = list(municipalities())


def main() -> None:
    """Print a row per page, then the rest."""
    parser = argparse.ArgumentParser(description="What ten years of data cost against one spring.")
    parser.add_argument("--part", type=float, default=1.0, help="how much of the large store, 0.1 for a quick look")
    parser.add_argument("--times", type=int, default=5, help="how often each page is run")
    options = parser.parse_args()
    large = {name: round(number * options.part) for name, number in LARGE.items()}
    with tempfile.TemporaryDirectory() as parent:
        folders = [Path(parent) / "small", Path(parent) / "large"]
        for folder, sizes in zip(folders, (SMALL, large), strict=True):
            folder.mkdir()
            fill(folder, **sizes)
        with serving(folders) as apps:
            print(f"{'':32}{'small ms':>10}{'cpu':>7}{'large ms':>10}{'cpu':>7}{'ratio':>7}")
            print(f"load of the machine: {os.getloadavg()[0]:.1f}")
            sessions = [Session(app.url) for app in apps]
            tell("first page after a start", [[first_page(*pair)] for pair in zip(apps, sessions, strict=True)])
            for page in PAGES:
                reruns(page, apps, sessions, options.times)
            acts(folders, apps, sessions)
            memory = [memory_of(app) for app in apps]
            print(f"{'memory, MB':32}{memory[0]:>10.0f}{memory[1]:>17.0f}{memory[1] / memory[0]:>14.2f}")


def first_page(app: App, session: Session) -> tuple[float, float]:
    """Milliseconds and processor of the first page that anybody asks for, and the time since the start."""
    return cost(app, session, "")


def reruns(page: str, apps: list[App], sessions: list[Session], times: int) -> None:
    """A page with one region after the other, each of which it has shown before."""
    begun = [session.run(page, DAY) for session in sessions]
    chosen = branches()[:times]
    for region in chosen:
        for session, first in zip(sessions, begun, strict=True):
            session.run(page, DAY, choose_regions(first, region))
    found: list[list[tuple[float, float]]] = [[], []]
    for region in chosen:
        for app, session, first, taken in zip(apps, sessions, begun, found, strict=True):
            taken.append(cost(app, session, page, DAY, choose_regions(first, region)))
    tell(f"rerun of {page or 'oversikt'}", found)


def acts(folders: list[Path], apps: list[App], sessions: list[Session]) -> None:
    """What the next page costs after a note was saved, and on a day that nobody has looked at."""
    for session in sessions:
        session.run("", DAY, choose_regions(session.run("", DAY)))
    for folder in folders:
        engine = store.connect(database_of(folder))
        told = store.Note(NUMBERS[0], date(2024, 4, 2), "telefon", "Ringer igjen")
        store.add_note(engine, "2024", told, "test")
        engine.dispose()
    tell("one note saved, then Oversikt", [[cost(*pair, "", DAY)] for pair in zip(apps, sessions, strict=True)])
    other = "dato=2024-04-17"
    tell("another day, nothing kept", [[cost(*pair, "", other)] for pair in zip(apps, sessions, strict=True)])


def cost(app: App, session: Session, page: str, *asked: object) -> tuple[float, float]:
    """Milliseconds that the page took, and the milliseconds of processor that the server used meanwhile."""
    before = processor_seconds(app)
    ran = session.run(page, *asked)
    return ran.milliseconds, (processor_seconds(app) - before) * 1000


def tell(what: str, found: list[list[tuple[float, float]]]) -> None:
    """Print the middle time and the middle of the processor's, of both: what a server makes ready beside one rerun is
    not the page's."""
    times, used = ([median(pair[place] for pair in taken) for taken in found] for place in (0, 1))
    ratio = used[1] / used[0] if used[0] else float("nan")
    print(f"{what:32}{times[0]:>10.0f}{used[0]:>7.0f}{times[1]:>10.0f}{used[1]:>7.0f}{ratio:>7.2f}", flush=True)


def memory_of(app: App) -> float:
    """Megabytes that the server holds (Linux)."""
    pages = int(Path(f"/proc/{app.process.pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def serving(folders: list[Path]) -> Iterator[list[App]]:
    """A dashboard for each folder."""
    apps = [start(folder) for folder in folders]
    try:
        time.sleep(STARTING)
        yield apps
    finally:
        for app in apps:
            app.stop()


def database_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'dashboard.sqlite'}"


def fill(
    folder: Path, *, registrations: int, applications: int, rounds: int, notes: int, versions: int, lines: int
) -> None:
    """A store with so many of each."""
    engine = store.connect(database_of(folder))
    settings = store.round_settings(engine, "2024").text
    for place in range(rounds):
        year = 2000 + place % 20  # before: the first round to be seen stays that of 2024
        text = settings.replace("2024", str(year))
        if place >= 20:
            text = text.replace(f'id = "{year}"', f'id = "{year}-2"')
        store.save_round(engine, text, "test", expected=0)
    whose = {"round_id": "2024", "who": "test"}
    for edition in range(versions - 2):
        store.adopt(engine, write_registrations(20, edition), "Påmelding(1-20).xlsx", event="gathering", **whose)
    name = f"Påmelding(1-{registrations}).xlsx"
    store.adopt(engine, write_registrations(registrations, 0), name, event="gathering", **whose)
    store.adopt(engine, write_applications(applications), f"Søknad(1-{applications}).xlsx", **whose)
    add_notes(engine, notes)
    add_lines(engine, lines)
    engine.dispose()


def write_registrations(size: int, edition: int) -> bytes:
    header = [*HEAD, "Hvilken kommune representerer du?", "Stilling", "Antall deltakere"]
    rows = [
        [n + 1, *sent(n, size), f"Person {n} i {edition}", NAMES[n % len(NAMES)], ROLES[n % len(ROLES)], "1"]
        for n in range(size)
    ]
    return write_forms_workbook(header, rows)


def write_applications(size: int) -> bytes:
    header = [*HEAD, "Hvilken kommune søker?", "Er søknaden forankret politisk?", "Motivasjon", "Status"]
    rows = [
        [n + 1, *sent(n, size, 30), f"Leder {n} Eksempel", NAMES[n % len(NAMES)], "Ja", "Vi vil mer.", "Mottatt"]
        for n in range(size)
    ]
    return write_forms_workbook(header, rows)


def sent(n: int, of: int, after: int = 0) -> tuple[datetime, datetime, str]:
    at = FIRST + timedelta(days=after, seconds=n * 22 * 86400 / of)
    return at - timedelta(minutes=4), at, f"person{n}@example.no"


def add_notes(engine: Engine, number: int) -> None:
    """Notes as ten years leave them, written past the store's own functions: each of those is a transaction."""
    at = datetime(2024, 4, 1, 9, tzinfo=UTC)
    told = {"agreed": "Ringer igjen", "next_step": "Ringe rektor", "responsible": "test", "written_by": "test"}
    whose = {"round_id": "2024", "author": "test", "version": 1}
    heads = [{**whose, "id": n + 1, "municipality": NUMBERS[n % len(NUMBERS)]} for n in range(number)]
    texts = [
        {
            **told,
            "note_id": n + 1,
            "version": 1,
            "day": date(2024, 3, 1) + timedelta(days=n % 60),
            "channel": "veiledning" if n % 9 == 0 else "telefon",
            "written_at": at,
        }
        for n in range(number)
    ]
    with engine.begin() as connection:
        connection.execute(insert(notes), heads)
        connection.execute(insert(note_texts), texts)


def add_lines(engine: Engine, number: int) -> None:
    """Lines of the log that tell who has seen what."""
    line = {"who": "kari", "act": "see", "round_id": "2024", "details": "Bodø, 3 rader"}
    at = datetime(2024, 4, 1, 9, tzinfo=UTC)
    with engine.begin() as connection:
        connection.execute(insert(log), [{**line, "at": at + timedelta(minutes=n)} for n in range(number)])


if __name__ == "__main__":
    main()

"""What 200 adopted versions cost a page against one: `python -m tests.benchmarks.versions`.

Two dashboards hold the same 500 registrations in force, one of them 199 earlier versions of 500 rows besides. Each page
is run in both by turns, with one region after the other; the times are the server's. Exit status 1 where a page costs
more than a quarter more.
"""

import argparse
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import store
from data.reference import branches, municipalities
from data.tools.build_examples.write import write_forms_workbook
from tests.benchmarks.pages import DAY, HEAD, PAGES
from tests.benchmarks.wire import Session, choose_regions, median, start

ROWS = 500
MOST = 1.25


def main() -> int:
    """Print a row per page; the answer is the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--versions", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5, help="how often each region is chosen")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as parent:
        apps = [_serve(Path(parent) / str(number), number) for number in (1, options.versions)]
        try:
            print(f"{'page':12}{'1 version':>12}{f'{options.versions} versions':>14}{'ratio':>7}")
            worst = max(_report(page, [app.url for app in apps], options.rounds) for page in PAGES)
        finally:
            for app in apps:
                app.stop()
    return int(worst > MOST)


def _report(page: str, urls: list[str], rounds: int) -> float:
    sessions = [Session(url) for url in urls]
    begun = [session.run(page, DAY) for session in sessions]
    runs: tuple[list, list] = ([], [])
    for number in range(rounds + 1):
        for region in branches():
            for session, first, taken in zip(sessions, begun, runs, strict=True):
                ran = session.run(page, DAY, choose_regions(first, region))
                if number:  # the first time around fills the caches of both
                    taken.append(ran)
    for session in sessions:
        session.close()
    (one, _), (many, _) = (median(taken) for taken in runs)
    print(f"{page or 'oversikt':12}{one:>9.1f} ms{many:>11.1f} ms{many / one:>7.2f}", flush=True)
    return many / one


def _serve(folder: Path, versions: int) -> object:
    folder.mkdir()
    engine = store.connect(f"sqlite:///{folder / 'dashboard.sqlite'}")
    contents = [_write_file(number) for number in range(versions)]
    # The rows of the one in force are read again by the dashboard; of the others only the facts are needed.
    export, _mapping = store.read_upload(engine, contents[0], _name())
    for content in reversed(contents):
        store.adopt(engine, content, _name(), round_id="2024", who="test", event="gathering", export=export)
    engine.dispose()
    return start(folder)


def _name() -> str:
    return f"Påmelding(1-{ROWS}).xlsx"


def _write_file(edition: int) -> bytes:
    names = [place.label.split(" (")[0] for place in municipalities().values()]
    first = datetime(2024, 2, 20, 8)
    rows = [
        [
            n + 1,
            first + timedelta(hours=n),
            first + timedelta(hours=n, minutes=4),
            f"person{n}@example.no",
            f"Person {n} i utgave {edition}",
            names[n % len(names)],
        ]
        for n in range(ROWS)
    ]
    return write_forms_workbook([*HEAD, "Hvilken kommune representerer du?"], rows)


if __name__ == "__main__":
    sys.exit(main())

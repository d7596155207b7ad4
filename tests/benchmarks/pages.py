"""What a change of the filter costs on each page, against a bare Streamlit page: `python -m tests.benchmarks.pages`.

For a store with 500 and one with 10,000 submissions each page is run with one region after the other: `first` is the
first time anybody looks at a region, `again` every time after. `bare` has as many elements of the same kinds and as
long tables, with nothing computed. The times are the server's, from the question to the last message.
"""

import argparse
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import store
from data.reference import branches, municipalities
from data.tools.build_examples.write import write_forms_workbook
from tests.benchmarks.wire import Session, choose_regions, kinds_of, median, serve_bare, start

PAGES = ("", "deltakelse", "kart", "framdrift", "kommuner", "oppfolging", "data")
HEAD = ["ID", "Start time", "Completion time", "Email", "Name"]
ROLES = ("rektor", "kulturskolerektor", "kommunalsjef", "rådgiver", "ordfører", "lærer")
DAY = "dato=2024-05-02"
STARTING = 15
"""Seconds in which a server that has just started still compresses its scripts, beside the first visitors."""


def main() -> None:
    """Print a row per page and size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="how often each region is chosen")
    parser.add_argument("--page", action="append", choices=PAGES)
    options = parser.parse_args()
    print(f"{'page':12}{'rows':>7}{'first ms':>10}{'again ms':>10}{'kB':>7}{'bare ms':>9}{'bare kB':>9}{'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder, serve_bare(Path(folder)) as bare:
        for size in options.sizes:
            own = Path(folder) / str(size)
            own.mkdir()
            fill(f"sqlite:///{own / 'dashboard.sqlite'}", size)
            app = start(own)
            time.sleep(STARTING)
            for page in options.page or PAGES:
                report(page, size, app.url, bare, options.rounds)
            app.stop()


def report(page: str, size: int, url: str, bare: str, rounds: int) -> None:
    """Run one page with every region and the bare page as often, turn by turn: other work slows both."""
    own, other = Session(url), Session(bare)
    begun = own.run(page, DAY)
    first = [own.run(page, DAY, choose_regions(begun, region)) for region in branches()]
    asked = f"asked={kinds_of(first[0])}"
    plain = other.run("", asked)
    again, runs = [], []
    for n, region in enumerate(branches() * rounds):
        again.append(own.run(page, DAY, choose_regions(begun, region)))
        runs.append(other.run("", asked, choose_regions(plain, ("Nordland", "Vestland")[n % 2])))
    (cold, _), (warm, sent), (least, bare_sent) = median(first), median(again), median(runs)
    own.close()
    other.close()
    print(
        f"{page or 'oversikt':12}{size:>7}{cold:>10.0f}{warm:>10.0f}{sent / 1000:>7.0f}{least:>9.0f}"
        f"{bare_sent / 1000:>9.0f}{warm / least:>7.2f}",
        flush=True,
    )


def fill(url: str, size: int) -> None:
    """Adopt `size` submissions from every municipality: nine registrations to each application."""
    engine = store.connect(url)
    names = [place.label.split(" (")[0] for place in municipalities().values()]
    applied = min(size // 10, len(names))
    registered = write_forms_workbook(
        [*HEAD, "Hvilken kommune representerer du?", "Stilling", "Antall deltakere"],
        [[n + 1, *_sent(n, size), names[n % len(names)], ROLES[n % len(ROLES)], "1"] for n in range(size - applied)],
    )
    asked = write_forms_workbook(
        [*HEAD, "Hvilken kommune søker?", "Er søknaden forankret politisk?", "Motivasjon", "Status"],
        [[n + 1, *_sent(n, applied, after=30), names[n], "Ja", "Vi vil mer.", "Mottatt"] for n in range(applied)],
    )
    whose = {"round_id": "2024", "who": "test"}
    store.adopt(engine, registered, f"Påmelding(1-{size - applied}).xlsx", event="gathering", **whose)
    store.adopt(engine, asked, f"Søknad(1-{applied}).xlsx", **whose)
    engine.dispose()


def _sent(n: int, of: int, *, after: int = 0) -> tuple[datetime, datetime, str, str]:
    sent = datetime(2024, 2, 20, 8) + timedelta(days=after, seconds=n * 22 * 86400 / of)
    return sent - timedelta(minutes=4), sent, f"person{n}@example.no", f"Person {n} Eksempel"


if __name__ == "__main__":
    main()

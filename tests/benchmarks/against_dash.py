"""Oversikt against the same page in Dash, one worker each, in one run: `python -m tests.benchmarks.against_dash`.

- changes a second: so many clients on each server's own protocol choose one region after the other at random, without
  a pause;
- a first visit in Chromium, with an empty cache and with a warm one: seconds to the frame (menu and filter), to the
  number of applications and to both charts, and the bytes received; for Kart without Dash, and for a Streamlit page
  with one field, four numbers and two charts and nothing else, which is what the framework takes by itself.

Both are asked by turns, since what else the machine does slows both. Dash is no requirement of the dashboard: the
command says what to install. It is served as its documentation says, by gunicorn, whose one worker has four threads.
"""

import argparse
import asyncio
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from playwright.sync_api import BrowserContext, sync_playwright
from websockets.asyncio.client import connect

import store
from data.reference import branches, counties, municipalities
from domain.rounds import read_round
from tests.benchmarks.many import Tab
from tests.benchmarks.pages import DAY, STARTING, fill
from tests.benchmarks.wire import ROOT, processor_seconds, serve_bare, start

# The path that these are found on is set by wire.
from running_app import App, find_chromium  # isort: skip
from people import free_port  # isort: skip

DASH = ROOT / "build" / "dash"
PACKAGES = "dash==4.4.1 gunicorn==27.0.1 orjson==3.13.0"
MISSING = f"Dash is missing. Install it beside the dashboard: python -m pip install --target {DASH} {PACKAGES}"
REGIONS = ["", *branches(), *(county for county in counties() if county not in branches())]
OUTPUTS = [
    ("lead", "children"),
    ("cards", "children"),
    ("curve", "figure"),
    ("regions", "figure"),
    ("latest", "children"),
]
THREADS = 4
CHARTS = (".js-plotly-plot .main-svg .xy", 2)
OWN_MARKS = {
    "frame": ("[data-testid=stSidebar] [data-testid=stMultiSelect]", 1),
    "number": ("[data-testid=stMetricValue]", 4),
    "charts": CHARTS,
}
DASH_MARKS = {"frame": ("#region", 1), "number": ("#cards b", 4), "charts": CHARTS}
KART_MARKS = {"frame": OWN_MARKS["frame"], "number": ("h2", 1), "charts": ("canvas", 1)}
"""What is looked for, and how many of them."""
BARE = {"kinds": {"metric": 4, "plotly_chart": 2}, "tables": []}
LOOK = """marks => { window.seen = {};
    const look = () => {
        const paint = performance.getEntriesByName("first-contentful-paint")[0];
        if (paint) seen.paint = paint.startTime / 1000;
        for (const [name, [selector, number]] of Object.entries(marks))
            if (!(name in seen) && [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).length
                >= number) seen[name] = performance.now() / 1000;
        requestAnimationFrame(look); };
    requestAnimationFrame(look); }"""


def main() -> int:
    """Print the changes a second, then the visits; exit status 2 where Dash is missing."""
    parser = argparse.ArgumentParser(description="Oversikt against the same page in Dash, one worker each.")
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=15.0, help="of each turn")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--visits", type=int, default=7)
    parser.add_argument("--rows", type=int, default=500)
    options = parser.parse_args()
    if not (DASH / "dash").exists():
        print(MISSING, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(f"sqlite:///{folder / 'dashboard.sqlite'}", options.rows)
        write_rows(folder)
        own = start(folder)
        with serve_dash(folder) as (dash, process), serve_bare(folder) as bare:
            time.sleep(STARTING)
            print(f"load of the machine: {os.getloadavg()[0]:.1f}")
            compare_changes(own, dash, process, options)
            compare_visits(own.url, dash, bare, options.visits)
        own.stop()
    return 0


def write_rows(folder: Path) -> None:
    """What the dashboard's store holds, as the Dash page reads it."""
    engine = store.connect(f"sqlite:///{folder / 'dashboard.sqlite'}")
    known, found = municipalities(), []
    for version in store.in_force(engine, "2024"):
        rows = store.read_version(engine, version.id).rows
        for row in rows[rows["municipality_numbers"].str.len() > 0].to_dict("records"):
            place = known[row["municipality_numbers"][0]]
            at = row["submitted_at"].tz_localize(None)
            found.append((version.kind, at, place.label, place.branch, place.county, row["persons"]))
    settings = store.round_settings(engine, "2024").text
    engine.dispose()
    columns = ["kind", "at", "municipality", "branch", "county", "persons"]
    pd.DataFrame(found, columns=columns).to_csv(folder / "rows.csv", index=False)
    every = [(place.branch, place.county) for place in known.values()]
    pd.DataFrame(every, columns=["branch", "county"]).to_csv(folder / "places.csv", index=False)
    targets = read_round(settings).branch_applications.items()
    pd.DataFrame(targets, columns=["branch", "applications"]).to_csv(folder / "targets.csv", index=False)


@contextmanager
def serve_dash(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The Dash page's address and process; its packages are on the path of that process alone."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", str(THREADS), "--log-level", "warning"]
    command += ["--bind", f"127.0.0.1:{port}", "tests.benchmarks.dash_page:server"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(DASH), "DASH_ROWS": str(folder)})
    url = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(url, timeout=5):
                break
            time.sleep(0.2)
        yield url, process
    finally:
        process.terminate()
        process.wait(20)


def compare_changes(own: App, dash: str, process: subprocess.Popen, options: argparse.Namespace) -> None:
    """Turn by turn; a line for each turn, then the middle ones and their ratio."""
    ours, others = [], []
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
    assert len(workers) == 1
    print(f"{options.clients} clients, no pause: changes a second; kB and milliseconds of the server's processor each")
    for turn in range(options.turns + 1):
        for url, change, pid, taken in (
            (own.url, lambda *asked: asyncio.run(ask_own(*asked)), own.process.pid, ours),
            (dash, ask_dash, int(workers[0]), others),
        ):
            used = processor_seconds(pid)
            changes, received, lasted = change(url, options.clients, options.seconds)
            cost = (processor_seconds(pid) - used) * 1000 / changes
            if turn:  # in the first each region is shown for the first time
                taken.append(changes / lasted)
            name = "ours" if taken is ours else "Dash"
            print(f"    {name}{changes / lasted:8.1f}   {received / changes / 1000:5.0f} kB {cost:6.1f} ms", flush=True)
    one, other = statistics.median(ours), statistics.median(others)
    print(f"{'changes a second':32}{one:8.1f}   Dash {other:8.1f}   ratio {one / other:5.2f}", flush=True)


async def ask_own(url: str, clients: int, seconds: float) -> tuple[int, int, float]:
    """Changes, bytes and seconds of so many tabs, from when all have been shown the page."""
    everybody = asyncio.Barrier(clients)

    async def use(seed: int) -> tuple[int, int, float]:
        rng, changes = random.Random(seed), 0
        address = url.replace("http://", "ws://") + "/_stcore/stream"
        async with connect(address, origin=url, subprotocols=["streamlit"], max_size=None, compression=None) as socket:
            tab = Tab(socket)
            await tab.run("", "")
            await everybody.wait()
            before, began = tab.received, time.perf_counter()
            while time.perf_counter() < began + seconds:
                await tab.run("", rng.choice(REGIONS))
                changes += 1
        return changes, tab.received - before, time.perf_counter() - began

    return total(await asyncio.gather(*(use(seed) for seed in range(clients))))


def ask_dash(url: str, clients: int, seconds: float) -> tuple[int, int, float]:
    """The same of so many that call its one callback as its page does, each on a connection of its own."""
    host, port = url.removeprefix("http://").split(":")

    def use(seed: int) -> tuple[int, int, float]:
        rng, changes, received, began = random.Random(seed), 0, 0, time.perf_counter()
        connection = http.client.HTTPConnection(host, int(port), timeout=120)
        while time.perf_counter() < began + seconds:
            region = rng.choice(REGIONS)
            connection.request("POST", "/_dash-update-component", chosen(region), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status == 200
            assert set(json.loads(content)["response"]) == {name for name, _ in OUTPUTS}
            changes, received = changes + 1, received + len(content)
        connection.close()
        return changes, received, time.perf_counter() - began

    with ThreadPoolExecutor(clients) as threads:
        return total(list(threads.map(use, range(clients))))


def total(found: list[tuple[int, int, float]]) -> tuple[int, int, float]:
    changes, received, seconds = zip(*found, strict=True)
    return sum(changes), sum(received), max(seconds)


def chosen(region: str) -> str:
    """What the Dash page sends when a region has been chosen."""
    names = "...".join(f"{name}.{of}" for name, of in OUTPUTS)
    inputs = [
        {"id": "region", "property": "value", "value": [region] if region else []},
        {"id": "day", "property": "date", "value": "2024-05-02"},
    ]
    outputs = [{"id": name, "property": of} for name, of in OUTPUTS]
    return json.dumps(
        {
            "output": f"..{names}..",
            "outputs": outputs,
            "inputs": inputs,
            "changedPropIds": ["region.value"],
            "parsedChangedPropsIds": ["region.value"],
        }
    )


def compare_visits(url: str, dash: str, bare: str, visits: int) -> None:
    """Each visit in a new profile, then once more in it; by turns, the middle ones."""
    pages = {
        "Oversikt": (f"{url}/?{DAY}", OWN_MARKS),
        "Dash": (dash, DASH_MARKS),
        "Streamlit alone": (f"{bare}/?asked={quote(json.dumps(BARE))}", OWN_MARKS),
        "Kart": (f"{url}/kart?{DAY}", KART_MARKS),
    }
    cold: dict[str, list[Visit]] = {name: [] for name in pages}
    warm: dict[str, list[Visit]] = {name: [] for name in pages}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for _ in range(visits):
            for name, (address, marks) in pages.items():
                context = browser.new_context(viewport={"width": 1440, "height": 900})
                cold[name].append(visit(context, address, marks))
                warm[name].append(visit(context, address, marks))
                context.close()
        browser.close()
    marks = ("paint", "frame", "number", "charts")
    print(f"{'first visit, seconds to':32}{'paint':>8}{'frame':>8}{'number':>8}{'charts':>8}{'MB':>8}")
    for title, found in (("empty cache", cold), ("warm cache", warm)):
        for name, taken in found.items():
            middle = [statistics.median(one.seconds[mark] for one in taken) for mark in marks]
            received = statistics.median(one.megabytes for one in taken)
            print(f"{f'{name}, {title}':32}" + "".join(f"{value:8.2f}" for value in (*middle, received)), flush=True)


@dataclass(frozen=True)
class Visit:
    """Seconds from the address to each mark, and megabytes received."""

    seconds: dict[str, float]
    megabytes: float


def visit(context: BrowserContext, address: str, marks: dict[str, tuple[str, int]]) -> Visit:
    """Open a page as a visitor does, and look at each of the browser's frames whether the marks are there."""
    page, sizes = context.new_page(), []
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    devtools.on(
        "Network.webSocketFrameReceived", lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 / 4)
    )
    page.add_init_script(f"({LOOK})({json.dumps(marks)})")
    page.goto(address)
    until = time.perf_counter() + 60
    while len(seconds := page.evaluate("window.seen")) <= len(marks):
        assert time.perf_counter() < until, f"{address} shows {list(seconds)} only"
        page.wait_for_timeout(100)
    page.wait_for_load_state("networkidle")
    page.close()
    return Visit(seconds, sum(sizes) / 1e6)


if __name__ == "__main__":
    raise SystemExit(main())

"""Measures what the map costs the page «Kart» without a graphics card: `python tests/browser/benchmark_map.py`.

Prints, for a change of the measure and of the region, the time from the click until the page has handed the frame
over that shows its new text and the map in its new colours (read back from the canvas), against the same page of a
dashboard that draws no map (without_map.py); then, measured by themselves, how long the page was held at the longest;
and the bytes received. The last line says whether the bounds hold: 2.5 times the page without the map, 200 ms held,
and 10 kB more than it receives.
"""

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from map_server import CANVAS  # noqa: E402
from running_app import SOFTWARE, find_chromium, start  # noqa: E402
from steps import open_page  # noqa: E402

MEASURES = ("Påmeldte", "Stadium")
REGIONS = {
    "Rogaland": "Agder",
    "Trøndelag": "Møre og Romsdal",
    "Agder": "Vestfold og Telemark",
    "Vestland": "Rogaland",
    "Nordland": "Trøndelag",
    "Innlandet": "Oslo og Viken",
}
"""Each with a neighbour."""
QUIET = 1000
"""Milliseconds in which nothing more happens when a change is shown."""
SHOWN = "quiet => noted.texts.length > 0 && performance.now() - Math.max(...noted.texts, ...noted.frames) > quiet"


@dataclass(frozen=True)
class Taken:
    """One change: milliseconds until it was shown, milliseconds the page was held, bytes received."""

    shown: float
    held: float
    received: int


class Kart:
    """The page «Kart» in a browser of its own profile."""

    def __init__(self, browser: Browser, url: str, *, probing: bool = False) -> None:
        self.page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.received: list[int] = []
        self.page.add_init_script(path=HERE / "benchmark_map.js")
        self.page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: self.received.append(len(frame))))
        open_page(self.page, f"{url}/kart?dato=2024-05-02")
        self.page.wait_for_timeout(3 * QUIET)
        self.page.evaluate("probing => { window.probing = probing; rest() }", probing)

    def change(self, what: Locator) -> Taken:
        """Click on something, and read what happened until nothing more did."""
        self.received.clear()
        self.page.evaluate("wake()")
        what.click()
        self.page.wait_for_function(SHOWN, arg=QUIET)
        noted, clicked = self.page.evaluate("[noted, clicked]")
        self.page.evaluate("rest()")
        shown = max(noted["texts"] + noted["frames"])
        return Taken(shown - clicked, max(noted["holds"], default=0), sum(self.received))

    def choose_measure(self, name: str) -> Taken:
        return self.change(self.page.get_by_role("radio", name=name))

    def choose_region(self, name: str) -> Taken:
        box = self.page.get_by_role("combobox", name="Region")
        box.fill(name)
        taken = self.change(self.page.get_by_role("option", name=name).first)
        self.page.keyboard.press("Escape")  # the list stays open, and hides the page
        return taken

    def choose_country(self) -> Taken:
        return self.change(self.page.get_by_test_id("stSidebar").get_by_role("button", name="Fjern alle"))


def measure(pages: list[Kart], times: int) -> dict[str, list[tuple[Taken, ...]]]:
    """Change the measure there and back in the country and in each region; each region, once and again, alone and with
    its neighbour.

    Each change is made on all pages, one after the other: other work slows all of them. Which one is first takes
    turns.
    """
    taken = defaultdict(list)

    def change(what: str, how: Callable[[Kart], Taken]) -> None:
        # After two, as a measure is changed there and back.
        turn = -1 if len(taken[what]) // 2 % 2 else 1
        taken[what].append(tuple([how(page) for page in pages[::turn]][::turn]))

    for name in MEASURES * times:
        change("measure", lambda page, name=name: page.choose_measure(name))
    for region, neighbour in [*REGIONS.items()] * 2:
        change("region", lambda page, region=region: page.choose_region(region))
        for name in MEASURES:
            change("measure in a region", lambda page, name=name: page.choose_measure(name))
        change("one more region", lambda page, region=neighbour: page.choose_region(region))
        for name in MEASURES:
            change("measure in two regions", lambda page, name=name: page.choose_measure(name))
        change("back to the country", Kart.choose_country)
    return taken


@contextmanager
def served(folder: str, script: Path) -> Iterator[str]:
    """The address of a dashboard with the examples while it is served from a folder of its own."""
    own = Path(folder) / script.stem
    own.mkdir()
    app = start(own, script=script)
    yield app.url
    app.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=12, help="how often to change the measure there and back")
    times = parser.parse_args().times
    with (
        tempfile.TemporaryDirectory() as folder,
        served(folder, HERE.parents[1] / "dashboard.py") as url,
        served(folder, HERE / "without_map.py") as url_without,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", *SOFTWARE])
        pages = [Kart(browser, url, probing=True), Kart(browser, url), Kart(browser, url_without)]
        assert [page.page.locator(CANVAS).count() for page in pages] == [1, 1, 0]
        taken = measure(pages, times)
        browser.close()
    good = [report(change, *zip(*each, strict=True)) for change, each in taken.items()]
    print("the bounds hold" if all(good) else "the bounds do NOT hold")


def report(change: str, drawn: tuple[Taken, ...], held: tuple[Taken, ...], bare: tuple[Taken, ...]) -> bool:
    """Print one kind of change and answer whether its bounds hold."""
    own, other = (typical([one.shown for one in taken]) for taken in (drawn, bare))
    most = max(one.held for one in held)
    more = max(with_map.received - without.received for with_map, without in zip(held, bare, strict=True))
    print(f"{change}: {own:.0f} ms with the map, {other:.0f} without, {own / other:.2f} times")
    print(f"    held at most {most:.0f} ms, usually {statistics.median(one.held for one in held):.0f}")
    print(f"    received at most {more} bytes more")
    return own <= 2.5 * other and most <= 200 and more <= 10_000


def typical(times: list[float]) -> float:
    """The mean of the middle half: the screen takes a frame every 17 ms, and a median jumps from one to the next."""
    outer = len(times) // 4
    return statistics.mean(sorted(times)[outer : len(times) - outer])


if __name__ == "__main__":
    main()

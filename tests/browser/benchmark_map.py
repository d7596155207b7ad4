"""Measures what the map costs a page without a graphics card: `python tests/browser/benchmark_map.py`.

Prints, for a change of the measure and of the region, the time from the click until the page shows its new
text and the map is drawn in its new colours (read back from the canvas), against the same page without the
map; then, measured by themselves, how long the page was held at the longest; and the bytes received. The last
line says whether the bounds hold: 1.5 times the bare page, 200 ms held, 10 kB.
"""

import argparse
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from conftest import find_chromium  # noqa: E402
from map_server import CANVAS, SOFTWARE, color_on_screen, expected_color, serve_map, until  # noqa: E402

PROBE = "5610"
MEASURES = ("participants", "stage")
REGIONS = ("Rogaland", "Trøndelag", "Agder", "Vestland", "Nordland", "Innlandet")
CLICK = """label => {
    window.noted = {holds: [], texts: [], frames: []};
    window.clicked = performance.now();
    [...document.querySelectorAll("[role=radio]")].find(e => e.textContent.trim() === label).click();
}"""


@dataclass(frozen=True)
class Taken:
    """One change: milliseconds until it was shown, milliseconds the page was held, bytes received."""

    shown: float
    held: float
    received: int


def open_page(browser: Browser, url: str, *, with_map: bool) -> Page:
    page = browser.new_context(viewport={"width": 1000, "height": 900}).new_page()
    page.received = []
    page.add_init_script(path=HERE / "benchmark_map.js")
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: page.received.append(len(frame))))
    page.goto(url)
    page.locator(CANVAS).first.wait_for()
    until(lambda: color_on_screen(page, PROBE) == expected_color("stage", PROBE), "the map to be drawn")
    if not with_map:
        page.get_by_text("Kart", exact=True).click()
        page.locator(CANVAS).first.wait_for(state="detached")
    return page


def measure_change(page: Page, label: str, *, with_map: bool) -> Taken:
    """Changes to a measure or region. The map counts as drawn when nothing on it changes for a second."""
    page.received.clear()
    page.evaluate(CLICK, label)
    page.wait_for_function("noted.texts.length > 0")
    page.wait_for_timeout(1000)
    noted, clicked = page.evaluate("noted"), page.evaluate("clicked")
    drawn = noted["frames"][-1:] if with_map else []
    return Taken(max(noted["texts"][:1] + drawn) - clicked, max(noted["holds"], default=0), sum(page.received))


def measure_page(page: Page, times: int, *, with_map: bool, probing: bool) -> dict[str, list[Taken]]:
    page.evaluate("probing => { window.probing = probing }", probing)
    return {
        "measure": [
            measure_change(page, label, with_map=with_map and probing) for _ in range(times) for label in MEASURES
        ],
        "region": [measure_change(page, label, with_map=with_map and probing) for label in REGIONS[: max(times, 2)]],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5, help="how often to change there and back")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder, serve_map(Path(folder)) as url, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", *SOFTWARE])
        bare = measure_page(open_page(browser, url, with_map=False), times, with_map=False, probing=False)
        drawn = measure_page(open_page(browser, url, with_map=True), times, with_map=True, probing=True)
        held = measure_page(open_page(browser, url, with_map=True), times, with_map=True, probing=False)
        browser.close()
    good = [report(change, drawn[change], bare[change], held[change]) for change in drawn]
    print("the bounds hold" if all(good) else "the bounds do NOT hold")


def report(change: str, drawn: list[Taken], bare: list[Taken], held: list[Taken]) -> bool:
    """Prints one kind of change and answers whether its bounds hold."""
    own, other = (statistics.median(one.shown for one in taken) for taken in (drawn, bare))
    most, received = max(one.held for one in held), max(one.received for one in held)
    print(f"{change}: {own:.0f} ms with the map, {other:.0f} without, {own / other:.2f} times")
    print(f"    held at most {most:.0f} ms, usually {statistics.median(one.held for one in held):.0f}")
    print(f"    received at most {received} bytes")
    return own <= 1.5 * other and most <= 200 and received <= 10_000


if __name__ == "__main__":
    main()

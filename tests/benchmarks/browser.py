"""What a visitor waits for in Chromium: `python -m tests.benchmarks.browser`.

- a first load with an empty cache: bytes on the wire, seconds to the headline,
- a change of the filter: seconds to the new number,
- a municipality chosen beside the map: seconds to its panel, against a bare page's rerun with as many elements,
- the list of 357 municipalities: seconds to the drawn table, against a bare page with the same table.

Each is the middle of several; the bare page is served with the dashboard's own settings.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.benchmarks.wire import Session, kinds_of, serve_bare, start

# The path that it is found on is set by wire.
from running_app import find_chromium  # isort: skip

DAY = "dato=2024-05-02"
MUNICIPALITIES = (("1804", "Bodø"), ("4601", "Bergen"), ("5001", "Trondheim"), ("1103", "Stavanger"))
REGIONS = ("Nordland", "Vestland", "Agder", "Innlandet")
LIST = {"kinds": {}, "tables": [[357, 17]]}


def main() -> None:
    """Print a row per measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=4)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder, serve_bare(Path(folder)) as bare, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        app = start(Path(folder))
        try:
            measure_first_load(browser, app.url, times)
            measure_filter(browser, app.url, times)
            measure_panel(browser, app.url, bare, times)
            measure_list(browser, app.url, bare, times)
        finally:
            app.stop()
            browser.close()


def measure_first_load(browser: Browser, url: str, times: int) -> None:
    """Everything a new visitor's browser fetches, and how long until the headline is read."""
    seconds, received = [], []
    for _ in range(times):
        page = new_page(browser)
        sizes: list[float] = []
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
        devtools.on(
            "Network.webSocketFrameReceived",
            lambda event, sizes=sizes: sizes.append(len(event["response"]["payloadData"]) * 3 / 4),
        )
        began = time.perf_counter()
        page.goto(url)
        expect(page.get_by_role("heading", level=2).first).to_be_visible(timeout=60_000)
        seconds.append(time.perf_counter() - began)
        page.wait_for_load_state("networkidle")
        received.append(sum(sizes) / 1e6)
        page.context.close()
    tell("first load to the headline", seconds)
    print(f"{'first load, all bytes':44}{statistics.median(received):8.2f} MB")


def measure_filter(browser: Browser, url: str, times: int) -> None:
    """From the choice of a region in the open list to the new number."""
    page = new_page(browser)
    page.goto(f"{url}/?{DAY}")
    value = page.get_by_test_id("stMetricValue").nth(1)
    expect(value).to_have_text("122 av 357", timeout=60_000)
    seconds = []
    for region in (*REGIONS, *REGIONS)[: 2 * times]:
        box = page.get_by_role("combobox", name="Region")
        box.click()
        box.fill(region)
        option = page.get_by_role("option", name=region).first
        option.wait_for()
        before = value.inner_text()
        seconds.append(wait_for_change(page, "[data-testid=stMetricValue]", 1, before, option.click))
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Fjern alle").or_(page.get_by_role("button", name="Tøm")).first.click()
        expect(value).to_have_text("122 av 357")
    page.context.close()
    tell("filter to the new number, first time", seconds[: len(REGIONS)])
    tell("filter to the new number, again", seconds[len(REGIONS) :])


def measure_panel(browser: Browser, url: str, bare: str, times: int) -> None:
    """From the choice of a municipality beside the map to its panel; against the rerun of as many elements."""
    session = Session(url)
    asked = kinds_of(session.run("kart", f"{DAY}&kommune={MUNICIPALITIES[0][0]}"))
    session.close()
    page = new_page(browser)
    page.goto(f"{url}/kart?{DAY}")
    box = page.get_by_role("combobox", name="Åpne en kommune")
    own, other = [], []
    for _, name in MUNICIPALITIES[:times]:
        box.fill(name)
        option = page.get_by_role("option", name=name).first
        option.wait_for()
        began = time.perf_counter()
        option.click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        own.append(time.perf_counter() - began)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.context.close()
    page = new_page(browser)
    page.goto(f"{bare}/?asked={quote(asked)}")
    settled(page)
    for region, told in (("Nordland", "Viser Nordland."), ("Vestland", "Viser Nordland og Vestland.")):
        box = page.get_by_role("combobox", name="Region")
        box.click()
        option = page.get_by_role("option", name=region).first
        option.wait_for()
        began = time.perf_counter()
        option.click()
        expect(page.get_by_text(told)).to_be_visible()
        other.append(time.perf_counter() - began)
        page.keyboard.press("Escape")
    page.context.close()
    tell("municipality to its panel", own, other)


def measure_list(browser: Browser, url: str, bare: str, times: int) -> None:
    """From asking for the page, with everything cached, to the table that is drawn."""
    own, other = new_page(browser), new_page(browser)
    # Turn by turn: what else the machine does slows both. The first fills the browser's cache.
    pairs = [
        (time_table(own, f"{url}/kommuner?{DAY}"), time_table(other, f"{bare}/?asked={quote(json.dumps(LIST))}"))
        for _ in range(times + 1)
    ]
    own.context.close()
    other.context.close()
    tell("357 rows drawn", *(list(seconds) for seconds in zip(*pairs[1:], strict=True)))


def time_table(page: Page, address: str) -> float:
    """Seconds to the table's canvas."""
    began = time.perf_counter()
    page.goto(address)
    page.locator("[data-testid=stDataFrame] [data-testid^=glide-cell]").first.wait_for(state="attached")
    return time.perf_counter() - began


def wait_for_change(page: Page, selector: str, place: int, before: str, act: Callable[[], None]) -> float:
    """Seconds from doing something to another text in an element, watched inside the page."""
    page.evaluate(
        """([selector, place, before]) => { window.changed = new Promise(done => {
            const look = () => document.querySelectorAll(selector)[place]?.innerText !== before
                ? done(performance.now()) : requestAnimationFrame(look);
            look(); }); window.asked = null;
            const ask = () => { window.asked = performance.now(); };
            document.addEventListener('pointerdown', ask, {once: true, capture: true});
        }""",
        [selector, place, before],
    )
    act()
    return page.evaluate("window.changed.then(end => (end - window.asked) / 1000)")


def new_page(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    return page


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)


def tell(what: str, own: list[float], other: list[float] | None = None) -> None:
    """Print the middle of the times, and of the bare page's."""
    middle = statistics.median(own)
    line = f"{what:44}{middle:8.2f} s"
    if other:
        least = statistics.median(other)
        line += f"   bare {least:6.2f} s   ratio {middle / least:5.2f}"
    print(line, flush=True)


if __name__ == "__main__":
    main()

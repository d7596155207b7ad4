"""Takes the pictures of README and guide: `python -m tests.browser.take_screenshots`; with --all, of everything.

--all writes every page at 1440 and 390 pixels, light and dark, in its states and as printed to build/screenshots,
and lists what a person would stumble over: a page that scrolls sideways, English words, tracebacks.
"""

import argparse
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from guide_pictures import GUIDE_FOLDER, take_for_guide
from map_server import CANVAS, colors_on_screen
from profiles import open_profile
from running_app import EVEN_LETTERS, ROOT, App, find_chromium, start

from data import DATA
from tests.menu import MENU

README_FOLDER = ROOT / "docs" / "screenshots"
ALL_FOLDER = ROOT / "build" / "screenshots"
README_WIDTH, COLORS = 1200, 256
LATER = DATA / "examples" / "Soknad - Fremtidens kulturskole(1-51) (1).xlsx"
EARLIER = DATA / "examples" / "Soknad - Fremtidens kulturskole(1-51).xlsx"
PAGES = {entry.address or "oversikt": entry.address for entry in MENU}
# What stands on the pages when there is something to show, when nothing is left, and what only appears on request.
STATES = {
    "eksempler": "",
    "september": "?dato=2024-09-01",
    "tomt": "?dato=2019-06-01",
    "region": "?region=Nordland&region=Vestland",
}
ONE_MUNICIPALITY = "?kommune=5601"
ENGLISH = re.compile(
    r"\b(the|and|with|upload|browse|choose|select|search|file|files|drag|drop|limit|loading|running|error|"
    r"download|view|show|hide|none|null|nan|nat|true|false)\b",
    re.IGNORECASE,
)
# What a person can read; an icon is a word to the browser and a picture to everybody else.
READ = """() => {
    const icons = [...document.querySelectorAll('[data-testid=stIconMaterial]')];
    icons.forEach(icon => { icon.hidden = true; });
    const text = document.querySelector('[data-testid=stMain]').innerText;
    icons.forEach(icon => { icon.hidden = false; });
    return text;
}"""
TALLEST = 9000
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile "
    "Safari/537.36"
)


@dataclass(frozen=True)
class Look:
    """One way of looking at the pages."""

    name: str
    width: int
    height: int
    scheme: str


LOOKS = (
    Look("1440-lys", 1440, 900, "light"),
    Look("390-lys", 390, 844, "light"),
    Look("1440-mork", 1440, 900, "dark"),
    Look("390-mork", 390, 844, "dark"),
)


def main() -> int:
    """Take the pictures asked for; 1 when --all finds something a person would stumble over."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="every page and state, to build/screenshots")
    parser.add_argument("--page", action="append", choices=list(PAGES), help="with --all: only these pages")
    parser.add_argument("--look", action="append", choices=[look.name for look in LOOKS], help="only these looks")
    parser.add_argument("--state", action="append", choices=[*STATES, "kommune"], help="only these states")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", EVEN_LETTERS])
        if not options.all:
            (Path(folder) / "guide").mkdir()
            app = start(Path(folder) / "guide")
            take_for_guide(open_profile(browser), app, GUIDE_FOLDER)
            app.stop()
        app = start(Path(folder))
        try:
            if not options.all:
                take_for_readme(browser, app)
                return 0
            complaints = list(take_all(browser, app, options))
        finally:
            app.stop()
            browser.close()
    print("\n".join(complaints) or "nothing scrolls sideways, nothing is English")
    return bool(complaints)


def take_for_readme(browser: Browser, app: App) -> None:
    """The first screen of four pages on the examples, and an upload under review."""
    README_FOLDER.mkdir(parents=True, exist_ok=True)
    page = new_page(browser, LOOKS[0])
    for name in ("oversikt", "deltakelse", "kart", "framdrift"):
        open_page(page, f"{app.url}/{PAGES[name]}")
        save_small(page.screenshot(), README_FOLDER / f"{name}.png")
    adopt_earlier(page, app)
    open_page(page, f"{app.url}/data?dato=2024-09-01")
    upload(page, LATER)
    save_small(page.screenshot(), README_FOLDER / "data.png")


def take_all(browser: Browser, app: App, options: argparse.Namespace) -> Iterator[str]:
    """Every page × look × state; yields a line for each flaw that can be found by reading."""
    ALL_FOLDER.mkdir(parents=True, exist_ok=True)
    pages = options.page or list(PAGES)
    looks = [look for look in LOOKS if not options.look or look.name in options.look]
    for look in looks:
        page = new_page(browser, look)
        for name in pages:
            for state, query in states_of(name, options.state):
                open_page(page, f"{app.url}/{PAGES[name]}{query}")
                yield from look_at(page, look, f"{name}-{state}-{look.name}")
            if look.name == LOOKS[0].name and not options.state:
                print_page(page, f"{app.url}/{PAGES[name]}", ALL_FOLDER / f"{name}-utskrift.pdf")
        page.context.close()


def states_of(name: str, wanted: list[str] | None) -> Iterator[tuple[str, str]]:
    """The states that make a difference on a page, with the end of the address."""
    states = STATES | ({"kommune": ONE_MUNICIPALITY} if name in {"kart", "kommuner", "oppfolging"} else {})
    if name in {"innstillinger", "personvern", "logg", "data"}:
        states = {"eksempler": ""}
    return ((state, query) for state, query in states.items() if not wanted or state in wanted)


def look_at(page: Page, look: Look, name: str) -> Iterator[str]:
    """Save the whole length of the page, and yield what is wrong with it."""
    wide = page.evaluate(
        """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
            .map(e => e.scrollWidth - e.clientWidth)"""
    )
    if max(wide) > 1:
        yield f"{name}: scrolls {max(wide)} px sideways"
    text = page.evaluate(READ)
    if words := sorted({found.group(0) for found in ENGLISH.finditer(text)}):
        yield f"{name}: English? {', '.join(words)}"
    if "Traceback" in text or "referansenummer" in text:
        yield f"{name}: an error is shown"
    needed = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": look.width, "height": min(max(needed, look.height), TALLEST)})
    settle(page)
    page.screenshot(path=ALL_FOLDER / f"{name}.png")
    page.set_viewport_size({"width": look.width, "height": look.height})


def print_page(page: Page, address: str, path: Path) -> None:
    """Print to A4 as a browser does, and say how many sheets it takes."""
    open_page(page, address)
    page.pdf(path=path, format="A4", print_background=False)
    sheets = len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
    page.emulate_media(media="print")
    page.screenshot(path=path.with_suffix(".png"))
    page.emulate_media(media="screen")
    print(f"{path.name}: {sheets} sheets")


def new_page(browser: Browser, look: Look) -> Page:
    """A page of a browser that speaks English, so that every English word of the page shows."""
    phone = {"is_mobile": True, "has_touch": True, "user_agent": PHONE} if look.width < 600 else {}
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme, locale="en-US", **phone
    )
    context.set_default_timeout(60_000)
    return context.new_page()


def open_page(page: Page, address: str) -> None:
    """Go there and wait until everything on it is drawn."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the script has run, every chart has its drawing, and the map its colours."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=60_000)
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(e => e.querySelector('.main-svg'))"
    )
    page.evaluate("document.fonts.ready")
    if page.locator("[data-testid=stDeckGlJsonChart]").count():
        wait_for_map(page)
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    # Two frames, so that what was asked for is on the screen.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def wait_for_map(page: Page) -> None:
    """Wait until the map shows more colours than its background."""
    page.locator(CANVAS).first.wait_for()
    for _ in range(200):
        if len(colors_on_screen(page)) > 5:  # its edges have none of their own; a map of nothing has fewer
            return
        page.wait_for_timeout(50)


def adopt_earlier(page: Page, app: App) -> None:
    """Put the earlier download of the applications in force, as a user does."""
    open_page(page, f"{app.url}/data")
    upload(page, EARLIER)
    page.get_by_role("button", name="Ta i bruk").click()
    expect(page.get_by_text("er tatt i bruk:")).to_be_visible()


def upload(page: Page, path: Path) -> None:
    """Choose a file, and wait for its review."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
    expect(page.get_by_role("button", name="Ta i bruk")).to_be_visible()
    settle(page)


def save_small(picture: bytes, path: Path) -> None:
    """Save at the README's width with few colours: the pictures are kept in the repository.

    By coverage, else the small patches of a legend get their neighbours' colours.
    """
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.resize((README_WIDTH, round(image.height * README_WIDTH / image.width)), Image.Resampling.LANCZOS)
    image.quantize(COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())

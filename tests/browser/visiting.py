"""Going through the pages as a visitor does: every page of the menu, waiting until what is asked for is there."""

from collections.abc import Collection, Iterator

from playwright.sync_api import Page, expect

from tests.menu import MENU

PATIENCE = 60_000


def read_pages() -> dict[str, str]:
    """The pages of the menu, title → address."""
    return {entry.title: entry.address for entry in MENU}


def open_page(page: Page, address: str) -> None:
    """Go there, and wait until everything is drawn."""
    page.goto(address)
    settle(page)


def walk(page: Page, start: str, without: Collection[str] = ()) -> Iterator[str]:
    """Open `start`, then every page from the menu, without some; yields the title of each when it is drawn."""
    open_page(page, start)
    for title in [title for title in read_pages() if title not in without]:
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=PATIENCE)
        settle(page)
        yield title


def settle(page: Page) -> None:
    """Wait until the script has run and every chart and table has its drawing."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=PATIENCE)
    page.wait_for_function(
        "() => [['stPlotlyChart', '.main-svg'], ['stDataFrame', 'canvas']].every(([kind, drawing]) =>"
        " [...document.querySelectorAll(`[data-testid=${kind}]`)].every("
        "e => !e.checkVisibility() || e.querySelector(drawing)))"
    )
    next_frame(page)


def next_frame(page: Page) -> None:
    """Wait until what was last asked for is on the screen."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

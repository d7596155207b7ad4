"""Going through the pages as a visitor does: every page of the menu, waiting until what is asked for is there."""

from collections.abc import Collection, Iterator

import steps
from playwright.sync_api import Page

from tests.menu import MENU

DRAWN = """() => !document.querySelector('[data-testid=stSkeleton]')
    && [['stPlotlyChart', '.main-svg'], ['stDataFrame', 'canvas']].every(([kind, drawing]) =>
        [...document.querySelectorAll(`[data-testid=${kind}]`)].every(
            e => !e.checkVisibility() || e.querySelector(drawing)))"""


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
        settle(page, title)
        yield title


def settle(page: Page, title: str = "") -> None:
    """Wait until the script has run and every chart and table has its drawing."""
    steps.settle(page, title)
    page.wait_for_function(DRAWN)
    next_frame(page)


def next_frame(page: Page) -> None:
    """Wait until what was last asked for is on the screen."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

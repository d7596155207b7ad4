"""Profiles of Chromium, a page each, and how one test leaves a page that the next takes over."""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Error, Page

PATIENCE = 30_000  # milliseconds; a busy machine is no failure
DESKTOP = {"width": 1440, "height": 900}
STILL = """const still = new CSSStyleSheet();
still.replaceSync(`[data-testid=stSkeleton] { animation: none !important }
    [data-testid=stElementContainer] { transition: none !important }`);
document.adoptedStyleSheets.push(still);"""
"""What stands in for a chart does not pulse, and what is old does not fade: without a graphics card each of the sixty
frames a second costs the processor, before anything is there to look at."""


def open_profile(browser: Browser, **options) -> Page:
    """The one page of a browser profile of its own, on which nothing moves before it is there."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", **options})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(STILL)
    return context.new_page()


@contextlib.contextmanager
def lend(browser: Browser, idle: list[Page], url: str, viewport: dict = DESKTOP, script: str = "") -> Iterator[Page]:
    """A page of the idle ones, or a new one; a `script` runs in it before any of the app's at this address."""
    page = idle.pop() if idle else open_profile(browser)
    page.set_viewport_size(viewport)
    added = page.context.add_init_script(script or "0")
    yield page
    try:
        added.close()
        empty(page, url)
    except Error:  # it was closed, or left as no other test can take it
        close(page.context)
    else:
        idle.append(page)


def empty(page: Page, url: str) -> None:
    """Leave a profile as new but for the scripts, at an address of the app where none of them runs."""
    for other in page.context.pages[1:]:
        other.close()
    page.goto(f"{url}/_stcore/health")
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_cookies()
    page.emulate_media(color_scheme="null", media="null")


def close(context: BrowserContext) -> None:
    try:
        context.close()
    except Error as error:  # a test may have closed it
        assert "closed" in str(error)

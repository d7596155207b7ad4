"""The real app on a free port of this machine with a store of its own, and Chromium to look at it with."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from people import run_provider
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright
from running_app import App, find_chromium, start
from sqlalchemy import Engine
from steps import clear
from watching import Watch

import store

PATIENCE = 30_000  # milliseconds; a busy machine is no failure
DESKTOP = {"width": 1440, "height": 900}
STILL = """const still = new CSSStyleSheet();
still.replaceSync(`[data-testid=stSkeleton] { animation: none !important }
    [data-testid=stElementContainer] { transition: none !important }`);
document.adoptedStyleSheets.push(still);"""
"""What stands in for a chart does not pulse, and what is old does not fade: without a graphics card each of the sixty
frames a second costs the processor, before anything is there to look at."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a journey that fails once more, with all its fixtures: on a busy machine a click may be lost."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


def make_starter(folder: Path, apps: list[App]) -> Callable[..., App]:
    def start_one(*arguments: str, **settings: str | int | Path) -> App:
        own = folder / f"app{len(apps)}"
        own.mkdir()
        apps.append(start(own, *arguments, **settings))
        return apps[-1]

    return start_one


@pytest.fixture
def start_app(tmp_path: Path) -> Iterator[Callable[..., App]]:
    """Start apps of a test's own: `start_app("--server.maxUploadSize", "1", secrets="…", TZ="UTC")`."""
    apps: list[App] = []
    yield make_starter(tmp_path, apps)
    for app in apps:
        app.stop()


@pytest.fixture(scope="module")
def start_shared_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., App]]:
    """The same for an app that all tests of a module use."""
    apps: list[App] = []
    yield make_starter(tmp_path_factory.mktemp("apps"), apps)
    for app in apps:
        app.stop()


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One app with the examples, in local mode. A test that changes data empties the store after itself."""
    app = start(tmp_path_factory.mktemp("shared"), patience=2)
    yield app
    app.stop()


@pytest.fixture
def app(shared_app: App) -> App:
    """The app that `page` belongs to."""
    return shared_app


@pytest.fixture
def engine(app: App) -> Iterator[Engine]:
    """The app's store, emptied after the test."""
    engine = store.connect(app.database_url)
    yield engine
    clear(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The address of a real OpenID Connect provider on this machine."""
    with run_provider() as url:
        yield url


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    """The installed Chromium, headless; its sandbox can't be used as root."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    browser = playwright_driver.chromium.launch(
        executable_path=find_chromium(), args=["--no-sandbox"] if as_root else []
    )
    yield browser
    browser.close()


@pytest.fixture
def watch(app: App) -> Watch:
    """What the browser does during the test; add to `allowed` or `expected` what the test provokes."""
    return Watch(allowed={urlsplit(app.url).netloc})


def open_profile(browser: Browser, script: str = "", **options) -> Page:
    """The one page of a browser profile of its own, on which nothing moves before it is there."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", **options})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(STILL)
    context.add_init_script(script or "0")
    return context.new_page()


@pytest.fixture(scope="session")
def idle_pages() -> dict[tuple[Browser, str], list[Page]]:
    """Pages that no test uses just now, each of a profile of its own, by the browser and what runs in them at first.

    A test takes over what another has loaded: a new profile fetches and compiles the scripts of the page again, which
    takes longer than most tests.
    """
    return defaultdict(list)


def empty(page: Page, url: str) -> None:
    """Leave a profile as new but for the scripts, at an address of the app where none of them runs."""
    for other in page.context.pages[1:]:
        other.close()
    page.goto(f"{url}/_stcore/health")
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_cookies()
    page.emulate_media(color_scheme="null", media="null")


@pytest.fixture
def new_page(chromium: Browser, watch: Watch, app: App, idle_pages) -> Iterator[Callable[..., Page]]:
    """Pages of a browser profile each: another user, a telephone, the dark theme …

    With options, or `fresh`, nobody had the page before and nobody gets it: for a test that listens to the page, puts
    something into it, or looks at what is loaded. A `script` runs in it before any of the app's. Afterwards every
    request of all of them must have gone to the app, and the console be clean.
    """
    own, lent = [], []

    def make(*, fresh: bool = False, viewport: dict = DESKTOP, script: str = "", **options) -> Page:
        idle = idle_pages[chromium, script]
        if fresh or options:
            page = open_profile(chromium, viewport=viewport, **options)
            own.append(page.context)
        else:
            page = idle.pop() if idle else open_profile(chromium, script)
            page.set_viewport_size(viewport)
            lent.append((page, idle))
        watch.follow(page)
        page.context.on("page", watch.follow)
        return page

    yield make
    for context in own:
        close(context)
    for page, idle in lent:
        watch.leave(page)
        page.context.remove_listener("page", watch.follow)
        try:
            empty(page, app.url)
        except Error:  # it was closed, or left as no other test can take it
            close(page.context)
        else:
            idle.append(page)
    assert not watch.elsewhere(), "requests to other hosts"
    assert not watch.unexpected(), "complaints in the console"


def close(context: BrowserContext) -> None:
    try:
        context.close()
    except Error as error:  # a test may have closed it
        assert "closed" in str(error)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desktop page, of a browser that speaks English, not yet anywhere in the app."""
    return new_page()


@pytest.fixture
def fresh_page(new_page: Callable[..., Page]) -> Page:
    """The same, which nobody had before."""
    return new_page(fresh=True)

"""The real app on a free port of this machine with a store of its own, and Chromium to look at it with."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from people import free_port, oidc_secrets, run_provider
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from profiles import DESKTOP, PATIENCE, close, lend, open_profile
from running_app import SOFTWARE, App, find_chromium, start
from sqlalchemy import Engine
from steps import clear
from watching import Watch

import store

SHORT_VISITS = "--js-flags=--no-parallel-scavenge --invocation-count-for-maglev=4000"
"""What runs often is compiled once more, beside the page, later than by itself: of a page that soon goes it is a fifth
of the work, and the other processor has its own."""


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


@pytest.fixture(scope="session")
def guarded_app(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[App]:
    """One app with the examples that one signs in to."""
    port = free_port()
    secrets = oidc_secrets(f"http://localhost:{port}", provider)
    app = start(tmp_path_factory.mktemp("guarded"), "--server.port", str(port), secrets=secrets)
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
    """The installed Chromium, headless, as on thin clients; its sandbox can't be used as root."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    browser = playwright_driver.chromium.launch(
        executable_path=find_chromium(), args=[SHORT_VISITS, *SOFTWARE, *(["--no-sandbox"] if as_root else [])]
    )
    yield browser
    browser.close()


@pytest.fixture
def watch(app: App) -> Watch:
    """What the browser does during the test; add to `allowed` or `expected` what the test provokes."""
    return Watch(allowed={urlsplit(app.url).netloc})


@pytest.fixture(scope="session")
def idle_pages() -> list[Page]:
    """Pages that no test uses just now, each of a profile of its own.

    A test takes over what another has loaded: a new profile fetches and compiles the scripts of the page again, which
    takes longer than most tests.
    """
    return []


@pytest.fixture(scope="module")
def touring_page(chromium: Browser, idle_pages: list[Page], shared_app: App) -> Iterator[Page]:
    """A page for what a module looks at once."""
    with lend(chromium, idle_pages, shared_app.url) as page:
        yield page


@pytest.fixture
def new_page(chromium: Browser, watch: Watch, app: App, idle_pages: list[Page]) -> Iterator[Callable[..., Page]]:
    """Pages of a browser profile each: another user, a telephone, the dark theme …

    With options, or `fresh`, nobody had the page before and nobody gets it. A `script` runs in it before any of the
    app's. Afterwards every request of all of them must have gone to the app, and the console be clean.
    """
    with contextlib.ExitStack() as taken:

        def make(*, fresh: bool = False, viewport: dict = DESKTOP, script: str = "", **options) -> Page:
            if fresh or options:
                page = open_profile(chromium, viewport=viewport, **options)
                page.add_init_script(script or "0")
                taken.callback(close, page.context)
            else:
                page = taken.enter_context(lend(chromium, idle_pages, app.url, viewport, script))
            watch.follow(page)
            taken.callback(watch.leave, page)
            page.context.on("page", watch.follow)
            taken.callback(page.context.remove_listener, "page", watch.follow)
            return page

        yield make
    assert not watch.elsewhere(), "requests to other hosts"
    assert not watch.unexpected(), "complaints in the console"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desktop page, of a browser that speaks English, not yet anywhere in the app."""
    return new_page()

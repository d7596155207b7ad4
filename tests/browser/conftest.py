"""The real app on a free port of this machine with a store of its own, and Chromium to look at it with."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import urlsplit

import pytest
from people import run_provider
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright
from sqlalchemy import Engine
from steps import clear

import store

ROOT = Path(__file__).parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
READY = re.compile(r"Dashbordet er klart: (\S+)")
START_SECONDS = 120
PATIENCE = 30_000  # milliseconds; a busy machine is no failure
DESKTOP = {"width": 1440, "height": 900}
# What Chromium says about its own software rendering and about password fields isn't the app's fault.
NOT_OURS = ("GPU stall", "GL Driver Message", "WebGL", "luma.gl", "Password field is not contained in a form")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a journey that fails once more, with all its fixtures: on a busy machine a click may be lost."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@dataclass
class App:
    """A running dashboard. `log` is where it writes, `url` has no slash at the end."""

    process: subprocess.Popen
    url: str
    log: Path
    folder: Path

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'dashboard.sqlite'}"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Watch:
    """What the browser asked for and complained about while a test ran."""

    allowed: set[str] = field(default_factory=set)  # hosts beside the app's own, as host:port
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)  # complaints a test provokes, by a part of their text

    def follow(self, page: Page) -> None:
        for event, hear in self._heard.items():
            page.on(event, hear)

    def leave(self, page: Page) -> None:
        for event, hear in self._heard.items():
            page.remove_listener(event, hear)

    @property
    def _heard(self) -> dict[str, Callable]:
        asked = {"request": self._ask, "websocket": self._ask}
        return {**asked, "pageerror": self._fail, "console": self._hear}

    def _ask(self, request) -> None:
        self.requests.append(request.url)

    def _fail(self, error) -> None:
        self.complaints.append(f"pageerror: {error}")

    def _hear(self, message) -> None:
        if message.type in {"error", "warning"} and not any(known in message.text for known in NOT_OURS):
            self.complaints.append(f"{message.type}: {message.text}")

    def elsewhere(self) -> list[str]:
        """Requests to any other host than the app's."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc not in self.allowed
        ]

    def unexpected(self) -> list[str]:
        """Complaints no test provoked."""
        return [text for text in self.complaints if not any(part in text for part in self.expected)]


def find_chromium() -> str:
    """The installed Chromium; setting up the tests installs it (tests/system_packages.py)."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    assert found, "Chromium is not installed; run `python3 tests/system_packages.py`."
    return found


def start(
    folder: Path,
    *arguments: str,
    secrets: str = "",
    script: Path = ROOT / "dashboard.py",
    patience: int = 10,
    **environment: str,
) -> App:
    """Start the dashboard as its users do, and wait until it says where it is.

    `patience` is the seconds that one who writes waits for another.
    """
    secrets_file = folder / "secrets.toml"
    if secrets:
        secrets_file.write_text(secrets, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        "0",
        "--server.headless",
        "true",
        "--secrets.files",
        str(secrets_file),
        *arguments,
    ]
    database = f"sqlite:///{folder / 'dashboard.sqlite'}?timeout={patience}"
    settings = {"DATABASE_URL": database, "PYTHONUNBUFFERED": "1"}
    clean = {name: value for name, value in os.environ.items() if name not in {"AUTH_MODE", "SESSION_HOURS"}}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**clean, **settings, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        encoding="utf-8",
    )
    log = folder / "app.log"
    return App(process, wait_for_address(process, log), log, folder)


def wait_for_address(process: subprocess.Popen, log: Path) -> str:
    """The address the app says it is at; from now on everything it writes goes to the log."""
    told: Queue[str] = Queue()

    def listen() -> None:
        with log.open("w", encoding="utf-8") as file, process.stdout:
            for line in process.stdout:
                file.write(line)
                file.flush()
                if found := READY.search(line):
                    told.put(found.group(1))
        told.put("")

    threading.Thread(target=listen, daemon=True).start()
    with contextlib.suppress(Empty):
        if url := told.get(timeout=START_SECONDS):
            return url
    process.kill()
    process.wait()
    pytest.fail(f"The app did not start:\n{log.read_text('utf-8')}")


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
    """One app with the examples, in local mode, for tests that only read."""
    app = start(tmp_path_factory.mktemp("shared"))
    yield app
    app.stop()


@pytest.fixture(scope="session")
def changing_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The same for the tests that change data, each of which empties the store after itself."""
    app = start(tmp_path_factory.mktemp("changing"), patience=2)
    yield app
    app.stop()


@pytest.fixture
def app(shared_app: App) -> App:
    """The app that `page` belongs to. A test module that changes data overrides it with `changing_app`."""
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
    """The one page of a browser profile of its own."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", **options})
    context.set_default_timeout(PATIENCE)
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

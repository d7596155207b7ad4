"""Runs a page inside the frame, as a user gets it."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import store
from frame import numbers
from tests.menu import APP, open_at
from tests.read_here import read_examples_once

SECONDS = 60


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_file: Path) -> Iterator:
    """An empty store that the app under test uses too."""
    shutil.copy(made_file, tmp_path / "store.sqlite")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    numbers.forget()
    engine = store.connect()
    yield engine
    engine.dispose()
    numbers.forget()


@pytest.fixture(scope="session", autouse=True)
def _examples_read_once() -> None:
    read_examples_once()


@pytest.fixture(scope="module")
def store_of_examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a store with nothing adopted, where the pages show the examples; nothing is forgotten between."""
    numbers.forget()
    yield f"sqlite:///{tmp_path_factory.mktemp('examples') / 'store.sqlite'}"
    numbers.forget()


@pytest.fixture
def open_page(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`open_in` on the test's own store where it has an `engine`, else on one that the tests of a module look at."""
    if "engine" in request.fixturenames:
        request.getfixturevalue("engine")
    else:
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("store_of_examples"))
    return open_in


def open_in(page: str, **link: str | list[str]) -> AppTest:
    """Run a page with a filter in the link, in the store of DATABASE_URL, and hand back what is on the screen."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    open_at(app, page)
    app.query_params.update(link)
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


@pytest.fixture
def empty_round(engine) -> str:
    """A round with nothing adopted and no examples."""
    settings = {
        "id": "2031",
        "title": "Fremtidens kulturskole 2031",
        "dates": {
            "call": date(2031, 3, 1),
            "gathering_start": datetime(2031, 3, 15, 9, 30),
            "deadline": date(2031, 5, 15),
            "start": date(2031, 9, 1),
            "first_day": date(2031, 2, 1),
            "last_day": date(2031, 9, 30),
        },
    }
    store.save_round(engine, settings, "test", expected=0)
    return "2031"


def text_of(app: AppTest) -> str:
    """Everything written on the page, for a search, as it is read: without what keeps it from being Markdown."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    text = "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))
    return re.sub(r"\\(?=[^\w\s])", "", text)

"""The same tests on SQLite and on a real PostgreSQL; small exports made in place."""

import shutil

import pytest

import store
from tests.store.postgres import Postgres


@pytest.fixture(scope="session")
def postgres():
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def made_database(postgres):
    """A database of the server with the tables and nothing in them, by name."""
    address = postgres.new_database()
    store.connect(address).dispose()
    return address.rsplit("/", 1)[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """An address with no tables yet; where the test asks for an engine, with the tables."""
    made = "engine" in request.fixturenames
    if request.param == "sqlite":
        if made:
            shutil.copy(request.getfixturevalue("made_file"), tmp_path / "dashboard.sqlite")
        yield f"sqlite:///{tmp_path / 'dashboard.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    address = server.new_database(request.getfixturevalue("made_database") if made else "template1")
    yield address
    server.drop_database(address)


@pytest.fixture
def engine(url):
    opened = store.connect(url)
    yield opened
    opened.dispose()

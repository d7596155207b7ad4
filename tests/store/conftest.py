"""The same tests on SQLite and on a real PostgreSQL; small exports made in place."""

import pytest

import store
from tests.store.postgres import Postgres


@pytest.fixture(scope="session")
def postgres():
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'dashboard.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    address = server.new_database()
    yield address
    server.drop_database(address)


@pytest.fixture
def engine(url):
    opened = store.connect(url)
    yield opened
    opened.dispose()

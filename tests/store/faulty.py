"""What the tests of a store that fails share: two small files of which one is adopted, and where the store lies."""

from pathlib import Path

import pytest

import store
from tests.store.exports import registration, write_csv

A = write_csv(registration(1), registration(2))
B = write_csv(registration(1), registration(2), registration(3))
ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


def adopt(engine, content=A):
    return store.adopt(engine, content, "Samling.csv", round_id="2024", who="kari")


def file_of(engine):
    return Path(engine.url.database)


def reads_calmly(error):
    """A sentence for a user: no SQL, no English, and what to do."""
    shown = f"{error} {error.remedy}"
    return not any(word in shown.casefold() for word in ("select", "sqlite", "error", "locked", "psycopg"))

"""The schema goes forward from every earlier version, with what was in it."""

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import store
from store.migrations import LATEST, bring_up_to_date, schema_version
from store.tables import metadata

EARLIER = [f"{number:04}" for number in range(1, int(LATEST))]
# What each version of the schema could hold, as it was written then.
FILLED = {
    "0001": [
        "INSERT INTO contents VALUES (1, '2024', 'abc', 3, '')",
        "INSERT INTO versions VALUES (1, '2024', 'registrations', 'gathering', 'r', 'Samling', 'f', 'a.csv', 'abc', 1,"
        " '{}', '[]', 2, 2, '2024-03-11 10:00:00', 'kari', NULL)",
        "INSERT INTO choices VALUES (1, '2024', 'r', 1, 'adopt', '2024-03-11 10:00:00', 'kari')",
    ]
}
FILLED["0002"] = [
    *FILLED["0001"],
    "INSERT INTO states VALUES (1, '2024', 'r', '7', 'placed', '2024-06-01 12:00:00', 'kari', NULL, NULL)",
]
FILLED["0003"] = [
    *FILLED["0001"],
    "INSERT INTO states VALUES (1, '2024', 'r', '7', 'placed', '2024-06-01 12:00:00', 'kari', NULL, NULL,"
    " '2024-06-02 12:00:00')",
]
FILLED["0004"] = FILLED["0003"]


@pytest.fixture
def at_version(url):
    """A database left at an earlier version of the schema, with something in it."""

    def leave(version):
        engine = store.connect(url, to=version)
        with engine.begin() as connection:
            for statement in FILLED[version]:
                connection.execute(text(statement))
        engine.dispose()

    return leave


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_database_is_brought_forward_with_what_it_holds(at_version, url, version):
    at_version(version)
    engine = store.connect(url)
    with engine.connect() as connection:
        assert schema_version(connection) == LATEST
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    [kept] = store.in_force(engine, "2024")
    assert (kept.filename, kept.adopted_by, kept.adopted_at.hour) == ("a.csv", "kari", 10)
    assert store.notes(engine, "2024").empty
    assert store.efforts(engine, "2024").empty
    engine.dispose()


def test_a_state_of_an_earlier_database_is_known_from_the_day_it_holds(at_version, url):
    at_version("0002")
    engine = store.connect(url)
    [state] = store.corrections(engine, "2024").states.to_dict("records")
    assert state["made_at"] == state["set_at"] == pd.Timestamp("2024-06-01 12:00", tz="UTC")
    engine.dispose()


def test_the_steps_give_the_tables_that_the_code_expects(engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_that_is_up_to_date_is_not_written_to(engine, url):
    before = store.change_id(engine)
    bring_up_to_date(engine)
    store.connect(url).dispose()
    assert store.change_id(engine) == before


def test_a_step_that_fails_leaves_the_schema_as_it_was(at_version, url, monkeypatch):
    at_version("0001")
    monkeypatch.setattr("alembic.op.create_index", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.connect(url)
    monkeypatch.undo()
    engine = store.connect(url)
    assert len(store.in_force(engine, "2024")) == 1
    engine.dispose()


def test_a_database_of_a_newer_edition_is_refused(engine, url):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(store.StoreNewer, match="nyere utgave"):
        store.connect(url)


def test_a_missing_table_shows_in_the_comparison(engine):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE log"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) != []

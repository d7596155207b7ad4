"""Deleting a round's personal data for good, and the notice before."""

from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, text

import loaders
import store
from store.deletion import PERSONAL
from store.tables import contents, metadata
from tests.store.exports import read_fake, registration, write_csv
from tests.store.kept import counts_of

SECRET = "Wilhelmine Hemmelig"
TEXTS = (SECRET, "hemmelig@example.no", "Ringte Wilhelmine", "wilhelmines kulturskole", "skjema-99")


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def fill(engine, round_id="2024"):
    many = [registration(n, f"{SECRET} {n}", email=f"{n}.hemmelig@example.no") for n in range(200)]
    first = store.adopt(engine, write_csv(*many), "A.csv", round_id=round_id, who="kari")
    second = store.adopt(engine, write_csv(*many[:100]), "B.csv", round_id=round_id, who="kari")
    store.restore(engine, first.id, "kari", expected=second.id)
    note = store.Note("1804", date(2024, 4, 3), "telefon", "Ringte Wilhelmine")
    saved = store.add_note(engine, round_id, note, "kari")
    store.remove_note(engine, saved.id, "kari", version=saved.version)
    store.settle_municipality(engine, round_id, "Wilhelmines kulturskole", ["1804"], "kari")
    store.set_state(engine, round_id, [("skjema-99", "1")], "placed", "kari")


def stored_bytes(engine, postgres_folder=None):
    """Everything that the database keeps in its files."""
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database)
        return b"".join(f.read_bytes() for f in file.parent.iterdir() if f.name.startswith(file.name))
    with engine.connect() as connection:
        oid = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    return b"".join(f.read_bytes() for f in (postgres_folder / "base" / str(oid)).iterdir())


@pytest.fixture
def files_of(request, engine):
    folder = request.getfixturevalue("postgres").data if engine.dialect.name == "postgresql" else None
    return lambda: stored_bytes(engine, folder)


def compressed(engine):
    """The middle of each stored file's compressed bytes: what a search of the database would have to find."""
    with engine.connect() as connection:
        return [bytes(found)[100:300] for found in connection.scalars(select(contents.c.compressed))]


def test_the_databases_files_no_longer_contain_what_was_deleted(engine, files_of):
    fill(engine)
    packed = compressed(engine)
    before = files_of()
    assert all(piece in before for piece in packed)
    assert b"Ringte Wilhelmine" in before
    store.delete_personal_data(engine, "2024", "kari")
    after = files_of()
    assert not any(piece in after for piece in packed)
    assert [found for found in TEXTS if found.encode() in after] == []
    assert store.versions(engine).empty
    assert store.notes(engine, "2024").empty
    assert not store.has_personal_data(engine, "2024")


def test_the_anonymous_counts_the_settings_and_the_log_stay(engine):
    fill(engine)
    store.save_round(engine, store.round_settings(engine, "2024").text, "kari", expected=0)
    counts = [("registered", "1804", date(2024, 3, 11), 200), ("registered", "", date(2024, 3, 11), 2)]
    store.delete_personal_data(engine, "2024", "ola", counts_of(*counts))
    assert store.anonymous(engine, "2024").to_records(index=False).tolist() == sorted(counts)
    assert store.round_settings(engine, "2024").saved_by == "kari"
    lines = store.read_log(engine)
    assert (lines["act"][0], lines["who"][0]) == ("delete", "ola")
    assert {"adopt", "restore", "note", "settle", "state", "settings"} <= set(lines["act"])


def test_every_table_is_emptied_by_a_deletion_or_known_to_stay():
    stay = {"anonymous_counts", "changes", "log", "mappings", "settings"}
    assert {table.name for table in PERSONAL} == set(metadata.tables) - stay


def test_another_round_is_left_alone(engine):
    fill(engine)
    fill(engine, "2025")
    store.delete_personal_data(engine, "2024", "kari")
    [kept] = store.in_force(engine, "2025")
    assert store.read_version(engine, kept.id).rows["name"][0].startswith(SECRET)


def test_deleting_again_keeps_the_counts_that_are_there(engine):
    fill(engine)
    store.delete_personal_data(engine, "2024", "kari", counts_of(("applied", "1804", date(2024, 5, 1), 1)))
    store.delete_personal_data(engine, "2024", "kari")
    assert len(store.anonymous(engine, "2024")) == 1
    assert list(store.read_log(engine)["act"]).count("delete") == 1


def test_the_numbers_of_deleted_versions_are_not_used_again(engine):
    fill(engine)
    store.delete_personal_data(engine, "2024", "kari")
    adopted = store.adopt(engine, write_csv(registration(1)), "C.csv", round_id="2024", who="kari")
    assert adopted.id == 4


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_file_that_somebody_reads_is_cleaned_when_asked_again(url):
    engine = store.connect(f"{url}?timeout=0.2")
    fill(engine)
    reader = store.connect(url)
    with reader.connect() as connection:
        held = connection.begin()
        connection.scalar(select(contents.c.id))
        with pytest.raises(store.StoreLocked):
            store.delete_personal_data(engine, "2024", "kari")
        held.rollback()
    store.delete_personal_data(engine, "2024", "kari")
    assert b"Ringte Wilhelmine" not in stored_bytes(engine)
    engine.dispose()
    reader.dispose()


def test_a_retention_date_written_with_a_time_announces_itself_as_a_day(engine):
    text = 'id = "2025"\ntitle = "T"\n[dates]\nretention = 2025-01-01T00:00:00\n'
    store.save_round(engine, text, "kari", expected=0)
    fill(engine, "2025")
    assert store.retention_notice(engine, "2025", date(2024, 12, 1)) == ""
    assert store.retention_notice(engine, "2025", date(2024, 12, 2)).endswith("slettes om 30 dager, 01.01.2025.")


def test_a_retention_date_announces_itself_thirty_days_ahead(engine):
    def told(day):
        return store.retention_notice(engine, "2024", day)

    assert told(date(2027, 6, 29)) == ""  # nothing to delete
    fill(engine)
    assert told(date(2027, 5, 30)) == ""
    assert told(date(2027, 5, 31)) == "Personopplysningene i runden skal slettes om 30 dager, 30.06.2027."
    assert told(date(2027, 6, 29)) == "Personopplysningene i runden skal slettes i morgen, 30.06.2027."
    assert told(date(2027, 6, 30)) == "Personopplysningene i runden skal slettes i dag, 30.06.2027."
    assert told(date(2027, 7, 1)).startswith("Personopplysningene i runden skulle vært slettet 30.06.2027.")
    store.delete_personal_data(engine, "2024", "kari")
    assert told(date(2027, 7, 1)) == ""

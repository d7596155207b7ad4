"""The database locked, read-only, gone, or at an address that is none: a calm sentence, and it comes back."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

import loaders
import store
from tests.store.exports import read_fake
from tests.store.faulty import ON_POSTGRES, ON_SQLITE, B, adopt, file_of, reads_calmly

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def test_every_error_of_the_store_has_a_sentence_and_a_remedy():
    kinds = [store.StoreError]
    for kind in kinds:
        kinds += kind.__subclasses__()
        assert str(kind()).endswith(".") and kind().remedy.endswith(".")
        assert reads_calmly(kind())
    assert len(kinds) == 12


@contextmanager
def a_writer_that_does_not_finish(engine):
    with engine.connect().execution_options(store_writes=True) as connection, connection.begin() as held:
        connection.execute(text("UPDATE changes SET number = number + 1 WHERE round_id = ''"))
        yield
        held.rollback()


def test_a_locked_database_says_so_after_a_while_and_is_still_read(url, engine):
    adopted = adopt(engine)
    impatient = store.connect(f"{url}?timeout=0.2")
    with a_writer_that_does_not_finish(engine):
        with pytest.raises(store.StoreLocked) as error:
            adopt(impatient, B)
        assert reads_calmly(error.value)
        assert [v.id for v in store.in_force(impatient, "2024")] == [adopted.id]
    assert adopt(impatient, B).outcome == "adopted"
    impatient.dispose()


def test_a_writer_waits_for_one_that_finishes(url, engine):
    patient = store.connect(url)
    started = threading.Event()
    answers = []

    def work():
        started.set()
        answers.append(adopt(patient))

    with a_writer_that_does_not_finish(engine):
        thread = threading.Thread(target=work)
        thread.start()
        started.wait()
    thread.join()
    assert answers[0].outcome == "adopted"
    patient.dispose()


@ON_SQLITE
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a second user to take rights from")
def test_a_database_that_may_only_be_read_is_read_and_says_so_when_written(url, engine, tmp_path):
    adopted = adopt(engine)
    engine.dispose()
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents:
        if folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(0o755)
    file_of(engine).chmod(0o444)
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "import store\n"
        "os.setuid(65534)\n"
        "engine = store.connect(sys.argv[2])\n"
        "print([v.id for v in store.in_force(engine, '2024')])\n"
        "try: store.write_log(engine, 'upload', 'kari')\n"
        "except store.StoreReadOnly as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, ROOT, url], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [f"[{adopted.id}]", str(store.StoreReadOnly())], done.stderr


@ON_POSTGRES
def test_a_server_that_only_reads_says_so_when_written(url, engine):
    adopted = adopt(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    reader = store.connect(url)
    assert [v.id for v in store.in_force(reader, "2024")] == [adopted.id]
    with pytest.raises(store.StoreReadOnly):
        adopt(reader, B)
    reader.dispose()


@ON_SQLITE
def test_a_file_that_is_gone_is_not_written_to_blindly_and_works_again_when_it_is_back(engine):
    adopted = adopt(engine)
    file, elsewhere = file_of(engine), file_of(engine).with_suffix(".kept")
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    shutil.move(file, elsewhere)
    with pytest.raises(store.StoreGone) as error:
        store.in_force(engine, "2024")
    assert reads_calmly(error.value)
    with pytest.raises(store.StoreGone):
        adopt(engine, B)
    assert not file.exists()
    with pytest.raises(store.StoreGone):
        store.check_answers(engine)
    shutil.move(elsewhere, file)
    store.check_answers(engine)
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]
    assert adopt(engine, B).outcome == "adopted"


@ON_SQLITE
def test_an_empty_file_in_the_databases_place_is_not_taken_for_an_empty_store(engine):
    adopt(engine)
    file_of(engine).unlink()
    file_of(engine).touch()
    with pytest.raises(store.StoreGone):
        store.in_force(engine, "2024")


@ON_POSTGRES
def test_a_server_that_is_stopped_and_started_is_met_without_a_restart(engine, postgres):
    adopted = adopt(engine)
    postgres.stop()
    try:
        with pytest.raises(store.StoreGone) as error:
            store.in_force(engine, "2024")
        assert reads_calmly(error.value)
        with pytest.raises(store.StoreGone):
            adopt(engine, B)
        with pytest.raises(store.StoreGone):
            store.connect(engine.url.render_as_string())
    finally:
        postgres.start()
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]
    assert adopt(engine, B).outcome == "adopted"


@ON_POSTGRES
def test_a_server_killed_in_the_middle_of_an_adopting_leaves_the_old_version_in_force(engine, postgres, monkeypatch):
    adopted = adopt(engine)

    def kill(*_arguments):
        postgres.stop("immediate")

    monkeypatch.setattr("store.adopting.add_line", kill)
    with pytest.raises(store.StoreUnavailable, match="uvisst om det ble lagret"):
        adopt(engine, B)
    monkeypatch.undo()
    postgres.start()
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]


@ON_SQLITE
def test_a_new_database_is_for_its_owner_only(engine):
    assert file_of(engine).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("address", ["", "mysql://x/y", "sqlite://", "not an address"])
def test_an_address_that_can_not_be_used_is_refused_with_a_sentence(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address or "://")
    with pytest.raises(store.StoreRefused, match="DATABASE_URL"):
        store.connect()


def test_the_address_comes_from_the_environment_when_none_is_given(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url.replace("postgresql://", "postgres://"))
    engine = store.connect()
    assert adopt(engine).outcome == "adopted"
    engine.dispose()


def test_a_fault_of_our_own_stays_a_fault_and_shows_no_data(engine):
    with pytest.raises(Exception, match="no_such_column") as error, store.transactions.reading(engine) as connection:
        connection.execute(text("SELECT no_such_column, :secret FROM log"), {"secret": "Wilhelmine"})
    assert not isinstance(error.value, store.StoreError)
    assert "Wilhelmine" not in str(error.value)

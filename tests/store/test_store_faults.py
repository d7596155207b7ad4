"""The database locked, read-only, gone, damaged or full: a calm sentence, nothing changed, and it comes
back.
"""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import zlib
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

import loaders
import store
from tests.store.exports import read_fake, registration, write_csv

ROOT = Path(__file__).resolve().parents[2]
A = write_csv(registration(1), registration(2))
B = write_csv(registration(1), registration(2), registration(3))
ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def adopt(engine, content=A):
    return store.adopt(engine, content, "Samling.csv", round_id="2024", who="kari")


def file_of(engine):
    return Path(engine.url.database)


def reads_calmly(error):
    """A sentence for a user: no SQL, no English, and what to do."""
    shown = f"{error} {error.remedy}"
    return not any(word in shown.casefold() for word in ("select", "sqlite", "error", "locked", "psycopg"))


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


def damage(file, start=0.3):
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    content = bytearray(file.read_bytes())
    begin = int(len(content) * start) // 4096 * 4096
    content[begin : begin + 8192] = b"\xa5" * 8192
    file.write_bytes(content)


@ON_SQLITE
@pytest.mark.parametrize("start", [0, 0.3, 0.7])
def test_a_damaged_file_is_refused_with_the_way_back(url, engine, start):
    adopt(engine)
    engine.dispose()
    damage(file_of(engine), start)
    before = file_of(engine).read_bytes()
    with pytest.raises(store.StoreDamaged) as error:
        store.connect(url)
    assert "python -m store export" in error.value.remedy
    assert file_of(engine).read_bytes() == before


@ON_SQLITE
def test_export_saves_what_a_damaged_file_still_holds(url, engine, tmp_path):
    # Names that do not compress, so that most of the file is versions and the damage falls among them.
    names = random.Random(1)
    files = [write_csv(*(registration(i, names.randbytes(40).hex()) for i in range(200))) for _ in range(60)]
    for content in files:
        adopt(engine, content)
    engine.dispose()
    damage(file_of(engine), 0.5)
    with pytest.raises(store.StoreDamaged):
        store.connect(url)
    broken = store.connect(url, check=False)
    written, lost = store.export_files(broken, tmp_path / "saved")
    broken.dispose()
    saved = {path.read_bytes() for path in written if path.parent.name == "versions"}
    assert saved <= set(files)
    assert 50 <= len(saved) < 60
    assert len(json.loads((tmp_path / "saved" / "versions.json").read_text())) == 60
    assert len(lost) == 60 - len(saved)


@pytest.fixture(scope="module")
def full_file(tmp_path_factory):
    """A database in one file with 40 versions, 300 notes and their history, and its files' bytes."""
    file = tmp_path_factory.mktemp("full") / "dashboard.sqlite"
    engine = store.connect(f"sqlite:///{file}")
    names = random.Random(2)
    files = [write_csv(*(registration(i, names.randbytes(20).hex()) for i in range(60))) for _ in range(40)]
    for content in files:
        export = read_fake(content, "Samling.csv")
        store.adopt(engine, content, "Samling.csv", round_id="2024", who="kari", export=export)
    for number in range(300):
        note = store.Note("1804", date(2024, 4, 3), "telefon", f"Samtale {number} " + "om søknaden " * 10)
        store.add_note(engine, "2024", note, "kari")
    engine.dispose()
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return file, set(files)


# Where in a page, and what. Of a page that is damaged in part, the rows still seem to be there.
DAMAGES = {"whole": (0, random.Random(3).randbytes(4096)), "end": (2500, bytes(900)), "rows": (100, b"x" * 3000)}


@pytest.mark.parametrize("damaged", DAMAGES)
def test_of_a_file_with_any_one_page_damaged_all_the_rest_is_saved(full_file, tmp_path, damaged):
    whole, files = full_file
    pages = whole.stat().st_size // 4096
    fewest_versions, fewest_notes = 99, 999
    for page in range(1, pages, 17):
        content = bytearray(whole.read_bytes())
        offset, noise = DAMAGES[damaged]
        content[page * 4096 + offset : page * 4096 + offset + len(noise)] = noise
        broken = tmp_path / f"{page}.sqlite"
        broken.write_bytes(content)
        engine = store.connect(f"sqlite:///{broken}", check=False)
        written, lost = store.export_files(engine, tmp_path / str(page))
        engine.dispose()
        saved = {path.read_bytes() for path in written if path.parent.name == "versions"}
        notes = tmp_path / str(page) / "note_texts.json"
        count = len(json.loads(notes.read_text("utf-8"))) if notes.exists() else 0
        assert saved <= files, page
        assert lost or (len(saved), count) == (40, 300), page
        roots = _roots(broken)
        if page + 1 not in roots.values():
            fewest_versions, fewest_notes = min(fewest_versions, len(saved)), min(fewest_notes, count)
        for path in sorted((tmp_path / str(page)).rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
    assert fewest_versions >= 30
    assert fewest_notes >= 270


def _roots(file):
    """The first page of each table, under which all of it hangs."""
    raw = sqlite3.connect(file)
    try:
        return dict(raw.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
    except sqlite3.DatabaseError:
        return {}
    finally:
        raw.close()


def test_a_file_whose_first_page_is_damaged_gives_a_sentence_for_each_table(full_file, tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(bytes(4096) + full_file[0].read_bytes()[4096:])
    engine = store.connect(f"sqlite:///{broken}", check=False)
    written, lost = store.export_files(engine, tmp_path / "saved")
    engine.dispose()
    assert written == []
    assert lost[0] == "Ingenting av «versions» kunne leses."


def spoil(engine, version_id, compressed=b"\x78\x9c not what was packed"):
    """Other bytes in the place of a version's file, as a disk that forgets leaves them."""
    where = "id = (SELECT content_id FROM versions WHERE id = :id)"
    with engine.begin() as connection:
        changed = text(f"UPDATE contents SET compressed = :bytes WHERE {where}")
        connection.execute(changed, {"bytes": compressed, "id": version_id})


@pytest.mark.parametrize("other", [b"", b"\x78\x9c not what was packed", zlib.compress(B)])
def test_a_stored_file_that_changed_behind_our_back_is_not_given_out(engine, other):
    adopted = adopt(engine)
    spoil(engine, adopted.id, other)
    with pytest.raises(store.StoreUnreadable, match=r"Filen «Samling\.csv» er skadet") as error:
        store.content(engine, adopted.id)
    assert reads_calmly(error.value)


def test_a_damaged_old_version_is_not_put_in_force(engine):
    first, second = adopt(engine), adopt(engine, B)
    spoil(engine, first.id)
    before = store.change_id(engine)
    with pytest.raises(store.StoreUnreadable):
        store.restore(engine, first.id, "kari", expected=second.id)
    assert ([v.id for v in store.in_force(engine, "2024")], store.change_id(engine)) == ([second.id], before)


def test_a_damaged_version_in_force_is_left_out_with_a_sentence_and_the_others_count(engine):
    first = adopt(engine)
    other = store.adopt(engine, B, "Oppstart.csv", round_id="2024", who="kari", event="start")
    assert [v.id for v, _export in store.read_in_force(engine, "2024")[0]] == [first.id, other.id]
    spoil(engine, first.id)
    whole, [sentence] = store.read_in_force(engine, "2024")
    assert [(v.id, len(export.rows)) for v, export in whole] == [(other.id, 3)]
    assert sentence.startswith("Filen «Samling.csv» er skadet i databasen og kan ikke leses. Tallene er uten den.")


def test_a_version_that_the_loader_no_longer_reads_is_left_out_with_a_sentence(engine, monkeypatch):
    adopt(engine)

    def refuse(*_arguments, **_more):
        raise loaders.ExportError("Ingen tabell.")

    monkeypatch.setattr(loaders, "read_export", refuse)
    whole, [sentence] = store.read_in_force(engine, "2024")
    assert whole == []
    assert "kan ikke leses av denne utgaven" in sentence


def test_the_file_of_a_damaged_version_adopted_again_mends_it(engine):
    first = adopt(engine)
    spoil(engine, first.id)
    found = store.compare(engine, read_fake(A, "Samling.csv"), round_id="2024", content=A)
    assert (found.same_as, found.previous.id, found.new) == (None, first.id, 2)
    assert "er skadet" in found.warnings[0]
    again = adopt(engine)
    assert (again.outcome, again.id) == ("adopted", 2)
    assert store.content(engine, first.id) == store.content(engine, again.id) == A
    assert adopt(engine).outcome == "unchanged"


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

"""The drill: a copy while others adopt, the database damaged, the copy put back, the same figures."""

import os
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

import loaders
import store
from store.__main__ import main
from store.backup import restore_backup, write_backup
from store.tables import note_texts, notes, settlements, states
from tests.store.exports import read_fake, registration, write_csv
from tests.store.kept import counts_of, rows_of

ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def make_file(number):
    return write_csv(*(registration(n) for n in range(number + 1)))


def adopt(engine, number, **more):
    return store.adopt(engine, make_file(number), "Samling.csv", **{"round_id": "2024", "who": "kari", **more})


def figures(engine):
    """All that the numbers are computed from, with the files byte for byte."""
    in_force = store.in_force(engine, "2024")
    rows = [store.read_version(engine, version.id).rows.to_csv() for version in in_force]
    contents = [store.content(engine, int(number)) for number in store.versions(engine)["id"]]
    added = [rows_of(engine, table).to_csv() for table in (settlements, states, notes, note_texts)]
    return in_force, rows, contents, added, store.round_texts(engine), store.anonymous(engine, "2021").to_csv()


def fill(engine):
    first, second = adopt(engine, 1), adopt(engine, 2)
    store.restore(engine, first.id, "ola", expected=second.id)
    adopt(engine, 3, event="start")
    store.settle_municipality(engine, "2024", "Nedre Eiker", ["3314"], "kari")
    removed = store.settle_municipality(engine, "2024", "Herøy", ["1515"], "kari")
    store.remove_correction(engine, removed, "ola")
    store.set_state(engine, "2024", [("skjema", "1")], "placed", "kari")
    note = store.add_note(engine, "2024", store.Note("1804", date(2024, 4, 3), "telefon", "Sender dokumentet"), "kari")
    store.edit_note(engine, note, "ola")
    store.save_round(engine, store.round_settings(engine, "2024").values | {"place": "Oslo"}, "kari", expected=0)
    store.delete_personal_data(engine, "2021", "kari", counts_of(("applied", "1804", date(2021, 5, 1), 1)))


def break_it(engine):
    """Damage the database so that its numbers can't be trusted."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        file = Path(engine.url.database)
        file.write_bytes(file.read_bytes()[:4096] + b"\xa5" * 40_000)
        return
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM choices"))
        connection.execute(text("UPDATE contents SET compressed = 'x'"))


def test_a_copy_put_back_after_damage_gives_the_same_figures(url, engine, tmp_path):
    fill(engine)
    before = figures(engine)
    assert write_backup(engine, tmp_path / "copy.sqlite") == 4
    assert figures(engine) == before
    break_it(engine)
    count, kept = restore_backup(tmp_path / "copy.sqlite", "drift", url=url, replace=True)
    assert count == 4
    assert (kept is not None) == url.startswith("sqlite")
    again = store.connect(url)
    assert figures(again) == before
    lines = store.read_log(again)
    assert (lines["act"][0], lines["who"][0], lines["details"][0]) == ("restore_backup", "drift", "4 versjoner")
    assert adopt(again, 7).outcome == "adopted"
    again.dispose()


@ON_SQLITE
def test_a_damaged_file_is_replaced_without_being_told_to(url, engine, tmp_path):
    adopted = adopt(engine, 1)
    write_backup(engine, tmp_path / "copy.sqlite")
    break_it(engine)
    restore_backup(tmp_path / "copy.sqlite", "drift", url=url)
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]


@pytest.mark.long
def test_a_copy_taken_while_others_adopt_is_whole_and_of_one_moment(url, engine, tmp_path):
    adopt(engine, 0)
    stopped = threading.Event()

    def go_on():
        own = store.connect(url)
        number = 1
        while not stopped.is_set():
            adopt(own, number % 40)
            number += 1
        own.dispose()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for number in range(4):
            write_backup(engine, tmp_path / f"{number}.sqlite")
    finally:
        stopped.set()
        thread.join()
    for number in range(4):
        copied = store.connect(f"sqlite:///{tmp_path}/{number}.sqlite")
        listed, acts = store.versions(copied), store.history(copied, "2024")
        assert len(listed) == len(acts) == store.change_id(copied) == len(store.read_log(copied))
        assert [v.id for v in store.in_force(copied, "2024")] == [listed["id"].max()]
        for version_id in listed["id"]:
            store.content(copied, int(version_id))
        copied.dispose()


def test_numbers_that_were_given_after_the_copy_are_not_given_again(url, engine, tmp_path):
    adopt(engine, 1)
    write_backup(engine, tmp_path / "copy.sqlite")
    lost = adopt(engine, 2)
    change = store.change_id(engine)
    restore_backup(tmp_path / "copy.sqlite", "drift", url=url, replace=True)
    again = store.connect(url)
    assert store.change_id(again) > change
    assert adopt(again, 3).id > lost.id
    again.dispose()


def test_a_store_in_use_is_left_alone_unless_it_is_said(url, engine, tmp_path):
    adopt(engine, 1)
    write_backup(engine, tmp_path / "copy.sqlite")
    later = adopt(engine, 2)
    with pytest.raises(store.StoreRefused, match="er i bruk, og er ikke endret") as refused:
        restore_backup(tmp_path / "copy.sqlite", "drift", url=url)
    assert "--replace" in refused.value.remedy
    assert [v.id for v in store.in_force(engine, "2024")] == [later.id]


@pytest.mark.long
def test_a_copy_goes_from_one_engine_to_the_other_and_back(postgres, tmp_path):
    second = postgres.new_database()
    engine = store.connect(f"sqlite:///{tmp_path}/a.sqlite")
    fill(engine)
    before = figures(engine)
    write_backup(engine, tmp_path / "copy.sqlite")
    engine.dispose()
    restore_backup(tmp_path / "copy.sqlite", "drift", url=second)
    moved = store.connect(second)
    assert figures(moved) == before
    assert adopt(moved, 9).id == 5
    write_backup(moved, tmp_path / "back.sqlite")
    moved.dispose()
    postgres.drop_database(second)
    restore_backup(tmp_path / "back.sqlite", "drift", url=f"sqlite:///{tmp_path}/b.sqlite")
    back = store.connect(f"sqlite:///{tmp_path}/b.sqlite")
    assert adopt(back, 10).id == 6
    back.dispose()


@ON_SQLITE
def test_the_file_that_was_there_is_kept_beside_with_what_was_not_yet_in_it(url, engine, tmp_path):
    adopt(engine, 1)
    write_backup(engine, tmp_path / "copy.sqlite")
    later = adopt(engine, 2)  # still in the log beside the file
    _count, kept = restore_backup(tmp_path / "copy.sqlite", "drift", url=url, replace=True)
    engine.dispose()
    was = store.connect(f"sqlite:///{kept}")
    assert [v.id for v in store.in_force(was, "2024")] == [later.id]
    was.dispose()


@ON_SQLITE
@pytest.mark.parametrize("flaw", ["text", "torn", "spoilt", "empty"])
def test_what_is_no_copy_or_is_damaged_is_refused_and_nothing_is_changed(url, engine, tmp_path, flaw):
    adopted = adopt(engine, 1)
    copy = tmp_path / "copy.sqlite"
    write_backup(engine, copy)
    if flaw == "text":
        copy.write_bytes(b"ID;Navn")
    elif flaw == "torn":
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    elif flaw == "spoilt":
        spoilt = store.connect(f"sqlite:///{copy}")
        with spoilt.begin() as connection:
            connection.execute(text("UPDATE contents SET compressed = x'00'"))
        spoilt.dispose()
    else:
        copy.unlink()
        store.connect(f"sqlite:///{copy}").dispose()
    with pytest.raises((store.StoreRefused, store.StoreDamaged), match=r"ikke endret|ingen sikkerhetskopi"):
        restore_backup(copy, "drift", url=url, replace=True)
    assert [v.id for v in store.in_force(engine, "2024")] == [adopted.id]


@ON_SQLITE
def test_a_copy_is_not_written_over_what_is_none_and_never_half(url, engine, tmp_path):
    adopt(engine, 1)
    (tmp_path / "liste.xlsx").write_bytes(b"PK something else")
    for file in (tmp_path / "liste.xlsx", Path(engine.url.database)):
        with pytest.raises(store.StoreRefused):
            write_backup(engine, file)
    write_backup(engine, tmp_path / "copy.sqlite")
    kept = (tmp_path / "copy.sqlite").read_bytes()
    with engine.begin() as connection:
        connection.execute(text("UPDATE contents SET compressed = x'00'"))
    with pytest.raises(store.StoreDamaged, match="Sikkerhetskopien er ikke skrevet"):
        write_backup(engine, tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_bytes() == kept
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@ON_SQLITE
def test_a_pipe_or_a_device_is_neither_replaced_nor_read(url, engine, tmp_path):
    adopt(engine, 1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(store.StoreRefused, match="vanlig fil"):
        write_backup(engine, pipe)
    with pytest.raises(store.StoreRefused, match="ingen sikkerhetskopi"):
        restore_backup(pipe, "kari", url=url, replace=True)
    assert pipe.is_fifo()


def test_both_commands_say_what_they_have_done(url, engine, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    adopt(engine, 1)
    assert main(["backup", "copy.sqlite"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("copy.sqlite: sikkerhetskopi av 1 versjon.")
    assert ("pg_dump" in printed) == url.startswith("postgresql")
    assert main(["restore-backup", "copy.sqlite"]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["restore-backup", "copy.sqlite", "--replace"]) == 0
    assert capsys.readouterr().out.startswith("copy.sqlite: hentet inn, med 1 versjon.")
    for wrong in ("ikke-der.sqlite", "."):
        assert main(["restore-backup", wrong]) == 1
        assert capsys.readouterr().err.startswith(f"{wrong}: ")
    assert main(["backup", "ingen/slik/mappe.sqlite"]) == 1
    assert "mappen finnes ikke" in capsys.readouterr().err

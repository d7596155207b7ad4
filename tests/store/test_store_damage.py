"""A damaged file, or a damaged version in it: refused or left out with a sentence, and all the rest is saved."""

import json
import random
import sqlite3
import zlib
from datetime import date

import pytest
from sqlalchemy import text

import loaders
import store
from store.__main__ import main
from store.checking import check_store
from tests.store.exports import read_fake, registration, write_csv
from tests.store.faulty import ON_SQLITE, A, B, adopt, file_of, reads_calmly


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


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
    assert len([one for one in lost if one.startswith("Kunne ikke lese filen")]) == 60 - len(saved)


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


@pytest.mark.parametrize(
    "damaged", [name if name == "rows" else pytest.param(name, marks=pytest.mark.long) for name in DAMAGES]
)
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


@pytest.mark.long
def test_a_file_whose_first_page_is_damaged_gives_a_sentence_for_each_table(full_file, tmp_path):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(bytes(4096) + full_file[0].read_bytes()[4096:])
    engine = store.connect(f"sqlite:///{broken}", check=False)
    written, lost = store.export_files(engine, tmp_path / "saved")
    engine.dispose()
    assert written == []
    assert lost[0] == "Ingenting av «versions» kunne leses."


DESCRIPTIONS = {
    "of a column": (b"settle_text ", b"settle_texp ", "settlements"),
    "of a table, in no letters": (b"tablesettlementssettlements", b"table\xf3ettlementssettlements", "settlements"),
    "in no letters": (b"CREATE TABLE settlements", b"CREATE T\xceBLE settlements", "settlements"),
    "of the versions": (b"CREATE TABLE versions", b"CREATE T\xceBLE versions", "versions"),
}


@pytest.mark.parametrize("damage", DESCRIPTIONS)
def test_of_a_file_whose_description_of_a_table_is_damaged_the_other_tables_are_saved(
    full_file, tmp_path, damage, capsys, monkeypatch
):
    right, wrong, table = DESCRIPTIONS[damage]
    content = full_file[0].read_bytes()
    assert right in content
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(content.replace(right, wrong, 1))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{broken}")
    assert main(["check"]) == 1
    assert main(["export", str(tmp_path / "saved")]) == 3
    assert f"«{table}»" in capsys.readouterr().err
    assert len(json.loads((tmp_path / "saved" / "note_texts.json").read_text("utf-8"))) == 300
    saved = {path.read_bytes() for path in (tmp_path / "saved" / "versions").iterdir()}
    assert saved == full_file[1], "the files stand in a table of their own"


def test_the_tables_of_an_earlier_program_are_no_damage(tmp_path):
    url = f"sqlite:///{tmp_path / 'earlier.sqlite'}"
    store.connect(url, to="0002").dispose()
    engine = store.connect(url, check=False)
    assert check_store(engine) == (0, [])
    engine.dispose()


@pytest.mark.parametrize("time", ["'i fjor'", "X'00ff'"])
def test_a_time_that_is_none_is_a_damage_and_told_as_one(full_file, tmp_path, time):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(full_file[0].read_bytes())
    with sqlite3.connect(broken) as raw:
        raw.execute(f"UPDATE versions SET adopted_at = {time} WHERE id = 40")
    raw.close()
    engine = store.connect(f"sqlite:///{broken}")
    with pytest.raises(store.StoreDamaged):
        store.versions(engine, "2024")
    engine.dispose()


@pytest.mark.parametrize("column", ["agreed", "written_by", "written_at"])
def test_what_lies_in_the_place_of_a_value_is_saved_as_it_is_found(full_file, tmp_path, column):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(full_file[0].read_bytes())
    with sqlite3.connect(broken) as raw:
        raw.execute(f"UPDATE note_texts SET {column} = X'00ff41' WHERE rowid = 7")
    raw.close()
    engine = store.connect(f"sqlite:///{broken}", check=False)
    _written, lost = store.export_files(engine, tmp_path / "saved")
    engine.dispose()
    assert [sentence for sentence in lost if "«note_texts»" in sentence]
    assert len(json.loads((tmp_path / "saved" / "note_texts.json").read_text("utf-8"))) == 300


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


def test_a_version_of_a_kind_that_a_newer_edition_knows_is_passed_over_with_a_sentence_and_kept(engine, caplog):
    first = adopt(engine)
    other = store.adopt(engine, B, "Oppstart.csv", round_id="2024", who="kari", event="start")
    with engine.begin() as connection:
        connection.execute(text("UPDATE versions SET kind = 'evaluations' WHERE id = :id"), {"id": first.id})
    whole, [sentence] = store.read_in_force(engine, "2024")
    assert [v.id for v, _export in whole] == [other.id]
    assert sentence == (
        "Filen «Samling.csv» har innhold av et slag som denne utgaven av oversikten ikke kjenner. Tallene er uten den. "
        "Start den nyeste utgaven av oversikten."
    )
    assert caplog.messages == ["Tallene er uten versjon 1 (evaluations), som ikke kan leses."]
    assert store.content(engine, first.id) == A
    assert store.versions(engine, "2024").set_index("id").loc[first.id, "kind"] == "evaluations"


def test_what_was_chosen_for_a_file_s_headers_is_remembered_unless_its_kind_is_a_newer_edition_s(engine):
    mapping = {"Kommune": "municipality"}
    adopted = store.adopt(engine, A, "Samling.csv", round_id="2024", who="kari", event="gathering", mapping=mapping)
    key = store.read_version(engine, adopted.id).headers_key
    assert store.remembered_mapping(engine, key) == ("registrations", mapping)
    with engine.begin() as connection:
        connection.execute(text("UPDATE mappings SET kind = 'evaluations'"))
    assert store.remembered_mapping(engine, key) == (None, {})


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

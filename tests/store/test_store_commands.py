"""`python -m store` from a terminal or a scheduled job, with the loaders themselves."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

import store
from domain.words import plural
from store.__main__ import main
from store.files import safe_name
from store.tables import metadata
from tests.store.exports import write_csv

HEADERS = ("ID", "Påmeldt dato", "E-post", "Navn", "Kommune")
A = write_csv(("1", "11.03.2024 10:00", "1@example.no", "Kari Nordmann", "Bodø"), headers=HEADERS)
B = write_csv(
    ("1", "11.03.2024 10:00", "1@example.no", "Kari Nordmann", "Bodø"),
    ("2", "12.03.2024 10:00", "2@example.no", "Ola Nordmann", "Asker"),
    headers=HEADERS,
)


DAY = date(2026, 3, 1)


def told_as_adopted(name, version, rows):
    about = f"versjon {version} for runde 2024 (påmeldinger til samlingen)"
    return f"{name}: tatt i bruk som {about}, {plural(rows, 'rad', 'rader')}, {rows} teller.\n"


@pytest.fixture
def run(url, monkeypatch, capsys, tmp_path):
    """Run a command in a folder with the files a.csv and b.csv; gives its status, output and errors."""
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_bytes(A)
    Path("b.csv").write_bytes(B)
    Path("empty.csv").write_bytes(b"")

    def run(*arguments):
        status = main([*arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_files_are_adopted_listed_and_restored(run):
    status, printed, _errors = run("adopt", "a.csv", "--who", "nattjobb")
    assert status == 0
    assert printed.startswith("a.csv: tatt i bruk som versjon 1 for runde 2024 (påmeldinger til samlingen), 1 rad,")
    assert run("adopt", "b.csv")[0] == 0
    listed = json.loads(run("versions", "--json")[1])
    assert [(v["id"], v["filename"], v["in_force"]) for v in listed] == [(2, "b.csv", True), (1, "a.csv", False)]
    assert listed[1]["adopted_by"] == "nattjobb"
    assert listed[1]["restored_from"] is None
    assert listed[1]["adopted_at"].endswith("+00:00")
    assert run("restore", "1")[1] == "a.csv: versjon 1 er i bruk igjen, som versjon 3.\n"
    assert '"restored_from": 1,' in run("versions", "--json")[1]
    assert [v["in_force"] for v in json.loads(run("versions", "--json")[1])] == [True, False, False]
    assert "i bruk" in run("versions")[1]


def test_the_file_that_is_in_force_is_told_and_is_no_fault(run):
    run("adopt", "a.csv")
    status, printed, _errors = run("adopt", "a.csv")
    assert (status, printed) == (0, "a.csv: er i bruk allerede, som versjon 1. Ingenting er endret.\n")


def test_what_a_file_changes_is_told_and_a_shorter_one_is_warned_of_with_the_way_back(run):
    assert run("adopt", "a.csv")[1:] == (told_as_adopted("a.csv", 1, 1), "")
    _status, printed, errors = run("adopt", "b.csv")
    assert printed == told_as_adopted("b.csv", 2, 2) + "  Mot a.csv: 1 nye, 0 endret, 0 borte, 1 uendret.\n"
    assert errors == ""
    status, printed, errors = run("adopt", "a.csv")
    assert status == 0
    assert "  Mot b.csv: 0 nye, 0 endret, 1 borte, 1 uendret.\n" in printed
    assert "Filen har 1 færre svar enn den som er i bruk." in errors
    assert "«python -m store restore 2» henter den forrige tilbake." in errors


def test_a_file_goes_to_the_round_its_days_lie_in_and_one_of_no_round_is_told(run, url):
    engine = store.connect(url)
    store.save_round(
        engine, {"id": "2026", "title": "2026", "dates": {"first_day": DAY, "last_day": DAY}}, "kari", expected=0
    )
    pilot, next_round, none = (A.replace(b"11.03.2024", day) for day in (b"11.03.2022", b"01.03.2026", b"11.03.2019"))
    for name, content in (("pilot.csv", pilot), ("next.csv", next_round), ("none.csv", none)):
        Path(name).write_bytes(content)
    assert run("adopt", "a.csv", "pilot.csv", "next.csv")[2] == ""
    assert "1 av 1 rader ligger utenfor rundens dager." in run("adopt", "none.csv", "--round", "2024")[2]
    assert [v.filename for v in store.in_force(engine, "2021")] == ["pilot.csv"]
    assert [v.filename for v in store.in_force(engine, "2026")] == ["next.csv"]
    assert store.versions(engine, "2024")["filename"].tolist() == ["none.csv", "a.csv"]
    engine.dispose()


def test_a_file_that_can_not_be_read_is_refused_and_the_others_are_adopted(run):
    status, printed, errors = run("adopt", "empty.csv", "b.csv", "not-there.csv")
    assert status == 1
    assert "empty.csv: " in errors and "not-there.csv: finnes ikke" in errors
    assert "b.csv: tatt i bruk" in printed


def test_a_stop_among_the_findings_is_printed_with_its_cell(run):
    Path("stop.csv").write_bytes(write_csv(("1", "Hei"), ("2", "Hallo"), headers=("Spørsmål", "Svar")))
    status, printed, errors = run("adopt", "stop.csv")
    assert (status, printed) == (1, "")
    assert errors.startswith("stop.csv: ")


def test_what_is_asked_for_wrongly_is_told(run):
    assert run("restore", "99")[0] == 1
    assert "Runden «1999» finnes ikke." in run("adopt", "a.csv", "--round", "1999")[2]
    status, _, errors = run("adopt", "a.csv", "--event", "fest")
    assert status == 1 and "Runden har ingen samling «fest». Velg blant --event gathering (samlingen)" in errors
    for wrong in (["adopt"], ["restore", "x"], ["adopt", "a.csv", "--answer", "G1"], []):
        with pytest.raises(SystemExit) as stopped:
            run(*wrong)
        assert stopped.value.code == 2


def test_the_event_and_the_round_can_be_given_and_are_else_guessed(run, url):
    run("adopt", "a.csv", "--event", "start", "--round", "2021")
    late = A.replace(b"11.03.2024", b"20.06.2024")
    Path("late.csv").write_bytes(late)
    run("adopt", "late.csv")
    engine = store.connect(url)
    assert [v.event for v in store.in_force(engine, "2021")] == ["start"]
    assert [v.event for v in store.in_force(engine, "2024")] == ["start"]
    engine.dispose()


OTHER = write_csv(("1", "13.03.2024", "3@example.no", "Per", "Asker", "Rektor"), headers=(*HEADERS, "Stilling"))


def test_a_file_from_another_form_is_adopted_only_when_told_where_it_stands(run, url):
    run("adopt", "a.csv")
    Path("other.csv").write_bytes(OTHER)
    status, printed, errors = run("adopt", "other.csv")
    assert (status, printed) == (1, "")
    assert "Filen er fra et annet skjema («other») enn det som er i bruk («a»)." in errors
    assert "  --replaces 1  den erstatter a.csv\n" in errors and "--beside" in errors
    engine = store.connect(url)
    assert [v.filename for v in store.in_force(engine, "2024")] == ["a.csv"]
    assert run("adopt", "other.csv", "--beside")[0] == 0
    assert [v.filename for v in store.in_force(engine, "2024")] == ["a.csv", "other.csv"]
    engine.dispose()


def test_a_file_that_replaces_another_form_does_so_at_its_own_next_download_too(run, url):
    run("adopt", "a.csv")
    Path("other.csv").write_bytes(OTHER)
    assert run("adopt", "other.csv", "--replaces", "1")[0] == 0
    Path("other.csv").write_bytes(OTHER + b"2;14.03.2024;4@example.no;Pia;Bod\xc3\xb8;Rektor\n")
    status, printed, _errors = run("adopt", "other.csv")
    assert status == 0
    assert "Mot other.csv: 1 nye, 0 endret, 0 borte, 1 uendret." in printed
    engine = store.connect(url)
    assert [v.rows for v in store.in_force(engine, "2024")] == [2]
    engine.dispose()


def test_columns_that_are_moved_make_no_other_form(run, url):
    run("adopt", "b.csv")
    lines = [line.split(b";") for line in B.splitlines()]
    moved = b"\n".join(b";".join([*line[:3], line[4], line[3]]) for line in lines)
    Path("moved.csv").write_bytes(moved)
    assert "Mot b.csv: 0 nye, 0 endret, 0 borte, 2 uendret." in run("adopt", "moved.csv")[1]


def test_the_columns_are_read_as_the_answers_say(run, url):
    wanted = write_csv(("1", "11.03.2024 10:00", "1@example.no", "Kari", "Bodø"), headers=(*HEADERS[:4], "Sted"))
    Path("sted.csv").write_bytes(wanted)
    assert run("adopt", "sted.csv", "--answer", "e1=municipality")[0] == 0
    engine = store.connect(url)
    [version] = store.in_force(engine, "2024")
    assert version.mapping == {"Sted": "municipality"}
    engine.dispose()
    assert "Cellen Z9 er ingen overskrift i filen." in run("adopt", "sted.csv", "--answer", "Z9=municipality")[2]


def test_everything_is_exported_as_files(run, tmp_path):
    run("adopt", "a.csv")
    run("adopt", "b.csv")
    status, printed, _errors = run("export", "ut")
    written = sum(path.is_file() for path in (tmp_path / "ut").rglob("*"))
    assert written > len(metadata.tables)
    assert (status, printed) == (0, f"{written} filer skrevet til ut. De inneholder personopplysninger.\n")
    assert (tmp_path / "ut/versions/0001_a.csv").read_bytes() == A
    assert (tmp_path / "ut/versions/0002_b.csv").read_bytes() == B
    assert (tmp_path / "ut/rounds/2024.toml").read_text("utf-8").startswith("# The round of 2024")
    assert [line["act"] for line in json.loads((tmp_path / "ut/log.json").read_text())] == ["adopt", "adopt"]
    if os.name == "posix":
        assert (tmp_path / "ut").stat().st_mode & 0o077 == 0


def test_a_whole_database_is_checked_and_a_damaged_old_version_is_named(run, url):
    run("adopt", "a.csv")
    run("adopt", "b.csv")
    assert run("check") == (0, "2 filer er sammenlignet med kontrollsummen sin, 0 feil funnet.\n", "")
    engine = store.connect(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE contents SET compressed = :other WHERE id = 1"), {"other": b"x"})
    status, printed, errors = run("check")
    assert (status, printed) == (1, "2 filer er sammenlignet med kontrollsummen sin, 1 feil funnet.\n")
    assert errors == "Versjon 1: Filen «a.csv» er skadet i databasen og kan ikke leses.\n"
    assert run("restore", "1")[0] == 1
    assert [v.id for v in store.in_force(engine, "2024")] == [2]
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_damaged_page_is_found_by_the_check(run, url):
    run("adopt", "a.csv")
    file = Path(url.removeprefix("sqlite:///"))
    content = bytearray(file.read_bytes())
    content[8192:12288] = b"\xa5" * 4096
    file.write_bytes(content)
    status, _printed, errors = run("check")
    assert status == 1
    assert "skadet" in errors


def test_the_commands_acts_are_in_the_same_log(run, url):
    run("adopt", "a.csv", "--who", "nattjobb")
    run("export", "ut", "--who", "nattjobb")
    engine = store.connect(url)
    lines = store.read_log(engine)
    assert list(zip(lines["act"], lines["who"], strict=True)) == [("download", "nattjobb"), ("adopt", "nattjobb")]
    engine.dispose()


@pytest.mark.long
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_it_runs_as_a_module_with_its_exit_status(url, tmp_path):
    (tmp_path / "a.csv").write_bytes(A)
    root = Path(__file__).resolve().parents[2]
    for arguments, status in ((["adopt", tmp_path / "a.csv"], 0), (["restore", "9"], 1)):
        command = [sys.executable, "-m", "store", *arguments]
        environment = os.environ | {"DATABASE_URL": url}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)
        assert done.returncode == status, done.stderr


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\temp\Søknad(1-51).xlsx", "Søknad(1-51).xlsx"),
        ("", "fil"),
        ("..", "fil"),
        ("a\x00b?.csv", "a_b_.csv"),
        ("uten ending", "uten ending"),
        ("ø" * 300 + ".xlsx", "ø" * 100 + ".xlsx"),
    ],
)
def test_a_file_name_can_not_leave_the_folder(given, kept):
    assert safe_name(given) == kept


def test_a_folder_a_lock_of_excel_and_a_locked_file_are_sentences(run, monkeypatch):
    Path("mappe").mkdir()
    assert run("adopt", "mappe") == (1, "", "mappe: er en mappe, ikke en fil. Skriv navnet på filen i den.\n")
    assert "bare Excels merke på at den er åpen" in run("adopt", "~$a.csv")[2]
    assert run("adopt", "borte.csv")[2] == "borte.csv: finnes ikke. Sjekk navnet og mappen.\n"

    def locked(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert run("adopt", "a.csv")[2].startswith("a.csv: kan ikke åpnes. Er den åpen i Excel, så lukk den der.")


def test_a_name_with_line_breaks_is_one_line_wherever_it_is_told(run, url):
    name = "a\nfalsk linje\r\x1b[2J.csv"
    Path(name).write_bytes(A)
    shown = "a\ufffdfalsk linje\ufffd\ufffd[2J.csv"
    assert run("adopt", name)[1].startswith(f"{shown}: tatt i bruk som versjon 1")
    assert len(run("versions")[1].splitlines()) == 1
    engine = store.connect(url)
    assert store.version(engine, 1).filename == shown
    engine.dispose()
    assert run("adopt", f"borte {name}")[2] == f"borte {shown}: finnes ikke. Sjekk navnet og mappen.\n"


def test_a_file_in_the_way_of_the_export_is_a_sentence(run):
    run("adopt", "a.csv")
    assert run("export", "a.csv")[2].startswith("a.csv: kan ikke skrives, for noe på veien dit er en fil")


@pytest.mark.long
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", ["store versions --json", "analysis", "loaders {file} --json"])
def test_a_command_whose_reader_has_gone_ends_quietly(url, tmp_path, command):
    rows = [(str(n), "11.03.2024 10:00", f"{n}@example.no", "Kari Nordmann", "Bod\u00f8") for n in range(300)]
    (tmp_path / "a.csv").write_bytes(write_csv(*rows, headers=HEADERS))
    engine = store.connect(url)
    for number in range(1, 40 if "versions" in command else 2):
        content = write_csv(*rows[:number], headers=HEADERS)
        store.adopt(engine, content, "a.csv", round_id="2024", who="kari")
    engine.dispose()
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"DATABASE_URL": url, "PYTHONUNBUFFERED": "1"}
    arguments = command.format(file=tmp_path / "a.csv").split()
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 1
    process.stderr.close()


def test_what_a_damaged_file_still_holds_is_exported_with_a_status_of_its_own(run, monkeypatch):
    run("adopt", "a.csv")
    monkeypatch.setattr("store.__main__.export_files", lambda *_given: ([Path("log.json")], ["Noe av «log» mangler."]))
    assert run("export", "ut")[::2] == (3, "  Noe av «log» mangler.\n")
    monkeypatch.setattr("store.__main__.export_files", lambda *_given: ([], ["Ingenting av «log» kunne leses."]))
    assert run("export", "ut")[0] == 1

"""The command a scheduled job calls: it writes the files, says where, and refuses with a sentence."""

import shutil
import subprocess
import sys
from datetime import date
from urllib.parse import quote

import pytest

import store
from domain.clock import OSLO, now, write_moment
from report.__main__ import main
from tests.examples import adopt_examples
from tests.report.reading import slides_of
from tests.store.kept import counts_of


@pytest.fixture(autouse=True)
def on_this_store(monkeypatch, adopted):
    monkeypatch.setenv("DATABASE_URL", adopted[0])


def test_each_command_writes_its_files_and_says_where(tmp_path, capsys):
    shared = ["--out", str(tmp_path / "ut"), "--as-of", "2024-05-02", "--region", "Nordland"]
    for command in ("pack", "letter", "calendar", "data"):
        assert main([command, *shared]) == 0
    names = sorted(path.name for path in (tmp_path / "ut").iterdir())
    assert names == sorted(
        f"{name}_2024-05-02_nordland.{suffix}"
        for name, suffix in (
            ("styrepakke", "pptx"),
            ("saksframlegg", "docx"),
            ("ukebrev", "html"),
            ("ukebrev", "eml"),
            ("kalender", "ics"),
            ("apne_tall", "zip"),
        )
    )
    assert sorted(capsys.readouterr().out.split()) == [str(tmp_path / "ut" / name) for name in names]
    slides = slides_of((tmp_path / "ut" / "styrepakke_2024-05-02_nordland.pptx").read_bytes())
    assert slides[0].shapes.title.text_frame.text == "3 av 4 søknader er inne, 13 dager til fristen"


def test_what_can_not_be_done_is_said(tmp_path, capsys):
    assert main(["letter", "--out", str(tmp_path), "--round", "1999"]) == 2
    assert "Runden «1999» finnes ikke." in capsys.readouterr().err
    (tmp_path / "fil").write_text("")
    assert main(["calendar", "--out", str(tmp_path / "fil")]) == 2
    assert "kan ikke skrives" in capsys.readouterr().err
    assert main(["pack", "--out", str(tmp_path), "--pdf"]) == 2
    assert "--address" in capsys.readouterr().err


def test_of_a_round_whose_personal_data_were_deleted_it_says_what_remains_and_writes_the_calendar_alone(
    made_file, tmp_path, monkeypatch, capsys
):
    shutil.copy(made_file, tmp_path / "test.sqlite")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/test.sqlite")
    engine = store.connect()
    adopt_examples(engine, "kari")
    moment = now()
    counts = counts_of(("applications", "1804", date(2024, 5, 1), 2), ("applications", "1806", date(2024, 9, 2), 1))
    store.delete_personal_data(engine, "2024", "admin", counts)
    engine.dispose()
    shared = ["--out", str(tmp_path / "ut"), "--as-of", "2024-09-01"]
    for command in ("pack", "letter", "data"):
        for then in ([], ["--known-at", write_moment(moment)]):
            assert main([command, *shared, *then]) == 2
            assert capsys.readouterr().err == (
                "Personopplysningene i runden er slettet og kommer ikke tilbake. "
                "Det som står igjen for hele landet, er 2 søknader.\n"
            )
    assert main(["calendar", *shared]) == 0
    assert [path.suffix for path in (tmp_path / "ut").iterdir()] == [".ics"]


@pytest.mark.parametrize("text", ["0d", "367d", "sju", "-1"])
def test_days_that_are_none_are_refused(tmp_path, capsys, text):
    with pytest.raises(SystemExit):
        main(["letter", "--out", str(tmp_path), f"--since={text}"])
    assert "er ikke et antall dager" in capsys.readouterr().err


def test_nothing_is_loaded_that_only_a_file_needs():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, frame.parts.take_along; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "report.pack.slides" in loaded
    # Not lxml, which openpyxl takes by itself where it is installed.
    assert not {"pptx", "docx", "segno", "icalendar", "xlsxwriter"} & set(loaded)


def test_what_was_known_at_a_moment_is_written_and_told(tmp_path, adopted, monkeypatch):
    _, engine = adopted
    versions = store.versions(engine, "2024").sort_values("id")
    first = versions[versions["kind"] == "applications"].iloc[0]
    before = first["adopted_at"].to_pydatetime()
    shared = ["--out", str(tmp_path), "--as-of", "2024-09-01", "--address", "https://oppfolging.example.no"]
    assert main(["letter", *shared, "--known-at", write_moment(before)]) == 0
    text = (tmp_path / "ukebrev_2024-09-01.html").read_text("utf-8")
    assert "Ingen plasser er tildelt ennå" in text and f"slik det var kjent {before.astimezone(OSLO):%d.%m.%Y}" in text
    assert f"visst={quote(write_moment(before), safe='')}" in text
    assert main(["letter", *shared]) == 0
    assert "20 av 20 plasser er tildelt" in (tmp_path / "ukebrev_2024-09-01.html").read_text("utf-8")
    with pytest.raises(SystemExit):
        main(["letter", *shared, "--known-at", "i fjor"])
    # What others adopt while it is written comes after the moment it names.
    monkeypatch.setattr("report.__main__.now", lambda: before)
    assert main(["letter", *shared]) == 0
    assert "50 søknader er inne" in (tmp_path / "ukebrev_2024-09-01.html").read_text("utf-8")

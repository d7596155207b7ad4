"""Gathering sources, and the command line."""

import json
import shutil

import pytest

from analysis import __main__ as command
from analysis.sources import gather
from data import DATA
from domain.rounds import read_round
from tests.analysis.tables import BODO, rows, states


def test_a_kind_sums_over_its_sources_and_the_start_stands_apart():
    one = rows({"on": "2024-03-11 10:00", "of": BODO})
    found = gather(
        [
            ("registrations", "gathering", "a", one),
            ("registrations", "gathering", "b", one),
            ("registrations", "start", "c", one),
            ("applications", "", "d", one),
        ],
        states=states(("1", "placed", "2024-06-10 10:00:00")),
    )
    assert found.registrations["source"].tolist() == ["a", "b"]
    assert found.start_registrations["source"].tolist() == ["c"]
    assert len(found.applications) == len(found.states) == 1
    assert found.attendance.empty


@pytest.fixture
def database(made_file, tmp_path, monkeypatch):
    shutil.copy(made_file, tmp_path / "test.sqlite")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/test.sqlite")


def test_the_command_prints_the_headline_counts(database, capsys):
    assert command.main(["--json", "--as-of", "02.05.2024", "--region", "Nordland", "--region", "Agder"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["as_of"] == "2024-05-02"
    assert printed["regions"] == ["Nordland", "Agder"]
    assert printed["examples"] is True
    assert printed["target_applications"] == 7  # 4 of Nordland and 3 of Agder
    assert printed["days_to_deadline"] == 13


def test_the_examples_stand_on_their_own_day(database, capsys):
    assert command.main(["--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["as_of"] == "2024-05-02"
    assert command.main([]) == 0
    assert "hele landet, status per 02.05.2024 (eksempeldata)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--region", "Nordlandia"], "«Nordlandia» er ingen fylkesavdeling eller fylke"),
        (["--as-of", "i går"], "«i går» er ingen dato"),
        (["--as-of", "2018-12-31"], "«2018-12-31» er ikke blant dagene fra 01.01.2019 til 31.12.2040."),
        (["--as-of", "01.01.2041"], "«01.01.2041» er ikke blant dagene"),
        (["--as-of", "9999-12-31"], "«9999-12-31» er ikke blant dagene"),
        (["--known-at", "i går"], "«i går» er ikke et tidspunkt"),
        (["--known-at", "2039-01-01T00:00"], "Tidspunktet «2039-01-01T00:00» er ikke kommet ennå."),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_a_sentence(database, capsys, arguments, sentence):
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2019-01-01", "2040-12-31"])
def test_the_first_and_the_last_day_of_the_filter_can_be_asked_for(database, capsys, day):
    assert command.main(["--json", "--as-of", day]) == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == day


def test_an_unknown_round_is_refused(database, capsys):
    assert command.main(["--round", "1999"]) == 2
    assert "Runden «1999» finnes ikke" in capsys.readouterr().err


def test_the_settings_of_the_rounds_can_be_read():
    for name in ("2021", "2024"):
        path = DATA / "rounds" / f"{name}.toml"
        assert read_round(path.read_text("utf-8")).id == name

"""Dates, numbers and lists as bokmål text; gathering sources; the command line."""

import json
from datetime import date, datetime

import pandas as pd
import pytest

from analysis import __main__ as command
from analysis.sources import gather
from data import DATA
from domain.rounds import read_round
from domain.words import (
    days_left_text,
    format_date,
    format_day,
    format_month,
    format_number,
    format_pace,
    format_time,
    join_words,
    percent,
    plural,
    share_text,
)
from tests.analysis.tables import BODO, OSLO, rows, states


def test_dates_are_written_the_norwegian_way():
    assert format_date(date(2024, 5, 5)) == "05.05.2024"
    assert format_date(None) == format_date(pd.NaT) == format_day(pd.NaT) == ""
    assert format_day(date(2024, 5, 15)) == "15. mai"
    assert format_day(date(2024, 5, 15), year=True, weekday=True) == "onsdag 15. mai 2024"
    assert format_month(date(2024, 9, 1)) == "september 2024"
    assert format_time(datetime(2024, 5, 15, 9, 5, tzinfo=OSLO)) == "15.05.2024 kl. 09.05"


def test_numbers_have_a_decimal_comma_and_a_thin_space_in_thousands():
    assert format_number(1234567) == "1\u202f234\u202f567"
    assert format_number(1234.56, 1) == "1\u202f234,6"
    assert format_number(0) == "0"
    assert format_number(float("nan")) == ""
    assert [format_pace(pace) for pace in (3, 2.5, 3.04, 16.15)] == ["3", "2,5", "3", "16"]


def test_plurals_lists_and_shares():
    assert [plural(n, "søknad", "søknader") for n in (0, 1, 2)] == ["0 søknader", "1 søknad", "2 søknader"]
    assert join_words(["Bodø", "Nes", "Ås"]) == "Bodø, Nes og Ås"
    assert join_words([]) == ""
    assert share_text(3, 10) == "3 av 10 (30 %)"
    assert share_text(3, 9) == "3 av 9"
    assert percent(1, 3) == ""
    assert [days_left_text(days) for days in (13, 1, 0, -1)] == [
        "13 dager til fristen",
        "1 dag til fristen",
        "fristen er i dag",
        "fristen gikk ut for 1 dag siden",
    ]


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
def database(tmp_path, monkeypatch):
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
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_a_sentence(database, capsys, arguments, sentence):
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err


def test_an_unknown_round_is_refused(database, capsys):
    assert command.main(["--round", "1999"]) == 2
    assert "Runden «1999» finnes ikke" in capsys.readouterr().err


def test_the_settings_of_the_rounds_can_be_read():
    for name in ("2021", "2024"):
        path = DATA / "rounds" / f"{name}.toml"
        assert read_round(path.read_text("utf-8")).id == name

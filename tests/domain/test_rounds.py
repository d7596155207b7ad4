"""A round as one record: its days, its milestones, and the day that its numbers stand on."""

from datetime import date, timedelta

import pytest

from domain.kinds import ROW_KINDS, count_label, file_label, row_kind
from domain.round_dates import DATES, MILESTONES
from domain.rounds import default_as_of, last_of_month, read_round
from tests.analysis.tables import ROUND

TEXT = """
id = "2025"
title = "Runden"
[dates]
call = 2025-03-01
gathering_start = 2025-03-14T09:30:00
gathering_end = 2025-03-14T13:30:00
deadline = 2025-05-15
answers = 2025-06-15
start = 2025-09-01
last_day = 2025-09-30
"""


def test_every_date_of_the_table_is_read_into_the_round():
    days = {one.key: date(2025, 1, 1) + timedelta(days=place) for place, one in enumerate(DATES)}
    lines = "".join(f"{key} = {day}\n" for key, day in days.items())
    round_ = read_round(f'id = "x"\ntitle = "y"\n[dates]\n{lines}')
    assert {key: getattr(round_, key) for key in days} == days
    assert {one.key for one in round_.milestone_days()} == set(MILESTONES)
    assert read_round(TEXT).gathering == date(2025, 3, 14)


def test_the_milestones_are_in_order_of_time_and_last_as_long_as_they_are_known():
    whole, month = read_round(TEXT), read_round(TEXT.replace("[dates]", "[dates]\nstart_is_month = true"))
    assert [one.key for one in whole.milestone_days()] == ["call", "gathering", "deadline", "answers", "start"]
    assert [(one.day, one.until) for one in (whole.milestone_days()[-1], month.milestone_days()[-1])] == [
        (date(2025, 9, 1), date(2025, 9, 1)),
        (date(2025, 9, 1), date(2025, 9, 30)),
    ]
    assert read_round('id = "x"\ntitle = "y"').milestone_days() == []


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2025, 2, 28), date(2025, 2, 28)),
        (date(2024, 12, 5), date(2024, 12, 31)),
        (date(2024, 1, 31), date(2024, 1, 31)),
    ],
)
def test_the_last_day_of_a_month(day, last):
    assert last_of_month(day) == last


def test_the_numbers_stand_on_today_until_the_rounds_last_day():
    round_ = read_round(TEXT)
    assert default_as_of(round_, date(2025, 9, 29)) == date(2025, 9, 29)
    assert default_as_of(round_, date(2025, 9, 30)) == date(2025, 9, 30)
    assert default_as_of(round_, date(2025, 10, 1)) == date(2025, 9, 30)
    assert default_as_of(round_, date(2025, 9, 29), examples=True) == date(2025, 9, 29)  # it has no day for examples
    assert default_as_of(read_round('id = "x"\ntitle = "y"'), date(2030, 1, 1)) == date(2030, 1, 1)


def test_links_that_are_set_are_known_by_their_name():
    assert read_round(TEXT).links == {}
    linked = read_round(TEXT + '[links]\napplication = "https://example.no/sok"\n')
    assert linked.links == {"Søknadsskjema": "https://example.no/sok"}


def test_a_file_and_its_rows_are_named():
    assert [file_label("registrations", "start"), file_label("applications")] == [
        "påmeldinger til oppstarten",
        "søknader",
    ]
    assert [count_label("attendance", n) for n in (1, 2)] == ["1 deltaker", "2 deltakere"]
    assert row_kind("registrations", "start") == "start_registrations"
    assert [row_kind(kind) for kind in ROW_KINDS] == list(ROW_KINDS)
    assert row_kind("registrations", "gathering") == "registrations"
    with pytest.raises(KeyError):
        row_kind("participants")


def test_the_day_shown_is_today_the_rounds_last_or_the_examples():
    assert default_as_of(ROUND, date(2024, 5, 3)) == date(2024, 5, 3)
    assert default_as_of(ROUND, date(2026, 1, 1)) == date(2024, 9, 30)
    assert default_as_of(ROUND, date(2026, 1, 1), examples=True) == date(2024, 5, 2)


def test_settings_that_cannot_be_read_are_told_in_a_sentence():
    with pytest.raises(ValueError, match="kan ikke leses som TOML"):
        read_round("id = ")
    with pytest.raises(ValueError, match="mangler 'title'"):
        read_round('id = "x"')
    with pytest.raises(ValueError, match="«deadline» må være en dato"):
        read_round('id = "x"\ntitle = "y"\n[dates]\ndeadline = "15. mai"')

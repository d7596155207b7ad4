"""Whose the lines of a meeting's report are, how long each stayed, and who did not come."""

import math

import pandas as pd
import pytest
from columns_of import column_of
from three_people import read

from loaders.rows.attendance import is_same_name, tell_apart, total_minutes
from loaders.table.meeting import follow

MEETING = ["Navn", "E-post", "Join Time", "Leave Time", "Duration"]


def attend(*rows, headers=MEETING):
    return read(headers, *rows, name="Oppmøte.csv")


def visit(name, email, start, end, lasted=""):
    return [name, email, f"15.03.2024 {start}", f"15.03.2024 {end}", lasted]


@pytest.mark.parametrize(
    ("rows", "counts", "minutes"),
    [
        (
            [visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Tuva Moe", "t@e.no", "10:30", "11:00")],
            [True, False],
            90,
        ),
        ([visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Tuva Moe", "", "10:30", "11:00")], [True, False], 90),
        (
            [visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Tuva Lie", "t@e.no", "10:30", "11:00")],
            [True, False],
            90,
        ),
        (
            [visit("Tuva Moe", "t@e.no", "09:00", "10:00"), visit("Per Eg", "t@e.no", "10:30", "11:00")],
            [True, True],
            60,
        ),
        ([visit("Tuva Moe", "", "09:00", "10:00"), visit("Tuva Moe", "", "09:30", "11:00")], [True, False], 120),
        ([visit("Tuva Moe", "", "10:00", "09:00"), visit("Per Eg", "", "09:30", "11:00")], [True, True], 0),
        (
            [visit("Tuva Moe", "a@e.no", "09:00", "10:00", "55 min"), visit("Per Eg", "", "09:30", "11:00")],
            [True, True],
            55,
        ),
    ],
)
def test_a_person_s_lines_are_one_with_the_minutes_of_all(rows, counts, minutes):
    export = attend(*rows)
    assert list(export.rows["counts"]) == counts
    assert export.rows["minutes"].iloc[0] == minutes


def test_who_only_came_to_the_waiting_room_was_not_in_the_meeting():
    rows = [
        [*visit("Tuva Moe", "t@e.no", "09:00", "09:10", "10"), "Yes"],
        [*visit("Tuva Moe", "t@e.no", "09:10", "10:00", "50"), "No"],
        [*visit("Per Eg", "p@e.no", "09:00", "09:10", "10"), "Yes"],
    ]
    export = attend(*rows, headers=[*MEETING, "In Waiting Room"])
    assert list(export.rows["counts"]) == [False, True, False]
    assert export.rows["minutes"].iloc[1] == 50


def test_a_name_that_two_have_with_an_address_joins_neither():
    rows = [visit("Tuva Moe", "a@e.no", "09:00", "10:00"), visit("Tuva Moe", "b@e.no", "09:00", "10:00")]
    export = attend(*rows, visit("Tuva Moe", "", "09:00", "10:00"))
    assert list(export.rows["counts"]) == [True, True, True]


@pytest.mark.parametrize(
    ("header", "cell", "came"),
    [
        ("Deltok", "Ja", True),
        ("Deltok", "Nei", False),
        ("Status", "Møtte ikke", False),
        ("Status", "Møtt", True),
        ("Avmeldt", "Ja", False),
        ("Avmeldt", "Nei", True),
    ],
)
def test_who_did_not_come_does_not_count(header, cell, came):
    fields = {"Deltok": "attended", "Status": "state", "Avmeldt": "cancelled"}
    rows = [["Tuva Moe", "t@e.no", "Bodø", cell], ["Eirin Lie", "e@e.no", "Asker", "Ja"]]
    export = read(["Navn", "E-post", "Kommune", header], *rows, kind="attendance", mapping={header: fields[header]})
    assert export.rows["counts"].iloc[0] == came


@pytest.mark.parametrize(("header", "sent"), [("Timestamp", [False, False]), ("Innsendt", [True, False])])
def test_the_oldest_report_has_a_line_for_coming_and_one_for_leaving(header, sent):
    lines = [["Tuva Moe", "Joined", "15.03.2024 09:00"], ["Tuva Moe", "Left", "15.03.2024 10:30"]]
    fields = {"Timestamp": "moment", "Innsendt": "submitted_at"}
    mapping = {"Full Name": "name", "User Action": "action", header: fields[header]}
    export = read(["Full Name", "User Action", header], *lines, kind="attendance", mapping=mapping)
    assert export.rows["minutes"].iloc[0] == 90
    assert export.rows["submitted_at"].notna().tolist() == sent


def test_a_line_with_both_an_action_and_a_time_of_coming_has_that_time():
    fields = {"Full Name": "name", "User Action": "action", "Timestamp": "moment", "Inn": "joined_at", "Ut": "left_at"}
    line = ["Tuva Moe", "Joined", "15.03.2024 09:00", "15.03.2024 09:10", "15.03.2024 10:10"]
    export = read(list(fields), line, kind="attendance", mapping=fields)
    assert export.rows["minutes"].tolist() == [60]


@pytest.mark.parametrize(
    ("start", "end", "later"),
    [
        (["15.03.2024 09:00"], ["15.03.2024 10:00"], True),
        (["15.03.2024 09:00"], ["15.03.2024 09:00"], False),
        (["15.03.2024 09:00"] * 2, ["15.03.2024 09:00", "15.03.2024 09:01"], True),
        (["15.03.2024 09:00"], ["15.03.2024 08:59"], False),
        (["15.03.2024 09:00"], ["16.03.2024 08:59"], True),
        (["15.03.2024 09:00"], ["16.03.2024 09:00"], False),
        (["15.03.2024 09:00"] * 10, ["15.03.2024 10:00"] * 9 + ["15.03.2024 08:00"], False),
        (["15.03.2024 09:00"] * 11, ["15.03.2024 10:00"] * 10 + ["15.03.2024 08:00"], True),
        (["snart"], ["15.03.2024 10:00"], False),
    ],
)
def test_leaving_is_later_on_the_same_day_in_more_than_nine_of_ten_rows(start, end, later):
    assert follow(column_of(*start), column_of(*end)) is later


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("tone moe", "tone eg", True),
        ("tone moe", "moe tone", True),
        ("liv tone moe", "tone moe", True),
        ("tone moe", "liv tone moe", True),
        ("tone moe", "per moe", False),
    ],
)
def test_two_names_may_be_one_person_s(one, other, same):
    assert is_same_name(one.split(), other.split()) is same
    assert (len(set(tell_apart([one, other]).values())) == 1) is same


def at(hour, minute=0):
    return pd.Timestamp(2024, 3, 15, hour, minute, tz="Europe/Oslo")


@pytest.mark.parametrize(
    ("visits", "minutes"),
    [
        ([(at(9), at(10), 60.0), (at(10), at(11), 60.0)], 120),
        ([(at(9), at(10), 60.0), (at(9, 30), at(11), 90.0)], 120),
        ([(at(9), at(11), 120.0), (at(9, 30), at(10), 30.0)], 120),
        ([(at(9), at(10), 50.0), (at(11), at(12), 50.0)], 100),
        ([(at(9), at(10), math.nan), (at(11), at(12), math.nan)], 120),
        ([(at(9), pd.NaT, 50.0), (at(11), at(12), 60.0)], 110),
        ([(pd.NaT, at(9), 50.0), (at(11), at(12), math.nan)], 50),
        ([(at(9), pd.NaT, math.nan), (at(11), at(12), math.nan)], math.nan),
    ],
)
def test_each_minute_of_a_person_s_visits_counts_once(visits, minutes):
    assert total_minutes(visits) == pytest.approx(minutes, nan_ok=True)

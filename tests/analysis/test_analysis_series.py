"""Counts over time: days, ISO weeks, sums, and the groups they split into."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.days_off import list_easter, list_weekends
from analysis.headline import headline
from analysis.regions import count_regions
from analysis.roles import count_roles, read_role
from analysis.series import MEASURES, count_over_time, period_label
from data.reference import branches, counties
from domain.stages import STAGE_KEYS
from tests.analysis.tables import ALTA, ASKER, BODO, NARVIK, rows, situation

ROWS = rows(
    {"on": "2024-03-08 12:00", "of": BODO, "persons": 2, "role": "Rektor"},  # a Friday before the call
    {"on": "2024-03-11 12:00", "of": BODO, "persons": 1, "role": "lærer"},
    {"on": "2024-03-13 12:00", "of": ALTA, "persons": 4, "role": "Kulturskulerektor"},
    {"on": "2024-03-13 13:00", "persons": 1},
)


def test_days_run_from_the_first_event_to_the_day_and_none_is_left_out():
    table = count_over_time(situation("2024-03-14", registrations=ROWS), "registrations")
    # 8 to 14 March are seven days: 1, 0, 0, 1, 0, 2, 0
    assert table["n"].tolist() == [1, 0, 0, 1, 0, 2, 0]
    assert table["total"].tolist() == [1, 1, 1, 2, 2, 4, 4]
    assert table["label"].tolist()[0] == "08.03.2024"


def test_persons_and_municipalities_are_counted_apart():
    found = situation("2024-03-14", registrations=ROWS)
    assert count_over_time(found, "participants")["total"].tolist()[-1] == 8  # 2 + 1 + 4 + 1
    # Bodø once, on its first day; the unknown one is no municipality.
    assert count_over_time(found, "registered")["n"].tolist() == [1, 0, 0, 0, 0, 1, 0]


@pytest.mark.parametrize(
    ("measure", "known"),
    [
        ("registrations", True),
        ("participants", True),
        ("registered", True),
        ("guided", True),  # is written down in the dashboard
        ("attendance", False),
        ("attended", False),
        ("applications", False),
        ("applied", False),
        ("placed", False),
        ("start_participants", False),
        ("start_registered", False),
    ],
)
def test_what_no_file_tells_has_no_course_over_time(measure, known):
    table = count_over_time(situation("2024-03-14", registrations=ROWS), measure, split="branch")
    assert len(table) > 0 if known else table.empty
    assert table.columns.tolist() == ["start", "label", "group", "n", "total"]


def test_weeks_start_on_monday_and_have_iso_numbers():
    table = count_over_time(situation("2024-03-14", registrations=ROWS), "registrations", "week")
    assert table["n"].tolist() == [1, 3]
    assert table["label"].tolist() == ["uke 10 (04.03.2024–10.03.2024)", "uke 11 (11.03.2024–17.03.2024)"]


def test_iso_weeks_at_the_turn_of_the_year():
    table = rows({"on": "2024-12-30 12:00", "of": BODO})  # the Monday of week 1 of 2025
    found = count_over_time(situation("2025-01-02", registrations=table), "registrations", "week")
    assert found["label"].tolist()[-1].startswith("uke 1 (30.12.2024")


def test_the_days_of_the_clock_change_and_of_a_leap_year_have_their_rows():
    table = rows(
        {"on": "2024-02-29 23:59:59", "of": BODO},
        {"on": "2024-03-31 01:59:59", "of": ALTA},  # the last second before the clock is put forward
        {"on": "2024-03-31 23:59:59", "of": NARVIK},  # a day of 23 hours
    )
    found = count_over_time(situation("2024-03-31", registrations=table), "registrations")
    days = dict(zip(found["start"].dt.date, found["n"], strict=True))
    assert days[date(2024, 2, 29)] == 1
    assert days[date(2024, 3, 31)] == 2
    assert len(days) == 32  # 29 February and the 31 days of March


def test_the_doubled_hour_in_autumn_belongs_to_its_day():
    table = rows({"on": "2024-10-27 02:30:00", "of": BODO}, {"on": "2024-10-28 00:00:00", "of": ALTA})
    assert headline(situation("2024-10-27", registrations=table))["registrations"] == 1


def test_branches_and_the_unknown_are_groups_that_add_up():
    table = count_over_time(situation("2024-03-14", registrations=ROWS), "participants", split="branch")
    last = table.groupby("group", sort=False)["total"].last().to_dict()
    assert last == {"Finnmark, Troms og Svalbard": 4, "Nordland": 3, "uten kjent kommune": 1}


def test_roles_are_groups():
    table = count_over_time(situation("2024-03-14", registrations=ROWS), "registrations", split="role")
    last = table.groupby("group", sort=False)["total"].last().to_dict()
    assert last == {"Kulturskolerektor": 1, "Rektor": 1, "Lærer": 1, "Ikke oppgitt": 1}
    assert count_roles(situation("2024-03-14", registrations=ROWS)).values.tolist() == [
        ["Kulturskolerektor", 1, 4],
        ["Rektor", 1, 2],
        ["Lærer", 1, 1],
        ["Ikke oppgitt", 1, 1],
    ]


def test_a_file_without_answers_has_a_series_of_noughts_and_no_file_none():
    loaded = situation("2024-03-14", registrations=ROWS.iloc[:0])
    table = count_over_time(loaded, "registrations", split="branch")
    assert table["n"].tolist() == [0] * 5  # 10 to 14 March
    assert table["group"].unique().tolist() == [""]
    assert count_over_time(loaded, "applications", split="branch").empty


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Rektor kulturskolen", "Kulturskolerektor"),
        ("rektor ved Bodø skole", "Rektor"),
        ("Avdelingsleder, lærer", "Annen leder"),
        ("Enhetsleder kultur", "Kulturleder"),
        ("Kommunalsjef oppvekst og kultur", "Kommunalsjef"),
        ("Varaordførar", "Politiker"),
        ("Spesialrådgiver", "Rådgiver"),
        ("Danser", "Annet"),
        ("  ", "Ikke oppgitt"),
    ],
)
def test_job_titles_are_read_into_a_few_groups(title, group):
    assert read_role(title) == group


def test_easter_and_weekends():
    years = list_easter(date(2024, 1, 1), date(2025, 12, 31))
    assert [(days.first, days.last) for days in years] == [
        (date(2024, 3, 28), date(2024, 4, 1)),  # Easter Sunday was 31 March
        (date(2025, 4, 17), date(2025, 4, 21)),
    ]
    for first, last, n in ((1, 2, 1), (2, 9, 0), (-9, -4, 0), (-9, -3, 1)):  # days of April and before it
        span = (date(2024, 3, 31) + timedelta(days=first), date(2024, 3, 31) + timedelta(days=last))
        assert len(list_easter(*span)) == n, span
    weekends = list_weekends(date(2024, 3, 10), date(2024, 3, 23))  # from a Sunday to a Saturday
    assert [days.first for days in weekends] == [date(2024, 3, 9), date(2024, 3, 16), date(2024, 3, 23)]


NUMBERS = st.sampled_from([BODO, NARVIK, ALTA, ASKER, "0301", ""])
SENT = st.dates(date(2024, 3, 1), date(2024, 5, 20)).map(lambda day: f"{day} 12:00")
FACTS = st.fixed_dictionaries(
    {
        "on": st.one_of(st.none(), SENT),
        "of": st.one_of(NUMBERS, st.tuples(st.sampled_from([BODO, ALTA]), st.sampled_from([ASKER, NARVIK]))),
        "email": st.sampled_from(["a@x.no", "b@x.no", "c@x.no", ""]),
        "persons": st.integers(1, 4),
        "state": st.sampled_from(["", "received", "placed", "confirmed", "withdrawn", "declined"]),
    }
)


@pytest.mark.long
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(FACTS, max_size=12),
    st.dates(date(2024, 3, 1), date(2024, 5, 25)),
    st.lists(st.sampled_from([*branches(), *counties()]), max_size=3, unique=True),
    st.sampled_from(sorted(MEASURES)),
    st.sampled_from(["day", "week"]),
)
def test_regions_and_the_unknown_add_up_and_every_series_ends_at_the_tables_count(facts, as_of, chosen, measure, step):
    table = rows(*facts)
    sources = {"registrations": table, "applications": table, "start_registrations": table}
    whole = situation(as_of.isoformat(), **sources, attendance=table)
    found = whole.select(chosen)
    counts = headline(found)
    count_of = {name: counts.get(f"municipalities_{name}", counts.get(name)) for name in MEASURES}
    count_of["attendance"] = counts["attendees"]
    series = count_over_time(found, measure, step)
    assert series["total"].iloc[-1] == series["n"].sum() == count_of[measure]
    by_branch = count_over_time(found, measure, step, "branch").groupby("group")["total"].last()
    assert by_branch.sum() == count_of[measure]
    by_region = count_regions(found)
    for name in ("registrations", "participants", "applications", "places"):
        assert by_region[name].sum() == counts[name]
    for key in STAGE_KEYS:
        assert by_region[key].sum() == counts[f"municipalities_{key}"]
    # Over the whole country the branches and the unknown are everything.
    parts = [headline(whole.select([branch]))["applications"] for branch in branches()]
    assert sum(parts) + whole.unknown["applications"] == headline(whole)["applications"]


def test_a_period_is_called_by_its_day_or_by_its_week_with_both_ends():
    assert period_label(date(2024, 3, 11), "day") == "11.03.2024"
    assert period_label(date(2024, 3, 11), "week") == "uke 11 (11.03.2024–17.03.2024)"

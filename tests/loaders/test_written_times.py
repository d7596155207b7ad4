"""How a written time is read: its zone, its month, its day, its clock, and a clock in a column of its own."""

from datetime import date, datetime

import pytest
from columns_of import seconds
from make_files import forms
from three_people import cells, read

from loaders import read_export
from loaders.rows.times import NONE, read_text
from loaders.rows.written_times import MONTHS, find_day, match_time, read_clock, read_offset, zone_of_header

TIMED = ["Navn", "E-post", "Kommune", "Påmeldt dato", "Påmeldt kl."]


@pytest.mark.parametrize(
    ("day", "clock", "moment", "told"),
    [
        ("11.03.2024", "14.30", "11.03.2024 14:30", False),
        ("11.03.2024 08:00", "14.30", "11.03.2024 08:00", False),
        ("11.03.2024", "", "11.03.2024 00:00", False),
        ("11.03.2024", "seint", "11.03.2024 00:00", True),
    ],
)
def test_a_time_of_day_in_a_column_of_its_own_belongs_to_a_bare_day(day, clock, moment, told):
    rows = [
        ["Tuva Moe", "t@eks.example", "Bodø", day, clock],
        ["Eirin Lie", "e@eks.example", "Asker", "12.03.2024", "09.15"],
    ]
    export = read(TIMED, *rows, mapping={"Påmeldt kl.": "submitted_time"})
    assert f"{export.rows['submitted_at'].iloc[0]:%d.%m.%Y %H:%M}" == moment
    assert bool(cells(export, "clock_unread")) is told


@pytest.mark.parametrize(
    ("headers", "clock", "moment"),
    [
        (["Registreringsdato", "Registreringstid"], "14.30", "11.03.2024 14:30"),
        (["Påmeldingsdato", "Påmeldingstid"], "14:30:00", "11.03.2024 14:30"),
        (["Registreringsdato", "Behandlingstid"], "14.30", "11.03.2024 00:00"),
    ],
)
def test_a_clock_beside_the_day_is_known_by_its_header(headers, clock, moment):
    rows = [["Tuva Moe", "t@eks.example", "Bodø", f"1{n}.03.2024", clock] for n in (1, 2)]
    export = read(["Navn", "E-post", "Kommune", *headers], *rows)
    assert f"{export.rows['submitted_at'].iloc[0]:%d.%m.%Y %H:%M}" == moment


def test_a_time_of_a_workbook_is_read_as_it_stands():
    rows = [[1, datetime(2024, 3, 11, 9, 30), "a@eks.example", "Tuva Moe", "Bodø"]]
    export = read_export(forms(["ID", "Innsendt", "E-post", "Navn", "Kommune"], rows), "Påmelding.xlsx")
    assert f"{export.rows['submitted_at'].iloc[0]:%d.%m %H:%M}" == "11.03 09:30"


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Z", 0),
        ("utc", 0),
        ("GMT", 0),
        ("WET", 0),
        ("BST", 1),
        ("koordinert universaltid", 0),
        ("Coordinated Universal Time", 0),
        ("EET", 2),
        ("OEZ", 2),
        ("OESZ", 3),
        ("EEST", 3),
        ("EST", -5),
        ("EDT", -4),
        ("CST", -6),
        ("CDT", -5),
        ("MST", -7),
        ("MDT", -6),
        ("PST", -8),
        ("PDT", -7),
        ("+1", 1),
        ("+0130", 1.5),
        ("-01:30", -1.5),
        ("UTC-2", -2),
        ("+10", 10),
        ("-100", -1),
    ],
)
def test_a_zone_is_so_many_hours_east_of_greenwich(zone, hours):
    assert read_offset(zone) == hours * 3600


@pytest.mark.parametrize("zone", ["", None, "CET", "cest", "MET", "MESZ"])
def test_the_clock_in_oslo_needs_no_offset(zone):
    assert read_offset(zone) is None


@pytest.mark.parametrize(
    ("header", "hours"),
    [("Tid (GMT+1)", 1), ("Tid UTC - 2", -2), ("Tid (pst)", -8), ("UTC", 0), ("Butcher", None), ("Tid", None)],
)
def test_a_header_tells_the_zone_of_its_times(header, hours):
    assert zone_of_header(header) == (None if hours is None else hours * 3600)


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ("januar january stycznia", 1),
        ("februar lutego", 2),
        ("mars märz", 3),
        ("april kwietnia", 4),
        ("mai may", 5),
        ("juni june", 6),
        ("juli july", 7),
        ("august sierpnia", 8),
        ("september sept", 9),
        ("oktober october", 10),
        ("november", 11),
        ("desember december", 12),
    ],
)
def test_a_month_is_known_by_its_names(names, number):
    assert {MONTHS[name] for name in names.split()} == {number}


def day(text, day_first=True):
    parts = match_time(text)
    return parts and find_day(parts, day_first)


@pytest.mark.parametrize(
    ("text", "day_first", "read"),
    [
        ("3/4/2024", True, date(2024, 4, 3)),
        ("3/4/2024", False, date(2024, 3, 4)),
        ("3.4.2024", False, date(2024, 4, 3)),
        ("3.13.2024", True, date(2024, 3, 13)),
        ("3/12/2024", True, date(2024, 12, 3)),
        ("13/4/2024", False, date(2024, 4, 13)),
        ("12/4/2024", False, date(2024, 12, 4)),
        ("3/4/99", True, date(2099, 4, 3)),
        ("3/4/0099", True, date(2099, 4, 3)),
        ("3/4/0100", True, date(100, 4, 3)),
        ("15. mai 24", True, date(2024, 5, 15)),
        ("2024-5-3", True, date(2024, 5, 3)),
    ],
)
def test_a_day_has_its_month_where_signs_sizes_and_the_file_say(text, day_first, read):
    assert day(text, day_first) == read


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("15.05.2024", None),
        ("15.05.2024 00:00", 0),
        ("15.05.2024 24:00", 86_400),
        ("15.05.2024 23:59:59", 86_399),
        ("5/15/2024 12:00 AM", 0),
        ("5/15/2024 12:00 PM", 43_200),
        ("5/15/2024 1:00 PM", 46_800),
        ("5/15/2024 1:00 a.m.", 3_600),
        ("15.05.2024 kl 9", 32_400),
        ("15.05.2024 kl 0930", 34_200),
    ],
)
def test_a_time_of_day_is_counted_from_midnight(text, clock):
    assert read_clock(match_time(text)) == clock


@pytest.mark.parametrize("text", ["15.05.2024 25:00", "15.05.2024 09:60", "15.05.2024 09:30:60"])
def test_no_clock_shows_such_a_time(text):
    assert read_text(text, True) == (NONE, NONE, 1, 0)


def test_a_day_without_a_time_is_told_from_midnight_and_nothing_from_what_cannot_be_read():
    midnight = seconds(2024, 5, 15)
    assert read_text("15.05.2024", True) == (midnight, NONE, 0, 1)
    assert read_text("15.05.2024 00:00", True) == (midnight, NONE, 0, 0)
    assert read_text("2024-05-15T00:00:00Z", True) == (midnight + 7_200, midnight, 0, 0)
    assert read_text("-", True) == (NONE, NONE, 0, 0)
    assert read_text("snart", True) == (NONE, NONE, 1, 0)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("10.03.2024 09.00", "2024"),
        ("10.03.24 09.00", "24"),
        ("10.03.24kl09.00", "24"),
        ("10.03.2024.09.00", None),
        ("10.03.202409.00", None),
        ("10. mars 2024.09.00", None),
        ("10. mars 24 09.00", "24"),
    ],
)
def test_the_first_half_of_a_year_is_no_year(text, year):
    found = match_time(text)
    assert (found and found["year"]) == year

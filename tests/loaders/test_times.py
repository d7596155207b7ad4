"""How times are written, which way round, and the two nights of the clock change."""

import pandas as pd
import pytest
from make_files import text

from loaders import read_export


def read_days(*written, kommune="Bodø", **how):
    rows = [[str(n), day, f"{n}@example.no", kommune] for n, day in enumerate(written, 1)]
    return read_export(text([["ID", "Innsendt", "E-post", "Kommune"], *rows]), "liste.csv", **how)


def moments(export):
    return [f"{moment:%Y-%m-%d %H:%M:%S}" if pd.notna(moment) else "" for moment in export.rows["submitted_at"]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("15.05.2024", "2024-05-15 00:00:00"),
        ("15.05.2024 kl. 09:30", "2024-05-15 09:30:00"),
        ("15.05.2024 kl 09.30", "2024-05-15 09:30:00"),
        ("15.5.24 09:30", "2024-05-15 09:30:00"),
        ("15. mai 2024", "2024-05-15 00:00:00"),
        ("onsdag 15. mai 2024 kl. 09:30", "2024-05-15 09:30:00"),
        ("15 May 2024 09:30", "2024-05-15 09:30:00"),
        ("May 15, 2024 9:30 PM", "2024-05-15 21:30:00"),
        ("2024-05-15", "2024-05-15 00:00:00"),
        ("2024-05-15 09:30:12", "2024-05-15 09:30:12"),
        ("2024-05-15T09:30:12.345", "2024-05-15 09:30:12"),
        ("2024-05-15T07:30:12Z", "2024-05-15 09:30:12"),
        ("2024-05-15T09:30:12+02:00", "2024-05-15 09:30:12"),
        ("2024-05-15 09:30 CEST", "2024-05-15 09:30:00"),
        ("2024/05/15 9:30:12 AM GMT+2", "2024-05-15 09:30:12"),
        ("5/15/2024 9:30:00 AM", "2024-05-15 09:30:00"),
        ("5/15/24 12:05 AM", "2024-05-15 00:05:00"),
        ("15/05/2024, 09:30:12", "2024-05-15 09:30:12"),
        ("15-05-2024 09:30", "2024-05-15 09:30:00"),
        ("45427,395833", "2024-05-15 09:30:00"),
    ],
)
def test_a_time_is_read_as_people_and_systems_write_it(written, meant):
    export = read_days(written)
    assert moments(export) == [meant]
    assert str(export.rows["submitted_at"].dtype.tz) == "Europe/Oslo"


def test_a_part_over_twelve_decides_the_order_for_the_whole_file():
    assert moments(read_days("3/4/2024", "3/14/2024"))[0].startswith("2024-03-04")
    assert moments(read_days("3/4/2024", "14/3/2024"))[0].startswith("2024-04-03")


def test_the_order_that_keeps_the_ids_rising_decides_without_one():
    assert moments(read_days("2/10/2024", "2/11/2024", "3/1/2024"))[2].startswith("2024-03-01")
    export = read_days("10/2/2024", "11/2/2024", "1/3/2024")
    assert moments(export)[2].startswith("2024-03-01")
    assert "dag eller måned først" not in " ".join(export.findings["message"])


def test_where_nothing_tells_the_order_it_is_asked_with_the_cells():
    export = read_days("3/4/2024", "3/5/2024")
    found = export.findings[export.findings["message"].str.contains("dag eller måned først")].iloc[0]
    assert found["severity"] == "check"
    assert found["cells"] == ("B2", "B3")
    assert found["column"] == "Innsendt"


def test_the_users_answer_about_the_order_is_used():
    export = read_days("3/4/2024", "3/5/2024", mapping={"(datoer)": "month"})
    assert moments(export)[0].startswith("2024-03-04")
    assert "dag eller måned først" not in " ".join(export.findings["message"])


def test_dates_with_dots_are_never_asked_about():
    export = read_days("03.04.2024", "04.04.2024")
    assert moments(export)[0].startswith("2024-04-03")
    assert not export.findings["message"].str.contains("måned først").any()


@pytest.mark.parametrize("written", ["i går", "32.13.2024", "15.05", "2024-15-40", "snart", "25:61"])
def test_a_date_that_cannot_be_read_is_told_with_its_cell_and_its_row_is_undated(written):
    export = read_days("15.05.2024", written, "16.05.2024")
    assert moments(export)[1] == ""
    found = export.findings[export.findings["cell"] == "B3"].iloc[0]
    assert (found["severity"], found["column"]) == ("check", "Innsendt")
    assert "kan ikke leses" in found["message"]
    assert export.rows["counts"].all()


@pytest.mark.parametrize("written", ["15.05.1924", "15.05.2204", "30.12.1899"])
def test_a_date_outside_what_can_be_is_told_and_its_row_is_undated(written):
    export = read_days("15.05.2024", written)
    assert moments(export)[1] == ""
    assert "B3" in set(export.findings.loc[export.findings["message"].str.contains("kan ikke stemme"), "cell"])


def test_a_single_date_a_year_off_is_told_and_kept():
    export = read_days(*["15.05.2024"] * 20, "15.05.2026")
    assert moments(export)[20].startswith("2026-05-15")
    assert "B22" in set(export.findings["cell"])


def test_an_empty_date_is_told_with_its_cell():
    assert "B3" in set(read_days("15.05.2024", "").findings["cell"])


def test_the_doubled_hour_of_autumn_follows_the_order_of_the_rows():
    export = read_days("27.10.2024 02:50", "27.10.2024 02:10", "27.10.2024 03:30")
    offsets = [moment.utcoffset().total_seconds() / 3600 for moment in export.rows["submitted_at"]]
    assert offsets == [2, 1, 1]
    found = export.findings[export.findings["message"].str.contains("to ganger")].iloc[0]
    assert found["cells"] == ("B2", "B3")


def test_the_hour_that_spring_lacks_is_read_as_an_hour_later_and_told():
    export = read_days("31.03.2024 02:30")
    assert moments(export) == ["2024-03-31 03:00:00"]
    assert "B2" in set(export.findings["cell"])

"""How times are written, which way round, and the two nights of the clock change."""

import io
from datetime import datetime

import pandas as pd
import pytest
from make_files import forms, text
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from small_exports import told

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
        ("2024-05-15 23:59:30.123456+02", "2024-05-15 23:59:30"),
        ("2024-05-15 23:59:30 +02", "2024-05-15 23:59:30"),
        ("2024-05-15T23:59+0200", "2024-05-15 23:59:00"),
        ("2024-05-15 23:59 -05:00", "2024-05-16 06:59:00"),
        ("2024-05-15 23:59:30 UTC+2", "2024-05-15 23:59:30"),
        ("2024-05-15 17:59 EDT", "2024-05-15 23:59:00"),
        ("20240515T235930", "2024-05-15 23:59:30"),
        ("20240515T215930Z", "2024-05-15 23:59:30"),
        ("20240515", "2024-05-15 00:00:00"),
        ("onsdag 15. mai 2024 kl. 23:59:30 sentraleuropeisk sommertid", "2024-05-15 23:59:30"),
        ("15. januar 2024 kl. 08.05 (sentraleuropeisk normaltid)", "2024-01-15 08:05:00"),
        ("15. mai 2024 23:59 norsk tid", "2024-05-15 23:59:00"),
        ("Wed May 15 2024 23:59:30 GMT+0200 (sentraleuropeisk sommertid)", "2024-05-15 23:59:30"),
        ("Wed, 15 May 2024 21:59:30 GMT", "2024-05-15 23:59:30"),
        ("Wed May 15 21:59:30 UTC 2024", "2024-05-15 23:59:30"),
        ("onsdag 15. mai 2024 kl. 21:59:30 koordinert universaltid", "2024-05-15 23:59:30"),
        ("15-mai-2024 kl 9", "2024-05-15 09:00:00"),
        ("15.05.2024 kl 0930", "2024-05-15 09:30:00"),
        ("1715810370", "2024-05-15 23:59:30"),
        ("1715810370123", "2024-05-15 23:59:30"),
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


@pytest.mark.parametrize(
    "written", ["i går", "32.13.2024", "15.05", "2024-15-40", "snart", "25:61", "20241340", "12345", "mai 2024"]
)
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


@pytest.mark.parametrize(
    ("written", "offsets"),
    [
        (("27.10.2024 02:50", "27.10.2024 02:10", "27.10.2024 02:20"), [2, 1, 1]),  # once turned it stays turned
        (("27.10.2024 02:10", "27.10.2024 02:10", "27.10.2024 02:20"), [2, 2, 2]),  # no step back, no turn
        (("27.10.2024 02:50", "26.10.2025 02:10"), [2, 2]),  # another night
        (("27.10.2024 02:50", "27.10.2024 02:10", "26.10.2025 02:10"), [2, 1, 2]),
    ],
)
def test_the_clock_is_turned_once_a_night_at_the_first_step_back(written, offsets):
    export = read_days(*written)
    assert [moment.utcoffset().total_seconds() / 3600 for moment in export.rows["submitted_at"]] == offsets


def test_the_hour_that_spring_lacks_is_read_as_an_hour_later_and_told():
    export = read_days("31.03.2024 02:30")
    assert moments(export) == ["2024-03-31 03:00:00"]
    assert "B2" in set(export.findings["cell"])


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("Innsendt (UTC)", "2024-05-15 11:30:00"),
        ("UTC Event Timestamp", "2024-05-15 11:30:00"),
        ("Innsendt (GMT+1)", "2024-05-15 10:30:00"),
        ("Innsendt (PDT)", "2024-05-15 18:30:00"),
        ("Innsendt", "2024-05-15 09:30:00"),
        ("Innsendt (CET)", "2024-05-15 09:30:00"),
    ],
)
def test_a_header_that_tells_the_zone_holds_for_its_times(header, meant):
    rows = [["1", "5/15/2024 9:30 AM", "a@example.no", "Bodø"]]
    content = text([["ID", header, "E-post", "Kommune"], *rows])
    export = read_export(content, "liste.csv", mapping={header: "submitted_at"})
    assert moments(export) == [meant]


def test_an_offset_in_the_cell_stands_over_the_zone_of_the_header():
    content = text(
        [["ID", "Innsendt (UTC)", "E-post", "Kommune"], ["1", "2024-05-15T09:30:00+02:00", "a@b.no", "Bodø"]]
    )
    export = read_export(content, "liste.csv", mapping={"Innsendt (UTC)": "submitted_at"})
    assert moments(export) == ["2024-05-15 09:30:00"]


TURNED = [datetime(2024, 5, 4), datetime(2024, 8, 4), "15/04/2024", "18/04/2024", datetime(2024, 2, 5)]
BACK = ["2024-04-05", "2024-04-08", "2024-04-15", "2024-04-18", "2024-05-02"]


def read_typed(days, **how):
    rows = [[number, day, f"{number}@example.no", "Bodø"] for number, day in enumerate(days, 1)]
    return read_export(forms(["ID", "Innsendt", "E-post", "Kommune"], rows), "liste.xlsx", **how)


def test_dates_that_an_english_excel_has_half_turned_are_turned_back_and_asked_about():
    export = read_typed(TURNED)
    assert [moment[:10] for moment in moments(export)] == BACK
    assert told(export, "dates_turned")["cells"].iloc[0] == ("B2", "B3", "B6")
    assert told(export, "dates_turned")["severity"].iloc[0] == "check"


@pytest.mark.parametrize(("answer", "first"), [("swap", "2024-04-05"), ("keep", "2024-05-04")])
def test_the_users_answer_about_turned_dates_is_used_and_ends_the_question(answer, first):
    export = read_typed(TURNED, mapping={"(datoer)": answer})
    assert moments(export)[0][:10] == first
    assert told(export, "dates_turned").empty


def test_dates_are_not_taken_for_turned_where_one_has_a_day_over_twelve():
    export = read_typed([*TURNED[:2], "15/04/2024", datetime(2024, 4, 18)])
    assert moments(export)[0][:10] == "2024-05-04"
    assert told(export, "dates_turned").empty


def test_dates_beside_a_text_that_any_excel_would_have_read_are_not_taken_for_turned():
    assert told(read_typed([datetime(2024, 4, 5), "06.04.2024", datetime(2024, 4, 8)]), "dates_turned").empty


def test_the_question_about_the_order_counts_every_cell_and_names_them_in_order():
    export = read_days(*["3/4/2024", "3/5/2024"] * 75)
    found = export.findings[export.findings["code"] == "dates_unclear"].iloc[0]
    assert found["count"] == 150
    assert "(150 celler: B2, B3, B4" in found["message"]


@pytest.mark.parametrize("formatted", [True, False])
def test_days_counted_from_1904_are_the_same_days_with_and_without_a_format(formatted):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["ID", "Innsendt", "E-post", "Kommune"])
    sheet.append([1, datetime(2024, 5, 15, 9, 30), "a@example.no", "Bodø"])
    if not formatted:
        sheet["B2"].number_format = "General"
    content = io.BytesIO()
    book.save(content)
    assert moments(read_export(content.getvalue(), "liste.xlsx")) == ["2024-05-15 09:30:00"]

"""Attendance of online meetings: Teams in its three generations and several languages, Zoom."""

import codecs

import make_files
import pandas as pd
import pytest

from loaders import read_export


def read_teams(text: str, encoding: str = "utf-16"):
    return read_export(text.encode(encoding), "Inspirasjonssamling - Attendance report 3-15-24.csv")


def counting(export):
    return export.rows[export.rows["counts"]]


def test_the_newest_teams_report_is_read_from_its_section_of_participants():
    export = read_teams(make_files.TEAMS_2022)
    assert export.kind == "attendance"
    assert list(export.rows["source_row"]) == [11, 12, 13, 14]
    assert list(export.rows["name"]) == ["Siri Vert", "Kari Nordmann", "Ola Hansen", "+47 900 00 000"]
    assert list(export.rows["minutes"].round(1)) == [251.6, 242.0, 60.0, 21.1]
    assert list(export.rows["external"]) == [False, False, True, False]


def test_the_organiser_of_a_meeting_is_no_participant():
    rows = read_teams(make_files.TEAMS_2022).rows
    assert list(rows["why_not"]) == ["Arrangør", "", "", ""]
    assert list(rows["meeting_role"])[:2] == ["Organizer", "Attendee"]
    assert set(rows["role"]) == {""}


def test_the_reason_for_taking_a_file_for_attendance_names_its_columns():
    reason = read_teams(make_files.TEAMS_2022).kind_reason
    assert "deltakelse" in reason
    assert "«First join»" in reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_a_teams_report_is_read_in_every_encoding_teams_has_used(encoding):
    rows = read_teams(make_files.TEAMS_2022, encoding).rows
    assert rows["name"].iloc[1] == "Kari Nordmann"


def test_a_big_endian_report_with_its_mark_is_read():
    content = codecs.BOM_UTF16_BE + make_files.TEAMS_2022.encode("utf-16-be")
    assert len(read_export(content, "rapport.csv").rows) == 4


def test_rejoins_of_the_report_of_2021_are_one_participant_with_the_minutes_of_all_lines():
    export = read_teams(make_files.TEAMS_2021)
    rows = export.rows
    assert list(rows["counts"]) == [True, True, False]
    assert rows["why_not"].iloc[2] == "Samme person er talt i en annen rad"
    assert rows["minutes"].iloc[1] == 60
    assert rows["left_at"].iloc[1] == pd.Timestamp("2024-03-15 11:00", tz="Europe/Oslo")
    assert list(rows["source_row"]) == [8, 9, 10]


def test_the_oldest_report_has_a_line_for_coming_and_one_for_going():
    export = read_export(make_files.text(make_files.TEAMS_2020, sign=","), "meetingAttendanceList.csv")
    assert export.kind == "attendance"
    assert list(export.rows["counts"]) == [True, True, False, False]
    assert export.rows["joined_at"].iloc[0] == pd.Timestamp("2024-03-15 09:28:07", tz="Europe/Oslo")
    assert export.rows["minutes"].iloc[1] == 30


def test_a_norwegian_report_is_read():
    export = read_teams(make_files.TEAMS_NORWEGIAN)
    rows = export.rows
    assert "role" not in set(export.columns["field"])  # the role in the meeting is no job
    assert list(rows["minutes"]) == [65, 90]
    assert list(rows["name"]) == ["Kari Nordmann", "Ola Hansen"]
    assert list(rows["meeting_role"]) == ["Presentatør", "Deltaker"]
    assert list(rows["external"]) == [False, True]


def test_a_report_in_a_language_nobody_thought_of_is_read_by_what_its_columns_hold():
    export = read_teams(make_files.TEAMS_POLISH)
    assert export.kind == "attendance"
    assert list(export.rows["name"]) == ["Kari Nordmann", "Ola Hansen"]
    assert list(export.rows["email"]) == ["kari@bodo.kommune.no", ""]
    assert list(export.rows["minutes"].round(1)) == [139.0, 21.1]
    assert not (export.findings["severity"] == "stop").any()


def test_zoom_blocks_are_told_apart_and_those_who_did_not_come_do_not_count():
    export = read_export(make_files.ZOOM.encode(), "attendee_812.csv")
    assert export.kind == "attendance"
    assert list(export.rows["name"]) == ["Kari Nordmann", "Kari Nordmann", "Ola Hansen", "Per Borte"]
    assert list(export.rows["why_not"]) == ["", "Samme person er talt i en annen rad", "", "Møtte ikke"]
    assert export.rows["minutes"].iloc[0] == 90
    assert export.summary["not_counting"] == {"Samme person er talt i en annen rad": 1, "Møtte ikke": 1}


def test_a_duration_that_cannot_be_read_is_unknown_and_not_zero():
    export = read_teams(make_files.TEAMS_2022.replace("21m 7s", "en stund"))
    assert pd.notna(export.rows["minutes"].iloc[3])  # from the two times
    without_times = make_files.TEAMS_2022.replace("15.03.24, 09:52:07\t21m 7s", "\ten stund")
    export = read_teams(without_times)
    assert pd.isna(export.rows["minutes"].iloc[3])
    assert "D14" in set(export.findings["cell"])


def test_someone_who_comes_back_without_signing_in_is_the_one_person_of_that_name():
    report = make_files.TEAMS_2021 + "Kari Nordmann\t15/03/2024, 13:31:00\t15/03/2024, 13:31:30\t30s\t\tAttendee\t\n"
    assert list(read_teams(report).rows["counts"]) == [True, True, False, False]


def test_two_reports_of_two_days_are_two_sources():
    one, other = make_files.TEAMS_2022, make_files.TEAMS_2022.replace("15.03.24", "16.03.24")
    assert read_teams(one).form == read_teams(one).form
    assert read_teams(one).form != read_teams(other).form


def test_a_list_with_a_column_of_who_came_is_attendance():
    content = make_files.text(
        [
            ["Navn", "E-post", "Kommune", "Deltok"],
            ["Kari Nordmann", "kari@example.no", "Bodø", "Ja"],
            ["Ola Hansen", "ola@example.no", "Asker", "Nei"],
        ]
    )
    export = read_export(content, "liste.csv")
    assert export.kind == "attendance"
    assert list(export.rows["why_not"]) == ["", "Møtte ikke"]
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("3203",)]

"""More sheets than one: more answers, copies of them, or something else; and the parts of a meeting's report."""

import pytest
from make_files import ZOOM
from small_exports import told, workbook

from loaders import read_export

HEADERS = ["Navn", "E-post", "Kommune", "Påmeldt dato"]
ROWS = [["Tuva", "a@example.no", "Bodø", "11.03.2024"], ["Eirin", "b@example.no", "Asker", "12.03.2024"]]
MORE = [["Jørn", "c@example.no", "Ålesund", "13.03.2024"]]


def read(sheets, **how):
    return read_export(workbook(sheets), "Påmelding.xlsx", **how)


@pytest.mark.parametrize("second", [HEADERS, [HEADERS[2], HEADERS[0], HEADERS[1], HEADERS[3]]])
def test_a_sheet_with_the_same_headers_and_other_rows_is_asked_about(second):
    moved = [[row[HEADERS.index(header)] for header in second] for row in MORE]
    export = read({"Nordland": [HEADERS, *ROWS], "Resten": [second, *moved]})
    found = told(export, "sheet_alike").iloc[0]
    assert (found["severity"], found["sheet"]) == ("check", "Resten")
    assert "1 rad som" in found["message"]


def test_a_copy_of_the_answers_is_a_tip_and_counts_nothing():
    export = read({"Sheet1": [HEADERS, *ROWS], "Ark1": [HEADERS, ROWS[0]]})
    assert told(export, "sheet_alike").empty
    assert told(export, "sheet_skipped")["severity"].iloc[0] == "tip"
    assert "står også i arket" in told(export, "sheet_skipped")["remedy"].iloc[0]


@pytest.mark.parametrize("name", ["Avmeldte", "Venteliste"])
@pytest.mark.parametrize("headers", [HEADERS, ["Hvem", "Adresse", "Sted", "Dag"]])
def test_a_sheet_that_is_called_by_a_state_is_a_check_though_its_rows_are_copies(name, headers):
    found = told(read({"Påmeldte": [HEADERS, *ROWS], name: [headers, ROWS[0]]}), "sheet_of_state").iloc[0]
    assert (found["severity"], found["sheet"]) == ("check", name)


@pytest.mark.parametrize(("rows", "told_of"), [(MORE, "1 e-postadresse som"), (ROWS[:1], "")])
def test_a_sheet_with_addresses_of_others_under_other_headers_is_a_check(rows, told_of):
    sheet = [["Hvem", "Epost-adr", "Sted", "Meldt på"], *rows]
    found = told(read({"Nord": [HEADERS, *ROWS], "Sør": sheet}), "sheet_of_others")
    assert found["sheet"].tolist() == (["Sør"] if told_of else [])
    assert all(told_of in message for message in found["message"])


def test_a_sheet_of_something_else_is_a_tip():
    export = read({"Svar": [HEADERS, *ROWS], "Notat": [["Fylke", "Antall"], ["Nordland", 2]]})
    assert told(export, "sheet_alike").empty
    assert set(told(export, "sheet_skipped")["sheet"]) == {"Notat"}


def test_a_sheet_of_answers_without_headers_is_asked_about():
    ids = [[n, *row] for n, row in enumerate([*ROWS, *MORE], 1)]
    found = told(read({"Mars": [["ID", *HEADERS], *ids[:2]], "April": ids[2:]}), "sheet_headless").iloc[0]
    assert (found["severity"], found["sheet"]) == ("check", "April")
    assert "1 linje" in found["message"]


def test_the_user_may_say_which_sheet_is_read():
    sheets = {"Sheet1": [HEADERS, *ROWS], "Resten": [HEADERS, *MORE]}
    export = read(sheets, mapping={"(ark)": "Resten"})
    assert (export.sheet, list(export.rows["name"])) == ("Resten", ["Jørn"])


WEBINAR = (
    ZOOM
    + """
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
Yes,Ida Foredrag,ida@bodo.kommune.no,03/15/2024 09:39:00 AM,03/15/2024 10:03:00 AM,25,Norway

Other Attended,
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
4790000000,03/15/2024 02:20:00 PM,03/15/2024 02:21:00 PM,1,Norway
4790000001,03/15/2024 02:20:00 PM,03/15/2024 02:21:00 PM,1,Norway
"""
)


def test_panelists_and_telephones_of_a_webinar_are_told_with_how_many_they_are():
    export = read_export(WEBINAR.encode(), "attendee_81234567890.csv")
    assert len(export.rows) == 4
    found = told(export, "report_parts").iloc[0]
    assert found["severity"] == "check"
    assert "«Panelist Details» (1 linje), «Other Attended» (2 linjer)" in found["message"]
    assert told(export, "report_hosts")["severity"].iloc[0] == "tip"


def test_a_panelist_who_is_among_the_participants_is_not_told():
    panel = WEBINAR.replace("Ida Foredrag,ida@bodo.kommune.no", "Kari Nordmann,kari@bodo.kommune.no")
    message = told(read_export(panel.encode(), "attendee.csv"), "report_parts")["message"].iloc[0]
    assert "Panelist" not in message


def test_what_zoom_does_not_know_is_no_unreadable_date():
    report = ZOOM.replace("03/12/2024 09:00:00 AM,approved", "NA,NA")
    assert told(read_export(report.encode(), "attendee.csv"), "date_unread").empty

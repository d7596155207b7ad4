"""Reports of meetings of other systems and languages, known by their shape, and who of them counts."""

import pytest
from make_files import text

from loaders import read_export


def read_lines(*lines, name="rapport.csv"):
    return read_export("\n".join(lines).encode("utf-16"), name)


@pytest.mark.parametrize(
    ("headers", "organiser", "participant", "unit"),
    [
        (
            "Fullständigt namn\tAnslutningstid\tLämnade\tVaraktighet\tE-post\tRoll",
            "Organisatör",
            "Deltagare",
            "2 tim 44 min",
        ),
        (
            "Name\tErster Beitritt\tLetztes Verlassen\tBesprechungsdauer\tE-Mail\tRolle",
            "Organisator",
            "Teilnehmer",
            "2 Std. 44 Min.",
        ),
        ("Fulde navn\tTilslutning\tAfgang\tVarighed\tMail\tRolle", "Arrangør", "Deltager", "2 t 44 min"),
        (
            "Koko nimi\tLiittymisaika\tPoistumisaika\tKesto\tSähköposti\tRooli",
            "Järjestäjä",
            "Osallistuja",
            "2 h 44 min",
        ),
        ("Navn\tFørste tilkobling\tSiste utgang\tVarighet\tE-post\tRolle", "Arrangør", "Foredragsholder", "2 t 44 min"),
    ],
)
def test_a_report_is_known_by_two_times_and_a_duration_and_its_organiser_does_not_count(
    headers, organiser, participant, unit
):
    times = f"2024-03-15 09:01:31\t2024-03-15 11:45:31\t{unit}"
    export = read_lines(
        headers,
        f"Siri Vert\t{times}\tsiri@eks.example\t{organiser}",
        f"Tone Moe\t{times}\ttone@asker.kommune.no\t{participant}",
    )
    assert export.kind == "attendance"
    assert list(export.rows["why_not"]) == ["Arrangør", ""]
    assert list(export.rows["email"]) == ["siri@eks.example", "tone@asker.kommune.no"]
    assert list(export.rows["minutes"]) == [164, 164]


ZOOM = [
    ["Name (original name)", "Email", "Total duration (minutes)", "Guest"],
    ["Tone Moe", "tone@asker.kommune.no", 210, "Yes"],
    ["Per Eg", "per@bodo.kommune.no", 45, "Yes"],
]
MEET = [
    ["First name", "Last name", "Email", "Duration", "Time joined", "Time exited"],
    ["Tone", "Moe", "tone@asker.kommune.no", "3 hr 59 min", "9:30 AM", "1:29 PM"],
    ["Per", "Eg", "per@bodo.kommune.no", "45 min", "9:31 AM", "10:16 AM"],
]
USAGE = [
    [
        "Topic",
        "User Name",
        "User Email",
        "Start Time",
        "End Time",
        "Name (Original Name)",
        "User Email",
        "Join Time",
        "Leave Time",
    ],
    *(
        [
            "Samling",
            "Vert",
            "vert@eks.example",
            "03/15/2024 09:20:00 AM",
            "03/15/2024 01:30:00 PM",
            name,
            address,
            joined,
            left,
        ]
        for name, address, joined, left in (
            ("Tone Moe", "tone@asker.kommune.no", "03/15/2024 09:31:00 AM", "03/15/2024 01:00:00 PM"),
            ("Per Eg", "per@bodo.kommune.no", "03/15/2024 09:32:00 AM", "03/15/2024 01:01:00 PM"),
        )
    ),
]
WEBEX = [
    [
        "Meeting Start Time",
        "Meeting End Time",
        "Display Name",
        "Attendee Email",
        "Join Time",
        "Leave Time",
        "Attendance Duration",
    ],
    *(
        [
            "2024-03-15 09:00:00",
            "2024-03-15 13:30:00",
            name,
            address,
            f"2024-03-15 09:3{n}:00",
            "2024-03-15 13:00:00",
            "200 mins",
        ]
        for n, (name, address) in enumerate((("Tone Moe", "tone@asker.kommune.no"), ("Per Eg", "per@bodo.kommune.no")))
    ),
]


@pytest.mark.parametrize(
    ("rows", "name"),
    [(ZOOM, "participants_812.csv"), (MEET, "Attendance report - Samling.csv"), (USAGE, "x.csv"), (WEBEX, "x.csv")],
    ids=["Zoom", "Meet", "Zoom usage", "Webex"],
)
def test_the_reports_of_other_systems_are_attendance_of_the_participants(rows, name):
    export = read_export(text(rows, sign=","), name)
    assert export.kind == "attendance"
    assert list(export.rows["email"]) == ["tone@asker.kommune.no", "per@bodo.kommune.no"]
    assert list(export.rows["municipality_numbers"]) == [("3203",), ("1804",)]
    assert export.rows["counts"].all()


@pytest.mark.parametrize("title", ["Påmelding.csv", "Svar.csv"])
def test_a_survey_with_a_start_an_end_and_a_duration_is_no_meeting(title):
    headers = ["StartDate", "EndDate", "Progress", "Duration (in seconds)", "ResponseId", "RecipientEmail", "Kommune"]
    row = ["2024-03-11 09:00:12", "2024-03-11 09:04:12", 100, 240, "R_1", "tuva@eks.example", "Bodø"]
    export = read_export(text([headers, row], sign=","), title)
    assert (export.kind, len(export.rows["submitted_at"].dropna())) == ("registrations", 1)


def people(*names):
    lines = [f"{name}\t15.03.2024 09:3{n}\t15.03.2024 13:00\t3 t\tpost@bodo.kommune.no" for n, name in enumerate(names)]
    return read_lines("Navn\tFørste tilkobling\tSiste utgang\tVarighet\tE-post", *lines)


def test_one_address_with_several_peoples_names_is_several_people_and_is_told():
    export = people("Tone Eksempel", "Per Eksempel", "Ida Eksempel")
    assert export.summary["counting"] == 3
    told = export.findings[export.findings["code"] == "several_names"].iloc[0]
    assert (told["severity"], told["column"], told["cells"]) == ("check", "Navn", ("A2", "A3", "A4"))


@pytest.mark.parametrize("other", ["Tone", "Eksempel, Tone", "Tone Eksempel (External)", "Tone E. Eksempel"])
def test_one_address_with_two_spellings_of_a_name_is_one_person(other):
    export = people("Tone Eksempel", other)
    assert export.summary["counting"] == 1
    assert "several_names" not in set(export.findings["code"])


ZOOM_2024 = (
    "Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,"
    "Join Time,Leave Time,Time in Session (minutes),Is Guest"
)


def test_who_was_registered_for_a_webinar_and_did_not_come_does_not_count():
    lines = [
        f"{came},{name},{name},Moe,{name}@asker.kommune.no,,03/10/2024 09:00:00 AM,{state},{times}"
        for name, came, state, times in (
            ("Tone", "Yes", "approved", "03/15/2024 09:30:00 AM,03/15/2024 10:30:00 AM,60,Yes"),
            ("Per", "No", "approved", "--,--,--,--"),
            ("Ida", "No", "cancelled by self", "--,--,--,--"),
        )
    ]
    export = read_export("\n".join([ZOOM_2024, *lines]).encode(), "attendee_1.csv")
    assert list(export.rows["why_not"]) == ["", "Møtte ikke", "Møtte ikke"]


@pytest.mark.parametrize("state", ["Approval Status", "Registration Status"])
def test_a_webinars_report_of_who_signed_up_is_registrations(state):
    rows = [
        ["Tone", "Moe", "tone@asker.kommune.no", "3/10/2024, 9:00:00 AM", "approved"],
        ["Per", "Eg", "per@bodo.kommune.no", "3/13/2024, 9:00:00 AM", "canceled"],
    ]
    content = text([["First Name", "Last Name", "Email", "Registration Time", state], *rows], sign=",")
    export = read_export(content, "RegistrationReport.csv")
    assert (export.kind, list(export.rows["why_not"])) == ("registrations", ["", "Avmeldt"])


def test_a_status_of_who_came_is_attendance_where_the_name_says_so():
    rows = [["Tone Moe", "Bodø", "Møtt"], ["Per Eg", "Asker", "Ikke møtt"], ["Ida Berg", "Lom", "Meldt forfall"]]
    content = text([["Navn", "Kommune", "Status"], *rows])
    assert list(read_export(content, "Oppmøte.csv").rows["why_not"]) == ["", "Møtte ikke", "Møtte ikke"]
    assert read_export(content, "Liste.csv").kind == "registrations"


def test_two_times_without_a_duration_are_no_meeting():
    rows = [[n, f"2024-03-1{n} 09:00", f"2024-03-1{n} 09:10", f"p{n}@eks.example", "Tone Moe", "Bodø"] for n in (1, 2)]
    headers = ["ID", "Starttid", "Slutförandetid", "E-post", "Namn", "Kommun"]
    assert read_export(text([headers, *rows]), "Svar.csv").kind == "registrations"


@pytest.mark.parametrize(
    ("filename", "questions"), [("Oppmøteliste.csv", ["ask_kind"]), ("Påmelding med oppmøte.csv", [])]
)
def test_a_list_that_is_called_attendance_and_has_nothing_of_it_is_asked_about(filename, questions):
    rows = [["Navn", "E-post", "Kommune", "Armbånd"], ["Tone Eksempel", "t@eks.example", "Bodø", "Ja"]]
    export = read_export(text([*rows, ["Per Eksempel", "p@eks.example", "Asker", "Nei"]]), filename)
    assert [question.code for question in export.questions] == questions


@pytest.mark.parametrize(
    ("header", "yes", "no"), [("Närvaro", "Ja", "Nej"), ("Fremmødt", "x", ""), ("Skannet", "Ja", "Nei")]
)
def test_who_came_is_heard_in_swedish_and_danish_words(header, yes, no):
    rows = [["Navn", "E-post", "Kommune", header], ["Tone Eksempel", "t@eks.example", "Bodø", yes]]
    export = read_export(text([*rows, ["Per Eksempel", "p@eks.example", "Asker", no]]), "Oppmøteliste.csv")
    assert (export.kind, list(export.rows["counts"])) == ("attendance", [True, False])

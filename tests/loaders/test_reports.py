"""What the report of a file says: its title, its sums, where each finding is, and long headers cut."""

import pytest
from three_people import LISTED, PEOPLE, changed, read

from loaders import ExportError
from loaders.findings import Findings
from loaders.read_file import title_of
from loaders.report import describe, write_counts, write_places, write_report, write_sums
from loaders.sandbox.open_file import stem_of
from loaders.table.file_questions import say_days
from loaders.table.structure import listed


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("Påmelding(1-34).xlsx", "Påmelding"),
        ("Påmelding (2).xlsx", "Påmelding"),
        ("Påmelding - Kopi.csv", "Påmelding"),
        ("Møte - Attendance report 3-15-24.csv", "Møte"),
        ("Påmelding – med feil.xlsx", "Påmelding"),
        ("(1).csv", "(1)"),
        ("C:\\x\\Søknad.csv", "Søknad"),
    ],
)
def test_a_title_is_the_file_s_name_without_what_a_download_adds(filename, title):
    assert title_of(filename) == title
    assert stem_of("mappe/" + filename.replace("\\", "/")).startswith(title[:3])


def test_the_sums_of_a_file_add_up():
    export = read(
        [*LISTED, "Status", "Antall"], [*PEOPLE[0], "", 2], [*PEOPLE[1], "Avmeldt", 3], ["", "", "Et notat", "", "", ""]
    )
    assert export.summary == {"rows": 2, "counting": 1, "not_counting": {"Avmeldt": 1}, "persons": 1, "notes": 1}
    written = write_sums(export.summary)
    assert written == "2 rader = 1 som teller + 1 avmeldt. 1 person. 1 linje er ikke svar."
    assert write_sums({**export.summary, "notes": 0, "rows": 1, "persons": 2}).endswith("2 personer.")


def test_the_report_says_where_each_finding_is_and_counts_the_places():
    export = read(
        [*LISTED, "Farge"], [*PEOPLE[0], "blå"], [*changed(1, 3, "Herøy"), ""], [*changed(2, 3, "Atlantis"), ""]
    )
    report = write_report("Påmelding.csv", export)
    assert "Kommune funnet for 1 rad, tvil om 1, ingen for 1, Longyearbyen 0." in report
    assert "  E1  Farge → (ikke brukt)" in report
    assert "D3 Kommune: «Herøy» kan være flere kommuner." in report
    facts = describe("Påmelding.csv", export)
    assert (facts["municipalities"], facts["kind"]) == ({"exact": 1, "ambiguous": 1, "none": 1}, "registrations")
    assert "Funn: 0 må rettes, 0 å se på, 1 tips" in write_report("x.csv", read(LISTED, *PEOPLE))
    assert "error" in describe("x.csv", ExportError("Tom."))


def test_a_report_counts_what_there_is_none_of_as_none():
    assert write_counts(Findings().table()) == "0 må rettes, 0 å se på, 0 tips"
    rows = read(LISTED, *PEOPLE).rows
    assert write_places(rows[:0]) == "Kommune funnet for 0 rader, tvil om 0, ingen for 0, Longyearbyen 0."
    assert write_places(rows[:1].assign(match="svalbard")).endswith("Longyearbyen 1.")


def test_headers_and_lists_of_them_are_cut():
    assert listed(["a"] * 30).endswith("«a»") and listed(["a"] * 31).endswith("«a» og 1 til")


def test_long_headers_are_cut_in_the_report_and_where_columns_are_joined():
    long = "Kommune " + "x" * 60
    export = read(["Navn", long, "Farge"], ["Tuva Moe", "Atlantis", "blå"])
    report = write_report("x.csv", export)
    assert f"  B1  {long[:60]} → Kommune\n" in report
    assert f"B2 {long[:40]}: " in report
    joined = read(
        ["Navn", long, "Sted"], ["Tuva Moe", "Bodø", "Lom"], mapping={long: "municipality", "Sted": "municipality"}
    )
    reasons = joined.columns.set_index("column")["reason"]
    assert f"«{long[:40]}»" in reasons["Sted"] and "«Sted»" in reasons[long]


def test_what_runs_seldom_is_said_and_read_all_the_same():
    assert write_report("x.csv", ExportError("Filen er tom.")) == "x.csv\n  Kan ikke leses: Filen er tom.\n"
    undated = read(["Navn", "E-post", "Kommune", "Påmeldt dato"], ["Tuva Moe", "t@eks.example", "Bodø", ""])
    assert say_days(undated.rows) == "Ingen rader har dato"
    assert say_days(read(LISTED, *PEOPLE).rows) == "Fra 11.03.2024 til 13.03.2024"
    export = read(
        ["Name", "Participant ID (UPN)", "Join Time", "Leave Time"], ["Tuva", "T@eks.example", "09:00", "10:00"]
    )
    assert export.rows["email"].tolist() == ["t@eks.example"]

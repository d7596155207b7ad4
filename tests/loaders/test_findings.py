"""A fault is reported once, at its exact cell, as the file calls its column, without personal data."""

import re
from datetime import datetime

import pytest
from make_files import ENGLISH, answer, forms, text

from loaders import read_export
from loaders.findings import Findings, place_in_sheet
from loaders.report import write_report
from loaders.rows.common import quoted

SENT = datetime(2024, 3, 11, 9)


def seeded(place, value, *, questions=("Hvilken kommune?", "Fylke", "Antall deltakere", "Status")):
    """A Forms file of twenty good rows with one cell changed; `place` is (row of Excel, column)."""
    rows = [
        [
            *answer(n, sent=datetime(2024, 3, 11, 9, n), email=f"{n}@example.no", name=f"Navn {n}"),
            "Bodø",
            "Nordland",
            1,
            "Påmeldt",
        ]
        for n in range(1, 21)
    ]
    row, column = place
    rows[row - 2][column] = value
    return read_export(forms([*ENGLISH, *questions], rows), "Påmelding(1-20).xlsx")


@pytest.mark.parametrize(
    ("column", "value", "cell", "word"),
    [
        (5, "Bodoe by the sea", "F17", "ikke kjent som kommune"),
        (5, "Atlantis", "F17", "ikke kjent som kommune"),
        (2, "i går kveld", "C17", "kan ikke leses"),
        (2, datetime(2204, 3, 11), "C17", "kan ikke stemme"),
        (3, "kari@@example", "D17", "e-postadresse"),
        (3, "kari(at)example.no", "D17", "e-postadresse"),
        (4, "", "E17", "navn"),
        (7, "mange", "H17", "helt tall"),
        (8, "Lilla", "I17", "ukjent"),
        (0, "", "A17", "ingen ID"),
    ],
)
def test_a_seeded_fault_is_reported_at_its_cell(column, value, cell, word):
    findings = seeded((17, column), value).findings
    found = findings[findings["cell"] == cell]
    assert len(found) >= 1, findings
    assert any(word in message for message in found["message"])
    assert set(found["sheet"]) == {"Sheet1"}
    assert all(found["remedy"].str.endswith((".", "?")))


def test_a_file_without_faults_has_no_checks():
    assert "check" not in set(seeded((2, 5), "Bodø").findings["severity"])


def test_an_ambiguous_name_is_asked_with_its_candidates():
    export = seeded((9, 5), "Herøy", questions=("Hvilken kommune?", "Farge", "Antall deltakere", "Status"))
    found = export.findings[export.findings["cell"] == "F9"].iloc[0]
    assert found["severity"] == "check"
    assert found["column"] == "Hvilken kommune?"
    assert "Herøy (1515)" in found["remedy"]
    assert "Herøy (1818)" in found["remedy"]
    row = export.rows[export.rows["source_row"] == 9].iloc[0]
    assert (row["match"], row["municipality_numbers"]) == ("ambiguous", ())
    assert set(row["candidates"]) == {"1515", "1818"}


def test_a_misspelt_municipality_that_stands_alone_is_placed_with_its_reason():
    row = seeded((5, 5), "Lillestrøøm").rows.iloc[3]
    assert row["municipality_numbers"] in ((), ("3205",))
    assert row["match_reason"]


def test_the_same_fault_is_one_finding_with_its_cells():
    rows = [[str(n), "11.03.2024", f"{n}@example.no", "Atlantis"] for n in range(8)]
    export = read_export(text([["ID", "Innsendt", "E-post", "Kommune"], *rows]), "Påmelding.csv")
    found = export.findings[export.findings["message"].str.contains("Atlantis")]
    assert len(found) == 1
    assert found["cells"].iloc[0] == tuple(f"D{n}" for n in range(2, 10))
    assert found["count"].iloc[0] == 8
    assert "(8 celler: D2, D3, D4, D5, D6 og 3 til)" in found["message"].iloc[0]


def test_findings_come_with_the_gravest_first():
    rows = [["Navn", "Innsendt"], ["Kari", "i går"]]
    severities = list(read_export(text(rows), "Påmelding.csv", kind="registrations").findings["severity"])
    assert severities == sorted(severities, key=["stop", "check", "tip"].index)
    assert severities[0] == "stop"


def test_a_number_in_the_row_settles_an_ambiguous_name_and_a_contradiction_is_asked():
    rows = [["Kommune", "Kommunenummer"], ["Herøy", "1818"], ["Bodø", "3203"], ["Bodø", "1804"]]
    export = read_export(text(rows), "x.csv")
    assert list(export.rows["municipality_numbers"]) == [("1818",), (), ("1804",)]
    assert export.rows["match"].iloc[1] == "ambiguous"
    assert "A3" in set(export.findings["cell"])


def test_an_address_of_another_municipality_is_a_tip():
    export = read_export(text([["Kommune", "E-post"], ["Bodø", "kari@asker.kommune.no"]]), "x.csv")
    assert export.rows["municipality_numbers"].iloc[0] == ("1804",)
    found = export.findings[export.findings["cell"] == "B2"].iloc[0]
    assert (found["severity"], found["column"]) == ("tip", "E-post")


def test_where_the_row_names_no_municipality_the_address_or_the_workplace_says_it():
    rows = [
        ["Kommune", "Arbeidssted", "E-post"],
        ["", "Bodø kulturskole", "a@example.no"],
        ["", "", "b@asker.kommune.no"],
        ["", "", "c@example.no"],
    ]
    export = read_export(text(rows), "x.csv")
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("3203",), ()]
    assert export.rows["match"].iloc[1] == "email"
    assert list(export.rows["settle_text"]) == ["bodø kulturskole", "asker.kommune.no", "example.no"]


def test_no_finding_holds_a_name_or_an_address():
    rows = [
        ["1", "i går", "kari.nordmann@@example.no", "Kari Nordmann", "kari.nordmann@example.no"],
        ["2", "i dag", "kari.nordmann@example.no", "Kari Nordmann", "Atlantis"],
        ["3", "i dag", "kari.nordmann@example.no", "Ola Hansen", "Atlantis"],
    ]
    findings = read_export(text([["ID", "Innsendt", "E-post", "Navn", "Kommune"], *rows]), "Påmelding.csv").findings
    told = " ".join(findings["message"]) + " ".join(findings["remedy"])
    assert "nordmann" not in told.casefold()
    assert "@" not in told


def test_cells_are_counted_from_where_the_table_stands_in_the_sheet():
    export = read_export(
        forms(["", "", "Tittel"], [[], ["", "", "Kommune", "Innsendt", "Navn"], ["", "", "Atlantis", SENT, "Kari"]]),
        "Påmelding.xlsx",
    )
    assert list(export.rows["source_row"]) == [4]
    assert "C4" in set(export.findings["cell"])
    assert export.columns.set_index("field")["cell"]["municipality"] == "C3"


def test_a_doubt_is_told_for_what_it_is():
    county, year, several = (
        seeded((9, 5), value, questions=("Kommune", "Farge", "Antall deltakere", "Status"))
        for value in ("Trøndelag", "2024", "Nes")
    )
    told = [found.findings.set_index("cell").loc["F9"] for found in (county, year, several)]
    assert told[0]["message"] == "«Trøndelag» er et fylke, ikke en kommune."
    assert told[1]["message"] == "«2024» kan være et årstall og ikke et kommunenummer."
    assert told[2]["remedy"] == "Velg Nes eller Nesbyen, i dashbordet eller i filen."


def test_the_cells_of_a_finding_are_in_the_order_of_the_sheet():
    findings = Findings("Ark1")
    for cell in ("AA3", "A10", "Z3", "B9"):
        findings.add("check", "Noe.", code="something", cells=[cell])
    assert findings.table()["cells"].iloc[0] == ("Z3", "AA3", "B9", "A10")
    assert findings.table()["cell"].iloc[0] == "Z3"


@pytest.mark.parametrize(("rows", "said"), [(1, "Kommune funnet for 1 rad,"), (2, "Kommune funnet for 2 rader,")])
def test_the_report_says_one_row_and_several_rows(rows, said):
    lines = [[str(n), "11.03.2024", f"{n}@example.no", "Bodø"] for n in range(rows)]
    export = read_export(text([["ID", "Innsendt", "E-post", "Kommune"], *lines]), "Påmelding.csv")
    assert said in write_report("Påmelding.csv", export)


def test_no_remedy_on_a_terminal_says_here():
    export = read_export(text([["ID", "E-post", "Kommune"], ["1", "a@example.no", "Herøy"]]), "Påmelding.csv")
    assert not re.search(r"\bher\b", write_report("Påmelding.csv", export))


@pytest.mark.parametrize(
    ("header", "text_in_cell"), [("Status", "Tone Eksempel"), ("Kommune", "Ring tone@eks.example")]
)
def test_no_finding_names_a_person_or_an_address_of_the_file(header, text_in_cell):
    row = {"Navn": "Per Eg", "E-post": "per@eks.example", "Kommune": "Lom", "Status": "Påmeldt"} | {
        header: text_in_cell
    }
    export = read_export(text([list(row), list(row.values())]), "Påmelding.csv", mapping={"Kommune": "municipality"})
    assert not export.findings["message"].str.contains("Tone|@").any()
    assert len(export.findings[export.findings["column"] == header]) == 1


def test_people_under_the_header_of_a_municipality_are_not_named():
    rows = [[f"{name} Eksempel", f"{n}@eks.example"] for n, name in enumerate(("Tone", "Per", "Ida", "Liv"))]
    export = read_export(text([["Kommune", "E-post"], *rows]), "Påmelding.csv", mapping={"Kommune": "municipality"})
    assert not export.findings["message"].str.contains("Eksempel").any()


def test_every_finding_has_a_code():
    assert (seeded((17, 5), "Atlantis").findings["code"].str.fullmatch("[a-z][a-z_0-9]+")).all()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (1, "Feil."),
        (2, "Feil (2 celler: A1, A2)."),
        (5, "Feil (5 celler: A1, A2, A3, A4, A5)."),
        (6, "Feil (6 celler: A1, A2, A3, A4, A5 og 1 til)."),
    ],
)
def test_a_finding_names_five_cells_and_counts_the_others(number, message):
    findings = Findings("Ark1")
    findings.add("check", "Feil.", code="x", cells=[f"A{n}" for n in range(number, 0, -1)])
    table = findings.table()
    assert (table["message"].iloc[0], table["count"].iloc[0], table["cell"].iloc[0]) == (message, number, "A1")


def test_the_same_finding_is_told_once_and_one_without_a_cell_is_counted():
    findings = Findings()
    for severity in ("tip", "check", "check", "stop"):
        findings.add(severity, "Feil.", code="x")
    assert list(zip(findings.table()["severity"], findings.table()["count"], strict=True)) == [
        ("stop", 1),
        ("check", 2),
        ("tip", 1),
    ]


def test_a_finding_told_twice_counts_the_cells_of_both():
    findings = Findings()
    for cells in (["A1", "A2"], ["A3"]):
        findings.add("check", "Feil.", code="x", cells=cells)
    assert findings.table()["count"].tolist() == [3]


def test_cells_are_put_in_the_order_of_reading():
    assert sorted(["A10", "AA3", "B9", "Z3", ""], key=place_in_sheet) == ["", "Z3", "AA3", "B9", "A10"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Avmeldt av Kari", "«Avmeldt av …»"),
        ("Grønn", "«Grønn»"),
        ("grønn Farge", "«grønn …»"),
        ("grønn (farge)", "«grønn (farge)»"),
        ("ring 9000", "«ring 9000»"),
        ("ring 90000", "«ring …»"),
        ("a b c d e f g h i j k l m n o p q r s t u v w x y z", "«a b c d e f g h i j k l m n o p q r s t »"),
        ("grønn" + " Abcdefghij" * 4 + " abcdefghijk", "«grønn … … … … abcdefghij»"),
        ("Kari Lie", "i cellen"),
        ("Kari lie", "«Kari lie»"),
        ("kari@eks.example", "i cellen"),
    ],
)
def test_a_text_is_shown_without_people_addresses_and_telephones(text, shown):
    assert quoted(text) == shown

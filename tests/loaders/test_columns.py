"""Which column holds what, what the user chose, and what a file must have."""

from datetime import datetime

import pytest
from make_files import ENGLISH, answer, forms, text
from three_people import LISTED, PEOPLE, cells, read

from loaders import read_export, read_file
from loaders.sandbox.open_file import read_sheets
from loaders.table.evidence import AGREE
from loaders.table.fields import CONSEQUENCE, FIELDS, LABELS, field_labels
from loaders.table.headers import GENERAL, WHOLE, header_weight, headers_key, plain_header, readings_of


def fields(headers, rows=(), name="liste.csv", **how):
    rows = rows or [["x" if header != "E-post" else "kari@example.no" for header in headers]]
    columns = read_export(text([headers, *rows]), name, **how).columns
    return dict(zip(columns["column"], columns["field"], strict=True))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_name_points_to_its_own_field_or_is_told_apart_by_its_values(field):
    for name in field.exact:
        readings = readings_of(name, [])
        assert header_weight(field.name, readings) in (WHOLE, GENERAL), name
        for other in FIELDS:
            if other is field or not set(other.kinds) & set(field.kinds) or name not in other.exact:
                continue
            by_values = {field.name, other.name} <= {"participant", *AGREE, "meeting_role", "role"}
            by_values |= bool({field.name, other.name} & CONSEQUENCE)
            one_follows_another = {field.name, other.name} <= {"moment", "submitted_at", "joined_at", "started_at"}
            assert by_values or one_follows_another, (name, other.name)


def test_the_labels_are_told_apart():
    for kind in ("registrations", "applications", "attendance"):
        labels = field_labels(kind)
        assert len(set(labels.values())) == len(labels)
    assert set(LABELS) >= set(field_labels("registrations"))


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("  Hvilken\u00a0KOMMUNE* \n", "hvilken kommune"),
        ("3. Kommune:", "kommune"),
        ("E\u2011post?", "e‐post"),
        ("2) Navn", "navn"),
    ],
)
def test_headers_are_compared_without_case_spaces_and_signs(header, plain):
    assert plain_header(header).replace("‑", "‐") == plain


def test_the_specific_stands_before_the_general():
    found = fields(
        ["Kommunenummer", "Kommune", "Kontaktperson e-post", "E-post", "Kontaktperson", "Motivasjon"],
        [["1804", "Bodø", "a@example.no", "b@example.no", "Kari", "Vi vil"]],
        name="Søknad.csv",
    )
    assert list(found.values()) == [
        "municipality_number",
        "municipality",
        "contact_email",
        "email",
        "contact_person",
        "motivation",
    ]


def test_each_column_says_how_it_was_recognised():
    columns = read_export(
        text([["Kommune", "E-post (jobb)", "Din stilling i dag", "Farge"], ["Bodø", "a@example.no", "Rektor", "blå"]]),
        "liste.csv",
    ).columns
    assert list(columns["how"]) == ["exact", "prefix", "prefix", ""]
    assert list(columns["cell"]) == ["A1", "B1", "C1", "D1"]


def test_a_choice_of_the_user_overrules_what_was_recognised():
    rows = [["Asker", "Bodø", "Rektor"]]
    found = fields(["Kommune", "Sted", "Stilling"], rows, mapping={"Sted": "municipality"})
    assert found == {"Kommune": "", "Sted": "municipality", "Stilling": "role"}
    export = read_export(text([["Kommune", "Sted"], ["Asker", "Bodø"]]), "x.csv", mapping={"Sted": "municipality"})
    assert list(export.rows["municipality_numbers"]) == [("1804",)]
    assert list(export.columns["how"]) == ["", "chosen"]


def test_a_column_can_be_set_aside():
    assert fields(["Kommune", "Stilling"], mapping={"Stilling": ""}) == {"Kommune": "municipality", "Stilling": ""}


def test_a_remembered_choice_is_told_when_it_is_used():
    content = text([["Sted", "Navn"], ["Bodø", "Kari"]])
    export = read_export(content, "x.csv", recall=lambda key: (None, {"Sted": "municipality"}))
    assert list(export.columns["how"]) == ["saved", "exact"]
    assert "tidligere fil" in " ".join(export.findings["message"])


def test_a_file_is_opened_once_also_where_a_choice_is_remembered(monkeypatch):
    opened = []
    monkeypatch.setattr(read_file, "read_sheets", lambda *given: opened.append(given) or read_sheets(*given))
    content = text([["Sted", "Navn"], ["Bodø", "Kari"]])
    assert read_export(content, "x.csv", recall=lambda key: (None, {"Sted": "municipality"})).rows["counts"].all()
    assert len(opened) == 1


def test_a_row_of_headers_that_was_chosen_is_remembered_under_the_headers_that_were_found():
    lines = [
        ["Navn", "E-post", "Kommune"],
        ["Fornavn Etternavn", "Adresse", "Sted"],
        ["Kari", "kari@eks.example", "Bodø"],
    ]
    found = read_export(text(lines), "Påmelding.csv")
    asked = []

    def recall(key):
        asked.append(key)
        return None, {"(overskriftsrad)": "2", "Sted": "municipality"}

    chosen = read_export(text(lines), "Påmelding.csv", recall=recall)
    assert list(chosen.columns["column"]) == lines[1]
    assert asked == [found.headers_key] == [chosen.headers_key]


def test_the_key_of_the_headers_is_the_same_for_the_next_download():
    assert headers_key(["ID", "Kommune*"]) == headers_key(["id ", "kommune"])
    assert headers_key(["ID", "Kommune"]) != headers_key(["ID", "Fylke"])
    assert headers_key(["ID", "Kommune", "Feil"]) == headers_key(["ID", "Kommune"])


@pytest.mark.parametrize("kind", ["registrations", "applications"])
def test_without_a_municipality_workplace_or_address_the_file_is_stopped_with_its_columns_listed(kind):
    export = read_export(text([["Navn", "Innsendt", "Farge"], ["Kari", "11.03.2024", "blå"]]), "x.csv", kind=kind)
    stop = export.findings[export.findings["severity"] == "stop"].iloc[0]
    assert "kolonnene «Navn», «Innsendt», «Farge»" in stop["message"]
    assert stop["cell"] == "A1"
    assert stop["remedy"]


def test_attendance_needs_a_name_or_an_address():
    export = read_export(
        text([["Kommune", "Join Time", "Leave Time"], ["Bodø", "15.03.2024 09:30", "15.03.2024 10:30"]]), "x.csv"
    )
    assert export.kind == "attendance"
    assert export.findings["severity"].iloc[0] == "stop"


@pytest.mark.parametrize("header", ["Kommune", "Kulturskole", "E-post"])
def test_one_necessary_column_is_enough(header):
    export = read_export(text([[header, "Innsendt"], ["kari@bodo.kommune.no", "11.03.2024"]]), "x.csv")
    assert "stop" not in set(export.findings["severity"])


def test_a_missing_optional_column_is_a_tip():
    export = read_export(text([["Kommune", "Innsendt"], ["Bodø", "11.03.2024"]]), "x.csv")
    tips = export.findings.loc[export.findings["severity"] == "tip", "message"]
    assert any("«E-post»" in tip and "«Stilling»" in tip for tip in tips)


def test_a_header_without_answers_is_an_export_of_no_rows():
    export = read_export(forms([*ENGLISH, "Kommune"], []), "Påmelding.xlsx")
    assert len(export.rows) == 0
    assert export.summary["rows"] == 0
    assert "ingen svar" in " ".join(export.findings["message"])
    assert str(export.rows["submitted_at"].dtype) == "datetime64[us, Europe/Oslo]"


@pytest.mark.parametrize(
    ("questions", "name", "kind"),
    [
        (["Kommune", "Motivasjon", "Er søknaden forankret politisk?"], "Skjema.xlsx", "applications"),
        (["Kommune"], "Søknad om plass(1-3).xlsx", "applications"),
        (["Kommune", "Antall deltakere"], "Skjema.xlsx", "registrations"),
        (["Kommune", "Kontaktperson"], "Påmelding til oppstart.xlsx", "registrations"),
        (["Kva kommune søkjer?", "Samarbeidskommunar", "Grunngjeving"], "Svar.xlsx", "applications"),
    ],
)
def test_the_kind_is_told_from_columns_and_name_with_its_reason(questions, name, kind):

    rows = [[*answer(1, sent=datetime(2024, 4, 1, 9)), "Bodø", *["x"] * (len(questions) - 1)]]
    export = read_export(forms([*ENGLISH, *questions], rows), name)
    assert export.kind == kind
    assert export.kind_reason.startswith("Lest som")
    assert export.kind_reason.endswith(".")


def test_the_user_can_say_what_the_file_holds():
    export = read_export(text([["Kommune", "Navn"], ["Bodø", "Kari"]]), "x.csv", kind="attendance")
    assert export.kind == "attendance"
    assert "Du har valgt" in export.kind_reason


def test_a_file_of_no_kind_that_is_known_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="not a kind"):
        read(LISTED, *PEOPLE, kind="annet")


@pytest.mark.parametrize(
    ("recalled", "told", "kind"),
    [
        ((None, {}), False, "registrations"),
        ((None, {"Kommune": ""}), True, "registrations"),
        (("applications", {}), True, "applications"),
    ],
)
def test_what_was_chosen_for_an_earlier_file_is_used_and_told(recalled, told, kind):
    export = read(LISTED, *PEOPLE, recall=lambda key: recalled)
    assert (export.kind, bool(cells(export, "mapping_remembered"))) == (kind, told)
    assert not cells(read(LISTED, *PEOPLE, kind=kind, recall=lambda key: (kind, {})), "mapping_remembered")

"""Exports of the systems that take registrations: who is counted, from where, and when."""

import make_files
import pandas as pd

from loaders import read_export


def read(rows, name="deltakere.csv", **how):
    return read_export(make_files.text(rows, **how), name)


def days(export):
    return [f"{moment:%d.%m.%Y %H:%M}" if pd.notna(moment) else "" for moment in export.rows["submitted_at"]]


def test_letsreg_is_read():
    export = read(make_files.LETSREG)
    assert export.kind == "registrations"
    assert list(export.rows["name"]) == ["Kari Nordmann", "Ola Hansen"]
    assert list(export.rows["role"]) == ["Rektor", "Rådgiver"]
    assert list(export.rows["submission_id"]) == ["1", "2"]


def test_a_file_without_a_time_counts_its_rows_as_undated_and_says_so():
    export = read(make_files.LETSREG)
    assert export.rows["submitted_at"].isna().all()
    assert export.rows["counts"].all()
    assert "uten dato" in " ".join(export.findings.loc[export.findings["severity"] == "check", "message"])


def test_the_participant_counts_and_not_the_one_who_ordered():
    export = read(make_files.CHECKIN)
    assert list(export.rows["name"]) == ["Kari Nordmann", "Ola Hansen", "Per Perzen", "Eva Evensen"]
    assert list(export.rows["why_not"]) == ["", "Avmeldt", "Venteliste", ""]
    assert export.summary["not_counting"] == {"Avmeldt": 1, "Venteliste": 1}


def test_a_time_with_its_zone_is_moved_to_oslo():
    rows = [*make_files.CHECKIN[:1], ["a1", "", "Kari", "kari@example.no", "Bodø", "Expected", "2024-06-11T23:30:00Z"]]
    assert days(read(rows)) == ["12.06.2024 01:30"]


def test_date_and_time_in_two_columns_are_joined():
    assert days(read(make_files.ISONEN)) == ["11.03.2024 14:30", "12.03.2024 08:05"]


def test_a_wordpress_form_with_its_mark_and_states_is_read():
    export = read(make_files.WORDPRESS, encoding="utf-8-sig")
    assert export.rows["organisation"].iloc[0] == "Bodø kulturskole"
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("3203",)]
    assert list(export.rows["why_not"]) == ["", "Avmeldt"]


def test_eventbrite_is_read():
    export = read(make_files.EVENTBRITE, sign=",")
    assert export.kind == "registrations"
    assert list(export.rows["persons"]) == [2, 1]
    assert list(export.rows["why_not"]) == ["", "Avmeldt"]
    assert days(export) == ["11.03.2024 14:30", "12.03.2024 08:05"]


def test_old_workbooks_and_opendocument_are_read_with_their_times():
    from datetime import datetime

    rows = [
        ["Id", "Påmeldt dato", "Navn", "E-post", "Kommune"],
        [1, datetime(2024, 3, 11, 14, 30), "Kari Nordmann", "kari@example.no", "Bodø"],
    ]
    for content, name in ((make_files.xls(rows), "liste.xls"), (make_files.ods(rows), "liste.ods")):
        export = read_export(content, name)
        assert days(export) == ["11.03.2024 14:30"]
        assert list(export.rows["submission_id"]) == ["1"]
        assert export.sheet == "Ark1"


def test_the_names_of_a_format_do_not_matter_but_its_bytes_do():
    export = read_export(make_files.xls([["Kommune", "Navn"], ["Bodø", "Kari"]]), "liste.xlsx")
    assert list(export.rows["municipality_text"]) == ["Bodø"]


def test_columns_in_nynorsk_are_recognised():
    export = read(
        [
            ["Namn", "E-post", "Kva kommune arbeider du i?", "Kulturskule", "Tal på deltakarar", "Innsendt"],
            ["Kari", "kari@example.no", "Gloppen", "Gloppen kulturskule", "2", "11.03.2024"],
        ]
    )
    row = export.rows.iloc[0]
    assert (row["name"], row["municipality_text"], row["organisation"], row["persons"]) == (
        "Kari",
        "Gloppen",
        "Gloppen kulturskule",
        2,
    )

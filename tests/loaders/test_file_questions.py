"""What is asked about a file as a whole, with what each answer gives, and how the answer ends the question."""

from datetime import datetime

import pytest
from make_files import forms, text
from small_exports import workbook

from loaders import read_export


def read_days(*written, **how):
    rows = [[str(n), day, f"{n}@example.no", "Bodø"] for n, day in enumerate(written, 1)]
    return read_export(text([["ID", "Innsendt", "E-post", "Kommune"], *rows]), "Påmelding.csv", **how)


def question(export, code):
    return next((one for one in export.questions if one.code == code), None)


def test_the_order_of_day_and_month_is_asked_with_the_days_each_answer_gives():
    asked = question(read_days("3/4/2024", "3/5/2024"), "dates_unclear")
    assert asked.samples == ("3/4/2024", "3/5/2024")
    assert [(answer.label, dict(answer.mapping), answer.effect) for answer in asked.answers] == [
        ("Dag først", {"(datoer)": "day"}, "Fra 03.04.2024 til 03.05.2024"),
        ("Måned først", {"(datoer)": "month"}, "Fra 04.03.2024 til 05.03.2024"),
    ]


def test_a_question_has_the_cell_of_the_finding_that_tells_it():
    export = read_days("3/4/2024", "3/5/2024")
    told = export.findings[export.findings["code"] == "dates_unclear"].iloc[0]
    assert question(export, "dates_unclear").cell == told["cell"] == "B2"


@pytest.mark.parametrize("answer", [0, 1])
def test_an_answer_ends_the_question_and_gives_what_it_said(answer):
    asked = question(read_days("3/4/2024", "3/5/2024"), "dates_unclear").answers[answer]
    export = read_days("3/4/2024", "3/5/2024", mapping=asked.mapping)
    assert export.questions == ()
    assert f"Fra {export.rows['submitted_at'].min():%d.%m.%Y}" in asked.effect


def test_nothing_is_asked_about_dates_that_are_clear():
    assert read_days("13/4/2024", "3/5/2024").questions == ()


def test_dates_that_may_be_turned_are_asked_about():
    days = [datetime(2024, 5, 4), datetime(2024, 8, 4), "15/04/2024"]
    rows = [[n, day, f"{n}@example.no", "Bodø"] for n, day in enumerate(days, 1)]
    content = forms(["ID", "Innsendt", "E-post", "Kommune"], rows)
    asked = question(read_export(content, "Påmelding.xlsx"), "dates_turned")
    assert [answer.effect for answer in asked.answers] == [
        "Fra 05.04.2024 til 15.04.2024",
        "Fra 15.04.2024 til 04.08.2024",
    ]
    assert (asked.cell, asked.samples) == ("B2", ("04.05.2024", "04.08.2024"))
    answered = read_export(content, "Påmelding.xlsx", mapping=asked.answers[0].mapping)
    assert answered.questions == ()


def sheets(**named):
    return workbook({name: [["Navn", "E-post", "Kommune", "Påmeldt dato"], *rows] for name, rows in named.items()})


KARI, OLA = ["Kari", "a@example.no", "Bodø", "11.03.2024"], ["Ola", "b@example.no", "Asker", "12.03.2024"]


def test_sheets_with_the_same_headers_are_asked_about_and_the_chosen_one_is_read():
    content = sheets(Mars=[KARI], April=[OLA])
    asked = question(read_export(content, "Påmelding.xlsx"), "sheet_alike")
    assert {dict(answer.mapping)["(ark)"] for answer in asked.answers} == {"Mars", "April"}
    assert {answer.effect for answer in asked.answers} == {"1 rad leses, de andre ikke"}
    for answer in asked.answers:
        export = read_export(content, "Påmelding.xlsx", mapping=answer.mapping)
        assert (export.questions, export.sheet) == ((), dict(answer.mapping)["(ark)"])


def test_a_sheet_with_copies_is_not_asked_about():
    assert read_export(sheets(Mars=[KARI, OLA], Kopi=[KARI]), "Påmelding.xlsx").questions == ()

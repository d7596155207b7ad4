"""A spreadsheet of scores: any order of columns, and each fault with its cell."""

import io

import pytest
from openpyxl import Workbook

from domain.criteria import Criterion
from loaders import ExportError, read_scores, template_headers

CRITERIA = (Criterion("need", "Behov"), Criterion("plan", "Plan", low=0, high=10))
KNOWN = {"1": ("form", "1"), "2": ("form", "2")}
LABELS = {"1": "Bodø", "2": "Alta og Loppa"}
HEAD = ["Søknads-ID", "Kommune", "Vurdert av", "Behov", "Plan", "Begrunnelse"]


def workbook(*rows, above=0):
    book = Workbook()
    for _ in range(above):
        book.active.append(["Vurdering av søknader"])
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(*rows, above=0):
    return read_scores(workbook(*rows, above=above), "poeng.xlsx", CRITERIA, KNOWN, LABELS)


def told(scores):
    """(severity, code, cells) of each finding."""
    found = scores.findings
    return [tuple(row) for row in found[["severity", "code", "cells"]].itertuples(index=False)]


def test_the_scores_are_read_with_the_columns_in_any_order_below_a_title():
    scores = read(
        ["Plan", "vurdert av", "BEGRUNNELSE", "søknads-id", "Behov"],
        [7.5, "Anne", "Godt", 1, 4],
        ["3,5", "Bjørn", None, "2", 1],
        above=3,
    )
    assert told(scores) == []
    assert scores.rows.values.tolist() == [
        ["form", "1", "Anne", {"need": 4.0, "plan": 7.5}, "Godt"],
        ["form", "2", "Bjørn", {"need": 1.0, "plan": 3.5}, ""],
    ]


def test_the_template_is_read_with_its_own_headers():
    assert read(template_headers(CRITERIA), [1, "Bodø", "Anne", 4, 7, None]).rows["scores"].tolist() == [
        {"need": 4.0, "plan": 7.0}
    ]
    assert template_headers(CRITERIA) == HEAD


@pytest.mark.parametrize(("score", "stopped"), [(0, True), (1, False), (5, False), (6, True), ("godt", True)])
def test_a_score_outside_the_scale_or_no_number_is_told_with_its_cell(score, stopped):
    scores = read(HEAD, [1, "Bodø", "Anne", 3, 7, ""], [2, "Alta og Loppa", "Anne", score, 7, ""])
    assert told(scores) == ([("stop", "score", ("D3",))] if stopped else [])
    assert scores.is_stopped is stopped


def test_a_score_that_is_stopped_says_whether_it_is_no_number_or_off_the_scale():
    scores = read(HEAD, [1, "Bodø", "Anne", "godt", 7, ""], [2, "Alta og Loppa", "Anne", 6, 11, ""])
    assert scores.findings["message"].tolist() == [
        "«godt» er ikke et tall for «Behov».",
        "6 er utenfor skalaen 1–5 for «Behov».",
        "11 er utenfor skalaen 0–10 for «Plan».",
    ]
    assert scores.findings["column"].tolist() == ["Behov", "Behov", "Plan"]


def test_an_unknown_application_is_told_with_its_cell():
    for number, message in (
        (3, "Søknaden «3» finnes ikke i runden."),
        (None, "Raden har poeng, men ingen søknads-ID."),
    ):
        scores = read(HEAD, [number, "", "Anne", 3, 7, ""])
        assert told(scores) == [("stop", "application_unknown", ("A2",))]
        assert scores.findings["message"].tolist() == [message]


def test_an_assessor_twice_is_told_with_its_cell_and_two_assessors_are_not():
    scores = read(HEAD, [1, "", "Anne", 3, 7, ""], [1, "", "Bjørn", 3, 7, ""], [1, "", "anne ", 4, 7, ""])
    assert told(scores) == [("stop", "assessor_twice", ("C4",))]
    assert "A2" in scores.findings.iloc[0]["message"]


def test_scores_without_an_assessor_stop_and_rows_without_scores_are_passed_over():
    scores = read(HEAD, [1, "Bodø", None, 3, 7, ""], [2, "Alta og Loppa", None, None, None, ""])
    assert told(scores) == [("stop", "assessor_missing", ("C2",))]
    assert scores.empty == 1 and scores.rows.empty


def test_ids_that_have_slipped_beside_the_municipalities_are_told():
    assert told(read(HEAD, [2, "Bodø", "Anne", 3, 7, ""])) == [("check", "place_differs", ("B2",))]
    assert told(read(HEAD, [2, "alta og loppa", "Anne", 3, 7, ""])) == []


def test_columns_that_are_missing_twice_or_no_criterion_are_told():
    scores = read(["Søknads-ID", "Vurdert av", "Behov", "Behov", "Inntrykk"], [1, "Anne", 3, 4, 5])
    assert sorted(told(scores)) == [
        ("check", "column_unknown", ("E1",)),
        ("stop", "column_missing", ("A1",)),
        ("stop", "column_twice", ("D1",)),
    ]


def test_a_file_without_such_a_table_is_refused():
    with pytest.raises(ExportError, match="Søknads-ID"):
        read(["Navn", "Kommune"], ["Kari", "Bodø"])


def test_of_several_lines_of_headers_the_first_of_those_that_know_most_columns_is_used():
    assert read(["Søknads-ID", "Vurdert av", "Behov"], HEAD, [1, "", "Anne", 3, 7, ""]).rows.shape[0] == 1
    repeated = read(HEAD, HEAD, [1, "", "Anne", 3, 7, ""])
    assert [cell for _, _, cells in told(repeated) for cell in cells] == ["D2", "E2", "A2"]


@pytest.mark.parametrize(("above", "found"), [(29, True), (30, False)])
def test_headers_stand_among_the_first_thirty_lines(above, found):
    lines = "x\n" * above + "Søknads-ID;Vurdert av;Nytte\nA1;Kari;3\n"
    criteria = [Criterion("n", "Nytte", "", 1, 1, 5)]
    if found:
        assert len(read_scores(lines.encode(), "poeng.csv", criteria, {"A1": ("f", "1")}, {}).rows) == 1
    else:
        with pytest.raises(ExportError):
            read_scores(lines.encode(), "poeng.csv", criteria, {"A1": ("f", "1")}, {})

"""Rangering: what is missing is said, the template holds every application, and the ranking is that of the scores."""

import io

import pytest
from openpyxl import load_workbook

import store
from frame import reads
from frame.parts import selection_reads
from frame.parts.ranking import ranking_table
from frame.parts.scores import template
from frame.pieces.files import write_xlsx
from loaders import read_scores
from tests.pages.conftest import text_of
from tests.selection_round import ROUND, adopt_applications, save_criteria, scores_workbook, sheet_of


@pytest.fixture
def scored(engine):
    save_criteria(engine)
    adopt_applications(engine, 12)
    ranked = selection_reads.ranking(ROUND, reads.change_id()[0], reads.rounds(reads.change_id()[0])[ROUND].last_day)
    ids = {str(key[1]): key for key in zip(ranked["source"], ranked["submission_id"], strict=True)}
    criteria = reads.rounds(reads.change_id()[0])[ROUND].criteria
    found = read_scores(scores_workbook(12), "poeng.xlsx", criteria, ids, {})
    assert found.findings.empty
    store.add_assessments(engine, ROUND, found.rows, "test")
    return found.rows


def test_without_criteria_the_page_says_where_they_are_made(engine, open_page):
    adopt_applications(engine, 3)
    assert "ingen kriterier ennå" in text_of(open_page("ranking"))


def test_without_applications_the_page_says_where_they_come_from(open_page, empty_round):
    assert "last opp" in text_of(open_page("ranking", runde=empty_round)).lower()
    assert "egne søknader" in text_of(open_page("ranking"))


def test_the_ranking_is_that_of_the_scores(open_page, scored):
    app = open_page("ranking")
    assert "12 av 12 søknader" in text_of(app)
    ranked = selection_reads.ranking(*app.session_state["view"].edition, app.session_state["view"].as_of)
    assert app.dataframe[0].value["Søknad"].tolist() == ranking_table(ranked)["Søknad"].tolist()
    points = ranked["tenths"].tolist()
    assert points == sorted(points, reverse=True) and min(points) >= 0


def test_scores_that_are_taken_out_leave_the_ranking(open_page, scored, engine):
    app = open_page("ranking")
    next(button for button in app.button if (button.key or "").startswith("upload_")).click().run()
    assert not app.exception
    assert store.assessments(engine, ROUND).empty
    assert "12 av 12" not in text_of(app)


def test_one_whom_a_spreadsheet_names_is_the_one_who_signs_in(engine, open_page):
    save_criteria(engine)
    adopt_applications(engine, 1)
    for who, name in (("anne@example.no", "Anne Oppdiktet"), ("dag@example.no", "Dag Oppdiktet")):
        content = {"name": name, "numbers": [], "branches": []}
        store.save_paper(engine, ROUND, "assessor", who, content, "test", expected=0)
    file = scores_workbook(1, change=lambda rows: rows.__setitem__(slice(None), named(rows)))
    app = open_page("ranking")
    app.file_uploader[0].upload("poeng.xlsx", file).run()
    next(button for button in app.button if button.label == "Ta i bruk poengene").click().run()
    assert not app.exception
    assert set(store.assessments(engine, ROUND)["assessor"]) == {"anne@example.no", "dag@example.no", "En annen"}
    assert set(app.table[-1].value["Vurderer"]) == {"Anne Oppdiktet", "Dag Oppdiktet", "En annen"}


def named(rows):
    """The first row three times, by name in other letters, by address and by a name that nobody has entered."""
    return [[*rows[0][:-1], who] for who in ("anne oppdiktet", "Dag@example.no", "En annen")]


def test_a_filled_in_template_is_read_back_with_every_application(open_page, scored):
    view = open_page("ranking").session_state["view"]
    ranked = selection_reads.ranking(*view.edition, view.as_of)
    content = write_xlsx(template(view, ranked), view.about())
    lines = sheet_of(content, "Vurdering")
    head = next(place for place, line in enumerate(lines) if line[0] == "Søknads-ID")
    assert len(lines) - head - 1 == 12
    assert sorted(str(line[0]) for line in lines[head + 1 :]) == sorted(map(str, range(1, 13)))
    book = load_workbook(io.BytesIO(content))
    sheet = book["Vurdering"]
    for row in range(head + 2, head + 14):
        sheet.cell(row, 3).value = "Anne"
        for column in (4, 5, 6):
            sheet.cell(row, column).value = 3
    filled = io.BytesIO()
    book.save(filled)
    ids = {str(key[1]): key for key in zip(ranked["source"], ranked["submission_id"], strict=True)}
    labels = {str(row.submission_id): row.label for row in ranked.itertuples()}
    found = read_scores(filled.getvalue(), "mal.xlsx", view.round.criteria, ids, labels)
    assert found.findings.empty and len(found.rows) == 12

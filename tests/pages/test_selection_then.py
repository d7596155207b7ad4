"""The choice as it was known: drafts, ranking and decision of an earlier moment, and nothing to change there."""

import pytest

import store
from analysis.board import Draft, write_draft
from domain.clock import now, write_moment
from frame import reads
from frame.parts import selection_reads
from loaders import read_scores
from tests.pages.conftest import text_of
from tests.selection_round import ROUND, adopt_applications, save_criteria, scores_workbook

COUNT = 8
REASON = "Har hatt plass før"


def add_scores(engine, change=None):
    change_id, _ = reads.change_id()
    round_ = reads.rounds(change_id)[ROUND]
    ranked = selection_reads.ranking(ROUND, change_id, round_.last_day)
    ids = {str(key[1]): key for key in zip(ranked["source"], ranked["submission_id"], strict=True)}
    found = read_scores(scores_workbook(COUNT, change=change), "poeng.xlsx", round_.criteria, ids, {})
    store.add_assessments(engine, ROUND, found.rows, "test")


@pytest.fixture
def then(engine):
    """The moment when a draft had given the place to the application with fewest points; it was changed after it."""
    save_criteria(engine)
    adopt_applications(engine, COUNT)
    add_scores(engine)
    change_id, _ = reads.change_id()
    ranked = selection_reads.ranking(ROUND, change_id, reads.rounds(change_id)[ROUND].last_day)
    keys = list(zip(ranked["source"], ranked["submission_id"], strict=True))
    first = Draft(1, frozenset({keys[-1]}), (), {keys[0]: REASON})
    paper = store.save_paper(engine, ROUND, "draft", "Utkast", write_draft(first), "test", expected=0)
    moment = now()
    changed = Draft(1, frozenset({keys[0]}), ())
    store.save_paper(engine, ROUND, "draft", "Utkast", write_draft(changed), "test", expected=paper.id)
    store.save_paper(engine, ROUND, "draft", "Senere", write_draft(changed), "test", expected=0)
    add_scores(engine, lambda rows: [row.__setitem__(slice(1, 4), [5, 5, 5]) for row in rows])
    return write_moment(moment)


def placed(app):
    board = app.dataframe[0].value
    return board[board["Får"] == "Plass"]["Rang"].tolist()


def test_the_board_is_that_of_the_moment_and_has_nothing_to_press(open_page, then):
    app = open_page("selection", visst=then)
    assert placed(app) == ["8"]
    assert "Tallene står slik de var kjent" in text_of(app)
    assert f"{2 * COUNT} vurderinger skrevet eller endret" in text_of(app)
    [passed_over] = [table.value for table in app.table if "Begrunnelse" in table.value]
    assert passed_over["Begrunnelse"].iloc[0] == REASON
    assert [button.label for button in app.button] == ["Se dagens tall"]
    assert not app.number_input and not app.text_area
    assert drafts_offered(app) == ["Utkast"]
    app = open_page("selection")
    assert set(drafts_offered(app)) == {"Utkast", "Senere"} and placed(app) == ["1 (likt)"]
    assert {"Lag utkastet", "Legg til regelen", "Ja, fjern utkastet"} <= {button.label for button in app.button}


def drafts_offered(app):
    return next(box.options for box in app.selectbox if box.label == "Utkast")


def test_the_ranking_is_that_of_the_moment_without_files(open_page, then):
    before = open_page("ranking", visst=then)
    assert not before.get("file_uploader") and not [one for one in before.button if one.label == "Ja, ta ut poengene"]
    table, today = before.dataframe[0].value, open_page("ranking").dataframe[0].value
    assert set(today["Poeng"]) == {"100,0"} and set(table["Poeng"]) != {"100,0"}
    assert table["Vurderinger"].tolist() == [2] * COUNT

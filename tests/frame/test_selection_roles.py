"""Who sees what of the choice: management and advisers see ranks and balance, no points, no assessor, no button."""

import pandas as pd
import pytest
import streamlit as st
from visitors import texts, visit

import store
from analysis.board import Draft, write_draft
from frame.door import sign_in
from tests.menu import APP, open_at
from tests.selection_round import ROUND, adopt_applications, save_criteria

REASON = "Hemmelig grunn"


@pytest.fixture(autouse=True)
def scored(monkeypatch, tmp_path):
    """Three applications with scores, and a draft that passes one over."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'dashboard.sqlite'}")
    monkeypatch.delenv("AUTH_MODE", raising=False)
    monkeypatch.setattr(sign_in, "_started_as", None)
    st.cache_resource.clear()
    engine = store.connect()
    save_criteria(engine)
    source = adopt_applications(engine, 3).source
    scored = [(source, str(n), "Anne Oppdiktet", {"need": n, "plan": n, "team": n}, "Hemmelig") for n in (1, 2, 3)]
    columns = ["source", "submission_id", "assessor", "scores", "comment"]
    store.add_assessments(engine, ROUND, pd.DataFrame(scored, columns=columns), "test")
    draft = Draft(1, frozenset({(source, "1")}), (), {(source, "3"): REASON})
    store.save_paper(engine, ROUND, "draft", "Utkast", write_draft(draft), "test", expected=0)
    yield
    engine.dispose()
    st.cache_resource.clear()


def opened(role):
    test = visit(APP, role, ["alle"])
    open_at(test, "selection")
    return test.run()


@pytest.mark.parametrize("role", ["leder", "rådgiver"])
def test_others_than_administrators_see_ranks_and_balance_only(role):
    test = opened(role)
    assert not test.exception
    assert "1 av 1 plass er gitt" in texts(test)
    [board] = [table.value for table in test.dataframe]
    assert list(board.columns) == ["Rang", "Søknad", "Får", "Fylkesavdeling"]
    everything = texts(test) + " ".join(str(table.value) for table in [*test.dataframe, *test.table])
    assert not any(word in everything for word in ("poeng", "Poeng", "Anne", REASON, "Hemmelig"))
    assert not {"Flytt", "Lag utkastet", "Fjern utkastet"} & {button.label for button in test.button}


def test_an_administrator_sees_points_and_reasons():
    test = opened("administrator")
    assert "Poeng" in test.dataframe[0].value.columns
    assert REASON in [field.value for field in test.text_input]

"""Assessments and papers: the last holds, what is taken out gives back what was before, and all goes with the round."""

from datetime import UTC, datetime

import pandas as pd
import pytest

import store


def scored(*facts):
    rows = [("form", str(of), who, scores, "") for of, who, scores in facts]
    return pd.DataFrame(rows, columns=["source", "submission_id", "assessor", "scores", "comment"])


def in_force(engine, **options):
    found = store.assessments(engine, "2024", **options)
    return {(row.submission_id, row.assessor): row.scores for row in found.itertuples()}


def test_the_last_scores_of_an_assessor_hold_and_the_earlier_come_back(engine):
    store.add_assessments(engine, "2024", scored((1, "Anne", {"k": 3.0}), (2, "Anne", {"k": 4.0})), "kari")
    before = datetime.now(UTC)
    later = store.add_assessments(engine, "2024", scored((1, "anne", {"k": 5.0}), (1, "Bo", {"k": 1.0})), "ola")
    assert in_force(engine) == {("2", "Anne"): {"k": 4.0}, ("1", "anne"): {"k": 5.0}, ("1", "Bo"): {"k": 1.0}}
    assert in_force(engine, known_at=before) == {("1", "Anne"): {"k": 3.0}, ("2", "Anne"): {"k": 4.0}}
    assert store.score_uploads(engine, "2024")[["rows", "made_by"]].values.tolist() == [[2, "ola"], [2, "kari"]]
    store.remove_upload(engine, "2024", later, "ola")
    assert in_force(engine) == {("1", "Anne"): {"k": 3.0}, ("2", "Anne"): {"k": 4.0}}
    assert len(store.score_uploads(engine, "2024")) == 1
    with pytest.raises(store.StoreMissing):
        store.remove_upload(engine, "2024", later, "ola")


def test_a_paper_saved_over_anothers_is_refused_and_theirs_is_handed_over(engine):
    first = store.save_paper(engine, "2024", "draft", "Første  utkast", {"chosen": [1]}, "kari", expected=0)
    assert (first.name, first.content) == ("Første utkast", {"chosen": [1]})
    second = store.save_paper(engine, "2024", "draft", "Første utkast", {"chosen": [2]}, "kari", expected=first.id)
    with pytest.raises(store.StoreConflict) as conflict:
        store.save_paper(engine, "2024", "draft", "Første utkast", {"chosen": [3]}, "ola", expected=first.id)
    assert conflict.value.theirs == second
    with pytest.raises(store.StoreConflict):
        store.remove_paper(engine, "2024", "draft", "Første utkast", "ola", expected=first.id)
    assert [paper.content for paper in store.papers(engine, "2024", "draft")] == [{"chosen": [2]}]
    assert [paper.content for paper in store.papers(engine, "2024", "draft", known_at=first.saved_at)] == [
        {"chosen": [1]}
    ]
    store.remove_paper(engine, "2024", "draft", "Første utkast", "kari", expected=second.id)
    assert store.papers(engine, "2024", "draft") == []
    with pytest.raises(store.StoreMissing):
        store.remove_paper(engine, "2024", "draft", "Første utkast", "kari", expected=second.id)


@pytest.mark.parametrize(
    ("name", "taken"), [("", False), ("  ", False), ("a", True), ("a" * 200, True), ("a" * 201, False)]
)
def test_a_paper_needs_a_name_of_sensible_length(engine, name, taken):
    if taken:
        assert store.save_paper(engine, "2024", "draft", name, {}, "kari", expected=0).id
        return
    with pytest.raises(store.StoreRefused):
        store.save_paper(engine, "2024", "draft", name, {}, "kari", expected=0)


def test_assessments_and_papers_are_personal_data_of_their_round_and_go_with_it(engine, tmp_path):
    store.add_assessments(engine, "2024", scored((1, "Anne", {"k": 3.0})), "kari")
    store.save_paper(engine, "2024", "draft", "Utkast", {}, "kari", expected=0)
    store.save_paper(engine, store.EVERY_ROUND, "language", "4601", {"language": "nn"}, "kari", expected=0)
    store.export_files(engine, tmp_path / "out")
    store.export_files(engine, tmp_path / "out")  # over what is there already
    assert "Anne" in (tmp_path / "out" / "assessments.json").read_text("utf-8")
    assert "Utkast" in (tmp_path / "out" / "papers.json").read_text("utf-8")
    assert store.has_personal_data(engine, "2024")
    store.delete_personal_data(engine, "2024", "kari")
    assert not store.has_personal_data(engine, "2024")
    assert store.assessments(engine, "2024").empty and store.papers(engine, "2024", "draft") == []
    assert len(store.papers(engine, store.EVERY_ROUND, "language")) == 1
    acts = store.read_log(engine)["act"].tolist()
    assert acts == ["delete", "letters", "choose", "assess"]


@pytest.mark.parametrize(
    ("criterion", "problem"),
    [
        ({"key": "k", "name": "Behov", "weight": 1, "low": 1, "high": 2}, ""),
        ({"key": "k", "name": " ", "weight": 1, "low": 1, "high": 5}, "navn"),
        ({"key": "k", "name": "a" * 81, "weight": 1, "low": 1, "high": 5}, "for langt"),
        ({"key": "k", "name": "Behov", "weight": 0, "low": 1, "high": 5}, "Vekten"),
        ({"key": "k", "name": "Behov", "weight": 101, "low": 1, "high": 5}, "Vekten"),
        ({"key": "k", "name": "Behov", "weight": "3,5", "low": 1, "high": 5}, "Vekten"),
        ({"key": "k", "name": "Behov", "weight": 1, "low": 5, "high": 5}, "Skalaen"),
        ({"key": "k", "name": "Behov", "weight": 1, "low": None, "high": 5}, "Skalaen"),
        ({"key": "k", "name": "plan", "weight": 1, "low": 1, "high": 5}, "To kriterier"),
        ({"key": "k", "name": "begrunnelse", "weight": 1, "low": 1, "high": 5}, "noe annet"),
        ({"key": "k", "name": "Begrunnelsen", "weight": 1, "low": 1, "high": 5}, ""),
    ],
)
def test_a_criterion_needs_a_name_of_its_own_a_weight_and_a_scale(criterion, problem):
    values = {"id": "2024", "title": "Runden", "criteria": [criterion]}
    values["criteria"] += [{"key": "p", "name": "Plan", "weight": 1, "low": 1, "high": 5}]
    found = store.check_settings(values)
    assert (problem in found["criteria"]) if problem else (found == {})


def test_criteria_that_are_no_list_of_tables_are_refused():
    assert "criteria" in store.check_settings({"id": "2024", "title": "Runden", "criteria": "Behov"})

"""Points, ranks and ties, scores apart, mild and strict assessors, and the balance of a choice."""

from fractions import Fraction

import pandas as pd
import pytest

from analysis.balance import EARLIER_LABELS, count_balance, count_people, describe_places, group_applications
from analysis.ranking import describe_assessors, find_disagreements, rank_applications
from domain.criteria import Criterion, points_of, tenths
from tests.analysis.tables import ALTA, ASKER, BODO, GILDESKAL, NARVIK, ROUND

NEED = Criterion("k1", "Behov", weight=2)
PLAN = Criterion("k2", "Plan", low=0, high=10)


def applications(*numbers, counts=True):
    rows = [
        {
            "source": "s",
            "submission_id": str(place),
            "numbers": own,
            "label": "",
            "branch": "Nordland",
            "state": "received",
            "counts": counts,
        }
        for place, own in enumerate(numbers, 1)
    ]
    return pd.DataFrame(rows)


def scored(*facts):
    """(submission_id, assessor, score on the only criterion, 1–5)."""
    rows = [("s", str(of), who, {"k1": score}) for of, who, score in facts]
    return pd.DataFrame(rows, columns=["source", "submission_id", "assessor", "scores"])


def test_scores_on_different_scales_are_weighed_by_their_place_on_the_scale():
    assert points_of([NEED, PLAN], {"k1": 5, "k2": 0}) == Fraction(200, 3)
    assert points_of([NEED, PLAN], {"k1": 1, "k2": 10}) == Fraction(100, 3)
    assert (points_of([NEED, PLAN], {"k1": 5}), points_of([], {})) == (None, None)


@pytest.mark.parametrize(("points", "whole"), [("12.34", 123), ("12.35", 124), ("0", 0), ("100", 1000)])
def test_points_are_shown_and_ranked_in_tenths(points, whole):
    assert tenths(Fraction(points)) == whole


@pytest.mark.parametrize(("score", "on_it"), [(0.9, False), (1, True), (5, True), (5.1, False)])
def test_a_score_is_on_the_scale_with_both_its_ends(score, on_it):
    assert NEED.holds(score) is on_it


def test_equal_points_share_a_rank_and_those_without_an_assessment_have_none():
    table = rank_applications(
        applications((BODO,), (NARVIK,), (ALTA, ASKER), (GILDESKAL,)),
        scored((1, "a", 4), (1, "b", 2), (2, "a", 3), (3, "a", 2), (3, "b", 2)),
        [NEED],
    )
    assert table["label"].tolist() == ["Bodø", "Narvik", "Alta og Asker", "Gildeskål"]
    assert table["rank"].tolist() == [1, 1, 3, 0] and table["tied"].tolist() == [True, True, False, False]
    assert table[["tenths", "lowest", "highest", "assessments"]].values.tolist() == [
        [500, 250, 750, 2],
        [500, 500, 500, 1],
        [250, 250, 250, 2],
        [-1, -1, -1, 0],
    ]


def test_of_equal_points_the_names_and_then_the_numbers_are_in_order():
    scores = scored(*((place, "a", 3) for place in range(1, 5)))
    table = rank_applications(applications((NARVIK,), (BODO,), (NARVIK,), (BODO,)), scores, [NEED])
    assert table["submission_id"].tolist() == ["2", "4", "1", "3"]


def test_an_assessment_that_lacks_a_score_is_not_in_the_ranking_and_neither_is_one_that_does_not_count():
    half = scored((1, "a", 4))
    assert rank_applications(applications((BODO,)), half, [NEED, PLAN])["assessments"].tolist() == [0]
    assert rank_applications(applications((BODO,), counts=False), half, [NEED]).empty


@pytest.mark.parametrize(("scores", "found"), [((1, 2.5), 0), ((1, 3), 1), ((1, 3, 5), 1), ((3,), 0)])
def test_scores_two_steps_apart_are_talked_over(scores, found):
    told = find_disagreements(scored(*((1, str(who), score) for who, score in enumerate(scores))), [NEED])
    assert len(told) == found
    assert not found or told.iloc[0]["apart"] == max(scores) - min(scores)


def test_a_mild_assessor_lies_above_the_others_of_the_same_applications():
    table = describe_assessors(scored((1, "a", 5), (1, "b", 3), (2, "a", 4), (2, "b", 3), (3, "c", 1)), [NEED])
    milder = dict(zip(table["assessor"], table["milder"], strict=True))
    assert (milder["a"], milder["b"]) == (37.5, -37.5) and pd.isna(milder["c"])


def test_the_balance_counts_each_municipality_once_beside_the_applicants_and_the_country():
    known = describe_places(ROUND, {BODO})
    table = count_balance(known, "branch", [BODO, NARVIK, BODO], [BODO, NARVIK, ALTA]).set_index("label")
    assert table.loc["Nordland"].tolist() == [2, 2, 41]
    assert table.loc["Finnmark, Troms og Svalbard", "applicants"] == 1
    assert table["country"].sum() == 357
    alone = count_balance(known[known["number"] == BODO], "branch", [BODO], [])
    assert len(alone) == 10 and alone["country"].sum() == alone["chosen"].sum() == 1  # none in the nine others
    earlier = count_balance(known, "earlier", [BODO, NARVIK], [])
    assert earlier["label"].tolist() == list(EARLIER_LABELS) and earlier["chosen"].tolist() == [1, 1]


def test_children_and_inhabitants_are_those_of_the_municipalities():
    known = describe_places(ROUND, ())
    people = count_people(known, [BODO], [BODO, ALTA]).set_index("label")
    facts = known.set_index("number")
    assert people.loc["children", "chosen"] == facts.loc[BODO, "children"] > 0
    assert people.loc["children", "applicants"] == facts.loc[[BODO, ALTA], "children"].sum()
    assert people.loc["municipalities"].tolist() == [1, 2, 357]


def test_an_application_counts_in_the_groups_of_each_of_its_municipalities():
    [own] = group_applications(applications((BODO, ALTA)), describe_places(ROUND, {ALTA}))
    assert own["county"] == ("Nordland", "Finnmark")
    assert own["earlier"] == (EARLIER_LABELS[1], EARLIER_LABELS[0])

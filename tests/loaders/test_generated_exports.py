"""Exports drawn at random with a known truth: no number is wrong without a question, and few are asked about."""

from collections import Counter

import pytest

from tests.loaders.draw_answers import municipalities
from tests.loaders.generated_exports import draw, draw_many, judge

NUMBER, SEED = 30, 7
MOST_ASKED = 0.05


@pytest.fixture(scope="module")
def verdicts():
    return [(drawn, judge(drawn)) for drawn in draw_many(NUMBER, SEED)]


def test_no_number_is_wrong_without_a_question(verdicts):
    assert [(drawn.features, verdict.reason) for drawn, verdict in verdicts if verdict.outcome == "wrong"] == []


def test_few_of_them_are_asked_about(verdicts):
    asked = [(drawn.features, verdict.reason) for drawn, verdict in verdicts if verdict.outcome == "asked"]
    assert len(asked) <= MOST_ASKED * NUMBER, asked


def test_a_draw_is_the_same_for_the_same_seed_but_for_the_clock_in_workbooks():
    places = municipalities()
    one, other = draw(5, places), draw(5, places)
    assert (one.filename, one.counting, one.numbers, one.features) == (
        other.filename,
        other.counting,
        other.numbers,
        other.features,
    )
    assert one.numbers != draw(6, places).numbers


def test_every_kind_of_trouble_is_drawn():
    features = Counter(feature for drawn in draw_many(400, SEED) for feature in drawn.features)
    troubles = ("side table", "sum line", "headers again", "small table below", "merged orders", "hidden column")
    troubles += ("branches", "participants", "copy in a sheet", "Excel table", "lines above", "SurveyMonkey", "state")
    assert {trouble for trouble in troubles if features[trouble] < 3} == set()


def test_the_judge_sees_a_wrong_number():
    drawn = next(drawn for drawn in draw_many(50, SEED) if drawn.kind == "attendance")
    drawn.counting += 1
    assert judge(drawn).outcome == "wrong"

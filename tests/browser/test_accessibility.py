"""WCAG 2.1 A and AA on every page, in every state and theme."""

import itertools

import pytest
from tour import STATES, Stop, take_tour
from visiting import read_pages


@pytest.fixture(scope="module")
def stops(chromium, start_shared_app) -> list[Stop]:
    return take_tour(chromium, start_shared_app)


def test_nothing_breaks_a_rule_of_axe_and_no_label_of_a_chart_is_faint(stops):
    assert len([stop for stop in stops if stop.outline]) == len(read_pages()) * len(STATES)
    assert not {stop.name: stop.violations for stop in stops if stop.violations}


def test_headings_stand_in_order_under_the_one_heading_of_the_page(stops):
    for stop in stops:
        if stop.outline:
            levels = stop.outline["levels"]
            assert levels[0] == 1 and levels.count(1) == 1, stop.name
            assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), stop.name


def test_every_page_tells_its_language_and_its_name(stops):
    for stop in stops:
        if stop.outline:
            assert stop.outline["language"] == "nb"
            assert stop.outline["title"] == f"{stop.name.split(', ')[0]} – Fremtidens kulturskole"


def test_every_drawing_is_told_in_a_sentence(stops):
    told = {stop.name: stop.outline["drawings"] for stop in stops if stop.outline}
    assert sum(map(len, told.values())) > 10
    for name, sentences in told.items():
        assert all(len(sentence) > 20 and sentence.endswith(".") for sentence in sentences), name
        assert len(set(sentences)) == len(sentences), name


def test_nothing_scrolls_sideways_on_the_narrowest_telephone_with_text_spaced_out(stops):
    assert not {stop.name: stop.too_wide for stop in stops if stop.too_wide > 1}


def test_no_text_is_cut_when_it_is_twice_as_large_or_spaced_out(stops):
    assert not {stop.name: stop.cut for stop in stops if stop.cut}

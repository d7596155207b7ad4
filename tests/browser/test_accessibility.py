"""WCAG 2.1 A and AA, and bokmål, on every page, in every state and theme, as the one tour of them shows."""

import itertools
import re
from collections.abc import Iterator

import pytest
from steps import clear
from tour import ALWAYS_THE_SAME, EARLIER_ROUND, STATES, Stop, take_tour
from visiting import read_pages

import store

# Common words of interfaces that are not Norwegian words too (as «by», «for», «last», «start», «time» and «to» are).
ENGLISH = re.compile(
    r"\b(the|and|with|from|your|you|this|that|not|are|was|has|have|been|will|would|could|should|cannot|can't|don't|"
    r"upload|uploaded|uploading|browse|choose|chosen|select|selected|selection|search|file|files|drag|drop|limit|"
    r"loading|load|running|run|rerun|error|errors|failed|failure|success|download|view|show|hide|none|null|nan|nat|"
    r"true|false|empty|close|open|clear|remove|add|delete|edit|save|cancel|apply|submit|copy|copied|settings|menu|"
    r"theme|light|dark|page|pages|next|previous|back|first|more|less|any|other|rows|columns|column|row|ascending|"
    r"descending|pin|autosize|number|date|day|days|week|month|year|today|yesterday|name|email|end|size|enter|key|"
    r"keys|click|here|please|try|again|connection|connecting|lost|network|warning|help|fullscreen|reset|legend|"
    r"index|icon|value|values|option|options|available|required|invalid|input|field|value|sidebar|expand|collapse|"
    r"toolbar|header|link|heading|chart|map|table|january|february|march|may|june|july|october|december|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sep|"
    r"oct|nov|dec)\b",
    re.IGNORECASE,
)
# The headings of a form in English, as its file has them.
NAMES = {"Email", "Name", "Start time", "Completion time", "Jan Inge Øvredalsvingen"}  # the last is a person


@pytest.fixture(scope="module")
def stops(touring_page, shared_app) -> Iterator[list[Stop]]:
    engine = store.connect(shared_app.database_url)
    store.save_round(engine, EARLIER_ROUND, "lokal", expected=0)
    yield take_tour(touring_page, shared_app.url)
    clear(engine)
    engine.dispose()


def test_nothing_breaks_a_rule_of_axe_and_no_label_of_a_chart_is_faint(stops):
    seen = [stop for stop in stops if stop.outline]
    assert len(seen) == len(read_pages()) * len(STATES) - len(ALWAYS_THE_SAME) * (len(STATES) - 1)
    assert not {stop.name: stop.violations for stop in stops if stop.violations}


def test_headings_stand_in_order_under_the_one_heading_of_the_page(stops):
    for stop in stops:
        if stop.outline:
            for levels in (stop.outline["levels"], *stop.other_levels):
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


def test_no_english_word_is_read_or_heard(stops):
    found = {}
    for stop in stops:
        words = [text for text in stop.texts if text not in NAMES and ENGLISH.search(text)]
        if words:
            found[stop.name] = words
    assert sum(len(stop.texts) for stop in stops) > 2000
    assert not found


def test_dates_and_numbers_are_written_as_in_norway(stops):
    # The fields for a time of day on Innstillinger are the browser's own, with a colon.
    pages = [stop for stop in stops if stop.outline and not stop.name.startswith("Innstillinger")]
    text = "\n".join(text for stop in pages for text in stop.texts)
    assert not re.findall(r"\b\d+\.\d+ ?%", text), "a decimal point"
    assert not re.findall(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b", text), "an American date"
    assert not re.findall(r"\b\d{1,2}:\d{2}(?::\d{2})?\b", text), "a time with a colon"

"""What hovering tells, and that no text from outside gets into it."""

import re
from datetime import date

from map_status import AS_OF, build_status

from charts.map_choice import MapChoice
from charts.map_classes import classify
from charts.map_geometry import place_of
from charts.map_tooltip import build_tooltip, quote

EVIL = "<img src=x onerror=alert(1)>"
DATES = {"registered": date(2024, 3, 12), "attended": date(2024, 3, 15), "applied": date(2024, 5, 2)}


def told(status, number, measure="stage"):
    """The variables a municipality bears, as the browser would resolve them."""
    html = build_tooltip(status, classify(status, MapChoice(AS_OF, measure)))["html"]
    rules = re.findall(r"((?:\.m\d+,?)+)\{--(\w):\"([^\"]*)\"\}", html)
    return {name: text for places, name, text in rules if f".m{place_of(number)}" in places.split(",")}


def test_a_municipality_tells_its_stage_and_since_when():
    status = build_status({"4601": DATES})
    assert told(status, "4601") == {"v": "søkt", "d": "Søkt 02.05.2024"}


def test_a_municipality_without_contact_tells_only_that():
    html = build_tooltip(build_status(), classify(build_status(), MapChoice(AS_OF)))["html"]
    assert told(build_status(), "4601") == {}
    assert 'var(--v,"ikke påmeldt")' in html


def test_the_value_of_a_measure_is_told():
    status = build_status({"4601": DATES}, participants={"4601": 3})
    assert told(status, "4601", "participants")["v"] == "3"


def test_outside_the_filter_is_said():
    status = build_status({"4601": DATES})
    assert told(status[status["branch"] == "Rogaland"], "4601") == {"v": "utenfor utvalget"}


def test_municipalities_that_share_a_date_share_its_rule():
    status = build_status({"4601": DATES, "0301": DATES})
    html = build_tooltip(status, classify(status, MapChoice(AS_OF)))["html"]
    assert f'.m{place_of("0301")},.m{place_of("4601")}{{--d:"Søkt 02.05.2024"}}' in html


def test_no_text_of_the_status_table_enters_the_template():
    status = build_status({"4601": DATES})
    status[["name", "label", "county", "branch"]] = EVIL
    html = build_tooltip(status, classify(status, MapChoice(AS_OF)))["html"]
    assert "onerror" not in html
    assert re.findall(r"<(\w+)", html) == ["style", "div", "b", "br", "div", "div"]


def test_whatever_could_end_a_css_string_is_written_as_its_code():
    assert quote('"}</style><b>\\') == '"\\22 \\7d \\3c \\2f style\\3e \\3c b\\3e \\5c "'

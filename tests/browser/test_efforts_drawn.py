"""Twenty efforts with colliding days under every axis of days, as a browser draws them: no text covers another.

First the figures by themselves, then the pages of the running dashboard that show them.
"""

import json
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import plotly
import pytest
from playwright.sync_api import expect
from steps import LONGEST, height

import store
from analysis.sources import EFFORT_COLUMNS
from domain.efforts import EFFORT_KINDS, Effort
from frame.pieces import drawings
from tests.analysis.tables import BODO, notes, rows, situation

COLLIDING = [0, 0, 0, 1, 2, 2, 3, 5, 8, 8, 8, 8, 9, 10, 15, 20, 21, 21, 25, 28]
WIDTHS = (1136, 358)
"""The width of a chart in a window of 1440 pixels, and on a phone of 390."""
MEETINGS = """() => [...document.querySelectorAll('.js-plotly-plot')]
    .filter(chart => chart.checkVisibility()).map(chart => {
    const boxes = selector => [...chart.querySelectorAll(selector)].map(one => one.getBoundingClientRect());
    const ticks = boxes('.xtick text'), axis = Math.min(...ticks.map(one => one.top));
    const all = [...ticks, ...boxes('.annotation-text-g').filter(one => one.top > axis)];
    const meet = (a, b) => a.left < b.right - .5 && b.left < a.right - .5 && a.top < b.bottom - .5
        && b.top < a.bottom - .5;
    return [all.length - ticks.length, all.filter((a, at) => all.slice(0, at).some(b => meet(a, b))).length];
})"""


def efforts(days):
    return [
        Effort(date(2024, 4, 1) + timedelta(days=after), EFFORT_KINDS[at % 5], f"Nummer {at + 1}", id=at + 1)
        for at, after in enumerate(days)
    ]


def figures(days):
    made = efforts(days)
    table = pd.DataFrame([{name: getattr(one, name) for name in EFFORT_COLUMNS} for one in made])
    applied = rows(*({"on": f"2024-04-{day:02} 12:00", "of": BODO} for day in range(1, 29)))
    called = notes(("2024-04-03", BODO, "telefon"), ("2024-04-09", BODO, "møte"))
    found = situation("2024-05-02", applications=applied, efforts=table, notes=called)
    over_time = drawings.over_time(found, "applications", "day", "", False, True)
    return [one.figure.to_dict() for one in (over_time, drawings.target_curve(found, True))]


def test_twenty_efforts_are_drawn_apart_on_a_screen_and_on_a_phone(chromium, tmp_path):
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    drawn = [(figure, width) for figure in [*figures(COLLIDING), *figures([2, 9, 20])] for width in WIDTHS]
    places = "".join(f'<div id="g{at}" style="width:{width}px"></div>' for at, (_, width) in enumerate(drawn))
    data = json.dumps([figure for figure, _ in drawn], default=str)
    calls = f"{data}.forEach((one, at) => Plotly.newPlot('g' + at, one.data, one.layout))"
    head = f'<!doctype html><meta charset="utf-8"><script src="{script.as_uri()}"></script>'
    (tmp_path / "marks.html").write_text(f"{head}{places}<script>{calls}</script>", encoding="utf-8")
    page = chromium.new_page()
    page.goto((tmp_path / "marks.html").as_uri(), timeout=120_000)
    page.wait_for_function(f"document.querySelectorAll('.js-plotly-plot .xtitle, .xtick').length > {len(drawn)}")
    found = page.evaluate(MEETINGS)
    page.close()
    assert len(found) == len(drawn)
    assert all(marks >= 5 for marks, _ in found)  # two headings and at least three marks
    assert [meetings for _, meetings in found] == [0] * len(drawn)


@pytest.mark.parametrize("width", (1440, 390))
def test_twenty_efforts_are_drawn_apart_on_the_pages_of_the_dashboard(new_page, app, engine, width):
    for one in efforts(COLLIDING):
        store.add_effort(engine, "2024", one, "kari")
    page = new_page(viewport={"width": width, "height": 900})
    for address in ("tiltak?", "deltakelse?tall=S%C3%B8kerkommuner&", "framdrift?", "?"):
        page.goto(f"{app.url}/{address}runde=2024&dato=2024-05-02")
        expect(page.locator(".js-plotly-plot:visible .annotation-text-g").nth(len(EFFORT_KINDS))).to_be_visible()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        assert width < 1440 or height(page) <= LONGEST, address
        assert [meetings for _, meetings in page.evaluate(MEETINGS)] == [0] * page.locator(
            ".js-plotly-plot:visible"
        ).count()

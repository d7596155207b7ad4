"""What a window of 1440 × 900 shows at once in each phase, how long the pages are, and the cards on a telephone."""

import random
import re
from datetime import UTC, datetime

import pandas as pd
import pytest
from playwright.sync_api import expect
from steps import LONGEST, adopt_quietly, go_to, height, legend, open_page, registrations, settle

import store
from analysis.board import Draft, write_draft
from data import DATA
from tests.selection_round import ASSESSORS, COUNT, CRITERIA, PLACES, ROUND, adopt_applications, save_criteria

DAYS = {
    "2024-05-02": ("søknader er inne", ["Søknader", "Påmeldte kommuner", "Kommuner som deltok", "Påmeldte personer"]),
    "2024-06-01": ("plasser er tildelt", ["Søknader", "Tildelte plasser", "Bekreftede plasser", "Kommuner som deltok"]),
    "2024-09-01": (
        "påmeldt oppstarten",
        ["Tildelte plasser", "Bekreftede plasser", "Påmeldte til oppstart", "Klare for oppstart"],
    ),
}
CHANGING = ("Deltakelse", "Framdrift", "Oppfølging")
"""The pages that are longer or shorter from phase to phase, as Oversikt, where each day begins."""
OTHERS = ("Kart", "Hvem når vi?", "Egne tiltak", "Alle kommuner", "Data")


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("day", DAYS)
def test_the_first_screen_holds_the_phases_answer_both_charts_and_the_filter(app, page, day):
    lead, cards = DAYS[day]
    open_page(page, f"{app.url}/?dato={day}")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(lead)
    numbers = page.get_by_test_id("stMetric")
    expect(numbers).to_have_count(4)
    expect(page.get_by_test_id("stMetricLabel")).to_have_text(cards)
    charts = page.locator(".js-plotly-plot")
    expect(charts).to_have_count(2)
    assert len({round(one.bounding_box()["y"]) for one in numbers.all()}) == 1
    titles = page.get_by_role("heading", level=3)
    for one in (titles.nth(0), titles.nth(1), charts.nth(0).locator(".yaxislayer-above"), *numbers.all()):
        assert bottom(one) <= 900
    sidebar = page.get_by_test_id("stSidebar")
    for kind in ("stSelectbox", "stDateInput", "stMultiSelect"):
        for one in sidebar.get_by_test_id(kind).all():
            assert bottom(one) <= 900


@pytest.mark.parametrize("day", DAYS)
def test_no_page_is_longer_than_two_screens(app, page, day):
    open_page(page, f"{app.url}/?dato={day}")
    for title in ("Oversikt", *CHANGING, *(OTHERS if day == "2024-05-02" else ())):
        go_to(page, title)
        expect(page).to_have_url(re.compile(f"dato={day}"))
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        assert height(page) <= LONGEST, title


@pytest.mark.parametrize("level", ["Fylkesavdeling", "Fylke"])
def test_no_tab_of_participation_is_longer_than_two_screens_when_split_by_region(app, page, level):
    open_page(page, f"{app.url}/deltakelse?dato=2024-05-02&inndeling={level}&delt=Etter+region&oppmote=Etter+region")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(2)
    for tab in tabs.all():
        tab.click()
        settle(page)
        assert height(page) <= LONGEST, tab.inner_text()


def test_no_tab_of_the_selection_of_62_applications_is_longer_than_two_screens(app, engine, page):
    save_criteria(engine)
    source = adopt_applications(engine).source
    keys = [(source, str(number)) for number in range(1, COUNT + 1)]
    draws = random.Random(5)
    scores = [
        (*key, who, {one["key"]: draws.randint(one["low"], one["high"]) for one in CRITERIA}, "")
        for key in keys
        for who in ASSESSORS[:2]
    ]
    columns = ["source", "submission_id", "assessor", "scores", "comment"]
    store.add_assessments(engine, ROUND, pd.DataFrame(scores, columns=columns), "test")
    for name, chosen in (("Først inn", keys[:PLACES]), ("Sist inn", keys[-PLACES:])):
        content = write_draft(Draft(PLACES, frozenset(chosen), ()))
        store.save_paper(engine, ROUND, "draft", name, content, "test", expected=0)
    bound_each_tab(page, app, "rangering", "utvelgelse")
    decide_first_draft(engine, keys)
    bound_each_tab(page, app, "utvelgelse", "svar")


def bound_each_tab(page, app, *addresses):
    for address in addresses:
        open_page(page, f"{app.url}/{address}?dato=2024-06-20")
        expect(page.get_by_role("tab").nth(3)).to_be_visible()
        for tab in page.get_by_role("tab").all():
            tab.click()
            settle(page)
            assert height(page) <= LONGEST, (address, tab.inner_text())


def decide_first_draft(engine, keys):
    """Twenty get a place, ten wait, the others get a no."""
    placed, waiting, declined = keys[:PLACES], keys[PLACES : PLACES + 10], keys[PLACES + 10 :]
    content = write_draft(Draft(PLACES, frozenset(placed), tuple(waiting)))
    protocol = {"places": PLACES, "content": content, "ranking": [], "day": "2024-06-12"}
    outcomes = {"placed": placed, "waiting": waiting, "declined": declined}
    store.decide(engine, ROUND, outcomes, protocol, "test", datetime(2024, 6, 12, 10, tzinfo=UTC))


def test_data_is_not_longer_than_two_screens_while_files_are_left_to_adopt(app, engine, page):
    files = [path for path in sorted((DATA / "examples").glob("*-*")) if "(1)" not in path.name]
    open_page(page, f"{app.url}/data")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(4)
    page.get_by_role("button", name="Ta i bruk", exact=True).first.click()
    expect(tabs).to_have_count(3)
    for tab in tabs.all():
        tab.click()
        settle(page)
        assert height(page) <= LONGEST, tab.inner_text()


def test_with_files_in_force_gatherings_criteria_and_editions_data_and_settings_are_not_longer(app, engine, page):
    *before, last = [path for path in sorted((DATA / "examples").glob("*-*")) if "(1)" not in path.name]
    for path in before:
        store.adopt(engine, path.read_bytes(), path.name, round_id=ROUND, who="test")
    save_criteria(engine)
    for number in range(2, 8):
        save_one_more_gathering(engine, number)
    open_page(page, f"{app.url}/data?dato=2024-05-02")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(last)
    expect(page.get_by_role("button", name="Ta i bruk", exact=True)).to_be_visible()
    in_force = page.get_by_text("3 filer i bruk", exact=True)
    expect(page.get_by_role("button", name="Ikke tell med")).to_have_count(0)
    in_force.click()
    expect(page.get_by_role("button", name="Ikke tell med")).to_have_count(3)
    settle(page)
    assert height(page) <= LONGEST
    rows = {round(one.bounding_box()["y"]) for one in page.get_by_role("button", name="Ikke tell med").all()}
    assert {round(one.bounding_box()["y"]) for one in page.get_by_role("button", name="Last ned").all()} == rows
    go_to(page, "Innstillinger")
    expect(page.get_by_text(re.compile("^Samling 7: Samling 7"))).to_be_visible()
    expect(page.get_by_text("5 eldre utgaver", exact=True)).to_be_visible()
    assert height(page) <= LONGEST


def save_one_more_gathering(engine, number):
    """An edition of the settings with a gathering more than the one before it."""
    before = store.round_settings(engine, ROUND)
    more = {"key": f"gathering-{number}", "title": f"Samling {number}", "start": datetime(2024, 4, number, 9)}
    values = {**before.values, "gatherings": [*before.values["gatherings"], more]}
    store.save_round(engine, values, "test", expected=before.version)


def test_on_a_telephone_each_number_stands_beside_its_name_in_a_row_of_its_own(app, new_page):
    page = new_page(viewport={"width": 390, "height": 844})
    open_page(page, f"{app.url}/deltakelse?dato=2024-05-02")
    numbers = page.get_by_test_id("stMetric")
    expect(numbers).to_have_count(4)
    boxes = [one.bounding_box() for one in numbers.all()]
    assert len({round(box["y"]) for box in boxes}) == 4
    assert {round(box["width"]) for box in boxes} == {round(boxes[0]["width"])} and boxes[0]["width"] > 340
    assert max(box["height"] for box in boxes) < 90
    for one in numbers.all():
        name, value = (one.get_by_test_id(part).bounding_box() for part in ("stMetricLabel", "stMetricValue"))
        assert name["x"] + name["width"] <= value["x"] and value["y"] <= name["y"] + name["height"]


@pytest.mark.parametrize("width", (390, 320))
def test_on_a_telephone_the_change_of_a_number_stands_in_one_line_under_it(app, new_page, width):
    page = new_page(viewport={"width": width, "height": 844})
    open_page(page, f"{app.url}/?dato=2024-05-02")
    numbers = page.get_by_test_id("stMetric")
    expect(numbers).to_have_count(4)
    expect(numbers.filter(has_text="122 av 357")).to_contain_text("ingen endring siste uke")
    short = numbers.first.get_by_test_id("stMetricDelta")
    expect(short).to_contain_text("+8 siste uke")
    line = short.bounding_box()["height"]
    changed = numbers.last.get_by_test_id("stMetricDelta").locator("p")
    changed.evaluate("this_one => { this_one.textContent = '12 nye siste uke, netto +11'; }")
    for one in numbers.all():
        value, change = (one.get_by_test_id(part).bounding_box() for part in ("stMetricValue", "stMetricDelta"))
        assert change["height"] == line
        assert change["y"] >= value["y"] + value["height"]


def test_on_a_telephone_the_first_chart_and_the_legend_of_the_map_come_soon(app, engine, new_page):
    adopt_quietly(engine, "Påmelding(1-2).xlsx", registrations("Bodø", "Rana"))
    page = new_page(viewport={"width": 390, "height": 844})
    open_page(page, f"{app.url}/deltakelse?dato=2024-05-02")
    assert page.locator(".js-plotly-plot").first.bounding_box()["y"] < 1.5 * 844
    open_page(page, f"{app.url}/kart?dato=2024-05-02")
    assert bottom(legend(page, "Påmeldt")) < 844


def test_every_tab_is_in_sight_on_the_narrowest_telephone(app, new_page):
    page = new_page(viewport={"width": 320, "height": 844})
    open_page(page, f"{app.url}/deltakelse?dato=2024-05-02")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(2)
    page.add_style_tag(content="[role=tab] { letter-spacing: 0.3em; }")  # four of them are as wide
    settle(page)
    assert all(box["x"] + box["width"] <= 320 for box in (one.bounding_box() for one in tabs.all()))

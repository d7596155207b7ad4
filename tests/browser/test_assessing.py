"""Assessing in a browser: what two type at once is there after a reload, and nothing is cut at any width."""

import itertools

import pytest
from playwright.sync_api import Page, expect
from steps import clear, in_a_hurry, settle
from tour import see_page
from visiting import next_frame, open_page

import store
from domain.assessors import Allotment, Given, write_allotment
from tests.selection_round import ROUND, adopt_applications, save_criteria

ANNE, BO = "anne@example.no", "bo@example.no"
NAMES = {ANNE: "Anne Oppdiktet", BO: "Bo Oppdiktet"}


@pytest.fixture(scope="module")
def app(shared_app):
    return shared_app


@pytest.fixture(scope="module")
def assessed(app):
    """Three applications, each given to both."""
    engine = store.connect(app.database_url)
    save_criteria(engine)
    source = adopt_applications(engine, 3).source
    for who, name in NAMES.items():
        content = {"name": name, "numbers": [], "branches": []}
        store.save_paper(engine, ROUND, "assessor", who, content, "test", expected=0)
    given = tuple(Given((source, str(n)), (ANNE, BO), "2026-01-01T00:00:00+00:00") for n in (1, 2, 3))
    content = write_allotment(Allotment(1, given))
    store.save_paper(engine, ROUND, "allotment", store.ALLOTMENT, content, "test", expected=0)
    yield engine
    clear(engine)
    engine.dispose()


def open_as(page: Page, url: str, who: str) -> None:
    open_page(page, f"{url}/vurdering?runde={ROUND}")
    page.get_by_role("combobox", name="Vurder som").click()
    page.get_by_role("option", name=NAMES[who]).click()
    expect(page.get_by_role("textbox", name="Kommentar")).to_be_visible()
    settle(page)


def step(page: Page, criterion: int, score: int):
    return page.get_by_role("radiogroup").nth(criterion).get_by_role("radio", name=str(score), exact=True)


def saved(engine):
    rows = store.assessments(engine, ROUND)
    return {row.assessor: (dict(row.scores), row.comment) for row in rows.itertuples()}


def wait_until_saved(page: Page, engine, expected) -> None:
    for _ in range(100):
        if saved(engine) == expected:
            return
        page.wait_for_timeout(100)
    assert saved(engine) == expected


def test_two_assessors_at_once_lose_nothing_and_find_it_all_after_a_reload(app, new_page, assessed):
    page, other = new_page(), in_a_hurry(new_page)
    open_as(page, app.url, ANNE)
    open_as(other, app.url, BO)
    for place, (mine, theirs) in enumerate(((5, 1), (4, 4), (3, 3))):
        step(page, place, mine).click()
        step(other, place, theirs).click()
    comment = page.get_by_role("textbox", name="Kommentar")
    comment.fill("Klar plan.\nHvem eier den?")
    page.get_by_role("button", name="Neste").click()  # leaving the field is enough
    expected = {
        ANNE: ({"need": 5.0, "plan": 4.0, "team": 3.0}, "Klar plan.\nHvem eier den?"),
        BO: ({"need": 1.0, "plan": 4.0, "team": 3.0}, ""),
    }
    wait_until_saved(page, assessed, expected)
    expect(other.get_by_text("Klar plan.")).to_be_visible(timeout=60_000)  # both are in
    open_as(page, app.url, ANNE)
    expect(page.get_by_text("1 av 3 søknader")).to_be_visible()
    page.get_by_role("button", name="Forrige").click()
    expect(comment).to_have_value("Klar plan.\nHvem eier den?")
    expect(page.get_by_role("heading", name="Å snakke sammen om")).to_be_visible()
    assert saved(assessed) == expected


def test_the_page_keeps_the_rules_in_both_themes_and_is_cut_at_no_width(app, page, assessed):
    open_as(page, app.url, ANNE)
    for place in range(3):
        step(page, place, 2).click()
        next_frame(page)  # from which the page tells that it is asking
        settle(page)
    stop = see_page(page, "Vurdering, vurdert")
    levels = stop.outline["levels"]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert (stop.violations, stop.cut, stop.too_wide) == ([], [], 0)

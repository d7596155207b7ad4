"""The browser's back button brings back the filter of before, and closes a municipality that was opened."""

import re

from playwright.sync_api import expect
from steps import choose, open_page, settle

DAY = "dato=2024-05-02"


def shows(page, where: str) -> None:
    """The page's head says the filter, and so does the link."""
    expect(page.get_by_test_id("stMain").get_by_text(f"· {where} · status per")).to_be_visible()
    settle(page)


def test_back_leads_through_the_filters_one_by_one_and_forward_again(app, page):
    open_page(page, f"{app.url}/kommuner?{DAY}")
    shows(page, "hele landet")
    choose(page, "Region", "Nordland")
    shows(page, "Nordland")
    choose(page, "Region", "Rogaland")
    shows(page, "Nordland og Rogaland")
    page.go_back()
    shows(page, "Nordland")
    expect(page).to_have_url(re.compile(r"region=Nordland$"))
    page.go_back()
    shows(page, "hele landet")
    page.go_forward()
    shows(page, "Nordland")


def test_back_closes_the_municipality_that_was_opened(app, page):
    open_page(page, f"{app.url}/kommuner?{DAY}")
    choose(page, "Åpne en kommune", "Alta")
    expect(page.get_by_role("heading", name="Alta", exact=True)).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Alta", exact=True)).to_have_count(0)
    assert "kommune=" not in page.url


def test_one_step_back_from_the_next_page_is_the_map_as_it_was(app, page):
    open_page(page, f"{app.url}/kart?{DAY}")
    page.get_by_role("radio", name="Påmeldte deltakere").click()
    expect(page).to_have_url(re.compile("vis="))
    settle(page)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Framdrift", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Framdrift")
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kart")
    expect(page).to_have_url(re.compile("vis="))
    expect(page.get_by_role("radio", name="Påmeldte deltakere")).to_be_checked()

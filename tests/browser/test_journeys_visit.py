"""The filter's way through pages, reloads and links, and where a page opens."""

import re

import pytest
from playwright.sync_api import expect
from steps import choose, go_to, number, open_page


def test_a_filter_survives_page_change_and_reload_and_travels_in_the_link(app, new_page):
    page = new_page()
    open_page(page, app.url)
    choose(page, "Region", "Nordland")
    expect(number(page, "Påmeldte kommuner")).to_have_text("13 av 41")
    go_to(page, "Alle kommuner")
    expect(page.get_by_role("heading", name="41 kommuner")).to_be_visible()
    assert "region=Nordland" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="41 kommuner")).to_be_visible()
    other = new_page()
    open_page(other, page.url)
    expect(other.get_by_role("heading", name="41 kommuner")).to_be_visible()


def test_enter_applies_a_typed_date_and_takes_the_first_region(app, page):
    open_page(page, f"{app.url}/kart")
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
    page.keyboard.type("02042024")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("dato=2024-04-02"))
    sidebar.get_by_role("combobox", name="Region").click()
    page.keyboard.type("Vestl")
    expect(page.get_by_role("option").first).to_have_text("Vestland")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"region=Vestland(&|$)"))
    expect(page).not_to_have_url(re.compile("Vestfold"))


def test_a_row_of_a_list_opens_its_municipality_at_the_top_of_the_page(app, page):
    open_page(page, f"{app.url}/oppfolging?liste=Deltok, men har ikke søkt")
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    corner = grid.bounding_box()
    page.mouse.click(corner["x"] + 18, corner["y"] + 35 * 3 + 17)
    expect(page).to_have_url(re.compile("kommune="))
    expect(page.get_by_text("Logg en kontakt med")).to_be_visible()
    expect(page.get_by_role("button", name="Tilbake til listen")).to_be_in_viewport()


@pytest.mark.parametrize(("address", "title"), [("oversikt", "Oversikt"), ("min-region", "Oppfølging")])
def test_an_address_that_people_write_opens_its_page(app, page, address, title):
    open_page(page, f"{app.url}/{address}?region=Nordland")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("Nordland · status per")).to_be_visible()


def test_the_tab_key_goes_from_the_next_step_to_its_day(app, page):
    open_page(page, f"{app.url}/oppfolging?kommune=1804")
    page.get_by_role("textbox", name="Neste steg").click()
    page.keyboard.press("Tab")
    expect(page.locator("[data-testid=stDateInput]:has(:focus)")).to_contain_text("Innen")

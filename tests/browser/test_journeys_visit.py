"""A first visit, and the filter's way through pages, reloads and links."""

from playwright.sync_api import expect
from steps import choose, go_to, number, open_page


def test_a_newcomer_finds_the_examples_under_their_banner(app, page):
    open_page(page, app.url)
    lead = "34 av 40 søknader er inne, 13 dager til fristen."
    expect(page.get_by_role("heading", level=2, name=lead)).to_be_visible()
    expect(number(page, "Søknader")).to_have_text("34 av 40")
    for title, address in (("Oppfølging", "min-region"), ("Oppfølging", "oppfolging"), ("Personvern", "personvern")):
        open_page(page, f"{app.url}/{address}")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_text("Alle svar er oppdiktet.")).to_be_visible()


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


def test_a_region_in_the_link_that_nobody_knows_is_told(app, page):
    open_page(page, f"{app.url}/kart?region=Nordland&region=Atlantis")
    expect(page.get_by_text("Ukjent region i lenken: «Atlantis».")).to_be_visible()
    expect(page.get_by_text("Kommuner i alt")).to_be_visible()

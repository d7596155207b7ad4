"""Signing in with a real provider, a real browser and the real app."""

import re
from urllib.parse import urlsplit

import pytest
from people import FLAWS, PEOPLE, SECRET, come_in, menu, sign_in, sign_out
from playwright.sync_api import expect
from steps import in_a_hurry


@pytest.fixture
def app(guarded_app):
    return guarded_app


@pytest.fixture
def watch(watch, provider):
    watch.allowed.add(urlsplit(provider).netloc)
    return watch


def test_nobody_sees_a_page_before_signing_in(app, page):
    for address in ("/", "/kommuner?kommune=1804", "/data", "/innstillinger"):
        page.goto(app.url + address)
        expect(page.get_by_role("button", name="Logg inn")).to_be_visible()
        expect(menu(page)).to_have_count(0)
        expect(page.get_by_role("table")).to_have_count(0)


def test_the_deep_link_is_kept_across_signing_in(app, page):
    sign_in(page, app.url, "leder@example.no", "/kommuner?region=Nordland")
    expect(page.get_by_text("Lena Leder")).to_be_visible()
    assert page.url == f"{app.url}/kommuner?region=Nordland"
    assert not [c for c in page.context.cookies() if c["name"] == "dashbord_tilbake"]


@pytest.mark.parametrize(
    ("user", "role", "closed"),
    [
        ("leder@example.no", "leder", ["Data", "Innstillinger", "Logg"]),
        ("nord@example.no", "rådgiver · Nordland", ["Innstillinger", "Logg"]),
        ("admin@example.no", "administrator", []),
    ],
)
def test_each_role_sees_its_own_pages(app, page, user, role, closed):
    come_in(page, app.url, user)
    expect(page.get_by_text(re.compile(rf"· {role}$"))).to_be_visible()
    for title in closed:
        expect(menu(page).filter(has_text=re.compile(rf"{title}$"))).to_have_count(0)
    expect(menu(page).filter(has_text="Kommuner")).to_have_count(1)


def test_an_assessor_comes_to_their_only_page(app, page, watch):
    watch.expected.append("requested does not seem to exist")  # what Streamlit says of a page that is not theirs
    sign_in(page, app.url, "vurderer@example.no", "/rangering")
    for address in ("/rangering", "/", "/vurdering", "/kommuner"):
        if address != "/rangering":  # there signing in has led to
            page.goto(app.url + address)
        expect(page.get_by_text(re.compile(r"· vurderer$"))).to_be_visible()
        expect(page.get_by_role("heading", level=1, name="Vurdering")).to_be_visible()
        assert (page.url == f"{app.url}/vurdering") is (address == "/vurdering")
        for title in ("Oversikt", "Kommuner", "Rangering"):
            expect(menu(page).filter(has_text=title)).to_have_count(0)


@pytest.mark.parametrize("user", ["ingen@example.no", "fremmed@example.no"])
def test_a_user_without_a_known_role_gets_a_calm_page(app, page, user):
    sign_in(page, app.url, user)
    expect(page.get_by_text("har ikke fått noen rolle")).to_be_visible()
    expect(menu(page)).to_have_count(0)
    page.get_by_role("button", name="Logg ut").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Logg inn")).to_be_visible()


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flawed_token_lets_nobody_in(app, page, flaw):
    come_in(page, app.url, f"{flaw}@example.no")
    expect(page.get_by_text("Innloggingen ble ikke fullført")).to_be_visible()
    expect(menu(page)).to_have_count(0)
    assert not [c for c in page.context.cookies() if c["name"] == "_streamlit_user"]


def test_refusing_at_the_provider_leads_back_with_a_sentence(app, page):
    page.goto(f"{app.url}/kommuner")
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_text("Innloggingen ble ikke fullført")).to_be_visible()


def test_a_sign_in_of_nine_hours_ago_has_run_out(app, page):
    come_in(page, app.url, "old@example.no")
    expect(page.get_by_text("Innloggingen varer i 8 timer og er utløpt")).to_be_visible()
    expect(menu(page)).to_have_count(0)


def test_an_open_page_closes_when_the_sign_in_runs_out(app, new_page):
    page = in_a_hurry(new_page)
    come_in(page, app.url, "ageing@example.no", "/?region=Nordland")
    expect(page.get_by_text("ageing · administrator")).to_be_visible()
    expect(page.get_by_text("er utløpt")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
    expect(menu(page)).to_have_count(0)
    expect(page).to_have_url(f"{app.url}/?region=Nordland")


def test_signing_out_in_one_tab_signs_out_of_the_others(app, new_page):
    page = in_a_hurry(new_page)
    sign_in(page, app.url, "admin@example.no")
    expect(page.get_by_text("Adam Admin")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{app.url}/kommuner")
    expect(other.get_by_text("Adam Admin")).to_be_visible()
    sign_out(page)
    expect(page.get_by_role("button", name="Logg inn")).to_be_visible()
    expect(other.get_by_text("Du er logget ut")).to_be_visible(timeout=60_000)
    page.goto(f"{app.url}/data")
    expect(page.get_by_role("button", name="Logg inn")).to_be_visible()


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app, page, new_page):
    come_in(page, app.url, "admin@example.no")
    expect(page.get_by_text("Adam Admin")).to_be_visible()
    stolen = page.context.cookies()
    sign_out(page)
    expect(page.get_by_role("button", name="Logg inn")).to_be_visible()
    thief = new_page()
    thief.context.add_cookies(stolen)
    thief.goto(app.url)
    expect(thief.get_by_role("button", name="Logg inn")).to_be_visible()
    expect(menu(thief)).to_have_count(0)


def test_a_cookie_that_was_changed_is_no_sign_in(app, page, new_page):
    come_in(page, app.url, "leder@example.no")
    expect(page.get_by_text("Lena Leder")).to_be_visible()
    forger = new_page()
    cookies = page.context.cookies()
    for cookie in cookies:
        if cookie["name"] == "_streamlit_user":
            cookie["value"] = cookie["value"][:10] + "A" + cookie["value"][11:]
    forger.context.add_cookies(cookies)
    forger.goto(app.url)
    expect(forger.get_by_role("button", name="Logg inn")).to_be_visible()


def test_a_name_from_the_token_is_shown_as_text(app, page):
    come_in(page, app.url, "stjerne@example.no")
    expect(page.get_by_text("**Stjerne** [x](http://evil.example) · leder")).to_be_visible()
    expect(page.get_by_role("link", name="x", exact=True)).to_have_count(0)


def test_files_are_only_for_those_signed_in(app, page):
    address = f"{app.url}/media/{'0' * 56}.xlsx"
    assert page.request.get(address).status == 403
    come_in(page, app.url, "leder@example.no")
    expect(page.get_by_text("Lena Leder")).to_be_visible()
    assert page.request.get(address).status == 404  # let through; there is no such file


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(app, page):
    come_in(page, app.url, "leder@example.no")
    expect(page.get_by_text("Lena Leder")).to_be_visible()
    cookies = {c["name"]: c for c in page.context.cookies() if urlsplit(app.url).hostname in c["domain"]}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert {cookie["sameSite"] for cookie in cookies.values()} <= {"Lax", "Strict"}


def test_the_log_names_no_one_and_shows_no_token(app, page):
    sign_in(page, app.url, "tampered@example.no")
    expect(page.get_by_text("Innloggingen ble ikke fullført")).to_be_visible()
    log = app.log.read_text("utf-8")
    assert "eyJ" not in log
    assert SECRET not in log
    assert not [name for person in PEOPLE.values() for name in [person["name"]] if name in log]

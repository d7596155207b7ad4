"""Rounds side by side in the browser: a file of another year, settings half written, and a damaged database."""

from datetime import datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from steps import WITHIN_THE_POLL, adopt_quietly, choose, choose_files, go_to, legend, open_page, registrations, settle

import store


@pytest.fixture(scope="module")
def app(start_shared_app):
    return start_shared_app()


@pytest.fixture
def engine(app):
    engine = store.connect(app.database_url)
    yield engine
    engine.dispose()


def test_a_file_of_another_year_goes_to_the_round_that_is_made_for_it(app, engine, page):
    adopt_quietly(engine, "Påmelding(1-1).xlsx", registrations("Bodø"))
    open_page(page, f"{app.url}/data")
    later = registrations("Bodø", "Rana", "Ås", first=datetime(2025, 3, 4, 9, 30))
    choose_files(page, **{"Påmelding(1-3).xlsx": later})
    expect(page.get_by_text("3 rader av 3 ligger utenfor")).to_be_visible()
    expect(page.get_by_role("button", name="Ta i bruk")).to_be_disabled()
    page.get_by_test_id("stRadio").get_by_text("En ny runde").click()
    page.get_by_role("button", name="Lag runden").click()
    page.get_by_role("button", name="Ta i bruk").click()
    expect(page.get_by_text("Filen hører til Fremtidens kulturskole 2025")).to_be_visible()
    assert [(v.filename, v.event) for v in store.in_force(engine, "2025")] == [("Påmelding(1-3).xlsx", "gathering")]
    assert list(store.read_log(engine, round_id="2025")["act"]) == ["adopt", "settings"]
    choose(page, "Runde", "2025")
    go_to(page, "Kart")
    expect(legend(page, "Påmeldt")).to_contain_text("3")


def test_a_half_written_settings_form_outlives_what_others_save_and_adopt(app, engine, page):
    open_page(page, f"{app.url}/innstillinger?runde=2024")
    place = page.get_by_test_id("stForm").first.get_by_role("textbox", name="Samlingen: sted")
    place.fill("Trondheim")
    store.save_round(engine, store.round_settings(engine, "2024").values | {"title": "Runde i Oslo"}, "ola", expected=0)
    adopt_quietly(engine, "Påmelding(1-2).xlsx", registrations("Bodø", "Asker"))
    expect(page.get_by_text("ola har lagret en nyere utgave")).to_be_visible(timeout=WITHIN_THE_POLL)
    settle(page)
    expect(place).to_have_value("Trondheim")


def test_a_file_that_is_in_force_says_so_and_its_button_can_be_read_but_not_pressed(app, engine, page):
    content = registrations("Bodø", "Molde")
    adopt_quietly(engine, "Påmelding(1-2).xlsx", content)
    open_page(page, f"{app.url}/data?runde=2024")
    choose_files(page, **{"Påmelding(1-2).xlsx": content})
    expect(page.get_by_text("Denne filen er allerede i bruk.")).to_be_visible()
    button = page.get_by_role("button", name="Ta i bruk")
    expect(button).to_be_disabled()
    assert button.evaluate("it => getComputedStyle(it).color") != "rgb(255, 255, 255)"


def test_a_damaged_database_is_refused_with_the_way_back(start_app, new_page, watch, tmp_path):
    (tmp_path / "damaged").mkdir()
    address = f"sqlite:///{tmp_path / 'damaged' / 'dashboard.sqlite'}"
    engine = store.connect(address)
    adopt_quietly(engine, "Påmelding(1-1).xlsx", registrations("Bodø"))
    engine.dispose()
    file = tmp_path / "damaged" / "dashboard.sqlite"
    content = bytearray(file.read_bytes())
    content[8192:16384] = b"\xa5" * 8192
    file.write_bytes(content)
    app = start_app(DATABASE_URL=address)
    watch.allowed.add(urlsplit(app.url).netloc)
    page = new_page()
    page.goto(app.url)
    told = page.get_by_role("alert").filter(has_text="Databasen er skadet")
    expect(told).to_contain_text("python -m store export MAPPE")
    assert file.read_bytes() == content

"""What others do to a round in the browser: settings half written, and a file that is in force already."""

from playwright.sync_api import expect
from steps import WITHIN_THE_POLL, adopt_quietly, choose_files, in_a_hurry, open_page, registrations, settle

import store


def test_a_half_written_settings_form_outlives_what_others_save_and_adopt(app, engine, new_page):
    page = in_a_hurry(new_page)
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

"""Everything by keyboard alone: filter, upload, adopting, choosing on the map, notes and downloads."""

import re

from keyboard import tab_to
from playwright.sync_api import Page, expect
from steps import EXCEL, applications, number, open_page, settle


def test_an_adviser_needs_no_mouse(app, engine, page):
    open_page(page, f"{app.url}/?dato=2024-05-02")
    tab_to(page, page.get_by_role("combobox", name="Region"))
    page.keyboard.type("Nordland")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stMain").get_by_text("Nordland · status per 02.05.2024")).to_be_visible()

    go_by_keyboard(page, "Kart")
    tab_to(page, page.get_by_role("combobox", name=re.compile("Åpne en kommune")))
    page.keyboard.type("Bodø")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bodø")).to_be_visible()
    expect(page).to_have_url(re.compile("kommune=1804"))
    settle(page)
    page.get_by_role("heading", level=1).evaluate("e => { e.tabIndex = -1; e.focus(); }")
    tab_to(page, page.get_by_role("button", name="Last ned kartet som PNG"))
    settle(page)
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "kart_2024-05-02.png"

    go_by_keyboard(page, "Oppfølging")
    tab_to(page, page.get_by_role("combobox", name="Åpne en kommune"))
    page.keyboard.type("Bodø")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Logg en kontakt med Bodø")).to_be_visible()
    settle(page)
    tab_to(page, page.get_by_role("textbox", name="Hva ble avtalt?"))
    page.keyboard.type("Ringes igjen")
    tab_to(page, page.get_by_role("button", name="Lagre kontakten"))
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stToast").get_by_text("Kontakten er lagret.")).to_be_visible()
    expect(page.get_by_test_id("stMarkdown").filter(has_text="Ringes igjen")).to_be_visible()


def test_a_file_is_uploaded_adopted_and_taken_back_without_a_mouse(app, engine, page):
    def hear(chooser):
        """Heard from the start: Chromium gets keys and the wish to be told of file choosers on different ways."""

    page.on("filechooser", hear)
    open_page(page, f"{app.url}/data?dato=2024-05-02")
    for names in (("Bodø", "Rana"), ("Bodø", "Rana", "Ås")):
        tab_to(page, page.get_by_role("button", name=re.compile("Velg filer")))
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Enter")
        file = {"name": f"Søknad(1-{len(names)}).xlsx", "mimeType": EXCEL, "buffer": applications(*names)}
        chooser.value.set_files(file)
        expect(page.get_by_role("button", name="Ta i bruk")).to_be_enabled()
        settle(page)
        tab_to(page, page.get_by_role("button", name="Ta i bruk"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="er tatt i bruk:")).to_be_visible()
        settle(page)
    tab_to(page, page.get_by_role("button", name="Bruk denne igjen"))
    page.keyboard.press("Enter")
    settle(page)
    go_by_keyboard(page, "Oversikt")
    expect(number(page, "Søknader")).to_have_text("2 av 40")
    page.remove_listener("filechooser", hear)


def go_by_keyboard(page: Page, title: str) -> None:
    """Choose a page in the menu, from wherever the focus is."""
    page.evaluate("document.activeElement.blur()")
    tab_to(page, page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    settle(page)

"""Everything by keyboard alone: filter, upload, adopting, choosing on the map, notes and downloads."""

import itertools
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from steps import EXCEL, applications, number, open_page, settle

MOST = 90  # of the Tab key, from one thing to the next
# What may change where the focus is: on the element or on what stands around it.
READ_LOOK = """(element) => {
    const looks = [];
    for (let e = element, up = 0; e && up < 5; e = e.parentElement, up++) {
        const s = getComputedStyle(e);
        looks.push([s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor,
            s.color, s.textDecorationLine]);
    }
    return JSON.stringify(looks);
}"""
SHOWS_FOCUS = f"""async (element) => {{
    const read = {READ_LOOK};
    const settled = async () => {{
        for (let n = 0; n < 2; n++) await new Promise(done => requestAnimationFrame(done));
        await Promise.all(document.getAnimations().filter(a => a.constructor.name === 'CSSTransition')
            .map(a => a.finished.catch(() => {{}})));
    }};
    await settled();
    const focused = read(element);
    element.blur();
    await settled();
    const blurred = read(element);
    element.focus();
    return focused !== blurred;
}}"""
NAME = "e => (e.getAttribute('aria-label') || e.innerText || e.placeholder || e.tagName).trim().slice(0, 50)"


@pytest.fixture
def app(start_app):
    """An app of its own: the journeys write."""
    return start_app()


def focused(page: Page):
    return page.evaluate_handle("document.activeElement").as_element()


def tab_to(page: Page, wanted: Locator) -> list[str]:
    """Press Tab until the element has the focus, which must be seen wherever it goes; the names of what was passed."""
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = focused(page)
        passed.append(here.evaluate(NAME))
        if wanted.count() and here.evaluate("(e, it) => e === it || it.contains(e)", wanted.element_handle()):
            assert here.evaluate(SHOWS_FOCUS), passed[-1]
            return passed
    pytest.fail(f"The Tab key did not reach it: {passed}")


def test_an_adviser_needs_no_mouse(app, page):
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


def test_a_file_is_uploaded_adopted_and_taken_back_without_a_mouse(app, page):
    # Heard from the start: Chromium gets keys and the wish to be told of file choosers on different ways.
    page.on("filechooser", lambda chooser: None)
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


@pytest.mark.parametrize("address", ["deltakelse?dato=2024-05-02", "kart?dato=2024-05-02&kommune=1804"])
def test_the_focus_goes_down_the_page_and_is_seen_at_every_stop(app, page, address):
    open_page(page, f"{app.url}/{address}")
    unseen, heights = [], []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = focused(page)
        if here.evaluate("e => e === document.body"):
            break
        # A drawn table draws its own.
        if not here.evaluate("e => e.tagName === 'CANVAS'") and not here.evaluate(SHOWS_FOCUS):
            unseen.append(here.evaluate(NAME))
        # A drawn table takes the focus as a whole and in its cells.
        if here.evaluate("e => Boolean(e.closest('[data-testid=stMain]')) && !e.closest('.stDataFrame')"):
            heights.append(
                here.evaluate(
                    "e => e.getBoundingClientRect().top + document.querySelector('[data-testid=stMain]').scrollTop"
                )
            )
    assert not unseen
    assert len(heights) > 8
    # Upwards only from the foot of one column to the head of the next.
    assert sum(after < before - 100 for before, after in itertools.pairwise(heights)) <= 2


def go_by_keyboard(page: Page, title: str) -> None:
    """Choose a page in the menu, from wherever the focus is."""
    page.evaluate("document.activeElement.blur()")
    tab_to(page, page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    settle(page)

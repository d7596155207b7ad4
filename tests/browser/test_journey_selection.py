"""A round of 62 invented applications in the browser: from criteria and scores to the decision and its letters."""

import io
import zipfile
from collections import Counter

import pytest
from playwright.sync_api import expect
from steps import choose_files, go_to, open_page, settle

import store
from tests.selection_round import COUNT, PLACES, ROUND, adopt_applications, save_criteria, scores_workbook


@pytest.fixture
def app(start_app):
    return start_app()


def test_sixty_two_applications_go_from_scores_to_letters_in_the_browser(app, engine, page):
    save_criteria(engine)
    adopt_applications(engine)
    open_page(page, f"{app.url}/rangering?runde={ROUND}&dato=2024-06-10")
    choose_files(page, **{"poeng.xlsx": scores_workbook()})
    page.get_by_role("button", name="Ta i bruk poengene").click()
    expect(page.get_by_role("heading", name="Uenighet")).to_be_visible()
    settle(page)

    go_to(page, "Utvelgelse")
    page.get_by_role("textbox", name="Navn på utkastet").fill("Etter poeng")
    page.get_by_role("button", name="Lag utkastet").click()
    expect(page.get_by_text(f"{PLACES} av {PLACES} plasser er gitt")).to_be_visible()
    page.get_by_role("textbox", name="Vedtatt av").fill("styret, sak 14/24")
    page.get_by_role("button", name="Vedta utkastet «Etter poeng»").click()
    expect(page.get_by_role("button", name="Ta tilbake vedtaket")).to_be_visible()
    settle(page)

    go_to(page, "Svar")
    with page.expect_download() as got:
        page.get_by_role("button", name="Brev i Word").first.click()
    with zipfile.ZipFile(io.BytesIO(got.value.path().read_bytes())) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == COUNT
    states = Counter(store.corrections(engine, ROUND).states["state"])
    assert states == {"placed": PLACES, "declined": COUNT - PLACES}

"""Texts that are code somewhere else stay the characters they are: on pages, in tables, in downloads."""

import re

import pytest
from playwright.sync_api import expect
from steps import (
    APPLICATION,
    FIRST,
    REGISTRATION,
    adopt,
    adopt_quietly,
    cells,
    choose,
    choose_files,
    download,
    go_to,
    open_page,
    registrations,
)

from data.tools.build_examples.write import write_forms_workbook

IMAGE = "<img src=x onerror=alert(1)>"
FORMULA = "=1+1"
MARKDOWN = "**bold** $x$ [her](javascript:alert(2)) :rocket:"
NAME = "Påmelding <b>x</b> **y** $z$.xlsx"
DAY = "dato=2024-05-02"


@pytest.fixture
def page(page):
    """A page where a script's dialog, or an element that came out of a text, fails the test."""
    dialogs = []

    def hear(dialog):
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    yield page
    page.remove_listener("dialog", hear)
    expect(page.locator("img[src='x'], a[href^='javascript']")).to_have_count(0)
    assert not dialogs


def test_a_municipality_cell_with_code_is_shown_as_text_under_review(app, engine, page):
    open_page(page, f"{app.url}/data?{DAY}")
    choose_files(page, **{NAME: registrations(IMAGE, FORMULA, MARKDOWN, "Bodø")})
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    page.get_by_text(re.compile("^3 rader mangler kommune")).click()
    for text in (IMAGE, FORMULA, MARKDOWN):
        expect(page.get_by_text(f"«{text}»").first).to_be_visible()
    page.get_by_text(re.compile("^Detaljer")).click()
    expect(cells(page, IMAGE).first).to_be_attached()


def test_an_answer_with_code_is_shown_as_text_wherever_the_answer_shows(app, engine, page):
    open_page(page, f"{app.url}/data?{DAY}")
    adopt(page, NAME, applications_from(("Bodø", IMAGE), ("Rana", FORMULA), ("Ås", MARKDOWN)))
    expect(page.get_by_test_id("stSidebar").get_by_text(NAME)).to_be_visible()
    for number, text in (("1804", IMAGE), ("1833", FORMULA), ("3218", MARKDOWN)):
        open_page(page, f"{app.url}/kommuner?{DAY}&kommune={number}")
        expect(page.get_by_test_id("stTable").get_by_text(text).first).to_be_visible()
    go_to(page, "Oppfølging")
    go_to(page, "Kart")
    choose(page, "Åpne en kommune", "Bodø")
    expect(page.get_by_role("heading", name="Bodø")).to_be_visible()
    expect(page.get_by_test_id("stTable").get_by_text(IMAGE).first).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="kontaktperson i søknaden")).to_contain_text(IMAGE)


def test_names_with_code_leave_as_text(app, engine, page):
    adopt_quietly(engine, "Påmelding(1-3).xlsx", registrations_of(IMAGE, FORMULA, MARKDOWN))
    open_page(page, f"{app.url}/oppfolging?{DAY}&liste=Alle påmeldte")
    rows = download(page, "Last ned som Excel")
    assert {row["Navn"] for row in rows} == {IMAGE, FORMULA, MARKDOWN}
    facts = {row["Hva"]: row["Verdi"] for row in download(page, "Last ned som Excel", sheet=-1)}
    assert facts["Lenke"] == f"{app.url}/oppfolging?runde=2024&{DAY}"


def applications_from(*answers) -> bytes:
    """A Forms download; an answer is a municipality, and a text that stands for name, contact and motivation."""
    rows = [
        [n, FIRST, FIRST, f"p{n}@example.no", text, municipality, "Ja", text, text, "Mottatt"]
        for n, (municipality, text) in enumerate(answers, 1)
    ]
    return write_forms_workbook(APPLICATION, rows)


def registrations_of(*names) -> bytes:
    """A Forms download with one registration from Bodø for each name."""
    rows = [[n, FIRST, FIRST, f"p{n}@example.no", name, "Bodø", "1", name] for n, name in enumerate(names, 1)]
    return write_forms_workbook(REGISTRATION, rows)


def test_text_that_is_code_stays_text_in_the_panel_of_the_map_and_where_it_is_settled(app, engine, page):
    adopt_quietly(engine, "Påmelding(1-2).xlsx", registrations("Bodø", IMAGE, comment=IMAGE))
    open_page(page, f"{app.url}/kart?{DAY}&kommune=1804")
    expect(page.get_by_test_id("stTable").get_by_text(IMAGE)).to_be_visible()
    expect(page.get_by_text("1 rad uten kjent kommune: 1 påmelding.")).to_be_visible()
    page.get_by_role("link", name="Velg kommune for dem på siden Data").click()
    expect(page.get_by_role("heading", level=1, name="Data")).to_be_visible()
    page.get_by_text(re.compile("^1 rad mangler kommune")).click()
    expect(page.get_by_text(f"«{IMAGE}»").first).to_be_visible()

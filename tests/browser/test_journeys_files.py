"""Own exports in the browser: counted, adopted, downloaded, asked for again; and files that are none."""

import re

from playwright.sync_api import expect
from steps import (
    adopt,
    adopt_quietly,
    applications,
    cells,
    choose_files,
    go_to,
    legend,
    number,
    open_page,
    registrations,
)

import store

# 8 rows: 6 municipalities, one of them twice with another person, one that fits two municipalities.
REGISTERED = ("Bodø", "Rana", "Bodø", "Tromsø kommune", "oslo", "Våler", "Ås", "Sandnes")
APPLIED = ("Bodø", "Tromsø", "Ås")
OCTETS = bytes(range(256))
SENTENCES = {
    "tom.xlsx": "Filen er tom",
    "foto.xlsx": "Filen er et bilde",
    "avkortet.xlsx": "Filen er skadet",
    "brev.xlsx": "Filen har ingen tabell",
    "passord.xlsx": "passord",
}
BAD = {
    "tom.xlsx": b"",
    "foto.xlsx": b"\xff\xd8\xff\xe0\x00\x10JFIF" + OCTETS * 20,
    "avkortet.xlsx": registrations("Bodø")[:700],
    "brev.xlsx": b"Hei! Her er listen vi snakket om.\nHilsen Kari",
    # Excel puts a workbook with a password into the old container format.
    "passord.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999 + "EncryptedPackage".encode("utf-16-le"),
}


def test_own_exports_are_counted_adopted_and_end_the_examples(app, engine, page):
    open_page(page, f"{app.url}/data?dato=2024-05-02")
    choose_files(page, **{"Påmelding(1-8).xlsx": registrations(*REGISTERED, persons=2)})
    expect(page.get_by_role("cell", name="8, 8 teller")).to_be_visible()
    expect(page.get_by_text("1 rad mangler kommune")).to_be_visible()
    page.get_by_role("button", name="Ta i bruk").click()
    expect(page.get_by_text("er tatt i bruk: 8 rader teller.")).to_be_visible()
    expect(page.get_by_text("Alle svar er oppdiktet.")).to_have_count(0)
    adopt(page, "Søknad(1-3).xlsx", applications(*APPLIED))
    expect(page.get_by_test_id("stSidebar").get_by_text(re.compile(r"Søknad\(1-3\)\.xlsx"))).to_be_visible()
    go_to(page, "Oversikt")
    expect(number(page, "Søknader")).to_have_text("3 av 40")
    expect(number(page, "Påmeldte kommuner")).to_have_text("6 av 357")
    expect(number(page, "Påmeldte personer")).to_have_text("16")
    expect(page.get_by_text("Summene teller også 1 påmelding uten kjent kommune.")).to_be_visible()
    go_to(page, "Kart")
    expect(legend(page, "Søkt")).to_contain_text("3")
    expect(legend(page, "Påmeldt")).to_contain_text("3")


def test_files_that_are_no_exports_get_a_sentence_each_and_change_nothing(app, engine, page):
    before = store.change_id(engine)
    open_page(page, f"{app.url}/data")
    choose_files(page, **BAD)
    for name in BAD:
        page.get_by_role("tab", name=name).click()
        review = page.get_by_test_id("stVerticalBlock").filter(has=page.get_by_role("heading", name=name)).last
        expect(review.get_by_role("alert")).to_contain_text(SENTENCES[name])
    expect(page.get_by_role("button", name="Ta i bruk")).to_have_count(0)
    expect(page.get_by_text(re.compile("Traceback|referansenummer"))).to_have_count(0)
    assert store.change_id(engine) == before


def test_files_under_review_stay_when_the_page_is_left_and_are_asked_for_again_after_a_reload(app, engine, page):
    open_page(page, f"{app.url}/data?dato=2024-05-02")
    two = {"Påmelding(1-8).xlsx": registrations(*REGISTERED), "Søknad(1-3).xlsx": applications(*APPLIED)}
    choose_files(page, **two)
    expect(page.get_by_role("tab")).to_have_count(2)
    expect(page.get_by_role("button", name="Ta i bruk alle (2)")).to_be_visible()
    go_to(page, "Oversikt")
    go_to(page, "Data")
    page.get_by_role("button", name="Ta i bruk", exact=True).first.click()
    expect(page.get_by_text("er tatt i bruk: 8 rader teller.")).to_be_visible()
    expect(page.get_by_role("heading", name="Søknad(1-3).xlsx")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 fil til gjennomsyn er ikke her lenger")).to_be_visible()
    choose_files(page, **{"Søknad(1-3).xlsx": two["Søknad(1-3).xlsx"]})
    page.get_by_role("button", name="Ta i bruk", exact=True).click()
    expect(page.get_by_text("er tatt i bruk: 3 rader teller.")).to_be_visible()
    expect(page.get_by_text("ikke her lenger")).to_have_count(0)


def test_a_version_comes_back_as_the_file_that_was_adopted_and_the_log_tells(app, engine, page):
    content = applications(*APPLIED)
    adopt_quietly(engine, "Søknad(1-3).xlsx", content)
    open_page(page, f"{app.url}/data")
    with page.expect_download() as got:
        page.get_by_role("button", name="Last ned", exact=True).first.click()
    assert got.value.path().read_bytes() == content
    assert got.value.suggested_filename == "Søknad(1-3).xlsx"
    go_to(page, "Logg")
    expect(cells(page, "filen med ").first).to_be_attached()

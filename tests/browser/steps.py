"""What a person does in the dashboard, as steps of a journey; and exports of known content to do it with."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from openpyxl import load_workbook
from playwright.sync_api import Download, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from sqlalchemy import delete

import store
from data.tools.build_examples.write import write_forms_workbook
from store.tables import changes, metadata
from store.transactions import writing

ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name"]
REGISTRATION = [*ENGLISH, "Hvilken kommune representerer du?", "Antall deltakere", "Kommentar"]
APPLICATION = [
    *ENGLISH,
    "Hvilken kommune søker?",
    "Er søknaden forankret politisk?",
    "Kontaktperson",
    "Motivasjon",
    "Status",
]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = datetime(2024, 3, 4, 9, 30)
STANDS = """title => {
    const heads = document.querySelectorAll('h1');
    return heads.length === 1 && heads[0].checkVisibility() && (!title || heads[0].innerText.trim() === title)
        && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale=true]')
        && document.getAnimations().every(moving =>
            moving.playState !== 'running' || moving.effect.getComputedTiming().iterations === Infinity);
}"""
"""Whether the script has run, the page has its heading, and nothing is faded or unfolds any more: a scroll under way
closes a select box that is opened meanwhile. The browser asks this at each frame; `expect` asks twice a second."""
LONGEST = 2000
"""Pixels of any page but the guide in a window of 1440."""
WITHIN_THE_POLL = 20_000
"""Milliseconds in which an open session must have seen what others changed."""
HURRY = """const every = window.setInterval;
window.setInterval = (run, after, ...more) => {
    window.hurried ||= after === 15_000;
    return every(run, after === 15_000 ? 1_000 : after, ...more);
};"""

# Several browsers and the app share a machine with whatever else runs there.
expect.set_options(timeout=20_000)


def registrations(*municipalities: str, persons: int = 1, comment: str = "", first: datetime = FIRST) -> bytes:
    """A Forms download with one registration an hour, each from somebody else."""
    rows = []
    for place, municipality in enumerate(municipalities):
        sent = first + timedelta(hours=place)
        who = (f"person{place}@example.no", f"Person {chr(65 + place % 26)} Eksempel")
        rows.append([place + 1, sent - timedelta(minutes=3), sent, *who, municipality, str(persons), comment])
    return write_forms_workbook(REGISTRATION, rows)


def applications(*municipalities: str) -> bytes:
    """A Forms download with one application a day from 2 April 2024."""
    rows = []
    for place, municipality in enumerate(municipalities):
        sent = datetime(2024, 4, 2, 12, 0) + timedelta(days=place)
        who = (f"leder{place}@example.no", f"Leder {chr(65 + place % 26)} Eksempel")
        answers = [municipality, "Ja", who[1], "Vi vil mer.", "Mottatt"]
        rows.append([place + 1, sent - timedelta(minutes=20), sent, *who, *answers])
    return write_forms_workbook(APPLICATION, rows)


def in_a_hurry(new_page: Callable[..., Page], **options) -> Page:
    """A page that asks each second what others have changed, not each 15 seconds as it does by itself."""
    return new_page(script=HURRY, **options)


def open_page(page: Page, url: str) -> None:
    """Open an address and wait until the page stands."""
    page.goto(url)
    settle(page)


def settle(page: Page, title: str = "") -> None:
    """Wait until the page stands, under this title if one is given."""
    page.wait_for_function(STANDS, arg=title)


def go_to(page: Page, title: str) -> None:
    """Choose a page in the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
    settle(page, title)


def height(page: Page) -> float:
    """Pixels from the top to the end of what a page shows."""
    return page.get_by_test_id("stMainBlockContainer").evaluate("block => block.scrollHeight")


def number(page: Page, label: str) -> Locator:
    """The big number with this label, and not the one that stands elsewhere until a run has ended."""
    metric = (
        page.locator("[data-stale=false]").get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    )
    return metric.get_by_test_id("stMetricValue")


def legend(page: Page, label: str) -> Locator:
    """The row of the map's legend with this label."""
    return page.get_by_test_id("stHtml").get_by_role("row", name=re.compile(rf"^\s*{label}\s*\d"))


def choose_files(page: Page, **files: bytes) -> None:
    """Upload files by their names."""
    chosen = [{"name": name, "mimeType": EXCEL, "buffer": content} for name, content in files.items()]
    uploader = page.get_by_test_id("stFileUploaderDropzoneInput")
    expect(uploader).to_have_count(1)  # after an adopting the old one stands beside the new one for a moment
    uploader.set_input_files(chosen)


def adopt(page: Page, name: str, content: bytes) -> None:
    """Upload one file on the page Data and put it in force."""
    choose_files(page, **{name: content})
    page.get_by_role("button", name="Ta i bruk").click()
    expect(page.get_by_text("er tatt i bruk:")).to_be_visible()
    settle(page)


def choose(page: Page, label: str, text: str) -> None:
    """Choose in a select box by typing; a box for several stays open until it is left, and hides the page."""
    settle(page)  # a run that draws the box anew closes it
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(text)
    page.get_by_role("option", name=text).first.click()
    if page.get_by_role("listbox").count():
        page.keyboard.press("Escape")
    settle(page)


def cells(page: Page, text: str) -> Locator:
    """The cells of tables that hold a text. Long tables are drawn; their text stands inside for screen readers."""
    return page.locator("[data-testid^=glide-cell], td").filter(has_text=text)


def download(page: Page, button: str, sheet: int = 0) -> list[dict]:
    """Press a download button; a sheet of the workbook, the last with the facts, as one dict per row."""
    with fetch(page, button).path().open("rb") as file:
        _title, _filter, _empty, head, *rows = (
            load_workbook(io.BytesIO(file.read()), read_only=True).worksheets[sheet].values
        )
    return [dict(zip(head, row, strict=True)) for row in rows if row[0] != "Sum"]


def fetch(page: Page, button: str) -> Download:
    """Press a download button, and once more where a run that drew the button anew just then lost the click."""
    settle(page)
    press = page.get_by_role("button", name=button)
    try:
        with page.expect_download(timeout=10_000) as got:
            press.click()
    except PlaywrightTimeout:
        with page.expect_download() as got:
            press.click()
    return got.value


def adopt_quietly(engine, name: str, content: bytes) -> None:
    """Put a file in force as somebody else does, without a browser."""
    store.adopt(engine, content, name, round_id="2024", who="en annen")


def clear(engine) -> None:
    """Take everything out of the store, as if nothing had ever been in it."""
    with writing(engine) as connection:
        for table in reversed(metadata.sorted_tables):
            if table is not changes:  # whose numbers tell the sessions
                connection.execute(delete(table))

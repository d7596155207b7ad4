"""What Oversikt hands out in a real browser: a file at a press, the page as PDF, and the browser's own print."""

import io
import subprocess
import zipfile

import pytest
from playwright.sync_api import Page, expect

from report.pack import page_print
from report.pack.page_print import PrintRefused, print_page


def test_the_slides_come_at_a_press(app, page: Page):
    page.goto(f"{app.url}/?dato=2024-05-02&region=Nordland")
    button = page.get_by_role("button", name="Styrepakke (PowerPoint)")
    expect(button).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == "styrepakke_2024-05-02_nordland.pptx"
    content = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert [name for name in content.namelist() if name.startswith("ppt/embeddings/")]


def test_the_page_is_printed_whole_on_one_sheet(app, tmp_path):
    path = tmp_path / "oversikt.pdf"
    path.write_bytes(print_page(f"{app.url}/?dato=2024-05-02"))
    pages = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert pages.count("\f") == 1
    assert "34 av 40" in pages and "Vestfold og Telemark" in pages
    assert "Ta det med" not in pages


def test_a_page_that_does_not_come_is_refused(monkeypatch):
    monkeypatch.setattr(page_print, "PATIENCE", 3)
    with pytest.raises(PrintRefused, match="Skriv ut fra nettleseren"):
        print_page("http://localhost:9/")


def test_the_browsers_own_print_opens_within_the_click(app, page: Page):
    """Streamlit's button is there only where this machine has no Chromium, so one like it is put on the page."""
    page.goto(f"{app.url}/?dato=2024-05-02")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    page.evaluate(
        """() => {
            window.print = () => { window.printed = (window.printed ?? 0) + 1; };
            const place = document.body.appendChild(document.createElement("div"));
            place.className = "st-key-print_page";
            place.appendChild(document.createElement("button")).textContent = "Skriv ut prøven";
        }"""
    )
    page.get_by_role("button", name="Skriv ut prøven").dispatch_event("click")
    assert page.evaluate("window.printed") == 1

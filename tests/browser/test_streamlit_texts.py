"""What Streamlit writes by itself while one chooses, picks a date and uploads, in a browser that speaks English."""

import re

from playwright.sync_api import expect
from visiting import open_page

# Words that Streamlit's interface is made of and Norwegian is not.
ENGLISH = re.compile(
    r"\b(the|and|of|is|you|your|show|hide|search|select|selected|choose|open|close|click|press|download|upload|"
    r"files?|columns?|not|no|page|view|more|less|clear|day|month|year|remove|add|error|loading|running|edit|"
    r"toolbar|expand|collapse|empty|settings|reset|heading|chart|button|sort|copy|fullscreen|required|options?|"
    r"results?|available|browse|drag|today|previous|next|january|february|march|may|june|july|october|december)\b",
    re.IGNORECASE,
)
# Every text and every attribute that is read out or shown, but for icons, which are drawn by their names, and
# addresses. Drawn tables are canvases and their cells our own texts.
COLLECT = """() => {
  const found = [];
  const hidden = "noscript, script, style, canvas, [data-testid=stIconMaterial], [translate=no]";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeValue.trim() && !node.parentElement.closest(hidden)) found.push(node.nodeValue.trim());
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext", "aria-description"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest(hidden)) found.push(element.getAttribute(name));
  return [...new Set(found)];
}"""
NAMES = re.compile(r"\S+@\S+|https?://\S+|Microsoft Forms|Excel|Teams|Zoom|CSV|Streamlit|\S+\.(?:xlsx|csv|txt)")


def english_of(page):
    """The texts on the page with an English word in them."""
    texts = page.evaluate(COLLECT)
    return [text for text in texts if ENGLISH.search(NAMES.sub("", text))]


def test_choosing_is_norwegian(app, page):
    open_page(page, f"{app.url}/?region=Nordland")
    region = page.get_by_role("combobox", name="Region")
    region.click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert english_of(page) == []
    region.fill("finnes ikke")
    expect(page.get_by_text("Ingen treff")).to_be_visible()
    assert english_of(page) == []


def test_the_calendar_is_norwegian(app, page):
    open_page(page, f"{app.url}/?dato=2024-05-02")
    page.get_by_role("button", name=re.compile("^Velg dato")).click()
    expect(page.get_by_role("button", name="Neste måned")).to_be_visible()
    assert english_of(page) == []
    expect(page.get_by_role("button", name=re.compile("torsdag 2. mai 2024"))).to_be_visible()


def test_a_refused_file_is_refused_in_norwegian(app, page, tmp_path):
    open_page(page, f"{app.url}/data")
    large = tmp_path / "stor.csv"
    large.write_bytes(b"a" * 21_000_000)
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("Filen kan være på høyst 20 MB.")).to_be_visible()
    assert english_of(page) == []

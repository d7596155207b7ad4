"""A tour of everything that can be seen: each page in each state and theme, and what opens over a page.

It is taken once; tests/browser/test_accessibility.py reads what was seen.
"""

import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page, TimeoutError, expect
from visiting import next_frame, settle, walk

from data import DATA

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
NARROWEST = 320
WIDTHS = (1440 // 2, NARROWEST)
# No round before 2024 has a file; in 2019 nothing had come in yet. A page with less on it has fewer sizes to fail at,
# and what is said where nothing is left has the colours of what is said where nothing is loaded.
STATES = {
    "examples": ("?dato=2024-09-01", ("dark", "light"), WIDTHS),
    "nothing loaded": ("?runde=2023", ("dark", "light"), (NARROWEST,)),
    "nothing left": ("?dato=2019-06-01", ("light",), (NARROWEST,)),
}
ALWAYS_THE_SAME = ("Logg", "Personvern", "Slik bruker du dashbordet")
"""Pages that neither a round nor a day changes: looked at in the first state."""
EARLIER_ROUND = """
id = "2023"
title = "Prøverunden 2023"
[dates]
call = 2023-03-01
deadline = 2023-05-15
"""
BACKGROUNDS = {"dark": "rgb(15, 25, 32)", "light": "rgb(255, 255, 255)"}
HAS_BACKGROUND = "colour => getComputedStyle(document.querySelector('.stApp')).backgroundColor === colour"
LEAST_CONTRAST = 4.5
EXPORTS = [
    DATA / "examples" / "Pamelding til inspirasjonssamling - Fremtidens kulturskole(1-191).xlsx",
    DATA / "examples" / "Soknad - Fremtidens kulturskole(1-51).xlsx",
]

# Every rule of WCAG 2.1 A and AA, and every best practice; of the other theme those about colours, all that differs.
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
COLOR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES = {"dark": COLOR_RULES, "light": EVERY_RULE}
FIND_VIOLATIONS = """async (rules) => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
    return found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.html.slice(0, 160)} – ${node.failureSummary.split('\\n')[1]}`));
}"""

# axe can't tell what lies behind the text of a drawing.
FIND_FAINT_LABELS = """(least) => {
    const channel = v => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const page = parts(getComputedStyle(document.querySelector('.stApp')).backgroundColor);
    const faint = [];
    for (const label of document.querySelectorAll('.main-svg text')) {
        const style = getComputedStyle(label);
        const [r, g, b, a = 1] = parts(style.fill);
        const share = a * style.fillOpacity * style.opacity;
        const seen = [r, g, b].map((value, place) => value * share + page[place] * (1 - share));
        const [light, dark] = [luminance(seen), luminance(page)].sort((x, y) => y - x);
        if ((light + 0.05) / (dark + 0.05) < least) faint.push(`faint label ${label.textContent}: ${style.fill}`);
    }
    return faint;
}"""

READ_OUTLINE = """() => {
    const seen = (element) => element.checkVisibility();
    const heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(seen);
    const drawings = [...document.querySelectorAll('.stPlotlyChart, [data-testid=stDeckGlJsonChart]')].filter(seen);
    const named = (e) => e.closest('[aria-label]') ?? e.querySelector('[aria-label]');
    return {
        levels: heads.map(e => Number(e.tagName[1])),
        drawings: drawings.map(e => named(e)?.getAttribute('aria-label') ?? ''),
        language: document.documentElement.lang,
        title: document.title,
    };
}"""

# Everything that is read or heard: icons are words to the browser and pictures to everybody else.
READ_TEXTS = """() => {
    const heard = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder',
        'alt'];
    const texts = new Set([document.title]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest('script, style, noscript, [data-testid=stIconMaterial]')) continue;
        texts.add(walker.currentNode.nodeValue.trim());
    }
    for (const name of heard) {
        for (const element of document.querySelectorAll(`[${name}]`)) texts.add(element.getAttribute(name).trim());
    }
    return [...texts].filter(Boolean);
}"""

# The spacing of WCAG 1.4.12, and text twice as large is what a window of half the width shows.
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
# Text that its box cuts off. Icons are words to the browser, tables and what is typed scroll by themselves.
FIND_CUT = """() => {
    const not = '[data-testid=stIconMaterial], [data-testid=stTable], .stDataFrame, input, textarea, option, pre, '
        + 'canvas, .main-svg, [data-testid=stDateInputFieldsScroller]';
    return [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
        if (e.closest(not) || !e.checkVisibility() || !e.innerText?.trim() || e.clientWidth < 2) return false;
        const style = getComputedStyle(e);
        return style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1;
    }).map(e => `${e.dataset.testid ?? e.className}: ${e.innerText.trim().slice(0, 60)}`);
}"""
READ_WIDTH = """() => Math.max(...[document.scrollingElement, document.querySelector('[data-testid=stMain]')]
    .map(e => e.scrollWidth - e.clientWidth))"""


@dataclass
class Stop:
    """What was seen at one place: axe's findings, what a page is built of, what is read, how far it is too wide, and
    which texts are cut off."""

    name: str
    violations: list[str] = field(default_factory=list)
    outline: dict = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    too_wide: int = 0
    cut: list[str] = field(default_factory=list)
    other_levels: list[list[int]] = field(default_factory=list)
    """The levels of the headings with each other tab open."""


def take_tour(page: Page, url: str) -> list[Stop]:
    """Every stop, in a dashboard that has the earlier round and nothing else."""
    seen: list[Stop] = []
    for state, (query, schemes, widths) in STATES.items():
        for title in walk(page, f"{url}/{query}", without=ALWAYS_THE_SAME if seen else ()):
            seen.append(see_page(page, f"{title}, {state}", schemes, widths))
    return seen


def see_page(page: Page, name: str, schemes: tuple = tuple(BACKGROUNDS), widths: tuple = WIDTHS) -> Stop:
    """One page in its themes, the light one last, and as narrow and as spaced out as it may be asked to be; then what
    its other tabs hold.
    """
    expect(page).to_have_title(re.compile(" – "))  # until then it has the frame's own
    stop = Stop(name, outline=page.evaluate(READ_OUTLINE), texts=page.evaluate(READ_TEXTS))
    look(page, stop, schemes, widths)
    for tab in page.get_by_role("tab").all()[1:]:
        tab.click()
        settle(page)
        outline = page.evaluate(READ_OUTLINE)
        before = stop.outline["drawings"]  # a drawing above the tabs is seen again
        stop.outline["drawings"] = before + [one for one in outline["drawings"] if one not in before]
        stop.other_levels.append(outline["levels"])
        stop.texts += page.evaluate(READ_TEXTS)
        look(page, stop, schemes[-1:], (NARROWEST,))
    return stop


def look(page: Page, stop: Stop, schemes: tuple, widths: tuple) -> None:
    """Add to the stop what is wrong in what the page shows now."""
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(HAS_BACKGROUND, arg=BACKGROUNDS[scheme])
        next_frame(page)
        found = violations(page, RULES[scheme])
        if scheme == "light":  # a figure keeps its colours when the theme changes under it, until it is drawn again
            found += page.evaluate(FIND_FAINT_LABELS, LEAST_CONTRAST)
        stop.violations += [f"{scheme}: {one}" for one in found]
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        spaced = page.add_style_tag(content=SPACED)
        with contextlib.suppress(TimeoutError):  # a table is drawn anew a moment after the window has changed
            page.wait_for_function(f"() => ({READ_WIDTH})() <= 1", timeout=5_000)
        next_frame(page)
        stop.too_wide = max(stop.too_wide, page.evaluate(READ_WIDTH))
        stop.cut += [f"{width}: {one}" for one in page.evaluate(FIND_CUT)]
        spaced.evaluate("style => style.remove()")
    page.set_viewport_size({"width": 1440, "height": 900})
    next_frame(page)


def violations(page: Page, rules: dict) -> list[str]:
    """What these rules of axe find on the page as it is now."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    return page.evaluate(FIND_VIOLATIONS, rules)

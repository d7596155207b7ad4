"""Going over a page with the keyboard: the Tab key, where the focus is, and whether it is seen there."""

import pytest
from playwright.sync_api import ElementHandle, Locator, Page

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
HERE = f"(it) => [({NAME})(document.activeElement), Boolean(it?.contains(document.activeElement))]"
"""The name of what has the focus, and whether it is the element, or within it."""


def focused(page: Page) -> ElementHandle:
    """The element that has the focus."""
    return page.evaluate_handle("document.activeElement").as_element()


def tab_to(page: Page, wanted: Locator) -> list[str]:
    """Press Tab until the element has the focus, which must be seen wherever it goes; the names of what was passed."""
    passed, it = [], None
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if it is None or not it.evaluate("it => it.isConnected"):  # a run may draw it anew
            it = wanted.element_handle() if wanted.count() else None
        name, reached = page.evaluate(HERE, it)
        passed.append(name)
        if reached:
            assert focused(page).evaluate(SHOWS_FOCUS), name
            return passed
    pytest.fail(f"The Tab key did not reach it: {passed}")

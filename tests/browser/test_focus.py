"""Where the focus goes with the Tab key, and that it is seen there, on pages that are only read."""

import itertools

import pytest
from keyboard import MOST, NAME, SHOWS_FOCUS, focused
from steps import open_page


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

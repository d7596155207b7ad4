"""Every page in its three states: nothing loaded yet, nothing left after filtering, data."""

import pytest

from tests.pages.conftest import text_of

FIGURE_PAGES = ("overview", "participation", "map", "progress", "municipalities")
ALL_PAGES = (*FIGURE_PAGES, "data", "settings", "log")


@pytest.mark.parametrize("page", ALL_PAGES)
def test_a_page_opens_on_the_examples_and_says_that_they_are_invented(open_page, page):
    app = open_page(page)
    assert "Eksempeldata" in text_of(app)
    assert len(app.title) == 1


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_a_page_without_data_says_where_to_upload(open_page, empty_round, page):
    app = open_page(page, runde=empty_round)
    assert "last opp" in text_of(app).lower()


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_a_page_with_nothing_left_says_how_to_widen_the_filter(open_page, page):
    app = open_page(page, dato="2019-06-01")
    assert "en annen dag" in text_of(app)


def test_an_unknown_region_in_the_link_is_said_aloud(open_page):
    app = open_page("overview", region=["Atlantis"])
    assert "Ukjent region i lenken: «Atlantis»" in text_of(app)

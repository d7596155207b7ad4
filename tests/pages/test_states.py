"""Every page in its three states: nothing loaded yet, nothing left after filtering, data."""

import pytest

from tests.menu import MENU
from tests.pages.conftest import text_of

FIGURE_PAGES = ("overview", "participation", "map", "progress", "municipalities", "reach")
ALL_PAGES = tuple(page.file for page in MENU)


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


def test_with_the_whole_country_chosen_nobody_is_told_to_choose_more_regions(open_page):
    assert "flere regioner" not in text_of(open_page("overview", dato="2019-06-01"))
    assert "flere regioner" in text_of(open_page("overview", dato="2019-06-01", region=["Agder"]))


def test_short_tables_of_texts_wrap_and_show_what_was_written_as_it_was_written(open_page):
    latest, story = open_page("overview").table[0].value, open_page("municipalities", kommune="5601").table[0].value
    assert next(iter(latest["Kommune"])) == "Sunnfjord" and latest["Når"].str.contains("kl").all()
    assert story["Dato"].str.replace("\\", "").str.fullmatch(r"\d\d\.\d\d\.\d{4}").all()
    assert story["Hva"].str.contains("Søknad").any()


def test_counts_with_their_change_stand_to_the_right_as_numbers_do(open_page):
    way = open_page("progress").dataframe[0]
    assert way.proto.columns.count('"alignment": "right"') == 3  # Påmeldt, Deltok, Søkt

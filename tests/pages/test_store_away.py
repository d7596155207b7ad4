"""What is on the screen while the database does not answer."""

import pytest

import store
from frame import reads
from tests.pages.conftest import text_of


@pytest.fixture
def away(monkeypatch):
    """Call it to let the store stop answering."""

    def stop(*_arguments, **_more):
        raise store.StoreGone

    def go():
        for name in (
            "change_numbers",
            "in_force",
            "round_texts",
            "versions",
            "manual_entries",
            "read_log",
            "corrections",
        ):
            monkeypatch.setattr(store, name, stop)

    return go


def test_the_last_known_figures_stay_while_the_database_is_away(open_page, away):
    before = [metric.value for metric in open_page("overview").metric]
    away()
    app = open_page("overview")
    assert "Tallene er de siste som er kjent" in text_of(app)
    assert [metric.value for metric in app.metric] == before


def test_a_page_that_needs_the_database_says_so_calmly(open_page, away):
    open_page("overview")
    away()
    app = open_page("data")
    assert len(app.error) == 1
    assert str(store.StoreGone()) in text_of(app)


def test_without_any_figures_known_the_page_says_what_is_wrong(open_page, away):
    away()
    app = open_page("overview")
    assert str(store.StoreGone()) in text_of(app)


def test_after_a_backup_is_put_back_nothing_is_shown_that_was_kept_from_before(open_page, engine, monkeypatch):
    now = store.change_numbers(engine)

    def at(number):
        monkeypatch.setattr(store, "change_numbers", lambda _engine: now | {"": number})
        open_page("overview")
        return reads.rounds(reads.change_id()[0])

    kept = at(7)
    assert at(7) is kept
    at(6)
    assert at(7) is not kept

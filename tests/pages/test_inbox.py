"""The page Data tells what waits in the inbox and why, and takes such a file to its review."""

import pytest

import store
from frame.parts import inbox_files
from tests.pages.conftest import open_in, text_of
from tests.store.test_store_inbox import registrations


@pytest.fixture
def inbox(engine, tmp_path, monkeypatch):
    """An inbox with a file of a form that nobody has adopted before."""
    folder = tmp_path / "innboks"
    folder.mkdir()
    (folder / "Pamelding(1-8).csv").write_bytes(registrations(8))
    found = store.Inbox(engine, folder, rest=0)
    found.look()
    found.look()
    monkeypatch.setattr(inbox_files, "watched", lambda: found)
    return found


def test_a_waiting_file_is_told_and_put_under_review_at_a_press(inbox, engine):
    app = open_in("data")
    assert "I innboksen" in text_of(app)
    assert "tas i bruk av et menneske" in text_of(app)
    assert "Ta i bruk" not in [button.label for button in app.button]
    next(button for button in app.button if button.label == "Se på filen").click()
    app.run()
    assert "Ta i bruk" in [button.label for button in app.button]
    assert not app.exception and store.in_force(engine, "2024") == []


def test_a_file_that_has_gone_meanwhile_is_told(inbox):
    app = open_in("data")
    (inbox.folder / "Pamelding(1-8).csv").unlink()
    next(button for button in app.button if button.label == "Se på filen").click()
    app.run()
    assert "er ikke i innboksen lenger" in text_of(app).replace("\\", "")


def test_a_folder_that_is_gone_is_told_and_without_an_inbox_nothing_is(inbox, tmp_path, monkeypatch):
    inbox.folder = tmp_path / "borte"
    inbox.look()
    assert "Innboksmappen kan ikke leses" in text_of(open_in("data"))
    monkeypatch.setattr(inbox_files, "watched", lambda: None)
    assert "innboks" not in text_of(open_in("data")).lower()

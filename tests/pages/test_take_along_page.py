"""What Oversikt hands out to take along: the same files as the command writes, and only when a button is pressed."""

import pytest
import streamlit as st

from frame.parts import take_along
from tests.pages.conftest import open_in

LABELS = [
    "Styrepakke (PowerPoint)",
    "Saksframlegg (Word)",
    "Ukebrev (nettside)",
    "Ukebrev (e-postutkast)",
    "Kalender",
    "Åpne tall",
]


@pytest.fixture
def offered(monkeypatch):
    """The download buttons of the page: label to (what writes the file, its options)."""
    found, show = {}, st.download_button

    def note(label, data, **options):
        found[label] = (data, options)
        return show(label, data, **options)

    monkeypatch.setattr(st, "download_button", note)
    return found


def test_every_file_is_offered_with_the_filter_in_its_name_and_written_when_asked(engine, offered, monkeypatch):
    written = []
    monkeypatch.setattr(take_along, "write_slides", lambda edition: written.append(edition) or b"")
    open_in("overview", region=["Nordland"], dato="2024-05-02")
    assert [label for label in LABELS if label in offered] == LABELS
    assert not written
    names = {label: options["file_name"] for label, (_, options) in offered.items()}
    assert names["Styrepakke (PowerPoint)"] == "styrepakke_2024-05-02_nordland.pptx"
    kinds = {
        "Saksframlegg (Word)": b"PK",
        "Ukebrev (nettside)": b"<!doctype html>",
        "Ukebrev (e-postutkast)": b"Subject: Ukebrev",
        "Kalender": b"BEGIN:VCALENDAR",
        "Åpne tall": b"PK",
    }
    for label, begin in kinds.items():
        assert offered[label][0]().startswith(begin), label


def test_without_an_address_the_browsers_own_print_is_offered(engine):
    app = open_in("overview", dato="2024-05-02")
    assert [button.label for button in app.button if button.key == "print_page"] == [
        "Skriv ut siden, eller lagre som PDF"
    ]


def test_a_round_without_files_offers_nothing(empty_round, offered):
    open_in("overview", runde=empty_round)
    assert not set(LABELS) & set(offered)

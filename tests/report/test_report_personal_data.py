"""Nothing that is taken along holds a name, an address, a telephone number or what somebody wrote."""

from datetime import date

import pytest

import store
from analysis.__main__ import read_sources
from analysis.situation import compute_situation
from domain.kinds import ROW_KINDS
from domain.rounds import read_round
from report.calendar_file import write_calendar
from report.letter import write_letter_mail, write_letter_page
from report.open_data import write_open_data
from report.pack.document import write_document
from report.pack.slides import write_slides
from tests.report.conftest import FRIEND
from tests.report.reading import everything_in

PERSONAL = ("name", "email", "contact_person", "contact_email", "phone", "comment", "motivation", "team")


@pytest.fixture(scope="module")
def people(adopted):
    """Every name, address, telephone number and free text of the example files, and who adopted and wrote notes."""
    _, engine = adopted
    sources, _ = read_sources(engine, "2024")
    whole = compute_situation(sources, read_round(store.round_texts(engine)["2024"]), date(2024, 9, 30))
    found = {"kari@kulturskoleradet.example", FRIEND, FRIEND.split()[1]}
    for rows in (getattr(whole, kind) for kind in ROW_KINDS):
        for column in [column for column in PERSONAL if column in rows]:
            found |= {str(value).strip() for value in rows[column].dropna()}
    return {text for text in found if len(text) > 6}


def test_no_file_names_anybody(edition_of, people):
    assert len(people) > 300
    for day, regions in (("2024-05-02", ()), ("2024-06-01", ("Nordland",)), ("2024-09-01", ())):
        edition = edition_of(day, regions)
        files = {
            "a.pptx": write_slides(edition),
            "a.docx": write_document(edition),
            "a.html": write_letter_page(edition).encode(),
            "a.eml": write_letter_mail(edition),
            "a.ics": write_calendar(edition, FRIEND),
            "a.zip": write_open_data(edition),
        }
        for name, content in files.items():
            text = everything_in(name, content).casefold()
            assert "2024" in text, name
            found = sorted(one for one in people if one.casefold() in text)
            assert not found, (name, day, regions, found)


def test_the_search_would_find_a_name(edition_of, people):
    edition = edition_of()
    one = next(name for name in sorted(people) if " " in name and name.isascii() and len(name) < 25)
    spoilt = edition_of(files=(*edition.files, type(edition.files[0])("applications", "", f"{one}.xlsx")))
    for name, content in (
        ("a.pptx", write_slides(spoilt)),
        ("a.docx", write_document(spoilt)),
        ("a.eml", write_letter_mail(spoilt)),
    ):
        assert one.casefold() in everything_in(name, content).casefold(), name

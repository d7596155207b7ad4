"""The letter to a municipality fits how far it has come, and claims nothing that is not known."""

import pytest

from analysis.letters import write_letter
from data.reference import municipalities
from tests.analysis.small_spring import SIGNED, small_spring
from tests.analysis.tables import ASKER, BODO, NARVIK, TROMSO, rows, situation


@pytest.fixture
def found():
    return small_spring()


def test_the_letter_fits_how_far_the_municipality_has_come(found):
    body = write_letter(found, BODO, "Kari, rådgiver").body
    assert "deltok på inspirasjonssamlingen med 1 person" in body
    assert "Søknadsfristen er onsdag 15. mai, om 13 dager" in body
    assert body.endswith("Vennlig hilsen\nKari, rådgiver\nNorsk kulturskoleråd")
    assert "bekrefter plassen og melder dere på oppstarten" in write_letter(found, TROMSO).body
    assert "Søknaden deres kom 21. april" in write_letter(found, ASKER).body
    assert "Vi så dere ikke der" in write_letter(found, NARVIK).body


def test_the_letter_claims_nothing_that_is_not_known():
    before = write_letter(situation("2024-03-14", registrations=SIGNED), BODO).body
    assert "Dere har meldt på 3 personer til inspirasjonssamlingen fredag 15. mars." in before
    no_report = write_letter(situation("2024-03-20", registrations=SIGNED), BODO).body
    assert "Dere meldte på 3 personer" in no_report
    assert "så dere ikke" not in before + no_report


@pytest.mark.parametrize(
    ("state", "answer"), [("waiting", "venteliste"), ("declined", "ikke plass"), ("received", "kommer tilbake")]
)
def test_the_letter_knows_the_answer_to_an_application(state, answer):
    applied = rows({"on": "2024-04-21 10:00", "of": ASKER, "state": state})
    assert answer in write_letter(situation("2024-06-20", applications=applied), ASKER).body


def test_the_letter_to_one_who_withdrew_says_so():
    gone = rows({"on": "2024-04-21 10:00", "of": ASKER, "state": "withdrawn"})
    assert "Dere har trukket søknaden" in write_letter(situation("2024-05-02", applications=gone), ASKER).body


def test_every_municipality_has_a_letter(found):
    late = situation("2024-05-20", registrations=SIGNED)
    assert all(write_letter(late, number).body for number in municipalities())

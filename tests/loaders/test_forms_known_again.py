"""A form is known again by its questions, whatever is put around them, moved or said of them."""

import pytest
from make_files import ENGLISH, text

from loaders import read_export

HEADERS = [*ENGLISH, "Kommune", "Antall"]
ROWS = [[n, "2024-03-10 09:00", f"2024-03-10 09:0{n}", f"p{n}@eks.example", "Tone Eksempel", "Bodø", 2] for n in (1, 2)]


def form(headers=HEADERS, rows=ROWS, **how):
    return read_export(text([headers, *rows]), "Påmelding(1-2).csv", **how).form


@pytest.mark.parametrize("header", ["Status", "Avmeldt", "Avmeldt dato", "Venteliste", "Møtt", "Notat"])
def test_what_is_added_by_hand_makes_no_other_form(header):
    assert form([*HEADERS, header], [[*row, "x"] for row in ROWS]) == form()


def test_the_order_of_the_columns_the_answers_and_the_users_choices_make_no_other_form():
    assert form(HEADERS[::-1], [row[::-1] for row in ROWS]) == form()
    assert form(mapping={"Antall": "persons"}) == form(mapping={"Antall": ""}) == form()
    assert form(rows=[[*row[:-1], "mange"] for row in ROWS]) == form()


def test_another_question_is_another_form():
    assert form([*HEADERS[:-1], "Allergier"]) != form()

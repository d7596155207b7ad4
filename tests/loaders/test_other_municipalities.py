"""A column of municipalities that no field uses is told where it says something else than the row counts for."""

import pytest
from make_files import text
from small_exports import form

from loaders import read_export

QUESTION = "Hvilken kommune representerer du?"


def told(export):
    found = export.findings[export.findings["code"] == "municipality_elsewhere"]
    return list(zip(found["severity"], found["column"], found["cell"], strict=True))


@pytest.mark.parametrize("header", ["Kommune (rettet)", "Hjemkommune", "Hvor bor du?"])
def test_a_second_column_that_names_another_municipality_is_a_check(header):
    export = read_export(form(header, ["", "Moss"], place=QUESTION), "Påmelding(1-2).csv")
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker"]
    assert told(export) == [("check", header, "G3")]


def test_a_second_column_that_agrees_is_nothing_to_tell():
    export = read_export(form("Hjemkommune", ["Bodø", "Asker kommune"], place=QUESTION), "Påmelding(1-2).csv")
    assert told(export) == []


def test_a_column_of_other_things_is_no_column_of_municipalities():
    export = read_export(form("Favorittbok", ["Bodø", "Sult", "Markens grøde"], place=QUESTION), "Påmelding(1-3).csv")
    assert told(export) == []


def test_a_persons_name_in_the_place_of_a_municipality_is_not_repeated():
    rows = [["Tuva Solbakk", "a@eks.example", "Tuva Solbakk"], ["Eirin Nesvold", "b@eks.example", "Asker"]]
    export = read_export(text([["Navn", "E-post", "Kommune"], *rows]), "Påmelding.csv")
    assert "Solbakk" not in " ".join(export.findings["message"])
    assert "place_unsure" in set(export.findings["code"])

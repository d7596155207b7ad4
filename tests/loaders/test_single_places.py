"""One text that may be a place, at the edges of what is heard: letters spaced out, and whose address says where."""

import pytest

from loaders import read_export
from loaders.matching.municipalities import match_cleaned
from loaders.matching.plain import find_name

BODO, OSLO = ("1804",), ("0301",)


@pytest.mark.parametrize(("text", "is_heard"), [("B o d ø", True), ("B ø d", False), ("B ø", False), ("Bø", True)])
def test_letters_spaced_out_are_a_name_from_three_on(text, is_heard):
    assert (find_name(text) is not None) == is_heard


@pytest.mark.parametrize(
    ("text", "domain", "numbers"),
    [
        ("kari@bodo.kommune.no", "gmail.com", BODO),
        ("kari@bodo.kommune.no", "", BODO),
        ("kari@bodo.kommune.no", "oslo.kommune.no", BODO),
        ("", "oslo.kommune.no", OSLO),
        ("", "gmail.com", ()),
    ],
)
def test_an_address_in_the_cell_says_more_than_the_sender_s(text, domain, numbers):
    assert match_cleaned(text, "", domain, "").numbers == numbers


@pytest.mark.parametrize(("others", "rows"), [(("deltar",), "raden"), (("Grønn",), "radene")])
def test_a_state_that_is_not_understood_is_told_of_its_one_row_or_its_rows(others, rows):
    people = ["Kari Nor;kari@skole.example;Bodø;Grønn", f"Ola Nor;ola@skole.example;Oslo;{others[0]}"]
    content = "\n".join(["Navn;E-post;Kommune;Status", *people])
    findings = read_export(content.encode(), "Påmelding.csv", kind="registrations").findings
    told = findings.loc[findings["code"] == "state_unknown", "message"]
    assert len(told) == 1 and told.iloc[0].startswith(f"Statusen «Grønn» er ukjent, og {rows} teller")

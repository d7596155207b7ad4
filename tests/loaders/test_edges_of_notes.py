"""Which short lines under wide and narrow tables are no answers, on both sides of each edge."""

import pytest
from make_files import text

from loaders import read_export

WIDE = ["Påmeldt dato", "Navn", "Kommune", "Antall deltakere", "Farge", "Form", "Lukt", "Smak"]
FULL = [[f"1{n}.03.2024", f"Navn {n}", "Bodø", n, "blå", "rund", "god", "søt"] for n in range(1, 4)]
NARROW = ["Navn", "Kommune"]
TWO = [["Tuva Moe", "Bodø"], ["Eirin Lie", "Asker"]]


def line(**cells):
    """A line with these cells, each under the header that begins like its name."""
    return [next((cells[name] for name in cells if header.startswith(name)), "") for header in WIDE]


def read_rows(*lines):
    return list(read_export(text(lines), "Påmelding.csv").rows["source_row"])


COUNTY, PERSON = line(Navn="Nordland", Antall=12), line(Navn="Marte Rud", Kommune="Lom", Antall=1)
FOUR = line(Navn="Marte Rud", Kommune="Lom", Antall=1, Farge="gul")
FIVE = line(Navn="Marte Rud", Kommune="Lom", Antall=1, Farge="gul", Form="flat")


@pytest.mark.parametrize(
    ("below", "answers"),
    [
        ([[], COUNTY, COUNTY], []),
        ([COUNTY, COUNTY], [5, 6]),
        ([[], PERSON, PERSON], [6, 7]),
        ([[], COUNTY, FOUR], [7]),
        ([[], COUNTY, FIVE], [6, 7]),
        ([[], PERSON, [], COUNTY], [6]),
        ([[], line(Påmeldt="14.03.2024", Antall=12), COUNTY], [6]),
        ([line(Navn="Marte Rud")], []),
        ([line(Navn="Marte Rud", Kommune="Lom")], [5]),
    ],
)
def test_lines_of_two_cells_under_an_empty_line_are_none_where_all_there_are_at_most_half_as_wide(below, answers):
    assert read_rows(WIDE, *FULL, *below) == [2, 3, 4, *answers]


@pytest.mark.parametrize(
    ("last", "answer"),
    [
        (["Totalt", ""], False),
        (["Marte Rud", ""], True),
        (["Totalt", "Lom"], True),
        (["Totalt", "2"], False),
        (["Bodø totalt", ""], True),
    ],
)
def test_a_word_for_a_sum_alone_in_a_line_is_a_sum(last, answer):
    assert read_rows(NARROW, *TWO, last) == ([2, 3, 4] if answer else [2, 3])


@pytest.mark.parametrize(("filled", "is_sum"), [(2, True), (1, False)])
def test_a_last_line_that_adds_up_lacks_what_two_thirds_of_the_lines_have(filled, is_sum):
    headers = ["Påmeldt dato", "Navn", "Kommune", "Antall deltakere", "Farge"]
    rows = [[f"1{n}.03.2024", f"Navn {n}", "Bodø", n, "blå" if n <= filled else ""] for n in range(1, 4)]
    last = ["", "Alle", "Bodø", 6, ""]
    assert read_rows(headers, *rows, last) == ([2, 3, 4] if is_sum else [2, 3, 4, 5])

"""A text in the column of municipalities that is somebody's name is known among the file's people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_files import text

from domain.people import name_key
from loaders import read_export
from loaders.rows.places import people_among


class Named:
    """Answers with one column of names."""

    def __init__(self, *names):
        self.names = names

    def __contains__(self, field):
        return field == "name"

    def distinct(self, field):
        return self.names


@pytest.mark.parametrize("written", ["Kari", "KARI ", "(gjest) Kari", "Kari (Bodø)", "Kari.", "«Kari»", "ﬁ Kari"])
def test_a_name_is_found_however_it_is_written(written):
    key = name_key(written)
    assert people_among(Named("Ola Hansen", written), {key}) == {key}


WRITTEN = st.lists(st.text("aAåﬁK ,.(", max_size=4), max_size=6)


@given(WRITTEN, WRITTEN)
def test_it_finds_the_same_as_when_every_name_is_compared(names, texts):
    wanted = {name_key(one) for one in texts} - {""}
    assert people_among(Named(*names), wanted) == {name_key(name) for name in names} & wanted


def test_no_finding_names_somebody_whose_name_stands_as_a_municipality():
    rows = [["Mina", "a@example.no", "Bodø"], ["Per Perzen", "b@example.no", "Mina"], ["Ås", "c@example.no", "Asker"]]
    export = read_export(text([["Navn", "E-post", "Kommune"], *rows]), "Påmelding.csv")
    [told] = export.findings[export.findings["code"] == "place_unsure"]["message"]
    assert "Mina" not in told

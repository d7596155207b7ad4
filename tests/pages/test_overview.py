"""The first screen follows the round's phase, on the examples: one sentence, four numbers, two drawings."""

from datetime import date

import pandas as pd
import pytest
import streamlit as st

import store
from data import DATA
from frame.door import people
from frame.pieces import table
from tests.pages.conftest import text_of

PHASES = {
    "2024-03-12": ("påmeldt samlingen", "Påmeldte kommuner", ("pameldte", "regioner")),
    "2024-05-02": ("34 av 40 søknader er inne, 13 dager til fristen.", "Søknader", ("soknader", "regioner")),
    "2024-06-01": ("13 av 20 plasser er tildelt.", "Søknader", ("soknader", "regioner")),
    "2024-09-01": ("15 av 22 kommuner med plass er påmeldt oppstarten.", "Tildelte plasser", ("klare", "regioner")),
}


@pytest.mark.parametrize("day", PHASES)
def test_the_first_screen_answers_what_the_phase_asks(open_page, day):
    lead, first, charts = PHASES[day]
    page = open_page("overview", dato=day)
    assert lead in page.header[0].value.replace("\\", "")
    assert [len(page.metric), page.metric[0].label] == [4, first]
    drawn = [figure.proto.id for figure in page.get("plotly_chart")]
    assert [
        name for name in ("pameldte", "soknader", "klare", "regioner") if any(f"chart_{name}" in key for key in drawn)
    ] == list(charts)


def test_before_the_deadline_the_lead_alone_says_how_long_there_is_left(open_page):
    assert "Neste milepæl" not in text_of(open_page("overview", dato="2024-05-15"))
    assert "Neste milepæl" in text_of(open_page("overview", dato="2024-05-16"))


def test_framdrift_draws_nothing_that_oversikt_draws(open_page):
    for day in ("2024-05-02", "2024-06-01", "2024-09-01"):
        titles = {figure.proto.id for figure in open_page("overview", dato=day).get("plotly_chart")}
        assert titles and titles.isdisjoint(
            figure.proto.id for figure in open_page("progress", dato=day).get("plotly_chart")
        )


def test_after_the_deadline_framdrift_forecasts_nothing(open_page):
    assert "Hvor bærer det?" in text_of(open_page("progress", dato="2024-05-15"))
    assert "Hvor bærer det?" not in text_of(open_page("progress", dato="2024-05-16"))


@pytest.mark.parametrize("day", ["2024-05-02", "2024-06-01", "2024-09-01"])
def test_without_a_file_of_applications_the_first_screen_says_so_and_shows_no_nought(open_page, engine, day):
    file = store.example_files()[0]
    content = (DATA / "examples" / file.path).read_bytes()
    store.adopt(engine, content, file.filename, round_id="2024", who="kari", kind=file.kind, event=file.event or None)
    page = open_page("overview", dato=day)
    assert page.header[0].value.startswith("Ingen søknadsfil er lastet opp ennå")
    shown = {number.label: (number.value, number.delta) for number in page.metric}
    first = "Søknader" if day < "2024-09-01" else "Tildelte plasser"
    assert shown[first] == ("–", "ikke lastet opp")
    assert "0 søknader" not in text_of(page)


def test_the_latest_are_drawn_from_a_table_that_is_written_once(open_page, monkeypatch):
    first = open_page("overview", dato="2024-05-02").table[0]
    monkeypatch.setattr(table, "_write", None)  # whoever writes it anew fails
    again = open_page("overview", dato="2024-05-02").table[0]
    assert again.value.equals(first.value)
    assert list(first.value) == ["Kommune", "Hva", "Når"]
    assert (first.proto.hide_index, first.proto.hide_header) == (True, False)


def test_a_table_that_names_persons_is_not_written_to_be_kept():
    with pytest.raises(people.PeopleUnchecked):
        table.write_texts(pd.DataFrame({"E-post": ["kari@example.no"]}))
    written = table.write_texts(pd.DataFrame({"Kommune": ["Bodø"], "Dag": [date(2024, 5, 2)]}))
    assert written.to_pydict() == {"Kommune": ["Bodø"], "Dag": ["02.05.2024"]}


def test_the_page_is_set_up_once_in_a_run(open_page, monkeypatch):
    asked = []
    monkeypatch.setattr(st, "set_page_config", lambda **given: asked.append(given))
    open_page("overview")
    assert [(one["page_title"], one["layout"]) for one in asked] == [("Oversikt – Fremtidens kulturskole", "wide")]


def test_the_files_in_use_are_named_in_one_text_each_in_a_paragraph_of_its_own(open_page):
    foot = [text.value for text in open_page("overview").sidebar.caption if "eksempelfil" in text.value]
    assert len(foot) == 1
    assert [part.count("eksempelfil") for part in foot[0].split("\n\n")] == [1] * len(store.example_files())

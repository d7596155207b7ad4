"""Every number can be asked «hvordan er dette regnet?»: the answer names stage, filter and source file."""

import pytest

from domain.stages import STAGES
from frame.pieces.how_counted import NUMBERS

PAGES = ("overview", "participation")
FILES = {
    "registrations": "Påmelding til inspirasjonssamling - Fremtidens kulturskole(1-191).xlsx",
    "attendance": "Inspirasjonssamling - Fremtidens kulturskole - Attendance report 3-15-24.csv",
    "applications": "Søknad - Fremtidens kulturskole(1-51) (1).xlsx",
}


def plain(markdown):
    return markdown.replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("day", ["2024-05-02", "2024-09-01"])
def test_every_big_number_tells_its_stage_its_filter_and_its_file(open_page, page, day):
    app = open_page(page, dato=day, region=["Nordland"])
    stages = {stage.label for stage in STAGES}
    assert app.metric
    for metric in app.metric:
        answer = plain(metric.help)
        assert any(f"**Stadium:** {stage}\n" in answer.replace("  \n", "\n") for stage in stages), metric.label
        assert f"**Utvalg:** Nordland per {day[8:]}.{day[5:7]}.{day[:4]}" in answer, metric.label
        assert answer.endswith((".xlsx»", ".csv»")), metric.label


def test_a_number_names_its_own_file_and_no_other(open_page):
    helps = {metric.label: plain(metric.help) for metric in open_page("participation").metric}
    registered = helps["Påmeldte personer"]
    assert FILES["registrations"] in registered and FILES["attendance"] not in registered
    assert FILES["attendance"] in helps["Personer som deltok"]
    assert FILES["applications"] in plain(open_page("overview").metric[0].help)


def test_every_number_has_a_stage_and_a_file_of_its_own():
    assert all(counted.stage and counted.source for counted in NUMBERS.values())


def test_the_headings_over_tables_answer_too(open_page):
    assert "**Kilde:** «" in open_page("municipalities").header[0].help
    way = next(head for head in open_page("progress").header if head.value.startswith("Hvert steg"))
    assert "**Kilde:** «" in way.help

"""A source without a file is said to be absent on slides and paper, and is never a nought."""

from report.pack.document import write_document
from report.pack.slides import write_slides
from tests.analysis.tables import BODO, rows, situation
from tests.report.reading import charts_of, figures_of, slides_of, tables_of, texts_of


def test_what_was_not_loaded_is_no_nought(edition_of):
    edition = edition_of(situation=situation("2024-05-02", applications=rows({"on": "2024-05-01 12:00", "of": BODO})))
    slides = slides_of(write_slides(edition))
    first = dict(text.split("\n", 1) for text in texts_of(slides[0]) if text.count("\n") == 2)
    assert first["Søknader"] == "1 av 40\n+1 siste uke"
    assert first["Kommuner som deltok"] == "–\nikke lastet opp"
    way = next(chart for slide in slides for chart in charts_of(slide) if "For en uke siden" in figures_of(chart)[0])
    series, steps = figures_of(way)
    assert list(steps)[-1] == "Søkt" and "Deltok" not in steps and series["Nå"][-1] == 1
    texts = " ".join(text for slide in slides for text in texts_of(slide))
    assert "Ikke lastet opp, og derfor ikke talt: påmeldt, deltok og påmeldt oppstart." in texts
    numbers = next(table for table in tables_of(write_document(edition)) if table[0][0] == "Tall")
    assert ["Kommuner som deltok", "–", "ikke lastet opp"] in numbers


def test_regions_stand_by_what_they_lack(edition_of):
    charts = [chart for slide in slides_of(write_slides(edition_of())) for chart in charts_of(slide)]
    series, _ = next(found for chart in charts if "Mål" in (found := figures_of(chart))[0])
    lacking = [max(goal - n, 0) for n, goal in zip(series["Søknader"], series["Mål"], strict=True)]
    assert lacking == sorted(lacking, reverse=True) and lacking[0] > 0 == lacking[-1]

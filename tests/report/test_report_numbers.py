"""The same counts in what is taken along as on the command line, which the pages are compared with: under each
filter, on 2 May, 1 June and 1 September."""

import csv
import io
import json
import zipfile
from contextlib import redirect_stdout

import pytest

from analysis.__main__ import main
from analysis.headline import headline
from analysis.series import MEASURES
from analysis.sources import UNKNOWN_LABEL
from charts.map_choice import MapChoice
from charts.map_classes import classify
from data.reference import municipalities
from domain.stages import STAGES
from domain.words import capital
from report.letter import write_letter_text
from report.news import list_news
from report.open_data import COUNTED, REGION_FILE, STAGE_FILE, write_open_data
from report.pack.document import write_document
from report.pack.slides import write_slides
from tests.pages.test_same_numbers import COMBINATIONS
from tests.report.reading import charts_of, figures_of, number_of, sheet_of, slides_of, tables_of, texts_of

DAYS = ("2024-05-02", "2024-06-01", "2024-09-01")
BEFORE = "2024-03-14"
FILTERS = tuple(dict.fromkeys(regions for regions, _ in COMBINATIONS))
TOLD = {
    "Søknader": "applications",
    "Påmeldte kommuner": "municipalities_registered",
    "Kommuner som deltok": "municipalities_attended",
    "Påmeldte personer": "participants",
    "Tildelte plasser": "places",
    "Bekreftede plasser": "confirmed",
    "Påmeldte til oppstart": "municipalities_start_registered",
    "Klare for oppstart": "ready",
}
# A small picture: what the map shows is counted from the table behind it.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)


@pytest.fixture(scope="session")
def told(adopted):
    """What the command line says, by day and regions."""
    url, _ = adopted
    known = {}

    def ask(day, regions):
        if (day, regions) not in known:
            chosen = [argument for region in regions for argument in ("--region", region)]
            with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as printed:
                patch.setenv("DATABASE_URL", url)
                assert main(["--json", "--as-of", day, *chosen]) == 0
            known[day, regions] = json.loads(printed.getvalue())
        return known[day, regions]

    return ask


combinations = pytest.mark.parametrize(
    ("day", "regions"),
    [(day, regions) for n, regions in enumerate(FILTERS) for day in (DAYS[n % 3 :: 3] if regions else DAYS)]
    + [(BEFORE, ()), (BEFORE, ("Nordland",))],
)
"""The whole country on each of the days, each other filter on one of them; two before the gathering."""


@combinations
def test_every_number_of_the_slides_is_the_pages(edition_of, told, day, regions):
    edition, counts = edition_of(day, regions), told(day, regions)
    slides = slides_of(write_slides(edition, map_png=PNG))
    assert 6 <= len(slides) <= 8
    first = dict(zip(TOLD, [None] * len(TOLD), strict=True))
    texts = texts_of(slides[0])
    for text in texts:
        label, *rest = text.split("\n")
        if label in TOLD and rest:
            first[label] = number_of(rest[0])
            assert number_of(rest[0]) == counts[TOLD[label]], label
    assert sum(number is not None for number in first.values()) == 4
    by_title = {slide.shapes.title.text_frame.text: slide for slide in slides}
    assert len(by_title) == len(slides)

    curve, way = _named(slides, "Søknader i alt"), _named(slides, "For en uke siden")
    inside = [value for value in curve["Søknader i alt"] if value is not None]
    assert inside[-1] == counts["applications"]
    reached = [counts[f"municipalities_{stage.key}"] for stage in STAGES]
    assert way["Nå"] == reached[: len(way["Nå"])]
    assert not any(reached[len(way["Nå"]) :])
    given = counts["places"] and day > "2024-05-15"
    what = "Påmeldte kommuner" if day == BEFORE else "Plasser" if given else "Søknader"
    # One region stands among all: each bar is what the whole country's page counts there.
    told_of = told(day, regions if len(regions) > 1 else ())
    _compare_regions(slides, what, told_of, lambda region: headline(edition_of(day, (region,)).situation))
    if counts["places"]:
        ready = _named(slides, "På plass")
        whole = {a + b for a, b in zip(ready["På plass"], ready["Mangler"], strict=True)}
        assert whole == {counts["places"]}

    legend = next(table for slide in slides for table in _tables(slide) if table[-1][1] == "Kommuner i alt")
    classes = classify(edition.situation.status, MapChoice(edition.as_of))
    expected = {capital(row.label): row.count for row in classes.legend}
    assert {label: int(n) for _, label, n in legend[:-1]} == expected
    assert int(legend[-1][2]) == counts["municipalities"]


def test_the_sheet_behind_each_chart_holds_what_the_chart_shows(edition_of):
    for day in DAYS:
        for slide in slides_of(write_slides(edition_of(day), map_png=PNG)):
            for chart in charts_of(slide):
                series, categories = figures_of(chart)
                sheet = sheet_of(chart)
                assert {name: sheet[name] for name in series} == series
                assert len(categories) == len(next(iter(series.values())))


@combinations
def test_every_number_of_the_paper_is_the_pages(edition_of, told, day, regions):
    edition, counts = edition_of(day, regions), told(day, regions)
    tables = tables_of(write_document(edition, map_png=PNG))
    numbers = next(table for table in tables if table[0][0] == "Tall")
    for label, now, *_ in numbers[1:]:
        assert number_of(now) == counts[TOLD[label]]
    head, *rows = next(table for table in tables if table[0][0] == "Region")
    total = dict(zip(head, rows[-1], strict=True))
    known = {
        "Kommuner": "municipalities",
        "Påmeldte kommuner": "municipalities_registered",
        "Kommuner som deltok": "municipalities_attended",
        "Søknader": "applications",
        "Plasser": "places",
        "Mål for søknader": "target_applications",
        "Mål for plasser": "target_places",
    }
    for name, key in known.items():
        if total.get(name):
            assert int(total[name]) == counts[key], name
    legend = next(table for table in tables if table[-1][-2:][0] == "Kommuner i alt")
    assert int(legend[-1][2]) == sum(int(row[2]) for row in legend[:-1]) == counts["municipalities"]


@combinations
def test_the_open_data_add_up_to_the_pages_numbers(edition_of, told, day, regions):
    counts = told(day, regions)
    with zipfile.ZipFile(io.BytesIO(write_open_data(edition_of(day, regions)))) as archive:
        stages, sums = (
            list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in (STAGE_FILE, REGION_FILE)
        )
    for stage in STAGES:
        own = [row for row in stages if row["steg"] == stage.label and row["kommunenummer"] in municipalities()]
        assert len(own) == counts[f"municipalities_{stage.key}"]
        assert all(row["dag"] <= day for row in own)
    for measure in COUNTED:
        name, key = MEASURES[measure][1], {"attendance": "attendees"}.get(measure, measure)
        own = [row for row in sums if row["hva"] == name]
        assert sum(int(row["nye"]) for row in own) == counts[key]
        last = {row["fylkesavdeling"]: int(row["i_alt"]) for row in own}
        assert sum(last.values()) == counts[key]


@combinations
def test_the_letter_says_the_pages_numbers(edition_of, told, day, regions):
    edition, counts = edition_of(day, regions), told(day, regions)
    new = {one.several: one.n for one in list_news(edition.situation, 7)}
    assert new.get("nye søknader", 0) == counts["applications_last_7_days"]
    assert new.get("nye påmeldinger til samlingen", 0) == counts["registrations_last_7_days"]
    text = write_letter_text(edition)
    lead = text.splitlines()[0]
    told_of = "applications" if day < "2024-09-01" else "places"
    assert str(counts[told_of] or "") in lead
    if new.get("nye søknader"):
        assert f"{counts['applications_last_7_days']} ny" in text


def _compare_regions(slides, what, told_of, count):
    """Each region's bar and target, and their sums, with what is counted there."""
    key = {"Plasser": "places", "Påmeldte kommuner": "municipalities_registered"}.get(what, "applications")
    chart = next(chart for slide in slides for chart in charts_of(slide) if what in figures_of(chart)[0])
    series, names = figures_of(chart)
    goals = series.get("Mål", [None] * len(names))  # counties have none
    for name, n, goal in zip(names, series[what], goals, strict=True):
        if name not in (UNKNOWN_LABEL, "Svalbard"):  # which no filter chooses by itself
            there = count(name)
            assert (name, n, goal) == (name, there[key], there[f"target_{key}"] if "Mål" in series else None)
    assert sum(series[what]) == told_of[key]
    if "Mål" in series and told_of[f"target_{key}"] is not None:
        assert sum(goal or 0 for goal in goals) == told_of[f"target_{key}"]


def _named(slides, series):
    """The figures of the chart that has a series of this name."""
    return next(found for slide in slides for chart in charts_of(slide) if series in (found := figures_of(chart)[0]))


def _tables(slide):
    return [
        [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]

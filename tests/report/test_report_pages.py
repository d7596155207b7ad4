"""What is taken along says what the pages say: under each filter, on 2 May, 1 June and 1 September."""

import json
import re

import pytest

from frame import numbers
from report.chapters import make_chapters
from report.letter import make_sections
from report.pack.slides import write_slides
from tests.pages.conftest import open_in, text_of
from tests.report.reading import charts_of, figures_of, slides_of, texts_of
from tests.report.test_report_numbers import PNG, combinations

SAID_ON_PAGES = ("numbers", "way", "readiness", "milestones")
"""The chapters whose finding is one of Oversikt or Framdrift; the others' numbers are compared one by one."""


@pytest.fixture(scope="module", autouse=True)
def on_this_store(adopted):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", adopted[0])
        numbers.forget()
        yield
    numbers.forget()


def said_on(*pages):
    """All sentences of pages, the titles of their charts among them."""
    figures = [json.loads(chart.proto.spec) for page in pages for chart in page.get("plotly_chart")]
    titles = [figure["layout"].get("title", {}).get("text", "") for figure in figures]
    plain = re.sub(r"<[^>]+>", " ", "\n".join([*map(text_of, pages), *titles]))
    return re.sub(r"\s+", " ", plain).casefold()


@combinations
def test_fields_findings_and_lists_are_the_pages(edition_of, day, regions):
    link = {"region": list(regions), "dato": day}
    overview, progress, follow_up = (open_in(page, **link) for page in ("overview", "progress", "follow_up"))
    edition = edition_of(day, regions)
    slides = slides_of(write_slides(edition, map_png=PNG))
    fields = [tuple(text.split("\n")) for text in texts_of(slides[0]) if text.count("\n") == 2]
    shown = {metric.label: (metric.value, metric.delta) for metric in overview.metric}
    assert len([label for label, *_ in fields if label in shown]) == 4
    assert {label: rest for label, *rest in fields if label in shown} == {
        label: list(shown[label]) for label, *_ in fields if label in shown
    }

    said = said_on(overview, progress)
    chapters = {chapter.key: chapter for chapter in make_chapters(edition)}
    for key in SAID_ON_PAGES:
        if key in chapters:
            assert chapters[key].title.casefold() in said, key
    (findings, *_) = make_sections(edition)
    for line, _link in findings.lines:
        if not re.match(
            r"\d+ av \d+ (søknader|plasser|påmeldte kommuner) ", line
        ):  # one region among all: compared by its bars
            assert line.rstrip(".").casefold() in said, line

    counted = dict(re.findall(r"^(.*) \((\d+)\)$", "\n".join(follow_up.pills[0].options), re.MULTILINE))
    missing = next(slide for slide in slides if slide.shapes.title.text_frame.text == chapters["missing"].title)
    for chart in charts_of(missing):
        series, names = figures_of(chart)
        assert {name: int(n) for name, n in zip(names, series["Antall"], strict=True)}.items() <= {
            name: int(n) for name, n in counted.items()
        }.items()

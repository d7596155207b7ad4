"""The slides as PowerPoint and a screen reader take them: native charts, alt texts, footer, nothing that overlaps."""

from dataclasses import replace

import pytest

from analysis.lead import lead_of_the_phase
from analysis.situation import compute_situation
from analysis.sources import Sources
from charts.palette import ACCENT
from data import DATA
from data.reference import branches
from domain.rounds import read_round
from frame.pieces import drawings
from report.chapters import make_chapters
from report.edition import EXAMPLES
from report.findings import find_three
from report.pack import slide_parts, slide_theme
from report.pack.slides import NO_DATES, NOTHING_TO_DRAW, NOTHING_YET, write_slides
from tests.analysis.tables import ALTA, BODO, rows, situation
from tests.report.reading import boxes_of, charts_of, figures_of, slides_of, texts_of

ROUND = DATA / "rounds" / "2024.toml"
LONG = ("Finnmark, Troms og Svalbard", "Møre og Romsdal", "Vestfold og Telemark", "Oslo og Viken", "Innlandet")


def test_findings_are_the_titles(edition_of):
    titles = [slide.shapes.title.text_frame.text for slide in slides_of(write_slides(edition_of()))]
    assert titles[0] == "34 av 40 søknader er inne, 13 dager til fristen"
    assert titles[3].startswith("36 av 357 kommuner har søkt, ingen i ")
    assert len(set(titles)) == len(titles) == 7


@pytest.mark.parametrize("regions", [(), ("Nordland",), ("Oslo",)])
@pytest.mark.parametrize(
    "day",
    ["2024-02-10", "2024-03-15", "2024-03-16", "2024-05-15", "2024-05-16", "2024-05-20", "2024-06-01", "2024-09-20"],
)
def test_each_slide_has_a_finding_of_its_own(edition_of, day, regions):
    titles = [chapter.title for chapter in make_chapters(edition_of(day, regions))]
    assert len(set(titles)) == len(titles), titles


def test_the_first_slide_leads_with_what_the_page_leads_with(edition_of):
    edition = edition_of("2024-05-20")
    first, second, *_ = make_chapters(edition)
    assert f"{first.title}." == lead_of_the_phase(edition.situation)
    assert second.title == "Halvparten av søknadene kom de siste 21 dagene før fristen eller etter den"


@pytest.mark.parametrize("regions", [(), ("Nordland",)])
@pytest.mark.parametrize(
    ("day", "told"),
    [("2024-05-15", "er inne; de siste 14 dagene kom det"), ("2024-05-16", "Halvparten av søknadene kom de siste")],
)
def test_the_first_finding_tells_the_pace_to_the_deadline_and_then_what_the_lead_does_not(
    edition_of, day, told, regions
):
    assert told in find_three(edition_of(day, regions))[0]


def test_the_applications_are_told_where_the_lead_tells_of_places_alone(edition_of):
    found = situation("2024-09-01", applications=rows({"on": "2024-05-01 12:00", "of": BODO}))
    assert lead_of_the_phase(found) == "Ingen plasser er tildelt ennå."
    assert find_three(edition_of(situation=found))[0] == "Fristen gikk ut 15. mai. 1 av 40 søknader er inne."


def test_where_the_target_is_reached_the_curve_tells_the_day(edition_of):
    few = replace(read_round(ROUND.read_text("utf-8")), target_applications=5)
    edition = edition_of("2024-05-02")
    reached = edition_of(situation=replace(edition.situation, round=few))
    lead, curve, *_ = (chapter.title for chapter in make_chapters(reached))
    assert lead == "34 søknader er inne, 29 over målet på 5, 13 dager til fristen"
    assert curve == "Målet på 5 søknader ble nådd 8. april, 37 dager før fristen"


@pytest.mark.parametrize("region", ["", *branches()])
@pytest.mark.parametrize("day", ["2024-04-02", "2024-05-02", "2024-05-14"])
def test_until_the_deadline_lead_curve_and_forecast_say_three_things(edition_of, day, region):
    found = edition_of(day, (region,) if region else ()).situation
    small, large = drawings.small_curve(found), drawings.target_curve(found)
    told = [lead_of_the_phase(found).removesuffix("."), small.title, large.title]
    assert len(set(told)) == len(told)


def test_every_chart_and_picture_has_a_text_alternative(edition_of):
    for slide in slides_of(write_slides(edition_of("2024-09-01"))):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert len(shape._element._nvXxPr.cNvPr.get("descr", "")) > 20, (shape.name, slide.shapes.title.text)


def test_the_footer_has_region_day_moment_files_and_link(edition_of):
    edition = edition_of("2024-05-02", ("Nordland",))
    for slide in slides_of(write_slides(edition)):
        text = "\n".join(texts_of(slide))
        assert "Nordland · status per 02.05.2024, slik det var kjent 30.09.2024 kl. 12.30" in text
        assert all(file.filename in text for file in edition.files)
        links = [
            run.hyperlink.address
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        ]
        assert edition.link in links
        assert "region=Nordland" in edition.link


def test_the_footer_names_the_files_there_is_room_for_and_the_notes_name_all(edition_of):
    edition = edition_of()
    assert slide_parts.tell_sources(edition, len(edition.sources)) == edition.sources
    first = edition.files[0].filename
    assert slide_parts.tell_sources(edition, len(edition.sources) - 1).endswith(" og 1 fil til, nevnt i notatene.")
    assert slide_parts.tell_sources(edition, len(first) + 80) == f"Kilder: «{first}» og 3 filer til, nevnt i notatene."
    assert slide_parts.tell_sources(edition, 0) == "Kilder: 4 filer, nevnt i notatene."
    for room in range(60, len(edition.sources)):
        assert len(slide_parts.tell_sources(edition, room)) <= room
    for slide in slides_of(write_slides(edition_of(files=edition.files * 5))):
        assert "nevnt i notatene" in "\n".join(texts_of(slide))
        assert all(file.filename in slide.notes_slide.notes_text_frame.text for file in edition.files)


def test_without_an_address_there_is_no_link_and_no_code(edition_of):
    slides = slides_of(write_slides(edition_of(address="")))
    assert not any("QR" in shape._element._nvXxPr.cNvPr.get("descr", "") for slide in slides for shape in slide.shapes)
    assert "Se disse tallene" not in "\n".join(text for slide in slides for text in texts_of(slide))


@pytest.mark.parametrize("regions", [(), ("Nordland",), ("Oslo",), LONG])
@pytest.mark.parametrize("day", ["2024-02-10", "2024-05-02", "2024-09-01"])
def test_nothing_overlaps_leaves_the_slide_or_stands_alone(edition_of, day, regions):
    for slide in slides_of(write_slides(edition_of(day, regions))):
        assert all(len(figures_of(chart)[1]) > 1 for chart in charts_of(slide)), slide.shapes.title.text
        boxes = boxes_of(slide)
        for name, left, top, right, bottom in boxes:
            assert left >= 0 and top >= 0 and right <= slide_theme.SLIDE_WIDTH and bottom <= slide_theme.SLIDE_HEIGHT, (
                name
            )
        for place, (name, left, top, right, bottom) in enumerate(boxes):
            for other, left2, top2, right2, bottom2 in boxes[place + 1 :]:
                apart = right <= left2 + 0.01 or right2 <= left + 0.01 or bottom <= top2 + 0.01 or bottom2 <= top + 0.01
                assert apart, (name, other, slide.shapes.title.text)


def test_one_region_stands_in_colour_among_all(edition_of):
    chapters = {chapter.key: chapter for chapter in make_chapters(edition_of("2024-05-02", ("Nordland",)))}
    chart, names = chapters["regions"].chart, chapters["regions"].chart.categories
    assert chapters["regions"].title == "Nordland mangler 1 søknad på målet" and len(names) == 10
    assert [name for name, color in zip(names, chart.series[0].colors, strict=True) if color == ACCENT] == ["Nordland"]


def test_a_county_of_a_branch_is_told_by_its_own_name_and_without_the_branchs_target(edition_of):
    chapters = {chapter.key: chapter for chapter in make_chapters(edition_of("2024-05-02", ("Troms",)))}
    assert chapters["regions"].title == "2 av 34 søknader kommer fra Troms"
    assert [one.name for one in chapters["regions"].chart.series] == ["Søknader"]
    assert "Oslo og Viken" not in chapters["regions"].chart.categories


def test_a_bar_that_would_stand_alone_is_a_number(edition_of):
    alone = rows({"on": "2024-05-01 12:00", "of": BODO, "anchoring": "Nei"})
    slides = slides_of(write_slides(edition_of(situation=situation("2024-05-02", applications=alone))))
    missing = next(slide for slide in slides if "Har søkt, men mangler noe\n1" in texts_of(slide))
    assert not charts_of(missing)


def test_an_empty_round_has_sentences_and_no_empty_chart(edition_of):
    round_ = read_round('id = "2031"\ntitle = "Fremtidens kulturskole 2031"\n[dates]\nfirst_day = 2031-02-01\n')
    empty = compute_situation(Sources(), round_, round_.first_day)
    slides = slides_of(write_slides(edition_of(situation=empty, files=(), examples=True)))
    assert len(slides) == len({slide.shapes.title.text_frame.text for slide in slides}) == 7
    assert not [chart for slide in slides for chart in charts_of(slide)]
    texts = "\n".join(text for slide in slides for text in texts_of(slide))
    assert "Ingen fil er tatt i bruk ennå." in texts and NOTHING_TO_DRAW in texts and EXAMPLES in texts
    assert NO_DATES in texts


def test_the_curve_ends_today_and_its_target_at_the_deadline(edition_of):
    chart = next(
        chart
        for slide in slides_of(write_slides(edition_of()))
        for chart in charts_of(slide)
        if "Søknader i alt" in figures_of(chart)[0]
    )
    series, days = figures_of(chart)
    known = [value is not None for value in series["Søknader i alt"]]
    assert known == sorted(known, reverse=True)
    assert days[sum(known) - 1] == "2024-05-02" or str(days[sum(known) - 1]).startswith("454")
    target = series["Mål: 40 ved fristen"]
    assert (target[0], target[-1]) == (0, 40)
    assert len([height for height in series["Milepæler"] if height is not None]) == 3


def test_milestones_of_the_same_day_share_the_text_of_its_point(edition_of):
    found = edition_of("2024-05-02")
    together = replace(found.situation.round, call=found.situation.round.gatherings[0].day)
    marks = make_chapters(edition_of(situation=replace(found.situation, round=together)))[1].chart.marks
    assert [mark.text for mark in marks] == ["Utlysning 15.03. og Samling 15.03.", "Frist 15.05."]


@pytest.mark.parametrize(
    ("applicant", "title"),
    [
        (BODO, "Ingen kommuner deltok på samlingen uten å ha søkt"),
        (ALTA, "1 kommune deltok på samlingen og har ikke søkt"),
    ],
)
def test_where_all_who_took_part_have_applied_no_nought_is_told(edition_of, applicant, title):
    came = rows({"on": "2024-03-15 10:00", "of": BODO})
    applied = rows({"on": "2024-05-01 12:00", "of": applicant})
    found = situation("2024-05-02", registrations=came, attendance=came, applications=applied)
    assert {one.key: one.title for one in make_chapters(edition_of(situation=found))}["missing"] == title


def test_of_files_in_force_before_anything_came_it_is_not_said_that_they_are_awaited(edition_of):
    texts = "\n".join(text for slide in slides_of(write_slides(edition_of("2024-02-01"))) for text in texts_of(slide))
    assert NOTHING_YET in texts and NOTHING_TO_DRAW not in texts


def test_the_theme_has_the_dashboards_colours(edition_of):
    import io

    from pptx import Presentation
    from pptx.opc.constants import RELATIONSHIP_TYPE

    presentation = Presentation(io.BytesIO(write_slides(edition_of())))
    theme = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    for color in slide_theme.THEME_COLORS.values():
        assert color.lstrip("#") in theme
    assert f'typeface="{slide_theme.FONT}"' in theme
    assert (presentation.slide_width.inches, presentation.slide_height.inches) == (pytest.approx(13.333, abs=0.01), 7.5)

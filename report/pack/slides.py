"""The slides of the board pack: a finding, a chart that can be edited, and where the numbers come from, on each."""

import io
from typing import TYPE_CHECKING

from report.chapter import Chapter
from report.chapters import make_chapters
from report.edition import Edition
from report.findings import find_three
from report.pack import native_charts, slide_parts
from report.pack.map import draw_map_png
from report.pack.properties import set_properties
from report.pack.slide_theme import CONTENT_HEIGHT, CONTENT_TOP, LEFT, WIDTH, new_presentation
from report.qr import write_qr

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

NOTHING_TO_DRAW = "Det er ingenting å tegne ennå. Figuren kommer når filene er tatt i bruk på siden Data."
NOTHING_YET = "Det er ingenting å tegne ennå for dette utvalget."
NO_DATES = "Datoene settes av en administrator på siden Innstillinger."
REMARKS_HEIGHT, GAP = 0.95, 0.1
"""What the sentences under a chart take, and the room over them, in inches."""


def write_slides(edition: Edition, *, map_png: bytes | None = None) -> bytes:
    """The chapters as a PowerPoint file in 16:9; `map_png` is drawn when not given."""
    presentation = new_presentation()
    qr = write_qr(edition.link) if edition.link else b""
    chapters = make_chapters(edition)
    for number, chapter in enumerate(chapters, start=1):
        slide = _add_slide(presentation, chapter, edition)
        if chapter.key == "map":
            slide_parts.add_map(slide, chapter, map_png or draw_map_png(edition))
        slide_parts.add_footer(slide, edition, qr, f"{number} / {len(chapters)}")
    set_properties(presentation.core_properties, f"{edition.round.title}: {edition.where}, {edition.day}")
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _add_slide(presentation: "Presentation", chapter: Chapter, edition: Edition) -> "Slide":
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    slide_parts.write_title(slide, chapter.title)
    if chapter.key == "numbers":
        unit = f"{chapter.unit} · {edition.where} · {edition.day}"
        slide_parts.add_unit(slide, unit)
        slide_parts.add_numbers(slide, chapter, find_three(edition))
    else:
        slide_parts.add_unit(slide, chapter.unit or f"Milepæler, {edition.day}")
        _add_figures(slide, chapter, NOTHING_YET if edition.files else NOTHING_TO_DRAW)
    slide.notes_slide.notes_text_frame.text = "\n".join(
        filter(None, (chapter.alt, *chapter.remarks, edition.sources, edition.link))
    )
    return slide


def _add_figures(slide: "Slide", chapter: Chapter, nothing: str) -> None:
    height = CONTENT_HEIGHT - (REMARKS_HEIGHT if chapter.remarks else 0)
    if chapter.chart is not None:
        if chapter.chart.is_empty:
            slide_parts.add_calm_sentence(slide, nothing)
        elif chapter.chart.has_one_name:
            slide_parts.add_single(slide, chapter.chart)
        else:
            tall = min(height - GAP, native_charts.needed_height(chapter.chart))
            native_charts.add_chart(slide, chapter.chart, chapter.alt, (LEFT, CONTENT_TOP, WIDTH, tall))
    elif chapter.key == "milestones" and chapter.table.empty:
        slide_parts.add_calm_sentence(slide, NO_DATES)
    elif chapter.key == "milestones":
        slide_parts.add_table(slide, chapter.table, chapter.title)
    if chapter.remarks and chapter.chart is not None:
        slide_parts.add_remarks(slide, chapter.remarks, CONTENT_TOP + height)

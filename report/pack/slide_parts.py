"""What a slide is put together from: title, numbers, picture, table, remarks, and the footer with its link."""

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from charts.palette import INK, MUTED
from domain.words import capital, format_number, plural
from report.chapter import Chapter, Chart
from report.edition import Edition
from report.pack.slide_theme import (
    BRAND,
    CONTENT_HEIGHT,
    CONTENT_TOP,
    FOOTER_HEIGHT,
    FOOTER_TOP,
    LEFT,
    SHADE,
    UNIT_TOP,
    WIDTH,
)

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide
    from pptx.table import _Cell
    from pptx.text.text import TextFrame, _Paragraph, _Run

TITLE_SIZES = ((58, 30), (115, 26), (165, 22), (10_000, 18))
"""The longest title and its size in points, so that it never takes more than its two or three lines."""
FOOTER_LINES, FOOTER_LETTERS, FOOTER_SOURCES = 5, 150, 195
"""What fits over the slide's lower edge: lines, and letters of a line, of the first text and of the files' names."""
QR_SIZE = 0.72
FIELD_WIDTH, FIELD_GAP = 4.5, 0.25
LEGEND_WIDTH = 5.2
LONG_UNIT = 115
MUCH_TEXT = 560
"""Characters of the first slide's sentences above which they are written smaller."""


def write_title(slide: "Slide", text: str) -> None:
    """The finding, smaller the longer it is."""
    frame = slide.shapes.title.text_frame
    frame.word_wrap = True
    frame.text = text
    size = next(size for longest, size in TITLE_SIZES if len(text) <= longest)
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    frame.margin_left = frame.margin_right = 0
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _style(frame.paragraphs[0].runs[0], size, INK, bold=True)


def add_unit(slide: "Slide", text: str) -> None:
    """What is counted, under the title."""
    frame = _add_text(slide, (LEFT, UNIT_TOP, WIDTH, 0.4))
    _style(_write(frame, text), 14 if len(text) < LONG_UNIT else 10, MUTED)


def add_numbers(slide: "Slide", chapter: Chapter, findings: Sequence[str]) -> None:
    """Each number in a field of its own, the findings under them, and what is to be known about the numbers."""
    rows = [tuple(row) for row in chapter.table.itertuples(index=False)]
    size = 36 if all(len(value) < 10 for _, value, _ in rows) else 28
    width = (WIDTH - FIELD_GAP * (len(rows) - 1)) / len(rows)
    for place, (label, value, change) in enumerate(rows):
        at = (LEFT + place * (width + FIELD_GAP), CONTENT_TOP + 0.1, width, 1.8)
        _add_field(slide, ((label, 16, MUTED), (value, size, BRAND), (change, 14, MUTED)), at)
    top = CONTENT_TOP + 2.15
    frame = _add_text(slide, (LEFT, top, WIDTH, CONTENT_TOP + CONTENT_HEIGHT - top))
    long = sum(map(len, (*findings, *chapter.remarks))) > MUCH_TEXT
    for finding in findings:
        _style(_write(frame, finding), 15 if long else 18, INK)
    remarks = " ".join(chapter.remarks)
    if remarks:
        _write(frame, " ")
        _style(_write(frame, remarks), 11 if long else 12, MUTED)


def add_single(slide: "Slide", chart: Chart) -> None:
    """The values of bars that would stand alone, each as a number in a field."""
    for place, one in enumerate(chart.series):
        label = str(chart.categories[0]) if len(chart.series) == 1 else f"{chart.categories[0]}: {one.name}"
        at = (LEFT + place * (FIELD_WIDTH + FIELD_GAP), CONTENT_TOP + 0.1, FIELD_WIDTH, 1.8)
        _add_field(slide, ((label, 16, MUTED), (format_number(one.values[0]), 36, BRAND)), at)


def _add_field(slide: "Slide", lines: Sequence[tuple[str, int, str]], place: tuple[float, float, float, float]) -> None:
    """Lines on a quiet ground, each with its size and colour; the one in the brand's colour is the number."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, place))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(SHADE)
    shape.line.fill.background()
    shape.shadow.inherit = False
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = Inches(0.2)
    for text, size, color in lines:
        _style(_write(frame, text), size, color, bold=color == BRAND)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def add_map(slide: "Slide", chapter: Chapter, png: bytes) -> None:
    """The map as large as it goes, and its legend as text beside it."""
    from pptx.util import Inches

    picture = slide.shapes.add_picture(io.BytesIO(png), 0, 0, height=Inches(CONTENT_HEIGHT))
    picture.left, picture.top = Inches(LEFT + WIDTH) - picture.width, Inches(CONTENT_TOP - 0.05)
    describe(picture, chapter.alt)
    add_legend(slide, chapter.table, (LEFT, CONTENT_TOP + 0.1, LEGEND_WIDTH, 0.36))
    top_of_remarks = CONTENT_TOP + 0.3 + 0.36 * len(chapter.table)
    frame = _add_text(slide, (LEFT, top_of_remarks, LEGEND_WIDTH, CONTENT_TOP + CONTENT_HEIGHT - top_of_remarks))
    for remark in chapter.remarks:
        _style(_write(frame, remark), 11, MUTED)


def add_legend(slide: "Slide", legend: pd.DataFrame, place: tuple[float, float, float, float]) -> None:
    """A row for each colour: the colour, its name, how many municipalities; `place` has the height of a row."""
    from pptx.util import Inches

    left, top, width, row_height = place
    frame = slide.shapes.add_table(len(legend), 3, *map(Inches, (left, top, width, row_height * len(legend))))
    describe(frame, "Tegnforklaring til kartet, med antall kommuner")
    grid = frame.table
    grid.first_row = grid.horz_banding = False
    for column, part in zip(grid.columns, (0.08, 0.72, 0.2), strict=True):
        column.width = Inches(width * part)
    for row, (color, label, count) in enumerate(legend.itertuples(index=False)):
        grid.rows[row].height = Inches(row_height)
        _fill_cell(grid.cell(row, 0), "", color or "#FFFFFF")
        _fill_cell(grid.cell(row, 1), label, "#FFFFFF", bold=not color)
        _fill_cell(grid.cell(row, 2), format_number(count), "#FFFFFF", bold=True, right=True)


def add_table(slide: "Slide", table: pd.DataFrame, alt: str) -> None:
    """A table to read, with a head; columns that hold nothing are left out."""
    from pptx.util import Inches

    shown = table[[name for name in table.columns if (table[name].astype(str) != "").any()]]
    if shown.empty:
        return
    rows, columns = shown.shape
    height = min(CONTENT_HEIGHT, 0.5 * (rows + 1))
    frame = slide.shapes.add_table(rows + 1, columns, *map(Inches, (LEFT, CONTENT_TOP + 0.2, WIDTH, height)))
    describe(frame, alt)
    grid = frame.table
    for place, name in enumerate(shown.columns):
        _fill_cell(grid.cell(0, place), str(name), BRAND, "#FFFFFF", bold=True, size=16)
        for row, value in enumerate(shown[name], start=1):
            _fill_cell(grid.cell(row, place), str(value), SHADE, size=16)


def _fill_cell(
    cell: "_Cell", text: str, color: str, ink: str = INK, *, bold: bool = False, right: bool = False, size: int = 13
) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches

    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(color)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    _style(run, size, ink, bold=bold)


def add_calm_sentence(slide: "Slide", text: str) -> None:
    """A sentence in the place of a chart that would be empty."""
    frame = _add_text(slide, (LEFT, CONTENT_TOP + 1.2, WIDTH, 0.8))
    _style(_write(frame, text), 20, MUTED)


def add_remarks(slide: "Slide", remarks: Sequence[str], top: float) -> None:
    """Sentences under a chart."""
    frame = _add_text(slide, (LEFT, top, WIDTH, CONTENT_TOP + CONTENT_HEIGHT - top))
    text = " ".join(remarks)
    _style(_write(frame, text), 14 if len(text) < 330 else 12, INK)


def add_footer(slide: "Slide", edition: Edition, qr: bytes, page: str) -> None:
    """Region, day, moment of knowledge, files and the link, which also stands as a QR code."""
    from pptx.util import Inches

    frame = _add_text(slide, (LEFT, FOOTER_TOP, WIDTH - 1.0, FOOTER_HEIGHT))
    first = f"{capital(edition.where)} · {edition.day}, {edition.known} · {page}"
    _style(_write(frame, first), 10, MUTED)
    room = (FOOTER_LINES - 1 - math.ceil(len(first) / FOOTER_LETTERS)) * FOOTER_SOURCES
    _style(_write(frame, tell_sources(edition, room)), 8, MUTED)
    if edition.link:
        run = _write(frame, "Se disse tallene i dashbordet")
        run.hyperlink.address = edition.link
        _style(run, 10, BRAND)
        place = (LEFT + WIDTH - QR_SIZE, FOOTER_TOP, QR_SIZE, QR_SIZE)
        describe(
            slide.shapes.add_picture(io.BytesIO(qr), *map(Inches, place)), "QR-kode til disse tallene i dashbordet"
        )


def tell_sources(edition: Edition, room: int) -> str:
    """The files in force; those whose names have no room in so many letters are counted, the notes name all."""
    whole = edition.sources
    if len(whole) <= room:
        return whole
    names = [f"«{file.filename}»" for file in edition.files]
    kept = len(names) - 1
    while kept and len(", ".join(names[:kept])) > room - 60:
        kept -= 1
    more = plural(len(names) - kept, "fil", "filer")
    named = f"{', '.join(names[:kept])} og {more} til" if kept else more
    return f"Kilder: {named}, nevnt i notatene."


def describe(shape: "BaseShape", alt: str) -> None:
    """Give a shape the text that is read to those who don't see it."""
    shape._element._nvXxPr.cNvPr.set("descr", alt)


def _add_text(slide: "Slide", place: tuple[float, float, float, float]) -> "TextFrame":
    from pptx.util import Inches

    frame = slide.shapes.add_textbox(*map(Inches, place)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _write(frame: "TextFrame", text: str) -> "_Run":
    """The text as the frame's next paragraph."""
    first: _Paragraph = frame.paragraphs[0]
    paragraph = frame.add_paragraph() if first.runs else first
    run = paragraph.add_run()
    run.text = text
    return run


def _style(run: "_Run", size: int, color: str, *, bold: bool = False) -> None:
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = rgb(color)
    run.font.language_id = MSO_LANGUAGE_ID.NORWEGIAN_BOKMOL


def rgb(color: str) -> object:
    """A colour (#RRGGBB) as the library takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(color.lstrip("#"))

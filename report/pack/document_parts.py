"""What the Word draft is put together from: its styles, tables, picture, open parts, link and footer."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from charts.palette import INK, MUTED
from domain.words import format_number
from report.pack.properties import LANGUAGE, set_properties
from report.pack.slide_theme import BRAND, FONT, SHADE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

PICTURE_CM = 11.5
MARGIN_CM = 2.2
WIDTH_CM = 21 - 2 * MARGIN_CM
FIRST_CM = 4.6
"""The first column of a table, at least."""
TOTAL = "I alt"
MOST_TOGETHER = 30
"""Rows of a table that surely fit on a page."""


def new_document() -> "Document":
    """An empty A4 document in the dashboard's letters and colours, in Norwegian."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    sizes = {"Normal": 11, "Title": 22, "Subtitle": 12, "Heading 1": 15, "Caption": 10, "List Bullet": 11}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = _rgb(BRAND if name in ("Title", "Heading 1") else INK)
        style.element.get_or_add_rPr().rFonts.set(qn("w:asciiTheme"), "")
        for theme in [key for key in style.element.rPr.rFonts.attrib if "Theme" in key]:
            del style.element.rPr.rFonts.attrib[theme]
    document.styles["Subtitle"].font.italic = False
    _set_language(document)
    return document


def to_bytes(document: "Document", title: str, **properties: str) -> bytes:
    """The finished document as a file, with its title, and the author and language of `set_properties`."""
    set_properties(document.core_properties, title, **properties)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_language(document: "Document") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    marks = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    marks.append(language)


def add_facts(document: "Document", facts: Mapping[str, str]) -> None:
    """Names and texts in two columns."""
    table = _new_table(document, (4, WIDTH_CM - 4))
    for name, text in facts.items():
        cells = _add_row(table)
        _write(cells[0], name, color=MUTED)
        _write(cells[1], text)


def add_table(document: "Document", caption: str, table: pd.DataFrame) -> None:
    """A table with a caption and a head; numbers to the right, columns that hold nothing left out."""
    from docx.shared import Pt

    shown = table[[name for name in table.columns if table[name].map(_tell).ne("").any()]]
    if shown.empty:
        return
    paragraph = document.add_paragraph(caption, style="Caption")
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(3)
    paragraph.paragraph_format.keep_with_next = True
    numbers = [not isinstance(value, str) for value in shown.iloc[0]]
    others = min((WIDTH_CM - FIRST_CM) / max(len(numbers) - 1, 1), WIDTH_CM / len(numbers))
    grid = _new_table(document, (WIDTH_CM - others * (len(numbers) - 1), *[others] * (len(numbers) - 1)))
    for cell, name, right in zip(_add_row(grid), shown.columns, numbers, strict=True):
        _write(cell, str(name), bold=True, color="#FFFFFF", fill=BRAND, right=right, size=8.5)
    _repeat_head(grid)
    for row in shown.itertuples(index=False):
        total = row[0] == TOTAL
        for cell, value, right in zip(_add_row(grid), row, numbers, strict=True):
            _write(cell, _tell(value), right=right, bold=total, size=9.5, fill=SHADE if total else "")
    _keep_together(grid)


def add_legend(document: "Document", legend: pd.DataFrame) -> None:
    """A row for each colour of the map: the colour, its name, how many municipalities."""
    grid = _new_table(document, (0.8, 6, 2))
    for color, label, count in legend.itertuples(index=False):
        cells = _add_row(grid)
        _write(cells[0], "", fill=color)
        _write(cells[1], label, size=9.5, bold=not color)
        _write(cells[2], format_number(count), size=9.5, right=True, bold=not color)
    _keep_together(grid)


def _new_table(document: "Document", widths: Sequence[float]) -> "Table":
    """An empty table of columns this wide, in cm."""
    from docx.shared import Cm

    grid = document.add_table(rows=0, cols=len(widths))
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    return grid


def _add_row(grid: "Table") -> list["_Cell"]:
    """A row that no page breaks, its cells as wide as their columns."""
    from docx.oxml import OxmlElement

    row = grid.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return list(row.cells)


def add_picture(document: "Document", png: bytes, alt: str) -> None:
    """A picture with its text alternative."""
    from docx.shared import Cm

    document.add_picture(io.BytesIO(png), width=Cm(PICTURE_CM))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.inline_shapes[len(document.inline_shapes) - 1]._inline.docPr.set("descr", alt)


def add_remarks(document: "Document", remarks: Iterable[str]) -> None:
    """What else must be known, small."""
    from docx.shared import Pt

    if text := " ".join(remarks):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(4)
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(9.5), _rgb(MUTED)


def add_open(document: "Document", text: str) -> None:
    """A place for the writer's own words."""
    run = document.add_paragraph().add_run(text)
    run.italic, run.font.color.rgb = True, _rgb(MUTED)


def add_link(paragraph: "Paragraph", text: str, address: str) -> None:
    """Put a link into a paragraph; python-docx has no function that does."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, _rgb(BRAND)
    link.append(run._element)
    paragraph._element.append(link)


def add_footer(document: "Document", text: str) -> None:
    """The text and the page's number at the foot of each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.sections[0].footer.paragraphs[0]
    run = paragraph.add_run(f"{text} · side ")
    number = paragraph.add_run()
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._element.addnext(field)
    field.append(number._element)
    number.text = "1"
    for one in (run, number):
        one.font.size, one.font.color.rgb = Pt(8), _rgb(MUTED)


def _write(
    cell: "_Cell",
    text: str,
    *,
    bold: bool = False,
    color: str = INK,
    fill: str = "",
    right: bool = False,
    size: float = 11,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), _rgb(color)
    if fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), fill.lstrip("#"))
        cell._element.get_or_add_tcPr().append(shade)


def _repeat_head(grid: "Table") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(head)


def _keep_together(grid: "Table") -> None:
    """Let no page end within a table that fits on one."""
    rows = list(grid.rows)
    if len(rows) <= MOST_TOGETHER:
        for row in rows[:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _tell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return value if isinstance(value, str) else format_number(value)


def _rgb(color: str) -> object:
    from docx.shared import RGBColor

    return RGBColor.from_string(color.lstrip("#"))

"""Reads what was written as its receiver would: every text, every figure of a chart and of the sheet behind it."""

import email
import io
import re
import zipfile
from email import policy
from html import unescape

from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu


def slides_of(content):
    return list(Presentation(io.BytesIO(content)).slides)


def charts_of(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def figures_of(chart):
    """A chart's series by name, each a list of values, and its categories."""
    plot = chart.plots[0]
    return {one.name: list(one.values) for one in plot.series}, list(plot.categories)


def sheet_of(chart):
    """The same from the data sheet behind the chart."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    head, *rows = load_workbook(io.BytesIO(blob)).active.values
    return {name: [row[place] for row in rows] for place, name in enumerate(head) if name is not None}


def texts_of(slide):
    """Every text of a slide, cells of tables among them."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


def tables_of(content):
    """The tables of a document, each as its rows of texts."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def number_of(text):
    """`34 av 40` is 34, and so is `34 (mål 30)`."""
    return int(re.sub(r"\D", "", re.split(r" av | \(", text)[0]))


def everything_in(name, content):
    """All that a file says, packed files and e-mail parts opened, for a search."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(everything_in(one, archive.read(one)) for one in archive.namelist())
    if name.endswith(".eml"):
        message = email.message_from_bytes(content, policy=policy.default)
        return "\n".join(
            [
                str(message.items()),
                *(part.get_content() for part in message.walk() if part.get_content_type().startswith("text/")),
            ]
        )
    if name.endswith((".png", ".bin")):
        return ""
    text = content.decode("utf-8", "replace")
    text = text.replace("\r\n ", "") if name.endswith(".ics") else text
    return unescape(f"{text}\n{re.sub(r'<[^>]+>', '', text)}")


def boxes_of(slide):
    """Where each shape of a slide lies: (name, left, top, right, bottom) in inches."""
    return [
        (one.name, *(Emu(edge).inches for edge in (one.left, one.top, one.left + one.width, one.top + one.height)))
        for one in slide.shapes
    ]

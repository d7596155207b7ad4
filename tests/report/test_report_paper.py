"""The files as Word and PowerPoint take them: a table that fits on a page is not broken, a long title is cut."""

import io
from dataclasses import replace

import pytest
from docx import Document
from pptx import Presentation

from report.pack import document_parts
from report.pack.document import write_document
from report.pack.slides import write_slides


def _kept(table):
    return [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in table.rows]


def test_every_table_and_the_legend_of_the_map_are_kept_on_one_page(edition_of):
    tables = Document(io.BytesIO(write_document(edition_of("2024-09-01")))).tables[1:]  # the first lists the facts
    assert len(tables) >= 5
    for table in tables:
        *rows, last = _kept(table)
        assert all(rows) and not last


@pytest.mark.parametrize(("rows", "kept"), [(30, True), (31, False)])
def test_a_table_that_may_be_longer_than_a_page_is_broken(rows, kept):
    table = Document().add_table(rows=rows, cols=2)
    document_parts._keep_together(table)
    assert any(_kept(table)) is kept


@pytest.mark.parametrize(("letters", "kept"), [(255, 255), (256, 255)])
def test_a_title_that_is_too_long_for_the_files_properties_is_cut(edition_of, letters, kept):
    found = edition_of().situation
    title = "x" * (letters - len(": hele landet, status per 02.05.2024"))
    edition = edition_of(situation=replace(found, round=replace(found.round, title=title)))
    slides, paper = Presentation(io.BytesIO(write_slides(edition))), Document(io.BytesIO(write_document(edition)))
    for properties in (slides.core_properties, paper.core_properties):
        assert len(properties.title) == kept and properties.title.endswith("…") is (letters > kept)

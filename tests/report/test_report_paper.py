"""The board's paper as Word takes it: a table that fits on a page is not broken by one."""

import io

import pytest
from docx import Document

from report.pack import document_parts
from report.pack.document import write_document


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

"""The uploaded file back with a column «Feil», so that it can be corrected where it comes from."""

import contextlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from domain.severities import SEVERITY_LABELS
from loaders.export import ExportError
from loaders.sandbox.open_file import ask_child, read_sheets, stem_of
from loaders.sandbox.sheets import Column, Sheet
from loaders.table.find_table import Table, choose_table
from loaders.table.headers import plain_header

HEADING = "Feil"
LISTED_CELLS = re.compile(r" \(\d+ celler: [^)]*\)\.$")
ADDRESS = re.compile(r"^[A-Z]{1,3}(\d+)$")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SECONDS = 60
LONGEST = 32_000


def mark_errors(
    content: bytes, filename: str, findings: pd.DataFrame, mapping: Mapping[str, str] | None = None
) -> tuple[bytes, str]:
    """(an xlsx, its name): the file with each row's findings in a last column «Feil»; raises ExportError.

    An Excel file keeps its values, formulas, styles and other sheets, but for macros. Other formats come back as an
    xlsx in which every text is a text, so that nothing becomes a formula.
    """
    sheets = read_sheets(content, filename)
    table = choose_table(sheets, mapping)
    texts = texts_by_row(findings)
    name = f"{stem_of(filename)} – med feil.xlsx"
    if content.startswith(b"PK"):
        # What openpyxl can't open although calamine could comes back as values.
        with contextlib.suppress(ExportError):
            return mark_workbook(content, table, texts), name
    return write_marked(sheets, table, texts), name


def texts_by_row(findings: pd.DataFrame) -> dict[str, dict[int, str]]:
    """By sheet and row number: the findings of the row's cells, one to a line."""
    texts: dict[str, dict[int, list[str]]] = {}
    for finding in findings.itertuples():
        said = f"{LISTED_CELLS.sub('.', finding.message)} {finding.remedy}".strip()
        for cell in finding.cells:
            found = ADDRESS.match(cell)
            if found:
                where = f"{finding.column} ({cell})" if finding.column else cell
                line = f"{SEVERITY_LABELS[finding.severity]} – {' '.join(where.split())}: {said}"
                texts.setdefault(finding.sheet, {}).setdefault(int(found[1]), []).append(line)
    return {sheet: {row: "\n".join(lines)[:LONGEST] for row, lines in rows.items()} for sheet, rows in texts.items()}


def mark_workbook(content: bytes, table: Table | None, texts: dict[str, dict[int, str]]) -> bytes:
    places = {table.sheet.name: heading_place(table)} if table else {}
    head = json.dumps({"heading": HEADING, "places": places, "texts": texts}).encode()
    _, marked = ask_child("mark", len(head).to_bytes(8, "little") + head + content, seconds=SECONDS)
    return bytes(marked)


def heading_place(table: Table) -> tuple[int, int]:
    """(row, column) from 1 for «Feil»: to the right of everything, or where an earlier one stands."""
    sheet = table.sheet
    earlier = [
        place for place, header in zip(table.places, table.headers, strict=True) if plain_header(header) == "feil"
    ]
    place = earlier[0] if earlier else len(sheet.columns)
    return sheet.number(table.header), sheet.column + place + 1


def write_marked(sheets: list[Sheet], table: Table | None, texts: dict[str, dict[int, str]]) -> bytes:
    workbook = Workbook(write_only=True)
    for sheet in sheets:
        written = workbook.create_sheet(sheet_title(sheet.name))
        row, column = (
            heading_place(table) if table and table.sheet is sheet else (1, sheet.column + len(sheet.columns) + 1)
        )
        said = texts.get(sheet.name, {})
        lines = said | {row: HEADING} if said else {}
        for number, cells in rows_of(written, sheet):
            if number in lines:
                cells += [None] * (column - len(cells))
                cells[column - 1] = text_cell(written, lines[number])
                if number == row and row in said:
                    cells[column - 1].comment = Comment(said[row], HEADING)
            written.append(cells)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def sheet_title(name: str) -> str:
    """A sheet's name as Excel takes it."""
    return re.sub(r"[\[\]:*?/\\]", "-", name)[:31] or "Ark"


def rows_of(written: WriteOnlyWorksheet, sheet: Sheet) -> Iterator[tuple[int, list[Any]]]:
    """The number of each row of a sheet from the first on, and its values, each in its cell."""
    for number in range(1, sheet.row + 1):
        yield number, []
    for row in range(sheet.height):
        yield sheet.number(row), [None] * sheet.column + [cell_of(written, values, row) for values in sheet.columns]


def cell_of(written: WriteOnlyWorksheet, column: Column, row: int) -> object:
    code = column.codes[row]
    value, kind = column.values[code], column.kinds[code]
    if kind == "s":
        return text_cell(written, value) if value else None
    if kind in ("d", "e"):
        return datetime.fromtimestamp(value, UTC).replace(tzinfo=None)
    if kind == "t":
        return time(value // 3600, value // 60 % 60, value % 60)
    if kind == "u":
        return timedelta(seconds=value)
    return bool(value) if kind == "b" else float(value)


def text_cell(written: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(written, ILLEGAL.sub("", text)[:LONGEST])
    cell.data_type = "s"  # `=1+1` stays text
    return cell

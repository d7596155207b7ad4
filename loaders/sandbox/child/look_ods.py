"""What calamine doesn't tell of an OpenDocument workbook's sheets: hidden rows and columns, merged cells."""

import io
import re
import zipfile

from look import attributes, read_part, unescape, whole
from sheet import WIDEST

PIECE = re.compile(rb"<table:(table|table-row|table-column|covered-table-cell|table-cell)(?=[\s/>])([^>]*)>")
WITHOUT_CELLS = re.compile(rb"<table:(table|table-row|table-column)(?=[\s/>])([^>]*)>")
OUT_OF_SIGHT = (b"collapse", b"filter")
MOST_HIDDEN = 100_000


def look_into_sheets(content: bytes) -> dict[str, dict[str, object]]:
    """By sheet name: hidden rows (as Excel numbers them) and columns (from 0), and cells merged downwards."""
    xml = read_part(zipfile.ZipFile(io.BytesIO(content)), "content.xml")
    spans = b"number-rows-spanned" in xml
    if not spans and b"visibility" not in xml:
        return {}
    looks: dict[str, dict[str, object]] = {}
    hidden: list[int] = []
    columns: list[int] = []
    merged: list[list[int]] = []
    row = column = cell = 0
    for piece in (PIECE if spans else WITHOUT_CELLS).finditer(xml):
        what, about = piece[1], attributes(piece[2])
        repeated = whole(about.get(b"table:number-columns-repeated")) or 1
        if what == b"table":
            hidden, columns, merged = [], [], []
            row = column = 0
            name = unescape(about.get(b"table:name", b""))
            looks[name] = {"hidden": hidden, "hidden_columns": columns, "merged_cells": merged}
        elif what == b"table-row":
            lines = whole(about.get(b"table:number-rows-repeated")) or 1
            if about.get(b"table:visibility") in OUT_OF_SIGHT:
                hidden += range(row + 1, row + 1 + min(lines, MOST_HIDDEN - len(hidden)))
            row, cell = row + lines, 0
        elif what == b"table-column":
            if about.get(b"table:visibility") in OUT_OF_SIGHT:
                columns += range(column, min(column + repeated, WIDEST))
            column += repeated
        else:
            down = whole(about.get(b"table:number-rows-spanned"))
            if down > 1:
                merged.append([row - 1, cell, row + down - 2])
            cell += repeated
    return looks

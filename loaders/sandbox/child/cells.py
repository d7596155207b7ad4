"""A file's bytes to packed sheets: what kind of file it is, then calamine or the csv module.

The modules that a workbook needs only once calamine has parsed it are imported meanwhile, in another thread.
"""

import _thread
import io

from problems import Unreadable
from sheet import MOST_CELLS, WIDEST, Sheet

ZIP, OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
MOST_FILLED = 100_000


def read_cells(content: bytes) -> bytes:
    """The packed sheets of any file that a table can be read from; raises Unreadable."""
    start = content[:2048]
    stripped = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("empty")
    if start.startswith(ZIP):
        return read_zipped(content)
    if start.startswith(OLE):
        return read_ole(content)
    if start.startswith(PICTURES) or start[4:12] in (b"ftypheic", b"ftypmif1") or start[8:12] == b"WEBP":
        raise Unreadable("picture")
    if stripped.startswith(b"%pdf"):
        raise Unreadable("pdf")
    if stripped.startswith((b"{\\rtf", b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")):
        raise Unreadable("rtf" if stripped.startswith(b"{") else "html")
    if stripped.startswith((b"<?xml", b"<workbook")):
        raise Unreadable("html" if b"<html" in stripped else "xml")
    from packing import pack
    from text import read_text

    rows, look = read_text(content)
    sheet = Sheet("", rows)
    sheet.look = look
    return pack([sheet])


def read_zipped(content: bytes) -> bytes:
    """Calamine lets other threads run while it parses, so the second look and its imports cost little time."""
    looks: dict[str, dict[str, object]] = {}
    looked = _thread.allocate_lock()
    looked.acquire()

    def look() -> None:
        try:
            import packing  # noqa: F401 - for what comes after

            if b"xl/workbook.xml" in content:
                from look import look_into_sheets

                looks.update(look_into_sheets(content))
            elif b"content.xml" in content:
                from look_ods import look_into_sheets

                looks.update(look_into_sheets(content))
        finally:
            looked.release()

    _thread.start_new_thread(look, ())
    sheets = read_workbook(content)
    looked.acquire()
    return pack_looked_into(sheets, looks)


def read_ole(content: bytes) -> bytes:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise Unreadable("password")
    if not has("Workbook") and not has("Book"):
        raise Unreadable("word" if has("WordDocument") else "not_a_workbook")
    from look_xls import look_into_sheets

    return pack_looked_into(read_workbook(content), look_into_sheets(content))


def pack_looked_into(sheets: list[Sheet], looks: dict[str, dict[str, object]]) -> bytes:
    from packing import pack

    for sheet in sheets:
        sheet.look = looks.get(sheet.name, {})
        merged = sheet.merged or sheet.look.pop("merged_cells", ())
        if filled := fill_merged(sheet, merged):
            sheet.look["merged"] = filled
    return pack(sheets)


def fill_merged(sheet: Sheet, merged: list) -> dict[str, list[int]]:
    """Give the value of cells merged downwards to each of their rows that holds something else.

    Returns the rows (as Excel numbers them) that were given a value, by column (from 0, as text, for JSON).
    """
    filled: dict[str, list[int]] = {}
    left = MOST_FILLED
    for first, column, last in merged:
        place, top = column - sheet.column, first - sheet.row
        if place < 0 or not 0 <= top < len(sheet.rows) or place >= len(sheet.rows[top]):
            continue
        value = sheet.rows[top][place]
        for row in range(top + 1, min(last - sheet.row + 1, len(sheet.rows), top + 1 + left)):
            cells = sheet.rows[row]
            if value != "" and any(cell != "" for cell in cells):
                cells[place] = value
                filled.setdefault(str(column), []).append(row + sheet.row + 1)
                left -= 1
    return filled


def read_workbook(content: bytes) -> list[Sheet]:
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
    except calamine.PasswordError:
        raise Unreadable("password") from None
    except (calamine.CalamineError, OSError, ValueError, EOFError):
        raise Unreadable("broken") from None
    sheets: list[Sheet] = []
    seen = 0
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            found = workbook.get_sheet_by_index(place)
        except calamine.WorksheetNotFound:
            continue
        except (calamine.CalamineError, OSError, ValueError, EOFError):
            raise Unreadable("broken", about.name) from None
        if found.start is None:
            continue
        if found.width > WIDEST:
            raise Unreadable("wide", f"{about.name}\n{found.width}")
        seen += found.width * found.height
        if seen > MOST_CELLS:
            raise Unreadable("large", about.name)
        row, column = found.start
        visible = about.visible == calamine.SheetVisibleEnum.Visible
        made = Sheet(about.name, found.to_python(skip_empty_area=True), row, column, visible)
        made.merged = [(top, left, bottom) for (top, left), (bottom, _) in found.merged_cell_ranges or ()]
        sheets.append(made)
    return sheets

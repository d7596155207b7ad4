"""A file's bytes to packed sheets: what kind of file it is, then calamine or the csv module."""

import _thread
import io

from packing import Sheet, pack
from problems import Unreadable

ZIP, OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
WIDEST = 2_000
MOST_CELLS = 12_000_000


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
            if b"xl/workbook.xml" in content:
                from look import look_into_sheets

                looks.update(look_into_sheets(content))
        finally:
            looked.release()

    _thread.start_new_thread(look, ())
    sheets = read_workbook(content)
    looked.acquire()
    for sheet in sheets:
        sheet.look = looks.get(sheet.name, {})
    return pack(sheets)


def read_ole(content: bytes) -> bytes:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise Unreadable("password")
    if not has("Workbook") and not has("Book"):
        raise Unreadable("word" if has("WordDocument") else "not_a_workbook")
    return pack(read_workbook(content))


def read_workbook(content: bytes) -> list[Sheet]:
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
    except calamine.PasswordError:
        raise Unreadable("password") from None
    except (calamine.CalamineError, OSError, ValueError, EOFError):
        raise Unreadable("broken") from None
    sheets = []
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
            raise Unreadable("large", f"{about.name}\n{found.end[0] + 1}")
        row, column = found.start
        visible = about.visible == calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(about.name, found.to_python(skip_empty_area=True), row, column, visible))
    return sheets

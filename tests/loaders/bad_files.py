"""Files that are broken, hostile or something else, each named for its flaw."""

import io
import zipfile

import make_files
from make_files import MAIN, sheet_xml, workbook_parts, workbook_with, zipped

HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Kommune</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Navn</t></is></c></row>'
)


def sheet_with(rows: str, prolog: str = "") -> str:
    return f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def far_cell() -> bytes:
    """One cell at the last place a sheet has."""
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return workbook_with(sheet_with(HEADER + cell))


def zip_bomb(size_mb: int = 450) -> bytes:
    """A sheet of nothing but zeros, once unpacked."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, part in workbook_parts(["Sheet1"]).items():
            archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(size_mb):
                part.write(bytes(1 << 20))
    return content.getvalue()


def lying_zip_bomb(size_mb: int = 300) -> bytes:
    """The same, with a size in its directory that looks harmless."""
    content = bytearray(zip_bomb(size_mb))
    true, small = (size_mb << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return bytes(content.replace(true, small))


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    prolog = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{levels}]>'
    return workbook_with(
        sheet_with(HEADER + '<row r="2"><c r="A2" t="inlineStr"><is><t>&e11;</t></is></c></row>', prolog)
    )


def external_entity(address: str = "file:///etc/passwd") -> bytes:
    prolog = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{address}">]>'
    return workbook_with(
        sheet_with(HEADER + '<row r="2"><c r="A2" t="inlineStr"><is><t>&x;</t></is></c></row>', prolog)
    )


def wide() -> bytes:
    return workbook_with(sheet_xml([[f"K{n}" for n in range(16_384)], [1] * 16_384]))


def empty_formatted_rows(rows: int = 1_000_000) -> bytes:
    """Answers in three rows and a million rows below that only have a format."""
    answers = sheet_xml([["Kommune", "Navn"], ["Bodø", "Kari"], ["Asker", "Ola"]])
    blank = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(4, rows))
    return workbook_with(answers.replace("</sheetData>", blank + "</sheetData>"))


def truncated() -> bytes:
    whole = make_files.registrations(make_files.answer(1, sent="2024-03-11"))
    return whole[: len(whole) // 2]


def damaged_sheet() -> bytes:
    return workbook_with(sheet_with(HEADER)[:-40])


def password() -> bytes:
    """The outside of an encrypted package; the inside is never looked at."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000)


def word() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


def plain_zip() -> bytes:
    return zipped({"les meg.txt": "hei"})


NOT_TABLES = {
    "tom.xlsx": (b"", "tom"),
    "mellomrom.csv": (b" \r\n\r\n ", "tom"),
    "bilde.xlsx": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20, "bilde"),
    "bilde.png": (b"\x89PNG\r\n\x1a\n" + bytes(500), "bilde"),
    "brev.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(500), "PDF"),
    "eksport.xls": (b"<html><body><table><tr><td>Kommune</td></tr></table></body></html>", "nettside"),
    "ark.xml": (b'<?xml version="1.0"?><Workbook/>', "XML"),
    "laast.xlsx": (password(), "passord"),
    "brev.docx": (word(), "tekstdokument"),
    "brev.doc": (old_word(), "tekstdokument"),
    "pakke.zip": (plain_zip(), "zip"),
    "halv.xlsx": (truncated(), "skadet"),
    "ark.xlsx": (damaged_sheet(), "skadet"),
    "program.csv": (bytes(range(32)) * 400, "verken"),
    "tekst.txt": (b"Dette er et brev.\nDet har ingen tabell.\n", "ingen tabell"),
}
"""Files that hold no table: the bytes, and a word that the sentence for the user holds."""

BOMBS = {
    "fjern celle": far_cell,
    "zip-bombe": zip_bomb,
    "zip-bombe som lyver": lying_zip_bomb,
    "entiteter": entity_bomb,
    "ekstern entitet": external_entity,
    "16384 kolonner": wide,
}

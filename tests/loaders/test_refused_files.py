"""What is no table is told by what it is, and a file, a package and a sheet may be so large."""

import io
import zipfile

import pytest
from columns_of import sheet_of
from make_files import sheet_xml, workbook_with, zipped
from three_people import LISTED, PEOPLE

from loaders import MAX_BYTES, ExportError
from loaders.read_file import read_opened
from loaders.sandbox.open_file import read_sheets
from loaders.sandbox.packages import check_package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def wide(name):
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x00 \t\r\n", "empty"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"0000ftypheic0000", "picture"),
        (b"0000ftypmif10000", "picture"),
        (b"RIFF0000WEBPVP8 ", "picture"),
        (b"\xef\xbb\xbf %PDF-1.4", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"<!DOCTYPE html>", "html"),
        (b"<table>", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"<?xml version='1.0'?><a>", "xml"),
        (b"<?xml" + b" " * 2_038 + b"<html", "html"),
        (b"<?xml" + b" " * 2_039 + b"<html", "xml"),
        (b"<Workbook>", "xml"),
        (wide("EncryptedPackage"), "password"),
        (wide("WordDocument"), "word"),
        (OLE, "not_a_workbook"),
        (wide("Workbook"), "broken"),
        (wide("Book"), "broken"),
        (b"PK\x03\x04", "broken"),
        (b"\x01\x02\x03" * 40, "binary"),
    ],
)
def test_what_is_no_table_is_told_by_what_it_is(content, code):
    with pytest.raises(ExportError) as caught:
        read_sheets(content, "fil.xlsx")
    assert caught.value.findings["code"].iloc[0] == code
    assert caught.value.findings["count"].iloc[0] == 1


def refused(content):
    with pytest.raises(ExportError) as caught:
        check_package(content)
    return caught.value.findings["code"].iloc[0]


def packed(**sizes):
    """A zip file with parts of these names, whose directory says these sizes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sizes:
            archive.writestr(name, b"")
        for info, size in zip(archive.filelist, sizes.values(), strict=True):
            info.file_size = size
    return written.getvalue()


def test_a_package_is_a_workbook_by_its_parts():
    check_package(packed(**{"xl/workbook.xml": 0}))
    check_package(packed(**{"content.xml": 0}))
    for name, code in (("word/document.xml", "word"), ("ppt/slide.xml", "slides"), ("Index/a.iwa", "numbers")):
        assert refused(packed(**{name: 0})) == code
    assert refused(packed(**{"a.txt": 0})) == "zip"
    assert refused(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""})) == "word"
    check_package(zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}))


def test_what_kind_of_document_it_is_stands_in_the_first_two_hundred_letters():
    check_package(zipped({"mimetype": "x" * 189 + "spreadsheet", "content.xml": ""}))
    assert refused(zipped({"mimetype": "x" * 190 + "spreadsheet", "content.xml": ""})) == "word"


def test_a_package_may_unfold_to_400_megabytes_and_to_250_times_its_size_from_30_on():
    check_package(packed(**{"xl/a": 30 << 20}))
    assert refused(packed(**{"xl/a": (30 << 20) + 1})) == "bomb"
    filler = {"xl/b": "x"}
    content = zipped(filler)
    large = packed(**{"xl/a": 0}) + bytes(2 << 20)
    assert len(content) < 1000 and len(large) > 2 << 20
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("xl/a", bytes(2 << 20))
        archive.filelist[0].file_size = 400 << 20
    check_package(stored.getvalue())
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("xl/a", bytes(2 << 20))
        archive.filelist[0].file_size = (400 << 20) + 1
    assert refused(stored.getvalue()) == "bomb"


def test_a_hundred_kilobytes_may_unfold_to_250_times_as_much_and_no_more():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/a", bytes(130_000))
    size = len(written.getvalue())
    for more in (0, 1):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            archive.writestr("xl/a", bytes(130_000))
            archive.filelist[0].file_size = 250 * size + more
        assert len(written.getvalue()) == size
        if more:
            assert refused(written.getvalue()) == "bomb"
        else:
            check_package(written.getvalue())


def test_a_package_has_at_most_five_thousand_parts():
    entries = b"PK\x01\x02" * 5_000
    assert refused(entries) == "broken"
    assert refused(entries + b"PK\x01\x02") == "bomb"


def test_a_file_may_have_twenty_megabytes():
    assert MAX_BYTES == 20 * 1024 * 1024
    with pytest.raises(ExportError, match="tom"):
        read_sheets(b" " * MAX_BYTES, "fil.csv")
    with pytest.raises(ExportError, match="Filen er på 20 MB, og grensen er 20 MB"):
        read_sheets(b" " * (MAX_BYTES + 1), "fil.csv")


def test_a_sheet_may_be_so_wide_so_long_and_so_large(child):
    check, unreadable = child["quoting"].check_size, child["problems"].Unreadable
    assert child["cells"].MOST_CELLS == child["quoting"].MOST_CELLS == 12_000_000
    check(1_048_576, 12_000_000, 2_000)
    for size, code in (((1, 1, 2_001), "wide"), ((1, 12_000_001, 1), "large"), ((1_048_577, 1, 1), "large")):
        with pytest.raises(unreadable, match=code):
            check(*size)


@pytest.mark.parametrize(
    ("module", "limit", "most"),
    [
        ("cells", "MOST_FILLED", 100_000),
        ("look", "MOST_TO_LOOK_AT", 150 * 2**20),
        ("look", "MOST_OF_A_PART", 10 * 2**20),
        ("look_xls", "MOST_RECORDS", 4_000_000),
        ("packing", "MOST_TOLD", 20_000),
    ],
)
def test_so_much_of_a_file_is_looked_at_and_told(child, module, limit, most):
    assert getattr(child[module], limit) == most


def test_a_workbook_may_have_two_thousand_columns():
    rows = [["Navn", *[""] * 1_998, "Kommune"], ["Kari", *[""] * 1_998, "Bodø"]]
    assert len(read_sheets(workbook_with(sheet_xml(rows)), "liste.xlsx")[0].columns) == 2_000
    with pytest.raises(ExportError, match="Arket har 2001 kolonner") as caught:
        read_sheets(workbook_with(sheet_xml([[*rows[0], "x"], rows[1]])), "liste.xlsx")
    assert caught.value.findings["sheet"].iloc[0] == "Sheet1"


def test_sheets_are_refused_from_so_many_cells_on_in_all(child, monkeypatch):
    content = workbook_with(sheet_xml([["a", "b"], ["c", "d"]]))
    monkeypatch.setattr(child["cells"], "MOST_CELLS", 4)
    assert read_sheets(content, "liste.xlsx")
    monkeypatch.setattr(child["cells"], "MOST_CELLS", 3)
    with pytest.raises(ExportError, match="så mange celler"):
        read_sheets(content, "liste.xlsx")


def test_a_file_may_have_three_hundred_thousand_answers(monkeypatch):
    from loaders import read_file

    assert read_file.MOST_ROWS == 300_000
    sheets = [sheet_of(LISTED, *PEOPLE)]
    monkeypatch.setattr(read_file, "MOST_ROWS", 3)
    assert len(read_opened(sheets, "Påmelding.csv").rows) == 3
    monkeypatch.setattr(read_file, "MOST_ROWS", 2)
    with pytest.raises(ExportError, match="så mange celler"):
        read_opened(sheets, "Påmelding.csv")

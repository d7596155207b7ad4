"""What bytes become cells: kinds of files, encodings, signs and marks, numbers and times, hidden and merged cells."""

import csv
import io
import unicodedata
import zipfile
from array import array
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest
from columns_of import column_of, sheet_of
from make_files import sheet_xml, text, workbook_parts, workbook_with, zipped

from loaders import MAX_BYTES, ExportError, read_export
from loaders.sandbox.open_file import read_at_most, read_sheets, sheet_name_of, split_answer
from loaders.sandbox.packages import check_package
from loaders.sandbox.sheets import Column, is_tidy, letters, spell, spell_many, tidy


@pytest.fixture
def child(read_here):
    """The child's modules; the limit that it sets for its one file does not outlast the test."""
    most = csv.field_size_limit()
    yield read_here.child()
    csv.field_size_limit(most)


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
        (b"0000ftypheic", "picture"),
        (b"0000ftypmif1", "picture"),
        (b"RIFF0000WEBP", "picture"),
        (b"\xef\xbb\xbf %PDF-1.4", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"<!DOCTYPE html>", "html"),
        (b"<table>", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"<?xml version='1.0'?><a>", "xml"),
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


def test_a_sheet_of_a_text_file_is_called_as_the_file_up_to_31_letters():
    assert sheet_name_of("C:\\mappe\\Påmelding.csv") == "Påmelding"
    assert [len(sheet_name_of("a" * length + ".csv")) for length in (30, 31, 32)] == [30, 31, 31]
    assert sheet_name_of("") == "Ark1"


def test_an_answer_that_is_too_short_or_empty_is_broken():
    for answer in (b"", bytes(8), (3).to_bytes(8, "little") + b"{}"):
        with pytest.raises(ExportError, match="skadet"):
            split_answer(answer)
    head, rest = split_answer((2).to_bytes(8, "little") + b"{}ab")
    assert (head, bytes(rest)) == ({}, b"ab")


def test_no_more_than_a_piece_too_much_is_read():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return bytes(10)

    assert read_at_most(io.BytesIO(b"abc"), 3) == b"abc"
    assert len(read_at_most(Endless(), 29)) == 30
    assert len(read_at_most(Endless(), 30)) == 40


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("æ".encode("utf-8-sig"), "æ"),
        ("æ".encode("utf-16"), "æ"),
        (b"\xfe\xff" + "æ".encode("utf-16-be"), "æ"),
        ("æ".encode("utf-32"), "æ"),
        ("abc æ".encode("utf-16-le"), "abc æ"),
        ("abc æ".encode("utf-16-be"), "abc æ"),
        ("abc".encode("utf-16-le") + b"x", "abc"),
        ("æ".encode(), "æ"),
        ("blåbær".encode("cp1252"), "blåbær"),
        ("blåbær\x81".encode("latin-1"), "blåbær\x81"),
        ("blå".encode() + "ææ".encode("cp1252"), "blåææ"),
        ("blå".encode() + "æææ".encode("cp1252"), "blÃ¥æææ"),
        ("blåbær i Tromsø,".encode("mac_roman"), "blåbær i Tromsø,"),
        ("blåbær i Tromsø,".encode("cp865"), "blåbær i Tromsø,"),
    ],
)
def test_letters_are_read_in_the_encoding_that_they_were_written_in(child, content, read):
    text = child["text"].decode(content)
    assert (text if text.startswith("abc") or text[:1] != "\ufeff" else text[1:]) == read


@pytest.mark.parametrize(
    ("content", "binary"),
    [
        (b"a" * 98 + b"\x01\x02", False),
        (b"a" * 97 + b"\x01\x02\x03", True),
        (b"a" * 97 + b"\x1f\x1e\x1d", True),
        (b"a" * 90 + b"\t\n\r\x0c\x1b" * 2, False),
        (b"a\x00" * 10 + b"a" * 40, False),
        (b"a\x00" * 9 + b"a" * 42, True),
        (b"\x00a" * 10 + b"a" * 40, False),
        (b"\x00a" * 9 + b"a" * 42, True),
        (b"a" * 4_000 + b"\x00", False),
        (b"a" * 3_999 + b"\x00", True),
    ],
)
def test_few_signs_that_no_text_has_make_a_file_no_text(child, content, binary):
    if binary:
        with pytest.raises(child["problems"].Unreadable, match="binary"):
            child["text"].decode(content)
    else:
        assert child["text"].decode(content)


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        (b"sep=,\r\na,b", [["a", "b"]]),
        (b'"sep=,"\r\na,b', [["a", "b"]]),
        (b"SEP=|\r\na|b", [["a", "b"]]),
        (b"sep=\r\na;b", [["a", "b"]]),
        (b"sep=;;\r\na;b", [["sep=", "", ""], ["a", "b"]]),
        (b"a,b;c;d\ne;f;g", [["a,b", "c", "d"], ["e", "f", "g"]]),
        (b"a\nb", [["a"], ["b"]]),
        (b'="0301";b\nc;d', [["0301", "b"], ["c", "d"]]),
        (b'"=""a"";""";b\nc;d', [['a";', "b"], ["c", "d"]]),
        (b'"=""""";b\nc;d', [["", "b"], ["c", "d"]]),
    ],
)
def test_a_text_file_becomes_rows(child, written, rows):
    assert child["text"].read_text(written)[0] == rows


@pytest.mark.parametrize(
    ("lines", "sign"),
    [
        (["a;b,c,d"], ","),
        (["a;b;c", "d,e"], ";"),
        (["a,b;c;d", "a,b", "a,b"], ","),
        ([",".join("abcdefghijklm") + ";" + ";".join("abcdefghijk")], ";"),
        ([",".join("abcdefghijkl") + ";" + ";".join("abcdefghij")], ","),
        (["a"], ";"),
        ([";;"], ";"),
        (["a;b"] * 2 + ["a,b,c"], ";"),
        (["a;b"] + ["a,b,c"] * 2, ","),
    ],
)
def test_the_sign_that_parts_most_lines_alike_is_the_sign(child, lines, sign):
    assert child["text"].find_sign("\n".join(lines)) == sign


def test_the_sign_is_looked_for_in_the_first_two_hundred_lines(child):
    lines = ["a;b"] * 200 + ["a,b,c,d,e,f,g,h"] * 200
    assert child["text"].find_sign("\n".join(lines)) == ";"
    assert child["text"].find_sign("\n".join(lines[1:])) == ";"
    assert child["text"].find_sign("\n".join(lines[160:])) == ","


def test_a_sheet_may_be_so_wide_so_long_and_so_large(child):
    check, unreadable = child["quoting"].check_size, child["problems"].Unreadable
    check(1_048_576, 12_000_000, 2_000)
    for size, code in (((1, 1, 2_001), "wide"), ((1, 12_000_001, 1), "large"), ((1_048_577, 1, 1), "large")):
        with pytest.raises(unreadable, match=code):
            check(*size)


@pytest.mark.parametrize(
    ("lines", "rows", "stray"),
    [
        (['a;b;"c', 'd;e;f"'], [["a", "b", "c"], ["d", "e", 'f"']], [1]),
        (["a;b", 'c;"d', 'e;f"'], [["a", "b"], ["c", "d\ne;f"]], []),
        (["a;b;c", 'd;e;"f', "g"], [["a", "b", "c"], ["d", "e", "f"], ["g"]], [2]),
        (["a;b;c", 'd;e;"f', 'g"'], [["a", "b", "c"], ["d", "e", "f\ng"]], []),
        (['a;b;c"', "d;e;f"], [["a", "b", 'c"'], ["d", "e", "f"]], []),
        (["a;b;c", 'd;"e;f'], [["a", "b", "c"], ["d", "e", "f"]], [2]),
        (["a;b;c", "d;e;f", ""], [["a", "b", "c"], ["d", "e", "f"]], []),
        (["a;b;c", '"d;e;f', "g;h;i"], [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]], [2]),
    ],
)
def test_a_mark_holds_lines_together_unless_it_swallows_rows(child, lines, rows, stray):
    assert child["quoting"].read_rows("\n".join(lines), ";") == (rows, stray)


def test_marks_that_never_close_are_read_again_at_most_eight_times_in_all(child):
    lines = [f'a{n};"b;c' for n in range(60)]
    rows, stray = child["quoting"].read_rows("\n".join(lines), ";")
    assert [row[0] for row in rows] == [f"a{n}" for n in range(60)]
    assert all(len(row) == 3 for row in rows)
    assert stray == list(range(1, len(stray) + 1)) and stray


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (datetime(1970, 1, 2, 0, 0, 1, 499_999), 86_401),
        (datetime(1970, 1, 2, 0, 0, 1, 500_000), 86_402),
        (date(1970, 1, 3), 172_800),
        (time(1, 2, 3), 3_723),
        (timedelta(seconds=1.6), 2),
        (2.5, 2.5),
        (True, 1.0),
        (7, 7.0),
    ],
)
def test_what_a_cell_holds_becomes_a_number(child, value, number):
    assert child["packing"].to_number(value) == number


@pytest.mark.parametrize(
    ("cells", "values", "codes"),
    [
        (("a", "", "a", "b"), ["", "a", "b"], [1, 0, 1, 2]),
        ((1.0, True, False, 0.0), ["", 1.0, True, False, 0.0], [1, 2, 3, 4]),
        ((1.0, 0.0), ["", 1.0, 0.0], [1, 2]),
    ],
)
def test_each_value_is_kept_once_and_true_is_not_one(child, cells, values, codes):
    found, indexes = child["packing"].index_values(cells)
    assert (list(map(repr, found)), indexes) == (list(map(repr, values)), array("i", codes))


def test_values_are_described_by_a_letter_each(child):
    values = ["", 1.5, True, datetime(1970, 1, 2), date(1970, 1, 2), time(0, 1), timedelta(seconds=1)]
    kinds, numbers, texts = child["packing"].describe(values)
    assert (kinds, list(numbers), texts) == ("snbdetu", [1.5, 1, 86_400, 86_400, 60, 1], [""])
    assert child["packing"].describe(["", "a"])[0] == "s"


def made(child, rows, row=0, column=0):
    return child["sheet"].Sheet("Ark1", [list(cells) for cells in rows], row, column)


@pytest.mark.parametrize(
    ("merged", "first", "told"),
    [
        ([(0, 0, 2)], ["x", "x", "x"], {"0": [2, 3]}),
        ([(0, 0, 1)], ["x", "x", ""], {"0": [2]}),
        ([(0, 0, 0)], ["x", "", ""], {}),
        ([(0, 0, 9)], ["x", "x", "x"], {"0": [2, 3]}),
        ([(1, 0, 2)], ["x", "", ""], {}),
        ([(9, 0, 10)], ["x", "", ""], {}),
        ([(0, 2, 2)], ["x", "", ""], {}),
        ([(0, -1, 2)], ["x", "", ""], {}),
    ],
)
def test_what_is_merged_downwards_holds_for_each_row_that_has_something_else(child, merged, first, told):
    sheet = made(child, [["x", "a"], ["", "b"], ["", "c"]])
    assert child["cells"].fill_merged(sheet, merged) == told
    assert [cells[0] for cells in sheet.rows] == first


def test_merged_cells_are_found_where_the_sheet_begins_and_leave_empty_rows_alone(child):
    sheet = made(child, [["x", "a"], ["", ""], ["", "c"]], row=3, column=2)
    assert child["cells"].fill_merged(sheet, [(3, 2, 5)]) == {"2": [6]}
    assert child["cells"].fill_merged(sheet, [(2, 2, 5), (3, 1, 5)]) == {}


def test_only_so_many_merged_cells_are_filled(child, monkeypatch):
    monkeypatch.setattr(child["cells"], "MOST_FILLED", 3)
    sheet = made(child, [["x", "a"], *[["", "b"]] * 4])
    sheet.rows = [list(cells) for cells in sheet.rows]
    assert child["cells"].fill_merged(sheet, [(0, 0, 1), (0, 0, 4)]) == {"0": [2, 2, 3]}


def test_a_workbook_may_have_two_thousand_columns():
    rows = [["Navn", *[""] * 1_998, "Kommune"], ["Kari", *[""] * 1_998, "Bodø"]]
    assert len(read_sheets(workbook_with(sheet_xml(rows)), "liste.xlsx")[0].columns) == 2_000
    with pytest.raises(ExportError, match="Arket har 2001 kolonner"):
        read_sheets(workbook_with(sheet_xml([[*rows[0], "x"], rows[1]])), "liste.xlsx")


def test_sheets_are_refused_from_so_many_cells_on_in_all(child, monkeypatch):
    content = workbook_with(sheet_xml([["a", "b"], ["c", "d"]]))
    monkeypatch.setattr(child["cells"], "MOST_CELLS", 4)
    assert read_sheets(content, "liste.xlsx")
    monkeypatch.setattr(child["cells"], "MOST_CELLS", 3)
    with pytest.raises(ExportError, match="så mange celler"):
        read_sheets(content, "liste.xlsx")


@pytest.mark.parametrize(
    ("text", "mended", "lost"),
    [
        ("JÃ¸rn", "Jørn", False),
        ("JÃƒÂ¸rn", "Jørn", False),
        ("J�rn", "J�rn", True),
        ("JÃ�rn", "J�rn", True),
        ("J?rn", "J?rn", True),
        ("?se", "?se", True),
        ("Hva?", "Hva?", False),
        ("eks.example/?s=J?rn", "eks.example/?s=J?rn", False),
        ("a=J?rn", "a=J?rn", False),
    ],
)
def test_letters_encoded_twice_are_mended_and_lost_ones_are_told(child, text, mended, lost):
    assert child["mending"].mend(text) == mended
    assert child["mending"].has_lost(mended) is lost


@pytest.mark.parametrize(
    ("number", "read"),
    [(None, 0), (b"", 0), (b"12", 12), (b"1234567", 1_234_567), (b"12345678", 0), (b"-1", 0), (b"1a", 0)],
)
def test_a_number_of_a_sheet_s_xml_is_whole_and_not_too_long(child, number, read):
    assert child["look"].whole(number) == read


def test_columns_are_numbered_from_zero(child):
    assert [child["look"].column_of(name) for name in (b"A", b"Z", b"AA", b"BA", b"AAA")] == [0, 25, 26, 52, 702]
    assert [letters(number) for number in (0, 25, 26, 52, 702)] == ["A", "Z", "AA", "BA", "AAA"]


@pytest.mark.parametrize(
    ("xml", "columns"),
    [
        (b'<col min="2" max="3" hidden="1"/>', [1, 2]),
        (b'<col min="2" max="3" hidden="true"/>', [1, 2]),
        (b'<col min="2" max="3" hidden="0"/>', []),
        (b'<col min="1999" max="16384" hidden="1"/>', [1998, 1999]),
        (b'<col min="0" max="1" hidden="1"/>', [0]),
        (b'<x:col min="2" max="2" hidden="1"/><col min="4" max="4" hidden="1"/>', [1, 3]),
    ],
)
def test_hidden_columns_are_counted_up_to_the_two_thousandth(child, xml, columns):
    assert child["look"].hidden_columns(xml) == columns


def test_a_sheet_s_tables_are_read_from_their_parts(child):
    relations = (
        '<Relationships><Relationship Id="r1" Type="x/table" Target="../tables/t1.xml"/>'
        '<Relationship Id="r2" Type="x/table" Target="/xl/tables/t2.xml"/>'
        '<Relationship Id="r3" Type="x/drawing" Target="../tables/t1.xml"/></Relationships>'
    )
    parts = {
        "xl/worksheets/_rels/s.xml.rels": relations,
        "xl/tables/t1.xml": '<table ref="B2:D9" totalsRowCount="1">',
        "xl/tables/t2.xml": '<table ref="A1:AA3" headerRowCount="0">',
    }
    archive = zipfile.ZipFile(io.BytesIO(zipped(parts)))
    tables = child["look"].read_tables(archive, "xl/worksheets/s.xml")
    assert tables == [[1, 1, 8, 3, 1, 1], [0, 0, 2, 26, 0, 0]]
    assert child["look"].unescape(b"A &amp; B") == "A & B"


def test_the_first_twenty_thousand_places_are_named_and_all_are_counted(child):
    import re

    found, count = child["look"].places(re.compile(rb"(a)"), b"a" * 20_001)
    assert (len(found), count) == (20_000, 20_001)


ODS = (
    '<table:table table:name="Ark 1"><table:table-column table:number-columns-repeated="2"/>'
    '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="3"/>'
    '<table:table-cell table:number-rows-spanned="2"/></table:table-row>'
    '<table:table-row><table:table-cell table:number-rows-spanned="1"/></table:table-row></table:table>'
    '<table:table table:name="B"><table:table-row table:visibility="collapse"><table:table-cell/></table:table-row>'
    "</table:table>"
)


def test_hidden_and_merged_cells_of_an_opendocument_sheet_are_counted_with_repeated_ones(child):
    looks = child["look_ods"].look_into_sheets(zipped({"content.xml": ODS}))
    assert looks["Ark 1"] == {"hidden": [3, 4], "hidden_columns": [2, 3], "merged_cells": [[4, 3, 5]]}
    assert looks["B"] == {"hidden": [1], "hidden_columns": [], "merged_cells": []}
    unmerged = ODS.replace(' table:number-rows-spanned="2"', "").replace(' table:number-rows-spanned="1"', "")
    looks = child["look_ods"].look_into_sheets(zipped({"content.xml": unmerged}))
    assert looks["Ark 1"] == {"hidden": [3, 4], "hidden_columns": [2, 3], "merged_cells": []}
    plain = unmerged.replace("visibility", "x")
    assert child["look_ods"].look_into_sheets(zipped({"content.xml": plain})) == {}


def test_no_sign_that_tidying_changes_is_overlooked():
    codes = (*range(1, 0x370), *range(0x2000, 0x2070), 0x3000, 0xFEFF)
    signs = [chr(code) for code in codes if code != 0x1E]
    untidy = [sign for sign in signs if tidy(f"e{sign}e") != f"e{sign}e"]
    assert len(untidy) > 70
    assert [f"{ord(sign):x}" for sign in untidy if is_tidy(["", f"e{sign}e"])] == []


@pytest.mark.parametrize(
    "sign",
    [*" aå\n", "\x7f", "\x9f", "¡", "¬", "®", "˿", "Ͱ", "\u1fff", "‐", "‰", "⁞", "\u2061", "、", "\ufefe", "\uff00"],
)
def test_a_text_with_usual_signs_is_tidy(sign):
    assert is_tidy(["", f"e{sign}e"])


@pytest.mark.parametrize(
    ("text", "is_plain"), [("a b", True), ("a  b", False), (" a", False), ("a_x000D_", False), ("a\u0301", False)]
)
def test_a_text_is_tidy_without_double_spaces_and_signs_taken_apart(text, is_plain):
    assert is_tidy(["", text]) is is_plain
    assert (tidy(text) == text) is is_plain


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\u00a0 b", "a b"),
        ("a_x000D_\nb", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("\u200ba", "a"),
        (" a ", "a"),
        ("A\u030a", "Å"),
        ("a_xyz", "a_xyz"),
    ],
)
def test_a_text_is_tidied_without_losing_its_lines(text, clean):
    assert tidy(text) == clean == unicodedata.normalize("NFC", clean)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (301.0, "n", "301"),
        (0.1 + 0.2, "n", "0.3"),
        (float("inf"), "n", ""),
        (1, "b", "Ja"),
        (0, "b", "Nei"),
        (3_723, "t", "01:02:03"),
        (90_061, "u", "25:01:01"),
        (86_400, "d", "02.01.1970 00:00:00"),
        (86_400, "e", "02.01.1970"),
        (-86_400, "e", "31.12.1969"),
        (3e11, "d", "300000000000.0"),
        (-3e11, "d", "-300000000000.0"),
    ],
)
def test_a_value_is_spelt_as_people_write_it(value, kind, text):
    assert spell(value, kind) == text
    assert spell_many([value], [kind]) == [text]


def test_many_times_are_spelt_in_one_go_as_one_by_one():
    values, kinds = [0, 86_399, 1_715_765_400, -1], ["d", "e", "d", "d"]
    assert spell_many(values, kinds) == [spell(value, kind) for value, kind in zip(values, kinds, strict=True)]
    assert spell_many(values[:3], kinds[:3]) == ["01.01.1970 00:00:00", "01.01.1970", "15.05.2024 09:30:00"]
    assert spell_many([], []) == []


def test_a_column_s_texts_filled_cells_and_some_of_its_rows():
    column = Column(["", 1.5, 2.0, 86_400, " ", "a"], "snness", np.array([1, 2, 3, 4, 5, 0], dtype=np.int32))
    assert column.written == [0, 4, 5]
    assert [column.text(row) for row in range(6)] == ["1.5", "2", "02.01.1970", "", "a", ""]
    assert column.texts == ["", "1.5", "2", "02.01.1970", "", "a"]
    assert column.filled.tolist() == [True, True, True, False, True, False]
    assert [column.kind_of(row) for row in range(6)] == ["n", "n", "e", "", "s", ""]
    few = column.cut(np.array([1, 4]))
    assert (few.values, few.kinds, few.texts) == (["", "", 2.0, "", "", "a"], "ssnsss", ["", "", "2", "", "", "a"])
    words = column_of("a", " ", "")
    assert words.filled.tolist() == [True, False, False]
    assert words.cut(np.array([0])).texts == ["", "a", ""]


def test_a_sheet_counts_its_cells_and_names_them_as_excel_does():
    sheet = sheet_of(("a", "", "b"), ("", "", ""), ("", "c"))
    assert sheet.counts.tolist() == [2, 0, 1]
    assert (sheet.cell(0, 0), sheet.cell(2, 1), sheet.number(2)) == ("A1", "B3", 3)
    assert sheet.texts(0) == ["a", "", "b"]


MIXED = [
    ["Nr", "Tall", "Når", "Sant", "Blandet"],
    [1, 1.5, datetime(2024, 5, 15, 9, 30), True, "a"],
    [2, 2, datetime(2024, 5, 16), False, 7],
    [3, "x", "y", "z", True],
]


def test_cells_of_every_kind_come_through_as_they_were():
    (sheet,) = read_sheets(workbook_with(sheet_xml(MIXED)), "liste.xlsx")
    texts = [[column.text(row) for row in range(1, 4)] for column in sheet.columns]
    assert texts == [
        ["1", "2", "3"],
        ["1.5", "2", "x"],
        ["15.05.2024 09:30:00", "16.05.2024", "y"],
        ["Ja", "Nei", "z"],
        ["a", "7", "Ja"],
    ]


def test_a_separator_inside_a_cell_is_a_space():
    export = read_export(text([["Navn", "Kommune", "Kommentar"], ["Kari\x1eLie", "Bodø", "bra " * 20]]), "liste.csv")
    assert list(export.rows["name"]) == ["Kari Lie"]


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


def test_the_two_hundredth_line_is_the_last_that_tells_the_sign(child):
    lines = ["a;b;c"] * 100 + ["a,b,c"] * 101
    assert child["text"].find_sign("\n".join(lines)) == ";"
    assert child["text"].find_sign("\n".join(lines[1:])) == ","


@pytest.mark.parametrize(("text", "mended"), [("Ã€", "À"), ("Ã¿", "ÿ"), ("ÃÀ", "ÃÀ"), ("Å¡", "š"), ("â€“", "–")])
def test_the_first_and_the_last_of_the_bytes_that_go_on_are_known(child, text, mended):
    assert child["mending"].mend(text) == mended


def test_fifty_tables_of_a_sheet_are_looked_at(child):
    relation = '<Relationship Id="r{0}" Type="x/table" Target="/t{0}.xml"/>'
    parts = {"xl/worksheets/_rels/s.xml.rels": "".join(relation.format(n) for n in range(51))}
    parts |= {f"t{n}.xml": '<table ref="A1:B2">' for n in range(51)}
    archive = zipfile.ZipFile(io.BytesIO(zipped(parts)))
    assert len(child["look"].read_tables(archive, "xl/worksheets/s.xml")) == 50


def test_hidden_rows_and_columns_of_an_opendocument_sheet_are_cut(child):
    far = ODS.replace('table:visibility="collapse" table:number-columns-repeated="2"', "{0}").replace(
        'table:visibility="filter" table:number-rows-repeated="2"', "{1}"
    )
    column = 'table:visibility="collapse" table:number-columns-repeated="1999"'
    row = 'table:visibility="filter" table:number-rows-repeated="100001"'
    looks = child["look_ods"].look_into_sheets(zipped({"content.xml": far.format(column, row)}))
    assert (len(looks["Ark 1"]["hidden"]), looks["Ark 1"]["hidden_columns"][-1]) == (100_000, 1_999)


def test_so_many_mended_cells_are_named_and_all_are_counted(child, monkeypatch):
    monkeypatch.setattr(child["packing"], "MOST_TOLD", 2)
    sheet = made(child, [["JÃ¸rn"]] * 3, row=2, column=1)
    cells = child["packing"].mend_cells(tuple(cells[0] for cells in sheet.rows), sheet, 3)
    assert (cells, sheet.look) == (["Jørn"] * 3, {"mended": [[2, 4], [3, 4]], "mended_count": 3})


def looked_into(child, xml, workbook="", **parts):
    """What the second look at a workbook tells of its only sheet."""
    made = workbook_parts(["Ark & 1"])
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("<sheets>", f"{workbook}<sheets>")
    sheet = {"xl/worksheets/sheet1.xml": f"<worksheet>{xml}</worksheet>"}
    return child["look"].look_into_sheets(
        zipped(made | sheet | {name.replace("__", "/"): part for name, part in parts.items()})
    )


@pytest.mark.parametrize(
    ("xml", "look"),
    [
        ("<sheetData/>", {}),
        ('<row r="2" hidden="1"/><row r="3" hidden="0"/>', {"hidden": [2], "hidden_columns": []}),
        (
            '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><col min="5" max="5" hidden="1"/></sheetData>',
            {"hidden": [], "hidden_columns": [1]},
        ),
        ('<c r="B2"><f>A1</f></c>', {"uncalculated": ["B2"], "uncalculated_count": 1}),
        ('<c r="B2"><f>A1</f><v>3</v></c>', {"uncalculated": [], "uncalculated_count": 0}),
        ('<c r="B2" t="e"><v>#N/A</v></c><c r="C2"/>', {"errors": ["B2"], "errors_count": 1}),
        ('<tablePart r:id="x"/>' + " " * 3_968, {"tables": []}),
        ('<tablePart r:id="x"/>' + " " * 3_969, {}),
    ],
)
def test_the_second_look_tells_what_is_hidden_uncalculated_or_wrong(child, xml, look):
    assert looked_into(child, xml) == {"Ark & 1": look}


def test_the_second_look_tells_days_from_1904_struck_text_and_formulas_with_a_prefix(child):
    assert looked_into(child, "", workbook='<workbookPr date1904="1"/>') == {"Ark & 1": {"from_1904": True}}
    assert looked_into(child, "", workbook='<workbookPr date1904="0"/>') == {"Ark & 1": {}}
    styles = '<fonts><font><strike/></font></fonts><cellXfs><xf fontId="0"/></cellXfs>'
    struck = looked_into(child, '<c r="A7" s="0"><v>1</v></c>', **{"xl__styles.xml": styles})
    assert struck == {"Ark & 1": {"struck": [7]}}
    prefixed = '<x:worksheet><x:c r="B2"><x:f>A1</x:f></x:c></x:worksheet>'
    archive = zipfile.ZipFile(io.BytesIO(zipped({"s.xml": prefixed})))
    assert child["look"].look_into_sheet(archive, "s.xml") == {"uncalculated": ["B2"], "uncalculated_count": 1}
    assert child["look"].look_into_sheet(archive, "borte.xml") == {}


def test_a_sheet_that_is_too_large_is_not_looked_into(child, monkeypatch):
    archive = zipfile.ZipFile(io.BytesIO(zipped({"s.xml": '<row r="2" hidden="1"/>'})))
    size = archive.getinfo("s.xml").file_size
    monkeypatch.setattr(child["look"], "MOST_TO_LOOK_AT", size)
    assert child["look"].look_into_sheet(archive, "s.xml")["hidden"] == [2]
    monkeypatch.setattr(child["look"], "MOST_TO_LOOK_AT", size - 1)
    assert child["look"].look_into_sheet(archive, "s.xml") == {}
    assert child["look"].read_part(archive, "borte.xml") == b""

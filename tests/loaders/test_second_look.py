"""The second look at a workbook: what its XML tells beside the cells, in Excel's and in OpenDocument's format."""

import io
import zipfile

import pytest
from make_files import workbook_parts, zipped

from loaders.sandbox.sheets import letters


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


def test_fifty_tables_of_a_sheet_are_looked_at(child):
    relation = '<Relationship Id="r{0}" Type="x/table" Target="/t{0}.xml"/>'
    parts = {"xl/worksheets/_rels/s.xml.rels": "".join(relation.format(n) for n in range(51))}
    parts |= {f"t{n}.xml": '<table ref="A1:B2">' for n in range(51)}
    archive = zipfile.ZipFile(io.BytesIO(zipped(parts)))
    assert len(child["look"].read_tables(archive, "xl/worksheets/s.xml")) == 50


def test_the_first_twenty_thousand_places_are_named_and_all_are_counted(child):
    import re

    found, count = child["look"].places(re.compile(rb"(a)"), b"a" * 20_001)
    assert (len(found), count) == (20_000, 20_001)


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


@pytest.mark.parametrize("styles", [b"<fonts><font><strike/></font></fonts>", b'<cellXfs><xf fontId="0"/></cellXfs>'])
def test_no_text_is_struck_through_where_fonts_or_formats_are_missing(child, styles):
    assert child["look"].struck_cells(styles) is None


def test_a_sheet_that_is_too_large_is_not_looked_into(child, monkeypatch):
    archive = zipfile.ZipFile(io.BytesIO(zipped({"s.xml": '<row r="2" hidden="1"/>'})))
    size = archive.getinfo("s.xml").file_size
    monkeypatch.setattr(child["look"], "MOST_TO_LOOK_AT", size)
    assert child["look"].look_into_sheet(archive, "s.xml")["hidden"] == [2]
    monkeypatch.setattr(child["look"], "MOST_TO_LOOK_AT", size - 1)
    assert child["look"].look_into_sheet(archive, "s.xml") == {}
    assert child["look"].read_part(archive, "borte.xml") == b""


ODS = (
    '<table:table table:name="Ark 1"><table:table-column table:number-columns-repeated="2"/>'
    '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell/>'
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


def test_hidden_rows_and_columns_of_an_opendocument_sheet_are_cut(child):
    far = ODS.replace('table:visibility="collapse" table:number-columns-repeated="2"', "{0}").replace(
        'table:visibility="filter" table:number-rows-repeated="2"', "{1}"
    )
    column = 'table:visibility="collapse" table:number-columns-repeated="1999"'
    row = 'table:visibility="filter" table:number-rows-repeated="100001"'
    looks = child["look_ods"].look_into_sheets(zipped({"content.xml": far.format(column, row)}))
    assert (len(looks["Ark 1"]["hidden"]), looks["Ark 1"]["hidden_columns"][-1]) == (100_000, 1_999)


def test_of_several_hidden_rows_of_an_opendocument_sheet_so_many_are_told_in_all(child):
    row = '<table:table-row table:visibility="collapse" table:number-rows-repeated="60000"/>'
    looks = child["look_ods"].look_into_sheets(zipped({"content.xml": f'<table:table table:name="A">{row * 2}'}))
    assert looks["A"]["hidden"] == list(range(1, 100_001))

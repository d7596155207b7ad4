"""Text files: encodings, the sign between cells, Excel's numbering of rows."""

import codecs

import pytest
from make_files import text

from loaders import read_export
from loaders.sandbox.open_file import sheet_name_of

HEADERS = ["ID", "Innsendt", "E-post", "Navn", "Kommune"]
ROWS = [
    ["1", "11.03.2024 09:00", "kari@example.no", "Kari Nordmann", "Bodø"],
    ["2", "12.03.2024 10:00", "ola@example.no", "Ola Hansen", "Ås"],
]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_any_sign_between_the_cells_is_found(sign):
    export = read_export(text([HEADERS, *ROWS], sign=sign), "liste.csv")
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("3218",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_norwegian_letters_survive_every_encoding(encoding):
    export = read_export(text([HEADERS, *ROWS], encoding=encoding), "liste.txt")
    assert list(export.rows["municipality_text"]) == ["Bodø", "Ås"]


def test_bytes_that_cp1252_lacks_are_read_as_latin_1():
    content = text([HEADERS, *ROWS], encoding="cp1252") + b"3;13.03.2024 10:00;x@example.no;Per \x81;Asker\r\n"
    assert list(read_export(content, "liste.csv").rows["municipality_text"]) == ["Bodø", "Ås", "Asker"]


def test_a_line_that_names_the_sign_is_an_instruction_and_no_row():
    export = read_export(text([HEADERS, *ROWS], sign=",", before="sep=,\r\n"), "liste.csv")
    assert list(export.rows["source_row"]) == [2, 3]
    assert export.columns["cell"].iloc[0] == "A1"


def test_lines_above_the_header_are_passed_over():
    above = "Sportsadmin – påmeldinger til inspirasjonssamling\r\nUtskrift 14.03.2024 08:00\r\n"
    export = read_export(text([HEADERS, *ROWS], before=above), "liste.csv")
    assert list(export.rows["source_row"]) == [4, 5]
    assert export.columns["cell"].iloc[4] == "E3"


def test_a_header_without_one_known_word_is_found_by_its_shape():
    rows = [["Zeit", "Was", "Wer da"], ["11.03.2024 09:00", "a", "b"], ["12.03.2024 09:00", "c", "d"]]
    export = read_export(text([["Tittel"], [], *rows]), "x.csv")
    assert list(export.columns["column"]) == ["Zeit", "Was", "Wer da"]
    stop = export.findings[export.findings["severity"] == "stop"].iloc[0]
    assert "«Zeit», «Was», «Wer da»" in stop["message"]
    assert stop["cell"] == "A3"


def test_a_cell_of_several_lines_is_one_row_as_in_excel():
    rows = [[*HEADERS, "Kommentar"], [*ROWS[0], "først\nså"], [*ROWS[1], ""]]
    export = read_export(text(rows), "liste.csv")
    assert list(export.rows["source_row"]) == [2, 3]
    assert export.rows["comment"].iloc[0] == "først\nså"


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_rest():
    lines = [["1", "11.03.2024 09:00", "a@example.no", '"Kari', "Bodø"]]
    lines += [[str(n), "12.03.2024 10:00", f"{n}@example.no", "Ola Hansen", "Ås"] for n in range(2, 40)]
    content = ("\r\n".join(";".join(line) for line in [HEADERS, *lines])).encode()
    export = read_export(content, "liste.csv")
    assert len(export.rows) == 39
    assert "anførselstegn" in " ".join(export.findings["message"])


def test_a_file_of_old_macs_has_only_carriage_returns():
    assert len(read_export(text([HEADERS, *ROWS], end="\r"), "liste.csv").rows) == 2


def test_rows_shorter_than_the_header_are_read():
    content = text([[*HEADERS, "Telefon"], ROWS[0], [*ROWS[1], "900 00 000"]])
    assert list(read_export(content, "liste.csv").rows["phone"]) == ["", "900 00 000"]


def test_the_sheet_of_a_text_file_is_called_as_excel_calls_it():
    export = read_export(text([HEADERS, *ROWS]), "En ganske lang liste over påmeldinger.csv")
    assert export.sheet == "En ganske lang liste over påmel"


def test_a_mark_inside_the_file_is_not_part_of_the_first_header():
    content = codecs.BOM_UTF8 + text([HEADERS, *ROWS])
    assert read_export(content, "liste.csv").columns["column"].iloc[0] == "ID"


def test_the_csv_of_forms_with_months_first_is_read():
    rows = [
        ["Id", "Start time", "Completion\u00a0time", "Email", "Name", "Kommune"],
        ["1", "3/11/24 9:00:01", "3/11/24 9:04:11", "kari@example.no", "Kari", "Bodø"],
        ["2", "3/14/24 9:00:01", "3/14/24 9:04:11", "ola@example.no", "Ola", "Asker"],
    ]
    export = read_export(text(rows, encoding="cp1252"), "Påmelding.csv")
    assert [f"{moment:%d.%m.%Y %H:%M}" for moment in export.rows["submitted_at"]] == [
        "11.03.2024 09:04",
        "14.03.2024 09:04",
    ]


def test_one_column_of_municipalities_is_enough():
    export = read_export(text([["Kommune"], ["Bodø"], ["Asker"]]), "kommuner.csv")
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("3203",)]
    assert not (export.findings["severity"] == "stop").any()


def test_a_numbered_note_below_the_answers_does_not_end_them():
    rows = [HEADERS, ROWS[0], ["", "", "", "1. Purret i april"], ROWS[1]]
    export = read_export(text(rows), "liste.csv")
    assert list(export.rows["source_row"]) == [2, 4]
    assert "D3" in set(export.findings["cell"])


def test_words_of_headers_in_an_answer_do_not_end_the_answers():
    headers = ["Navn", "Kommune", "Stilling", "Arbeidssted", "Kommentar"]
    rows = [
        headers,
        ["Kari", "Bodø", "Rektor", "Skole", ""],
        [],
        ["Ring igjen"],
        ["Ola", "Asker", "Lærer", "Kulturskole", "Nei"],
    ]
    assert list(read_export(text(rows), "liste.csv").rows["source_row"]) == [2, 5]


def test_two_downloads_below_each_other_are_read_as_one_table():
    export = read_export(text([HEADERS, ROWS[0], [], HEADERS, ROWS[1]]), "liste.csv")
    assert list(export.rows["source_row"]) == [2, 5]


def test_another_table_below_is_told_with_its_first_cell():
    rows = [
        HEADERS,
        *ROWS,
        [],
        ["Fornavn", "Etternavn", "Telefon", "Stilling"],
        ["Kari", "Nordmann", "900 00 000", "Rektor"],
    ]
    export = read_export(text(rows), "liste.csv")
    assert len(export.rows) == 2
    assert "A5" in set(export.findings.loc[export.findings["message"].str.contains("annen tabell"), "cell"])


def test_a_text_file_that_starts_like_a_picture_or_a_zip_is_a_text_file():
    for header in ("BMI", "PK", "PK nr"):
        content = text([[header, "Kommune", "Navn"], ["1", "Bodø", "Kari"]])
        assert list(read_export(content, "liste.csv").rows["municipality_text"]) == ["Bodø"]


def test_a_sheet_of_a_text_file_is_called_as_the_file_up_to_31_letters():
    assert sheet_name_of("C:\\mappe\\Påmelding.csv") == "Påmelding"
    assert [len(sheet_name_of("a" * length + ".csv")) for length in (30, 31, 32)] == [30, 31, 31]
    assert sheet_name_of("") == "Ark1"


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        (b"sep=,\r\na,b", [["a", "b"]]),
        (b'"sep=,"\r\na,b', [["a", "b"]]),
        (b"SEP=|\r\na|b", [["a", "b"]]),
        (b"sep=\r\na;b", [["a", "b"]]),
        (b"sep=,  \r\na,b", [["a", "b"]]),
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
        (["a;b,c"], ";"),
        ([";;"], ";"),
        ([",,"], ";"),
        (["a;b"] * 2 + ["a,b"] * 2 + ["a,b,c"], ","),
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


def test_the_two_hundredth_line_is_the_last_that_tells_the_sign(child):
    lines = ["a;b;c"] * 100 + ["a,b,c"] * 101
    assert child["text"].find_sign("\n".join(lines)) == ";"
    assert child["text"].find_sign("\n".join(lines[1:])) == ","


def test_a_separator_inside_a_cell_is_a_space():
    export = read_export(text([["Navn", "Kommune", "Kommentar"], ["Kari\x1eLie", "Bodø", "bra " * 20]]), "liste.csv")
    assert list(export.rows["name"]) == ["Kari Lie"]

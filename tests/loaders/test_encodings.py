"""Letters in the encoding they were written in, encoded twice, in two ways in one file, taken apart, or lost."""

import unicodedata

import pytest
from make_files import forms, text

from loaders import read_export

HEADERS = ["ID", "Påmeldt dato", "E-post", "Navn", "Kommune"]
ROWS = [
    [1, "11.03.2024 09:00", "a@example.no", "Jørn Åsgard", "Bodø"],
    [2, "12.03.2024 09:00", "b@example.no", "Åse Bærøy", "Kárášjohka"],
]
NAMES = ["Jørn Åsgard", "Åse Bærøy"]


def twice(value):
    return value.encode().decode("cp1252", "replace") if isinstance(value, str) else value


def codes(export):
    return set(export.findings["code"])


@pytest.mark.parametrize("times", [1, 2])
def test_letters_encoded_twice_or_more_are_mended_in_every_column_and_told(times):
    rows = [HEADERS, *ROWS]
    for _ in range(times):
        rows = [[twice(cell) for cell in row] for row in rows]
    export = read_export(text(rows), "liste.csv")
    assert list(export.rows["name"]) == NAMES
    assert list(export.columns["column"]) == HEADERS
    assert list(export.rows["municipality_numbers"]) == [("1804",), ("5610",)]
    told = export.findings[(export.findings["code"] == "cells_mended") & (export.findings["column"] == "Navn")].iloc[0]
    assert (told["severity"], told["cells"]) == ("check", ("D2", "D3"))


def test_letters_as_a_web_page_writes_them_are_mended_and_told():
    rows = [HEADERS, *([*row[:3], row[3].replace("ø", "&oslash;").replace("Å", "&Aring;"), row[4]] for row in ROWS)]
    export = read_export(text(rows), "liste.csv")
    assert list(export.rows["name"]) == NAMES
    told = export.findings[export.findings["code"] == "cells_mended"].iloc[0]
    assert (told["severity"], told["cells"]) == ("check", ("D2", "D3"))


def test_they_are_mended_in_a_workbook_too():
    export = read_export(forms(HEADERS, [[twice(cell) for cell in row] for row in ROWS]), "liste.xlsx")
    assert list(export.rows["name"]) == NAMES


def test_a_letter_that_was_lost_on_the_way_is_asked_about_at_its_cell():
    rows = [HEADERS, [1, "11.03.2024", "a@example.no", twice("Ása Ý"), "Bodø"], ROWS[1]]
    export = read_export(text(rows), "liste.csv")
    told = export.findings[export.findings["code"] == "cells_lost"].iloc[0]
    assert (told["severity"], told["cell"], told["column"]) == ("check", "D2", "Navn")


@pytest.mark.parametrize("name", ["«Å»", "Vår «Ø» øvelse", "Ñuñez", "Ærø", "São", "Château"])
def test_text_that_only_looks_odd_is_left_as_it_is(name):
    export = read_export(text([["Navn", "Kommune", "E-post"], [name, "Bodø", "a@example.no"]]), "liste.csv")
    assert export.rows["name"].iloc[0] == name
    assert not codes(export) & {"cells_mended", "cells_lost"}


def test_two_files_of_different_encodings_below_each_other_are_both_read():
    below = [3, "13.03.2024 09:00", "c@example.no", "Gro Bærøy", "Ås"]
    content = text([HEADERS, *ROWS]) + text([below], encoding="cp1252")
    export = read_export(content, "liste.csv")
    assert list(export.rows["name"]) == [*NAMES, "Gro Bærøy"]
    assert export.rows["municipality_text"].iloc[2] == "Ås"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_taken_apart_in_headers_cells_and_the_files_name_make_no_difference(form):
    rows = [
        [unicodedata.normalize(form, cell) if isinstance(cell, str) else cell for cell in r] for r in (HEADERS, *ROWS)
    ]
    export = read_export(text(rows), unicodedata.normalize(form, "Påmelding på våren.csv"))
    assert (export.title, export.kind) == ("Påmelding på våren", "registrations")
    assert list(export.columns["column"]) == HEADERS
    assert list(export.rows["name"]) == NAMES
    assert export.sheet == "Påmelding på våren"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp865"])
def test_the_letters_of_old_macs_and_dos_are_known_where_a_file_has_no_others(encoding):
    below = [[2, "12.03.2024 09:00", "b@example.no", "Åse Bærøy", "Tromsø"]]
    export = read_export(text([HEADERS, ROWS[0], *below], encoding=encoding), "liste.csv")
    assert list(export.rows["name"]) == NAMES
    assert list(export.columns["column"]) == HEADERS


def test_letters_that_became_question_marks_are_asked_about():
    content = text([HEADERS, *ROWS]).decode().replace("ø", "?").replace("Å", "?").encode("ascii", "replace")
    told = read_export(content, "liste.csv").findings
    assert "D2" in {cell for cells in told.loc[told["code"] == "cells_lost", "cells"] for cell in cells}


@pytest.mark.parametrize("value", ["Kommer dere? Ja", "https://example.no/?id=3", "Hva?", "?"])
def test_a_question_is_no_lost_letter(value):
    rows = [[*HEADERS, "Merknad?"], *[[*row, value] for row in ROWS]]
    assert "cells_lost" not in codes(read_export(text(rows), "liste.csv"))


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
        ("blå".encode() + "æ\x7fæ".encode("cp1252"), "blåæ\x7fæ"),
        ("blå".encode() + "€ææ".encode("cp1252"), "blÃ¥€ææ"),
        (b"abc " + b"a\x00\x00b" * 8, (b"abc " + b"a\x00\x00b" * 8).decode("utf-16-le")),
        ("blåbær i Tromsø,".encode("mac_roman"), "blåbær i Tromsø,"),
        ("blåbær i Tromsø,".encode("cp865"), "blåbær i Tromsø,"),
        ("blå,".encode("mac_roman") + "blå,".encode("cp865"), "blŒ,bl†,"),
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
        (b"a" * 85 + b"\t\n\r\x0c\x1b" * 3, False),
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
    ("text", "mended", "lost"),
    [
        ("JÃ¸rn", "Jørn", False),
        ("JÃƒÂ¸rn", "Jørn", False),
        ("J&oslash;rn &#197;s&aelig;n", "Jørn Åsæn", False),
        ("M&R; A&B", "M&R; A&B", False),
        ("J&oslash", "J&oslash", False),
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


@pytest.mark.parametrize(("text", "mended"), [("Ã€", "À"), ("Ã¿", "ÿ"), ("ÃÀ", "ÃÀ"), ("Å¡", "š"), ("â€“", "–")])
def test_the_first_and_the_last_of_the_bytes_that_go_on_are_known(child, text, mended):
    assert child["mending"].mend(text) == mended


def test_a_text_is_mended_three_times_over_at_most(child):
    assert [child["mending"].mend("Ã" + "ƒ" * number) for number in (3, 4)] == ["Ã", "Ãƒ"]


def test_a_mark_that_begins_a_formula_and_ends_the_cell_is_a_text(child):
    cells = ['="', '=""', '="a"', '="a""b"', "a"]
    assert [child["text"].between_marks(cell) for cell in cells] == ['="', "", "a", 'a"b', "a"]

"""Quotation marks in text files: they hold a cell together, or stand by mistake; `="…"` is a way to keep a text."""

import pytest
from make_files import text

from loaders import read_export

HEADERS = "Innsendt;E-post;Navn;Kommune;Kommentar"
TEAM = "\n".join(f"Person {n}; rektor; Bodø kulturskole; 900 00 00{n}; Bodø" for n in range(6))


def read(*lines, sign=";"):
    return read_export("\r\n".join(line.replace(";", sign) for line in (HEADERS, *lines)).encode(), "liste.csv")


def marked(export):
    found = export.findings[export.findings["code"] == "quote_unpaired"]
    return found["cells"].iloc[0] if len(found) else ()


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_cell_of_many_lines_with_signs_in_it_stays_one_cell(sign):
    export = read(f'11.03.2024;a@example.no;Kari;Bodø;"{TEAM}"', "12.03.2024;b@example.no;Ola;Asker;Vi vil", sign=sign)
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker"]
    assert export.rows["comment"].iloc[0].count("\n") == 5
    assert marked(export) == ()


def test_an_unclosed_mark_is_a_letter_of_its_own_line_and_later_cells_stay_whole():
    export = read(
        '11.03.2024;a@example.no;"Kari;Bodø;',
        '12.03.2024;b@example.no;Ola;Asker;"ja; gjerne"',
        f'13.03.2024;c@example.no;Per;Ås;"{TEAM}"',
    )
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker", "Ås"]
    assert list(export.rows["name"]) == ["Kari", "Ola", "Per"]
    assert export.rows["comment"].iloc[1] == "ja; gjerne"
    assert marked(export) == ("A2",)


def test_two_unclosed_marks_that_make_a_pair_do_not_swallow_the_rows_between():
    export = read(
        '11.03.2024;a@example.no;Kari;Bodø;"ja',
        "12.03.2024;b@example.no;Ola;Asker;nei",
        '13.03.2024;c@example.no;Per;Ås;ja"',
    )
    assert list(export.rows["name"]) == ["Kari", "Ola", "Per"]
    assert marked(export) == ("A2",)


@pytest.mark.parametrize("before", [(), ("10.03.2024;x@example.no;Siri;Lom;",)])
def test_an_unclosed_mark_in_the_last_line_joins_no_cells(before):
    export = read(*before, '11.03.2024;a@example.no;"Kari;Bodø;ja')
    assert export.rows["name"].iloc[-1] == "Kari"
    assert export.rows["municipality_text"].iloc[-1] == "Bodø"


def test_a_mark_for_inches_is_a_letter():
    export = read('11.03.2024;a@example.no;Kari;Bodø;19" skjerm', '12.03.2024;b@example.no;Ola;Asker;"en\nto"')
    assert list(export.rows["comment"]) == ['19" skjerm', "en\nto"]
    assert marked(export) == ()


def test_many_unclosed_marks_are_read_in_bearable_work():
    lines = [f'11.03.2024;{n}@example.no;"Kari {n};Bodø;nei' for n in range(3_000)]
    export = read(*lines)
    assert len(export.rows) == 3_000
    assert set(export.rows["municipality_text"]) == {"Bodø"}


@pytest.mark.parametrize(
    "written", ['="Kari; Nordmann"', '"=""Kari; Nordmann"""', '"Kari; Nordmann"', '="Kari; Nordmann" ']
)
def test_a_text_that_excel_is_told_to_keep_is_that_text(written):
    export = read(f'="11.03.2024";="a@example.no";{written};="Bodø";')
    row = export.rows.iloc[0]
    assert (row["name"], row["municipality_text"], row["email"]) == ("Kari; Nordmann", "Bodø", "a@example.no")
    assert f"{row['submitted_at']:%d.%m.%Y}" == "11.03.2024"


def test_a_formula_is_not_taken_for_such_a_text():
    export = read_export(text([["Navn", "Kommune", "Kommentar"], ["Kari", "Bodø", '=A1&"x"']]), "liste.csv")
    assert export.rows["comment"].iloc[0] == '=A1&"x"'


@pytest.mark.parametrize(("sign", "other"), [(",", ";"), (";", ","), ("\t", ";")])
def test_the_sign_is_found_although_cells_of_many_lines_are_full_of_another(sign, other):
    team = "\n".join(f"Person {n}{other} rektor{other} Bodø" for n in range(4))
    lines = [["E-post", "Kommune", "Team"], *[[f"{n}@example.no", "Asker", team] for n in range(4)]]
    export = read_export(text(lines, sign=sign), "liste.csv")
    assert list(export.rows["municipality_text"]) == ["Asker"] * 4


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
        (["a;b;c", 'd;e;"f', 'g";h'], [["a", "b", "c"], ["d", "e", "f\ng", "h"]], []),
        (["a;b;c", 'd;"e;f', ""], [["a", "b", "c"], ["d", "e", "f"]], [2]),
        (["a;b;c", '"d";"e;f'], [["a", "b", "c"], ["d", "e", "f"]], [2]),
        (["T", "a;b;c", "d;e;f", 'g;"h;i', "j;k;l"], [["T"], list("abc"), list("def"), list("ghi"), list("jkl")], [4]),
        (["T", "T", "T", "a;b;c", 'd;"e;f'], [["T"]] * 3 + [list("abc"), list("def")], [5]),
        (["T", "a;b", 'c;"d', "e;f"], [["T"], ["a", "b"], ["c", "d"], ["e", "f"]], [3]),
    ],
)
def test_a_mark_holds_lines_together_unless_it_swallows_rows(child, lines, rows, stray):
    assert child["quoting"].read_rows("\n".join(lines), ";") == (rows, stray)


SWALLOWS = 'a"b;"c'
"""Below others like it such a line closes nothing: read as a cell of many lines, each takes all that follow."""


@pytest.mark.parametrize(("plain", "stray"), [(10, 18), (9, 17)])
def test_lines_whose_marks_never_close_are_read_again_at_most_eight_times_in_all(child, plain, stray):
    # Of 34 lines eight times are 272, which is 24 + 23 + … + 8: seventeen lines are within it.
    lines = ["x;y"] * plain + [SWALLOWS] * 24
    rows, told = child["quoting"].read_rows("\n".join(lines), ";")
    assert rows == [["x", "y"]] * plain + [['a"b', '"c']] * 24
    assert told == [plain + 1 + n for n in range(stray)]


def test_what_is_read_without_a_second_look_counts_once_towards_the_most_cells(child, monkeypatch):
    lines = "\n".join(["x;y"] * 10 + [SWALLOWS] * 24)
    monkeypatch.setattr(child["quoting"], "MOST_CELLS", 68)
    assert len(child["quoting"].read_rows(lines, ";")[0]) == 34
    monkeypatch.setattr(child["quoting"], "MOST_CELLS", 67)
    with pytest.raises(child["problems"].Unreadable, match="large"):
        child["quoting"].read_rows(lines, ";")


def test_the_first_thousand_lines_with_a_mark_that_never_closes_are_named(child):
    lines = [f'a{n};"b;c' for n in range(1_002)]
    rows, stray = child["quoting"].read_rows("\n".join(lines), ";")
    assert rows == [[f"a{n}", "b", "c"] for n in range(1_002)]
    assert stray == list(range(1, 1_001))


@pytest.mark.parametrize(
    ("end", "cells", "found"),
    [('a"b;"z;c"d', ['a"b', "z", 'c"d'], True), ('a"b;c"d;"z;e', ['a"b', 'c"d', "z", "e"], False)],
)
def test_the_first_twenty_marks_of_a_line_are_tried_as_the_one_that_stands_alone(child, end, cells, found):
    whole = ["v;w;x;y"] * 9 + cells
    row = child["quoting"].read_line('"v;w;x;y";' * 9 + end, ";", len(whole))
    assert row == (whole if found else ['"v', "w", "x", 'y"'] * 9 + end.split(";"))


PLAIN = [
    "Navn,E-post,Kommune",
    "Tuva Moe,t@eks.example,Bodø",
    '"Lie, Eirin",e@eks.example,Asker',
    "Ida Berg,i@eks.example,Lom",
]


def wrap(line):
    doubled = line.replace('"', '""')
    return f'"{doubled}"'


@pytest.mark.parametrize("wrapped", [range(4), range(1, 4), [2], [1, 3]])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_line_that_was_saved_as_one_cell_is_opened(wrapped, end):
    lines = [wrap(line) if at in wrapped else line for at, line in enumerate(PLAIN)]
    export = read_export(end.join(lines).encode(), "Påmelding.csv")
    assert list(export.rows["name"]) == ["Tuva Moe", "Lie, Eirin", "Ida Berg"]
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker", "Lom"]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (['"Kommune"', '"Bodø, Nordland"', '"Lom, Innlandet"'], [["Kommune"], ["Bodø, Nordland"], ["Lom, Innlandet"]]),
        (['"a,b"', '"c,d"'], [["a,b"], ["c,d"]]),
        (['"a,b,c"', '"d,e,f"'], [["a", "b", "c"], ["d", "e", "f"]]),
        (['"Liste, mars"', "a,b,c", "d,e,f"], [["Liste, mars"], ["a", "b", "c"], ["d", "e", "f"]]),
        (['"a";"b";"c"', '"d,e,f"'], [["a", "b", "c"], ["d,e,f"]]),
    ],
)
def test_only_lines_that_become_as_wide_as_the_others_are_opened(child, lines, rows):
    assert child["text"].read_text("\n".join(lines).encode())[0] == rows

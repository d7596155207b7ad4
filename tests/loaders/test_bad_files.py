"""Files that can't be read end in a sentence that says what to do; hostile ones end soon and harm nothing."""

import random
import resource
import time

import bad_files
import pytest

from data.reference import municipalities
from loaders import MAX_BYTES, ExportError, match_many, match_municipality, read_export
from loaders.rows.places import AT_ONCE, MOST_GUESSED

SECONDS = 10
"""Of the processors' time, in this process and in those that it started: the clock runs on while others work."""


def worked() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@pytest.mark.parametrize("name", bad_files.NOT_TABLES)
def test_what_is_no_table_is_refused_with_a_sentence_that_says_what_to_do(name):
    content, word = bad_files.NOT_TABLES[name]
    with pytest.raises(ExportError) as raised:
        read_export(content, name)
    sentence = str(raised.value)
    assert word in sentence
    assert sentence.endswith(".")
    finding = raised.value.findings.iloc[0]
    assert finding["severity"] == "stop"
    assert finding["remedy"] in sentence


@pytest.mark.parametrize("name", bad_files.BOMBS)
def test_a_bomb_ends_in_a_sentence_soon_and_small(name):
    content = bad_files.BOMBS[name]()
    start = worked()
    with pytest.raises(ExportError) as raised:
        read_export(content, "bombe.xlsx")
    assert worked() - start < SECONDS
    assert str(raised.value).endswith(".")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000


def test_a_file_outside_is_never_read():
    with pytest.raises(ExportError) as raised:
        read_export(bad_files.external_entity(), "x.xlsx")
    assert "root" not in str(raised.value)


def test_a_million_empty_rows_with_a_format_are_passed_over():
    start = worked()
    export = read_export(bad_files.empty_formatted_rows(), "liste.xlsx")
    assert worked() - start < SECONDS
    assert list(export.rows["municipality_text"]) == ["Bodø", "Asker"]


def test_a_line_of_three_hundred_megabytes_is_refused_by_its_size():
    with pytest.raises(ExportError, match=r"300 MB.*20 MB"):
        read_export(b"a" * (300 << 20), "linje.csv")


def test_the_longest_line_that_may_be_uploaded_is_read_or_refused():
    content = b"Kommune;Navn\r\nBod\xc3\xb8;" + b"a" * (MAX_BYTES - 40)
    try:
        export = read_export(content, "linje.csv")
    except ExportError as error:
        assert str(error).endswith(".")
    else:
        assert export.rows["municipality_text"].iloc[0] == "Bodø"


def test_the_app_reads_on_after_a_bomb():
    with pytest.raises(ExportError):
        read_export(bad_files.far_cell(), "bombe.xlsx")
    assert len(read_export("Kommune\nBodø\n".encode(), "liste.csv").rows) == 1


def test_the_sheet_that_is_too_wide_is_named():
    with pytest.raises(ExportError) as raised:
        read_export(bad_files.wide(), "bred.xlsx")
    assert raised.value.findings["sheet"].iloc[0] == "Sheet1"
    assert "16384 kolonner" in str(raised.value)


def test_a_column_of_many_different_texts_is_not_searched_for_municipalities(monkeypatch):
    draw = random.Random(1)
    texts = ["".join(draw.choices("abdefgiklmnoprstuvø", k=9)) for _ in range(30_000)]
    content = ("Kommune;Status\n" + "".join(f"{text};{text}\n" for text in texts)).encode()
    searched, most = [], 10_000
    assert most < MOST_GUESSED  # a tenth of it shows the same in a tenth of the time

    def match_and_count(items):
        searched.extend(items)
        return match_many(items)

    monkeypatch.setattr("loaders.rows.places.match_many", match_and_count)
    monkeypatch.setattr("loaders.rows.places.MOST_GUESSED", most)
    export = read_export(content, "påmelding.csv")
    # Guessing ends at so many letters, once for the names and once for what else the rows say; the last heap is whole.
    assert sum(len(text) for text, *_ in searched) <= 2 * (most + 9 * AT_ONCE)
    unread = export.findings[export.findings["message"].str.contains("så mange ulike tekster")].iloc[0]
    assert unread["column"] == "Kommune"
    assert unread["count"] > 10_000
    assert len(export.rows) == 30_000


def test_ten_thousand_different_workplaces_are_all_placed():
    # Of the names that former municipalities and others do not share, so that none is asked about.
    names = [place.name for place in municipalities().values() if match_municipality(place.name).how == "exact"]
    lines = [
        f"Kulturskolen i {names[place % len(names)]}, avdeling {place};p{place}@example.no\n" for place in range(10_000)
    ]
    export = read_export(("Arbeidssted;E-post\n" + "".join(lines)).encode(), "påmelding.csv")
    assert (export.rows["municipality_numbers"].map(len) == 1).all()


def test_more_rows_than_an_export_has_are_refused():
    with pytest.raises(ExportError, match="så mange celler"):
        read_export(b"Kommune;Navn\n" + b"Lom;Ola\n" * 300_001, "liste.csv")


@pytest.mark.parametrize("sign", ["a", "1", "a.", "a@", "-", "a-", "1 t ", "&amp", "Ã", "a?"])
def test_a_cell_of_thirty_thousand_signs_is_read_soon(sign):
    fields = ("Kommune", "E-post", "Navn", "Dato", "Status", "Antall deltakere", "Join time", "Varighet", "Kulturskole")
    cell = (sign * 30_000)[:30_000]
    content = f"{';'.join(fields)}\n{';'.join(cell for _ in fields)}\n".encode()
    start = worked()
    for kind in ("registrations", "attendance"):
        assert len(read_export(content, "liste.csv", kind=kind).rows) == 1
    assert worked() - start < SECONDS

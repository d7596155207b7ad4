"""`python -m loaders FILE… [--json]`: the same report on a terminal, and its exit status."""

import json
import re

import pytest
from make_files import ENGLISH, answer, forms, text

from loaders.__main__ import main

GOOD = text(
    [
        ["ID", "Innsendt", "E-post", "Navn", "Kommune"],
        ["1", "11.03.2024", "kari@example.no", "Kari Nordmann", "Herøy"],
        ["2", "11.03.2024", "kari@example.no", "Kari Nordmann", "Herøy"],
        ["3", "12.03.2024", "ola@example.no", "Ola Hansen", "Bodø"],
    ]
)


@pytest.fixture
def files(tmp_path):
    def write(**contents):
        paths = []
        for name, content in contents.items():
            paths.append(tmp_path / name.replace("_", "."))
            paths[-1].write_bytes(content)
        return [str(path) for path in paths]

    return write


def test_a_report_says_what_was_read_and_its_sums_add_up(files, capsys):
    assert main(files(liste_csv=GOOD)) == 0
    told = capsys.readouterr().out
    total, counting, replaced = map(int, re.search(r"(\d+) rader = (\d+) som teller \+ (\d+) erstattet", told).groups())
    assert total == counting + replaced == 3
    assert "Herøy (1515)" in told
    assert "E3" in told


def test_the_report_holds_no_personal_data(files, capsys):
    for how in ([], ["--json"]):
        main([*files(liste_csv=GOOD), *how])
        told = capsys.readouterr().out.casefold()
        assert "nordmann" not in told
        assert "example.no" not in told


def test_a_stop_gives_exit_status_one(files):
    assert main(files(rar_csv=text([["Navn", "Innsendt", "Farge"], ["Kari", "11.03.2024", "blå"]]))) == 1


def test_a_file_that_cannot_be_read_gives_exit_status_one_and_the_others_are_read(files, capsys):
    assert main(files(brev_pdf=b"%PDF-1.7\n", liste_csv=GOOD)) == 1
    told = capsys.readouterr().out
    assert "Filen er en PDF" in told
    assert "3 rader" in told


def test_a_missing_file_is_told(capsys):
    assert main(["finnes-ikke.xlsx"]) == 1
    assert "finnes ikke" in capsys.readouterr().out


def test_the_report_as_json_has_findings_with_their_cells(files, capsys):
    main([*files(liste_csv=GOOD), "--json"])
    written = capsys.readouterr().out
    report = json.loads(written)[0]
    assert written.startswith('[\n {\n  "file"') and "Herøy (1515)" in written
    assert report["kind"] == "registrations"
    assert report["summary"]["rows"] == 3
    assert {"severity", "sheet", "cell", "column", "message", "remedy"} <= set(report["findings"][0])


def test_the_kind_can_be_said(files, capsys):
    main(
        [
            *files(skjema_xlsx=forms([*ENGLISH, "Kommune"], [[*answer(1, sent="11.03.2024"), "Bodø"]])),
            "--json",
            "--kind",
            "applications",
        ]
    )
    assert json.loads(capsys.readouterr().out)[0]["kind"] == "applications"


def test_the_row_of_the_headers_can_be_told(files, capsys):
    paths = files(
        liste_csv=text([["Påmelding", "Vår", "2024"], ["Navn", "Kommune", "E-post"], ["Kari", "Bodø", "k@x.no"]])
    )
    assert main([*paths, "--header-row", "2"]) == 0
    assert "1 rad " in capsys.readouterr().out
    assert main([*paths, "--header-row", "9"]) == 1

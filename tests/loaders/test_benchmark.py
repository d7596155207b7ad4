"""The benchmark measures what it says: a file of invented registrations, read whole."""

import random

from loaders import benchmark, read_export


def test_the_benchmarks_file_is_read_whole():
    content = benchmark.write_workbook(benchmark.draw_rows(60, random.Random(1)))
    export = read_export(content, "Påmelding(1-60).xlsx")
    assert export.kind == "registrations"
    assert export.summary["rows"] == 60
    assert (export.rows["municipality_numbers"].str.len() == 1).mean() > 0.9
    assert export.rows["submitted_at"].notna().all()


def test_the_benchmark_prints_a_line_for_each_size(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["benchmark", "--rows", "30", "--without-openpyxl"])
    assert benchmark.main() in (0, 1)
    told = capsys.readouterr().out
    assert "30 " in told
    assert "100 000 kommunenavn" in told

"""Whatever the file, the outcome is an Export or an ExportError; `fuzz.py` runs the same for as long as one likes."""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import fuzz
import pytest
from forked_child import ForkedChild
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kinds import KINDS
from loaders import Export, ExportError
from loaders.read_file import read_opened
from loaders.sandbox import open_file
from loaders.sandbox.sheets import unpack_sheets
from loaders.table.fields import FIELDS

CASES = 40
CHILD = Path(__file__).parents[2] / "loaders" / "sandbox" / "child"
FILES = fuzz.fixtures()
NASTY = [
    "",
    " ",
    "--",
    "anonymous",
    "Bodø",
    "Herøy",
    "Lom og Skjåk",
    "0301",
    "1507",
    "2024",
    "Test Testesen",
    "x@y.no",
    "x@@y",
    "Ja",
    "Nei",
    "Avmeldt",
    "Venteliste",
    "=1+1",
    "#REF!",
    "15.05.2024 kl. 09:30",
    "3/4/2024",
    "31.02.2024",
    "2024-05-15T09:30:00Z",
    "27.10.2024 02:30",
    "31.03.2024 02:30",
    "9999-12-31",
    "0001-01-01",
    "24:00",
    "1e999",
    "-1",
    "½",
    "²",
    "٣",
    "\ud800x"[1:],
    "a\nb",
    "A;B;",
    "Sum",
    "1. Summary",
    "Deltok",
    "2 godz. 19 min",
    "Organizer",
    "\u200b",
    "Å",
    "i",
    "ß" * 300,
    "(UPN)",
]
CELLS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=12),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.datetimes(datetime(1899, 12, 30), datetime(9999, 12, 31)),
    st.dates(date(1899, 12, 30), date(9999, 12, 31)),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=20_000)),
    st.datetimes(datetime(2024, 3, 1), datetime(2024, 11, 1)),
)
HEADERS = st.one_of(
    st.sampled_from([name for field in FIELDS for name in (field.exact[0], field.exact[-1])]),
    st.sampled_from(
        ["ID", "Start time", "Completion time", "Email", "Name", "Participant ID (UPN)", "", "Kommune2", "Points – x"]
    ),
    st.text(max_size=8),
)


@st.composite
def sheets(draw):
    headers = draw(st.lists(HEADERS, min_size=1, max_size=9))
    above = draw(st.lists(st.lists(CELLS, max_size=3), max_size=2))
    rows = draw(st.lists(st.lists(CELLS, max_size=len(headers) + 1), max_size=9))
    return [*above, headers, *rows]


@pytest.fixture(scope="module")
def pack():
    """The child's packing, in this process: only bytes that calamine sees need one of their own."""
    sys.path.insert(0, str(CHILD))
    try:
        import packing
    finally:
        sys.path.remove(str(CHILD))
    return lambda rows: packing.pack([packing.Sheet("Ark1", [list(row) for row in rows])])


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=sheets(), kind=st.sampled_from([None, *KINDS]))
def test_any_cells_make_an_export_or_an_export_error(pack, rows, kind):
    import json

    packed = pack(rows)
    length = int.from_bytes(packed[:8], "little")
    opened = unpack_sheets(json.loads(packed[8 : 8 + length]), memoryview(packed)[8 + length :], "x")
    if not opened:
        return
    try:
        export = read_opened(opened, "Liste.xlsx", kind)
    except ExportError as error:
        assert str(error)
        return
    assert isinstance(export, Export)
    summary = export.summary
    assert summary["rows"] == summary["counting"] + sum(summary["not_counting"].values()) == len(export.rows)
    assert str(export.rows["submitted_at"].dtype) == "datetime64[us, Europe/Oslo]"


@pytest.mark.parametrize("seed", range(CASES))
def test_a_damaged_file_is_read_or_refused(seed):
    name, content = fuzz.case(seed, FILES)
    assert fuzz.check(name, content) in ("export", "error")


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_read_before_it_is_damaged(name):
    assert fuzz.check(name, FILES[name]) == "export"


def test_a_fork_reads_as_a_process_of_its_own_does():
    forked = ForkedChild()
    try:
        for content in FILES.values():
            assert forked.ask("read", content) == open_file.ask_child("read", content)
        with pytest.raises(ExportError) as refused:
            forked.ask("read", b"\x00" * 50)
        assert str(refused.value)
    finally:
        forked.close()

"""The example exports are what the builder writes, in the true shape, with invented people."""

import ast
import json
import re
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from data.tools import build_examples
from data.tools.build_examples.__main__ import build

COMMITTED = Path(build_examples.__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads((COMMITTED / "expected.json").read_text("utf-8"))


def listed() -> list[dict]:
    return tomllib.loads((COMMITTED / "examples.toml").read_text("utf-8"))["files"]


def parts_of(path: Path) -> dict[str, bytes]:
    """A workbook's parts, uncompressed: how tightly a zip is packed differs between builds of zlib."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(path: Path) -> str:
    parts = parts_of(path)
    if path.suffix == ".csv":
        return parts[""].decode("utf-16")
    return "\n".join(part.decode("utf-8") for part in parts.values())


def test_the_builder_writes_exactly_the_files_that_are_committed(built):
    written = sorted(path.name for path in built.iterdir())
    committed = sorted(path.name for path in COMMITTED.iterdir() if path.is_file())
    assert sorted([*written, "README.md"]) == committed
    for name in written:
        assert parts_of(built / name) == parts_of(COMMITTED / name), name


def test_the_builder_imports_nothing_of_the_project():
    allowed = {"data.tools.build_examples"}
    standard = {"csv", "json", "random", "sys", "tomllib", "unicodedata", "zipfile", "io", "xml.sax.saxutils"}
    standard |= {"collections", "collections.abc", "dataclasses", "datetime", "pathlib", "typing"}
    for script in Path(build_examples.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(script.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= standard | allowed, script.name
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 1 or node.module in standard, (script.name, node.module)


@pytest.mark.parametrize("entry", listed(), ids=lambda entry: entry["path"])
def test_every_address_is_an_example_or_a_municipality_s(entry):
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", text_of(COMMITTED / entry["path"]))
    assert addresses
    for address in addresses:
        assert re.fullmatch(r"[\w.-]+@(example\.(no|com|org)|[a-z-]+\.kommune\.no)", address, re.I), address


@pytest.mark.parametrize(
    "entry", [entry for entry in listed() if entry["path"].endswith("xlsx")], ids=lambda entry: entry["path"]
)
def test_a_workbook_has_the_shape_of_an_untouched_download(entry):
    parts = parts_of(COMMITTED / entry["path"])
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    rows = sheet.count("<x:row ")
    assert '<x:dimension ref="A1" />' in sheet
    assert 'name="Sheet1"' in parts["xl/workbook.xml"].decode()
    assert re.search(rf'displayName="Table1" ref="A1:[A-Z]+{rows}"', parts["xl/tables/table1.xml"].decode())
    assert f"(1-{rows - 1})" in entry["path"]
    assert "\u00a0" in parts["xl/sharedStrings.xml"].decode()


def test_the_attendance_report_is_utf_16_with_three_sections():
    path = next(COMMITTED / entry["path"] for entry in listed() if entry["kind"] == "attendance")
    assert path.read_bytes().startswith(b"\xff\xfe")
    lines = text_of(path).split("\r\n")
    assert [line for line in lines if re.match(r"\d\. ", line)] == [
        "1. Summary",
        "2. Participants",
        "3. In-Meeting activities",
    ]


def test_the_list_names_the_files_in_the_order_of_adopting():
    assert [(entry["kind"], entry["event"], entry["in_force"]) for entry in listed()] == [
        ("registrations", "gathering", True),
        ("applications", "", False),
        ("attendance", "", True),
        ("applications", "", True),
        ("registrations", "start", True),
    ]
    assert all((COMMITTED / entry["path"]).is_file() for entry in listed())
    assert all(entry["path"].isascii() for entry in listed())


def test_on_2_may_a_live_situation_is_seen(expected):
    on_2_may = expected["as_of"]["2024-05-02"]
    assert on_2_may["applications"] == 34
    assert on_2_may["municipalities_registered"] == 122
    assert on_2_may["places"] == 0


def test_the_branches_look_different_on_2_may(expected):
    branches = expected["branches"]["2024-05-02"]
    assert {name: counts["applications"] for name, counts in branches.items()} == {
        "Agder": 1,
        "Finnmark, Troms og Svalbard": 3,
        "Innlandet": 2,
        "Møre og Romsdal": 3,
        "Nordland": 3,
        "Oslo og Viken": 3,
        "Rogaland": 0,
        "Trøndelag": 9,
        "Vestfold og Telemark": 2,
        "Vestland": 8,
    }
    assert branches["Rogaland"]["municipalities_registered"] == 7


def test_the_last_application_comes_after_the_deadline(expected):
    assert expected["as_of"]["2024-05-15"]["applications"] == 48
    assert expected["as_of"]["2024-06-10"]["applications_late"] == 1


def test_on_1_september_the_way_to_the_start_is_seen(expected):
    on_1_september = expected["as_of"]["2024-09-01"]
    assert on_1_september["places"] == 20
    assert on_1_september["confirmed"] == 17
    assert on_1_september["municipalities_start_registered"] == 15


@pytest.mark.parametrize("day", ["2024-05-02", "2024-09-01"])
def test_the_branches_and_the_unknown_sum_to_the_whole(expected, day):
    whole, branches = expected["as_of"][day], expected["branches"][day].values()
    for key in ("registrations", "attendees", "applications", "places", "municipalities_applied"):
        beside = whole.get(f"unknown_{key}", whole["unknown_attendance"] if key == "attendees" else 0)
        assert sum(branch[key] for branch in branches) + beside == whole[key], key

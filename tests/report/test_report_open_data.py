"""The open data are a valid data package, and say when and from what."""

import json
import zipfile

import pytest
from frictionless import Package, system

from report.open_data import write_open_data


@pytest.mark.parametrize(("day", "regions"), [("2024-05-02", ()), ("2024-09-01", ("Nordland",)), ("2024-02-01", ())])
def test_frictionless_finds_no_fault_in_the_package(edition_of, tmp_path, day, regions):
    (tmp_path / "tall.zip").write_bytes(write_open_data(edition_of(day, regions)))
    with zipfile.ZipFile(tmp_path / "tall.zip") as archive:
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_frictionless_would_find_a_fault(edition_of, tmp_path):
    (tmp_path / "tall.zip").write_bytes(write_open_data(edition_of()))
    with zipfile.ZipFile(tmp_path / "tall.zip") as archive:
        archive.extractall(tmp_path)
    path = tmp_path / "region_dag.csv"
    path.write_text(path.read_text("utf-8").replace("2024-04-0", "2024-14-0"), "utf-8")
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_description_says_day_moment_files_and_the_licence_of_the_map(edition_of, tmp_path):
    (tmp_path / "tall.zip").write_bytes(write_open_data(edition_of("2024-05-02", ("Nordland",))))
    with zipfile.ZipFile(tmp_path / "tall.zip") as archive:
        about = json.loads(archive.read("datapackage.json"))
    assert (about["status_per"], about["kjent"], about["utvalg"]) == (
        "2024-05-02",
        "2024-09-30T12:30:00+02:00",
        "Nordland",
    )
    assert [file["innhold"] for file in about["kilder"]] and about["kartgrunnlag"]["lisens"] == "CC-BY-4.0"
    fields = [field for resource in about["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for field in fields)

"""The reference tables agree with each other, and the commands that write them do what they say."""

import csv
import io
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from data import DATA, reference
from data.tools import build_reference, refresh
from tests.data.answering import serve_json

TABLES = (
    "municipality_facts.csv",
    "municipalities.csv",
    "regions.csv",
    "former_municipalities.csv",
    "email_domains.csv",
    "post_places.csv",
    "areas.csv",
    "name_forms.csv",
    "foreign_places.csv",
)


def test_there_are_357_municipalities_in_15_counties_and_ten_branches():
    municipalities = reference.municipalities()
    assert len(municipalities) == 357
    assert len(reference.counties()) == 15
    assert len(reference.branches()) == 10
    assert {one.county for one in municipalities.values()} == set(reference.counties())
    assert {one.branch for one in municipalities.values()} == set(reference.branches())


def test_labels_tell_the_two_herøy_and_våler_apart():
    labels = [one.label for one in reference.municipalities().values()]
    assert len(set(labels)) == 357
    assert {"Herøy (1515)", "Herøy (1818)", "Våler (3114)", "Våler (3419)", "Nes"} <= set(labels)


def test_counties_stand_in_norwegian_order():
    assert reference.counties()[:2] == ("Agder", "Akershus")
    assert reference.counties()[-1] == "Østfold"
    assert sorted(["Å", "Ø", "Æ", "Z"], key=reference.norwegian_key) == ["Z", "Æ", "Ø", "Å"]


def test_longyearbyen_is_in_the_northern_branch_and_no_municipality():
    record = reference.longyearbyen()
    assert record.number == reference.SVALBARD == "2111"
    assert record.branch == "Finnmark, Troms og Svalbard"
    assert record.number not in reference.municipalities()
    assert "Svalbard" not in reference.counties()


def test_every_number_in_every_table_is_a_municipality_of_2024():
    numbers = set(reference.municipalities())
    svalbard = numbers | {reference.SVALBARD}
    assert set(reference.email_domains().values()) == numbers
    assert {post.municipality for post in reference.post_codes().values()} - {""} == svalbard
    assert {number for former in reference.former_municipalities() for number in former.successors} <= numbers
    assert {number for number, _, _ in reference.name_forms()} <= numbers
    counties = {number[:2] for number in numbers}
    for area in reference.areas():
        assert all(member in (numbers if len(member) == 4 else counties) for member in area.members), area


def test_former_numbers_are_none_of_todays():
    former = reference.former_municipalities()
    assert len(former) == 488
    assert not {one.number for one in former} & set(reference.municipalities())
    assert {one.number for one in former if len(one.successors) > 1} == {"1507", "1613", "1850", "5012"}


def test_every_municipality_has_a_point_in_norway():
    for one in reference.municipalities().values():
        assert 4 < one.lon < 32 and 57 < one.lat < 72, one


def write_package(path: Path, rows: dict[str, tuple[str, str]]) -> None:
    """The npm package of the postal register in small."""
    lines = (f'  "{code}": {{ "city": "{place}", "municipality": "{name}" }},' for code, (place, name) in rows.items())
    source = "\n".join(("const postalCodeMap = {", *lines, "};")).encode()
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("package/src/index.ts")
        info.size = len(source)
        archive.addfile(info, io.BytesIO(source))


def test_post_places_are_built_from_the_package(tmp_path: Path):
    shutil.copy(DATA / "municipalities.csv", tmp_path)
    register = {
        "9325": ("BARDUFOSS", "MÅLSELV"),
        "8850": ("HERØY", "HERØY (NORDLAND)"),
        "9170": ("LONGYEARBYEN", "SVALBARD"),
    }
    write_package(tmp_path / "register.tgz", register)
    assert build_reference.main(["--post-places", str(tmp_path / "register.tgz"), "--into", str(tmp_path)]) == 0
    built = (tmp_path / "post_places.csv").read_text(encoding="utf-8").splitlines()
    assert built == ["code,place,number", "9325,BARDUFOSS,5524", "8850,HERØY,1818", "9170,LONGYEARBYEN,2111"]


def test_an_unknown_municipality_in_the_register_stops_the_build(tmp_path: Path):
    shutil.copy(DATA / "municipalities.csv", tmp_path)
    write_package(tmp_path / "register.tgz", {"0001": ("ATLANTIS", "ATLANTIS")})
    with pytest.raises(SystemExit, match="ATLANTIS"):
        build_reference.build_post_places(tmp_path / "register.tgz", tmp_path)


def test_the_tables_are_built_from_the_collected_facts(tmp_path: Path):
    facts = {
        "municipalities_2024.csv": "number,name,county_number,county_name,other_names,lon,lat,ssb_name_2024,"
        "later_names\n"
        "5622,Porsanger,56,Finnmark,Porsáŋgu|Porsanki,25.2,69.9,Porsanger - Porsángu - Porsanki,\n",
        "email_domains.csv": "number,name,domain\n5622,Porsanger,porsanger.kommune.no\n",
        "regions.csv": "branch,county_number,county_name,note\nNord,56,Finnmark,\n",
        "changes.csv": "old_number,old_name,valid_from_year,valid_until_year,new_numbers,new_names,kind,note\n"
        "0426,Våler (Hedmark),<=2017,2019,3419,Våler,renumbered,\n",
        "earlier_mergers.csv": "old_number,old_name,merged_year,new_number_2024,new_name_2024\n"
        "0716,Våle,2002,3905,Tønsberg\n",
    }
    for name, text in facts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "built").mkdir()
    assert build_reference.main(["--facts", str(tmp_path), "--into", str(tmp_path / "built")]) == 0
    municipalities = (tmp_path / "built" / "municipalities.csv").read_text(encoding="utf-8").splitlines()
    assert municipalities[1] == "5622,Porsanger,56,Porsáŋgu|Porsanki,Porsángu,25.2,69.9"
    former = (tmp_path / "built" / "former_municipalities.csv").read_text(encoding="utf-8").splitlines()
    assert former[1:] == ["0426,Våler,Hedmark,,2019,3419,renumbered,", "0716,Våle,Vestfold,,2001,3905,merged,"]


def test_building_nothing_is_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        build_reference.main([])
    assert "--facts" in capsys.readouterr().err


@contextmanager
def klass(names: dict[str, str], changes: list[dict[str, str | None]], status: int = 200) -> Iterator[str]:
    """Statistics Norway's Klass on this machine, answering in its own format."""

    def reply(address: str, _posted: object) -> dict[str, list]:
        rows = [{"code": code, "parentCode": None, "level": "1", "name": name} for code, name in names.items()]
        return {"codes": rows} if urlsplit(address).path.endswith("codesAt") else {"codeChanges": changes}

    with serve_json(reply, status) as address:
        yield f"{address}/api/klass/v1"


def klass_names() -> dict[str, str]:
    """Today's names as Klass has them, with the codes that are no municipalities."""
    names = {one.number: " - ".join((one.name, *one.other_names)) for one in reference.municipalities().values()}
    names["3114"], names["3419"] = "Våler (Østfold)", "Våler (Innlandet)"
    return names | {"2111": "Longyearbyen arealplanområde", "9999": "Uoppgitt"}


def change(old: str | None, new: str | None, day: str) -> dict[str, str | None]:
    return {"oldCode": old, "oldName": "", "newCode": new, "newName": "", "changeOccurred": day}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name in TABLES:
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_refresh_without_changes_says_so(tables: Path, capsys: pytest.CaptureFixture[str]):
    with klass(klass_names(), []) as base:
        assert refresh.main(["--base", base, "--into", str(tables)]) == 0
    assert capsys.readouterr().out == "Ingen forskjeller.\n"


def test_a_refresh_tells_of_a_new_name_and_writes_it_only_when_asked(tables: Path, capsys: pytest.CaptureFixture[str]):
    names = klass_names() | {"5530": "Senja - Sážžá"}
    before = (tables / "municipalities.csv").read_bytes()
    with klass(names, []) as base:
        assert refresh.main(["--base", base, "--into", str(tables)]) == 1
        assert (tables / "municipalities.csv").read_bytes() == before
        assert refresh.main(["--base", base, "--into", str(tables), "--write"]) == 1
        assert "Nytt navn: 5530 Sážžá" in capsys.readouterr().out
        assert refresh.main(["--base", base, "--into", str(tables)]) == 0
    assert next(row for row in rows(tables, "municipalities.csv") if row["number"] == "5530")["other_names"] == "Sážžá"


def test_a_merger_is_followed_through_every_table(tables: Path, capsys: pytest.CaptureFixture[str]):
    names = klass_names()
    del names["5526"], names["5528"]
    names["5531"] = "Sørdyr"
    merger = [change("5526", "5531", "2028-01-01"), change("5528", "5531", "2028-01-01")]
    with klass(names, merger) as base:
        assert refresh.main(["--base", base, "--into", str(tables), "--date", "2028-01-01", "--write"]) == 1
        assert "Utgått nummer: 5526 Sørreisa, etterfølger 5531" in capsys.readouterr().out
        assert refresh.main(["--base", base, "--into", str(tables), "--date", "2028-01-01"]) == 0
    new = next(row for row in rows(tables, "municipalities.csv") if row["number"] == "5531")
    assert (new["name"], new["county_number"]) == ("Sørdyr", "55")
    former = {row["number"]: row for row in rows(tables, "former_municipalities.csv")}
    assert (former["5526"]["successors"], former["5526"]["until_year"]) == ("5531", "2027")
    assert former["1925"]["successors"] == "5531"
    assert not {row["number"] for row in rows(tables, "post_places.csv")} & {"5526", "5528"}
    assert {row["number"] for row in rows(tables, "email_domains.csv") if "sorreisa" in row["domain"]} == {"5531"}
    midt_troms = next(row for row in rows(tables, "areas.csv") if row["name"] == "Midt-Troms")
    assert "5531" in midt_troms["members"] and "5526" not in midt_troms["members"]


def test_a_division_is_told_and_left_to_a_person(tables: Path, capsys: pytest.CaptureFixture[str]):
    names = klass_names()
    del names["5530"]
    names |= {"5533": "Lenvik", "5535": "Berg"}
    division = [change("5530", "5533", "2028-01-01"), change("5530", "5535", "2028-01-01")]
    with klass(names, division) as base:
        assert refresh.main(["--base", base, "--into", str(tables), "--date", "2028-01-01", "--write"]) == 1
    told = capsys.readouterr().out
    assert "Utgått nummer: 5530 Senja, etterfølger 5533 og 5535" in told
    assert "5530 er delt" in told
    assert {row["kind"] for row in rows(tables, "former_municipalities.csv") if row["number"] == "5530"} == {"split"}


def test_a_klass_that_does_not_answer_leaves_everything_as_it_was(tables: Path, capsys: pytest.CaptureFixture[str]):
    with klass({}, [], status=503) as base:
        assert refresh.main(["--base", base, "--into", str(tables), "--write"]) == 2
    assert "Klass svarte ikke" in capsys.readouterr().err
    assert (tables / "municipalities.csv").read_bytes() == (DATA / "municipalities.csv").read_bytes()

"""Which municipality a text means: worked examples, the rest of the row, and the sentence to the user."""

import csv
from pathlib import Path

import pytest

from loaders.matching import municipalities
from loaders.matching.municipalities import Match, match_cleaned, match_many, match_municipality
from loaders.matching.names import normalise_text

FIXTURES = Path(__file__).parents[1] / "fixtures"


def answer(match: Match) -> str:
    """A match as the example files write it."""
    if match.numbers:
        return "+".join(match.numbers)
    return "AMBIGUOUS" if match.how == "ambiguous" else "NONE"


def examples(name: str) -> list[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("example", examples("name_examples.csv"), ids=lambda example: example["input"])
def test_a_worked_example_gets_its_answer(example: dict[str, str]):
    match = match_municipality(example["input"])
    assert answer(match) == example["answer"], match.reason
    if example["candidates"]:
        assert set(match.candidates) == set(example["candidates"].split("|"))


@pytest.mark.parametrize(
    "example", examples("matching_examples.csv"), ids=lambda e: f"{e['category']}: {e['text']} {e['county']}"
)
def test_a_text_of_every_kind_gets_its_answer(example: dict[str, str]):
    match = match_municipality(example["text"], example["county"] or None, email=example["email"] or None)
    assert answer(match) == example["answer"], match.reason
    if example["how"]:
        assert match.how == example["how"]
    if example["candidates"]:
        assert set(match.candidates) == set(example["candidates"].split("|"))


def test_an_enumeration_hears_the_county_name_by_name():
    assert match_municipality("Bodø og Nes", "Akershus").numbers == ("1804", "3228")
    assert match_municipality("Nes og Gjerdrum", "Akershus").numbers == ("3228", "3230")


def test_an_address_does_not_settle_an_enumeration_with_a_part_that_could_not_be_read():
    assert match_municipality("Lom og Atlantis", email="x@lom.kommune.no").how == "ambiguous"


@pytest.mark.parametrize(
    ("text", "numbers", "candidates"),
    [
        ("Sandnes (Bindal)", (), ("1108", "1811")),
        ("Lom [Skjåk, Vågå]", (), ("3434", "3433", "3435")),
        ("Lom (sammen med Skjåk)", ("3434", "3433"), ()),
        ("Valdres (Nord-Aurdal, Sør-Aurdal)", ("3451", "3449"), ()),
        ("Asker (Hurum)", ("3203",), ()),
        ("Bodø - Fauske", ("1804", "1841"), ()),
    ],
)
def test_a_municipality_behind_another_in_brackets_is_asked_about(text, numbers, candidates):
    match = match_municipality(text)
    assert (match.numbers, match.candidates) == (numbers, candidates)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bodø og 2 til", ()),
        ("Bodø + 3", ()),
        ("Bodø (og 12 andre kommuner)", ()),
        ("Lom, Skjåk og 1 kommune til", ()),
        ("Bodø 2", ("1804",)),
        ("Bodø og 2 kulturskoler", ("1804",)),
        ("Bodø og 1804", ("1804",)),
    ],
)
def test_others_who_are_only_counted_are_asked_about(text, numbers):
    match = match_municipality(text)
    assert match.numbers == numbers
    assert ("1804" in match.candidates or "3434" in match.candidates) == (not numbers)


def test_a_unique_name_stands_against_the_wrong_county_but_a_guess_does_not():
    assert match_municipality("Målselv", "Nordland").numbers == ("5524",)
    assert match_municipality("Nesoden", "Nordland").how == "ambiguous"
    assert match_municipality("Lenvik", "Nordland").how == "ambiguous"


def test_a_county_number_counts_as_the_county():
    assert match_municipality("Herøy", "18").numbers == ("1818",)
    assert match_municipality("Herøy", "15 Møre og Romsdal").numbers == ("1515",)
    assert match_municipality("Bø", 40).numbers == ("4020",)


def test_a_branch_of_the_council_counts_as_its_counties():
    assert match_municipality("Våler", "Oslo og Viken").numbers == ("3114",)


def test_an_unreadable_county_column_is_not_heard():
    assert match_municipality("Våler", "vet ikke").how == "ambiguous"
    assert match_municipality("Bergen", "vet ikke").numbers == ("4601",)


def test_the_workplace_is_read_where_the_municipality_is_missing():
    match = match_municipality("", organisation="Bergen kulturskole")
    assert match.numbers == ("4601",)
    assert "arbeidsstedet «Bergen kulturskole»" in match.reason
    assert match_municipality("Nes", organisation="Nesbyen kulturskole").numbers == ("3322",)


def test_a_number_in_the_workplace_is_never_a_municipality():
    assert match_municipality("", organisation="5524").how == "none"
    assert match_municipality("", organisation="Avdeling 0301").how == "none"


def test_the_address_is_heard_after_the_workplace():
    assert match_municipality("", organisation="Kulturskolen", email="a@lom.kommune.no").how == "email"


def test_a_test_row_is_no_municipality_whatever_its_address():
    assert match_municipality("test", email="ola@bergen.kommune.no").how == "none"


def test_a_place_abroad_is_none_whatever_its_address():
    assert match_municipality("København", email="ola@bergen.kommune.no").numbers == ()


def test_cells_of_a_spreadsheet_are_read_whatever_their_type():
    assert match_municipality(5524).numbers == ("5524",)
    assert match_municipality(301.0).numbers == ("0301",)
    assert match_municipality(float("nan")).how == "none"
    assert match_municipality(None).how == "none"
    assert match_municipality(2024).how == "ambiguous"


def test_a_year_is_asked_about_even_in_finnmark_but_the_address_settles_it():
    assert match_municipality(2024, "Finnmark").how == "ambiguous"
    assert match_municipality(2024, email="x@berlevag.kommune.no").numbers == ("5630",)


@pytest.mark.parametrize(
    ("text", "county", "email", "reason"),
    [
        ("Målselv", None, None, "Målselv er kommunens navn."),
        ("Lenvik", None, None, "Skrevet «Lenvik», som ble del av Senja i 2020."),
        ("5418", None, None, "5418 var nummeret til Målselv til og med 2023; nå 5524 Målselv."),
        ("9325 Bardufoss", None, None, "Skrevet «9325 Bardufoss» (postnummer 9325), et sted i Målselv."),
        ("Nes", None, None, "«Nes» kan være flere kommuner. Velg kommune: Nes eller Nesbyen."),
        (
            "Nes",
            "Buskerud",
            None,
            "Skrevet «Nes»; Nes i Buskerud heter Nesbyen fra 2020; fylket i samme rad viser hvilken.",
        ),
        ("Tysfjord", None, None, "Tysfjord ble delt i 2020. Velg kommune: Narvik eller Hamarøy."),
        ("2024", None, None, "«2024» kan være et årstall og ikke et kommunenummer. Velg kommune: Berlevåg."),
        ("Trøndelag", None, None, "«Trøndelag» er et fylke, ikke en kommune."),
        ("Malmö", None, None, "«Malmö» ligger ikke i Norge (Sverige)."),
        ("", None, None, "Kommunen er ikke oppgitt."),
        (
            "",
            None,
            "x@io.kommune.no",
            "Kommunen er ikke oppgitt, men e-postadressen hører til Indre Østfold (io.kommune.no).",
        ),
        ("Lom og Skjåk", None, None, "Flere kommuner i samme felt: Lom og Skjåk."),
        ("Longyearbyen", None, None, "Longyearbyen på Svalbard er ikke en kommune og telles for seg."),
    ],
)
def test_the_reason_is_a_sentence(text: str, county: str | None, email: str | None, reason: str):
    assert match_municipality(text, county, email=email).reason == reason


def test_no_reason_holds_a_personal_address():
    match = match_municipality("", email="kari.nordmann@bergen.kommune.no")
    assert "kari" not in match.reason


def test_a_long_text_is_cut_in_the_reason():
    assert len(match_municipality("Dette er en lang forklaring uten noen kommune i " * 10).reason) < 200


def test_numbers_are_empty_exactly_where_nothing_was_decided():
    for example in examples("matching_examples.csv"):
        match = match_municipality(example["text"], example["county"] or None, email=example["email"] or None)
        assert bool(match.numbers) == (match.how not in ("ambiguous", "none", "svalbard"))
        assert len(match.numbers) > 1 if match.how == "several" else len(match.numbers) < 2
        assert match.reason.endswith((".", "?"))


def test_many_are_matched_as_one_by_one():
    items = [
        ("Lenvik", None, "", ""),
        ("Nes", "Akershus", "", ""),
        ("", None, "x@os.kommune.no", ""),
        ("", "", "", "Lom kulturskule"),
    ]
    one_by_one = [
        match_municipality(text, county, email=email, organisation=organisation)
        for text, county, email, organisation in items
    ]
    assert match_many(items) == one_by_one


def test_of_many_names_each_distinct_one_is_read_once_whoever_sent_it(monkeypatch):
    read = []
    monkeypatch.setattr(municipalities, "match_cleaned", lambda *item: (read.append(item), match_cleaned(*item))[1])
    texts = [example["text"] for example in examples("matching_examples.csv")]
    distinct = list(dict.fromkeys(texts))
    items = [(text, None, f"p{n}@gmail.com", "") for n, text in enumerate(distinct * 50)]
    matches = match_many(items)
    assert len(read) == len(distinct) and matches == [match_municipality(text) for text in distinct] * 50


def test_a_settlement_is_kept_for_a_text_whatever_its_case_and_spaces():
    assert normalise_text("  Nes   KOMMUNE. ") == normalise_text("nes kommune")
    assert normalise_text("Nes") != normalise_text("Nesbyen")
    assert normalise_text(None) == ""
    assert normalise_text("TromsÃ¸") == normalise_text("Tromsø")

"""Which rows count, and why the others do not; the sums add up."""

import pytest
from make_files import text

from loaders import read_export

HEADERS = ["ID", "Innsendt", "E-post", "Navn", "Kommune"]


def read(*rows, headers=HEADERS, name="Påmelding.csv", **how):
    return read_export(text([headers, *rows]), name, **how)


def registration(number, email="kari@example.no", name="Kari Nordmann", kommune="Bodø", day=None, *more):
    return [str(number), f"{day or number + 10}.03.2024 09:00", email, name, kommune, *more]


def why(export):
    return list(export.rows["why_not"])


OLDER = "Erstattet av et nyere svar"


def test_the_latest_registration_of_a_person_and_municipality_counts():
    export = read(registration(1), registration(2), registration(3, kommune="Bodø kommune"))
    assert why(export) == [OLDER, OLDER, ""]
    assert list(export.rows["counts"]) == [False, False, True]


def test_the_latest_is_told_by_its_time_and_not_by_its_place_in_the_file():
    assert why(read(registration(1, day=20), registration(2, day=15))) == ["", OLDER]


def test_case_and_order_of_names_make_no_other_person():
    export = read(registration(1), registration(2, email="KARI@EXAMPLE.NO", name="nordmann, KARI"))
    assert why(export) == [OLDER, ""]


def test_several_names_from_one_address_all_count_with_a_tip():
    export = read(registration(1), registration(2, name="Ola Hansen"), registration(3, name="Per Perzen"))
    assert why(export) == ["", "", ""]
    tip = export.findings[export.findings["message"].str.contains("samme e-postadresse")].iloc[0]
    assert (tip["severity"], tip["cell"], tip["count"]) == ("tip", "C2", 3)


def test_the_same_person_in_two_municipalities_counts_in_both():
    assert why(read(registration(1), registration(2, kommune="Asker"))) == ["", ""]


def test_a_row_for_several_municipalities_is_replaced_by_a_later_one_that_shares_any():
    assert why(read(registration(1, kommune="Lom og Skjåk"), registration(2, kommune="Lom"))) == [OLDER, ""]


def test_answers_without_an_address_are_never_one_person_but_repeats_are_told():
    export = read(registration(1, email=""), registration(2, email=""))
    assert why(export) == ["", ""]
    assert "flere ganger uten e-postadresse" in " ".join(export.findings["message"])


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("Avmeldt", "Avmeldt"),
        ("Kansellert", "Avmeldt"),
        ("Signed off", "Avmeldt"),
        ("avmeldt 12.3.", "Avmeldt"),
        ("Venteliste", "Venteliste"),
        ("På venteliste", "Venteliste"),
        ("Waiting list", "Venteliste"),
        ("Avslått", "Avslått"),
        ("Påmeldt", ""),
        ("Bekreftet", ""),
        ("", ""),
        ("Expected", ""),
        ("Not Attending", "Avmeldt"),
        ("Arrived", ""),
    ],
)
def test_a_registration_counts_by_its_state(state, reason):
    export = read(registration(1, "kari@example.no", "Kari", "Bodø", 11, state), headers=[*HEADERS, "Status"])
    assert why(export) == [reason]


def test_an_unknown_state_is_told_with_its_cell_and_the_row_counts():
    export = read(registration(1, "kari@example.no", "Kari", "Bodø", 11, "Blå"), headers=[*HEADERS, "Status"])
    assert why(export) == [""]
    found = export.findings[export.findings["cell"] == "F2"].iloc[0]
    assert found["severity"] == "check"
    assert "«Blå»" in found["message"]


def test_a_cancelled_row_neither_counts_nor_replaces_another():
    headers = [*HEADERS, "Status"]
    rows = [
        registration(1, "a@example.no", "Kari", "Bodø", 11, ""),
        registration(2, "a@example.no", "Kari", "Bodø", 12, "Avmeldt"),
    ]
    assert why(read(*rows, headers=headers)) == ["", "Avmeldt"]


@pytest.mark.parametrize(
    "row", [registration(1, name="Test Testesen"), registration(1, kommune="test"), registration(1, name="test 2")]
)
def test_a_try_out_does_not_count_and_raises_no_doubts(row):
    export = read(row, registration(2, email="ola@example.no"))
    assert why(export) == ["Testrad", ""]
    assert not export.findings["message"].str.contains("ikke kjent").any()


def test_a_person_called_testmann_is_a_person():
    assert why(read(registration(1, name="Kari Testmann"))) == [""]


def test_the_organisers_own_do_not_count():
    assert why(read(registration(1, email="siri@kulturskoleradet.no"))) == ["Arrangør"]


def test_the_sums_add_up():
    export = read(
        registration(1),
        registration(2),
        registration(3, name="test"),
        registration(4, email="x@kulturskoleradet.no"),
        registration(5, email="per@example.no"),
    )
    summary = export.summary
    assert summary["rows"] == 5 == summary["counting"] + sum(summary["not_counting"].values())
    assert summary["not_counting"] == {OLDER: 1, "Testrad": 1, "Arrangør": 1}


def test_persons_are_counted_by_their_number():
    rows = [
        registration(n, f"{n}@example.no", "Kari", "Bodø", 11, count)
        for n, count in enumerate(["3", "", "to", "mange", "-1"], 1)
    ]
    export = read(*rows, headers=[*HEADERS, "Antall deltakere"])
    assert list(export.rows["persons"]) == [3, 1, 2, 1, 1]
    assert export.summary["persons"] == 8
    found = export.findings[export.findings["column"] == "Antall deltakere"].iloc[0]
    assert found["cells"] == ("F5", "F6")


def test_a_line_of_sums_is_no_answer_but_a_name_that_begins_likewise_is():
    rows = [
        ["Bodø", "01.05.2024", "2"],
        ["Sumskar", "02.05.2024", "3"],
        ["Sum", "5", "5"],
        ["Totalt antall: 5", "", ""],
    ]
    export = read(*rows, headers=["Kommune", "Innsendt", "Antall deltakere"])
    assert list(export.rows["source_row"]) == [2, 3]
    assert (export.summary["persons"], export.summary["notes"]) == (5, 2)
    people = read(["Tale Hansen", "Bodø"], ["Totland Kari", "Alta"], headers=["Navn", "Kommune"])
    assert people.summary["counting"] == 2


def test_a_choice_of_municipality_is_never_kept_for_a_mail_provider():
    rows = read(
        ["Kari", "kari@gmail.com", ""], ["Ola", "ola@solbakken.no", ""], headers=["Navn", "E-post", "Kommune"]
    ).rows
    assert list(rows["settle_text"]) == ["", "solbakken.no"]

"""What adopting a file would change."""

import pandas as pd
import pytest

import loaders
import store
from store.difference import _show
from tests.store.exports import read_fake, registration, write_csv

WITH_COMMENT = ("ID", "Tid", "E-post", "Navn", "Kommune", "Kommentar")
OLD = [registration(1), registration(2, "Ola"), registration(3, "Per", "Asker")]


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def adopt(engine, content, filename="Samling(1-3).csv", **more):
    return store.adopt(engine, content, filename, **{"round_id": "2024", "who": "kari", **more})


def compare(engine, content, filename="Samling(1-4).csv", **more):
    export = read_fake(content, filename)
    return store.compare(engine, export, **{"round_id": "2024", "event": "gathering", "content": content, **more})


def counts(found):
    return found.new, found.changed, found.gone, found.unchanged


def test_the_first_file_of_a_form_is_all_new(engine):
    found = compare(engine, write_csv(*OLD))
    assert counts(found) == (3, 0, 0, 0)
    assert (found.previous, found.same_as, found.warnings) == (None, None, ())


def test_new_changed_gone_and_unchanged_are_told_by_submission_id(engine):
    first = adopt(engine, write_csv(*OLD))
    found = compare(
        engine, write_csv(registration(1), registration(3, "Per", "Asker kommune"), registration(4), registration(5))
    )
    assert counts(found) == (2, 1, 1, 1)
    assert found.previous.id == first.id
    assert found.table.to_dict("records")[0] == {
        "Endring": "endret",
        "Rad": 3,
        "Kommune": "Asker kommune",
        "Navn": "Per",
        "Kolonne": "Kommune",
        "Før": "Asker",
        "Nå": "Asker kommune",
    }
    assert list(found.table["Endring"]) == ["endret", "ny", "ny", "borte"]
    assert list(found.table["Navn"])[-1] == "Ola"
    assert found.warnings == ("Ett svar i filen som er i bruk, finnes ikke i denne.",)


def test_a_row_with_two_changed_cells_is_one_changed_answer(engine):
    adopt(engine, write_csv(*OLD))
    found = compare(engine, write_csv(registration(1, "Kari Ny", "Narvik"), *OLD[1:]))
    assert counts(found) == (0, 1, 0, 2)
    assert list(found.table["Kolonne"]) == ["Kommune", "Navn"]


def test_the_same_file_is_recognised(engine):
    first = adopt(engine, write_csv(*OLD))
    assert compare(engine, write_csv(*OLD)).same_as.id == first.id
    later = adopt(engine, write_csv(*OLD, registration(4)))
    again = compare(engine, write_csv(*OLD))
    assert again.same_as is None
    assert again.previous.id == later.id
    assert again.warnings[0].startswith("Den samme filen ble tatt i bruk ")


def test_the_same_file_read_with_another_mapping_is_not_the_same(engine):
    adopt(engine, write_csv(*OLD))
    export = read_fake(write_csv(*OLD), "Samling.csv", mapping={"Navn": "organisation"})
    found = store.compare(engine, export, round_id="2024", content=write_csv(*OLD))
    assert (found.same_as, found.changed) == (None, 3)


def test_a_shorter_and_an_older_file_are_warnings(engine):
    many = [registration(n, day=f"2024-03-{n:02} 10:00:00") for n in range(1, 13)]
    adopt(engine, write_csv(*many))
    found = compare(engine, write_csv(*many[:3]))
    assert found.warnings == (
        "Filen har 9 færre svar enn den som er i bruk.",
        "Det nyeste svaret i filen er fra 03.03.2024 kl. 10.00, men filen som er i bruk, har svar til "
        "12.03.2024 kl. 10.00. Er dette en eldre eksport?",
    )


def test_a_file_without_any_of_the_answers_is_asked_about(engine):
    adopt(engine, write_csv(*OLD))
    found = compare(engine, write_csv(registration(7), registration(8), registration(9)))
    assert counts(found) == (3, 0, 3, 0)
    assert "Ingen av svarene i filen som er i bruk, finnes i denne. Er det riktig fil?" in found.warnings


def test_rows_without_ids_are_paired_by_sender_municipality_and_time(engine):
    adopt(engine, write_csv(("", *registration(1)[1:]), registration(2)))
    found = compare(engine, write_csv(("1", *registration(1)[1:]), registration(2)))
    assert counts(found) == (0, 0, 0, 2)


def test_ids_that_only_number_the_rows_do_not_make_every_answer_changed(engine):
    people = [registration(n, day=f"2024-03-11 10:0{n}:00", email=f"p{n}@example.no") for n in range(1, 8)]
    adopt(engine, write_csv(*people))
    renumbered = [(str(n), *person[1:]) for n, person in enumerate(people[1:], start=1)]
    assert counts(compare(engine, write_csv(*renumbered))) == (0, 0, 1, 6)


def test_equal_anonymous_rows_are_paired_one_to_one(engine):
    row = ("", "2024-03-11 10:00:00", "", "", "Bodø")
    adopt(engine, write_csv(row, row, row))
    assert counts(compare(engine, write_csv(row, row))) == (0, 0, 1, 2)


def two_from_one_address(*names):
    """Persons signed up in one go from one address, in a system that gives no ids."""
    return [("", "2024-03-11 10:00:00", "post@kulturskolen.example", name, "Bodø") for name in names]


def test_of_two_signed_up_from_one_address_the_one_who_is_gone_is_told(engine):
    adopt(engine, write_csv(*two_from_one_address("Kari", "Ola")))
    found = compare(engine, write_csv(*two_from_one_address("Ola")))
    assert counts(found) == (0, 0, 1, 1)
    assert found.table["Navn"].tolist() == ["Kari"]


def test_of_two_signed_up_from_one_address_the_order_makes_no_change(engine):
    adopt(engine, write_csv(*two_from_one_address("Kari", "Ola")))
    assert counts(compare(engine, write_csv(*two_from_one_address("Ola", "Kari")))) == (0, 0, 0, 2)


def test_of_two_signed_up_from_one_address_another_name_is_a_change_of_the_one_it_was(engine):
    adopt(engine, write_csv(*two_from_one_address("Kari", "Ola")))
    found = compare(engine, write_csv(*two_from_one_address("Karianne", "Ola", "Per")))
    assert counts(found) == (1, 1, 0, 1)
    assert found.table[["Endring", "Navn", "Før"]].values.tolist() == [
        ["endret", "Karianne", "Kari"],
        ["ny", "Per", ""],
    ]


def test_a_state_that_has_changed_is_told_in_words(engine):
    headers, states = (*WITH_COMMENT[:5], "Status"), {"Status": "state"}
    first = write_csv((*registration(1), "received"), headers=headers)
    store.adopt(engine, first, "Samling(1-3).csv", round_id="2024", who="kari", mapping=states)
    export = read_fake(write_csv((*registration(1), "placed"), headers=headers), "Samling(1-3).csv", mapping=states)
    found = store.compare(engine, export, round_id="2024", event="gathering")
    assert found.table[["Kolonne", "Før", "Nå"]].values.tolist() == [["Status", "mottatt", "tildelt plass"]]


def test_another_form_is_compared_by_sender_where_it_replaces(engine):
    first = adopt(engine, write_csv(*OLD))
    other = write_csv(*((*row, "Hei") for row in OLD[:2]), headers=WITH_COMMENT)
    assert counts(compare(engine, other, "Nettside.csv")) == (2, 0, 0, 0)
    assert counts(compare(engine, other, "Nettside.csv", source=first.source)) == (0, 2, 1, 0)


@pytest.mark.parametrize(("changed", "warned"), [(3, False), (4, True)])
def test_a_file_in_which_most_answers_have_changed_is_asked_about(engine, changed, warned):
    six = [registration(number) for number in range(1, 7)]
    adopt(engine, write_csv(*six))
    renamed = [registration(number, name="En annen") for number in range(1, changed + 1)]
    found = compare(engine, write_csv(*renamed, *six[changed:]))
    assert found.changed == changed
    assert (found.warnings == (f"{changed} av 6 svar er endret. Er det riktig fil?",)) == warned


def test_a_file_whose_ids_stand_at_other_municipalities_says_so_first(engine):
    four = [registration(number) for number in range(1, 5)]
    adopt(engine, write_csv(*four))
    elsewhere = [registration(number, municipality="Rana") for number in range(1, 5)]
    found = compare(engine, write_csv(*elsewhere))
    assert found.warnings == ("4 av 4 svar har fått en annen kommune. Er det riktig fil?",)
    assert compare(engine, write_csv(*elsewhere[:2], *four[2:])).warnings == ()


def test_an_event_is_compared_with_its_own(engine):
    adopt(engine, write_csv(*OLD))
    assert compare(engine, write_csv(*OLD), event="start").previous is None


def attendance(*people):
    rows = pd.DataFrame(people, columns=["name", "person", "minutes", "counts"])
    rows = rows.assign(
        source_row=range(2, len(rows) + 2),
        submission_id="",
        municipality_text="",
        organisation="",
        email="",
        submitted_at=pd.Series(pd.NaT, rows.index, dtype="datetime64[us, Europe/Oslo]"),
    )
    export = read_fake(write_csv(registration(1)), "Deltakelse.csv", kind="attendance")
    export.rows = rows
    return export


def test_attendance_is_compared_by_person_with_rejoins_folded(engine, monkeypatch):
    before = attendance(("Kari", "kari", 90.0, True), ("Kari", "kari", 30.0, False), ("Ola", "ola", 60.0, True))
    monkeypatch.setattr(loaders, "read_export", lambda *_a, **_k: before)
    store.adopt(engine, b"1", "Deltakelse.csv", round_id="2024", who="kari")
    after = attendance(("Kari", "kari", 120.5, True), ("Per", "per", 10.0, True))
    found = store.compare(engine, after, round_id="2024", event="")
    assert counts(found) == (1, 1, 1, 0)
    assert found.table.loc[0, ["Kolonne", "Før", "Nå"]].tolist() == ["Minutter", "90", "120,5"]


def test_a_version_at_hand_is_not_read_again(engine, monkeypatch):
    adopt(engine, write_csv(*OLD))
    kept = read_fake(write_csv(*OLD), "Samling.csv")
    monkeypatch.setattr(loaders, "read_export", None)
    assert counts(compare(engine, write_csv(*OLD), read=lambda _id: kept)) == (0, 0, 0, 3)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (pd.Timestamp("2024-03-11 10:02:03"), "11.03.2024 10:02:03"),
        (pd.Timestamp("2024-03-11 10:02:00"), "11.03.2024 10:02"),
        (pd.Timestamp("2024-03-11 10:00:00"), "11.03.2024 10:00"),
        (pd.Timestamp("2024-03-11 00:00:01"), "11.03.2024 00:00:01"),
        (pd.Timestamp("2024-03-11"), "11.03.2024"),
        (12.5, "12,5"),
        (12.0, "12"),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.NA, ""),
        (None, ""),
        (True, "ja"),
        (False, "nei"),
        (0, "0"),
        (" to \n linjer ", "to linjer"),
    ],
)
def test_a_cell_that_was_changed_is_shown_as_one_would_write_it(value, shown):
    assert _show(value) == shown

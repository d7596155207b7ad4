"""Where a file would stand: its own form's place, another's whose answers it holds, or a question."""

from datetime import date

import pandas as pd
import pytest

import loaders
import store
from tests.store.exports import read_fake, registration, write_csv

WITH_COMMENT = ("ID", "Tid", "E-post", "Navn", "Kommune", "Kommentar")
OLD = [registration(1), registration(2, "Ola"), registration(3, "Per", "Asker"), registration(4, "Pia", "Rana")]
OTHERS = [registration(number, "Ny", day="2024-04-02 12:00:00") for number in (7, 8, 9, 10)]


@pytest.fixture(autouse=True)
def small_loader(monkeypatch):
    monkeypatch.setattr(loaders, "read_export", read_fake)


def adopt(engine, content, filename="Samling(1-4).csv", **more):
    return store.adopt(engine, content, filename, **{"round_id": "2024", "who": "kari", **more})


def place(engine, content, filename="Samling(1-4).csv", **more):
    export = read_fake(content, filename)
    return store.place_export(engine, export, **{"round_id": "2024", "event": "gathering", **more})


def with_comment(*rows):
    return write_csv(*((*row, "Hei") for row in rows), headers=WITH_COMMENT)


def test_the_first_file_of_a_kind_stands_by_itself_and_nothing_is_asked(engine):
    found = place(engine, write_csv(*OLD))
    assert (found.source, found.previous, found.others, found.question) == (found.own, None, (), "")


def test_the_next_download_of_a_form_takes_the_place_of_the_last(engine):
    first = adopt(engine, write_csv(*OLD))
    found = place(engine, write_csv(*OLD, registration(5)))
    assert (found.source, found.previous.id, found.question) == (first.source, first.id, "")


def test_a_file_of_another_form_with_other_answers_is_asked_about(engine):
    first = adopt(engine, write_csv(*OLD))
    found = place(engine, with_comment(*OTHERS), "Nettside.csv")
    assert (found.source, found.likely, [v.id for v in found.others]) == ("", None, [first.id])
    assert found.question == (
        "Filen er fra et annet skjema («Nettside») enn det som er i bruk («Samling»). "
        "Skal den erstatte det, eller stå ved siden av og telle med?"
    )


@pytest.mark.parametrize(("kept", "known"), [(1, False), (2, True)])
def test_a_form_with_another_question_is_known_by_half_of_its_answers(engine, kept, known):
    first = adopt(engine, write_csv(*OLD))
    found = place(engine, with_comment(*OLD[:kept], *OTHERS[: 4 - kept]))
    assert found.source == ""
    assert (found.likely.id if found.likely else None) == (first.id if known else None)
    assert ("50 % av svarene finnes også i «Samling»" in found.question) == known


def test_a_form_that_was_asked_about_is_known_at_its_own_next_download(engine):
    first = adopt(engine, write_csv(*OLD))
    second = adopt(engine, with_comment(*OLD), source=first.source)
    found = place(engine, with_comment(*OLD, registration(5)))
    assert (found.source, found.previous.id, found.question) == (first.source, second.id, "")


def test_a_form_is_known_by_its_last_download_also_when_another_has_taken_its_place_since(engine):
    first = adopt(engine, write_csv(*OLD))
    adopt(engine, with_comment(*OLD), source=first.source)
    now = adopt(engine, write_csv(*OLD, registration(5)), source=first.source)
    found = place(engine, with_comment(*OTHERS))
    assert (found.source, found.previous.id, found.question) == (first.source, now.id, "")
    elsewhere = place(engine, with_comment(*OTHERS), event="start")
    assert (elsewhere.source, elsewhere.previous) == (elsewhere.own, None)


def test_a_form_that_stands_beside_another_keeps_its_place(engine):
    adopt(engine, write_csv(*OLD))
    beside = adopt(engine, with_comment(*OTHERS))
    assert place(engine, with_comment(*OTHERS, registration(5))).previous.id == beside.id


def test_what_the_user_says_holds(engine):
    first = adopt(engine, write_csv(*OLD))
    replacing = place(engine, with_comment(*OTHERS), source=first.source)
    assert (replacing.previous.id, replacing.question) == (first.id, "")
    beside = place(engine, with_comment(*OTHERS), source=replacing.own)
    assert (beside.previous, beside.question) == (None, "")


def test_a_source_of_another_kind_or_event_is_no_place_for_a_file(engine):
    adopt(engine, write_csv(*OLD))
    of_start = adopt(engine, write_csv(*OLD), event="start")
    of_applications = adopt(engine, write_csv(*OLD), kind="applications")
    for elsewhere in (of_start, of_applications):
        found = place(engine, with_comment(*OTHERS), source=elsewhere.source)
        assert (found.source, found.previous) == ("", None)
        assert found.question


def test_a_form_of_another_round_or_event_is_nobodys_place(engine):
    adopt(engine, write_csv(*OLD))
    assert place(engine, write_csv(*OLD), round_id="2021").others == ()
    assert place(engine, write_csv(*OLD), event="start").others == ()


@pytest.mark.parametrize(("day", "known"), [("2024-03-15", True), ("2025-03-14", False)])
def test_the_same_people_in_another_meeting_are_no_form_reworded(engine, monkeypatch, day, known):
    before = meeting("2024-03-15")
    monkeypatch.setattr(loaders, "read_export", lambda *_a, **_k: before)
    first = store.adopt(engine, b"1", "Samling.csv", round_id="2024", who="kari")
    after = meeting(day)
    after.form = "another"
    likely = store.place_export(engine, after, round_id="2024", event="").likely
    assert (likely.id if likely else None) == (first.id if known else None)


def meeting(day):
    export = read_fake(write_csv(registration(1), registration(2)), "Samling.csv", kind="attendance")
    joined = pd.Series([pd.Timestamp(f"{day} 09:30", tz="Europe/Oslo")] * 2)
    export.rows = export.rows.assign(joined_at=joined, submitted_at=pd.Series(pd.NaT, range(2), dtype=joined.dtype))
    return export


@pytest.mark.parametrize(("day", "within"), [("2024-03-15", 2), ("2025-03-14", 0)])
def test_the_days_of_a_meeting_are_those_its_people_came(day, within):
    assert store.rows_within(meeting(day).rows, date(2024, 2, 1), date(2024, 10, 1)) == (within, 2)

"""Which rows count, and from which day, at the end of any day."""

from datetime import date

import pandas as pd

from analysis.headline import headline
from tests.analysis.tables import (
    ALTA,
    ASKER,
    BODO,
    GILDESKAL,
    NARVIK,
    NO_ROWS,
    TROMSO,
    rows,
    settle,
    situation,
    status_of,
)


def test_an_empty_round_has_a_row_for_each_municipality_and_no_dates():
    found = situation("2024-05-02", registrations=NO_ROWS, applications=NO_ROWS)
    assert len(found.status) == 359  # 357, Longyearbyen and «uten kjent kommune»
    counts = headline(found)
    assert counts["municipalities"] == 357
    assert counts["applications"] == counts["municipalities_registered"] == counts["participants"] == 0
    assert found.is_empty
    assert found.notices == ()


def test_a_single_row_is_a_registration_with_its_day():
    found = situation("2024-05-02", registrations=rows({"on": "2024-03-12 10:00", "of": BODO, "persons": 3}))
    assert status_of(found, BODO)["registered"] == date(2024, 3, 12)
    counts = headline(found)
    assert (counts["registrations"], counts["participants"], counts["municipalities_registered"]) == (1, 3, 1)


def test_rows_after_the_day_are_not_known_and_the_day_lasts_until_midnight_in_oslo():
    table = rows({"on": "2024-05-02 23:59:59", "of": BODO}, {"on": "2024-05-03 00:00:00", "of": NARVIK})
    assert headline(situation("2024-05-02", applications=table))["applications"] == 1
    assert headline(situation("2024-05-03", applications=table))["applications"] == 2


def test_a_municipality_that_resubmits_later_does_not_vanish_from_the_past():
    # The loader sees the whole file and says that the first row does not count.
    table = rows(
        {
            "on": "2024-04-20 10:00",
            "of": BODO,
            "email": "a@bodo.kommune.no",
            "name": "A",
            "team": "to",
            "counts": False,
            "why_not": "Erstattet",
        },
        {"on": "2024-05-10 10:00", "of": BODO, "email": "a@bodo.kommune.no", "name": "A", "team": "fire"},
    )
    before = situation("2024-05-02", applications=table)
    assert headline(before)["applications"] == 1
    assert before.counting("applications")["team"].tolist() == ["to"]
    after = situation("2024-05-10", applications=table)
    assert headline(after)["applications"] == 1
    assert after.counting("applications")["team"].tolist() == ["fire"]  # the latest gives the content
    assert status_of(after, BODO)["applied"] == date(2024, 4, 20)  # the first gives the date
    assert after.applications["why_not"].tolist() == ["Erstattet av et nyere svar", ""]


def test_four_colleagues_from_one_address_are_four_registrations_and_one_twice_is_one():
    four = [{"on": "2024-03-11 10:00", "of": BODO, "email": "post@x.no", "name": name} for name in "ABCD"]
    again = {"on": "2024-03-12 10:00", "of": BODO, "email": "post@x.no", "name": "D"}
    assert headline(situation("2024-05-02", registrations=rows(*four, again)))["registrations"] == 4


def test_the_same_person_for_two_municipalities_is_two_registrations():
    table = rows(
        {"on": "2024-03-11 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
        {"on": "2024-03-11 11:00", "of": NARVIK, "email": "a@x.no", "name": "A"},
    )
    assert headline(situation("2024-05-02", registrations=table))["municipalities_registered"] == 2


def test_anonymous_answers_are_never_taken_for_one_person():
    table = rows(*[{"on": "2024-03-11 10:00", "of": BODO, "email": "", "name": ""} for _ in range(3)])
    assert headline(situation("2024-05-02", registrations=table))["registrations"] == 3


def test_two_senders_for_one_municipality_are_two_applications_and_one_municipality():
    table = rows({"on": "2024-04-11 10:00", "of": BODO}, {"on": "2024-04-09 10:00", "of": BODO})
    found = situation("2024-05-02", applications=table)
    assert headline(found)["applications"] == 2
    assert headline(found)["municipalities_applied"] == 1
    assert status_of(found, BODO)["applied"] == date(2024, 4, 9)


def test_a_row_with_its_own_reason_never_counts_and_supersedes_nothing():
    table = rows(
        {"on": "2024-03-11 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
        {"on": "2024-03-12 10:00", "of": BODO, "email": "a@x.no", "name": "A", "excluded": "Avmeldt"},
    )
    found = situation("2024-05-02", registrations=table)
    assert found.registrations["why_not"].tolist() == ["", "Avmeldt"]
    assert headline(found)["registrations"] == 1


def test_a_joint_application_is_one_and_gives_both_municipalities_the_date():
    found = situation("2024-05-02", applications=rows({"on": "2024-04-11 10:00", "of": (BODO, ALTA)}))
    counts = headline(found)
    assert (counts["applications"], counts["applications_joint"]) == (1, 1)
    assert counts["municipalities_applied"] == 2
    assert status_of(found, BODO)["joint_with"] == (ALTA,)
    assert status_of(found, ALTA)["joint_with"] == (BODO,)
    assert (status_of(found, BODO)["applications"], status_of(found, ALTA)["applications"]) == (1, 0)
    # It belongs to the branch of the municipality named first and is marked in the other.
    assert headline(found.select(["Nordland"]))["applications"] == 1
    north = found.select(["Finnmark, Troms og Svalbard"])
    assert headline(north)["applications"] == 0
    assert headline(north)["municipalities_applied"] == 1


def test_an_application_widened_to_a_partner_replaces_the_narrower_one():
    table = rows(
        {"on": "2024-04-11 10:00", "of": BODO, "email": "a@x.no"},
        {"on": "2024-04-20 10:00", "of": (BODO, GILDESKAL), "email": "a@x.no"},
    ).assign(person="a@x.no")
    found = situation("2024-05-02", applications=table)
    assert headline(found)["applications"] == 1
    assert status_of(found, BODO)["applied"] == date(2024, 4, 11)
    assert status_of(found, GILDESKAL)["applied"] == date(2024, 4, 20)


def test_a_settlement_by_hand_places_the_rows_with_that_text():
    table = rows(
        {"on": "2024-03-11 10:00", "settle_text": "tromsø og omegn", "match": "ambiguous"},
        {"on": "2024-03-11 10:00", "settle_text": "noe annet"},
    )
    found = situation("2024-05-02", registrations=table, settlements=settle(("tromsø og omegn", TROMSO), ("", ALTA)))
    assert found.registrations["number"].tolist() == [TROMSO, ""]
    assert found.registrations["match"].tolist() == ["settled", "none"]
    assert found.unknown["registrations"] == 1


def test_a_settlement_does_not_move_a_row_that_more_than_its_text_has_placed():
    # «Herøy» with a county column is exact; another «Herøy» without one was settled by hand.
    table = rows({"on": "2024-03-11 10:00", "of": "1818", "settle_text": "herøy", "match": "exact"})
    found = situation("2024-05-02", registrations=table, settlements=settle(("herøy", "1515")))
    assert found.registrations["number"].tolist() == ["1818"]


def test_longyearbyen_is_counted_beside_the_357():
    table = rows({"on": "2024-04-11 10:00", "match": "svalbard"}, {"on": "2024-04-11 10:00", "of": ALTA})
    found = situation("2024-05-02", applications=table)
    counts = headline(found)
    assert counts["applications"] == 2
    assert counts["municipalities_applied"] == 1
    assert counts["longyearbyen_applications"] == 1
    assert status_of(found, "2111")["applied"] == date(2024, 4, 11)
    assert headline(found.select(["Finnmark, Troms og Svalbard"]))["applications"] == 2
    assert headline(found.select(["Finnmark"]))["applications"] == 1


def test_unknown_municipalities_are_in_the_sum_and_beside_a_filter():
    table = rows({"on": "2024-03-11 10:00", "persons": 2}, {"on": "2024-03-11 10:00", "of": ASKER})
    found = situation("2024-05-02", registrations=table)
    assert headline(found)["participants"] == 3
    counts = headline(found.select(["Oslo og Viken"]))
    assert counts["participants"] == 1
    assert counts["unknown_registrations"] == 1
    assert counts["unknown_participants"] == 2


def test_a_filter_of_a_filter_starts_from_the_whole_country():
    found = situation("2024-05-02", registrations=rows({"on": "2024-03-11 10:00", "of": ASKER}))
    nothing = found.select(["Nordland"])
    assert headline(nothing)["registrations"] == 0
    assert headline(nothing.select(["Akershus"]))["registrations"] == 1
    assert nothing.select([]) is found


def test_rows_without_a_time_count_on_every_day_and_are_told_of():
    found = situation("2024-04-01", registrations=rows({"of": BODO}, {"of": ALTA, "on": "2024-04-20 10:00"}))
    assert headline(found)["registrations"] == 1
    assert status_of(found, BODO)["registered"] == date(2024, 3, 10)  # the day of the call
    assert [(notice.kind, notice.n) for notice in found.notices] == [("undated_registrations", 1)]


def test_targets_are_the_rounds_the_branches_sum_or_none_for_a_county():
    found = situation("2024-05-02")
    assert headline(found)["target_applications"] == 40
    assert headline(found.select(["Nordland", "Oslo og Viken"]))["target_applications"] == 10  # 4 + 6
    assert headline(found.select(["Nordland", "Oslo og Viken"]))["target_places"] == 6  # 2 + 4
    assert headline(found.select(["Akershus"]))["target_applications"] is None
    assert headline(found.select(["Agder"]))["target_applications"] is None  # no target set for Agder


def test_the_last_seven_days_are_the_day_and_the_six_before():
    table = rows(*[{"on": f"2024-04-{day} 12:00", "of": BODO} for day in (25, 26, 28)])
    # From 26 April to 2 May are seven days: the 26th and the 28th.
    assert headline(situation("2024-05-02", applications=table))["applications_last_7_days"] == 2
    assert headline(situation("2024-05-02"))["days_to_deadline"] == 13


def test_the_tables_of_the_loaders_are_left_as_they_were():
    table = rows({"on": "2024-03-11 10:00", "of": ASKER})
    before = table.copy(deep=True)
    situation("2024-05-02", registrations=table, applications=table, attendance=table)
    pd.testing.assert_frame_equal(table, before)


def test_rows_that_were_matched_alike_share_the_word_for_it():
    table = rows(*({"on": "2024-03-11 10:00", "of": BODO} for _ in range(3))).astype({"match": "str"})
    match = situation("2024-03-12", registrations=table).registrations["match"]
    assert match.tolist() == ["exact"] * 3
    assert len({id(word) for word in match}) == 1

"""Late applications, states with and without dates, and what was set in the dashboard."""

from datetime import date

import pandas as pd

from analysis.headline import headline
from tests.analysis.tables import ALTA, BODO, NARVIK, rows, situation, states, status_of


def test_the_last_second_of_the_deadline_is_in_time_and_the_next_is_late():
    table = rows({"on": "2024-05-15 23:59:59", "of": BODO}, {"on": "2024-05-16 00:00:00", "of": ALTA})
    found = situation("2024-05-20", applications=table)
    counts = headline(found)
    assert (counts["applications"], counts["applications_in_time"], counts["applications_late"]) == (2, 1, 1)
    assert status_of(found, ALTA)["all_late"]
    assert not status_of(found, BODO)["all_late"]


def test_correcting_an_application_sent_in_time_does_not_make_it_late():
    table = rows(
        {"on": "2024-05-14 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
        {"on": "2024-05-17 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
    )
    assert headline(situation("2024-05-20", applications=table))["applications_late"] == 0


def test_a_withdrawn_application_does_not_count_and_marks_the_municipality():
    table = rows(
        {"on": "2024-04-14 10:00", "of": BODO, "state": "withdrawn", "excluded": "Trukket"},
        {"on": "2024-04-14 10:00", "of": ALTA, "state": "received"},
    )
    found = situation("2024-05-20", applications=table)
    counts = headline(found)
    assert (counts["applications"], counts["applications_withdrawn"]) == (1, 1)
    assert counts["municipalities_withdrawn"] == 1
    assert status_of(found, BODO)["withdrawn"]
    assert pd.isna(status_of(found, BODO)["applied"])


def test_a_dated_withdrawal_or_refusal_has_not_happened_before_its_day():
    table = rows(
        {
            "on": "2024-04-14 10:00",
            "of": BODO,
            "state": "withdrawn",
            "excluded": "Trukket",
            "decided_at": "2024-05-20 09:00",
        },
        {"on": "2024-04-14 10:00", "of": ALTA, "state": "declined", "decided_at": "2024-06-10 09:00"},
        {"on": "2024-04-14 10:00", "of": NARVIK, "state": "declined"},
    )
    before = situation("2024-05-19", applications=table)
    assert (headline(before)["applications"], headline(before)["declined"]) == (3, 1)
    assert [(notice.kind, notice.n) for notice in before.notices] == [("undated_declined", 1)]
    assert before.notices[0].text == "avslått søknad har ingen dato, og regnes som avslått også på tidligere dager"
    after = headline(situation("2024-06-10", applications=table))
    assert (after["applications"], after["applications_withdrawn"], after["declined"]) == (2, 1, 2)


def test_a_place_counts_from_its_own_day():
    table = rows(
        {
            "on": "2024-05-01 10:00",
            "of": BODO,
            "state": "confirmed",
            "placed_at": "2024-06-10 09:00",
            "confirmed_at": "2024-06-20 09:00",
        }
    )
    assert headline(situation("2024-06-09", applications=table))["places"] == 0
    between = situation("2024-06-15", applications=table)
    assert (headline(between)["places"], headline(between)["confirmed"]) == (1, 0)
    assert between.applications["state"].tolist() == ["placed"]
    after = situation("2024-06-20", applications=table)
    assert status_of(after, BODO)["placed"] == date(2024, 6, 10)
    assert status_of(after, BODO)["confirmed"] == date(2024, 6, 20)
    assert after.notices == ()


def test_a_place_without_a_date_is_counted_from_the_application_and_told_of():
    table = rows({"on": "2024-05-01 10:00", "of": BODO, "state": "placed"})
    found = situation("2024-05-20", applications=table)
    assert status_of(found, BODO)["placed"] == date(2024, 5, 1)
    assert [(notice.kind, notice.n) for notice in found.notices] == [("undated_states", 1)]


def test_a_confirmation_implies_a_place():
    table = rows({"on": "2024-05-01 10:00", "of": BODO, "state": "confirmed", "confirmed_at": "2024-06-20 09:00"})
    assert headline(situation("2024-06-19", applications=table))["places"] == 0
    found = situation("2024-06-20", applications=table)
    assert status_of(found, BODO)["placed"] == status_of(found, BODO)["confirmed"] == date(2024, 6, 20)


def test_a_confirmation_without_a_date_is_not_older_than_its_place():
    table = rows({"on": "2024-05-01 10:00", "of": BODO, "state": "confirmed", "placed_at": "2024-06-10 09:00"})
    found = situation("2024-06-20", applications=table)
    assert status_of(found, BODO)["confirmed"] == date(2024, 6, 10)
    assert found.notices[0].n == 1


def test_a_state_set_in_the_dashboard_counts_from_when_it_was_set():
    table = rows({"on": "2024-05-01 10:00", "of": BODO}, {"on": "2024-05-01 10:00", "of": ALTA})
    acts = states(("1", "placed", "2024-06-10 23:30:00"), ("1", "confirmed", "2024-06-12 08:00:00"))
    assert headline(situation("2024-06-09", applications=table, states=acts))["places"] == 0
    found = situation("2024-06-12", applications=table, states=acts)
    assert status_of(found, BODO)["placed"] == date(2024, 6, 10)
    assert status_of(found, BODO)["confirmed"] == date(2024, 6, 12)
    assert headline(found)["places"] == 1


def test_the_last_act_decides_also_against_the_file():
    table = rows({"on": "2024-05-01 10:00", "of": BODO, "state": "placed"})
    acts = states(("1", "withdrawn", "2024-06-10 10:00:00"), ("1", "received", "2024-06-11 10:00:00"))
    assert headline(situation("2024-06-10", applications=table, states=acts))["applications"] == 0
    found = situation("2024-06-11", applications=table, states=acts)
    assert (headline(found)["applications"], headline(found)["places"]) == (1, 0)


def test_confirming_here_a_place_the_file_gives_without_a_date_does_not_move_the_place():
    table = rows({"on": "2024-05-01 10:00", "of": BODO, "state": "placed"})
    found = situation("2024-06-20", applications=table, states=states(("1", "confirmed", "2024-06-12 08:00:00")))
    assert status_of(found, BODO)["placed"] == date(2024, 5, 1)  # as every day before the confirmation showed it
    assert status_of(found, BODO)["confirmed"] == date(2024, 6, 12)
    assert [(notice.kind, notice.n) for notice in found.notices] == [("undated_states", 1)]


def test_a_state_stays_when_the_applicant_sends_a_correction():
    table = rows(
        {"on": "2024-05-01 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
        {"on": "2024-06-17 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
    )
    acts = states(("1", "placed", "2024-06-10 10:00:00"))
    found = situation("2024-06-20", applications=table, states=acts)
    assert status_of(found, BODO)["placed"] == date(2024, 6, 10)


def test_a_state_of_one_form_does_not_reach_the_same_number_in_another():
    table = rows({"on": "2024-05-01 10:00", "of": BODO}).assign(source="a")
    other = rows({"on": "2024-05-01 10:00", "of": NARVIK}).assign(source="b")
    both = pd.concat([table, other], ignore_index=True)
    acts = states(("1", "placed", "2024-06-10 10:00:00")).assign(source="b")
    found = situation("2024-06-20", applications=both, states=acts)
    assert pd.isna(status_of(found, BODO)["placed"])
    assert status_of(found, NARVIK)["placed"] == date(2024, 6, 10)


def test_a_joint_application_with_a_place_is_one_place_and_two_municipalities():
    table = rows({"on": "2024-05-01 10:00", "of": (BODO, ALTA), "state": "placed"})
    counts = headline(situation("2024-06-20", applications=table))
    assert (counts["places"], counts["municipalities_placed"]) == (1, 2)


def test_a_declined_and_a_waiting_application_is_still_an_application():
    table = rows(
        {"on": "2024-05-01 10:00", "of": BODO, "state": "declined"},
        {"on": "2024-05-01 10:00", "of": ALTA, "state": "waiting"},
    )
    counts = headline(situation("2024-06-20", applications=table))
    assert (counts["applications"], counts["declined"], counts["waiting"], counts["places"]) == (2, 1, 1, 0)

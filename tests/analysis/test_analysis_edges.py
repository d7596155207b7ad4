"""One row on either side of an edge: what was withdrawn, what has no time, what is due today, who shares an address."""

from datetime import date, datetime

import pandas as pd
import pytest

from analysis.applications import Answer, apply_acts, read_file_state
from analysis.headline import headline
from analysis.milestones import list_milestones
from analysis.next_steps import list_next_steps
from data.reference import SVALBARD
from tests.analysis.tables import ALTA, BODO, NARVIK, notes, rows, situation, states, status_of

END = datetime(2024, 6, 20)
BEFORE, AT_THE_END, AFTER = datetime(2024, 6, 19, 23, 59, 59), END, datetime(2024, 6, 20, 0, 0, 1)


@pytest.mark.parametrize("told", ["withdrawn", "declined", "waiting"])
def test_another_answer_is_no_place_though_the_file_has_a_day_for_one(told):
    assert read_file_state(told, BEFORE, BEFORE, None, END).state == told
    assert read_file_state(told, BEFORE, BEFORE, BEFORE, END).state == told


@pytest.mark.parametrize("ahead", [AT_THE_END, AFTER])
def test_before_a_withdrawal_the_application_had_the_place_that_its_dates_tell(ahead):
    assert read_file_state("withdrawn", None, None, ahead, END) == Answer("received")
    assert read_file_state("withdrawn", BEFORE, None, ahead, END) == Answer("placed", BEFORE)
    assert read_file_state("withdrawn", BEFORE, BEFORE, ahead, END) == Answer("confirmed", BEFORE, BEFORE)
    assert read_file_state("withdrawn", ahead, None, ahead, END) == Answer("received")


@pytest.mark.parametrize(
    ("told", "placed_at", "confirmed_at", "state"),
    [
        ("", None, None, "received"),
        ("under_review", None, None, "under_review"),
        ("under_review", BEFORE, None, "placed"),
        ("received", None, BEFORE, "confirmed"),
        ("placed", BEFORE, BEFORE, "placed"),  # the file says placed, so the confirmation does not hold
        ("confirmed", BEFORE, AT_THE_END, "placed"),
        ("confirmed", AT_THE_END, None, "received"),
        ("confirmed", BEFORE, BEFORE, "confirmed"),
    ],
)
def test_the_state_of_a_file_before_the_end_of_a_day(told, placed_at, confirmed_at, state):
    assert read_file_state(told, placed_at, confirmed_at, None, END).state == state


def test_a_municipality_that_withdrew_and_applied_again_is_an_applicant():
    gone = {"on": "2024-04-10 10:00", "of": BODO, "state": "withdrawn", "excluded": "Trukket", "email": "a@x.no"}
    again = {"on": "2024-05-10 10:00", "of": BODO, "email": "b@x.no"}
    found = situation("2024-05-20", applications=rows(gone, again))
    assert not status_of(found, BODO)["withdrawn"]
    assert status_of(found, BODO)["applied"] == date(2024, 5, 10)
    assert headline(found)["municipalities_withdrawn"] == 0
    before = situation("2024-05-09", applications=rows(gone, again))
    assert status_of(before, BODO)["withdrawn"]
    same_person = situation("2024-05-20", applications=rows(gone, again | {"email": "a@x.no", "name": "Person 0"}))
    assert not status_of(same_person, BODO)["withdrawn"]
    assert (headline(same_person)["applications"], headline(same_person)["applications_withdrawn"]) == (1, 0)


def test_a_try_out_that_was_withdrawn_is_no_withdrawn_application():
    table = rows({"on": "2024-04-10 10:00", "of": BODO, "state": "withdrawn", "excluded": "Testrad"})
    found = situation("2024-05-20", applications=table)
    assert headline(found)["applications_withdrawn"] == 0
    assert found.applications["why_not"].tolist() == ["Testrad"]


def test_registrations_for_the_start_without_a_time_stand_on_the_deadline_and_before_it_on_the_day_shown():
    table = rows({"of": BODO})
    assert status_of(situation("2024-05-14", start_registrations=table), BODO)["start_registered"] == date(2024, 5, 14)
    assert status_of(situation("2024-05-15", start_registrations=table), BODO)["start_registered"] == date(2024, 5, 15)
    after = situation("2024-05-16", start_registrations=table)
    assert status_of(after, BODO)["start_registered"] == date(2024, 5, 15)
    assert [(notice.kind, notice.n) for notice in after.notices] == [("undated_start_registrations", 1)]


def test_registrations_without_a_time_stand_on_the_day_of_the_call_and_before_it_on_the_day_shown():
    table = rows({"of": BODO})
    assert status_of(situation("2024-03-09", registrations=table), BODO)["registered"] == date(2024, 3, 9)
    assert status_of(situation("2024-03-11", registrations=table), BODO)["registered"] == date(2024, 3, 10)


def test_the_first_submission_without_a_time_and_the_second_with_one():
    sender = {"of": BODO, "email": "a@x.no", "name": "A"}
    table = rows(sender, {"on": "2024-04-10 10:00", **sender})
    before = situation("2024-04-09", applications=table)
    assert (headline(before)["applications"], status_of(before, BODO)["applied"]) == (1, date(2024, 3, 10))
    after = situation("2024-04-10", applications=table)
    assert (headline(after)["applications"], status_of(after, BODO)["applied"]) == (1, date(2024, 4, 10))
    assert after.counting("applications")["undated"].tolist() == [False]
    assert after.notices == ()


@pytest.mark.parametrize(
    ("day", "call", "gathering", "deadline"),
    [
        ("2024-03-09", "next", "ahead", "ahead"),
        ("2024-03-10", "done", "next", "ahead"),
        ("2024-03-14", "done", "next", "ahead"),
        ("2024-03-15", "done", "done", "next"),
        ("2024-05-15", "done", "done", "next"),
        ("2024-05-16", "done", "done", "done"),
    ],
)
def test_the_call_and_the_gathering_are_done_on_their_own_day_and_the_deadline_after_it(day, call, gathering, deadline):
    found = {one.key: one.state for one in list_milestones(situation(day))}
    assert (found["call"], found["gathering"], found["deadline"]) == (call, gathering, deadline)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2024, 4, 30), "overdue"),
        (date(2024, 5, 1), "overdue"),
        (date(2024, 5, 2), "this_week"),  # today, a Thursday
        (date(2024, 5, 5), "this_week"),  # the Sunday
        (date(2024, 5, 6), "later"),
        (None, "undated"),
    ],
)
def test_a_next_step_is_due_today_until_the_day_is_over_and_this_week_until_sunday(on, due):
    logged = notes(("2024-04-20", BODO, "telefon")).assign(next_step="Ring igjen", next_step_on=on)
    assert list_next_steps(situation("2024-05-02", notes=logged))["due"].tolist() == [due]


def test_confirmed_in_the_file_without_a_date_and_again_by_hand_stays_on_the_day_of_its_place():
    table = rows({"on": "2024-05-01 10:00", "of": BODO, "state": "confirmed", "placed_at": "2024-06-10 09:00"})
    by_hand = states(("1", "confirmed", "2024-06-18 10:00:00"))
    for acts in (states(), by_hand):
        found = situation("2024-06-20", applications=table, states=acts)
        assert status_of(found, BODO)["confirmed"] == date(2024, 6, 10)


def test_confirmed_by_hand_where_the_file_only_gives_the_place_counts_from_the_act():
    assert apply_acts(Answer("placed"), [(BEFORE, "confirmed")]) == Answer("confirmed", None, BEFORE, by_hand=True)
    received = apply_acts(Answer("received"), [(BEFORE, "placed"), (AFTER, "confirmed")])
    assert (received.placed_at, received.confirmed_at) == (BEFORE, AFTER)
    undone = apply_acts(Answer("confirmed", BEFORE, BEFORE), [(AFTER, "placed")])
    assert (undone.state, undone.placed_at, undone.confirmed_at) == ("placed", BEFORE, None)


def test_two_signed_up_from_one_address_are_joined_to_one_participant_each():
    address = {"on": "2024-03-11 10:00", "of": BODO, "email": "post@x.no"}
    signed = rows({**address, "name": "Kari"}, {**address, "name": "Ola"})
    came = rows(
        {"email": "post@x.no", "name": "Ola", "joined_at": "2024-03-15 09:30"},
        {"email": "post@x.no", "name": "Møterommet", "joined_at": "2024-03-15 09:31"},
        {"email": "post@x.no", "name": "Vaktmesteren", "joined_at": "2024-03-15 09:32"},
    )
    found = situation("2024-03-15", registrations=signed, attendance=came)
    # Ola is himself, the next is Kari under another name, and the third is one more from the same municipality.
    assert found.attendance["registration"].tolist() == [1, 0, -1]
    assert found.attendance["number"].tolist() == [BODO, BODO, BODO]
    assert headline(found)["attendees_unmatched"] == 1


def test_a_name_in_two_municipalities_joins_nobody_and_in_one_it_does():
    def numbers(*of):
        signed = rows(*[{"on": "2024-03-11 10:00", "of": number, "name": "Kari Moe"} for number in of])
        came = rows({"email": "", "name": "Moe, Kari (Gjest)", "joined_at": "2024-03-15 09:30"})
        return situation("2024-03-15", registrations=signed, attendance=came).attendance["number"].tolist()

    assert numbers(BODO) == [BODO]
    assert numbers(BODO, BODO) == [BODO]
    assert numbers(BODO, NARVIK) == [""]


def test_attendance_without_a_time_stands_on_the_day_of_the_gathering_and_not_before_it():
    came = rows({"email": "", "name": "Kari", "of": ALTA})
    assert headline(situation("2024-03-14", attendance=came))["attendees"] == 0
    assert headline(situation("2024-03-15", attendance=came))["attendees"] == 1
    assert status_of(situation("2024-04-01", attendance=came), ALTA)["attended"] == date(2024, 3, 15)


def test_the_last_second_of_the_day_is_shown_and_the_next_is_not():
    table = rows({"on": "2024-05-02 23:59:59", "of": BODO}, {"on": "2024-05-03 00:00:00", "of": ALTA})
    found = situation("2024-05-02", registrations=table)
    assert headline(found)["registrations"] == 1
    assert pd.isna(status_of(found, ALTA)["registered"])


def test_a_joint_application_stands_on_the_first_day_of_any_of_its_municipalities():
    kari = {"email": "kari@bodo.example", "name": "Kari"}
    table = rows(
        {**kari, "on": "2024-05-15 23:59", "of": ALTA},
        {**kari, "on": "2024-05-16 00:00", "of": BODO},
        {**kari, "on": "2024-05-17 12:00", "of": (BODO, ALTA)},
    )
    [row] = situation("2024-05-20", applications=table).counting("applications").to_dict("records")
    assert (row["day"], row["late"]) == (pd.Timestamp("2024-05-15"), False)


def test_of_two_applications_the_dated_one_gives_the_municipality_its_state():
    table = rows({"on": "2024-04-10 10:00", "of": BODO, "state": "placed"}, {"of": BODO, "state": "waiting"})
    assert status_of(situation("2024-05-20", applications=table), BODO)["state"] == "placed"


def test_a_contact_counts_on_its_own_day_and_not_before():
    table = notes(("2024-04-10", BODO, "telefon"), ("2024-04-11", BODO, " Veiledning "))
    days = ("2024-04-09", "2024-04-10", "2024-04-11")
    found = [status_of(situation(day, notes=table), BODO) for day in days]
    assert pd.isna(found[0]["last_contact"])
    assert [one["last_contact"] for one in found[1:]] == [date(2024, 4, 10), date(2024, 4, 11)]
    assert [not pd.isna(one["guided"]) for one in found] == [False, False, True]


@pytest.mark.parametrize(("of", "key"), [("", "unknown_applications"), (SVALBARD, "longyearbyen_applications")])
def test_what_does_not_count_is_not_told_beside_the_municipalities(of, key):
    gone = {"on": "2024-04-10 10:00", "of": of, "state": "withdrawn", "excluded": "Trukket"}
    assert headline(situation("2024-05-20", applications=rows(gone)))[key] == 0
    assert headline(situation("2024-05-20", applications=rows(gone, {"on": "2024-04-11 10:00", "of": of})))[key] == 1

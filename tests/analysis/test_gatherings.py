"""Several gatherings of a round: each counted by itself, and together with everybody once, against plain sets."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.after_gathering import days_sentence
from analysis.headline import count_all
from analysis.milestones import list_milestones
from analysis.situation import compute_situation
from analysis.sources import Sources, gather
from analysis.story import tell_story
from analysis.turnout import AT_LEAST_ONE, count_turnout, turnout_sentence
from domain.gatherings import Gathering
from domain.states import AT_ANOTHER
from tests.analysis.tables import ALTA, BODO, NARVIK, NO_ROWS, ROUND, TIME, TROMSO, rows

KEYS = ("gathering", "gathering-2", "gathering-3")
DAYS = (date(2024, 3, 15), date(2024, 4, 10), date(2024, 4, 24))
THREE = replace(
    ROUND,
    gatherings=tuple(
        Gathering(key, f"Samling {place}", datetime.combine(day, datetime.min.time()).replace(hour=10))
        for place, (key, day) in enumerate(zip(KEYS, DAYS, strict=True), start=1)
    ),
)
TOWNS = (BODO, NARVIK, ALTA, TROMSO)
AS_OF = date(2024, 5, 2)


def person(who, of="", **more):
    return {"email": f"p{who}@example.no", "name": f"Person {who}", "of": of, "person": f"p{who}@example.no", **more}


def signed(*people, day="2024-03-01"):
    return rows(*({"on": f"{day} 10:00", **one} for one in people))


def present(*people, day):
    return rows(*({**one, "joined_at": f"{day} 10:05"} for one in people))


def situation(tables, round_=THREE, as_of=AS_OF):
    return compute_situation(gather(tables), round_, as_of)


def registrations(event, table):
    return ("registrations", event, f"påmelding {event}", table)


def attendance(event, table):
    return ("attendance", "" if event == "gathering" else event, f"deltakelse {event}", table)


def test_the_situations_of_two_days_share_the_columns_that_the_file_lacks():
    file = signed(person(1, BODO), person(2, ALTA)).drop(columns=["minutes", "left_at"])
    made_from = gather([registrations("gathering", file)])
    one, other = (compute_situation(made_from, ROUND, day).registrations for day in (AS_OF, date(2024, 5, 3)))
    assert np.shares_memory(one["minutes"].to_numpy(), other["minutes"].to_numpy())
    assert one["left_at"].isna().all()
    assert str(one["left_at"].dtype) == TIME


def test_a_kind_whose_file_has_no_rows_is_there_all_the_same():
    made_from = gather([registrations("gathering", NO_ROWS)])
    assert made_from.has("registrations")
    assert not made_from.has("applications")


sets = st.lists(st.sets(st.integers(0, 11), max_size=8), min_size=3, max_size=3)


@settings(max_examples=8, deadline=None)
@given(sets, sets)
def test_three_gatherings_with_overlapping_persons_are_plain_sets(signed_up, came):
    town = {who: TOWNS[who % 4] for who in range(12)}
    tables = []
    for key, day, some, others in zip(KEYS, DAYS, signed_up, came, strict=True):
        if some:
            tables.append(registrations(key, signed(*(person(who, town[who]) for who in sorted(some)))))
        if others:
            tables.append(attendance(key, present(*(person(who) for who in sorted(others)), day=day)))
    found = situation(tables)
    everybody, who_came = set().union(*signed_up), set().union(*came)
    known = everybody  # whoever is registered anywhere has a municipality
    counts = count_all(found)
    assert (counts["registrations"] or 0, counts["participants"] or 0) == (len(everybody), len(everybody))
    assert (counts["attendees"] or 0) == len(who_came)
    assert _dated(found, "registered") == {town[who] for who in everybody}
    assert _dated(found, "attended") == {town[who] for who in who_came & known}
    row = count_turnout(found).iloc[0]
    assert (row["came"], row["stayed_away"]) == (len(everybody & who_came), len(everybody - who_came))
    assert row["unregistered"] + row["unmatched"] == len(who_came - everybody)
    each = count_turnout(found, "event").set_index("group")
    for place, (key, some, others) in enumerate(zip(KEYS, signed_up, came, strict=True), start=1):
        one = found.of_event(key)
        assert _dated(one, "registered") == {town[who] for who in some}
        assert _dated(one, "attended") == {town[who] for who in others & known}
        told = each.loc[f"Samling {place}"]
        assert (told["registrations"], told["came"]) == (len(some), len(some & others))
        assert told["unregistered"] + told["unmatched"] == len(others - some)
    assert each.loc[AT_LEAST_ONE, "registrations"] == len(everybody)
    first_days = defaultdict(lambda: date.max)
    for day, others in zip(DAYS, came, strict=True):
        for who in others & known:
            first_days[town[who]] = min(first_days[town[who]], day)
    status = found.status.set_index("number")["attended"]
    assert {number: status[number] for number in first_days} == dict(first_days)


def _dated(found, stage):
    table = found.municipalities
    return set(table.loc[table[stage].notna(), "number"])


def two_gatherings(**more):
    return situation(
        [
            registrations("gathering", signed(person(1, BODO, persons=3), person(2, ALTA))),
            registrations("gathering-2", signed(person(1, BODO, persons=2), person(3, NARVIK), day="2024-04-01")),
            attendance("gathering", present(person(1), day="2024-03-15")),
            attendance("gathering-2", present(person(1), person(2), day="2024-04-10")),
        ],
        **more,
    )


def test_a_person_registered_for_two_counts_once_with_the_first_day_and_the_most_people():
    found = two_gatherings()
    (row,) = found.counting("registrations").query("email == 'p1@example.no'").to_dict("records")
    assert (row["event"], row["day"], row["persons"]) == ("gathering-2", pd.Timestamp("2024-03-01"), 3)
    (other,) = found.registrations.query("email == 'p1@example.no' and not counts").to_dict("records")
    assert (other["why_not"], other["stands"]) == (AT_ANOTHER, True)
    assert [found.of_event(key).counting("registrations")["persons"].sum() for key in KEYS[:2]] == [4, 3]


def test_what_is_known_later_does_not_count_before():
    before = two_gatherings(as_of=date(2024, 3, 31))
    assert before.counting("registrations")["event"].tolist() == ["gathering", "gathering"]
    assert two_gatherings(as_of=date(2024, 4, 1)).counting("registrations")["event"].tolist() == [
        "gathering",
        "gathering-2",
        "gathering-2",
    ]


def test_who_signed_up_for_one_and_came_to_another_came_and_is_from_her_municipality():
    found = two_gatherings()
    second = found.of_event("gathering-2")
    assert second.status.set_index("number").loc[ALTA, "attended"] == date(2024, 4, 10)
    assert turnout_sentence(second) == "Av påmeldingene deltok 1 av 2. 1 deltok uten å være påmeldt."
    assert turnout_sentence(found) == "Av påmeldingene deltok 2 av 3."


def test_a_gathering_without_files_says_so_and_counts_nothing():
    third = two_gatherings().of_event("gathering-3")
    assert count_all(third)["registrations"] is None
    assert turnout_sentence(third) == "Deltakerlisten fra samlingen er ikke lastet opp."
    assert count_turnout(two_gatherings(), "event")["registrations"].tolist() == [2, 2, 0, 3]


def test_registrations_for_several_municipalities_give_each_its_date_whatever_stands_at_another():
    found = situation(
        [
            registrations("gathering", signed(person(1, (BODO, NARVIK)))),
            registrations("gathering-2", signed(person(1, BODO), day="2024-04-01")),
        ]
    )
    assert _dated(found, "registered") == {BODO, NARVIK}
    assert len(found.counting("registrations")) == 1


def test_who_wrote_a_municipality_once_only_is_one_person():
    found = situation(
        [
            registrations("gathering", signed(person(1, ALTA))),
            registrations("gathering-2", signed(person(1), day="2024-04-01")),
        ]
    )
    (row,) = found.counting("registrations").to_dict("records")
    assert (row["event"], row["number"]) == ("gathering-2", ALTA)
    assert _dated(found, "registered") == {ALTA}


def test_people_without_an_address_are_nobody_twice():
    nobody = {"email": "", "person": "", "name": "Ukjent", "of": BODO}
    found = situation([registrations(key, signed(nobody)) for key in KEYS[:2]])
    assert len(found.counting("registrations")) == 2


def test_a_row_without_a_time_stands_on_the_day_of_its_own_gathering():
    someone = person(1, of=BODO)
    undated = rows({**someone, "on": None})
    tables = [attendance("gathering-2", undated)]
    assert situation(tables).status.set_index("number").loc[BODO, "attended"] == DAYS[1]
    assert _dated(situation(tables, as_of=date(2024, 4, 9)), "attended") == set()
    assert _dated(situation(tables, as_of=date(2024, 4, 10)), "attended") == {BODO}


def test_a_story_names_each_gathering_and_does_not_say_that_one_counts_for_nothing():
    told = tell_story(two_gatherings(), BODO)["text"].tolist()
    assert told == [
        "Meldte seg på «Samling 1» med 3 deltakere",
        "Deltok på «Samling 1»",
        "Meldte seg på «Samling 2» med 2 deltakere",
        "Deltok på «Samling 2»",
    ]
    assert not any("teller ikke" in text for text in told)


def test_of_the_start_registrations_and_attendance_are_an_event_of_their_own():
    found = situation(
        [
            registrations("gathering", signed(person(1, BODO))),
            registrations("start", signed(person(1, BODO), person(2, ALTA), day="2024-06-20")),
            attendance("start", present(person(2), day="2024-09-02")),
        ],
        as_of=date(2024, 9, 30),
    )
    assert _dated(found, "attended") == set()
    start = found.of_event("start")
    assert count_turnout(start).iloc[0][["registrations", "came"]].tolist() == [2, 1]
    assert _dated(start, "attended") == {ALTA}


def test_a_round_without_gatherings_counts_nothing_at_any():
    found = situation(
        [registrations("start", signed(person(1, BODO), day="2024-06-20"))], replace(THREE, gatherings=())
    )
    assert found.sources.has("start_registrations") is True
    assert found.registrations.empty and found.attendance.empty
    assert [one.key for one in list_milestones(found)] == ["call", "deadline", "start"]


def test_the_milestones_name_each_gathering_and_shorten_a_long_title():
    long = replace(THREE, gatherings=(*THREE.gatherings[:2], replace(THREE.gatherings[2], title="Samlingen i Oslo")))
    found = list_milestones(situation([], long))
    assert [(one.key, one.label, one.short) for one in found][1:4] == [
        ("gathering", "Samling 1", "Samling 1"),
        ("gathering-2", "Samling 2", "Samling 2"),
        ("gathering-3", "Samlingen i Oslo", "Samling 3"),
    ]


@pytest.mark.parametrize(("several", "word"), [(False, "samlingen"), (True, "den første samlingen")])
def test_days_are_counted_from_the_first_of_several(several, word):
    applied = rows({"on": "2024-03-17 10:00", "of": BODO})
    round_ = THREE if several else ROUND
    found = compute_situation(Sources(applications=applied), round_, AS_OF)
    assert days_sentence(found) == f"Den ene kommunen som har søkt, søkte 2 dager etter {word}."

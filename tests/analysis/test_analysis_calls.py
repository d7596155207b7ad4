"""Who of a list was called, who applied within fourteen days, and whether that can be compared."""

from datetime import date

import pytest

from analysis.calls import PROMISING_FIRST, count_called, describe_called, tabulate_called
from analysis.draws import Draw
from tests.analysis.tables import (
    ALTA,
    ASKER,
    BERGEN,
    BODO,
    GILDESKAL,
    NARVIK,
    TROMSO,
    applications,
    at,
    notes,
    rows,
    situation,
)

DAY = date(2024, 4, 10)
LISTED = [BODO, NARVIK, ALTA, TROMSO, BERGEN, ASKER]


def test_of_those_on_the_list_the_called_and_the_others_are_counted_apart():
    called = notes(
        ("2024-04-10", BODO, "telefon"),
        ("2024-04-10", NARVIK, "møte"),
        ("2024-04-10", ALTA, "e-post"),  # a letter is no call
        ("2024-04-10", GILDESKAL, "telefon"),  # not on the list
        ("2024-04-20", TROMSO, "telefon"),  # called later
    )
    applied = applications(("2024-04-09", ASKER), ("2024-04-11", BODO), ("2024-04-20", ALTA))
    found = situation("2024-05-02", applications=applied, notes=called)
    counted = count_called(found, LISTED, DAY)
    assert (counted.called, counted.called_applied, counted.others, counted.others_applied) == (2, 1, 3, 1)
    assert (counted.had_applied, counted.later, counted.days) == (1, 1, 14)
    assert describe_called(counted) == [
        "Av 5 kommuner på listen 10.04.2024 ble 2 kontaktet på telefon eller i møte den dagen. Innen 14 dager søkte 1 "
        "av 2 som ble kontaktet, og 1 av 3 som ikke ble det.",
        "1 av de andre ble kontaktet senere i de 14 dagene.",
        "1 kommune på listen hadde søkt før, og er ikke med.",
        PROMISING_FIRST,
    ]
    assert tabulate_called(counted).values.tolist() == [
        ["Kontaktet den dagen", 2, 1],
        ["Ikke kontaktet den dagen", 3, 1],
    ]


@pytest.mark.parametrize(
    ("moment", "soon", "had"),
    [
        ("2024-04-09 23:59:59", 0, 1),
        ("2024-04-10 00:00:00", 1, 0),
        ("2024-04-23 23:59:59", 1, 0),
        ("2024-04-24 00:00:00", 0, 0),
    ],
)
def test_fourteen_days_begin_on_the_day_and_end_before_the_fifteenth(moment, soon, had):
    applied = rows({"on": moment, "of": BODO})
    found = situation("2024-05-02", applications=applied, notes=notes(("2024-04-10", NARVIK, "telefon")))
    counted = count_called(found, LISTED, DAY)
    assert (counted.others_applied, counted.had_applied) == (soon, had)


@pytest.mark.parametrize(("day", "later"), [("2024-04-11", 1), ("2024-04-23", 1), ("2024-04-24", 0), ("2024-04-09", 0)])
def test_a_call_counts_as_later_within_the_fourteen_days(day, later):
    found = situation("2024-05-02", notes=notes(("2024-04-10", NARVIK, "telefon"), (day, BODO, "telefon")))
    assert count_called(found, LISTED, DAY).later == later


@pytest.mark.parametrize(("as_of", "days"), [("2024-04-10", 1), ("2024-04-22", 13), ("2024-04-23", 14)])
def test_fourteen_days_that_are_not_over_are_said_to_be(as_of, days):
    found = situation(as_of, notes=notes(("2024-04-10", NARVIK, "telefon")))
    counted = count_called(found, LISTED, DAY)
    assert counted.days == days
    told = " ".join(describe_called(counted))
    assert ("ikke over" in told) == (days < 14)


def drawn(*numbers, day="2024-04-09"):
    return Draw(7, numbers, at(f"{day} 10:00"), "kari", 1)


def test_those_who_stood_first_in_a_drawn_order_are_said_to_be_comparable():
    called = notes(("2024-04-10", BODO, "telefon"), ("2024-04-10", NARVIK, "telefon"))
    found = situation("2024-05-02", notes=called)
    in_turn = drawn(NARVIK, BODO, ALTA, TROMSO)
    counted = count_called(found, in_turn.numbers, DAY, in_turn)
    assert (counted.called, counted.others, counted.out_of_turn) == (2, 2, 0)
    told = describe_called(counted, in_turn)[-1]
    assert "kan sammenlignes" in told
    assert PROMISING_FIRST not in told
    skipped = drawn(NARVIK, ALTA, BODO, TROMSO)
    counted = count_called(found, skipped.numbers, DAY, skipped)
    assert counted.out_of_turn == 1
    told = describe_called(counted, skipped)[-1]
    assert "ikke fulgt: 1 av de kontaktede sto ikke for tur." in told
    assert told.endswith(PROMISING_FIRST)


def test_on_the_second_day_of_a_draw_those_called_before_are_out_of_the_order():
    called = notes(("2024-04-09", NARVIK, "telefon"), ("2024-04-10", BODO, "telefon"))
    found = situation("2024-05-02", notes=called, applications=applications(("2024-04-08", ALTA)))
    order = drawn(NARVIK, ALTA, BODO, TROMSO)
    counted = count_called(found, order.numbers, DAY, order)
    assert (counted.called, counted.others, counted.had_applied, counted.out_of_turn) == (1, 1, 1, 0)
    # A call from before the draw says nothing of whose turn it is.
    older = notes(("2024-04-08", NARVIK, "telefon"), ("2024-04-10", BODO, "telefon"))
    counted = count_called(situation("2024-05-02", notes=older), order.numbers, DAY, order)
    assert (counted.called, counted.others, counted.out_of_turn) == (1, 3, 1)

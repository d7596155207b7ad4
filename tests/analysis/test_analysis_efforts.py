"""What came in around an effort, who was called, and the drawn order: against tables counted by hand."""

import inspect
import math
from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis import calls, draws, efforts
from analysis.calls import PROMISING_FIRST, count_called, describe_called, list_call_days, tabulate_called
from analysis.draws import Draw, draw_order, in_drawn_order, latest_draw
from analysis.efforts import (
    count_around,
    describe_around,
    describe_reach,
    has_marks,
    list_efforts,
    list_marks,
    reached_by,
    tabulate_efforts,
)
from analysis.sources import EFFORT_COLUMNS
from domain.efforts import Effort
from tests.analysis.tables import ALTA, ASKER, BERGEN, BODO, GILDESKAL, NARVIK, TROMSO, at, notes, rows, situation

DAY = date(2024, 4, 10)
LETTER = Effort(DAY, "nyhetsbrev", "Søk nå", regions=("Nordland",), id=1)


def made(*several):
    """Efforts as the store gives them."""
    return pd.DataFrame([{name: getattr(one, name) for name in EFFORT_COLUMNS} for one in several])


def applications(*facts):
    """Applications as (day, municipality or municipalities), each from somebody else."""
    return rows(*({"on": f"{day} 12:00", "of": of} for day, of in facts))


# Seven days before the letter, and seven from its day on; on either side of every edge.
AROUND = applications(
    ("2024-04-02", BODO),  # the day before the week before
    ("2024-04-03", NARVIK),  # its first day
    ("2024-04-09", BERGEN),  # its last
    ("2024-04-10", GILDESKAL),  # the letter's own day
    ("2024-04-16", ALTA),  # the last day of the week after
    ("2024-04-17", ASKER),  # the day after it
    ("2024-04-12", ()),  # from nobody knows where
    ("2024-04-12", (TROMSO, "1811")),  # Bindal in Nordland as Tromsø's partner
)


def counts(around):
    return (around.after, around.before, around.others_after, around.others_before, around.unknown)


def test_the_two_weeks_begin_and_end_on_their_days():
    found = situation("2024-05-02", applications=AROUND, efforts=made(LETTER))
    # After: Gildeskål in Nordland, Alta and Tromsø outside. Before: Narvik in Nordland, Bergen outside.
    assert counts(count_around(found, LETTER)) == (1, 1, 2, 1, 1)
    everyone = replace(LETTER, regions=())
    assert counts(count_around(found, everyone)) == (4, 2, None, None, 0)
    # A joint application is reached by an effort for one of its municipalities.
    partner = replace(LETTER, regions=(), municipalities=("1811", ALTA))
    assert counts(count_around(found, partner)) == (2, 0, 1, 2, 1)


@pytest.mark.parametrize(
    ("moment", "after", "before"),
    [
        ("2024-04-02 23:59:59", 0, 0),
        ("2024-04-03 00:00:00", 0, 1),
        ("2024-04-09 23:59:59", 0, 1),
        ("2024-04-10 00:00:00", 1, 0),
        ("2024-04-16 23:59:59", 1, 0),
        ("2024-04-17 00:00:00", 0, 0),
    ],
)
def test_an_application_on_either_side_of_midnight_falls_in_its_week(moment, after, before):
    found = situation("2024-05-02", applications=rows({"on": moment, "of": BODO}), efforts=made(LETTER))
    around = count_around(found, LETTER)
    assert (around.after, around.before) == (after, before)


def test_the_filter_changes_the_list_of_efforts_and_not_the_counts_around_them():
    north = replace(LETTER, id=2, title="Nord", regions=("Finnmark, Troms og Svalbard",))
    one_town = replace(LETTER, id=3, title="Bergen", regions=(), municipalities=(BERGEN,))
    for_all = replace(LETTER, id=4, title="Alle", regions=())
    whole = situation("2024-05-02", applications=AROUND, efforts=made(LETTER, north, one_town, for_all))
    nordland = whole.select(["Nordland"])
    assert [one.title for one in list_efforts(whole)] == ["Søk nå", "Nord", "Bergen", "Alle"]
    assert [one.title for one in list_efforts(nordland)] == ["Søk nå", "Alle"]
    assert counts(count_around(nordland, LETTER)) == counts(count_around(whole, LETTER))


def test_the_sentence_has_the_counts_and_always_those_who_were_not_reached():
    found = situation("2024-04-30", applications=AROUND, efforts=made(LETTER))
    assert describe_around(LETTER, count_around(found, LETTER)) == (
        "Uka etter: 1 søknad, uka før: 1. I regioner uten tiltaket: 2 og 1. 1 søknad uten kjent kommune er ikke med."
    )
    for_all = replace(LETTER, regions=())
    assert describe_around(for_all, count_around(found, for_all)) == (
        "Uka etter: 4 søknader, uka før: 2. Tiltaket gjaldt alle, så ingen er uten det."
    )
    picked = replace(LETTER, regions=(), municipalities=(ALTA,))
    assert "I kommuner uten tiltaket: 2 og 2." in describe_around(picked, count_around(found, picked))


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2024-04-09", "Tiltaket kommer 10.04.2024."),
        ("2024-04-10", "1 av 7 dager er talt."),
        ("2024-04-15", "6 av 7 dager er talt."),
        ("2024-04-16", None),
    ],
)
def test_a_week_that_is_not_over_says_how_much_of_it_is_counted(as_of, told):
    found = situation(as_of, applications=AROUND, efforts=made(LETTER))
    sentence = describe_around(LETTER, count_around(found, LETTER))
    assert "ikke over" not in sentence if told is None else told in sentence


def test_what_else_fell_in_the_two_weeks_is_named_and_nothing_beyond_them():
    # The two weeks are 3.–16. April; the round's deadline is 15 May and its gathering 15 March.
    others = [
        replace(LETTER, id=number, title=title, day=day)
        for number, title, day in [
            (2, "for tidlig", date(2024, 4, 2)),
            (3, "først", date(2024, 4, 3)),
            (4, "sist", date(2024, 4, 16)),
            (5, "for sent", date(2024, 4, 17)),
        ]
    ]
    called = notes(
        ("2024-04-02", BODO, "telefon"),
        ("2024-04-03", BODO, "telefon"),
        ("2024-04-16", BODO, "møte"),
        ("2024-04-17", BODO, "møte"),
        ("2024-04-10", BODO, "e-post"),
    )
    found = situation("2024-05-02", applications=AROUND, efforts=made(LETTER, *others), notes=called)
    assert count_around(found, LETTER).beside == (
        "nyhetsbrev «først» 03.04.2024",
        "nyhetsbrev «sist» 16.04.2024",
        "2 kontakter på telefon eller i møte",
    )
    at_deadline = {day: replace(LETTER, day=date(2024, 5, day)) for day in (8, 9, 22, 23)}
    named = {day: "søknadsfrist 15.05.2024" in count_around(found, one).beside for day, one in at_deadline.items()}
    assert named == {8: False, 9: True, 22: True, 23: False}
    sentence = describe_around(LETTER, count_around(found, LETTER))
    assert sentence.endswith(
        "I de to ukene falt også nyhetsbrev «først» 03.04.2024, nyhetsbrev «sist» 16.04.2024 og 2 kontakter på telefon "
        "eller i møte."
    )


def test_whom_an_effort_was_for_is_told_in_words():
    assert reached_by(replace(LETTER, regions=())) is None
    assert {BODO, NARVIK, GILDESKAL} < reached_by(LETTER)
    assert reached_by(replace(LETTER, municipalities=(ALTA,))) == {ALTA}
    assert describe_reach(LETTER) == "Nordland"
    assert describe_reach(replace(LETTER, regions=())) == "hele landet"
    assert describe_reach(replace(LETTER, municipalities=(ALTA, BODO))) == "Alta og Bodø"
    assert describe_reach(replace(LETTER, municipalities=(ALTA, BODO, NARVIK, ASKER, BERGEN))) == "5 kommuner"
    assert describe_reach(replace(LETTER, municipalities=(ALTA,), list_title="L")) == "1 kommune på listen «L»"


def test_the_table_has_a_row_for_each_effort_with_the_same_counts_as_its_sentence():
    later = replace(LETTER, id=2, day=date(2024, 5, 10), title="Kommer")
    found = situation("2024-05-02", applications=AROUND, efforts=made(LETTER, later))
    table = tabulate_efforts(found)
    assert table["Tittel"].tolist() == ["Søk nå", "Kommer"]
    assert table.iloc[0, 4:8].tolist() == [1, 1, 2, 1]
    assert table.iloc[1, 4:8].isna().all()
    assert tabulate_efforts(situation("2024-05-02", applications=AROUND)).empty


def test_calls_and_meetings_are_a_track_of_their_own_by_day():
    called = notes(
        ("2024-04-08", BODO, "telefon"),
        ("2024-04-08", ALTA, "møte"),
        ("2024-04-08", ALTA, "e-post"),
        ("2024-04-09", ALTA, "veiledning"),
        ("2024-04-10", ALTA, "telefon"),
    )
    found = situation("2024-05-02", applications=AROUND, notes=called)
    counted = list_marks(found).count_calls()
    assert [str(day.date()) for day in counted["day"]] == ["2024-04-08", "2024-04-10"]
    assert counted["n"].tolist() == [2, 1]
    assert list_marks(found.select(["Nordland"])).count_calls()["n"].tolist() == [1]
    assert list_marks(situation("2024-04-09", notes=called)).count_calls()["n"].tolist() == [2]
    assert has_marks(found) and has_marks(found.select(["Agder"]))
    assert not has_marks(situation("2024-05-02", notes=notes(("2024-04-08", BODO, "e-post"))))
    assert has_marks(situation("2024-05-02", efforts=made(LETTER)))
    assert list_call_days(found) == [date(2024, 4, 10), date(2024, 4, 8)]


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


def test_a_draw_can_be_repeated_and_rests_on_nothing_but_its_number():
    assert draw_order(LISTED, 4711) == draw_order(reversed(LISTED), 4711) == draw_order([*LISTED, BODO], 4711)
    assert sorted(draw_order(LISTED, 4711)) == sorted(LISTED)
    # sha256sum of "1 0301", "1 5601" and "1 1804" begins with 6d, cc and da.
    assert draw_order(["1804", "5601", "0301"], 1) == ("0301", "5601", "1804")
    assert len({draw_order(LISTED, seed) for seed in range(200)}) > 100


def test_the_draw_is_fair_each_municipality_stands_in_each_place_equally_often():
    """Each of the 36 counts is binomial with 10,000 draws and a chance of 1/6: 1,667 with a deviation of 37.

    Of 36 honest counts, one further off than five deviations (186) comes in one of 50,000 tries; a place that is taken
    a ninth too often or too seldom is found. The sum of squares, with 25 degrees of freedom, stays below 60 in all but
    one of 10,000 tries. The numbers are fixed, so the test always tells the same.
    """
    times, n = 10_000, len(LISTED)
    places = Counter((number, place) for seed in range(times) for place, number in enumerate(draw_order(LISTED, seed)))
    expected = times / n
    deviation = math.sqrt(times * (1 / n) * (1 - 1 / n))
    assert len(places) == n * n
    assert max(abs(count - expected) for count in places.values()) <= 5 * deviation
    assert sum((count - expected) ** 2 / expected for count in places.values()) < 60


def test_the_latest_draw_of_the_list_and_the_region_by_the_day_is_the_one_in_force():
    kept = pd.DataFrame(
        {
            "list_title": ["L", "L", "L", "M"],
            "region": ["hele landet", "hele landet", "Nordland", "hele landet"],
            "seed": [1, 2, 3, 4],
            "numbers": [(BODO,), (ALTA,), (NARVIK,), (ASKER,)],
            "drawn_by": ["kari"] * 4,
            "drawn_at": pd.to_datetime(
                ["2024-04-09 21:59:59", "2024-04-09 22:00:00", *["2024-04-01 09:00:00"] * 2], utc=True
            ),
        }
    )
    last = latest_draw(kept, "L", "hele landet")
    assert (last.seed, last.numbers, last.times, last.day) == (2, (ALTA,), 2, DAY)  # past midnight in Oslo
    before = latest_draw(kept, "L", "hele landet", date(2024, 4, 9))
    assert (before.seed, before.times) == (1, 1)
    assert latest_draw(kept, "L", "hele landet", date(2024, 4, 8)) is None
    assert latest_draw(kept, "L", "Nordland").seed == 3
    assert latest_draw(kept, "X", "Nordland") is None


def test_a_list_in_drawn_order_has_the_new_ones_last_without_a_place():
    listed = pd.DataFrame({"number": [BODO, NARVIK, ALTA, TROMSO]})
    shown = in_drawn_order(listed, [ASKER, ALTA, BODO, TROMSO])  # Asker has left the list, Narvik is new
    assert shown["number"].tolist() == [ALTA, BODO, TROMSO, NARVIK]
    assert shown["place"].tolist()[:3] == [2, 3, 4]
    assert shown["place"].isna().tolist() == [False, False, False, True]


def test_nothing_that_is_told_speaks_of_causes():
    for module in (calls, draws, efforts):
        assert "effekt" not in inspect.getsource(module).lower()

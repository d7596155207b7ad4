"""What came in around an effort, and what else fell in its weeks: against tables counted by hand."""

import inspect
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis import calls, draws, efforts
from analysis.calls import list_call_days
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
from tests.analysis.tables import (
    ALTA,
    ASKER,
    BERGEN,
    BODO,
    GILDESKAL,
    NARVIK,
    TROMSO,
    applications,
    notes,
    rows,
    situation,
)

DAY = date(2024, 4, 10)
LETTER = Effort(DAY, "nyhetsbrev", "Søk nå", regions=("Nordland",), id=1)


def made(*several):
    """Efforts as the store gives them."""
    return pd.DataFrame([{name: getattr(one, name) for name in EFFORT_COLUMNS} for one in several])


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


def test_nothing_that_is_told_speaks_of_causes():
    for module in (calls, draws, efforts):
        assert "effekt" not in inspect.getsource(module).lower()

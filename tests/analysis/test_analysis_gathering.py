"""Turnout at the gathering and what came of it, with tables worked out by hand."""

import pytest

from analysis import turnout
from analysis.after_gathering import (
    conversion_sentence,
    count_conversion,
    count_weeks_to_application,
    days_sentence,
    list_days_to_application,
)
from analysis.turnout import count_turnout, minutes_sentence, turnout_sentence
from frame.pieces import drawings
from tests.analysis.tables import ALTA, ASKER, BODO, NARVIK, TROMSO, rows, situation

SIGNED = rows(
    {"on": "2024-03-11 10:00", "of": BODO, "email": "a@x.no", "name": "Anne Berg", "role": "Rektor"},
    {"on": "2024-03-11 10:00", "of": BODO, "email": "b@x.no", "name": "Bo Dahl", "role": "Lærer"},
    {"on": "2024-03-11 10:00", "of": ALTA, "email": "c@x.no", "name": "Carl Eng", "role": "Rektor"},
    {"on": "2024-03-11 10:00", "email": "d@x.no", "name": "Dina Foss"},
)
CAME = rows(
    {"joined_at": "2024-03-15 09:30", "email": "a@x.no", "name": "Anne Berg", "minutes": 240},
    {"joined_at": "2024-03-15 09:31", "email": "", "name": "Carl Eng (External)", "minutes": 100},
    {"joined_at": "2024-03-15 09:32", "email": "new@narvik.kommune.no", "name": "Ny", "of": NARVIK, "minutes": 30},
    {"joined_at": "2024-03-15 09:33", "email": "", "name": "iPhone"},
)


def gathered(**more):
    return situation("2024-05-02", registrations=SIGNED, attendance=CAME, **more)


def test_turnout_tells_who_came_who_did_not_and_who_came_unregistered():
    (row,) = count_turnout(gathered()).values.tolist()
    # Anne and Carl came, Bo and Dina did not; Ny came from Narvik, the iPhone could not be joined.
    # The median of 240, 100 and 30 minutes is 100.
    assert row == ["I alt", 4, 2, 2, 1, 1, 100]
    assert turnout_sentence(gathered()) == (
        "Av påmeldingene deltok 2 av 4. 1 deltok uten å være påmeldt og "
        "1 kunne ikke knyttes til en påmelding eller kommune."
    )
    told = minutes_sentence(gathered())
    assert told == "Halvparten var med i 1 t 40 min eller mer (kjent for 3 deltakere)."


def test_the_sentence_reads_the_turnout_that_is_counted_already():
    counted = count_turnout(gathered()).assign(came=3, unregistered=0, unmatched=0)
    assert turnout_sentence(gathered(), counted) == "Av påmeldingene deltok 3 av 4."


@pytest.mark.parametrize(("by", "times"), [("", 1), ("branch", 2)])
def test_the_drawing_counts_the_turnout_once_where_nothing_is_split(monkeypatch, by, times):
    counted = []

    def count(*asked):
        counted.append(asked)
        return count_turnout(*asked)

    monkeypatch.setattr(turnout, "count_turnout", count)
    monkeypatch.setattr(drawings, "count_turnout", count)
    assert drawings.turnout(gathered(), by).sentence.startswith("Av påmeldingene deltok 2 av 4.")
    assert len(counted) == times


def test_turnout_by_branch_adds_up_to_all():
    table = count_turnout(gathered(), "branch").set_index("group")
    assert table[["registrations", "came", "unregistered", "unmatched"]].T.to_dict("list") == {
        "Finnmark, Troms og Svalbard": [1, 1, 0, 0],
        "Nordland": [2, 1, 1, 0],
        "uten kjent kommune": [1, 0, 0, 1],
    }


def test_turnout_by_role_takes_the_role_of_the_registration():
    table = count_turnout(gathered(), "role").set_index("group")
    assert table[["registrations", "came", "unregistered", "unmatched"]].T.to_dict("list") == {
        "Rektor": [2, 2, 0, 0],
        "Lærer": [1, 0, 0, 0],
        "Ikke oppgitt": [1, 0, 1, 1],
    }
    assert table.loc["Rektor", "minutes"] == 170  # of 240 and 100


def test_turnout_of_an_empty_round_is_noughts_and_a_calm_sentence():
    empty = situation("2024-05-02")
    assert count_turnout(empty)["came"].tolist() == [0]
    assert count_turnout(empty, "branch")["registrations"].tolist() == [0]
    assert turnout_sentence(empty) == "Deltakerlisten fra samlingen er ikke lastet opp."
    assert minutes_sentence(empty) == ""
    came = situation("2024-05-02", attendance=CAME)
    assert turnout_sentence(came).startswith("4 personer deltok på samlingen.")


def test_the_shares_that_applied_carry_their_counts():
    found = gathered(
        applications=rows(
            {"on": "2024-03-10 10:00", "of": ASKER},  # before the gathering, without having registered
            {"on": "2024-03-31 10:00", "of": BODO},
            {"on": "2024-04-14 10:00", "of": (NARVIK, TROMSO)},
        )
    )
    table = count_conversion(found)
    # Bodø and Alta registered and took part, Narvik took part; Tromsø and Asker did neither; 357 - 3 = 354 others.
    assert table[["group", "municipalities", "applied", "share"]].values.tolist() == [
        ["all_registered", 2, 1, "1 av 2"],
        ["attended", 3, 2, "2 av 3"],
        ["registered", 0, 0, "0 av 0"],
        ["neither", 354, 2, "2 av 354 (1 %)"],
    ]
    days = list_days_to_application(found)
    # 15 March to 31 March are 16 days (the clock change takes none away), to 14 April 30.
    assert days["label"].tolist() == ["Asker", "Bodø", "Narvik", "Tromsø"]
    assert days["days"].tolist() == [-5, 16, 30, 30]
    # 16 days are in week 3, 30 days in week 5; Asker's minus 5 are before the gathering.
    weeks = count_weeks_to_application(found)
    assert weeks["week"].tolist() == [0, 1, 2, 3, 4, 5]
    assert weeks["attended"].tolist() == [0, 0, 0, 1, 0, 1]
    assert weeks["neither"].tolist() == [1, 0, 0, 0, 0, 1]
    assert conversion_sentence(found) == (
        "Av kommunene som var påmeldt, har 1 av 2 søkt, og av dem som deltok, har 2 av 3 søkt."
    )
    # The middle of 16 and 30 days is 23.
    assert days_sentence(found) == (
        "Halvparten av de 2 som deltok og har søkt, søkte innen 23 dager etter samlingen (fra 16 til 30 dager)."
    )


def test_those_who_applied_before_the_gathering_are_told_so():
    early = rows({"on": "2024-03-10 10:00", "of": ASKER}, {"on": "2024-03-12 10:00", "of": BODO})
    assert days_sentence(situation("2024-05-02", applications=early)) == (
        "Halvparten av de 2 som har søkt, søkte innen 4 dager før samlingen (fra −5 til −3 dager)."
    )
    assert days_sentence(situation("2024-03-11", applications=early)) == (
        "Den ene kommunen som har søkt, søkte 5 dager før samlingen."
    )
    assert days_sentence(situation("2024-03-15", applications=rows({"on": "2024-03-15 23:59", "of": BODO}))) == (
        "Den ene kommunen som har søkt, søkte samme dag som samlingen."
    )


def test_without_attendance_or_gathering_nothing_is_told_of_it():
    assert conversion_sentence(situation("2024-05-02")) == "Ingen kommuner var påmeldt eller deltok på samlingen."
    assert days_sentence(situation("2024-05-02")) == "Ingen kommuner har søkt ennå."
    assert list_days_to_application(situation("2024-05-02")).empty
    assert count_weeks_to_application(situation("2024-05-02")).empty


def test_nobody_came_nobody_counts_not_held_and_not_loaded_are_four_things():
    nobody = rows({"joined_at": "2024-03-15 09:30", "name": "Vert", "excluded": "Arrangør"})
    assert turnout_sentence(situation("2024-03-14", registrations=SIGNED, attendance=CAME)) == (
        "Samlingen er ikke holdt ennå."
    )
    assert turnout_sentence(situation("2024-03-15", registrations=SIGNED, attendance=nobody)) == (
        "Ingen på deltakerlisten fra samlingen teller."
    )
    elsewhere = situation("2024-03-15", registrations=SIGNED, attendance=CAME).select(["Agder"])
    assert turnout_sentence(elsewhere) == "0 personer deltok på samlingen. Det er ingen påmeldinger å sammenligne med."
    some_stayed_away = rows({"on": "2024-03-11 10:00", "of": "4204", "email": "k@x.no", "name": "Kim"})
    both = situation("2024-03-15", registrations=some_stayed_away, attendance=CAME).select(["Agder"])
    assert turnout_sentence(both) == "Av påmeldingene deltok 0 av 1."

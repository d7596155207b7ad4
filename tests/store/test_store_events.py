"""Which event of its round a file is about is guessed from its days and its name, and asked where they do not tell."""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

import store
from domain.gatherings import Gathering
from domain.rounds import Round

ONE = Round(
    "2024",
    "Prøverunden",
    gatherings=(Gathering("gathering", "Inspirasjonssamling", datetime(2024, 3, 15, 9, 30)),),
    deadline=date(2024, 5, 15),
    start=date(2024, 9, 2),
)
THREE = replace(
    ONE,
    gatherings=(
        *ONE.gatherings,
        Gathering("gathering-2", "Samling i Bodø", datetime(2024, 4, 10, 10, 0), place="Stormen"),
        Gathering("gathering-3", "Samling i Oslo", datetime(2024, 4, 24, 10, 0), place="Sentralen"),
    ),
)


def rows(*days, joined=False):
    times = pd.to_datetime(pd.Series(days, dtype="object"), format="ISO8601").dt.tz_localize("Europe/Oslo")
    if joined:
        return pd.DataFrame({"submitted_at": pd.Series(pd.NaT, times.index, dtype=times.dtype), "joined_at": times})
    return pd.DataFrame({"submitted_at": times})


def signed_up(round_, *days, name="", before=""):
    return store.guess_event("registrations", rows(*days), round_, name, before)


def came(round_, *days, name="", before=""):
    return store.guess_event("attendance", rows(*days, joined=True), round_, name, before)


@pytest.mark.parametrize(
    ("days", "event"),
    [
        (["2024-03-01", "2024-03-15 09:29"], "gathering"),
        (["2024-04-20", "2024-05-15 23:59"], "gathering"),  # late for the only gathering, early for the start
        (["2024-05-16", "2024-06-20"], "start"),
        (["2024-03-01", "2024-06-20", "2024-06-21"], "start"),
        (["2024-03-01", "2024-06-20"], "gathering"),  # half is not most
        ([None, "2024-06-20"], "start"),
    ],
)
def test_of_one_gathering_and_the_start_the_days_tell_and_nothing_is_asked(days, event):
    assert signed_up(ONE, *days) == store.EventGuess(event)


def test_without_days_the_name_decides():
    assert signed_up(ONE, None, name="Påmelding til oppstart").event == "start"
    assert signed_up(ONE, None).event == "gathering"
    assert signed_up(replace(ONE, deadline=None, gatherings=(Gathering("gathering", "S"),)), "2024-06-20").event == (
        "gathering"
    )


def test_days_before_the_deadline_are_not_for_the_start_whatever_the_name_says():
    assert signed_up(ONE, "2024-05-15 23:59", name="Påmelding til oppstart").event == "gathering"


@pytest.mark.parametrize(
    ("days", "event", "asked"),
    [
        (["2024-04-11", "2024-04-12"], "gathering-3", False),  # the two before are over
        (["2024-04-11", "2024-04-10 23:59"], "gathering-2", True),  # half came after the second: it may be either
        (["2024-03-16", "2024-03-17"], "gathering-2", True),
        (["2024-03-15 23:59"], "gathering", True),
        (["2024-04-25"], "gathering", True),  # all are over, and the deadline is not
        (["2024-05-16"], "start", False),
        (["2024-05-15 23:59"], "gathering", True),
    ],
)
def test_of_several_gatherings_those_that_are_over_are_no_choice(days, event, asked):
    found = signed_up(THREE, *days)
    assert (found.event, bool(found.question)) == (event, asked)


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("Påmelding Samling i Oslo(1-45).xlsx", "gathering-3"),
        ("Påmelding Bodø.xlsx", "gathering-2"),
        ("Påmelding Stormen.xlsx", "gathering-2"),
        ("Pamelding 10.04.2024.xlsx", "gathering-2"),
        ("Pamelding_2024-04-24.xlsx", "gathering-3"),
        ("Pamelding 11.04.2024.xlsx", ""),  # a day that no gathering has
        ("Pamelding 31.02.2024.xlsx", ""),  # no day at all
        ("Påmelding Bodøsamling og Oslo.xlsx", "gathering-3"),  # a part of a word is not the word
        ("Bodø og Oslo.xlsx", ""),  # two are as good as none
        ("Samling i.xlsx", ""),  # what both titles have tells nothing
        ("Påmelding.xlsx", ""),
    ],
)
def test_the_name_tells_which_of_several(name, event):
    found = signed_up(THREE, "2024-03-01", name=name)
    assert (found.event, bool(found.question)) == ((event, False) if event else ("gathering", True))


def test_of_two_titles_in_a_name_the_longer_one_is_meant():
    both = replace(
        ONE,
        gatherings=(
            Gathering("a", "Samling", datetime(2024, 4, 1)),
            Gathering("b", "Samling i Bodø", datetime(2024, 4, 2)),
        ),
    )
    assert signed_up(both, "2024-03-01", name="Samling i Bodø (1-3).xlsx") == store.EventGuess("b")
    assert signed_up(both, "2024-03-01", name="Samling (1-3).xlsx") == store.EventGuess("a")


@pytest.mark.parametrize(("name", "event"), [("Påmelding Hol.xlsx", "b"), ("Påmelding Bø.xlsx", ""), ("for.xlsx", "")])
def test_a_word_of_three_letters_can_name_a_gathering_and_one_of_two_or_a_common_one_can_not(name, event):
    both = replace(
        ONE,
        gatherings=(
            Gathering("a", "Samling Bø", datetime(2024, 4, 1)),
            Gathering("b", "Samling for Hol", datetime(2024, 4, 2)),
        ),
    )
    found = signed_up(both, "2024-03-01", name=name)
    assert (found.event, bool(found.question)) == ((event, False) if event else ("a", True))


def test_a_name_does_not_bring_back_a_gathering_that_is_over():
    assert signed_up(THREE, "2024-04-12", name="Påmelding Bodø.xlsx") == store.EventGuess("gathering-3")


def test_an_earlier_file_of_the_same_form_tells_where_nothing_else_does():
    assert signed_up(THREE, "2024-03-01", before="gathering-2") == store.EventGuess("gathering-2")
    assert signed_up(THREE, "2024-03-01", before="start").question
    assert signed_up(THREE, "2024-04-12", before="gathering") == store.EventGuess("gathering-3")


@pytest.mark.parametrize(
    ("days", "event", "asked"),
    [
        (["2024-03-15 09:31", "2024-03-15 23:59"], "", False),
        (["2024-04-10 09:58", "2024-04-10 10:03", "2024-04-11 08:00"], "gathering-2", False),
        (["2024-04-10 09:58", "2024-04-11 08:00"], "", True),  # half of a day is no day
        (["2024-04-09 23:59"], "", True),
        (["2024-09-02 10:00"], "start", False),
        (["2024-09-01 10:00"], "", True),
        ([None], "", True),
    ],
)
def test_those_who_came_came_on_the_day_of_their_gathering(days, event, asked):
    found = came(THREE, *days)
    assert (found.event, bool(found.question)) == (event, asked)


def test_of_a_start_known_by_its_month_any_day_of_it_will_do():
    month = replace(THREE, start=date(2024, 9, 1), start_is_month=True)
    assert came(month, "2024-09-30 10:00") == store.EventGuess("start")
    assert came(month, "2024-10-01 10:00").question
    assert came(month, "2024-08-31 10:00").question


def test_those_who_came_to_the_only_gathering_are_not_asked_about():
    assert came(ONE, "2024-03-16 10:00") == store.EventGuess("")
    assert came(ONE, None, name="Deltakerliste oppstart.csv") == store.EventGuess("start")


def test_of_two_gatherings_on_one_day_the_name_tells():
    twins = replace(
        ONE,
        gatherings=(
            Gathering("a", "Samling i Bodø", datetime(2024, 4, 10, 9)),
            Gathering("b", "Samling i Oslo", datetime(2024, 4, 10, 13)),
        ),
    )
    assert came(twins, "2024-04-10 10:00").question
    assert came(twins, "2024-04-10 10:00", name="Deltakere Oslo.csv") == store.EventGuess("b")


def test_a_round_without_gatherings_has_its_start_alone():
    none = replace(ONE, gatherings=())
    assert signed_up(none, "2024-03-01") == store.EventGuess("start")
    assert came(none, "2024-03-01 10:00") == store.EventGuess("start")
    assert store.guess_event("applications", rows("2024-03-01"), none) == store.EventGuess("")

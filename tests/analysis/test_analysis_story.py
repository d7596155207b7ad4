"""The story of a municipality, and what came in last."""

import pytest

from analysis.story import list_latest, tell_story
from tests.analysis.small_spring import small_spring
from tests.analysis.tables import ALTA, BODO, NARVIK, TROMSO, at, rows, situation, states


@pytest.fixture
def found():
    return small_spring()


def test_a_municipalitys_story_is_in_order_of_time(found):
    story = tell_story(found.select(["Finnmark, Troms og Svalbard"]), TROMSO)
    assert story[["kind", "text"]].values.tolist() == [
        ["Påmelding", "Meldte seg på samlingen"],
        ["Deltok", "Deltok på samlingen"],
        ["Søknad", "Søknad mottatt (Bergen og Tromsø sammen)"],
        ["Svar", "Tildelt plass"],
    ]
    assert tell_story(found, BODO)["kind"].tolist() == ["Påmelding", "Deltok", "Notat"]
    assert tell_story(found, "1515").empty


def test_a_story_has_the_motivation_of_an_application_and_the_comment_of_a_registration():
    told = {"of": BODO, "motivation": "Vi vil mer", "comment": "Kommer seint"}
    signed, applied = rows({"on": "2024-03-10 10:00", **told}), rows({"on": "2024-04-10 10:00", **told})
    story = tell_story(situation("2024-05-02", registrations=signed, applications=applied), BODO)
    assert story["detail"].tolist() == ["Kommer seint", "Vi vil mer"]


def test_superseded_rows_stay_in_the_story_with_their_own_day():
    table = rows(
        {"on": "2024-04-10 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
        {"on": "2024-04-20 10:00", "of": BODO, "email": "a@x.no", "name": "A"},
    )
    story = tell_story(situation("2024-05-02", applications=table), BODO)
    assert story["day"].dt.day.tolist() == [10, 20]
    assert story["text"].tolist()[0] == "Søknad mottatt – teller ikke: Erstattet av et nyere svar"


def test_what_came_in_last_has_no_names(found):
    latest = list_latest(found, 4)
    assert latest["label"].tolist() == ["Oslo", "Bergen", "Oslo", "Asker"]
    assert latest.columns.tolist() == ["at", "kind", "label", "branch", "text"]
    assert list_latest(situation("2024-05-02")).empty


def test_a_state_set_in_the_dashboard_stands_among_what_came_in_last_from_the_day_it_holds():
    table = rows(*[{"on": f"2024-04-{day} 10:00", "of": of} for day, of in (("10", BODO), ("20", ALTA))])
    acts = states(("1", "placed", "2024-05-01 23:59:59"), ("2", "waiting", "2024-05-02 12:00:00"))
    acts["made_at"] = [at("2024-05-03 09:07:00"), at("2024-05-02 12:00:00")]

    def told(as_of: str, *regions: str) -> list:
        latest = list_latest(situation(as_of, applications=table, states=acts).select(regions))
        return latest[["kind", "label", "text"]].values.tolist()

    came = [["Søknad", "Alta", "Søknad mottatt"], ["Søknad", "Bodø", "Søknad mottatt"]]
    placed = ["Status", "Bodø", "Status: tildelt plass (satt 03.05.2024 kl. 09.07)"]
    waiting = ["Status", "Alta", "Status: venteliste"]
    assert told("2024-05-02") == [waiting, placed, *came]
    assert told("2024-05-01") == [placed, *came]
    assert told("2024-04-30") == came
    assert told("2024-05-02", "Nordland") == [placed, came[1]]


def test_the_answers_that_a_file_dates_stand_among_what_came_in_last_by_their_days():
    placed = {"state": "placed", "placed_at": "2024-05-01 23:30"}
    confirmed = {"state": "confirmed", "placed_at": "2024-05-01 10:00", "confirmed_at": "2024-05-02 08:00"}
    table = rows(
        {"on": "2024-04-10 10:00", "of": (BODO, NARVIK), **placed},
        {"on": "2024-04-11 10:00", "of": ALTA, **confirmed},
        {"on": "2024-04-12 10:00", "of": TROMSO, "state": "placed"},  # without a date it is no news
    )

    def told(as_of: str, *acts: tuple[str, str, str]) -> list:
        latest = list_latest(situation(as_of, applications=table, states=states(*acts)))
        return latest.loc[latest["kind"].isin(("Svar", "Status")), ["label", "text"]].values.tolist()

    joint, one = ["Bodø", "Tildelt plass (Bodø og Narvik sammen)"], ["Alta", "Tildelt plass"]
    assert told("2024-04-30") == []
    assert told("2024-05-01") == [joint, one]
    assert told("2024-05-02") == [["Alta", "Bekreftet plassen"], joint, one]
    waiting = ("2", "waiting", "2024-05-02 12:00:00")
    assert told("2024-05-02", waiting) == [["Alta", "Status: venteliste"], joint]
    by_hand = ("1", "placed", "2024-05-02 12:00:00")
    assert told("2024-05-02", by_hand)[0] == ["Bodø", "Status: tildelt plass"]
    assert joint not in told("2024-05-02", by_hand)

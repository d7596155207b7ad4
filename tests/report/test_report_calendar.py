"""The calendar file: days and times, ids that stay when a date moves, and only one's own steps."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from analysis.situation import compute_situation
from report.calendar_file import write_calendar
from tests.report.conftest import ADDRESS, FRIEND


def events_of(content):
    return {str(event["uid"]).split("@")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_milestones_have_their_day_and_the_gathering_its_hours(edition_of):
    events = events_of(write_calendar(edition_of()))
    assert list(events) == [f"milepael-{key}-2024" for key in ("call", "gathering", "deadline", "start")]
    deadline, gathering = events["milepael-deadline-2024"], events["milepael-gathering-2024"]
    assert (deadline["dtstart"].dt, deadline["dtend"].dt) == (date(2024, 5, 15), date(2024, 5, 16))
    assert gathering["dtstart"].dt == datetime(2024, 3, 15, 8, 30, tzinfo=UTC)  # 09.30 in Oslo
    assert gathering["dtend"].dt == datetime(2024, 3, 15, 12, 30, tzinfo=UTC)
    assert "dagen er ikke satt" in events["milepael-start-2024"]["summary"]


def test_a_second_file_moves_an_entry_and_does_not_double_it(edition_of):
    first = edition_of()
    situation = first.situation
    moved = compute_situation(situation.sources, replace(situation.round, deadline=date(2024, 5, 22)), situation.as_of)
    second = edition_of(situation=moved, known_at=first.known_at + timedelta(seconds=1))
    before, after = events_of(write_calendar(first)), events_of(write_calendar(second))
    assert list(before) == list(after)
    key = "milepael-deadline-2024"
    assert after[key]["dtstart"].dt == date(2024, 5, 22)
    assert after[key]["sequence"] == before[key]["sequence"] + 1


def test_an_entry_leads_to_the_numbers_of_the_day_it_is_opened(edition_of):
    events = events_of(write_calendar(edition_of("2024-05-02", ("Nordland",)), FRIEND))
    links = {str(event["url"]) for event in events.values()}
    assert links == {
        f"{ADDRESS}/?runde=2024&region=Nordland",
        f"{ADDRESS}/oppfolging?runde=2024&region=Nordland&kommune=1804",
    }
    assert not any("url" in event for event in events_of(write_calendar(edition_of(address=""))).values())


def test_only_the_steps_of_the_one_responsible_are_there_and_name_nobody(edition_of):
    content = write_calendar(edition_of(), FRIEND)
    steps = {key: event for key, event in events_of(content).items() if key.startswith("neste-steg")}
    assert [(str(one["summary"]), one["dtstart"].dt) for one in steps.values()] == [
        ("Neste steg: Bodø", date(2024, 5, 3))
    ]
    assert not [key for key in events_of(write_calendar(edition_of(), "En annen")) if key.startswith("neste-steg")]
    assert not [key for key in events_of(write_calendar(edition_of())) if key.startswith("neste-steg")]

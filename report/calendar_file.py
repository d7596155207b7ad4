"""The milestones and one's own next steps as a calendar file; ids stay, so that a second import moves an entry."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from analysis.milestones import Milestone, list_milestones
from analysis.next_steps import list_next_steps
from domain.clock import OSLO
from report.edition import Edition

if TYPE_CHECKING:
    from icalendar import Calendar, Event

HOME = "fremtidens-kulturskole.kulturskoleradet"
"""What the ids end with: it names no place on the net, and stays when the dashboard moves."""
FIRST_SECOND = datetime(2024, 1, 1, tzinfo=UTC)


def write_calendar(edition: Edition, responsible: str | None = None) -> bytes:
    """The milestones, and the open next steps that have a day of the one `responsible` for them (None: no steps).

    A step names its municipality and nobody: what was agreed stays in the dashboard.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Norsk kulturskoleraad//Fremtidens kulturskole//NB")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", edition.round.title)
    for milestone in list_milestones(edition.situation):
        _add_milestone(calendar, edition, milestone)
    if responsible is not None:
        _add_steps(calendar, edition, responsible)
    return bytes(calendar.to_ical())


def _add_milestone(calendar: "Calendar", edition: Edition, milestone: Milestone) -> None:
    round_ = edition.round
    event = _new_event(edition, f"milepael-{milestone.key}-{round_.id}")
    if milestone.day != milestone.until:
        event.add("summary", f"{milestone.label} i {milestone.when} (dagen er ikke satt): {round_.title}")
    else:
        event.add("summary", f"{milestone.label}: {round_.title}")
    gathering = next((one for one in round_.gatherings if one.key == milestone.key), None)
    if gathering and gathering.start and gathering.end:
        event.add("dtstart", gathering.start.replace(tzinfo=OSLO).astimezone(UTC))
        event.add("dtend", gathering.end.replace(tzinfo=OSLO).astimezone(UTC))
        event.add("location", gathering.where)
    else:
        _add_whole_day(event, milestone.day)
    if link := edition.link_from_then_on(""):
        event.add("url", link)
    calendar.add_component(event)


def _add_steps(calendar: "Calendar", edition: Edition, responsible: str) -> None:
    steps = list_next_steps(edition.situation, responsible)
    for step in steps[steps["next_step_on"].notna()].itertuples():
        event = _new_event(edition, f"neste-steg-{step.id}-{edition.round.id}")
        event.add("summary", f"Neste steg: {step.label}")
        _add_whole_day(event, step.next_step_on)
        if link := edition.link_from_then_on("oppfolging", kommune=step.number):
            event.add("url", link)
        calendar.add_component(event)


def _new_event(edition: Edition, name: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{name}@{HOME}")
    event.add("dtstamp", edition.known_at.astimezone(UTC))
    # Calendars take an entry they know only when its number has risen.
    event.add("sequence", int((edition.known_at - FIRST_SECOND) / timedelta(seconds=1)))
    event.add("transp", "TRANSPARENT")
    return event


def _add_whole_day(event: "Event", day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))

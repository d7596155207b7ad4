"""Attendance drawn at random: reports of several meeting systems and languages, and lists of ticks."""

import random
from datetime import datetime, timedelta

from tests.loaders.draw_answers import Drawn, System, draw_people
from tests.loaders.draw_around import Draft, finish

MEETINGS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    # columns: name, e-mail, joined, left, duration, role
    (
        "Zoom",
        ("Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest"),
        "Yes",
        "minutes",
    ),
    (
        "Teams, bokmål",
        ("Navn", "E-post", "Første tilkobling", "Siste utgang", "Varighet i møtet", "Rolle"),
        "Deltaker",
        "t min",
    ),
    ("Teams, English", ("Name", "Email", "First join", "Last leave", "In-meeting duration", "Role"), "Attendee", "h m"),
    ("Meet", ("First name", "Last name", "Email", "Duration", "Time joined", "Time exited"), "", "hr min"),
    (
        "Teams, Deutsch",
        ("Name", "E-Mail", "Erste Teilnahme", "Letzter Austritt", "Dauer der Besprechung", "Rolle"),
        "Teilnehmer",
        "h m",
    ),
    ("ticks", ("Navn", "E-post", "Kommune", "Møtt"), "x", ""),
)


def draw_meeting(rng: random.Random, places: list[tuple[str, str]]) -> Drawn:
    """A report of who took part; the municipality follows from the address, or stands in a list of ticks."""
    name, headers, word, unit = rng.choice(MEETINGS)
    answers = draw_people(rng, places, rng.randint(6, 30), datetime(2024, 3, 1, 9))
    day, rows = datetime(2024, 3, 15, 9, 15), []
    for answer in answers:
        joined, minutes = day + timedelta(minutes=rng.randint(0, 20)), rng.randint(12, 200)
        left = joined + timedelta(minutes=minutes)
        hours, rest = divmod(minutes, 60)
        lasted = {
            "minutes": str(minutes),
            "t min": f"{hours} t {rest} min",
            "h m": f"{hours}h {rest}m",
            "hr min": f"{hours} hr {rest} min",
            "": "",
        }[unit]
        first, _, last = answer.name.partition(" ")
        clock = "%d.%m.%Y %H:%M" if name != "Zoom" else "%m/%d/%Y %I:%M:%S %p"
        if name == "Meet":
            rows.append([first, last, answer.email, lasted, f"{joined:%H:%M}", f"{left:%H:%M}"])
        elif name == "ticks":
            answer.counts = rng.random() < 0.7 or answer.number == 1
            rows.append([answer.name, answer.email, answer.municipality, word if answer.counts else ""])
        else:
            rows.append([answer.name, answer.email, joined.strftime(clock), left.strftime(clock), lasted, word])
    if name != "ticks":
        for answer in answers:
            answer.municipality_number = ""
    title = {"ticks": "Oppmøte samlingen", "Meet": "Attendance report"}.get(
        name, "Inspirasjonssamling - Attendance report"
    )
    system = System(name, {}, extension="csv")
    return finish(rng, title, "attendance", Draft(list(headers), rows), answers, system, ["attendance", name])

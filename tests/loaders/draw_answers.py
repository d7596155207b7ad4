"""What exports drawn at random are made of: invented people, and what each system calls its columns."""

import csv
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FIRST = ("Tuva", "Eirin", "Jørn", "Marte", "Sindre", "Åse", "Kåre", "Liv", "Odd", "Gro", "Håkon", "Nils", "Ida")
LAST = ("Solbakk", "Nesvold", "Åsgard", "Lillevik", "Høylo", "Eksempel", "Bergvoll", "Tangstad", "Mykle", "Vikøren")
JOBS = ("rektor", "kulturskolerektor", "kommunalsjef", "lærer", "rådgiver", "kultursjef")
NOT_ASKED = ("Herøy", "Våler", "Os", "Nes", "Sande", "Bø")  # names that need a county
Cells = list[Any]


@dataclass
class Answer:
    """One submission, as it truly is."""

    number: int
    sent: datetime
    name: str
    email: str
    municipality: str
    municipality_number: str
    persons: int = 1
    state: str = ""  # what the state column says
    counts: bool = True
    left: datetime | None = None


@dataclass
class Drawn:
    """A file, what was done to it, and what must come out."""

    filename: str
    content: bytes
    kind: str
    counting: int
    persons: int
    numbers: list[str]
    """The municipalities of the counting rows, sorted."""
    dated: int
    features: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class System:
    """What one system calls its columns; `lead` are those it writes first, in this order."""

    name: str
    headers: dict[str, str]
    lead: tuple[str, ...] = ()
    extension: str = "csv"
    time: str = "%d.%m.%Y %H:%M"


SYSTEMS = (
    System(
        "Forms, bokmål",
        {
            "id": "ID",
            "started": "Starttidspunkt",
            "sent": "Fullføringstidspunkt",
            "email": "E-postadresse",
            "name": "Navn",
        },
        ("id", "started", "sent", "email", "name"),
        "xlsx",
    ),
    System(
        "Forms, English",
        {"id": "ID", "started": "Start time", "sent": "Completion time", "email": "Email", "name": "Name"},
        ("id", "started", "sent", "email", "name"),
        "xlsx",
    ),
    System("Google Forms", {"sent": "Tidsmerke", "email": "E-postadresse", "name": "Hva heter du?"}, ("sent",)),
    System(
        "LetsReg",
        {
            "id": "Ordrenummer",
            "first": "Fornavn",
            "last": "Etternavn",
            "email": "E-postadresse",
            "sent": "Påmeldt dato",
        },
        ("id", "first", "last", "email"),
        "xlsx",
    ),
    System(
        "Gravity Forms",
        {
            "id": "Oppførings-ID",
            "first": "Navn (Fornavn)",
            "last": "Navn (Etternavn)",
            "email": "E-post",
            "sent": "Oppføringsdato",
        },
        time="%Y-%m-%d %H:%M:%S",
    ),
    System("WordPress", {"id": "Nr", "name": "Navn", "email": "E-post", "sent": "Påmeldt dato"}),
    System("nynorsk", {"name": "Namn", "email": "E-post", "sent": "Innsendt"}),
    System(
        "SurveyMonkey",
        {
            "id": "Respondent ID",
            "started": "Start Date",
            "sent": "End Date",
            "email": "Email Address",
            "name": "Hva heter du?",
        },
        ("id", "started", "sent", "email"),
        time="%m/%d/%Y %I:%M:%S %p",
    ),
    System(
        "Qualtrics",
        {
            "started": "StartDate",
            "sent": "RecordedDate",
            "id": "ResponseId",
            "last": "RecipientLastName",
            "first": "RecipientFirstName",
            "email": "RecipientEmail",
        },
        ("started", "sent", "id", "last", "first", "email"),
        time="%Y-%m-%d %H:%M:%S",
    ),
    System(
        "Eventbrite",
        {"id": "Order #", "sent": "Order Date", "first": "First Name", "last": "Last Name", "email": "Email"},
    ),
)


def municipalities() -> list[tuple[str, str]]:
    """Number and name of each municipality whose name needs no county."""
    with (ROOT / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["number"], row["name"]) for row in rows if row["name"] not in NOT_ASKED]


def draw_people(rng: random.Random, places: list[tuple[str, str]], size: int, start: datetime) -> list[Answer]:
    answers, moment = [], start
    names = rng.sample([f"{first} {last}" for first in FIRST for last in LAST], size)
    chosen = rng.sample(places, size)
    for number, (name, (place, called)) in enumerate(zip(names, chosen, strict=True), 1):
        moment += timedelta(minutes=rng.randint(7, 2000))
        address = f"{name.split()[0].lower().replace('å', 'a').replace('ø', 'o')}{number}@eks.example"
        answers.append(Answer(number, moment, name, address, called, place))
    return answers

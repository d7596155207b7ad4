"""Registrations and applications drawn at random: a system's words, treacherous questions, states, numbers."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.loaders.draw_answers import FIRST, JOBS, LAST, SYSTEMS, Answer, Drawn, System, draw_people
from tests.loaders.draw_around import Draft, finish

PLACE_HEADERS = (
    "Kommune",
    "Hvilken kommune jobber du i?",
    "Kommunenavn",
    "Kva kommune representerer du?",
    "Kommune du kommer fra",
)
APPLYING_HEADERS = ("Hvilken kommune søker?", "Søkerkommune", "Kommune", "Kva kommune søkjer?")
PERSONS_HEADERS = ("Antall deltakere", "Antall påmeldte", "Tal på deltakarar")
STATE_HEADERS = ("Status", "Påmeldingsstatus")
STATES = (("Påmeldt", True), ("Bekreftet", True), ("Avmeldt", False), ("Venteliste", False), ("Kansellert", False))
FLAGS = (
    ("Avmeldt", "Ja", "Nei"),
    ("Venteliste", "Ja", "Nei"),
    ("Kansellert", "x", ""),
    ("Avmeldt dato", "12.03.2024", ""),
)
APPLICATION_STATES = ("Mottatt", "Tildelt plass", "Venteliste", "Avslag", "Trukket", "Tildelt plass – takket nei")
COUNT_NOT = {"Trukket", "Tildelt plass – takket nei"}  # an application that was declined has been sent all the same

HIDDEN = " (skjult)"
"""Marks, while a file is drawn, a column that will be hidden."""

# Questions that only contain a word of something else: header, and how an answer is drawn.
TREACHEROUS: tuple[tuple[str, Callable[[random.Random], Any]], ...] = (
    ("Antall elever i kulturskolen", lambda r: r.randint(40, 900)),
    ("Hvor mange ansatte har kulturskolen?", lambda r: r.randint(3, 60)),
    ("Antall på venteliste til kulturskolen", lambda r: r.randint(0, 90)),
    ("Har kulturskolen venteliste?", lambda r: r.choice(("Ja", "Nei"))),
    ("Er status for kulturskoleplanen drøftet politisk?", lambda r: r.choice(("Ja", "Nei"))),
    ("Deltok dere i piloten?", lambda r: r.choice(("Ja", "Nei", "Vet ikke"))),
    ("Bekreftet av kommunedirektør", lambda r: r.choice(("Ja", "Nei"))),
    ("Har kommunen fått avslag på søknad om midler?", lambda r: r.choice(("Ja", "Nei"))),
    (
        "Når ble kulturskoleplanen vedtatt?",
        lambda r: f"{r.randint(1, 28):02}.{r.randint(1, 12):02}.20{r.randint(15, 23)}",
    ),
    ("Hvilken kommune samarbeider dere mest med?", lambda r: r.choice(("Oslo", "Bergen", "Tromsø", "Ingen"))),
    ("Postnummer", lambda r: f"{r.randint(101, 9990):04}"),
    ("Navn på rektor", lambda r: f"{r.choice(FIRST)} {r.choice(LAST)}"),
    ("Rektors e-post", lambda r: f"rektor{r.randint(1, 99)}@eks.example"),
    (
        "Hva håper dere å få ut av dagen?",
        lambda r: r.choice(("Inspirasjon", "Nettverk; ideer", "Status på feltet", "Vi har meldt oss av andre ting")),
    ),
    ("Har dere meldt avbud før?", lambda r: r.choice(("Nei", "Ja, en gang"))),
    (
        "Team og roller",
        lambda r: "\n".join(f"{r.choice(FIRST)} {r.choice(LAST)}; {r.choice(JOBS)}, {n}" for n in range(3)),
    ),
    ("Antall lodd", lambda r: r.randint(1, 20)),
    ("Deltar dere i andre program?", lambda r: r.choice(("Ja", "Nei"))),
    ("Hvem har møtt dere?", lambda r: r.choice(("Rådgiveren", "Ingen", ""))),
    ("Prosjektets tittel", lambda r: r.choice(("Sang i alle fag", "Byen som scene", "Kultur for alle"))),
)


def draw_form(rng: random.Random, places: list[tuple[str, str]], kind: str) -> Drawn:
    """Registrations or applications from one of the systems."""
    system = rng.choice(SYSTEMS)
    applying = kind == "applications"
    answers = draw_people(rng, places, rng.randint(6, 30), datetime(2024, 4 if applying else 2, 13, 8))
    features = [kind, system.name]
    columns: dict[str, list[Any]] = {}
    for key, header in system.headers.items():
        columns[header] = [value_of(key, answer, system) for answer in answers]
    place = rng.choice(APPLYING_HEADERS if applying else PLACE_HEADERS)
    columns[place] = [answer.municipality for answer in answers]
    if applying:
        columns[rng.choice(("Motivasjon", "Hvorfor søker dere?", "Grunngjeving"))] = ["Vi vil mer sammen"] * len(
            answers
        )
        columns[rng.choice(("Forankring", "Er søknaden forankret politisk?"))] = [
            rng.choice(("Ja", "Nei")) for _ in answers
        ]
    elif rng.random() < 0.4:
        columns["Stilling"] = [rng.choice(JOBS) for _ in answers]
    add_meaning(rng, kind, answers, columns, features)
    if rng.random() < 0.1:
        branch_out(rng, place, columns)
        features.append("branches")
    elif system.extension == "xlsx" and rng.random() < 0.1:
        columns[f"{place}{HIDDEN}"] = ["Oslo"] * len(answers)
        columns[f"{place} (rettet)"] = columns.pop(place)
        features.append("hidden column")
    if kind == "registrations" and "persons" not in features and rng.random() < 0.1:
        add_participants(rng, columns, answers)
        features.append("participants")
    for header, draw_value in rng.sample(TREACHEROUS, rng.randint(1, 4)):
        columns.setdefault(header, [draw_value(rng) for _ in answers])
        features.append(header)
    draft = lay_out(rng, system, columns, answers, features)
    title = rng.choice(
        ("Søknad", "Soknad Fremtidens kulturskole", "Søknader 2024")
        if applying
        else ("Påmelding", "Pamelding til samlingen", "Påmeldte")
    )
    return finish(rng, title, kind, draft, answers, system, features)


def lay_out(
    rng: random.Random, system: System, columns: dict[str, list[Any]], answers: list[Answer], features: list[str]
) -> Draft:
    """The columns in their order, with the system's further heading lines and merged orders."""
    lead = [system.headers[key] for key in system.lead]
    rest = [header for header in columns if header not in lead]
    rng.shuffle(rest)
    headers: list[Any] = [*lead, *rest]
    rows = [[columns[header][row] for header in headers] for row in range(len(answers))]
    hidden = tuple(header.removesuffix(HIDDEN) for header in headers if header.endswith(HIDDEN))
    headers = [header.removesuffix(HIDDEN) for header in headers]
    if system.name == "SurveyMonkey":
        own = set(system.headers.values()) - {"Hva heter du?"}
        return Draft(headers, rows, [["" if header in own else "Open-Ended Response" for header in headers]])
    if system.name == "Qualtrics":
        own = set(system.headers.values())
        codes = [header if header in own else f"Q{at}" for at, header in enumerate(headers)]
        return Draft(codes, rows, [headers, [f'{{"ImportId":"{code}"}}' for code in codes]])
    if system.name == "LetsReg" and rng.random() < 0.5:
        merged = merge_orders(rng, system, headers, rows, features)
        return Draft(headers, rows, hidden=hidden, merged=merged)
    return Draft(headers, rows, hidden=hidden)


def merge_orders(
    rng: random.Random, system: System, headers: list[str], rows: list[list[Any]], features: list[str]
) -> tuple[tuple[int, int, str], ...]:
    """Orders of two or three people, whose number and time stand once."""
    merged, row = [], 0
    while row < len(rows) - 3:
        last = row + rng.choice((0, 0, 1, 2))
        for header in (system.headers["id"], system.headers["sent"]):
            for below in range(row + 1, last + 1):
                rows[below][headers.index(header)] = None
            if last > row:
                merged.append((row, last, header))
        row = last + 1
    features.append("merged orders")
    return tuple(merged)


def branch_out(rng: random.Random, header: str, columns: dict[str, list[Any]]) -> None:
    """The question about the municipality once for each county, of which each answers one."""
    places = columns.pop(header)
    branches = [rng.randrange(3) for _ in places]
    counties = ("Nordland", "Akershus", "Vestland")
    for at in range(3):
        name = f"Hvilken kommune i {counties[at]}?" if "Hvilken" in header else header + ("" if not at else str(at + 1))
        columns[name] = [place if branch == at else "" for place, branch in zip(places, branches, strict=True)]


def add_participants(rng: random.Random, columns: dict[str, list[Any]], answers: list[Answer]) -> None:
    """Up to three names in one answer."""
    for answer in answers:
        answer.persons = rng.randint(1, 3)
    for number in range(1, 4):
        columns[f"Navn på deltaker {number}"] = [
            f"{rng.choice(FIRST)} {rng.choice(LAST)}son{number}" if answer.persons >= number else ""
            for answer in answers
        ]


def value_of(key: str, answer: Answer, system: System) -> Any:
    """What a system writes in one of its own columns."""
    sent = answer.sent if system.extension == "xlsx" else answer.sent.strftime(system.time)
    started: Any = answer.sent - timedelta(minutes=4)
    started = started if system.extension == "xlsx" else started.strftime(system.time)
    first, _, last = answer.name.partition(" ")
    values = {"id": answer.number, "sent": sent, "started": started, "email": answer.email, "name": answer.name}
    return (values | {"first": first, "last": last})[key]


def add_meaning(
    rng: random.Random, kind: str, answers: list[Answer], columns: dict[str, list[Any]], features: list[str]
) -> None:
    """A column that truly says who counts, or for how many, and what follows for each answer."""
    if kind == "applications":
        if rng.random() < 0.5:
            columns["Status"] = [rng.choice(APPLICATION_STATES) for _ in answers]
            for answer, state in zip(answers, columns["Status"], strict=True):
                answer.counts = state not in COUNT_NOT
            features.append("state")
        return
    if rng.random() < 0.35:
        columns[rng.choice(PERSONS_HEADERS)] = [rng.randint(1, 6) for _ in answers]
        for answer, persons in zip(answers, next(reversed(columns.values())), strict=True):
            answer.persons = persons
        features.append("persons")
    choice = rng.random()
    if choice < 0.3:
        drawn = [rng.choice(STATES) for _ in answers]
        columns[rng.choice(STATE_HEADERS)] = [state for state, _ in drawn]
        for answer, (_, counts) in zip(answers, drawn, strict=True):
            answer.counts = counts
        features.append("state")
    elif choice < 0.6:
        header, yes, no = rng.choice(FLAGS)
        away = [rng.random() < 0.2 for _ in answers]
        away[0] = True
        columns[header] = [yes if gone else no for gone in away]
        for answer, gone in zip(answers, away, strict=True):
            answer.counts = not gone
        features.append(f"flag {header}")

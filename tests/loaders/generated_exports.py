"""Exports drawn at random whose right answer is known, and a command that reads them and counts what went wrong.

    python -m tests.loaders.generated_exports --number 1000 --seed 1

Drawing imports nothing of the loaders: what an export truly says is decided before a cell of it is written. Each draw
takes the words of one system for its columns, shuffles them, adds questions whose words are treacherous
(«Antall elever», «Har dere venteliste?»), and puts around the table what people put there: titles, sums, side tables,
other sheets.
All people are invented.
"""

import argparse
import csv
import io
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

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
        "Eventbrite",
        {"id": "Order #", "sent": "Order Date", "first": "First Name", "last": "Last Name", "email": "Email"},
    ),
)
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
    ("Prosjektets tittel", lambda r: r.choice(("Sang i alle fag", "Byen som scene", "Kultur for alle"))),
)


def municipalities() -> list[tuple[str, str]]:
    """Number and name of each municipality whose name needs no county."""
    with (ROOT / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["number"], row["name"]) for row in rows if row["name"] not in NOT_ASKED]


def draw(seed: int, places: list[tuple[str, str]]) -> Drawn:
    """One export, the same for the same seed."""
    rng = random.Random(seed)
    kind = rng.choices(("registrations", "applications", "attendance"), (5, 3, 2))[0]
    return draw_meeting(rng, places) if kind == "attendance" else draw_form(rng, places, kind)


def draw_people(rng: random.Random, places: list[tuple[str, str]], size: int, start: datetime) -> list[Answer]:
    answers, moment = [], start
    names = rng.sample([f"{first} {last}" for first in FIRST for last in LAST], size)
    chosen = rng.sample(places, size)
    for number, (name, (place, called)) in enumerate(zip(names, chosen, strict=True), 1):
        moment += timedelta(minutes=rng.randint(7, 2000))
        address = f"{name.split()[0].lower().replace('å', 'a').replace('ø', 'o')}{number}@eks.example"
        answers.append(Answer(number, moment, name, address, called, place))
    return answers


def draw_form(rng: random.Random, places: list[tuple[str, str]], kind: str) -> Drawn:
    """Registrations or applications from one of the systems."""
    system = rng.choice(SYSTEMS)
    applying = kind == "applications"
    answers = draw_people(rng, places, rng.randint(6, 30), datetime(2024, 4 if applying else 2, 13, 8))
    features = [kind, system.name]
    columns: dict[str, list[Any]] = {}
    for key, header in system.headers.items():
        columns[header] = [value_of(key, answer, system) for answer in answers]
    columns[rng.choice(APPLYING_HEADERS if applying else PLACE_HEADERS)] = [answer.municipality for answer in answers]
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
    for header, draw_value in rng.sample(TREACHEROUS, rng.randint(1, 4)):
        columns.setdefault(header, [draw_value(rng) for _ in answers])
        features.append(header)
    lead = [system.headers[key] for key in system.lead]
    rest = [header for header in columns if header not in lead]
    rng.shuffle(rest)
    headers = [*lead, *rest]
    rows = [[columns[header][row] for header in headers] for row in range(len(answers))]
    title = rng.choice(
        ("Søknad", "Soknad Fremtidens kulturskole", "Søknader 2024")
        if applying
        else ("Påmelding", "Pamelding til samlingen", "Påmeldte")
    )
    return finish(rng, title, kind, headers, rows, answers, system, features)


def value_of(key: str, answer: Answer, system: System) -> Any:
    """What a system writes in one of its own columns."""
    sent = answer.sent if system.extension == "xlsx" else answer.sent.strftime(system.time)
    started = answer.sent - timedelta(minutes=4) if system.extension == "xlsx" else ""
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
    return finish(rng, title, "attendance", list(headers), rows, answers, system, ["attendance", name])


def finish(
    rng: random.Random,
    title: str,
    kind: str,
    headers: Cells,
    rows: list[Cells],
    answers: list[Answer],
    system: System,
    features: list[str],
) -> Drawn:
    """Put around the table what people put there, write the file, and say what must come out of it."""
    plain = kind != "attendance"
    table: list[Cells] = [headers, *rows]
    if plain and rng.random() < 0.15 and any("Antall" in str(h) or "Tal på" in str(h) for h in headers):
        table.append(sum_line(headers, rows))
        features.append("sum line")
    if plain and rng.random() < 0.2:
        side = rng.choice(
            (
                [["Fylke", "Antall"], ["Nordland", 12], ["Akershus", 8]],
                [["Status", "Antall"], ["Avmeldt", 2]],
                [["Kommune", "Antall påmeldte"], ["Asker", 3]],
            )
        )
        table = [[*line, None, *(side[at] if at < len(side) else [None, None])] for at, line in enumerate(table)]
        features.append("side table")
    if plain and not system.lead and rng.random() < 0.2:
        table = [["Utskrift fra systemet", *[None] * (len(headers) - 1)], [None] * len(headers), *table]
        features.append("title above")
    counting = [answer for answer in answers if answer.counts]
    extension = system.extension
    content = write_workbook(rng, table, features) if extension == "xlsx" else write_text(rng, table, features)
    has_time = plain
    return Drawn(
        f"{title}(1-{len(answers)}).{extension}",
        content,
        kind,
        len(counting),
        sum(answer.persons for answer in counting),
        sorted(answer.municipality_number for answer in counting),
        len(answers) if has_time else 0,
        features,
    )


def sum_line(headers: Cells, rows: list[Cells]) -> Cells:
    line: Cells = [None] * len(headers)
    for at in range(len(headers)):
        if all(isinstance(row[at], int) for row in rows) and at:
            line[at] = sum(row[at] for row in rows)
    line[next(at for at in range(len(line)) if line[at] is None)] = "Totalt"
    return line


def write_workbook(rng: random.Random, table: list[Cells], features: list[str]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in table:
        sheet.append(row)
    if rng.random() < 0.3:
        other = book.create_sheet("Ark1")
        for row in (["Fylke", "Antall"], ["Nordland", 3], ["Agder", 4]):
            other.append(row)
        features.append("other sheet")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_text(rng: random.Random, table: list[Cells], features: list[str]) -> bytes:
    sign, encoding = rng.choice(";,\t"), rng.choice(("utf-8-sig", "cp1252", "utf-8", "utf-16"))
    features.append(f"text {sign!r} {encoding}")
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode(encoding)


def draw_many(number: int, seed: int) -> Iterator[Drawn]:
    """`number` exports, the same for the same seed."""
    places = municipalities()
    for offset in range(number):
        yield draw(seed * 1_000_003 + offset, places)


@dataclass(frozen=True)
class Verdict:
    """What came out of one export: "right", "asked" or "wrong", and for the last two why."""

    outcome: str
    reason: str = ""


def judge(drawn: Drawn) -> Verdict:
    """Read an export and hold it against its truth. A question is as good as a right number, but is counted."""
    from loaders import ExportError, read_export

    try:
        export = read_export(drawn.content, drawn.filename)
    except ExportError as error:
        return Verdict("asked", f"refused: {error}")
    serious = export.findings[export.findings["severity"].isin(["check", "stop"])]
    counts = export.rows["counts"].astype(bool)
    placed = sorted(n for numbers in export.rows.loc[counts, "municipality_numbers"] for n in numbers)
    found = {
        "kind": export.kind,
        "counting": int(counts.sum()),
        "persons": int(export.summary["persons"]),
        "numbers": placed if any(drawn.numbers) else drawn.numbers,
        "dated": int(export.rows["submitted_at"].notna().sum()) if drawn.dated else 0,
    }
    wrong = {key: value for key, value in found.items() if value != getattr(drawn, key)}
    asked = bool(export.questions) or bool((export.findings["severity"] == "stop").any())
    if wrong and not asked and serious.empty:
        facts = "; ".join(f"{key} is {value}, should be {getattr(drawn, key)}" for key, value in wrong.items())
        return Verdict("wrong", facts)
    if wrong or asked:
        return Verdict("asked", "; ".join(map(str, serious["message"])))
    return Verdict("right")


def main() -> int:
    """Read the exports and print the counts; exit status 1 where a number is wrong without a question."""
    parser = argparse.ArgumentParser(description="Read exports drawn at random, and count what comes out wrong.")
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="also show each that was asked about")
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    for at, drawn in enumerate(draw_many(options.number, options.seed)):
        verdict = judge(drawn)
        outcomes[verdict.outcome] += 1
        if verdict.outcome == "wrong" or (options.show and verdict.outcome == "asked"):
            print(f"{at:5} {verdict.outcome}: {drawn.filename} [{', '.join(drawn.features)}]")
            print(f"      {verdict.reason[:600]}")
    share = outcomes["asked"] / max(options.number, 1)
    right, silent = outcomes["right"], outcomes["wrong"]
    print(f"{right} right, {outcomes['asked']} asked ({share:.1%}), {silent} wrong without a question")
    return int(silent > 0)


if __name__ == "__main__":
    sys.exit(main())

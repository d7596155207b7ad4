"""Draws the tables, writes the five files, their list and their true counts."""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .draw import Draw, Registration, draw_applications, draw_attendance, draw_registrations, draw_start
from .expected import count_all, write_json
from .story import EXAMPLES, STATES
from .write import write_forms_workbook, write_teams_report

SEED = 20240315
MEETING = "Inspirasjonssamling - Fremtidens kulturskole"
ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name"]
BOKMAAL = ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn"]
# Forms puts non-breaking spaces and line breaks into headers as the questions were pasted.
REGISTRATION_QUESTIONS = [
    "Hvilken\u00a0kommune representerer du?",
    "Fylke",
    "Kulturskole eller arbeidssted\u00a0",
    "Stilling",
    "Telefon",
    "Antall deltakere\n",
    "Har du spørsmål eller innspill til samlingen?",
    "Status",
]
APPLICATION_QUESTIONS = [
    "Hvilken kommune søker?",
    "Fylke",
    "Samarbeidskommuner (hvis dere søker sammen)",
    "Er søknaden forankret politisk?\u00a0",
    "Kontaktperson",
    "Kontaktperson e-post",
    "Deltakere i teamet\n",
    "Hvilke tjenester skal være med?",
    "Motivasjon",
    "Samtykke til at Norsk kulturskoleråd lagrer opplysningene",
    "Status",
    "Vedtaksdato",
    "Bekreftet dato",
]
APPLICATION_ANSWERS = [
    "municipality",
    "county",
    "partner",
    "anchoring",
    "contact",
    "contact_email",
    "team",
    "services",
    "motivation",
]
START_QUESTIONS = ["Kommune\u00a0", "Rolle i teamet", "Mobilnummer", "Blir du med på middagen kvelden før?\n"]


def metadata(draw: Draw, number: int, row: dict[str, Any]) -> list[Any]:
    started = row["sent"] - timedelta(seconds=draw.whole(70, 900))
    return [number, started, row["sent"], row["email"], row["name"]]


def registration_cells(draw: Draw, rows: list[Registration]) -> list[list[Any]]:
    """The first three answers were deleted tries of the council, one more was deleted underway."""
    cells = []
    for place, row in enumerate(rows):
        number = place + 4 + (place > 60)
        lead = metadata(draw, number, {"sent": row.sent, "email": row.email, "name": row.name})
        answers = [row.municipality, row.county, row.workplace, row.role, row.phone, str(row.persons)]
        cells.append([*lead, *answers, row.question, row.status])
    return cells


def application_cells(draw: Draw, rows: list[dict[str, Any]], *, answered: bool) -> list[list[Any]]:
    """The same form twice: as it stood after the deadline, and after the answers."""
    cells = []
    for place, row in enumerate(rows):
        later = [other["email"] for other in rows[place + 1 :]]
        first_try = row["email"] != "anonymous" and row["email"] in later
        state = ["Mottatt", None, None]
        if answered and not first_try:
            state = [STATES[row["outcome"]], row["answered"], row["confirmed"]]
        answers = [row[key] for key in APPLICATION_ANSWERS]
        cells.append([*metadata(draw, place + 1, row), *answers, "Ja", *state])
    return cells


def start_cells(draw: Draw, rows: list[dict[str, Any]]) -> list[list[Any]]:
    keys = ("municipality", "role", "phone", "dinner")
    return [[*metadata(draw, place + 1, row), *(row[key] for key in keys)] for place, row in enumerate(rows)]


def draw_tables() -> dict[str, Any]:
    draw = Draw(SEED)
    registrations = draw_registrations(draw)
    return {
        "registrations": registrations,
        "applications": draw_applications(draw),
        "attendance": draw_attendance(draw, registrations),
        "start": draw_start(draw),
    }


def write_files(drawn: dict[str, Any]) -> dict[str, bytes]:
    """Name and content of the five files, in the order in which they came to be."""
    registrations, applications, start = drawn["registrations"], drawn["applications"], drawn["start"]
    gathering = f"Pamelding til inspirasjonssamling - Fremtidens kulturskole(1-{len(registrations)}).xlsx"
    application = f"Soknad - Fremtidens kulturskole(1-{len(applications)})"
    questions = BOKMAAL + APPLICATION_QUESTIONS
    before = application_cells(Draw(SEED + 2), applications, answered=False)
    after = application_cells(Draw(SEED + 2), applications, answered=True)
    return {
        gathering: write_forms_workbook(
            ENGLISH + REGISTRATION_QUESTIONS, registration_cells(Draw(SEED + 1), registrations)
        ),
        f"{application}.xlsx": write_forms_workbook(questions, before),
        f"{MEETING} - Attendance report 3-15-24.csv": write_teams_report(MEETING, drawn["attendance"]),
        f"{application} (1).xlsx": write_forms_workbook(questions, after),
        f"Pamelding til oppstart - Fremtidens kulturskole(1-{len(start)}).xlsx": write_forms_workbook(
            ENGLISH + START_QUESTIONS, start_cells(Draw(SEED + 3), start)
        ),
    }


def write_list(names: list[str]) -> str:
    """examples.toml: the files in the order in which they are adopted."""
    kinds = [
        ("registrations", "gathering", datetime(2024, 3, 15, 8, 2)),
        ("applications", "", datetime(2024, 5, 16, 8, 40)),
        ("attendance", "", datetime(2024, 3, 15, 14, 10)),
        ("applications", "", datetime(2024, 8, 30, 15, 5)),
        ("registrations", "start", datetime(2024, 8, 30, 15, 10)),
    ]
    replaced = names[1]
    blocks = ["# Written by `python -m data.tools.build_examples`: the example exports, in the order of adopting."]
    for name, (kind, event, downloaded) in zip(names, kinds, strict=True):
        shown = name.replace("Pamelding", "Påmelding").replace("Soknad", "Søknad")
        blocks.append(
            f'[[files]]\npath = "{name}"\n'
            "# The name as Forms or Teams gives it; on disk it is kept to ASCII.\n"
            f'filename = "{shown}"\nkind = "{kind}"\nevent = "{event}"\n'
            f"downloaded = {downloaded.isoformat()}\nin_force = {str(name != replaced).lower()}"
        )
    return "\n\n".join(blocks) + "\n"


def build(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw_tables()
    files = write_files(drawn)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "examples.toml").write_text(write_list(list(files)), "utf-8", newline="\n")
    (folder / "expected.json").write_text(write_json(count_all(drawn)) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)

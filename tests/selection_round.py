"""A round of 62 invented applications, with criteria, two assessors each, and what the suite decides about them."""

import io
import random
from datetime import datetime, timedelta

from openpyxl import Workbook, load_workbook

import store
from data.reference import municipalities
from data.tools.build_examples.write import write_forms_workbook

ROUND = "2024"
COUNT, PLACES = 62, 20
HEAD = ["ID", "Start time", "Completion time", "Email", "Name"]
QUESTIONS = ["Hvilken kommune søker?", "Motivasjon", "Forankring"]
CRITERIA = [
    {"key": "need", "name": "Behov", "guidance": "Hvor tydelig er utfordringen?", "weight": 2, "low": 1, "high": 5},
    {"key": "plan", "name": "Plan", "guidance": "Er veien dit beskrevet?", "weight": 1, "low": 1, "high": 5},
    {"key": "team", "name": "Samarbeid", "guidance": "", "weight": 1, "low": 1, "high": 5},
]
ASSESSORS = ("Anne Oppdiktet", "Bjørn Oppdiktet", "Cecilie Oppdiktet", "Dag Oppdiktet")


def save_criteria(engine):
    """Give the round its criteria."""
    before = store.round_settings(engine, ROUND)
    store.save_round(engine, {**before.values, "criteria": CRITERIA}, "test", expected=before.version)


def applications(count=COUNT, *, added=0):
    """The workbook with the applications: single municipalities, and every tenth one joint with a neighbour; `added` is
    by how much their ids are higher."""
    draw = random.Random(62)
    places = draw.sample(sorted(municipalities().values(), key=lambda place: place.number), 2 * count)
    sent = datetime(2024, 4, 2, 12)
    rows = []
    for number in range(1, count + 1):
        one, other = places[2 * number - 2], places[2 * number - 1]
        named = f"{one.label} og {other.label}" if number % 10 == 0 else one.label
        sent += timedelta(hours=7)
        rows.append(
            [
                number + added,
                sent,
                sent,
                f"soker{number}@example.no",
                f"Søker {number}",
                named,
                f"Vi i søknad {number} vil løse noe sammen.",
                "Ja",
            ]
        )
    return write_forms_workbook([*HEAD, *QUESTIONS], rows)


def adopt_applications(engine, count=COUNT, *, added=0):
    """Put the applications in force."""
    content = applications(count, added=added)
    return store.adopt(engine, content, f"Søknad(1-{count}).xlsx", round_id=ROUND, who="test")


def scores_workbook(count=COUNT, *, change=None):
    """The scores that two of the assessors have given each application, as a spreadsheet with columns in an order of
    its own. `change` may alter the rows: lists of id, three scores, comment, assessor."""
    draw = random.Random(5)
    rows = []
    for number in range(1, count + 1):
        for who in draw.sample(ASSESSORS, 2):
            rows.append([number, *(draw.randint(1, 5) for _ in CRITERIA), "", who])
    if change:
        change(rows)
    book = Workbook()
    sheet = book.active
    sheet.append(["Søknads-ID", "Plan", "Behov", "Samarbeid", "Begrunnelse", "Vurdert av"])
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_of(content, name):
    """The rows of a sheet of a workbook, as lists."""
    return [list(row) for row in load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)]
